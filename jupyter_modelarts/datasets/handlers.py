"""Datasets over HTTP, with their imports and versions."""

from __future__ import annotations

from ..core.handlers import Handler, Route, endpoint
from ..core.ids import now_ms
from ..core.schemas import PageQuery
from . import bodies, wire
from .label_handlers import ROUTES as LABEL_ROUTES
from .manager import IMPORTS, DatasetManager
from .sample_handlers import ROUTES as SAMPLE_ROUTES
from .schemas import TaskKind

RESOURCE = "datasets"


class DatasetsHandler(Handler):
    """The list."""

    @endpoint("read", RESOURCE, query=bodies.DatasetListQuery, answer=bodies.DatasetListAnswer)
    async def get(self, project_id: str, query: bodies.DatasetListQuery) -> None:
        manager = self.manager(DatasetManager)
        wanted = PageQuery(limit=query.limit, marker=query.marker)
        page = await self.call(
            manager.page,
            wanted,
            search=query.search_content,
            deleted=query.deleted,
            descending=query.order == "desc",
        )
        described = await self.call(manager.describe, page.items)
        self.answer(
            bodies.DatasetListAnswer(
                total_number=page.total,
                datasets=[wire.dataset_body(one) for one in described],
                next_marker=page.next_marker,
            )
        )

    @endpoint(
        "write",
        RESOURCE,
        body=bodies.CreateDatasetRequest,
        answer=bodies.CreateDatasetAnswer,
        status=201,
    )
    async def post(self, project_id: str, body: bodies.CreateDatasetRequest) -> None:
        wanted = wire.new_dataset(body)
        dataset, task = await self.call_storage(self.manager(DatasetManager).create, wanted)
        self.answer(bodies.CreateDatasetAnswer(dataset_id=dataset.id, import_task_id=task.id))


class DatasetHandler(Handler):
    """One dataset."""

    @endpoint("read", RESOURCE, answer=bodies.DatasetBody)
    async def get(self, project_id: str, dataset_id: str) -> None:
        manager = self.manager(DatasetManager)
        dataset = await self.call(manager.get, dataset_id)
        described = await self.call(manager.describe, [dataset])
        labels = await self.call(manager.labels.all, dataset_id)
        self.answer(wire.dataset_body(described[0], labels), revision=dataset.revision)

    @endpoint("write", RESOURCE, body=bodies.UpdateDatasetRequest, answer=bodies.DatasetIdAnswer)
    async def put(
        self, project_id: str, dataset_id: str, body: bodies.UpdateDatasetRequest
    ) -> None:
        change = wire.dataset_change(body)
        manager = self.manager(DatasetManager)
        dataset = await self.call(manager.update, dataset_id, change, self.if_match())
        self.answer(bodies.DatasetIdAnswer(dataset_id=dataset.id), revision=dataset.revision)

    @endpoint("write", RESOURCE, status=204)
    async def delete(self, project_id: str, dataset_id: str) -> None:
        await self.call(self.manager(DatasetManager).delete, dataset_id)
        self.finish()


class RestoreHandler(Handler):
    """Out of the trash."""

    @endpoint("write", RESOURCE, answer=bodies.DatasetIdAnswer)
    async def post(self, project_id: str, dataset_id: str) -> None:
        dataset = await self.call(self.manager(DatasetManager).restore, dataset_id)
        self.answer(bodies.DatasetIdAnswer(dataset_id=dataset.id), revision=dataset.revision)


class SyncHandler(Handler):
    """Import what is new in the input location."""

    @endpoint("write", RESOURCE, answer=bodies.TaskIdAnswer)
    async def post(self, project_id: str, dataset_id: str) -> None:
        task = await self.call(self.manager(DatasetManager).sync, dataset_id)
        self.answer(bodies.TaskIdAnswer(task_id=task.id))


class SyncStatusHandler(Handler):
    """How the newest synchronization stands."""

    @endpoint("read", RESOURCE, answer=bodies.SyncStatusAnswer)
    async def get(self, project_id: str, dataset_id: str) -> None:
        tasks = self.manager(DatasetManager).tasks
        page = await self.call(tasks.page, dataset_id, (TaskKind.SYNC,), PageQuery(limit=1))
        newest = page.items[0] if page.items else None
        self.answer(wire.sync_body(dataset_id, newest, now_ms()))


class ImportsHandler(Handler):
    """Imports and synchronizations, newest first."""

    @endpoint("read", RESOURCE, query=bodies.TaskListQuery, answer=bodies.ImportTaskListAnswer)
    async def get(self, project_id: str, dataset_id: str, query: bodies.TaskListQuery) -> None:
        tasks = self.manager(DatasetManager).tasks
        wanted = PageQuery(limit=query.limit, marker=query.marker)
        page = await self.call(tasks.page, dataset_id, IMPORTS, wanted)
        now = now_ms()
        self.answer(
            bodies.ImportTaskListAnswer(
                total_count=page.total,
                import_tasks=[wire.import_task_body(task, now) for task in page.items],
                next_marker=page.next_marker,
            )
        )

    @endpoint("write", RESOURCE, body=bodies.ImportRequest, answer=bodies.TaskIdAnswer)
    async def post(self, project_id: str, dataset_id: str, body: bodies.ImportRequest) -> None:
        manager, spec = self.manager(DatasetManager), wire.import_spec(body)
        task = await self.call_storage(manager.import_data, dataset_id, spec)
        self.answer(bodies.TaskIdAnswer(task_id=task.id))


class ImportHandler(Handler):
    """One import or synchronization."""

    @endpoint("read", RESOURCE, answer=bodies.ImportTaskBody)
    async def get(self, project_id: str, dataset_id: str, task_id: str) -> None:
        tasks = self.manager(DatasetManager).tasks
        task = await self.call(tasks.get_import, dataset_id, task_id)
        self.answer(wire.import_task_body(task, now_ms()))


class StopImportHandler(Handler):
    """Cancel; what was imported until then stays."""

    @endpoint("write", RESOURCE, answer=bodies.ImportTaskBody)
    async def post(self, project_id: str, dataset_id: str, task_id: str) -> None:
        tasks = self.manager(DatasetManager).tasks
        task = await self.call(tasks.stop_import, dataset_id, task_id)
        self.answer(wire.import_task_body(task, now_ms()))


class VersionsHandler(Handler):
    """Versions, newest first; publishing."""

    @endpoint("read", RESOURCE, query=bodies.TaskListQuery, answer=bodies.VersionListAnswer)
    async def get(self, project_id: str, dataset_id: str, query: bodies.TaskListQuery) -> None:
        manager = self.manager(DatasetManager)
        wanted = PageQuery(limit=query.limit, marker=query.marker)
        dataset = await self.call(manager.get, dataset_id)
        page = await self.call(manager.versions.page, dataset_id, wanted)
        tasks = await self.call(manager.versions.tasks_of, page.items)
        self.answer(
            bodies.VersionListAnswer(
                total_number=page.total,
                versions=[
                    wire.version_body(one, dataset, tasks.get(one.task_id or ""))
                    for one in page.items
                ],
                next_marker=page.next_marker,
            )
        )

    @endpoint(
        "write", RESOURCE, body=bodies.PublishRequest, answer=bodies.PublishAnswer, status=201
    )
    async def post(self, project_id: str, dataset_id: str, body: bodies.PublishRequest) -> None:
        manager, spec = self.manager(DatasetManager), wire.publish_spec(body)
        version = await self.call(manager.versions.publish, dataset_id, spec)
        self.answer(bodies.PublishAnswer(version_id=version.id))


class VersionHandler(Handler):
    """One version."""

    @endpoint("read", RESOURCE, answer=bodies.VersionBody)
    async def get(self, project_id: str, dataset_id: str, version_id: str) -> None:
        manager = self.manager(DatasetManager)
        dataset = await self.call(manager.get, dataset_id)
        version = await self.call(manager.versions.get, dataset_id, version_id)
        tasks = await self.call(manager.versions.tasks_of, [version])
        self.answer(wire.version_body(version, dataset, tasks.get(version.task_id or "")))

    @endpoint("write", RESOURCE, status=204)
    async def delete(self, project_id: str, dataset_id: str, version_id: str) -> None:
        await self.call(self.manager(DatasetManager).versions.delete, dataset_id, version_id)
        self.finish()


class StopVersionHandler(Handler):
    """Give a publication up; nothing of it is left."""

    @endpoint("write", RESOURCE, status=204)
    async def post(self, project_id: str, dataset_id: str, version_id: str) -> None:
        versions = self.manager(DatasetManager).versions
        await self.call_storage(versions.cancel, dataset_id, version_id)
        self.finish()


_ALL = "/v2/{project_id}/datasets"
_ONE = _ALL + "/{dataset_id}"

ROUTES: list[Route] = [
    Route(_ALL, DatasetsHandler),
    Route(_ONE, DatasetHandler),
    Route(_ONE + "/restore", RestoreHandler),
    Route(_ONE + "/sync-data", SyncHandler),
    Route(_ONE + "/sync-data/status", SyncStatusHandler),
    Route(_ONE + "/import-tasks", ImportsHandler),
    Route(_ONE + "/import-tasks/{task_id}", ImportHandler),
    Route(_ONE + "/import-tasks/{task_id}/stop", StopImportHandler),
    Route(_ONE + "/versions", VersionsHandler),
    Route(_ONE + "/versions/{version_id}", VersionHandler),
    Route(_ONE + "/versions/{version_id}/stop", StopVersionHandler),
    *LABEL_ROUTES,
    *SAMPLE_ROUTES,
]
