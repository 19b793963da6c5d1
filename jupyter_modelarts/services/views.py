"""Services with their replicas, workloads and ports, read together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..compute.manager import WorkloadManager
from ..compute.schemas import State, Workload
from ..core.db import Tx
from ..core.errors import NotFound
from ..core.safe.names import shown
from ..engines.manager import EngineManager
from . import store
from .schemas import Calls, Service, ServiceView, Sight


class Views:
    """Joins what the slice keeps with what compute knows, in the caller's transaction."""

    def __init__(self, workloads: WorkloadManager, engines: EngineManager) -> None:
        self._workloads = workloads
        self._engines = engines

    def of(self, tx: Tx, services: Sequence[Service]) -> list[ServiceView]:
        """These services as they stand."""
        ids = [service.id for service in services]
        revisions, replicas = store.revisions_of(tx, ids), store.replicas_of(tx, ids)
        calls = store.calls_of(tx, ids)
        workload_ids = [one.workload_id for found in replicas.values() for one in found]
        workloads = self._workloads.find(tx, workload_ids)
        waited = self._waited(tx, workloads.values())
        answers = self._gateway_answers(tx)
        ports = store.ports_of(tx, workload_ids)
        views = []
        for service in services:
            sights = []
            for replica in replicas.get(service.id, []):
                port = ports.get(replica.workload_id)
                health, address = ("", "") if port is None else (port.health, port.address)
                work = waited.get(replica.workload_id)
                workload = self._explained(workloads[replica.workload_id], work)
                sights.append(Sight(replica, workload, health, address, work))
            total = Calls(
                calls=sum(one.calls for one in calls.get(service.id, {}).values()),
                failures=sum(one.failures for one in calls.get(service.id, {}).values()),
            )
            views.append(ServiceView(service, revisions[service.id], sights, total, answers))
        return views

    def _waited(self, tx: Tx, workloads: Iterable[Workload]) -> dict[str, Workload]:
        """The work on their engines that keeps workloads from beginning, by their ids."""
        new = [one for one in workloads if one.attempt == 0 and one.spec.waits_for]
        works = self._workloads.find(tx, [name for one in new for name in one.spec.waits_for])
        found = {}
        for one in new:
            mine = [works[name] for name in one.spec.waits_for if name in works]
            late = [work for work in mine if work.state is not State.SUCCEEDED]
            if late:
                found[one.id] = late[0]
        return found

    def _explained(self, workload: Workload, work: Workload | None) -> Workload:
        """One that failed because of its engine says why, instead of naming the engine's work."""
        why = self._engines.failure_of(work) if work and workload.state is State.FAILED else ""
        if not why or workload.outcome is None:
            return workload
        outcome = workload.outcome.model_copy(update={"message": why})
        return workload.model_copy(update={"outcome": outcome, "reason": why})

    def _gateway_answers(self, tx: Tx) -> bool:
        known = store.get_gateway(tx)
        port = store.ports_of(tx, [known[0]]).get(known[0]) if known else None
        return port is not None and port.health == "healthy"

    def one(self, tx: Tx, service_id: str) -> ServiceView:
        """A service, in the trash or not. Raises NotFound."""
        return self.of(tx, [find_service(tx, service_id)])[0]


def find_service(tx: Tx, service_id: str) -> Service:
    """A service, in the trash or not. Raises NotFound."""
    service = store.get_service(tx, service_id)
    if service is None:
        raise NotFound(f"Service {shown(service_id)} not found.")
    return service


def find_live(tx: Tx, service_id: str) -> Service:
    """A service outside the trash. Raises NotFound."""
    service = find_service(tx, service_id)
    if service.deleted_at is not None:
        raise NotFound(f"Service {service.name} is in the trash: restore it first.")
    return service
