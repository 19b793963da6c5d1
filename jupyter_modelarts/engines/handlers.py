"""Engines over HTTP."""

from __future__ import annotations

from functools import partial

from ..compute.schemas import LogChunk
from ..core.handlers import Handler, Route, endpoint
from . import wire
from .manager import EngineManager
from .schemas import (
    DownloadBody,
    DownloadQuery,
    EngineAction,
    EngineActionRequest,
    EngineBody,
    EngineListBody,
    EngineLogQuery,
    JobEngineListBody,
    OwnEngineRequest,
)

RESOURCE = "engines"


class EnginesHandler(Handler):
    """All engines."""

    @endpoint("read", RESOURCE, answer=EngineListBody)
    async def get(self, project_id: str) -> None:
        engines = await self.call(self.manager(EngineManager).list)
        self.answer(wire.engine_list_body(engines))

    @endpoint("write", RESOURCE, body=OwnEngineRequest, answer=EngineBody, status=201)
    async def post(self, project_id: str, body: OwnEngineRequest) -> None:
        engine = await self.call(self.manager(EngineManager).create, wire.own_engine(body))
        self.answer(wire.engine_body(engine))


class EngineHandler(Handler):
    """One engine."""

    @endpoint("read", RESOURCE, answer=EngineBody)
    async def get(self, project_id: str, engine_id: str) -> None:
        engine = await self.call(self.manager(EngineManager).get, engine_id)
        self.answer(wire.engine_body(engine))

    @endpoint("write", RESOURCE, body=OwnEngineRequest, answer=EngineBody)
    async def put(self, project_id: str, engine_id: str, body: OwnEngineRequest) -> None:
        asked = wire.own_engine(body.model_copy(update={"engine_id": engine_id}))
        self.answer(wire.engine_body(await self.call(self.manager(EngineManager).update, asked)))

    @endpoint("write", RESOURCE, answer=EngineBody)
    async def delete(self, project_id: str, engine_id: str) -> None:
        engine = await self.call_storage(self.manager(EngineManager).delete, engine_id)
        self.answer(wire.engine_body(engine))


class EngineActionsHandler(Handler):
    """Build, rebuild, stop, install libraries, measure a download."""

    @endpoint("execute", RESOURCE, body=EngineActionRequest, answer=EngineBody, status=202)
    async def post(self, project_id: str, engine_id: str, body: EngineActionRequest) -> None:
        manager, libraries = self.manager(EngineManager), body.requirements
        actions = {
            EngineAction.BUILD: partial(manager.build, engine_id),
            EngineAction.REBUILD: partial(manager.rebuild, engine_id),
            EngineAction.STOP: partial(manager.stop, engine_id),
            EngineAction.INSTALL: partial(manager.libraries.install, engine_id, libraries),
            EngineAction.MEASURE: partial(manager.libraries.measure, engine_id, libraries),
        }
        self.answer(wire.engine_body(await self.call(actions[body.action_type])))


class EngineDownloadHandler(Handler):
    """What a build or an installation would download, as it was measured."""

    @endpoint("read", RESOURCE, query=DownloadQuery, answer=DownloadBody)
    async def get(self, project_id: str, engine_id: str, query: DownloadQuery) -> None:
        find = self.manager(EngineManager).libraries.download
        lines = query.requirement.split("\n") if query.requirement else []
        measuring, found = await self.call(find, engine_id, lines)
        self.answer(DownloadBody(measuring=measuring, download=found))


class EngineLogHandler(Handler):
    """The log of the newest build."""

    @endpoint("read", RESOURCE, query=EngineLogQuery, answer=LogChunk)
    async def get(self, project_id: str, engine_id: str, query: EngineLogQuery) -> None:
        manager = self.manager(EngineManager)
        self.answer(await self.call_storage(manager.log, engine_id, query.offset, query.limit))


class JobEnginesHandler(Handler):
    """Engines as ModelArts lists them for training jobs."""

    @endpoint("read", RESOURCE, answer=JobEngineListBody)
    async def get(self, project_id: str) -> None:
        engines = await self.call(self.manager(EngineManager).list)
        self.answer(wire.job_engine_list_body(engines))


ROUTES: list[Route] = [
    Route("/v1/{project_id}/engines", EnginesHandler),
    Route("/v1/{project_id}/engines/{engine_id}", EngineHandler),
    Route("/v1/{project_id}/engines/{engine_id}/actions", EngineActionsHandler),
    Route("/v1/{project_id}/engines/{engine_id}/download", EngineDownloadHandler),
    Route("/v1/{project_id}/engines/{engine_id}/logs", EngineLogHandler),
    Route("/v2/{project_id}/training-job-engines", JobEnginesHandler),
]
