"""Nothing is left running by the demo, however it ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from jupyter_modelarts.compose import Platform
from jupyter_modelarts.compute.schemas import Wanted
from jupyter_modelarts.services import ServiceManager

PATIENCE_S = 20.0


@contextmanager
def nothing_left_running(platform: Platform) -> Iterator[None]:
    """Stop the services and workloads that were begun inside; others go on."""
    services = platform.managers.get(ServiceManager)
    workloads = {workload.id for workload in platform.workloads.unfinished()}
    wanted = _wanted(services)
    try:
        yield
    finally:
        for service_id in _wanted(services) - wanted:
            services.stop(service_id)
        own = [one for one in platform.workloads.unfinished() if one.id not in workloads]
        for workload in own:
            platform.workloads.stop(workload.id)
        for workload in own:
            platform.workloads.wait(workload.id, timeout_s=PATIENCE_S)


def _wanted(services: ServiceManager) -> set[str]:
    """The services that are meant to run."""
    found = [details.view.service for details in services.list()]
    return {service.id for service in found if service.wanted is Wanted.RUNNING}
