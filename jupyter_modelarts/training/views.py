"""Jobs as they stand: each with its workload's state, its failure and its place in the row."""

from __future__ import annotations

from ..compute.manager import WorkloadManager
from ..compute.schemas import ACTIVE, Phase
from ..core.db import Database, Tx
from ..core.errors import NotFound
from ..core.safe.names import shown
from ..engines.manager import EngineManager
from .failure import failure_of
from .places import WorkDirectory
from .schemas import Job, JobView
from .store import jobs as store


class Views:
    """Joins jobs and workloads; nothing of a workload is kept with a job."""

    def __init__(
        self,
        db: Database,
        workloads: WorkloadManager,
        engines: EngineManager,
        work: WorkDirectory,
    ) -> None:
        self._db = db
        self._engines = engines
        self._workloads = workloads
        self._work = work

    def one(self, job_id: str) -> JobView:
        """A job, in the trash or not. Raises NotFound."""
        with self._db.read() as tx:
            views = self.of(tx, [find_job(tx, job_id)])
        return self.with_progress(views)[0]

    def of(self, tx: Tx, jobs: list[Job]) -> list[JobView]:
        """These jobs, without progress."""
        workloads = self._workloads.find(tx, [job.workload_id for job in jobs])
        parents = store.find_versions(tx, [job.parent_id for job in jobs if job.parent_id])
        counts = store.count_versions(tx, {job.name for job in jobs})
        return [
            JobView(
                job=job,
                workload=workloads[job.workload_id],
                parent_version=parents.get(job.parent_id or ""),
                versions=counts.get(job.name, 0),
                failure=failure_of(job.config, workloads[job.workload_id], self._work),
            )
            for job in jobs
        ]

    def with_progress(self, views: list[JobView]) -> list[JobView]:
        """The same, saying what active ones are at and what failed ones still have; that is read
        from files, so outside of a transaction."""
        return [self._with_progress(view) for view in views]

    def _with_progress(self, view: JobView) -> JobView:
        if view.workload.state in ACTIVE:
            return view.model_copy(update={"progress": self._workloads.progress(view.workload.id)})
        if view.failure is not None and view.failure.phase is Phase.ENVIRONMENT:
            sentence = self._engines.why_not(
                view.job.config.engine.engine_id, view.job.config.packages
            )
            if sentence:
                said = {"message": sentence, "last_line": sentence}
                return view.model_copy(update={"failure": view.failure.model_copy(update=said)})
        if view.failure is not None and self._workloads.can_resume_outputs(view.workload):
            failure = view.failure.model_copy(update={"resumable": True})
            return view.model_copy(update={"failure": failure})
        return view


def find_job(tx: Tx, job_id: str) -> Job:
    """A job, in the trash or not. Raises NotFound."""
    job = store.get_job(tx, job_id)
    if job is None:
        raise NotFound(f"Training job {shown(job_id)} not found.")
    return job


def find_live(tx: Tx, job_id: str) -> Job:
    """A job outside the trash. Raises NotFound."""
    job = find_job(tx, job_id)
    if job.deleted_at is not None:
        raise NotFound(f"Training job {job.name} is in the trash: restore it first.")
    return job
