"""The one gateway: a workload of the platform itself, before all services of a state directory."""

from __future__ import annotations

import socket

from ..compute.manager import WorkloadManager
from ..compute.schemas import (
    FINAL,
    HealthCheck,
    Mode,
    Port,
    Resources,
    Restart,
    Wanted,
    WorkloadSpec,
)
from ..core.db import Tx
from ..core.ids import new_id
from . import store
from .schemas import GATEWAY_KIND, PORT

WORK = "gateway"
HOST = "127.0.0.1"
RESTART = Restart(max_restarts=10, backoff_s=0.1, stable_s=30.0)


class GatewayWorkload:
    """Has the gateway run while services are wanted, always on the same port where that is free."""

    def __init__(self, workloads: WorkloadManager) -> None:
        self._workloads = workloads

    def ensure(self, tx: Tx) -> bool:
        """Queue it unless it is there; whether it was queued. Call `kick` after the commit."""
        known = store.get_gateway(tx)
        if known is not None:
            workload = self._workloads.find(tx, [known[0]]).get(known[0])
            if workload is not None and _goes_on(workload.state in FINAL, workload.wanted):
                return False
        port = known[1] if known is not None else free_port()
        workload_id = new_id()
        self._workloads.submit(tx, self._spec(port), workload_id)
        store.save_gateway(tx, workload_id, port)
        return True

    def address(self, tx: Tx) -> str | None:
        """`http://127.0.0.1:NNN`; None before the first service."""
        known = store.get_gateway(tx)
        return None if known is None else f"http://{HOST}:{known[1]}"

    def workload_id(self, tx: Tx) -> str | None:
        """The gateway's workload."""
        known = store.get_gateway(tx)
        return None if known is None else known[0]

    def _spec(self, port: int) -> WorkloadSpec:
        return WorkloadSpec(
            kind=GATEWAY_KIND,
            name="inference gateway",
            argv=[*self._workloads.platform_argv(WORK)],
            env=self._workloads.platform_env(),
            mode=Mode.SERVE,
            ports=[Port(name=PORT, listen=True, number=port, health=HealthCheck(path="/health"))],
            resources=Resources(cpu=0, memory_mb=0, gpus=0),
            restart=RESTART,
            log_bytes=16 * 1024 * 1024,
        )


def free_port() -> int:
    """A port that is free now; if a stranger takes it meanwhile, the supervisor takes another."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _goes_on(final: bool, wanted: Wanted) -> bool:
    return not final and wanted is Wanted.RUNNING
