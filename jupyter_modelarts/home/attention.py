"""What needs a person: failures, and images without a label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..compute.schemas import FINAL, State, Workload
from ..core.ids import urn
from ..datasets.schemas import DatasetSummary, dataset_urn
from ..services.schemas import KIND as SERVICE_KIND
from ..services.schemas import REPLICA_KIND, ServiceState, ServiceView
from ..services.state import status_of
from ..training.arguments import KIND as JOB_KIND
from ..training.arguments import version_name
from ..training.schemas import JobView
from .schemas import AttentionBody, AttentionKind

ENDED_BADLY = (State.FAILED, State.LOST)
SHOWN_AS_SUCH = (JOB_KIND, "sample-data", "draw-digits", REPLICA_KIND)
"""Kinds of workloads that the home page tells of in another way."""


def failed_jobs(views: Iterable[JobView]) -> list[AttentionBody]:
    """Jobs whose newest version failed, with the last line of the traceback."""
    return [
        AttentionBody(
            item=urn(JOB_KIND, view.job.id),
            mark=_ended(view.workload),
            kind=AttentionKind.FAILED_JOB,
            urn=urn(JOB_KIND, view.job.id),
            workload_id=view.workload.id,
            name=f"{view.job.name} {version_name(view.job.version)}",
            message=view.failure.last_line if view.failure else view.workload.reason,
            since=_ended(view.workload),
        )
        for view in views
    ]


def failed_work(workloads: Iterable[Workload]) -> list[AttentionBody]:
    """Work of the platform that failed, unless the same was done again since.

    `workloads` are all recent ones, newest first, however they ended.
    """
    found = []
    seen: set[tuple[str, str]] = set()
    for workload in workloads:
        same = (workload.kind, workload.owner_urn)
        if workload.kind in SHOWN_AS_SUCH or workload.parent_id or same in seen:
            continue
        seen.add(same)
        if workload.state in ENDED_BADLY:
            found.append(_failed(workload))
    return found


def troubled_services(views: Iterable[ServiceView]) -> list[AttentionBody]:
    """Services that failed, or of which not all answers; each configuration is told anew."""
    found = []
    for view in views:
        service, status = view.service, status_of(view)
        if status.state not in (ServiceState.FAILED, ServiceState.CONCERNING):
            continue
        since = max(service.published_at, service.updated_at)
        named = urn(SERVICE_KIND, service.id)
        found.append(
            AttentionBody(
                item=named,
                mark=since,
                kind=AttentionKind.SERVICE,
                urn=named,
                name=service.name,
                message=status.reason,
                since=since,
            )
        )
    return found


def unlabeled(datasets: Iterable[DatasetSummary], busy: set[str]) -> list[AttentionBody]:
    """Datasets with images to label, but for those that something is working on (`busy`)."""
    return [
        AttentionBody(
            item=f"unlabeled:{one.id}",
            mark=one.unlabeled,
            kind=AttentionKind.UNLABELED,
            urn=dataset_urn(one.id),
            name=one.name,
            count=one.unlabeled,
            since=one.updated_at,
        )
        for one in datasets
        if one.unlabeled and dataset_urn(one.id) not in busy
    ]


def undismissed(items: Iterable[AttentionBody], marks: Mapping[str, int]) -> list[AttentionBody]:
    """Those that were not seen yet, or have grown since."""
    return [item for item in items if item.mark > marks.get(item.item, -1)]


def _failed(workload: Workload) -> AttentionBody:
    assert workload.state in FINAL
    outcome = workload.outcome
    return AttentionBody(
        item=f"workload:{workload.kind}:{workload.owner_urn or workload.id}",
        mark=_ended(workload),
        kind=AttentionKind.FAILED_WORK,
        urn=workload.owner_urn,
        workload_id=workload.id,
        name=workload.name,
        message=(outcome.message if outcome else "") or workload.reason,
        since=_ended(workload),
    )


def _ended(workload: Workload) -> int:
    return workload.ended_at or workload.updated_at
