"""The rules of the home page: what it shows, and what need not be shown again."""

from __future__ import annotations

from pathlib import Path

from ..compute.manager import WorkloadManager
from ..compute.schemas import WorkloadFilter
from ..core.db import Database, Tx
from ..core.schemas import PageQuery
from ..core.store import emit
from ..datasets.manager import DatasetManager
from ..datasets.schemas import DatasetSummary
from ..engines.manager import EngineManager
from ..models import ModelManager
from ..models.schemas import Model, ModelFilter, ModelState
from ..obs import Objects
from ..services import ServiceManager
from ..services.schemas import GATEWAY_KIND, REPLICA_KIND, ServiceView
from ..training.manager import Summary, TrainingManager
from . import attention, store
from .digits import DigitImages
from .offers import deploy_start, recent, running, starts, wanted_services
from .sample_data import WORK as SAMPLE_DATA
from .sample_data import SampleData
from .schemas import (
    TOPIC,
    AttentionBody,
    DismissedBody,
    DismissRequest,
    HomeBody,
    RunningBody,
    SampleDataBody,
)

DATASETS_SHOWN = 8
RECENT_WORK = 100
SHOWN_OTHERWISE = (SAMPLE_DATA, REPLICA_KIND, GATEWAY_KIND)
"""Kinds of workloads that are not listed among what runs."""


class HomeManager:
    """Gathers what the slices below know. Thread-safe."""

    def __init__(
        self,
        db: Database,
        objects: Objects,
        workloads: WorkloadManager,
        engines: EngineManager,
        datasets: DatasetManager,
        training: TrainingManager,
        models: ModelManager,
        services: ServiceManager,
        work_dir: Path | None = None,
    ) -> None:
        """`work_dir` is where the sample data's scripts go; without it nowhere."""
        self._db = db
        self._workloads = workloads
        self._datasets = datasets
        self._training = training
        self._models = models
        self._services = services
        images = DigitImages(db, objects, workloads, engines)
        self._samples = SampleData(db, workloads, datasets, images, work_dir)

    def overview(self) -> HomeBody:
        """Everything on the home page."""
        jobs = self._training.summary()
        datasets = self._datasets.recent(DATASETS_SHOWN)
        now_running = self._running()
        services = [details.view for details in self._services.list()]
        needed = self._attention(jobs, datasets, services, now_running)
        told = {one.workload_id for one in now_running} | {one.workload_id for one in needed}
        pools = self._workloads.pool_overview()
        return HomeBody(
            is_new=not (datasets or jobs.recent or services),
            running=now_running,
            services=wanted_services(services),
            attention=needed,
            recent=recent(datasets, [job for job in jobs.recent if job.workload.id not in told]),
            starts=[*starts(datasets, self._datasets), deploy_start(self._newest_model())],
            sample_data=self.sample_data(),
            survives_server=pools.survives_server,
            survival_note=pools.survival_note,
        )

    def dismiss(self, request: DismissRequest) -> DismissedBody:
        """Show an item no more until its mark has grown."""
        with self._db.write() as tx:
            mark = store.dismiss(tx, request.item, request.mark)
            emit(tx, TOPIC, request.item, "dismissed")
        return DismissedBody(item=request.item, mark=mark)

    def sample_data(self) -> SampleDataBody:
        """How the sample data stands."""
        with self._db.read() as tx:
            return self._samples.state(tx)

    def make_sample_data(self) -> SampleDataBody:
        """Begin to make it; where that is under way, it goes on."""
        self._samples.start()
        return self.sample_data()

    def stop_sample_data(self) -> SampleDataBody:
        """Give it up. Raises Conflict where it is not under way."""
        self._samples.stop()
        return self.sample_data()

    def needed_workloads(self, tx: Tx) -> set[str]:
        """The newest making of the sample data, which says whether it is there."""
        run = store.newest_sample_run(tx)
        return set() if run is None else {run.workload_id}

    def run_sample_data(self, workload_id: str, work_dir: str | None) -> None:
        """The body of the work `sample-data`."""
        self._samples.run(workload_id, Path(work_dir) if work_dir else None)

    def reconcile(self) -> None:
        """Keep things going where no server does."""
        self._workloads.reconcile()

    def _running(self) -> list[RunningBody]:
        return [
            running(workload, self._workloads.progress(workload.id))
            for workload in self._workloads.unfinished()
            if workload.parent_id is None and workload.kind not in SHOWN_OTHERWISE
        ]

    def _newest_model(self) -> Model | None:
        wanted = ModelFilter(state=ModelState.PUBLISHED)
        return next(iter(self._models.list(wanted, PageQuery(limit=1)).items), None)

    def _attention(
        self,
        jobs: Summary,
        datasets: list[DatasetSummary],
        services: list[ServiceView],
        now: list[RunningBody],
    ) -> list[AttentionBody]:
        work = self._workloads.list(WorkloadFilter(), PageQuery(limit=RECENT_WORK)).items
        busy = {one.owner_urn for one in now}
        items = [
            *attention.failed_jobs(jobs.failed),
            *attention.troubled_services(services),
            *attention.failed_work(work),
            *attention.unlabeled(datasets, busy),
        ]
        with self._db.read() as tx:
            marks = store.marks(tx, [item.item for item in items])
        return attention.undismissed(items, marks)
