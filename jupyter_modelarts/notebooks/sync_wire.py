"""Syncs in the words of the REST API."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice

from ..core.schemas import Page
from ..obs.transfers import Counts, Item, Plan, Summary
from .sync_schemas import (
    MAX_SHOWN,
    SyncBody,
    SyncCounts,
    SyncListBody,
    SyncName,
    SyncPlanBody,
    SyncRecord,
    SyncResult,
)


def sync_body(record: SyncRecord) -> SyncBody:
    """One sync."""
    request = record.request
    return SyncBody(
        sync_id=record.id,
        uri=request.uri,
        folder=request.folder,
        direction=request.direction,
        names=request.names,
        delete=request.delete,
        on_conflict=request.on_conflict,
        watch=request.watch,
        state=record.state,
        message=record.message,
        workload_id=record.workload_id,
        progress=record.progress,
        result=record.result,
        create_time=record.created_at,
        start_time=record.started_at,
        end_time=record.ended_at,
    )


def list_body(page: Page[SyncRecord]) -> SyncListBody:
    """One page."""
    syncs = [sync_body(record) for record in page.items]
    return SyncListBody(total_count=page.total, syncs=syncs, next_marker=page.next_marker)


def plan_body(plan: Plan, exceeds: str) -> SyncPlanBody:
    """A preview."""
    return SyncPlanBody(
        counts=counts_of(plan.counts),
        names=_names(islice(chain(plan.items, plan.told), MAX_SHOWN)),
        truncated=len(plan.items) + len(plan.told) > MAX_SHOWN,
        exceeds=exceeds,
    )


def result_of(summary: Summary) -> SyncResult:
    """What a run did."""
    told = [SyncName(name=one.name, what=one.what, reason=one.reason) for one in summary.told]
    return SyncResult(counts=counts_of(summary.counts), names=told, problem=summary.problem)


def counts_of(counts: Counts) -> SyncCounts:
    """The numbers."""
    return SyncCounts(**vars(counts))


def _names(items: Iterable[Item]) -> list[SyncName]:
    return [
        SyncName(name=one.name, what=one.action.value, reason=one.reason, size=one.size)
        for one in items
    ]
