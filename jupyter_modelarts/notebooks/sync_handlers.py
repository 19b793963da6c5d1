"""Sync OBS over HTTP."""

from __future__ import annotations

from ..core.handlers import Handler, Route, endpoint
from . import sync_wire as wire
from .sync_manager import SyncManager
from .sync_schemas import (
    SyncBody,
    SyncListBody,
    SyncListQuery,
    SyncPlanBody,
    SyncRequest,
)

RESOURCE = "notebooks"


class SyncsHandler(Handler):
    """All syncs."""

    @endpoint("read", RESOURCE, query=SyncListQuery, answer=SyncListBody)
    async def get(self, project_id: str, query: SyncListQuery) -> None:
        page = await self.call(self.manager(SyncManager).page, query, active=query.active)
        self.answer(wire.list_body(page))

    @endpoint("write", RESOURCE, body=SyncRequest, answer=SyncBody, status=202)
    async def post(self, project_id: str, body: SyncRequest) -> None:
        manager = self.manager(SyncManager)
        record = await self.call_storage(manager.start, body, self.idempotency_key())
        self.answer(wire.sync_body(record))


class SyncPlanHandler(Handler):
    """A preview."""

    @endpoint("read", RESOURCE, body=SyncRequest, answer=SyncPlanBody)
    async def post(self, project_id: str, body: SyncRequest) -> None:
        plan, exceeds = await self.call_storage(self.manager(SyncManager).preview, body)
        self.answer(wire.plan_body(plan, exceeds))


class SyncHandler(Handler):
    """One sync."""

    @endpoint("read", RESOURCE, answer=SyncBody)
    async def get(self, project_id: str, sync_id: str) -> None:
        record = await self.call(self.manager(SyncManager).get, sync_id)
        self.answer(wire.sync_body(record))

    @endpoint("write", RESOURCE, status=204)
    async def delete(self, project_id: str, sync_id: str) -> None:
        await self.call(self.manager(SyncManager).forget, sync_id)
        self.finish()


class SyncStopHandler(Handler):
    """Stop one."""

    @endpoint("write", RESOURCE, answer=SyncBody)
    async def post(self, project_id: str, sync_id: str) -> None:
        record = await self.call(self.manager(SyncManager).stop, sync_id)
        self.answer(wire.sync_body(record))


ROUTES: list[Route] = [
    Route("/v1/{project_id}/syncs", SyncsHandler),
    Route("/v1/{project_id}/sync-previews", SyncPlanHandler),
    Route("/v1/{project_id}/syncs/{sync_id}", SyncHandler),
    Route("/v1/{project_id}/syncs/{sync_id}/stop", SyncStopHandler),
]
