"""Importing: from a folder or a manifest into the tables, in small transactions.

An import may be killed at any moment and run again: an image is in the tables with its labels
and counts, or not at all, and the second run ends as an undisturbed one would. Labels that a
person has given are never touched.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

from ..compute.schemas import FINAL, State
from ..core.db import Database, Tx
from ..core.errors import DomainError, InvalidInput, NotFound
from ..core.ids import now_ms
from ..core.safe.images import ImageDecoders
from ..core.store import emit
from ..obs.manager import Objects
from ..obs.schemas import ObjectInfo
from . import lookups
from .candidates import Candidate, Found, source_of
from .image_checks import ImageChecks, image_checks
from .import_writer import Checked, ImportWriter
from .label_set import LabelSet
from .report import Report
from .schemas import (
    TOPIC,
    Annotation,
    Dataset,
    ImportResult,
    SkippedItem,
    Task,
    TaskKind,
)
from .store import samples as store
from .store import tasks as task_store

IN_TRASH = "it is in the trash of this dataset: restore it there"
_FIRST_BATCH, _SMALLEST, _LARGEST = 100, 20, 500
_HOLD_S = 0.010
_PAUSE_S = 0.003
_ANNOUNCE_S = 1.0


class Import:
    """One run of one import task."""

    def __init__(
        self,
        db: Database,
        objects: Objects,
        checks: ImageChecks,
        dataset: Dataset,
        task: Task,
    ) -> None:
        self._db = db
        self._objects = objects
        self._checks = checks
        self._dataset = dataset
        self._task = task
        self._spec = task.spec
        self._report = Report()
        self._pace = Pace()
        self._began = now_ms()
        self._done = 0
        self._announced = 0.0
        self._thrown_away: dict[str, str] = {}

    def run(self) -> ImportResult:
        """Import everything. Raises InvalidInput where an import (not a sync) found nothing."""
        source = source_of(self._objects, self._spec)
        total = source.count()
        with self._db.write() as tx:
            task_store.change(tx, self._task.id, total=total)
            emit(tx, TOPIC, self._dataset.urn, "task")
        with self._db.read() as tx:
            self._thrown_away = store.thrown_away(tx, self._dataset.id)
        found = source.find()
        while batch := list(islice(found, self._pace.size)):
            self._batch(batch)
        result = self._report.result(self._spec)
        if self._report.found_nothing and self._task.kind is TaskKind.IMPORT:
            raise NothingFound(result)
        return result

    def _batch(self, batch: Sequence[Found]) -> None:
        for one in batch:
            if isinstance(one, SkippedItem):
                self._report.skip(one)
        wanted = [one for one in batch if isinstance(one, Candidate) and self._is_wanted(one)]
        checked = self._check(wanted)
        self._done += len(batch)
        with self._pace.measured(), self._db.write() as tx:
            self._save(tx, wanted, checked)
            counts = self._report.counts().model_dump()
            task_store.change(tx, self._task.id, done=self._done, result=counts)
            self._announce(tx)
        time.sleep(_PAUSE_S)

    def _is_wanted(self, candidate: Candidate) -> bool:
        names = {annotation.name for annotation in candidate.annotations}
        spec = self._spec
        if spec.hard_only and not any(one.hard for one in candidate.annotations):
            return self._leave(candidate, "no hard example")
        if spec.included and not names & set(spec.included):
            return self._leave(candidate, "it has none of the labels to import")
        if names & set(spec.excluded):
            return self._leave(candidate, "it has a label that is excluded")
        return True

    def _leave(self, candidate: Candidate, reason: str) -> bool:
        self._report.skip(SkippedItem(name=str(candidate.uri), reason=reason))
        return False

    def _check(self, wanted: Sequence[Candidate]) -> dict[str, Checked]:
        """The readable ones by source; images that are in the tables unchanged are not read."""
        with self._db.read() as tx:
            sources = [str(candidate.uri) for candidate in wanted]
            known = store.etags(tx, self._dataset.id, sources)
        new = [(one, info) for one in wanted if (info := self._located(one, known)) is not None]
        images = self._checks.check([info for _, info in new])
        checked: dict[str, Checked] = {}
        for (candidate, info), image in zip(new, images, strict=True):
            if isinstance(image, DomainError):
                self._leave(candidate, str(image))
            else:
                checked[str(candidate.uri)] = Checked(candidate, info, image)
        return checked

    def _located(self, candidate: Candidate, known: dict[str, str]) -> ObjectInfo | None:
        """The object behind a candidate, if it is new or another than it was."""
        source = str(candidate.uri)
        try:
            info = candidate.info or self._objects.head(candidate.uri)
        except DomainError as error:
            self._leave(candidate, str(error))
            return None
        if source not in known and self._thrown_away.get(source) == info.etag:
            self._leave(candidate, IN_TRASH)
            return None
        return None if known.get(source) == info.etag else info

    def _save(self, tx: Tx, wanted: Sequence[Candidate], checked: dict[str, Checked]) -> None:
        labels = LabelSet(tx, self._dataset.id)
        sources = list(dict.fromkeys(str(candidate.uri) for candidate in wanted))
        live = store.by_source(tx, self._dataset.id, sources, labels.labels)
        writer = ImportWriter(
            tx, self._dataset.id, self._task.id, labels, self._report, self._began
        )
        for candidate in wanted:
            source = str(candidate.uri)
            annotations = self._annotations(candidate)
            if source in live:
                live[source] = writer.meet(live[source], annotations, checked.get(source))
            elif source in checked:
                live[source] = writer.add(checked[source], annotations)
        writer.flush()

    def _annotations(self, candidate: Candidate) -> list[Annotation]:
        for text in candidate.notes:
            self._report.note(text)
        return candidate.annotations if self._spec.annotations else []

    def _announce(self, tx: Tx) -> None:
        if time.monotonic() - self._announced > _ANNOUNCE_S:
            self._announced = time.monotonic()
            emit(tx, TOPIC, self._dataset.urn, "task")
            emit(tx, TOPIC, self._dataset.urn, "samples")


class Pace:
    """How many rows a transaction writes, so that it holds the lock for about 10 ms."""

    def __init__(self) -> None:
        self.size = _FIRST_BATCH

    @contextmanager
    def measured(self) -> Iterator[None]:
        began = time.monotonic()
        yield
        held = max(time.monotonic() - began, 1e-4)
        fitting = int(self.size * min(2.0, _HOLD_S / held))
        self.size = min(_LARGEST, max(_SMALLEST, fitting))


class NothingFound(InvalidInput):
    """An import that the user asked for brought nothing; carries what it saw."""

    def __init__(self, result: ImportResult) -> None:
        super().__init__(result.summary)
        self.result = result


def run_import(
    db: Database, objects: Objects, decoders: ImageDecoders, task_id: str
) -> ImportResult:
    """Run an import to its end and record how it ended; what is wrong is recorded and raised."""
    with db.write() as tx:
        task = task_store.get(tx, task_id)
        if task is None:
            raise NotFound(f"Import {task_id} not found.")
        if task.state in FINAL:
            return task.result
        dataset = lookups.dataset(tx, task.dataset_id)
        task_store.change(tx, task_id, state=State.RUNNING.value, started_at=now_ms(), done=0)
    try:
        with image_checks(objects, decoders) as checks:
            result = Import(db, objects, checks, dataset, task).run()
    except DomainError as error:
        seen = error.result if isinstance(error, NothingFound) else None
        _end(db, dataset, task_id, State.FAILED, seen, str(error))
        raise
    _end(db, dataset, task_id, State.SUCCEEDED, result, "")
    return result


def _end(
    db: Database,
    dataset: Dataset,
    task_id: str,
    state: State,
    result: ImportResult | None,
    message: str,
) -> None:
    """Record the end; without a result the counts of the last batch stay."""
    counts = {} if result is None else {"result": result.model_dump()}
    with db.write() as tx:
        ended = {"state": state.value, "message": message, "ended_at": now_ms()}
        task_store.change(tx, task_id, **counts, **ended)
        emit(tx, TOPIC, dataset.urn, "task")
        emit(tx, TOPIC, dataset.urn, "samples")
