"""Services with their replicas, workloads and ports, read together."""

from __future__ import annotations

from collections.abc import Sequence

from ..compute.manager import WorkloadManager
from ..core.db import Tx
from ..core.errors import NotFound
from ..core.safe.names import shown
from . import store
from .schemas import Calls, Service, ServiceView, Sight


class Views:
    """Joins what the slice keeps with what compute knows, in the caller's transaction."""

    def __init__(self, workloads: WorkloadManager) -> None:
        self._workloads = workloads

    def of(self, tx: Tx, services: Sequence[Service]) -> list[ServiceView]:
        """These services as they stand."""
        ids = [service.id for service in services]
        revisions, replicas = store.revisions_of(tx, ids), store.replicas_of(tx, ids)
        calls = store.calls_of(tx, ids)
        workload_ids = [one.workload_id for found in replicas.values() for one in found]
        workloads = self._workloads.find(tx, workload_ids)
        answers = self._gateway_answers(tx)
        ports = store.ports_of(tx, workload_ids)
        views = []
        for service in services:
            sights = []
            for replica in replicas.get(service.id, []):
                port = ports.get(replica.workload_id)
                health, address = ("", "") if port is None else (port.health, port.address)
                workload = workloads[replica.workload_id]
                sights.append(Sight(replica, workload, health, address))
            total = Calls(
                calls=sum(one.calls for one in calls.get(service.id, {}).values()),
                failures=sum(one.failures for one in calls.get(service.id, {}).values()),
            )
            views.append(ServiceView(service, revisions[service.id], sights, total, answers))
        return views

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
