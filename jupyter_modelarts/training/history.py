"""The events of a job, told from what its records say: nothing is written twice."""

from __future__ import annotations

from ..compute.schemas import FINAL, State, Wanted, Workload
from .arguments import version_name
from .schemas import Job, JobEvent, Level

_ENDS = {
    State.SUCCEEDED: (Level.INFO, "Training job completed."),
    State.STOPPED: (Level.WARNING, "Training job stopped."),
    State.LOST: (Level.ERROR, "Training job lost."),
    State.FAILED: (Level.ERROR, "Training job failed"),
}


def events_of(job: Job, workload: Workload) -> list[JobEvent]:
    """Oldest first."""
    created = f"Training job {job.name} {version_name(job.version)} created."
    events = [JobEvent(at=job.created_at, level=Level.INFO, message=created)]
    if workload.state is State.QUEUED and workload.reason:
        at = workload.updated_at
        events.append(JobEvent(at=at, level=Level.INFO, message=f"Queued: {workload.reason}."))
    if workload.started_at is not None:
        at = workload.started_at
        events.append(JobEvent(at=at, level=Level.INFO, message="Training job is running."))
    if workload.wanted is Wanted.STOPPED and workload.state not in FINAL:
        at = workload.updated_at
        events.append(JobEvent(at=at, level=Level.WARNING, message="Stop requested."))
    if workload.state in FINAL:
        events.extend(_ending(workload))
    if job.deleted_at is not None:
        at = job.deleted_at
        events.append(JobEvent(at=at, level=Level.WARNING, message="Moved to the trash."))
    return events


def _ending(workload: Workload) -> list[JobEvent]:
    at = workload.ended_at or workload.updated_at
    outcome = workload.outcome
    events = []
    if outcome is not None and outcome.exit_code is not None:
        ended = f"Training finished. Exit code {outcome.exit_code}."
        events.append(JobEvent(at=at, level=Level.INFO, message=ended, source="Task"))
    if outcome is not None and outcome.outputs:
        count = len(outcome.outputs)
        uploaded = f"Uploaded {count} output file{'s' if count > 1 else ''}."
        events.append(JobEvent(at=at, level=Level.INFO, message=uploaded, source="Task"))
    level, message = _ENDS[workload.state]
    if workload.state is State.FAILED:
        phase = f" ({workload.failure_phase.value})" if workload.failure_phase else ""
        message = f"{message}{phase}: {workload.reason}"
    return [*events, JobEvent(at=at, level=level, message=message)]
