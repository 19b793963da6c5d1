"""Making the sample data: one workload of the platform that coordinates smaller ones."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator, Set
from contextlib import contextmanager
from pathlib import Path

from ..compute.manager import WorkloadManager
from ..compute.schemas import FINAL, Progress, State, Workload, WorkloadSpec
from ..core.db import Database, Tx
from ..core.errors import Conflict, DomainError, NotFound
from ..core.ids import new_id, urn
from ..core.schemas import PageQuery
from ..core.store import emit
from ..datasets.manager import DatasetManager
from ..datasets.schemas import Dataset, ImportSpec, NewDataset, NewLabel, Task
from . import digits, store
from .digits import DigitImages
from .schemas import TOPIC, SampleDataBody, SampleRun, SampleState, SampleStep

WORK = "sample-data"
LOOK_S = 0.25


class SampleData:
    """Begins, does and stops the making of the digits dataset."""

    def __init__(
        self,
        db: Database,
        workloads: WorkloadManager,
        datasets: DatasetManager,
        images: DigitImages,
        work_dir: Path | None,
    ) -> None:
        self._db = db
        self._workloads = workloads
        self._datasets = datasets
        self._images = images
        self._work_dir = work_dir

    def state(self, tx: Tx) -> SampleDataBody:
        """How it stands."""
        run = store.newest_sample_run(tx)
        if run is None:
            return SampleDataBody(state=SampleState.ABSENT)
        workload = self._workloads.find(tx, [run.workload_id]).get(run.workload_id)
        body = SampleDataBody(
            state=self._outcome(workload, run), workload_id=run.workload_id, message=run.message
        )
        if body.state is SampleState.RUNNING:
            progress = Progress(phase=run.step.value, done=run.done, total=run.total)
            return body.model_copy(update={"progress": progress})
        if body.state is SampleState.FAILED and not run.message and workload is not None:
            return body.model_copy(update={"message": workload.reason})
        return body.model_copy(update={"dataset_id": run.dataset_id})

    def start(self) -> None:
        """Begin, unless it is under way."""
        with self._db.write() as tx:
            if self.state(tx).state is SampleState.RUNNING:
                return
            workload_id = new_id()
            work_dir = [] if self._work_dir is None else [str(self._work_dir)]
            spec = WorkloadSpec(
                kind=WORK,
                name="Sample data",
                argv=self._workloads.platform_argv(WORK, workload_id, *work_dir),
                env=self._workloads.platform_env(),
                topic=TOPIC,
                coordinator=True,
            )
            self._workloads.submit(tx, spec, workload_id)
            store.add_sample_run(tx, workload_id)
        self._workloads.kick()

    def stop(self) -> None:
        """Give it up; what is there stays for the next time. Raises Conflict where none runs."""
        with self._db.read() as tx:
            body = self.state(tx)
        if body.state is not SampleState.RUNNING or body.workload_id is None:
            raise Conflict("The sample data is not being made.")
        self._workloads.stop(body.workload_id)

    def run(self, workload_id: str, work_dir: Path | None) -> None:
        """What the workload does; each step is skipped where its result is there already.

        Raises DomainError after leaving the sentence for the home page.
        """
        making = _Making(self._db, self._workloads, self._datasets, workload_id)
        try:
            if not self._images.are_there():
                making.wait_for_images(self._images.draw(workload_id))
            making.fill(making.dataset())
            making.step(SampleStep.SCRIPTS)
            if work_dir is not None:
                digits.copy_scripts(work_dir)
                self._images.copy_pictures(work_dir)
        except DomainError as error:
            making.note(message=str(error))
            raise

    def _outcome(self, workload: Workload | None, run: SampleRun) -> SampleState:
        if workload is None or workload.state is State.STOPPED:
            return SampleState.ABSENT
        if workload.state not in FINAL:
            return SampleState.RUNNING
        if workload.state is not State.SUCCEEDED:
            return SampleState.FAILED
        return SampleState.READY if self._is_there(run.dataset_id) else SampleState.ABSENT

    def _is_there(self, dataset_id: str | None) -> bool:
        """Whether the dataset was not deleted since."""
        try:
            return dataset_id is not None and bool(self._datasets.get(dataset_id))
        except NotFound:
            return False


class _Making:
    """One making, telling what it is at."""

    def __init__(
        self,
        db: Database,
        workloads: WorkloadManager,
        datasets: DatasetManager,
        workload_id: str,
    ) -> None:
        self._db = db
        self._workloads = workloads
        self._datasets = datasets
        self._id = workload_id

    def step(self, step: SampleStep, done: int | None = None, total: int | None = None) -> None:
        self.note(step=step.value, done=done, total=total)

    def note(self, **values: object) -> None:
        with self._db.write() as tx:
            store.change_sample_run(tx, self._id, **values)
            emit(tx, TOPIC, urn("workload", self._id), "progress")

    def wait_for_images(self, drawing_id: str) -> None:
        """Until they are in the object store. Raises Conflict where they are not to be had."""
        while True:
            self._workloads.reconcile()
            workload = self._workloads.get(drawing_id)
            if workload.state in FINAL:
                break
            progress = self._workloads.progress(drawing_id)
            if workload.state is State.QUEUED:
                self.step(SampleStep.ENGINE)
            elif progress is not None:
                self.step(SampleStep.IMAGES, progress.done, progress.total)
            time.sleep(LOOK_S)
        if workload.state is not State.SUCCEEDED:
            raise Conflict(f"The images could not be drawn: {workload.reason}")

    def dataset(self) -> Dataset:
        """The digits dataset; made, where there is none, and then importing its input."""
        self.step(SampleStep.DATASET)
        found = self._datasets.page(PageQuery(limit=1000), search=digits.NAME).items
        own = next((one for one in found if one.input_path == digits.UNLABELED), None)
        if own is None:
            own, task = self._datasets.create(_new_dataset({one.name for one in found}))
            self._wait_for_import(task, digits.IMAGES)
        self.note(dataset_id=own.id)
        return own

    def fill(self, dataset: Dataset) -> None:
        """Import what is missing of both folders."""
        for folder in (digits.LABELED, digits.UNLABELED):
            if self._datasets.get(dataset.id).total < digits.IMAGES:
                task = self._datasets.import_data(dataset.id, ImportSpec(path=folder))
                self._wait_for_import(task, digits.IMAGES)

    def _wait_for_import(self, task: Task, total: int) -> None:
        with self._stopped_with_this(task):
            while task.state not in FINAL:
                time.sleep(LOOK_S)
                self._workloads.reconcile()
                task = self._datasets.tasks.get(task.dataset_id, task.id)
                done = self._datasets.get(task.dataset_id).total
                self.step(SampleStep.IMPORT, done, total)
        if task.state is not State.SUCCEEDED:
            raise Conflict(f"The images could not be imported: {task.message}")

    @contextmanager
    def _stopped_with_this(self, task: Task) -> Iterator[None]:
        """An import is no child of ours: where we are stopped, it is stopped by us."""
        try:
            yield
        except SystemExit:
            if task.workload_id is not None:
                self._workloads.stop(task.workload_id)
            raise


def _new_dataset(taken: Set[str]) -> NewDataset:
    names = (f"{digits.NAME}{f'-{number}' if number > 1 else ''}" for number in itertools.count(1))
    return NewDataset(
        name=next(name for name in names if name not in taken),
        description="Handwritten digits of scikit-learn: 80 % labeled, 20 % held out.",
        input_path=digits.UNLABELED,
        work_path=digits.DATASETS,
        labels=[NewLabel(name=name) for name in digits.LABELS],
    )
