"""Between workloads and the bodies that the REST API answers."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.schemas import Page
from .schemas import (
    ACTIVE,
    PortState,
    Progress,
    State,
    Workload,
    WorkloadBody,
    WorkloadFilter,
    WorkloadListBody,
    WorkloadListQuery,
)


def body(
    workload: Workload, progress: Progress | None = None, ports: Sequence[PortState] = ()
) -> WorkloadBody:
    """One workload."""
    return WorkloadBody(
        workload_id=workload.id,
        kind=workload.kind,
        name=workload.name,
        mode=workload.mode,
        owner_urn=workload.owner_urn,
        parent_id=workload.parent_id,
        pool_id=workload.pool_id,
        state=workload.state,
        wanted=workload.wanted,
        failure_phase=workload.failure_phase,
        reason=workload.reason,
        traceback=workload.outcome.traceback if workload.outcome else None,
        attempt=workload.attempt,
        resources=workload.resources,
        progress=progress,
        ports=list(ports),
        create_time=workload.created_at,
        start_time=workload.started_at,
        end_time=workload.ended_at,
    )


def list_body(page: Page[Workload]) -> WorkloadListBody:
    """A page of workloads."""
    return WorkloadListBody(
        total_count=page.total,
        workloads=[body(workload) for workload in page.items],
        next_marker=page.next_marker,
    )


def filter_of(query: WorkloadListQuery) -> WorkloadFilter:
    """What a list's query string asks for."""
    states = sorted({State.QUEUED, *ACTIVE}) if query.active else []
    return WorkloadFilter(kinds=[query.kind] if query.kind else [], states=states)
