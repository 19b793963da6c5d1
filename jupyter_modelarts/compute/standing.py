"""How something that a workload does stands, where it has not recorded its own end."""

from __future__ import annotations

from dataclasses import dataclass

from .schemas import FINAL, State, Workload


@dataclass(frozen=True)
class Standing:
    """What is shown of it."""

    state: State
    message: str
    ended_at: int | None


def standing_of(workload: Workload | None, stopped: str = "") -> Standing:
    """By its workload; None: that is gone. `stopped` is what is said of one that was stopped."""
    if workload is None:
        return Standing(State.LOST, "Its process is gone: start it again.", None)
    state, message = workload.state, workload.reason
    if state in FINAL and workload.outcome is not None:
        message = workload.outcome.message or message
    if state is State.STOPPED:
        message = stopped or message
    if state is State.SUCCEEDED:  # it ended well without recording a result: that is no success
        state, message = State.FAILED, "It ended without a result: start it again."
    return Standing(state, message, workload.ended_at)
