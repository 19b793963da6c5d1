"""From jobs to what is answered."""

from __future__ import annotations

from ...compute.schemas import FINAL, Phase, State, Wanted, Workload
from ...core.schemas import Page
from ..arguments import version_name
from ..bodies import (
    MetricSummaryBody,
    OutputFileBody,
    TaskStatusBody,
    TrainingDifferenceBody,
    TrainingJobBody,
    TrainingJobListBody,
    TrainingMetadataBody,
    TrainingPreviewBody,
    TrainingSearchRequest,
    TrainingStatusBody,
    TrainingVersionBody,
    TrainingVersionListBody,
)
from ..schemas import (
    TASK,
    Change,
    Job,
    JobConfig,
    JobInput,
    JobOutput,
    JobView,
    Mode,
    Preview,
    Series,
)
from ..spec_bodies import (
    DatasetInputBody,
    FlavorDetailBody,
    InputRemoteBody,
    LogExportBody,
    ObsBody,
    OutputRemoteBody,
    TrainingAlgorithmBody,
    TrainingEngineBody,
    TrainingInputBody,
    TrainingOutputBody,
    TrainingResourceBody,
    TrainingSpecBody,
)
from .resources import flavor_info, flavor_type

PHASES = {
    State.QUEUED: ("Pending", "Queuing"),
    State.STARTING: ("Creating", "Creating"),
    State.RUNNING: ("Running", "Running"),
    State.SUCCEEDED: ("Completed", "Completed"),
    State.FAILED: ("Failed", "Failed"),
    State.STOPPING: ("Terminating", "Terminating"),
    State.STOPPED: ("Terminated", "Terminated"),
    State.LOST: ("Abnormal", "Lost"),
}
_BEFORE_THE_CODE = (Phase.ENVIRONMENT, Phase.INPUTS)
_FILES = 100


def job_body(view: JobView, now: int) -> TrainingJobBody:
    """A job; `now` is where the duration of one that still runs ends."""
    row = row_body(view, now)
    status = row.status.model_copy(update={"output_files": _output_files(view)})
    return row.model_copy(update={"status": status})


def row_body(view: JobView, now: int) -> TrainingJobBody:
    """A job in a list, without its output files."""
    return TrainingJobBody(
        metadata=_metadata(view),
        status=_status(view, now),
        algorithm=_algorithm(view.job.config),
        spec=_spec(view.job.config),
    )


def job_list_body(
    page: Page[JobView], asked: TrainingSearchRequest, total: int, now: int
) -> TrainingJobListBody:
    """A page of jobs."""
    return TrainingJobListBody(
        total=total,
        count=page.total,
        limit=asked.limit,
        offset=asked.offset,
        order=asked.order,
        group_by=asked.group_by,
        items=[row_body(view, now) for view in page.items],
        next_marker=page.next_marker,
    )


def version_list_body(
    versions: list[tuple[JobView, list[Series]]], now: int
) -> TrainingVersionListBody:
    """The versions of one job."""
    name = versions[0][0].job.name if versions else ""
    found = [_version(view, series, now) for view, series in versions]
    return TrainingVersionListBody(name=name, total_count=len(found), versions=found)


def difference_body(old: Job | None, new: Job, changes: list[Change]) -> TrainingDifferenceBody:
    """What changed between two versions."""
    return TrainingDifferenceBody(
        from_id=old.id if old else None,
        from_version=version_name(old.version) if old else None,
        to_id=new.id,
        to_version=version_name(new.version),
        changes=changes,
    )


def preview_body(preview: Preview) -> TrainingPreviewBody:
    """What would run."""
    return TrainingPreviewBody(
        version=version_name(preview.version),
        command=preview.command,
        environments=preview.environments,
        problems=preview.problems,
        changes=preview.changes,
    )


def _metadata(view: JobView) -> TrainingMetadataBody:
    job, parent = view.job, view.parent_version
    return TrainingMetadataBody(
        id=job.id,
        name=job.name,
        description=job.description,
        create_time=job.created_at,
        user_name=job.user_name,
        version=version_name(job.version),
        version_count=view.versions,
        pre_version_id=job.parent_id,
        pre_version=version_name(parent) if parent else None,
        delete_time=job.deleted_at,
    )


def _status(view: JobView, now: int) -> TrainingStatusBody:
    workload = view.workload
    phase, secondary = PHASES[workload.state]
    if workload.state is State.FAILED and workload.failure_phase in _BEFORE_THE_CODE:
        secondary = "CreateFailed"
    return TrainingStatusBody(
        phase=phase,
        secondary_phase=secondary,
        duration=duration(workload, now),
        start_time=workload.started_at or 0,
        tasks=[TASK],
        task_statuses=_task_statuses(workload),
        state=workload.state,
        reason=workload.reason,
        stopping=workload.wanted is Wanted.STOPPED and workload.state not in FINAL,
        progress=view.progress,
        end_time=workload.ended_at,
        failure=view.failure,
        workload_id=workload.id,
        output_count=len(workload.outcome.outputs) if workload.outcome else 0,
    )


def duration(workload: Workload, now: int) -> int:
    """Milliseconds that the command has run."""
    if workload.started_at is None:
        return 0
    return max(0, (workload.ended_at or now) - workload.started_at)


def _task_statuses(workload: Workload) -> list[TaskStatusBody]:
    outcome = workload.outcome
    if workload.state not in FINAL or outcome is None:
        return []
    return [TaskStatusBody(task=TASK, exit_code=outcome.exit_code, message=outcome.message)]


def _output_files(view: JobView) -> list[OutputFileBody]:
    outcome = view.workload.outcome
    targets = {item.name: item.target for item in view.job.config.outputs}
    return [
        OutputFileBody(
            name=file.name, url=f"{targets.get(file.name, '')}{file.key}", size=file.size
        )
        for file in (outcome.outputs if outcome else [])[:_FILES]
    ]


def _algorithm(config: JobConfig) -> TrainingAlgorithmBody:
    engine = config.engine
    return TrainingAlgorithmBody(
        code_dir=config.code_dir.given,
        boot_file=config.boot_file_given,
        engine=TrainingEngineBody(
            engine_id=engine.engine_id,
            engine_name=engine.engine_name,
            engine_version=engine.engine_version,
            note=engine.note,
        ),
        parameters=config.parameters,
        inputs=[_input(item) for item in config.inputs],
        outputs=[_output(item) for item in config.outputs],
        environments=config.environments,
        requirements=config.requirements,
        metrics=config.metrics,
    )


def _input(item: JobInput) -> TrainingInputBody:
    if item.dataset is None:
        given = item.place.given if item.place else item.uri
        remote = InputRemoteBody(obs=ObsBody(obs_url=given))
    else:
        remote = InputRemoteBody(
            dataset=DatasetInputBody(
                id=item.dataset.dataset_id,
                version_id=item.dataset.version_id,
                name=item.dataset.dataset_name,
                version_name=item.dataset.version_name,
                obs_url=item.uri,
            )
        )
    return TrainingInputBody(name=item.name, local_dir=item.local_dir, remote=remote)


def _output(item: JobOutput) -> TrainingOutputBody:
    return TrainingOutputBody(
        name=item.name,
        local_dir=item.local_dir,
        remote=OutputRemoteBody(obs=ObsBody(obs_url=item.place.given)),
        version_url=item.target,
    )


def _spec(config: JobConfig) -> TrainingSpecBody:
    flavor, log = config.flavor, config.log_export
    return TrainingSpecBody(
        resource=TrainingResourceBody(
            flavor_id=flavor.flavor_id,
            flavor_name=flavor.name,
            pool_id=flavor.pool_id,
            flavor_detail=FlavorDetailBody(
                flavor_type=flavor_type(flavor.gpus),
                flavor_info=flavor_info(flavor.cpu, flavor.memory_mb, flavor.gpus),
            ),
        ),
        log_export_path=LogExportBody(obs_url=log.given if log else ""),
    )


def _version(view: JobView, series: list[Series], now: int) -> TrainingVersionBody:
    return TrainingVersionBody(
        id=view.job.id,
        version=version_name(view.job.version),
        description=view.job.description,
        state=view.workload.state,
        phase=PHASES[view.workload.state][0],
        create_time=view.job.created_at,
        duration=duration(view.workload, now),
        parameters=view.job.config.parameters,
        metrics=[_metric(one) for one in series],
    )


def _metric(one: Series) -> MetricSummaryBody:
    best = {Mode.MAX: one.largest, Mode.MIN: one.smallest, None: None}[one.mode]
    return MetricSummaryBody(name=one.name, mode=one.mode, last=one.last, best=best)
