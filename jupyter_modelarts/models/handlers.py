"""Models over HTTP."""

from __future__ import annotations

from ..core.errors import DomainError, InvalidInput
from ..core.handlers import Handler, Route, endpoint
from ..core.safe.names import shown
from ..core.schemas import PageQuery
from . import bodies, wire
from .manager import ModelManager
from .schemas import Model

RESOURCE = "models"
MAX_TEXT_BYTES = 256 * 1024
_IN_USE = "ModelArts.3009"


class _ModelAnswers(Handler):
    """Answers that are the same for several paths."""

    async def tell(self, model: Model, project_id: str) -> None:
        manager = self.manager(ModelManager)
        counts = await self.call(manager.version_counts, [model])
        origin = await self.call(manager.origin, model)
        unmet = await self.call(manager.unmet, model)
        self.answer(
            wire.detail_body(
                model,
                counts.get(model.name, 0),
                self.owner,
                project_id,
                origin=origin,
                unmet=unmet,
            )
        )

    @property
    def owner(self) -> str:
        """Who asks: in the personal topology everything is theirs."""
        return str(self.current_user.username)


class ModelsHandler(_ModelAnswers):
    """The list, and importing."""

    @endpoint("read", RESOURCE, query=bodies.ModelListQuery, answer=bodies.ModelListBody)
    async def get(self, project_id: str, query: bodies.ModelListQuery) -> None:
        manager, wanted = self.manager(ModelManager), wire.model_filter(query)
        page = PageQuery(limit=query.limit, marker=query.marker)
        found = await self.call(manager.list, wanted, page, query.offset)
        counts = await self.call(manager.version_counts, found.items)
        total = await self.call(manager.count)
        self.answer(wire.list_body(found, total, counts, self.owner, project_id))

    @endpoint(
        "write",
        RESOURCE,
        body=bodies.ImportModelRequest,
        answer=bodies.ImportedModelBody,
        status=201,
    )
    async def post(self, project_id: str, body: bodies.ImportModelRequest) -> None:
        draft, key = wire.draft(body), self.idempotency_key()
        model = await self.call_storage(self.manager(ModelManager).import_, draft, key)
        self.answer(bodies.ImportedModelBody(model_id=model.id))


class PreviewsHandler(Handler):
    """What a request would import; makes nothing."""

    @endpoint("read", RESOURCE, body=bodies.ImportModelRequest, answer=bodies.ModelPreviewBody)
    async def post(self, project_id: str, body: bodies.ImportModelRequest) -> None:
        draft = wire.draft(body)
        preview = await self.call_storage(self.manager(ModelManager).preview, draft)
        self.answer(wire.preview_body(preview))


class ModelHandler(_ModelAnswers):
    """One model."""

    @endpoint("read", RESOURCE, answer=bodies.ModelDetailBody)
    async def get(self, project_id: str, model_id: str) -> None:
        await self.tell(await self.call(self.manager(ModelManager).get, model_id), project_id)

    @endpoint("write", RESOURCE, body=bodies.DescribeModelRequest, answer=bodies.ModelDetailBody)
    async def put(self, project_id: str, model_id: str, body: bodies.DescribeModelRequest) -> None:
        manager = self.manager(ModelManager)
        model = await self.call(manager.describe, model_id, body.description)
        await self.tell(model, project_id)

    @endpoint("write", RESOURCE, query=bodies.DeleteModelQuery, answer=bodies.ModelsDeletedBody)
    async def delete(self, project_id: str, model_id: str, query: bodies.DeleteModelQuery) -> None:
        manager = self.manager(ModelManager)
        if query.cascade:
            self.answer(await self.call(_delete_versions, manager, model_id))
            return
        await self.call(manager.delete, model_id)
        self.answer(bodies.ModelsDeletedBody(delete_success_list=[model_id], delete_failed_list=[]))


class VersionsHandler(_ModelAnswers):
    """All versions of a model's name."""

    @endpoint("read", RESOURCE, answer=bodies.ModelVersionListBody)
    async def get(self, project_id: str, model_id: str) -> None:
        manager = self.manager(ModelManager)
        name = (await self.call(manager.get, model_id)).name
        found = await self.call(manager.versions, name)
        rows = [wire.model_body(one, len(found), self.owner, project_id) for one in found]
        self.answer(
            bodies.ModelVersionListBody(model_name=name, total_count=len(rows), models=rows)
        )


class ActionsHandler(_ModelAnswers):
    """Stopping an import, and taking a model out of the trash."""

    @endpoint("write", RESOURCE, body=bodies.ModelActionRequest, answer=bodies.ModelDetailBody)
    async def post(self, project_id: str, model_id: str, body: bodies.ModelActionRequest) -> None:
        manager = self.manager(ModelManager)
        actions = {"stop": manager.stop, "restore": manager.restore}
        if body.action_type not in actions:
            asked = shown(body.action_type)
            raise InvalidInput(f"action_type: {asked} is none of {', '.join(actions)}.")
        await self.tell(await self.call(actions[body.action_type], model_id), project_id)


class FileTextHandler(Handler):
    """The beginning of a file as text, never run and never rendered."""

    @endpoint("read", RESOURCE, query=bodies.ModelFileQuery, answer=bodies.ModelTextBody)
    async def get(self, project_id: str, model_id: str, query: bodies.ModelFileQuery) -> None:
        manager = self.manager(ModelManager)
        size, data = await self.call_storage(
            manager.read_file, model_id, query.name, MAX_TEXT_BYTES
        )
        self.answer(wire.text_body(query.name, size, data))


def _delete_versions(manager: ModelManager, model_id: str) -> bodies.ModelsDeletedBody:
    """All versions of a name, one by one; what stays is told and is no error."""
    gone: list[str] = []
    stayed: list[bodies.ModelNotDeletedBody] = []
    for model in manager.versions(manager.get(model_id).name):
        try:
            manager.delete(model.id)
            gone.append(model.id)
        except DomainError as error:
            code = _IN_USE if error.status == 409 else error.code
            stayed.append(
                bodies.ModelNotDeletedBody(model_id=model.id, error_code=code, error_msg=str(error))
            )
    return bodies.ModelsDeletedBody(delete_success_list=gone, delete_failed_list=stayed)


_MODEL = "/v1/{project_id}/models/{model_id}"

ROUTES: list[Route] = [
    Route("/v1/{project_id}/models", ModelsHandler),
    Route("/v1/{project_id}/model-previews", PreviewsHandler),
    Route(_MODEL, ModelHandler),
    Route(f"{_MODEL}/actions", ActionsHandler),
    Route(f"{_MODEL}/files/text", FileTextHandler),
    Route(f"{_MODEL}/versions", VersionsHandler),
]
