"""The gateway's process: answers callers, and keeps services going where no server does.

One thread answers; another, the pulse, reconciles, advances the services, and swaps the routes.
"""

from __future__ import annotations

import logging
import os
import socket
import sys
import threading
import time

from ..compute.manager import WorkloadManager
from ..core.errors import DomainError
from ..core.managers import Managers
from ..core.schemas import Event
from ..iam import TokenManager
from .counting import Tally
from .doorkeeper import TokenDoorkeeper
from .gateway import Gateway, RequestLog, Routes, run, to_descriptor
from .manager import ServiceManager
from .routing import routes_of
from .schemas import PORT, TOPIC, ServiceState, ServiceView
from .state import status_of

LISTENER = f"MODELARTS_LISTEN_{PORT.upper()}"
RUN = "MODELARTS_RUN"
MOVING_S = 0.1
SETTLED_S = 2.0
COUNT_S = 2.0
_WATCHED = (TOPIC, "compute")
_CALLED = "called"
_MOVING = (ServiceState.DEPLOYING, ServiceState.STOPPING, ServiceState.CONCERNING)

log = logging.getLogger(__name__)


def serve(managers: Managers) -> None:
    """The body of the work `gateway`: until it is told to end."""
    listener = socket.socket(fileno=int(os.environ[LISTENER]))
    pulse = Pulse(managers)
    pulse.begin(listener.getsockname()[1], os.environ.get(RUN, "").partition("/")[0])
    keeper = TokenDoorkeeper(managers.get(TokenManager))
    gateway = Gateway(pulse.routes, keeper, log=RequestLog(to_descriptor(sys.stdout.fileno())))
    pulse.start(gateway)
    try:
        run(gateway, listener)
    finally:
        pulse.stop()


class Pulse:
    """What the gateway routes by, kept up to date."""

    def __init__(self, managers: Managers) -> None:
        self._services = managers.get(ServiceManager)
        self._workloads = managers.get(WorkloadManager)
        self._tokens = managers.get(TokenManager)
        self._routes: Routes = {}
        self._tally = Tally()
        self._counted = 0.0
        self._wake = threading.Event()
        self._ended = threading.Event()
        self._watcher = self._services.watcher()
        self._thread: threading.Thread | None = None

    def routes(self) -> Routes:
        """What there is now."""
        return self._routes

    def begin(self, port: int, workload_id: str) -> None:
        """The first look, before anybody is answered."""
        self._services.note_gateway(workload_id, port)
        self._look()

    def start(self, gateway: Gateway) -> None:
        """Look again whenever something has changed, and now and then anyway."""
        self._workloads.kick = self._wake.set
        self._watcher.listen(self._hear)
        self._thread = threading.Thread(
            target=self._run, args=(gateway,), name="modelarts-pulse", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """End, with what was counted told."""
        self._ended.set()
        self._wake.set()
        self._watcher.stop()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def _hear(self, event: Event) -> None:
        if event.topic in _WATCHED and event.change != _CALLED:
            self._wake.set()

    def _run(self, gateway: Gateway) -> None:
        pause = MOVING_S
        while not self._ended.is_set():
            self._wake.wait(pause)
            self._wake.clear()
            pause = self._beat(gateway)
        self._guarded(lambda: self._count(gateway, self._services.views()))

    def _beat(self, gateway: Gateway) -> float:
        moving = True

        def look() -> None:
            nonlocal moving
            self._workloads.reconcile()
            views = self._look()
            if time.monotonic() - self._counted >= COUNT_S:
                self._count(gateway, views)
            moving = any(_is_moving(view) for view in views)

        fine = self._guarded(look)
        return MOVING_S if moving and fine else SETTLED_S

    def _look(self) -> list[ServiceView]:
        views = self._services.views()
        routes = routes_of(views)
        if routes != self._routes:
            self._routes = routes
        return views

    def _count(self, gateway: Gateway, views: list[ServiceView]) -> None:
        self._counted = time.monotonic()
        fresh = self._tally.fresh(gateway.counters(), views)
        if fresh:
            self._services.count_calls(fresh)
        self._tokens.note_uses()

    def _guarded(self, work: object) -> bool:
        assert callable(work)
        try:
            work()
        except DomainError as error:  # a full disk, a busy database: it may mend itself
            log.warning("pulse: %s", error)
            return False
        except Exception:  # the pulse must outlive any one beat; the log says why
            log.exception("the pulse missed a beat; trying again")
            return False
        return True


def _is_moving(view: ServiceView) -> bool:
    status = status_of(view)
    return status.state in _MOVING or view.service.target != view.service.serving
