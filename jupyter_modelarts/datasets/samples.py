"""Samples: lists, labels put on by hand, uploads, the trash."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import TypeAdapter

from ..core.db import Database, Tx
from ..core.errors import DomainError, NotFound, TooLarge
from ..core.ids import now_ms
from ..core.safe.images import ImageDecoders
from ..core.schemas import Page, PageQuery
from ..core.store import emit, recall, remember
from ..obs.manager import Objects
from ..obs.trash import new_entry_id
from . import lookups
from .annotating import MISSING, Annotator
from .bin import take_back, throw_away
from .import_writer import ImportWriter
from .label_set import LabelSet
from .report import Report
from .schemas import (
    TOPIC,
    Added,
    Dataset,
    Labeling,
    LabelingOutcome,
    Sample,
    SampleFilter,
    SampleState,
    Stats,
    Upload,
)
from .store import datasets as dataset_store
from .store import samples as store
from .thumbnails import Thumbnails
from .uploads import MAX_BYTES, Stored, store_upload


class SampleManager:
    """What may be done with the images of a dataset."""

    def __init__(
        self, db: Database, objects: Objects, decoders: ImageDecoders, thumbnails: Thumbnails
    ) -> None:
        self._db = db
        self._objects = objects
        self._decoders = decoders
        self._thumbnails = thumbnails

    def page(self, dataset_id: str, wanted: SampleFilter, page: PageQuery) -> Page[Sample]:
        """A page in the order of ids."""
        with self._db.read() as tx:
            dataset = lookups.dataset(tx, dataset_id)
            labels = LabelSet(tx, dataset_id)
            found = store.page(tx, dataset_id, wanted, page.limit + 1, page.marker, labels.labels)
            total = _count(tx, dataset, wanted, labels)
        items = found[: page.limit]
        more = items[-1].id if len(found) > page.limit else None
        return Page[Sample](items=items, total=total, next_marker=more)

    def get(self, dataset_id: str, sample_id: str) -> Sample:
        """Raises NotFound."""
        with self._db.read() as tx:
            lookups.dataset(tx, dataset_id)
            return lookups.sample(tx, dataset_id, sample_id)

    def stats(self, dataset_id: str) -> Stats:
        """Counts by state and by label."""
        with self._db.read() as tx:
            return stats_of(tx, lookups.dataset(tx, dataset_id))

    def label(
        self, dataset_id: str, labelings: Sequence[Labeling], key: str | None = None
    ) -> LabelingOutcome:
        """Put labels on samples; durable when it returns.

        Each labeling succeeds or loses for itself. With the `key` of an earlier call nothing is
        done again and the earlier answer is given.
        """
        scope = f"dataset-labels:{dataset_id}"
        with self._db.write() as tx:
            dataset = lookups.dataset(tx, dataset_id)
            earlier = recall(tx, scope, key)
            if earlier is not None:
                return LabelingOutcome.model_validate(earlier)
            results = Annotator(tx, dataset_id).apply(labelings)
            stats = stats_of(tx, lookups.dataset(tx, dataset_id))
            outcome = LabelingOutcome(results=results, stats=stats)
            remember(tx, scope, key, outcome.model_dump(mode="json") if key else None)
            emit(tx, TOPIC, dataset.urn, "samples")
        return outcome

    def add(
        self, dataset_id: str, uploads: Sequence[Upload], key: str | None = None
    ) -> list[Added]:
        """Store images in the input location and add them; once for each `key`.

        Raises TooLarge over 8 MB together. A bad image is said in its place, the others are added.
        """
        scope = f"dataset-uploads:{dataset_id}"
        if sum(len(upload.data) for upload in uploads) > MAX_BYTES:
            raise TooLarge(f"The images together are larger than {MAX_BYTES // 2**20} MB.")
        with self._db.read() as tx:
            dataset = lookups.dataset(tx, dataset_id)
            earlier = recall(tx, scope, key)
        if earlier is not None:
            return _ADDED.validate_python(earlier)
        stored = [self._store(dataset, upload) for upload in uploads]
        with self._db.write() as tx:
            ids = self._insert(tx, lookups.dataset(tx, dataset_id), stored)
            added = [_added(one, ids) for one in stored]
            remember(tx, scope, key, _ADDED.dump_python(added, mode="json"))
        return added

    def delete(
        self, dataset_id: str, ids: Sequence[str], delete_source: bool
    ) -> dict[str, str | None]:
        """Move samples to the trash, with `delete_source` their objects too: per sample None, or
        why not. One that is there already is no error."""
        with self._db.write() as tx:
            dataset = lookups.dataset(tx, dataset_id)
            known = store.find(tx, dataset_id, ids, LabelSet(tx, dataset_id).labels)
            throw_away(tx, dataset_id, ids)
            emit(tx, TOPIC, dataset.urn, "samples")
        if delete_source:
            self.trash_objects(known)
        found = {sample.id for sample in known}
        return {one: None if one in found else MISSING for one in ids}

    def restore(self, dataset_id: str, ids: Sequence[str]) -> dict[str, str | None]:
        """Take samples back from the trash: per sample None, or why not."""
        with self._db.read() as tx:
            dataset = lookups.dataset(tx, dataset_id)
            labels = LabelSet(tx, dataset_id).labels
            known = {one.id: one for one in store.find(tx, dataset_id, ids, labels)}
            trash = store.trash_of(tx, list(known))
        problems = {one: self._restore_object(known[one], trash[one]) for one in trash}
        ready = [one for one in ids if one in known and problems.get(one) is None]
        with self._db.write() as tx:
            done = take_back(tx, dataset_id, ready)
            emit(tx, TOPIC, dataset.urn, "samples")
        failed = {one: text for one, text in problems.items() if text is not None}
        return {one: "It is not in the trash." for one in ids} | done | failed

    def thumbnail(
        self, dataset_id: str, sample_id: str, size: int, version: str
    ) -> tuple[bytes, dict[str, str]]:
        """A small raster image and its headers."""
        return self._thumbnails.small(self.get(dataset_id, sample_id), size, version)

    def preview(
        self, dataset_id: str, sample_id: str, version: str
    ) -> tuple[bytes, dict[str, str]]:
        """The image itself and its headers."""
        return self._thumbnails.whole(self.get(dataset_id, sample_id), version)

    def trash_objects(self, samples: Sequence[Sample]) -> None:
        """Move the objects of samples that are in the trash there, too.

        Where they go is written down first, so that after a crash they can be restored, or the
        same be asked again.
        """
        with self._db.write() as tx:
            places = self._places(tx, samples)
        missing = []
        for sample, place, is_new in places:
            if not is_new and not self._is_back(sample):
                continue  # it was moved, as an earlier request has written down
            try:
                self._objects.trash(sample.source, place)
            except NotFound:  # gone already, which is what was asked for
                missing.append({"sample": sample.id, "trash": None})
        with self._db.write() as tx:
            store.change(tx, missing)

    def _places(self, tx: Tx, samples: Sequence[Sample]) -> list[tuple[Sample, str, bool]]:
        """Where each object goes, and whether that is new; one that is in use again stays."""
        noted = store.trash_of(tx, [sample.id for sample in samples])
        sources = {sample.dataset_id: [one.source for one in samples] for sample in samples}
        used = {s for owner, named in sources.items() for s in store.etags(tx, owner, named)}
        gone = [sample for sample in samples if sample.source not in used]
        new = {sample.id: new_entry_id() for sample in gone if sample.id not in noted}
        store.change(tx, [{"sample": one, "trash": place} for one, place in new.items()])
        known = {**noted, **new}
        return [(sample, known[sample.id], sample.id in new) for sample in gone]

    def _store(self, dataset: Dataset, upload: Upload) -> Stored:
        return store_upload(self._objects, self._decoders, dataset, upload)

    def _insert(self, tx: Tx, dataset: Dataset, stored: Sequence[Stored]) -> dict[str, str]:
        """The samples' ids by source; a running import may have seen the objects first."""
        labels = LabelSet(tx, dataset.id)
        writer = ImportWriter(tx, dataset.id, None, labels, Report(), now_ms())
        images = {one.name: one.checked for one in stored if one.checked is not None}
        known = store.by_source(tx, dataset.id, list(images), labels.labels)
        for source, checked in images.items():
            if source in known:
                writer.meet(known[source], checked.candidate.annotations, checked)
            else:
                writer.add(checked, checked.candidate.annotations)
        emit(tx, TOPIC, dataset.urn, "samples")
        return {source: sample.id for source, sample in known.items()} | writer.flush()

    def _restore_object(self, sample: Sample, entry: str) -> str | None:
        bucket = sample.source.removeprefix("obs://").partition("/")[0]
        try:
            self._objects.restore(bucket, entry)
        except DomainError as error:
            return None if self._is_back(sample) else str(error)
        return None

    def _is_back(self, sample: Sample) -> bool:
        """Whether the object is at its place, whatever an attempt that did not end has noted."""
        try:
            return self._objects.head(sample.source).etag == sample.etag
        except NotFound:
            return False


def stats_of(tx: Tx, dataset: Dataset) -> Stats:
    """Counts of a dataset as this transaction sees them."""
    return Stats(
        labels=LabelSet(tx, dataset.id).labels,
        total=dataset.total,
        labeled=dataset.labeled,
        hard=dataset.hard,
        deleted=dataset_store.deleted_samples(tx, dataset.id),
    )


_ADDED = TypeAdapter(list[Added])


def _added(stored: Stored, ids: dict[str, str]) -> Added:
    if stored.error is not None:
        return Added(name=stored.name, error=str(stored.error), code=stored.error.code)
    return Added(name=stored.name, sample_id=ids[stored.name])


def _count(tx: Tx, dataset: Dataset, wanted: SampleFilter, labels: LabelSet) -> int:
    label = next((one for one in labels.labels if one.name == wanted.label), None)
    if wanted.label is not None and label is None:
        return 0
    if wanted.hard is not None:
        return store.count_hard(tx, dataset.id, wanted, label)
    if wanted.state is SampleState.DELETED:
        return dataset_store.deleted_samples(tx, dataset.id)
    if label is not None:
        return 0 if wanted.state is SampleState.UNLABELED else label.sample_count
    counts = {None: dataset.total, SampleState.LABELED: dataset.labeled}
    return counts.get(wanted.state, dataset.total - dataset.labeled)
