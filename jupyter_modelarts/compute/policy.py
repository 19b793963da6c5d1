"""What follows when an attempt has ended: final, or queued again. A pure decision."""

from __future__ import annotations

from dataclasses import dataclass

from .schemas import Mode, Outcome, State, Wanted, Workload

MAX_BACKOFF_S = 60.0


@dataclass(frozen=True)
class Next:
    """The state to go to, and for a new attempt when and with how many restarts behind it."""

    state: State
    restarts: int = 0
    next_try_at: int = 0


def after(
    workload: Workload, outcome: Outcome, now: int, *, host_gone: bool, well_ms: int = 0
) -> Next:
    """Decide by mode, wish and policy.

    A stop that was asked for ends in `stopped`, unless the command had already succeeded. Services
    that are wanted restart, after a lost host without being charged for it; jobs only where they
    are declared resumable, and then only when lost. `well_ms` is how long the attempt was well:
    long enough, and the restarts before it are forgotten.
    """
    if workload.wanted is Wanted.STOPPED:
        succeeded = outcome.state is State.SUCCEEDED and workload.mode is Mode.RUN
        return Next(State.SUCCEEDED if succeeded else State.STOPPED)
    stable = well_ms >= workload.spec.restart.stable_s * 1000
    before = 0 if stable else workload.restarts
    if not _again(workload, outcome, before, host_gone):
        return Next(outcome.state)
    restarts = before + (0 if host_gone else 1)
    pause = min(workload.spec.restart.backoff_s * 2 ** max(restarts - 1, 0), MAX_BACKOFF_S)
    return Next(State.QUEUED, restarts, now + (0 if host_gone else int(pause * 1000)))


def _again(workload: Workload, outcome: Outcome, restarts: int, host_gone: bool) -> bool:
    may = restarts < workload.spec.restart.max_restarts
    if workload.mode is Mode.SERVE:
        return host_gone or may
    return workload.spec.resumable and outcome.state is State.LOST and (host_gone or may)
