"""Who may start now, and what to tell those who may not: pure decisions, oldest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .schemas import FINAL, Phase, Pool, Resources, State, Workload

_ROUNDING = 1e-6  # ten tenths of a CPU are one
_NAMED = 3


@dataclass(frozen=True)
class Decision:
    """`admit`, or wait with a reason, or fail in a phase with a sentence."""

    workload: Workload
    admit: bool = False
    reason: str = ""
    fails_in: Phase | None = None


def decide(
    queued: Iterable[Workload],
    pools: Mapping[str, Pool],
    reserved: Mapping[str, Resources],
    needed: Mapping[str, Workload],
    now: int,
    serving: Sequence[Workload] = (),
) -> list[Decision]:
    """One decision for each queued workload.

    `reserved` is what active workloads hold per pool; `needed` the workloads that the queued ones
    wait for, by id; `serving` those active ones that end only when somebody stops them, which the
    first in line is told of. Within a pool the queue is first in, first out; what waits for
    something other than room (an engine, a pause after a failure) lets others pass.
    """
    room = {name: _left(pool, reserved.get(name, Resources(cpu=0))) for name, pool in pools.items()}
    ahead = dict.fromkeys(pools, 0)
    decisions = []
    for workload in queued:
        decision = _not_yet(workload, pools[workload.pool_id], needed, now)
        if decision is None:
            decision = _by_room(workload, room, ahead, serving)
        decisions.append(decision)
    return decisions


def _not_yet(
    workload: Workload, pool: Pool, needed: Mapping[str, Workload], now: int
) -> Decision | None:
    for identifier in workload.spec.waits_for:
        other = needed.get(identifier)
        if other is None or (other.state in FINAL and other.state is not State.SUCCEEDED):
            name = "What it waits for" if other is None else other.name
            word = "is gone" if other is None else other.state.value
            sentence = f"{name} {word}: look at its log, mend it, and run this again."
            return Decision(workload, reason=sentence, fails_in=Phase.ENVIRONMENT)
        if other.state is not State.SUCCEEDED:
            return Decision(workload, reason=f"waiting for {other.name}")
    if too_large(_need(workload), pool):
        return Decision(workload, reason=too_large(_need(workload), pool), fails_in=Phase.INPUTS)
    if workload.next_try_at > now:
        return Decision(workload, reason="waiting to try again after a failure")
    return None


def too_large(need: Resources, pool: Pool) -> str:
    """Why `need` can never fit on `pool`; empty where it can."""
    if need.cpu > pool.cpu:
        return f"It asks for {need.cpu:g} CPUs and {pool.name} has {pool.cpu:g}."
    if need.memory_mb > pool.memory_mb:
        return f"It asks for {need.memory_mb} MB of memory and {pool.name} has {pool.memory_mb}."
    if need.gpus > pool.gpus:
        return f"It asks for {need.gpus} GPUs and {pool.name} has {pool.gpus}."
    return ""


def _by_room(
    workload: Workload,
    room: dict[str, Resources],
    ahead: dict[str, int],
    serving: Sequence[Workload],
) -> Decision:
    need, left = _need(workload), room[workload.pool_id]
    missing = _missing(need, left)
    free_of_charge = need == Resources(cpu=0, memory_mb=0, gpus=0)
    if free_of_charge or not (missing or ahead[workload.pool_id]):
        room[workload.pool_id] = _minus(left, need)
        return Decision(workload, admit=True)
    place = ahead[workload.pool_id]
    ahead[workload.pool_id] += 1
    advice = _advice(workload, serving) if missing and not place else ""
    return Decision(workload, reason=f"waiting for {missing or 'its turn'}, {place} ahead{advice}")


def _advice(workload: Workload, serving: Sequence[Workload]) -> str:
    """Which services can be stopped to make room; jobs end by themselves."""
    holding = [one for one in serving if one.pool_id == workload.pool_id and _need(one).cpu]
    if not holding:
        return ""
    names = ", ".join(one.name for one in holding[:_NAMED])
    more = f" and {len(holding) - _NAMED} more" if holding[_NAMED:] else ""
    held = _cpus(sum(_need(one).cpu for one in holding))
    return f"; services hold {held}, stop one to make room: {names}{more}"


def _need(workload: Workload) -> Resources:
    if workload.spec.coordinator:
        return Resources(cpu=0, memory_mb=0, gpus=0)
    size, tasks = workload.resources, workload.spec.tasks
    return Resources(cpu=size.cpu * tasks, memory_mb=size.memory_mb * tasks, gpus=size.gpus * tasks)


def _missing(need: Resources, left: Resources) -> str:
    if need.cpu > left.cpu + _ROUNDING:
        return _cpus(need.cpu)
    if need.memory_mb > left.memory_mb:
        return f"{need.memory_mb} MB of memory"
    if need.gpus > left.gpus:
        return f"{need.gpus} GPU{'' if need.gpus == 1 else 's'}"
    return ""


def _cpus(count: float) -> str:
    return f"{count:g} CPU{'' if count == 1 else 's'}"


def _left(pool: Pool, held: Resources) -> Resources:
    return Resources(
        cpu=max(pool.cpu - held.cpu, 0),
        memory_mb=max(pool.memory_mb - held.memory_mb, 0),
        gpus=max(pool.gpus - held.gpus, 0),
    )


def _minus(left: Resources, need: Resources) -> Resources:
    return Resources(
        cpu=max(left.cpu - need.cpu, 0),
        memory_mb=left.memory_mb - need.memory_mb,
        gpus=left.gpus - need.gpus,
    )
