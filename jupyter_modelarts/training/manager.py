"""The rules of training jobs."""

from __future__ import annotations

import builtins
import getpass
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from ..compute.manager import WorkloadManager
from ..compute.schemas import FINAL, LogChunk, State, UsageSample
from ..core.db import Database
from ..core.errors import Conflict
from ..core.ids import now_ms, urn
from ..core.schemas import Page, PageQuery
from ..core.store import emit, forget_links
from ..datasets.manager import DatasetManager
from ..engines.manager import EngineManager
from ..obs.manager import Objects
from . import checks
from .arguments import KIND, TOPIC, version_name
from .creating import Creator
from .difference import difference
from .drafts import JobDraft
from .history import events_of
from .inputs import Staging
from .metrics import MetricReader
from .places import WorkDirectory
from .resolving import Resolver
from .schemas import Change, Job, JobEvent, JobFilter, JobMetrics, JobView, Preview, Series
from .store import jobs as store
from .store import metrics as metrics_store
from .views import Views, find_job, find_live

RETENTION = timedelta(days=30)
_SHOWN = 5


@dataclass(frozen=True)
class Comparison:
    """Two versions of a job; without `old` there is nothing to compare with."""

    old: Job | None
    new: Job
    changes: list[Change]


@dataclass(frozen=True)
class Summary:
    """What the home page shows: `failed` are jobs whose newest version failed."""

    running: list[JobView]
    failed: list[JobView]
    recent: list[JobView]


class TrainingManager:
    """Creates, looks at, stops and deletes training jobs. Thread-safe."""

    def __init__(
        self,
        db: Database,
        objects: Objects,
        workloads: WorkloadManager,
        engines: EngineManager,
        datasets: DatasetManager,
        state_dir: Path,
        work_dir: Path | None = None,
    ) -> None:
        """`work_dir` is the folder whose files a job may name; without it there is none."""
        self._db = db
        self._workloads = workloads
        work = WorkDirectory(work_dir)
        self._staging = Staging(state_dir / "jobs", datasets, work)
        resolver = Resolver(objects, engines, datasets, workloads, work)
        self._creator = Creator(db, workloads, engines, resolver, self._staging)
        self._views = Views(db, workloads, engines, work)
        self._metrics = MetricReader(db, workloads)

    # changes

    def create(self, draft: JobDraft, key: str | None = None) -> JobView:
        """Make a version and queue it; the same `key` makes it once.

        Raises InvalidJob with the field that is wrong, Conflict where another request took the
        version's number meanwhile.
        """
        return self.get(self._creator.create(draft, _principal(), key))

    def preview(self, draft: JobDraft) -> Preview:
        """What `create` would run and what speaks against it."""
        return self._creator.preview(draft)

    def describe(self, job_id: str, text: str) -> JobView:
        """Change the description."""
        checks.check_description(text)
        with self._db.write() as tx:
            find_live(tx, job_id)
            store.set_description(tx, job_id, text)
            emit(tx, TOPIC, urn(KIND, job_id), "updated")
        return self.get(job_id)

    def stop(self, job_id: str) -> JobView:
        """Ask a job to stop, queued or running. Stopping twice is no error; a job that has ended
        otherwise is a Conflict."""
        view = self.get(job_id)
        if view.workload.state in FINAL:
            if view.workload.state is not State.STOPPED:
                raise Conflict(f"{_called(view.job)} has ended: there is nothing to stop.")
            return view
        self._workloads.stop(view.workload.id)
        return self.get(job_id)

    def resume_outputs(self, job_id: str) -> JobView:
        """Upload again what could not be saved; the code does not run again. Raises Conflict
        where the job did not fail so, or what it wrote is not there any more."""
        with self._db.read() as tx:
            job = find_live(tx, job_id)
        self._workloads.resume_outputs(job.workload_id)
        return self.get(job_id)

    def delete(self, job_id: str) -> JobView:
        """Move an ended job to the trash. Raises Conflict while it is not over."""
        with self._db.write() as tx:
            job = find_live(tx, job_id)
            workload = self._workloads.find(tx, [job.workload_id])[job.workload_id]
            if workload.state not in FINAL:
                raise Conflict(f"{_called(job)} is {workload.state.value}: stop it first.")
            store.set_deleted(tx, job_id, deleted=True)
            emit(tx, TOPIC, urn(KIND, job_id), "deleted")
        return self.get(job_id)

    def restore(self, job_id: str) -> JobView:
        """Take a job out of the trash; one that is not there stays as it is."""
        with self._db.write() as tx:
            find_job(tx, job_id)
            store.set_deleted(tx, job_id, deleted=False)
            emit(tx, TOPIC, urn(KIND, job_id), "updated")
        return self.get(job_id)

    def empty_trash(self, older_than: timedelta = RETENTION) -> int:
        """Remove for good what was deleted longer ago, with logs but without outputs; how many."""
        before = now_ms() - int(older_than.total_seconds() * 1000)
        with self._db.write() as tx:
            gone = store.trashed_before(tx, before)
            for job in gone:
                metrics_store.forget(tx, job.id)
                store.forget_job(tx, job.id)
                self._workloads.delete(tx, job.workload_id)
            forget_links(tx, [urn(KIND, job.id) for job in gone])
            leftovers = self._staging.leftovers(store.known_ids(tx))
        for job_id in [*(job.id for job in gone), *leftovers]:
            self._staging.remove(job_id)
        return len(gone)

    # looks

    def get(self, job_id: str) -> JobView:
        """A job, in the trash or not. Raises NotFound."""
        return self._views.one(job_id)

    def list(self, wanted: JobFilter, page: PageQuery, skipped: int = 0) -> Page[JobView]:
        """Jobs, newest first; `skipped` of them are passed over where `page` has no marker."""
        with self._db.read() as tx:
            total = store.count_jobs(tx, wanted)
            marker = page.marker
            if marker is None and skipped:
                marker = store.marker_after(tx, wanted, skipped)
                if marker is None:
                    return Page[JobView](items=[], total=total)
            found = store.list_jobs(tx, wanted, page.limit + 1, marker)
            views = self._views.of(tx, found[: page.limit])
        more = found[page.limit - 1].id if len(found) > page.limit else None
        items = self._views.with_progress(views)
        return Page[JobView](items=items, total=total, next_marker=more)

    def count(self) -> int:
        """All jobs outside the trash."""
        with self._db.read() as tx:
            return store.count_jobs(tx, JobFilter())

    def versions(self, job_id: str) -> builtins.list[tuple[JobView, builtins.list[Series]]]:
        """All versions of a job's name outside the trash with their metrics, newest first."""
        with self._db.read() as tx:
            views = self._views.of(tx, store.versions_of(tx, find_job(tx, job_id).name))
        summaries = self._metrics.summaries([view.job for view in views])
        return [(view, summaries[view.job.id]) for view in views]

    def compare(self, job_id: str, against: str | None = None) -> Comparison:
        """What changed since another version: the one it was made from, if none is named."""
        with self._db.read() as tx:
            new = find_job(tx, job_id)
            if against is not None:
                old: Job | None = find_job(tx, against)
            else:  # its parent may have been removed for good
                old = store.get_job(tx, new.parent_id) if new.parent_id else None
        return Comparison(old, new, difference(old.config, new.config) if old else [])

    def events(self, job_id: str) -> builtins.list[JobEvent]:
        """What happened to a job, oldest first."""
        view = self.get(job_id)
        return events_of(view.job, view.workload)

    def metrics(self, job_id: str, limit: int = 1000) -> JobMetrics:
        """The values that the script printed, at most `limit` points of each metric."""
        with self._db.read() as tx:
            job = find_job(tx, job_id)
        return self._metrics.metrics(job, limit)

    def log(self, job_id: str, offset: int, limit: int) -> LogChunk:
        """A part of the log; a negative offset counts from the end."""
        workload_id = self._workload_id(job_id)
        if offset < 0:
            offset = max(0, self._workloads.log(workload_id, 0, 0).size + offset)
        return self._workloads.log(workload_id, offset, limit)

    def usage(self, job_id: str) -> builtins.list[UsageSample]:
        """CPU and memory over time."""
        return [*self._workloads.usage(self._workload_id(job_id))]

    def summary(self) -> Summary:
        """For the home page."""
        unfinished = [state for state in State if state not in FINAL]
        failed = JobFilter(states=[State.FAILED, State.LOST])
        few = PageQuery(limit=_SHOWN)
        latest = failed.model_copy(update={"latest_only": True})
        return Summary(
            running=self.list(JobFilter(states=unfinished), PageQuery(limit=50)).items,
            failed=self.list(latest, few).items,
            recent=self.list(JobFilter(latest_only=True), few).items,
        )

    def _workload_id(self, job_id: str) -> str:
        with self._db.read() as tx:
            return find_job(tx, job_id).workload_id


def _principal() -> str:
    """The one user of the personal topology. (Jupyter names a program that sends its token anew
    with each request.)"""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user need not have a name
        return ""


def _called(job: Job) -> str:
    return f"{job.name} {version_name(job.version)}"
