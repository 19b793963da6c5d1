"""Workloads, pools and flavors over HTTP (our additions to ModelArts' API)."""

from __future__ import annotations

from ..core.handlers import Handler, Route, endpoint
from . import wire
from .manager import WorkloadManager
from .proxy import ProxyHandler, ProxyRootHandler
from .schemas import (
    LogChunk,
    LogQuery,
    PoolListBody,
    UsageBody,
    WorkloadBody,
    WorkloadListBody,
    WorkloadListQuery,
)


class WorkloadsHandler(Handler):
    """The list."""

    @endpoint("read", "compute", query=WorkloadListQuery, answer=WorkloadListBody)
    async def get(self, project_id: str, query: WorkloadListQuery) -> None:
        manager = self.manager(WorkloadManager)
        page = await self.call(manager.list, wire.filter_of(query), query)
        self.answer(wire.list_body(page))


class WorkloadHandler(Handler):
    """One workload."""

    @endpoint("read", "compute", answer=WorkloadBody)
    async def get(self, project_id: str, workload_id: str) -> None:
        manager = self.manager(WorkloadManager)
        workload, progress, ports = await self.call(manager.details, workload_id)
        self.answer(wire.body(workload, progress, ports))


class StopHandler(Handler):
    """Stopping, with everything below it."""

    @endpoint("execute", "compute", answer=WorkloadBody)
    async def post(self, project_id: str, workload_id: str) -> None:
        workload = await self.call(self.manager(WorkloadManager).stop, workload_id)
        self.answer(wire.body(workload))


class StartHandler(Handler):
    """Starting a serving workload again."""

    @endpoint("execute", "compute", answer=WorkloadBody)
    async def post(self, project_id: str, workload_id: str) -> None:
        workload = await self.call(self.manager(WorkloadManager).start, workload_id)
        self.answer(wire.body(workload))


class LogHandler(Handler):
    """A part of the log."""

    _track_activity = False

    @endpoint("read", "compute", query=LogQuery, answer=LogChunk)
    async def get(self, project_id: str, workload_id: str, query: LogQuery) -> None:
        manager = self.manager(WorkloadManager)
        if query.tail is not None:
            self.answer(await self.call_storage(manager.log_tail, workload_id, query.tail))
        else:
            part = await self.call_storage(manager.log, workload_id, query.offset, query.limit)
            self.answer(part)


class UsageHandler(Handler):
    """CPU and memory."""

    _track_activity = False

    @endpoint("read", "compute", answer=UsageBody)
    async def get(self, project_id: str, workload_id: str) -> None:
        samples = await self.call_storage(self.manager(WorkloadManager).usage, workload_id)
        self.answer(UsageBody(samples=samples))


class PoolsHandler(Handler):
    """Pools and flavors."""

    @endpoint("read", "compute", answer=PoolListBody)
    async def get(self, project_id: str) -> None:
        self.answer(await self.call(self.manager(WorkloadManager).pool_overview))


ROUTES = [
    Route("/v1/{project_id}/workloads", WorkloadsHandler),
    Route("/v1/{project_id}/workloads/{workload_id}", WorkloadHandler),
    Route("/v1/{project_id}/workloads/{workload_id}/stop", StopHandler),
    Route("/v1/{project_id}/workloads/{workload_id}/start", StartHandler),
    Route("/v1/{project_id}/workloads/{workload_id}/log", LogHandler),
    Route("/v1/{project_id}/workloads/{workload_id}/usage", UsageHandler),
    Route("/v2/{project_id}/pools", PoolsHandler),
    Route("/proxy/{workload_id}/{port}/{path...}", ProxyHandler),
    Route("/proxy/{workload_id}/{port}", ProxyRootHandler),
]
