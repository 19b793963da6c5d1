"""What a service needs next: a pure decision, made again whenever something has changed.

A new configuration's replicas are made first; once all of them answer, traffic is switched, and
only then what it does not need any more is stopped. One of them given up: the configuration has
failed, and what answered before goes on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..compute.schemas import State, Wanted
from .schemas import EventType, Result, Revision, ServedModel, ServiceView, Sight
from .state import failure, last_words

DRAIN_MS = 3_000
"""How long what was switched away from still runs: the gateway must have heard of the switch, and
calls under way must end."""


@dataclass
class Plan:
    """What to do for one service. `note` maps a replica to what is to be kept of it."""

    serve: int | None = None
    target: int | None = None
    stop_service: bool = False
    results: dict[int, tuple[Result, str]] = field(default_factory=dict)
    create: list[ServedModel] = field(default_factory=list)
    stop: list[str] = field(default_factory=list)
    forget: list[str] = field(default_factory=list)
    note: dict[str, dict[str, object]] = field(default_factory=dict)
    events: list[tuple[EventType, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return self != Plan()

    def tell(self, message: str, *, bad: bool = False) -> None:
        """Add an event."""
        self.events.append((EventType.ABNORMAL if bad else EventType.NORMAL, message))


def plan(view: ServiceView, now: int) -> Plan:
    """What `view` needs at the time `now`."""
    made = Plan()
    service = view.service
    _note_changes(view, made)
    if service.wanted is Wanted.STOPPED or _is_due(view, now):
        if service.wanted is Wanted.RUNNING:
            made.stop_service = True
            made.tell("The service stops by itself, as it was asked to.")
        _stop(view.sights, made)
        return made
    _settle(view, made)
    _keep(view, now, made)
    return made


def _is_due(view: ServiceView, now: int) -> bool:
    return view.service.stop_at is not None and view.service.stop_at <= now


def _note_changes(view: ServiceView, made: Plan) -> None:
    """Tell what happened to replicas since the last look."""
    for sight in view.sights:
        replica, workload = sight.replica, sight.workload
        kept: dict[str, object] = {}
        named = f"Replica {replica.number} of {replica.title}"
        if workload.restarts > replica.seen_restarts:
            most = workload.spec.restart.max_restarts
            count = f"restart {workload.restarts} of {most}"
            made.tell(f"{named} ended: {last_words(workload)} ({count})", bad=True)
        if workload.restarts != replica.seen_restarts:
            kept["seen_restarts"] = workload.restarts
        if sight.ready != replica.seen_ready:
            kept["seen_ready"] = sight.ready
            if sight.ready:
                made.tell(f"{named} answers.")
        if not replica.failure and view.service.wanted is Wanted.RUNNING:
            kept |= _give_up(sight, named, made)
        if kept:
            made.note[replica.workload_id] = kept


def _give_up(sight: Sight, named: str, made: Plan) -> dict[str, object]:
    """A replica that failed for good, or does not come to answer in time, is given up."""
    workload = sight.workload
    if workload.state in (State.FAILED, State.LOST):
        reason = f"{sight.replica.title}: {last_words(workload)}"
        made.tell(f"{named} has failed: {last_words(workload)}", bad=True)
        return {"failure": reason}
    if sight.health == "unhealthy" and workload.state is State.STARTING:
        seconds = workload.spec.ports[0].health.start_grace_s
        hangs = (
            f"it did not answer within {seconds:g} seconds after its start. Look at its log for "
            "where it hangs, or allow more time to load."
        )
        made.tell(f"{named} has failed: {hangs}", bad=True)
        return {"failure": f"{sight.replica.title}: {hangs}"}
    return {}


def _settle(view: ServiceView, made: Plan) -> None:
    """Switch to the target where it is ready, or away from it where it has failed."""
    target = view.target
    if target.result is not Result.RUNNING:
        return
    failed = next(
        (
            sight
            for model in target.models
            for sight in view.of(model)
            if _failed(sight, made) and not _enough_without(view, model)
        ),
        None,
    )
    if view.ready(target) and view.gateway_answers:
        made.serve = target.number
        made.results[target.number] = (Result.SUCCESS, "")
        made.tell(f"{_titles(target)} answers: the service is deployed.")
    elif failed is not None:
        _fail(view, target, _reason(failed, made), made)


def _fail(view: ServiceView, target: Revision, reason: str, made: Plan) -> None:
    serving = view.serving
    if serving is not None and serving.number != target.number:
        made.target = serving.number
        told = f"{_titles(target)} could not be deployed, {_titles(serving)} goes on. {reason}"
    else:
        told = f"The service could not be deployed. {reason}"
    made.results[target.number] = (Result.FAIL, told)
    made.tell(told, bad=True)


def _keep(view: ServiceView, now: int, made: Plan) -> None:
    """Have as many replicas of each version as are needed, and no others."""
    wanted = _wanted(view, made)
    kept: set[str] = set()
    for model in wanted:
        mine = [sight for sight in view.of(model) if _usable(sight, made)]
        kept.update(sight.replica.workload_id for sight in mine[: model.instances])
        lost = [sight for sight in view.of(model) if _failed(sight, made)]
        missing = model.instances - len(mine) - len(lost)
        made.create.extend([model] * missing)
        kept.update(sight.replica.workload_id for sight in lost)
        for sight in lost:
            _stop_one(sight, made)
    drained = made.serve is None and now >= (view.service.served_at or 0) + DRAIN_MS
    for sight in view.sights:
        if sight.replica.workload_id in kept:
            continue
        if sight.over and _forgettable(view, sight, made):
            made.forget.append(sight.replica.workload_id)
        elif drained or not sight.ready:
            _stop_one(sight, made)


def _wanted(view: ServiceView, made: Plan) -> list[ServedModel]:
    """The versions that must have replicas now, each once with the highest count."""
    target, serving = view.target, view.serving
    revisions = [target]
    if made.serve is None and serving is not None:
        revisions.append(serving)
    if target.result is Result.FAIL or target.number in made.results:
        result = made.results.get(target.number, (target.result, ""))[0]
        if result is Result.FAIL:
            revisions = [] if serving is None or serving is target else [serving]
    found: dict[str, ServedModel] = {}
    for model in (model for revision in revisions for model in revision.models):
        known = found.get(model.key)
        if known is None or known.instances < model.instances:
            found[model.key] = model
    return list(found.values())


def _usable(sight: Sight, made: Plan) -> bool:
    """It answers, or may come to."""
    if _failed(sight, made) or sight.over or sight.workload.wanted is Wanted.STOPPED:
        return False
    hung = sight.workload.state is State.RUNNING and sight.health == "unhealthy"
    if hung:
        named = f"Replica {sight.replica.number} of {sight.replica.title}"
        made.tell(f"{named} does not answer its health check: another takes its place.", bad=True)
    return not hung


def _failed(sight: Sight, made: Plan) -> bool:
    noted = made.note.get(sight.replica.workload_id, {})
    return bool(sight.replica.failure or noted.get("failure"))


def _reason(sight: Sight, made: Plan) -> str:
    noted = made.note.get(sight.replica.workload_id, {}).get("failure")
    return str(noted) if noted else failure(sight)


def _enough_without(view: ServiceView, model: ServedModel) -> bool:
    return sum(sight.ready for sight in view.of(model)) >= model.instances


def _forgettable(view: ServiceView, sight: Sight, made: Plan) -> bool:
    """A failed replica's log is kept while its configuration is the newest."""
    newest = {model.key for model in view.latest.models}
    return sight.replica.key not in newest or not _failed(sight, made)


def _stop(sights: Iterable[Sight], made: Plan) -> None:
    for sight in sights:
        _stop_one(sight, made)


def _stop_one(sight: Sight, made: Plan) -> None:
    if not sight.over and sight.workload.wanted is Wanted.RUNNING:
        made.stop.append(sight.replica.workload_id)


def _titles(revision: Revision) -> str:
    return " and ".join(model.title for model in revision.models)
