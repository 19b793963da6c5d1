"""Engines over HTTP."""

from __future__ import annotations

from ..compute.schemas import LogChunk
from ..core.handlers import Handler, Route, endpoint
from . import wire
from .manager import EngineManager
from .schemas import (
    EngineAction,
    EngineActionRequest,
    EngineBody,
    EngineListBody,
    EngineLogQuery,
    JobEngineListBody,
)

RESOURCE = "engines"


class EnginesHandler(Handler):
    """All engines."""

    @endpoint("read", RESOURCE, answer=EngineListBody)
    async def get(self, project_id: str) -> None:
        engines = await self.call(self.manager(EngineManager).list)
        self.answer(wire.engine_list_body(engines))


class EngineHandler(Handler):
    """One engine."""

    @endpoint("read", RESOURCE, answer=EngineBody)
    async def get(self, project_id: str, engine_id: str) -> None:
        engine = await self.call(self.manager(EngineManager).get, engine_id)
        self.answer(wire.engine_body(engine))

    @endpoint("write", RESOURCE, answer=EngineBody)
    async def delete(self, project_id: str, engine_id: str) -> None:
        engine = await self.call_storage(self.manager(EngineManager).delete, engine_id)
        self.answer(wire.engine_body(engine))


class EngineActionsHandler(Handler):
    """Build, rebuild, stop."""

    @endpoint("execute", RESOURCE, body=EngineActionRequest, answer=EngineBody, status=202)
    async def post(self, project_id: str, engine_id: str, body: EngineActionRequest) -> None:
        manager = self.manager(EngineManager)
        actions = {
            EngineAction.BUILD: manager.build,
            EngineAction.REBUILD: manager.rebuild,
            EngineAction.STOP: manager.stop,
        }
        engine = await self.call(actions[body.action_type], engine_id)
        self.answer(wire.engine_body(engine))


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
    Route("/v1/{project_id}/engines/{engine_id}/logs", EngineLogHandler),
    Route("/v2/{project_id}/training-job-engines", JobEnginesHandler),
]
