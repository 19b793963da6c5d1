"""The rules of online services."""

from __future__ import annotations

import builtins
import getpass
from collections.abc import Callable, Sequence
from datetime import timedelta

from ..compute.manager import WorkloadManager
from ..compute.schemas import Flavor, Wanted
from ..core.db import Database, Tx
from ..core.errors import Conflict, NotFound, Unavailable
from ..core.events import EventWatcher
from ..core.ids import new_id, now_ms, urn
from ..core.store import emit, forget_links, link, recall_id, remember
from ..engines.manager import EngineManager
from ..iam import Issued, Scope, TokenManager
from ..models import ModelManager
from ..models.schemas import KIND as MODEL_KIND
from . import store
from .controller import Controller
from .deploying import Checker, check_auto_stop, check_description
from .drafts import ServiceChange, ServiceDraft
from .gateway_workload import GatewayWorkload
from .own_tokens import OwnTokens
from .replicas import Replicas
from .schemas import (
    KIND,
    TOPIC,
    Details,
    EventType,
    Load,
    Result,
    Revision,
    ServedModel,
    Service,
    ServiceEvent,
    ServiceState,
    ServiceView,
)
from .specifications import specifications
from .state import gone, status_of
from .views import Views, find_live, find_service

RETENTION = timedelta(days=30)
TOKEN_S = 3600
SERVES = "serves"
_SCOPE = "services"
_IN_TROUBLE = (ServiceState.FAILED, ServiceState.CONCERNING)


class ServiceManager:
    """Deploys, updates, stops and deletes services. Thread-safe."""

    def __init__(
        self,
        db: Database,
        workloads: WorkloadManager,
        engines: EngineManager,
        models: ModelManager,
        tokens: TokenManager,
    ) -> None:
        self._db = db
        self._workloads = workloads
        self._tokens = tokens
        self._gateway = GatewayWorkload(workloads)
        self._replicas = Replicas(workloads, engines)
        self._views = Views(workloads, engines)
        self._checker = Checker(workloads, engines, models)
        self._own = OwnTokens(tokens)
        self._controller = Controller(db, workloads, self._gateway, self._replicas, self._views)

    # changes

    def deploy(self, draft: ServiceDraft, key: str | None = None) -> Details:
        """Make a service and begin to roll it out; the same `key` makes it once.

        Raises InvalidService with the field that is wrong.
        """
        with self._db.read() as tx:
            done = recall_id(tx, _SCOPE, key)
        if done is not None:
            return self.get(done)
        description = check_description(draft.description)
        auto_stop_ms = check_auto_stop(draft.auto_stop_ms)
        models = self._checker.models(draft.models)
        with self._db.write() as tx:
            done = recall_id(tx, _SCOPE, key)
            if done is not None:
                return self.get(done)
            self._checker.recheck(tx, models)
            name = self._checker.name(tx, draft, models)
            now = now_ms()
            service = Service(
                id=new_id(),
                name=name,
                description=description,
                user_name=_principal(),
                wanted=Wanted.RUNNING,
                target=1,
                serving=None,
                auto_stop_ms=auto_stop_ms,
                stop_at=None if auto_stop_ms is None else now + auto_stop_ms,
                created_at=now,
                published_at=now,
                updated_at=now,
                deleted_at=None,
            )
            store.insert_service(tx, service)
            self._add_revision(tx, service, 1, models)
            _tell(tx, service.id, f"Deploying {_titles(models)}.", "created")
            remember(tx, _SCOPE, key, {"id": service.id})
            self._controller.advance_in(tx, service.id)
        self._workloads.kick()
        return self.get(service.id)

    def update(self, service_id: str, change: ServiceChange) -> Details:
        """Change what is said of a service, or roll out another configuration: what answers now
        goes on until the new one does. A stopped service takes it at its next start."""
        if change.description is not None:
            check_description(change.description)
        if change.auto_stop_ms:
            check_auto_stop(change.auto_stop_ms)
        models = None if change.models is None else self._checker.models(change.models)
        with self._db.write() as tx:
            service = find_live(tx, service_id)
            values = _changed(service, change)
            if models is not None:
                self._checker.recheck(tx, models)
                number = store.revisions_of(tx, [service_id])[service_id][0].number + 1
                values |= {"target": number, "updated_at": now_ms()}
                if service.wanted is Wanted.STOPPED:
                    values["serving"] = None
                self._add_revision(tx, service, number, models)
            if values:
                store.change_service(tx, service_id, **values)
            for told in _changes(change, models):
                _tell(tx, service_id, told, "updated")
            self._controller.advance_in(tx, service_id)
        self._controller.finish_stops()
        self._workloads.kick()
        return self.get(service_id)

    def start(self, service_id: str) -> Details:
        """Have a stopped service answer again; one that has failed tries anew."""
        with self._db.write() as tx:
            service = find_live(tx, service_id)
            view = self._views.one(tx, service_id)
            status = status_of(view)
            if service.wanted is Wanted.RUNNING and status.state not in _IN_TROUBLE:
                return self._details(tx, service_id)
            self._revive(tx, view)
            _tell(tx, service_id, "Started.", "updated")
            self._controller.advance_in(tx, service_id)
        self._controller.finish_stops()
        self._workloads.kick()
        return self.get(service_id)

    def stop(self, service_id: str) -> Details:
        """Have a service answer no more. Stopping twice is no error."""
        with self._db.write() as tx:
            service = find_live(tx, service_id)
            if service.wanted is Wanted.RUNNING:
                store.change_service(tx, service_id, wanted=Wanted.STOPPED.value, stop_at=None)
                _tell(tx, service_id, "Stop requested.", "stopping")
        self.advance()
        return self.get(service_id)

    def delete(self, service_id: str) -> Details:
        """Stop a service and move it to the trash; tokens for it end."""
        with self._db.write() as tx:
            find_live(tx, service_id)
            now = now_ms()
            values = {"wanted": Wanted.STOPPED.value, "stop_at": None, "deleted_at": now}
            store.change_service(tx, service_id, **values)
            self._tokens.revoke_owned(urn(KIND, service_id), tx)
            _tell(tx, service_id, "Moved to the trash.", "deleted")
        self.advance()
        return self.get(service_id)

    def restore(self, service_id: str) -> Details:
        """Take a service out of the trash, stopped. Raises Conflict where its name is taken."""
        with self._db.write() as tx:
            service = find_service(tx, service_id)
            if service.deleted_at is not None:
                if store.get_named(tx, service.name):
                    raise Conflict(
                        f"There is another service {service.name} now: delete that one first."
                    )
                store.change_service(tx, service_id, deleted_at=None)
                _tell(tx, service_id, "Taken out of the trash.", "updated")
        return self.get(service_id)

    def empty_trash(self, older_than: timedelta = RETENTION) -> int:
        """Remove for good what was deleted longer ago and has stopped; returns how many."""
        before = now_ms() - int(older_than.total_seconds() * 1000)
        gone_ids = []
        with self._db.write() as tx:
            for view in self._views.of(tx, store.list_services(tx, deleted=True)):
                deleted_at = view.service.deleted_at or 0
                if deleted_at < before and all(sight.over for sight in view.sights):
                    for sight in view.sights:
                        self._replicas.forget(tx, sight.replica.workload_id)
                    store.forget_service(tx, view.service.id)
                    gone_ids.append(view.service.id)
            forget_links(tx, [urn(KIND, one) for one in gone_ids])
        return len(gone_ids)

    def issue_token(self, service_id: str, ttl_s: int = TOKEN_S) -> Issued:
        """A token that may only call this service, for a while; its secret is told only now."""
        with self._db.write() as tx:
            service = find_live(tx, service_id)
            draft = self._tokens.draft(
                f"call {service.name}"[:64],
                Scope(services=[service_id]),
                ttl_s,
                urn(KIND, service_id),
            )
            self._tokens.keep(tx, draft)
            _tell(tx, service_id, "A token to call it was made.", "updated")
        return draft.issued

    def caller(self, service_id: str) -> tuple[str, str]:
        """The address of a service, and a token of this process's own to call it with.

        Raises NotFound, and Unavailable before there is a gateway.
        """
        details = self.get(service_id)
        service = details.view.service
        if service.deleted_at is not None:
            raise NotFound(f"Service {service.name} is in the trash: restore it first.")
        if details.gateway is None:
            raise Unavailable("There is no inference gateway yet: try again in a few seconds.")
        return f"{details.gateway}/v1/infers/{service_id}", self._own.token(service)

    def advance(self) -> bool:
        """Do what services need next; whether there was something. Anything may call it."""
        return self._controller.advance()

    def count_calls(self, loads: Sequence[tuple[str, Load]]) -> None:
        """Add to what is known of calls: (service, load) pairs."""
        with self._db.write() as tx:
            known = {service.id for service in store.all_services(tx)}
            for service_id, load in loads:
                if service_id in known:
                    store.add_load(tx, service_id, load)
            for service_id in {one for one, _ in loads} & known:
                emit(tx, TOPIC, urn(KIND, service_id), "called")

    # looks

    def get(self, service_id: str) -> Details:
        """A service, in the trash or not. Raises NotFound."""
        with self._db.read() as tx:
            return self._details(tx, service_id)

    def find(self, name_or_id: str) -> Details:
        """As `get`, also by the name, which one service outside the trash has. Raises NotFound."""
        with self._db.read() as tx:
            named = store.get_named(tx, name_or_id)
            return self._details(tx, named.id if named else name_or_id)

    def list(self, *, deleted: bool = False) -> builtins.list[Details]:
        """Services, newest first."""
        with self._db.read() as tx:
            address = self._gateway.address(tx)
            views = self._views.of(tx, store.list_services(tx, deleted=deleted))
            calls = store.calls_of(tx, [view.service.id for view in views])
        return [Details(view, address, calls.get(view.service.id, {})) for view in views]

    def events(self, service_id: str) -> builtins.list[ServiceEvent]:
        """What happened, newest first."""
        with self._db.read() as tx:
            find_service(tx, service_id)
            return store.events_of(tx, service_id)

    def loads(self, service_id: str, since: int) -> builtins.list[Load]:
        """Calls over time, oldest first."""
        with self._db.read() as tx:
            find_service(tx, service_id)
            return store.loads_of(tx, service_id, since)

    def specifications(self) -> builtins.list[Flavor]:
        """The sizes of a replica, the default first."""
        return specifications(self._workloads.flavors())

    def gateway(self) -> tuple[str | None, str | None]:
        """The gateway's address and workload; None before the first service."""
        with self._db.read() as tx:
            return self._gateway.address(tx), self._gateway.workload_id(tx)

    def users_of_model(self, tx: Tx, model_id: str) -> Sequence[str]:
        """Services outside the trash that have or would have this model answer: they keep it from
        being deleted."""
        users = []
        for view in self._views.of(tx, store.list_services(tx)):
            held = [view.target, *([view.serving] if view.serving else [])]
            if any(model.model_id == model_id for one in held for model in one.models):
                users.append(f"service {view.service.name}")
        return users

    def views(self) -> builtins.list[ServiceView]:
        """All services, in the trash or not, as they stand."""
        with self._db.read() as tx:
            return self._views.of(tx, store.all_services(tx))

    def watcher(self) -> EventWatcher:
        """Hears of every change in the records; the caller's to stop."""
        return EventWatcher(self._db)

    def note_gateway(self, workload_id: str, port: int) -> None:
        """Remember the port that the gateway has: it may not be the one that it asked for."""
        with self._db.write() as tx:
            known = store.get_gateway(tx)
            if known is not None and known[0] == workload_id and known[1] != port:
                store.save_gateway(tx, workload_id, port)

    def wait(self, service_id: str, timeout_s: float, done: Callable[[Details], bool]) -> Details:
        """Keep things going until `done`, or until the time is over."""
        return self._controller.wait(lambda: self.get(service_id), timeout_s, done)

    def _details(self, tx: Tx, service_id: str) -> Details:
        view = self._views.one(tx, service_id)
        calls = store.calls_of(tx, [service_id]).get(service_id, {})
        return Details(view, self._gateway.address(tx), calls)

    def _add_revision(
        self, tx: Tx, service: Service, number: int, models: Sequence[ServedModel]
    ) -> None:
        revision = Revision(
            service_id=service.id,
            number=number,
            models=[*models],
            result=Result.RUNNING,
            created_at=now_ms(),
        )
        store.insert_revision(tx, revision)
        for model in models:
            link(tx, urn(KIND, service.id), SERVES, urn(MODEL_KIND, model.model_id))

    def _revive(self, tx: Tx, view: ServiceView) -> None:
        """Wanted again: what has ended makes room, and the roll-out begins anew."""
        service = view.service
        fresh = service.wanted is Wanted.STOPPED or view.serving is None
        if fresh:
            target = view.serving or view.target
            store.set_result(tx, service.id, target.number, Result.RUNNING, "")
        else:
            target = view.target
            if view.latest.result is Result.FAIL:
                store.set_result(tx, service.id, view.latest.number, Result.RUNNING, "")
                target = view.latest
        now = now_ms()
        store.change_service(
            tx,
            service.id,
            wanted=Wanted.RUNNING.value,
            target=target.number,
            serving=None if fresh else service.serving,
            stop_at=None if service.auto_stop_ms is None else now + service.auto_stop_ms,
            published_at=now,
        )
        for sight in view.sights:
            if gone(sight) and sight.over:
                self._replicas.forget(tx, sight.replica.workload_id)


def _changed(service: Service, change: ServiceChange) -> dict[str, object]:
    values: dict[str, object] = {}
    if change.description is not None:
        values["description"] = change.description
    if change.auto_stop_ms is not None:
        span = change.auto_stop_ms or None
        running = span is not None and service.wanted is Wanted.RUNNING
        values["auto_stop_ms"] = span
        values["stop_at"] = now_ms() + (span or 0) if running else None
    return values


def _changes(change: ServiceChange, models: Sequence[ServedModel] | None) -> list[str]:
    """A sentence for each thing that is changed."""
    told = []
    if change.description is not None:
        told.append("Its description was changed.")
    if change.auto_stop_ms is not None:
        told.append("When it stops by itself was changed.")
    if models is not None:
        told.append(f"Updating to {_titles(models)}.")
    return told


def _tell(tx: Tx, service_id: str, message: str, change: str) -> None:
    store.add_event(tx, service_id, EventType.NORMAL, message)
    emit(tx, TOPIC, urn(KIND, service_id), change)


def _titles(models: Sequence[ServedModel]) -> str:
    return " and ".join(f"{one.title} ({one.weight} %)" for one in models)


def _principal() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user need not have a name
        return ""
