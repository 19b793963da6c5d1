"""What a service is doing, derived from its replicas whenever one looks: nothing is kept twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..compute.schemas import FINAL, State, Wanted, Workload
from .schemas import Result, Revision, ServedModel, ServiceState, ServiceView, Sight


@dataclass(frozen=True)
class Status:
    """A state, and a sentence where there is something to say about it."""

    state: ServiceState
    reason: str = ""


def status_of(view: ServiceView) -> Status:
    """The state of a service."""
    if view.service.wanted is Wanted.STOPPED:
        over = all(sight.over for sight in view.sights)
        return Status(ServiceState.STOPPED if over else ServiceState.STOPPING)
    serving = view.serving
    if serving is None:
        return _deploying(view)
    if view.ready(serving):
        return _answering(view)
    sights = [sight for model in serving.models for sight in view.of(model)]
    if any(sight.ready for sight in sights):
        return Status(ServiceState.CONCERNING, _missing(view, serving))
    if sights and all(gone(sight) for sight in sights):
        return Status(ServiceState.FAILED, failure(sights[0]))
    return Status(ServiceState.CONCERNING, f"No replica answers: {_first(sights)}")


def gone(sight: Sight) -> bool:
    """Its replica was given up, or has ended for good."""
    return bool(sight.replica.failure) or sight.workload.state in FINAL


def failure(sight: Sight) -> str:
    """Why a replica does not answer, as a sentence."""
    return sight.replica.failure or f"{sight.replica.title}: {last_words(sight.workload)}"


def last_words(workload: Workload) -> str:
    """How its last attempt ended: the last line of the traceback, else the message."""
    outcome = workload.outcome
    if outcome is not None and outcome.traceback is not None:
        lines = outcome.traceback.text.strip().splitlines()
        if lines:
            return lines[-1].strip()
    return (outcome.message if outcome else "") or workload.reason or "it has ended."


def waiting_for(sight: Sight) -> str:
    """What a replica that does not answer yet is at."""
    workload = sight.workload
    if gone(sight):
        return failure(sight)
    if workload.state is State.QUEUED and workload.restarts:
        return f"{last_words(workload)} Trying again ({workload.restarts})."
    if workload.state is State.QUEUED:
        return workload.reason or "waiting for its turn"
    if sight.health == "unhealthy":
        return "it does not answer its health check."
    return f"{sight.replica.title} is being loaded"


def model_status(view: ServiceView, model: ServedModel) -> str:
    """ModelArts' word for one version of a configuration."""
    if view.service.wanted is Wanted.STOPPED:
        return "stopped"
    sights = view.of(model)
    ready = sum(sight.ready for sight in sights)
    if ready >= model.instances:
        return "running"
    if ready:
        return "concerning"
    return "failed" if sights and all(gone(sight) for sight in sights) else "deploying"


def progress_of(view: ServiceView) -> int:
    """How much of the target is ready, in percent."""
    wanted = sum(model.instances for model in view.target.models)
    ready = sum(
        min(sum(sight.ready for sight in view.of(model)), model.instances)
        for model in view.target.models
    )
    return 100 * ready // wanted


def _deploying(view: ServiceView) -> Status:
    if view.target.result is Result.FAIL:
        return Status(ServiceState.FAILED, view.target.reason)
    sights = [sight for model in view.target.models for sight in view.of(model)]
    gateway = "" if view.gateway_answers else "The inference gateway is starting."
    return Status(ServiceState.DEPLOYING, _first(sights) or gateway)


def _answering(view: ServiceView) -> Status:
    if not view.gateway_answers:
        return Status(
            ServiceState.CONCERNING, "The inference gateway is down: it is being started again."
        )
    target, serving, latest = view.target, view.serving, view.latest
    if serving is not None and target.number != serving.number:
        now, then = _titles(serving.models), _titles(target.models)
        sights = [sight for model in target.models for sight in view.of(model)]
        waiting = _first(sights)
        reason = f"Updating to {then}; {now} answers until it is ready"
        return Status(ServiceState.RUNNING, f"{reason}. {waiting}".rstrip())
    if latest.result is Result.FAIL:
        return Status(ServiceState.CONCERNING, latest.reason)
    return Status(ServiceState.RUNNING)


def _missing(view: ServiceView, serving: Revision) -> str:
    wanted = sum(model.instances for model in serving.models)
    sights = [sight for model in serving.models for sight in view.of(model)]
    ready = sum(sight.ready for sight in sights)
    return f"{ready} of {wanted} replicas answer: {_first(sights)}"


def _first(sights: Iterable[Sight]) -> str:
    """What the first replica that does not answer is at."""
    late = [sight for sight in sights if not sight.ready]
    return waiting_for(late[0]) if late else ""


def _titles(models: Iterable[ServedModel]) -> str:
    return " and ".join(model.title for model in models)
