"""Datasets: making, changing, deleting them; the door to their samples, labels and versions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..compute.manager import WorkloadManager
from ..core.db import Database, Tx
from ..core.errors import Conflict, InvalidInput, NotFound
from ..core.ids import new_id, now_ms
from ..core.safe.images import ImageDecoders
from ..core.safe.names import dataset_name, shown
from ..core.schemas import Page, PageQuery
from ..core.store import emit
from ..obs.manager import Objects
from . import lookups
from .importing import run_import
from .label_manager import LabelManager
from .label_set import LabelSet
from .locations import checked_locations
from .publishing import run_publish
from .retention import purge
from .samples import SampleManager
from .schemas import (
    TOPIC,
    Dataset,
    DatasetChange,
    DatasetSummary,
    DatasetType,
    DescribedDataset,
    ImportKind,
    ImportResult,
    ImportSpec,
    MaterializedVersion,
    NewDataset,
    Task,
    TaskKind,
    Version,
    VersionState,
)
from .store import datasets as store
from .store import versions as version_store
from .tasks import Tasks
from .thumbnails import Thumbnails
from .versions import VersionManager

MAX_DESCRIPTION = 256
IMPORTS = (TaskKind.IMPORT, TaskKind.SYNC)


class DatasetManager:
    """The datasets of this platform. `cache` is a directory that may be lost."""

    def __init__(
        self,
        db: Database,
        objects: Objects,
        workloads: WorkloadManager,
        decoders: ImageDecoders,
        cache: Path,
    ) -> None:
        self._db = db
        self._objects = objects
        self._decoders = decoders
        self._thumbnails = Thumbnails(objects, decoders, cache / "thumbnails")
        self.tasks = Tasks(db, workloads)
        self.samples = SampleManager(db, objects, decoders, self._thumbnails)
        self.labels = LabelManager(db, self.samples)
        self.versions = VersionManager(db, objects, self.tasks)

    # datasets

    def create(self, wanted: NewDataset) -> tuple[Dataset, Task]:
        """Make a dataset and begin to import what lies in its input location.

        Raises InvalidInput for names and locations outside the rules, Conflict for a name that is
        there, NotFound for a missing bucket.
        """
        checked_locations(self._objects, wanted.input_path, wanted.work_path)
        dataset = _new_dataset(wanted)
        with self._db.write() as tx:
            _refuse_taken(tx, dataset.name, None)
            store.insert(tx, dataset)
            LabelSet(tx, dataset.id).add(wanted.labels)
            emit(tx, TOPIC, dataset.urn, "created")
            spec = ImportSpec(path=dataset.input_path, annotations=wanted.import_annotations)
            task = self.tasks.submit(tx, dataset, TaskKind.SYNC, spec)
        self.tasks.kick()
        return dataset, task

    def page(
        self,
        page: PageQuery,
        *,
        search: str = "",
        deleted: bool = False,
        descending: bool = True,
    ) -> Page[Dataset]:
        """Datasets by their time of creation; with `deleted` those in the trash."""
        with self._db.read() as tx:
            found = store.page(
                tx,
                page.limit + 1,
                page.marker,
                search=search,
                deleted=deleted,
                descending=descending,
            )
            total = store.count(tx, search=search, deleted=deleted)
        items = found[: page.limit]
        more = items[-1].id if len(found) > page.limit else None
        return Page[Dataset](items=items, total=total, next_marker=more)

    def get(self, dataset_id: str) -> Dataset:
        """Raises NotFound."""
        with self._db.read() as tx:
            return lookups.dataset(tx, dataset_id)

    def describe(self, datasets: Sequence[Dataset]) -> list[DescribedDataset]:
        """With each its versions and the task that is under way."""
        ids = [dataset.id for dataset in datasets]
        current = [d.current_version_id for d in datasets if d.current_version_id is not None]
        with self._db.read() as tx:
            running = {task.dataset_id: task for task in self.tasks.running(tx, ids)}
            counts = version_store.counts(tx, ids)
            found = version_store.find(tx, current)
        return [
            DescribedDataset(
                dataset=dataset,
                versions=counts.get(dataset.id, 0),
                current=found.get(dataset.current_version_id or ""),
                running=running.get(dataset.id),
            )
            for dataset in datasets
        ]

    def update(
        self, dataset_id: str, change: DatasetChange, revision: int | None = None
    ) -> Dataset:
        """Change a dataset, all or nothing but for deleted labels, which come last.

        Raises Conflict where it is no longer at `revision`.
        """
        with self._db.write() as tx:
            dataset = lookups.dataset(tx, dataset_id)
            values = self._values(tx, dataset, change)
            if not store.change(tx, dataset_id, revision, **values):
                raise Conflict(f"Somebody else changed {dataset.name} meanwhile: look again.")
            LabelSet(tx, dataset_id).add(change.add_labels)
            self.labels.apply(tx, dataset_id, change.update_labels)
            emit(tx, TOPIC, dataset.urn, "updated")
        self.labels.delete(dataset_id, change.delete_labels, with_samples=False)
        return self.get(dataset_id)

    def delete(self, dataset_id: str) -> None:
        """Move a dataset to the trash; every object stays. Raises Conflict while it works."""
        with self._db.write() as tx:
            dataset = lookups.dataset(tx, dataset_id)
            if self.tasks.running(tx, [dataset_id]):
                raise Conflict(
                    f"{dataset.name} is importing or publishing: wait for its end, or stop it."
                )
            store.change(tx, dataset_id, None, deleted_at=now_ms())
            emit(tx, TOPIC, dataset.urn, "deleted")

    def restore(self, dataset_id: str) -> Dataset:
        """Take a dataset back from the trash. Raises Conflict where its name is used again."""
        with self._db.write() as tx:
            found = store.get(tx, dataset_id)
            if found is None or found.deleted_at is None:
                raise NotFound(f"Dataset {dataset_id} is not in the trash.")
            _refuse_taken(tx, found.name, dataset_id)
            store.change(tx, dataset_id, None, deleted_at=None)
            emit(tx, TOPIC, found.urn, "restored")
        return self.get(dataset_id)

    def recent(self, limit: int = 10) -> list[DatasetSummary]:
        """What the home page shows: the datasets that changed last, with what is unlabeled."""
        with self._db.read() as tx:
            return store.recent(tx, limit)

    def purge_trash(self, older_than_ms: int) -> int:
        """Forget for good what was deleted longer ago; returns how many datasets and samples."""
        self._thumbnails.prune(older_than_ms / 1000)
        return purge(self._db, now_ms() - older_than_ms)

    # imports

    def sync(self, dataset_id: str) -> Task:
        """Import what is new in the input location."""
        with self._db.write() as tx:
            dataset = lookups.dataset(tx, dataset_id)
            spec = ImportSpec(path=dataset.input_path)
            task = self.tasks.submit(tx, dataset, TaskKind.SYNC, spec)
        self.tasks.kick()
        return task

    def import_data(self, dataset_id: str, spec: ImportSpec) -> Task:
        """Import from a folder or a Manifest file.

        Raises InvalidInput for a folder that holds what the dataset writes.
        """
        self._check_source(self.get(dataset_id), spec)
        with self._db.write() as tx:
            dataset = lookups.dataset(tx, dataset_id)
            task = self.tasks.submit(tx, dataset, TaskKind.IMPORT, spec)
        self.tasks.kick()
        return task

    def cancel(self, dataset_id: str) -> list[TaskKind]:
        """Stop all imports, which keep what they have brought, and publications, of which nothing
        stays; what they were."""
        with self._db.read() as tx:
            lookups.dataset(tx, dataset_id)
            running = self.tasks.running(tx, [dataset_id])
            published = {task.id: version_store.of_task(tx, task.id) for task in running}
        for task in running:
            version = published[task.id]
            if version is None:
                self.tasks.stop_import(dataset_id, task.id)
            else:
                self.versions.cancel(dataset_id, version.id)
        return [task.kind for task in running]

    # what the platform's processes and other slices call

    def run_import(self, task_id: str) -> ImportResult:
        """Do an import or a synchronization; the body of the work `import-dataset`."""
        return run_import(self._db, self._objects, self._decoders, task_id)

    def run_publish(self, task_id: str) -> Version:
        """Publish; the body of the work `publish-dataset`."""
        return run_publish(self._db, self._objects, task_id)

    def materialize(self, dataset_id: str, version_id: str) -> MaterializedVersion:
        """A version as a training job gets it."""
        return self.versions.materialize(dataset_id, version_id)

    def _check_source(self, dataset: Dataset, spec: ImportSpec) -> None:
        if spec.kind is ImportKind.DIRECTORY:
            checked_locations(self._objects, spec.path, dataset.work_path)
        else:
            self._objects.head(spec.path)

    def _values(self, tx: Tx, dataset: Dataset, change: DatasetChange) -> dict[str, str]:
        values: dict[str, str] = {}
        if change.name is not None and change.name != dataset.name:
            values["name"] = dataset_name(change.name)
            _refuse_taken(tx, change.name, dataset.id)
        if change.description is not None:
            values["description"] = _checked_description(change.description)
        if change.current_version_id is not None:
            values["current_version_id"] = _ready(tx, dataset, change.current_version_id).id
        return values


def _new_dataset(wanted: NewDataset) -> Dataset:
    dataset_id, now = new_id(), now_ms()
    return Dataset(
        id=dataset_id,
        name=dataset_name(wanted.name),
        type=DatasetType.IMAGE_CLASSIFICATION,
        description=_checked_description(wanted.description),
        input_path=wanted.input_path,
        work_path=wanted.work_path,
        folder=f"{wanted.name}-{dataset_id}",
        next_version=1,
        current_version_id=None,
        total=0,
        labeled=0,
        hard=0,
        revision=1,
        created_at=now,
        updated_at=now,
        deleted_at=None,
    )


def _checked_description(text: str) -> str:
    if len(text) > MAX_DESCRIPTION:
        raise InvalidInput(
            f"The description has {len(text)} characters: {MAX_DESCRIPTION} is the most."
        )
    return text


def _refuse_taken(tx: Tx, name: str, dataset_id: str | None) -> None:
    taken = store.named(tx, name)
    if taken is not None and taken != dataset_id:
        raise Conflict(f"There is a dataset {shown(name)} already: choose another name.")


def _ready(tx: Tx, dataset: Dataset, version_id: str) -> Version:
    version = version_store.get(tx, dataset.id, version_id)
    if version is None or version.state is not VersionState.READY:
        raise InvalidInput("current_version_id: only a version that is ready can be the current.")
    return version
