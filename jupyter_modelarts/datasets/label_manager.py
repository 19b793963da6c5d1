"""Changing the label set of a dataset that has samples."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.db import Database, Tx
from ..core.errors import Conflict
from ..core.store import emit
from . import lookups
from .annotating import Changes, collect, with_annotations
from .bin import throw_away
from .label_set import LabelSet
from .samples import SampleManager
from .schemas import TOPIC, Label, LabelChange, NewLabel, Sample, SampleState
from .store import labels as store
from .store import samples as sample_store

_PIECE = 200
"""Samples per transaction while a label is taken off: labels saved meanwhile need not wait."""


class LabelManager:
    """What may be done with the labels of a dataset."""

    def __init__(self, db: Database, samples: SampleManager) -> None:
        self._db = db
        self._samples = samples

    def all(self, dataset_id: str) -> list[Label]:
        """The label set with its counts."""
        with self._db.read() as tx:
            lookups.dataset(tx, dataset_id)
            return store.of_dataset(tx, dataset_id)

    def add(self, dataset_id: str, labels: Sequence[NewLabel]) -> list[Label]:
        """All or none. Raises Conflict for a name that is there."""
        with self._db.write() as tx:
            dataset = lookups.dataset(tx, dataset_id)
            added = LabelSet(tx, dataset_id).add(labels)
            emit(tx, TOPIC, dataset.urn, "updated")
        return added

    def change(self, dataset_id: str, changes: Sequence[LabelChange]) -> None:
        """All or none; a new name shows on all samples at once."""
        with self._db.write() as tx:
            dataset = lookups.dataset(tx, dataset_id)
            self.apply(tx, dataset_id, changes)
            emit(tx, TOPIC, dataset.urn, "updated")

    def apply(self, tx: Tx, dataset_id: str, changes: Sequence[LabelChange]) -> None:
        """The same in the caller's transaction."""
        label_set = LabelSet(tx, dataset_id)
        for one in changes:
            label_set.change(one.name, one.color, one.shortcut, one.rename_to)

    def delete(
        self,
        dataset_id: str,
        names: Sequence[str],
        *,
        with_samples: bool,
        with_objects: bool = False,
    ) -> None:
        """Remove labels from the set and from all samples.

        With `with_samples` those that have only this label go to the trash, with `with_objects`
        their objects, too. Works in small transactions; interrupted, it is asked for again.
        Raises NotFound, before anything is done, for a label that is not there.
        """
        with self._db.read() as tx:
            lookups.dataset(tx, dataset_id)
            label_set = LabelSet(tx, dataset_id)
            labels = [label_set.get(name) for name in dict.fromkeys(names)]
        for label in labels:
            while self._piece(dataset_id, label, with_samples, with_objects):
                pass

    def _piece(self, dataset_id: str, label: Label, with_samples: bool, with_objects: bool) -> bool:
        """Take the label off some samples; False when it is gone."""
        only: list[Sample] = []
        with self._db.write() as tx:
            dataset = lookups.dataset(tx, dataset_id)
            label_set = LabelSet(tx, dataset_id)
            ids = store.samples_with(tx, label.id, _PIECE)
            if not ids:
                store.erase(tx, label.id)
                emit(tx, TOPIC, dataset.urn, "updated")
                return False
            found = sample_store.find(tx, dataset_id, ids, label_set.labels)
            if with_samples:
                live = [s for s in found if s.state is not SampleState.DELETED]
                only = [s for s in live if len(s.annotations) == 1]
                throw_away(tx, dataset_id, [sample.id for sample in only])
                found = sample_store.find(tx, dataset_id, ids, label_set.labels)
            _take_off(tx, dataset_id, found, label, label_set)
            emit(tx, TOPIC, dataset.urn, "samples")
        if with_objects:
            self._samples.trash_objects(only)
        return True


def _take_off(
    tx: Tx, dataset_id: str, samples: Sequence[Sample], label: Label, label_set: LabelSet
) -> None:
    current = next((one for one in label_set.labels if one.id == label.id), None)
    if current is None:
        raise Conflict("Somebody else deleted this label meanwhile.")
    changes = Changes()
    for sample in samples:
        kept = [one for one in sample.annotations if one.name != current.name]
        if sample.state is SampleState.DELETED:
            changes.taken.append((sample.id, label.id))
        else:
            collect(changes, sample, with_annotations(sample, kept), label_set.ids())
    changes.save(tx, dataset_id)
