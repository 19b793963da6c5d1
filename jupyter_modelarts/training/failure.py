"""Why a job failed, with the place in the user's own file."""

from __future__ import annotations

from ..compute.schemas import Phase, State, Traceback, Workload
from .arguments import code_target
from .places import WorkDirectory
from .schemas import Failure, JobConfig

_ENDED_BADLY = (State.FAILED, State.LOST)


def failure_of(config: JobConfig, workload: Workload, work: WorkDirectory) -> Failure | None:
    """None where the job has not failed."""
    if workload.state not in _ENDED_BADLY:
        return None
    outcome = workload.outcome
    phase = workload.failure_phase or (outcome.phase if outcome else None) or Phase.CODE
    message = (outcome.message if outcome else "") or workload.reason
    if workload.state is State.LOST and not message:
        message = "The computer or the supervisor went away while the job ran: run it again."
    traceback = outcome.traceback if outcome else None
    return Failure(
        phase=phase,
        message=message,
        last_line=_last_line(traceback.text if traceback else message),
        traceback=traceback.text if traceback else None,
        source=source_of(config, traceback, work) if traceback else None,
        line=traceback.line if traceback else None,
        exit_code=outcome.exit_code if outcome else None,
        signal=outcome.signal if outcome else None,
        out_of_memory=outcome.oom if outcome else False,
        engine_id=config.engine.engine_id if phase is Phase.ENVIRONMENT else None,
    )


def source_of(config: JobConfig, traceback: Traceback, work: WorkDirectory) -> str | None:
    """The file of the traceback where the user keeps it: an object's URI, or a path of the work
    directory; None where it is not in the code directory."""
    marker = f"/{code_target(config)}/"
    _, found, relative = (traceback.file or "").partition(marker)
    if not found:
        return None
    if config.code_dir.is_object:
        return f"{config.code_dir.uri}{relative}"
    return work.shown(config.code_dir, relative)


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1].strip() if lines else ""
