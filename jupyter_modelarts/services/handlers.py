"""Online services over HTTP."""

from __future__ import annotations

from ..compute.manager import WorkloadManager
from ..compute.schemas import UsageSample, Wanted
from ..core.handlers import Handler, Route, endpoint
from ..core.ids import now_ms
from . import bodies, wire
from .drafts import InvalidService
from .infer_handlers import ROUTES as INFER_ROUTES
from .manager import ServiceManager
from .schemas import Details

RESOURCE = "services"


class ServicesHandler(Handler):
    """The list, and deploying."""

    @endpoint("read", RESOURCE, query=bodies.ServiceListQuery, answer=bodies.ServiceListBody)
    async def get(self, project_id: str, query: bodies.ServiceListQuery) -> None:
        found = await self.call(self.manager(ServiceManager).list, deleted=query.deleted)
        self.answer(wire.list_body(found, query, project_id))

    @endpoint("execute", RESOURCE, body=bodies.DeployRequest, answer=bodies.ServiceBody)
    async def post(self, project_id: str, body: bodies.DeployRequest) -> None:
        draft, key = wire.draft(body), self.idempotency_key()
        details = await self.call(self.manager(ServiceManager).deploy, draft, key)
        self.answer(wire.service_body(details, project_id))


class ServiceHandler(Handler):
    """One service."""

    @endpoint("read", RESOURCE, answer=bodies.ServiceBody)
    async def get(self, project_id: str, service_id: str) -> None:
        details = await self.call(self.manager(ServiceManager).get, service_id)
        self.answer(wire.service_body(details, project_id))

    @endpoint("execute", RESOURCE, body=bodies.ServiceUpdateRequest, answer=bodies.ServiceBody)
    async def put(
        self, project_id: str, service_id: str, body: bodies.ServiceUpdateRequest
    ) -> None:
        details = await self.call(_update, self.manager(ServiceManager), service_id, body)
        self.answer(wire.service_body(details, project_id))

    @endpoint("execute", RESOURCE, answer=bodies.ServiceBody)
    async def delete(self, project_id: str, service_id: str) -> None:
        details = await self.call(self.manager(ServiceManager).delete, service_id)
        self.answer(wire.service_body(details, project_id))


class EventsHandler(Handler):
    """What happened."""

    @endpoint("read", RESOURCE, query=bodies.ServiceEventQuery, answer=bodies.ServiceEventListBody)
    async def get(self, project_id: str, service_id: str, query: bodies.ServiceEventQuery) -> None:
        manager = self.manager(ServiceManager)
        details = await self.call(manager.get, service_id)
        events = await self.call(manager.events, service_id)
        self.answer(wire.event_list_body(details, events, query))


class UpdateLogsHandler(Handler):
    """All configurations, and whose logs to read."""

    @endpoint("read", RESOURCE, answer=bodies.ServiceUpdateLogListBody)
    async def get(self, project_id: str, service_id: str) -> None:
        details = await self.call(self.manager(ServiceManager).get, service_id)
        self.answer(wire.update_log_body(details))


class MonitorHandler(Handler):
    """How a service fares."""

    _track_activity = False

    @endpoint(
        "read", RESOURCE, query=bodies.ServiceMonitorQuery, answer=bodies.ServiceMonitorListBody
    )
    async def get(
        self, project_id: str, service_id: str, query: bodies.ServiceMonitorQuery
    ) -> None:
        manager, now = self.manager(ServiceManager), now_ms()
        details = await self.call(manager.get, service_id)
        loads = await self.call(manager.loads, service_id, now - query.span * 1000)
        usage = await self.call_storage(_usage, self.manager(WorkloadManager), details)
        self.answer(wire.monitor_body(details, loads, usage, query.span, now))


class SpecificationsHandler(Handler):
    """The sizes of a replica."""

    @endpoint("read", RESOURCE, answer=bodies.ServiceSpecificationListBody)
    async def get(self, project_id: str) -> None:
        found = await self.call(self.manager(ServiceManager).specifications)
        self.answer(wire.specification_list_body(found))


class TokensHandler(Handler):
    """A short-lived token that may only call this service."""

    @endpoint(
        "execute",
        RESOURCE,
        body=bodies.ServiceTokenRequest,
        answer=bodies.ServiceTokenBody,
        status=201,
    )
    async def post(
        self, project_id: str, service_id: str, body: bodies.ServiceTokenRequest
    ) -> None:
        manager = self.manager(ServiceManager)
        issued = await self.call(manager.issue_token, service_id, body.ttl)
        details = await self.call(manager.get, service_id)
        self.set_header("Cache-Control", "no-store")
        self.answer(
            bodies.ServiceTokenBody(
                token_id=issued.id,
                token=issued.secret,
                expires_at=issued.expires_at,
                access_address=wire.address_of(details),
            )
        )


def _update(manager: ServiceManager, service_id: str, body: bodies.ServiceUpdateRequest) -> Details:
    """With a status, as ModelArts has it, nothing else is changed."""
    if body.status is not None:
        actions = {Wanted.RUNNING.value: manager.start, Wanted.STOPPED.value: manager.stop}
        if body.status not in actions:
            raise InvalidService("status", "It is running or stopped.")
        return actions[body.status](service_id)
    if body.deleted is not None:
        if body.deleted:
            raise InvalidService("deleted", "Send DELETE to delete a service.")
        return manager.restore(service_id)
    return manager.update(service_id, wire.change(body))


def _usage(workloads: WorkloadManager, details: Details) -> dict[str, list[UsageSample]]:
    ids = [sight.replica.workload_id for sight in details.view.sights]
    return {workload_id: [*workloads.usage(workload_id)] for workload_id in ids}


_SERVICES = "/v1/{project_id}/services"
_SERVICE = f"{_SERVICES}/{{service_id}}"

ROUTES: list[Route] = [
    Route(_SERVICES, ServicesHandler),
    Route(f"{_SERVICES}/specifications", SpecificationsHandler),
    Route(_SERVICE, ServiceHandler),
    Route(f"{_SERVICE}/events", EventsHandler),
    Route(f"{_SERVICE}/logs", UpdateLogsHandler),
    Route(f"{_SERVICE}/monitor", MonitorHandler),
    Route(f"{_SERVICE}/tokens", TokensHandler),
    *INFER_ROUTES,
]
