"""Carries out what the roll-out decides: in any process that has the platform, safe to repeat."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from ..compute.manager import WorkloadManager
from ..compute.schemas import Wanted
from ..core.db import Database, Tx
from ..core.errors import DomainError, NotFound
from ..core.ids import now_ms, urn
from ..core.store import emit
from . import store
from .gateway_workload import GatewayWorkload
from .replicas import Replicas
from .rollout import Plan, plan
from .schemas import KIND, TOPIC, EventType, Result, ServiceView
from .views import Views, find_service

R = TypeVar("R")


class Controller:
    """Makes services and workloads agree."""

    def __init__(
        self,
        db: Database,
        workloads: WorkloadManager,
        gateway: GatewayWorkload,
        replicas: Replicas,
        views: Views,
    ) -> None:
        self._db = db
        self._workloads = workloads
        self._gateway = gateway
        self._replicas = replicas
        self._views = views

    def advance(self) -> bool:
        """One step for every service that needs one; whether there was one."""
        now = now_ms()
        with self._db.read() as tx:
            views = self._views.of(tx, store.all_services(tx))
            due = [view.service.id for view in views if plan(view, now)]
            wanted = any(view.service.wanted is Wanted.RUNNING for view in views)
        if wanted or due:
            with self._db.write() as tx:
                for service_id in due:
                    self.advance_in(tx, service_id)
                if wanted:
                    self._gateway.ensure(tx)
        stopped = self.finish_stops()
        if due or stopped:
            self._workloads.kick()
        return bool(due) or stopped

    def advance_in(self, tx: Tx, service_id: str) -> None:
        """One step for one service, in the caller's transaction; `finish_stops` after it."""
        view = self._views.of(tx, [find_service(tx, service_id)])[0]
        made = plan(view, now_ms())
        if made:
            self._carry_out(tx, view, made)
        if view.service.wanted is Wanted.RUNNING:
            self._gateway.ensure(tx)

    def finish_stops(self) -> bool:
        """Stop what no service needs: that is a transaction of its own for each workload."""
        with self._db.read() as tx:
            views = self._views.of(tx, store.all_services(tx))
            gateway_id = self._gateway.workload_id(tx)
            now = now_ms()
            stops = [one for view in views for one in plan(view, now).stop]
            idle = all(
                view.service.wanted is Wanted.STOPPED and all(sight.over for sight in view.sights)
                for view in views
            )
            gateway = self._workloads.find(tx, [gateway_id] if gateway_id else [])
        stops += [
            one.id
            for one in gateway.values()
            if idle and one.ended_at is None and one.wanted is Wanted.RUNNING
        ]
        for workload_id in stops:
            try:
                self._workloads.stop(workload_id)
            except NotFound:  # another process was quicker
                continue
        return bool(stops)

    def wait(self, look: Callable[[], R], timeout_s: float, done: Callable[[R], bool]) -> R:
        """Look, reconcile and advance until `done`, or until the time is over."""
        deadline = time.monotonic() + timeout_s
        while True:
            self._workloads.reconcile()
            self.advance()
            seen = look()
            if done(seen) or time.monotonic() > deadline:
                return seen
            time.sleep(0.1)

    def _carry_out(self, tx: Tx, view: ServiceView, made: Plan) -> None:
        service = view.service
        values: dict[str, object] = {}
        if made.serve is not None:
            values |= {"serving": made.serve, "served_at": now_ms()}
        if made.target is not None:
            values["target"] = made.target
        if made.stop_service:
            values |= {"wanted": Wanted.STOPPED.value, "stop_at": None}
        if values:
            store.change_service(tx, service.id, **values)
        for number, (result, reason) in made.results.items():
            store.set_result(tx, service.id, number, result, reason)
        for workload_id, kept in made.note.items():
            store.note_replica(tx, workload_id, **kept)
        for workload_id in made.forget:
            self._replicas.forget(tx, workload_id)
        self._create(tx, view, made)
        for kind, message in made.events:
            store.add_event(tx, service.id, kind, message)
        emit(tx, TOPIC, urn(KIND, service.id), "updated")

    def _create(self, tx: Tx, view: ServiceView, made: Plan) -> None:
        number = max((sight.replica.number for sight in view.sights), default=0)
        told: set[str] = set()
        for model in made.create:
            number += 1
            try:
                engine = self._replicas.create(tx, view.service, model, number)
            except DomainError as error:
                reason = f"{model.title} cannot run: {error}"
                store.set_result(tx, view.service.id, view.target.number, Result.FAIL, reason)
                store.add_event(tx, view.service.id, EventType.ABNORMAL, reason)
                return
            if engine.waits_for and model.requirements and model.key not in told:
                told.add(model.key)
                needs = f"{model.title} needs {', '.join(model.requirements)}"
                sentence = f"{needs}: what its engine lacks is installed first."
                store.add_event(tx, view.service.id, EventType.NORMAL, sentence)
