"""What runs, what one can go on with, and what one can begin."""

from __future__ import annotations

from collections.abc import Sequence

from ..compute.schemas import Progress, Wanted, Workload
from ..core.errors import NotFound
from ..core.ids import urn
from ..datasets.manager import DatasetManager
from ..datasets.schemas import DatasetSummary, dataset_urn
from ..models.schemas import Model
from ..services.schemas import KIND as SERVICE_KIND
from ..services.schemas import ServiceView
from ..services.state import status_of
from ..training.arguments import KIND as JOB_KIND
from ..training.arguments import version_name
from ..training.schemas import JobView
from .schemas import (
    HomeServiceBody,
    RecentBody,
    RecentKind,
    RunningBody,
    StartBody,
    StartKind,
)

RECENT_SHOWN = 8


def running(workload: Workload, progress: Progress | None) -> RunningBody:
    """A workload that is not over."""
    return RunningBody(
        workload_id=workload.id,
        kind=workload.kind,
        name=workload.name,
        owner_urn=workload.owner_urn,
        state=workload.state,
        reason=workload.reason,
        progress=progress,
        create_time=workload.created_at,
        start_time=workload.started_at,
    )


def recent(datasets: Sequence[DatasetSummary], jobs: Sequence[JobView]) -> list[RecentBody]:
    """Datasets and jobs together, the last change first."""
    both = [*map(_dataset, datasets), *map(_job, jobs)]
    return sorted(both, key=lambda one: one.update_time, reverse=True)[:RECENT_SHOWN]


def wanted_services(views: Sequence[ServiceView]) -> list[HomeServiceBody]:
    """Services that answer or are to answer."""
    return [_service(view) for view in views if view.service.wanted is Wanted.RUNNING]


def _service(view: ServiceView) -> HomeServiceBody:
    service, status = view.service, status_of(view)
    return HomeServiceBody(
        service_id=service.id,
        name=service.name,
        urn=urn(SERVICE_KIND, service.id),
        status=status.state,
        reason=status.reason,
        versions=", ".join(model.title for model in view.shown.models),
        publish_time=service.published_at,
    )


def deploy_start(newest: Model | None) -> StartBody:
    """Deploy the newest model, where there is one."""
    return StartBody(
        kind=StartKind.DEPLOY,
        model_id=newest.id if newest else None,
        model_name=newest.called if newest else "",
    )


def starts(datasets: Sequence[DatasetSummary], manager: DatasetManager) -> list[StartBody]:
    """Label where most lately something was left to label; train on the newest version."""
    to_label = next((one for one in datasets if one.unlabeled), None)
    label = StartBody(
        kind=StartKind.LABEL,
        dataset_id=to_label.id if to_label else None,
        dataset_name=to_label.name if to_label else "",
    )
    return [label, _train(datasets, manager)]


def _train(datasets: Sequence[DatasetSummary], manager: DatasetManager) -> StartBody:
    for one in datasets:
        try:
            version = manager.get(one.id).current_version_id
        except NotFound:  # deleted since it was listed
            continue
        if version is not None:
            return StartBody(
                kind=StartKind.TRAIN,
                dataset_id=one.id,
                dataset_name=one.name,
                version_id=version,
            )
    return StartBody(kind=StartKind.TRAIN)


def _dataset(one: DatasetSummary) -> RecentBody:
    return RecentBody(
        kind=RecentKind.DATASET,
        id=one.id,
        urn=dataset_urn(one.id),
        name=one.name,
        update_time=one.updated_at,
        total=one.total,
        unlabeled=one.unlabeled,
    )


def _job(view: JobView) -> RecentBody:
    ended = view.workload.ended_at or view.workload.updated_at
    return RecentBody(
        kind=RecentKind.JOB,
        id=view.job.id,
        urn=urn(JOB_KIND, view.job.id),
        name=view.job.name,
        update_time=max(view.job.created_at, ended),
        state=view.workload.state,
        version=version_name(view.job.version),
    )
