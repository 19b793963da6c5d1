"""Work on whole folders over HTTP."""

from __future__ import annotations

from ..core.handlers import Handler, Route, endpoint
from ..core.safe.uris import parse_uri
from . import wire
from .bodies import FolderTaskBody, FolderTaskListBody, FolderTaskRequest
from .folder_tasks import FolderTasks


class FolderTasksHandler(Handler):
    """All work on folders, and new one."""

    @endpoint("read", "obs", answer=FolderTaskListBody)
    async def get(self, project_id: str) -> None:
        tasks = await self.call_storage(self.manager(FolderTasks).list)
        self.answer(wire.folder_tasks_body(tasks))

    @endpoint("write", "obs", body=FolderTaskRequest, answer=FolderTaskBody, status=201)
    async def post(self, project_id: str, body: FolderTaskRequest) -> None:
        begun = await self.call_storage(
            self.manager(FolderTasks).begin,
            body.action,
            parse_uri(body.source),
            parse_uri(body.target) if body.target else None,
            overwrite=body.overwrite,
            trash_id=body.trash_id,
        )
        self.answer(wire.folder_task_body(begun))


class FolderTaskHandler(Handler):
    """One work on a folder: how far it is; forgotten when it has ended."""

    @endpoint("read", "obs", answer=FolderTaskBody)
    async def get(self, project_id: str, task_id: str) -> None:
        task = await self.call_storage(self.manager(FolderTasks).get, task_id)
        self.answer(wire.folder_task_body(task))

    @endpoint("write", "obs")
    async def delete(self, project_id: str, task_id: str) -> None:
        await self.call_storage(self.manager(FolderTasks).forget, task_id)
        self.answer()


class StopFolderTaskHandler(Handler):
    """No further object is touched."""

    @endpoint("write", "obs", answer=FolderTaskBody)
    async def post(self, project_id: str, task_id: str) -> None:
        task = await self.call_storage(self.manager(FolderTasks).stop, task_id)
        self.answer(wire.folder_task_body(task))


class ResumeFolderTaskHandler(Handler):
    """What was stopped, or has failed, goes on."""

    @endpoint("write", "obs", answer=FolderTaskBody)
    async def post(self, project_id: str, task_id: str) -> None:
        task = await self.call_storage(self.manager(FolderTasks).resume, task_id)
        self.answer(wire.folder_task_body(task))


ROUTES = [
    Route("/v1/{project_id}/objects/tasks", FolderTasksHandler),
    Route("/v1/{project_id}/objects/tasks/{task_id}", FolderTaskHandler),
    Route("/v1/{project_id}/objects/tasks/{task_id}/stop", StopFolderTaskHandler),
    Route("/v1/{project_id}/objects/tasks/{task_id}/resume", ResumeFolderTaskHandler),
]
