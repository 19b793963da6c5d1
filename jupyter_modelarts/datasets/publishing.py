"""Publishing: a snapshot of the labels becomes a manifest, then the version is ready.

The manifest is read in one transaction, so that it shows one moment however much is labeled
meanwhile; it appears whole at its place, and only then the version's row says so. Killed at any
moment, the version is not ready, and publishing runs again.
"""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import IO, Any, BinaryIO, cast

from ..compute.schemas import State
from ..core.db import Database, Tx
from ..core.errors import DomainError, NotFound
from ..core.ids import now_ms
from ..core.safe.uris import Spelling
from ..core.store import emit, link
from ..obs.manager import Objects
from . import lookups
from .manifest import Entry, write
from .schemas import TOPIC, VERSION_OF, Dataset, Label, Sample, Usage, Version, VersionState
from .store import datasets as dataset_store
from .store import labels as label_store
from .store import samples as sample_store
from .store import tasks as task_store
from .store import versions as store

_IN_MEMORY = 8 * 1024 * 1024
_STEP = 5000


class Split:
    """Marks a share of the labeled samples TRAIN and the rest EVAL, within each set of labels.

    The shares are exact to one sample per set, and the same samples fall on the same side
    whenever the version is made again from the same state.
    """

    def __init__(self, ratio: float | None) -> None:
        self._ratio = ratio
        self._seen: dict[frozenset[str], int] = defaultdict(int)

    def usage(self, sample: Sample) -> Usage | None:
        if self._ratio is None or not sample.annotations:
            return None
        names = frozenset(annotation.name for annotation in sample.annotations)
        before = self._seen[names]
        self._seen[names] = before + 1
        grows = int((before + 1) * self._ratio + 1e-9) > int(before * self._ratio + 1e-9)
        return Usage.TRAIN if grows else Usage.EVAL


class Publication:
    """One run of one publish task."""

    def __init__(self, db: Database, objects: Objects, dataset: Dataset, version: Version) -> None:
        self._db = db
        self._objects = objects
        self._dataset = dataset
        self._version = version
        self._split = Split(version.train_ratio)
        self._counts: Counter[str] = Counter()
        self._total = 0
        self._labeled = 0

    def run(self) -> None:
        """Write the manifest, then say that the version is ready."""
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
            with self._db.read() as tx:
                labels = label_store.of_dataset(tx, self._dataset.id)
                self._write(file, sample_store.walk(tx, self._dataset.id, labels))
            file.seek(0)
            self._objects.put(self._version.manifest_path, cast(BinaryIO, file))
        with self._db.write() as tx:
            self._finish(tx, labels)

    def _write(self, file: IO[bytes], samples: Iterable[Sample]) -> None:
        for line in write(self._entry(sample) for sample in self._counted(samples)):
            file.write(line)

    def _counted(self, samples: Iterable[Sample]) -> Iterator[Sample]:
        for sample in samples:
            self._total += 1
            self._labeled += bool(sample.annotations)
            self._counts.update(annotation.name for annotation in sample.annotations)
            if self._total % _STEP == 0:
                self._progress()
            yield sample

    def _progress(self) -> None:
        if self._version.task_id is not None:
            with self._db.write() as tx:
                task_store.change(tx, self._version.task_id, done=self._total)

    def _entry(self, sample: Sample) -> Entry:
        kept = None if self._version.remove_usage else sample.usage
        annotations = sample.annotations
        if self._version.clear_hard:
            annotations = [a.model_copy(update={"hard": False}) for a in annotations]
        return Entry(
            source=f"{Spelling.S3.value}{sample.source.removeprefix(Spelling.OBS.value)}",
            annotations=annotations,
            usage=self._split.usage(sample) or kept,
            id=sample.id,
        )

    def _finish(self, tx: Tx, labels: list[Label]) -> None:
        version = self._version
        stats = [
            label.model_copy(update={"sample_count": self._counts[label.name]}) for label in labels
        ]
        store.change(
            tx,
            version.id,
            state=VersionState.READY.value,
            total=self._total,
            labeled=self._labeled,
            label_stats=[label.model_dump() for label in stats],
            message="",
        )
        dataset_store.change(tx, self._dataset.id, None, current_version_id=version.id)
        link(tx, version.urn, VERSION_OF, self._dataset.urn)
        _end(tx, version, State.SUCCEEDED, "", self._total)
        emit(tx, TOPIC, self._dataset.urn, "versions")


def run_publish(db: Database, objects: Objects, task_id: str) -> Version:
    """Publish to the end and record how it ended; what is wrong is recorded and raised."""
    with db.write() as tx:
        version = store.of_task(tx, task_id)
        if version is None:
            raise NotFound(f"Publication {task_id} not found.")
        if version.state is not VersionState.PUBLISHING:
            return version
        dataset = lookups.dataset(tx, version.dataset_id)
        task_store.change(
            tx, task_id, state=State.RUNNING.value, started_at=now_ms(), total=dataset.total
        )
    try:
        Publication(db, objects, dataset, version).run()
    except DomainError as error:
        with db.write() as tx:
            store.change(tx, version.id, state=VersionState.FAILED.value, message=str(error))
            _end(tx, version, State.FAILED, str(error), 0)
            emit(tx, TOPIC, dataset.urn, "versions")
        raise
    with db.read() as tx:
        return lookups.version(tx, dataset.id, version.id)


def _end(tx: Tx, version: Version, state: State, message: str, done: int) -> None:
    if version.task_id is not None:
        ended: dict[str, Any] = {"state": state.value, "message": message, "ended_at": now_ms()}
        task_store.change(tx, version.task_id, done=done, total=done, **ended)
