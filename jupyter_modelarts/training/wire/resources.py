"""Flavors, the use of a machine, and events."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from datetime import datetime, timezone

from ...compute.queue import too_large
from ...compute.schemas import Flavor, Pool, UsageSample
from ..run_bodies import (
    EventQuery,
    TrainingEventBody,
    TrainingEventListBody,
    TrainingUsageBody,
    UsageMetricBody,
    UsageMetricListBody,
)
from ..schemas import JobEvent, JobFlavor
from ..spec_bodies import (
    FlavorCpuBody,
    FlavorGpuBody,
    FlavorInfoBody,
    FlavorMemoryBody,
    TrainingFlavorBody,
    TrainingFlavorListBody,
)

UNMEASURED = -1.0
_NEVER_MEASURED = ("npuUtil", "npuMemUsage")
_MINUTE = 60_000
_ARCHITECTURES = {"x86_64": "x86", "amd64": "x86", "aarch64": "arm64"}


def flavor_type(gpus: int) -> str:
    """ModelArts' word for it."""
    return "GPU" if gpus else "CPU"


def flavor_info(cpu: float, memory_mb: int, gpus: int) -> FlavorInfoBody:
    """What a size gives."""
    machine = platform.machine().lower()
    return FlavorInfoBody(
        cpu=FlavorCpuBody(arch=_ARCHITECTURES.get(machine, machine), core_num=cpu),
        gpu=FlavorGpuBody(unit_num=gpus) if gpus else None,
        memory=FlavorMemoryBody(size=round(memory_mb / 1024, 1)),
    )


def flavor_list_body(
    flavors: Sequence[Flavor], pools: Sequence[Pool], wanted: str
) -> TrainingFlavorListBody:
    """The flavors of the type that is wanted, or all."""
    by_id = {pool.id: pool for pool in pools}
    found = [
        TrainingFlavorBody(
            flavor_id=flavor.id,
            flavor_name=flavor.name,
            flavor_type=flavor_type(flavor.gpus),
            flavor_info=flavor_info(flavor.cpu, flavor.memory_mb, flavor.gpus),
            pool_id=flavor.pool_id,
            fits=not too_large(flavor.resources, by_id[flavor.pool_id]),
        )
        for flavor in flavors
        if wanted in ("", flavor_type(flavor.gpus))
    ]
    return TrainingFlavorListBody(total_count=len(found), flavors=found)


def usage_body(flavor: JobFlavor, samples: Sequence[UsageSample]) -> TrainingUsageBody:
    """Every sample."""
    return TrainingUsageBody(cpu=flavor.cpu, memory_mb=flavor.memory_mb, samples=list(samples))


def usage_metrics_body(flavor: JobFlavor, samples: Sequence[UsageSample]) -> UsageMetricListBody:
    """Averages per minute, in percent of what the flavor gives."""
    memory = flavor.memory_mb * 1024 * 1024
    measured: dict[str, list[tuple[int, float | None]]] = {
        "cpuUsage": [(one.at, one.cpu_percent / flavor.cpu) for one in samples],
        "memUsage": [(one.at, 100 * one.memory_bytes / memory) for one in samples],
        "gpuUtil": [(one.at, one.gpu_percent) for one in samples],
        "gpuMemUsage": [(one.at, None) for one in samples],
    }
    metrics = [
        UsageMetricBody(metric=name, value=_by_minute(values)) for name, values in measured.items()
    ]
    minutes = len(metrics[0].value)
    unmeasured = [
        UsageMetricBody(metric=name, value=[UNMEASURED] * minutes) for name in _NEVER_MEASURED
    ]
    return UsageMetricListBody(metrics=[*metrics, *unmeasured])


def event_list_body(events: Sequence[JobEvent], query: EventQuery) -> TrainingEventListBody:
    """A page of the events that the query means."""
    wanted = [
        event
        for event in events
        if query.level in ("", event.level.value) and query.pattern in event.message
    ]
    ordered = wanted if query.order == "asc" else wanted[::-1]
    first = query.offset * query.limit
    return TrainingEventListBody(
        total=len(wanted),
        limit=query.limit,
        offset=query.offset,
        order=query.order,
        events=[_event(event) for event in ordered[first : first + query.limit]],
    )


def _event(event: JobEvent) -> TrainingEventBody:
    return TrainingEventBody(
        time=datetime.fromtimestamp(event.at / 1000, timezone.utc).isoformat(timespec="seconds"),
        level=event.level.value,
        message=event.message,
        source=event.source,
    )


def _by_minute(values: Sequence[tuple[int, float | None]]) -> list[float]:
    if not values:
        return []
    start = values[0][0]
    minutes: dict[int, list[float]] = {}
    for at, value in values:
        kept = minutes.setdefault((at - start) // _MINUTE, [])
        if value is not None:
            kept.append(value)
    return [_average(minutes.get(number, [])) for number in range(max(minutes) + 1)]


def _average(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 3) if values else UNMEASURED
