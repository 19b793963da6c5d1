"""Putting labels on samples: who loses, what changes, and the counts that follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ..core.db import Tx
from ..core.errors import InvalidInput
from ..core.ids import now_ms
from ..core.safe.names import shown
from .label_set import LabelSet
from .schemas import Annotation, Labeling, LabelingResult, Sample, SampleState
from .store import datasets as dataset_store
from .store import labels as label_store
from .store import samples as store

LOST = "Somebody else changed this image meanwhile: look at what they saved, then decide."
GONE = "This image is in the trash: restore it first."
MISSING = "The dataset has no such image."


@dataclass
class Changes:
    """What a batch does to the tables, collected so that each table is written once."""

    given: list[tuple[str, str, Annotation]] = field(default_factory=list)
    taken: list[tuple[str, str]] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    per_label: Counter[str] = field(default_factory=Counter)
    labeled: int = 0
    hard: int = 0

    def save(self, tx: Tx, dataset_id: str) -> None:
        """Write all of it, counts included."""
        store.unannotate(tx, self.taken)
        store.annotate(tx, self.given)
        store.change(tx, self.rows)
        for label_id, more in self.per_label.items():
            if more:
                label_store.count_up(tx, label_id, more)
        dataset_store.count_up(tx, dataset_id, labeled=self.labeled, hard=self.hard)


class Annotator:
    """Applies labelings to samples of one dataset in one transaction."""

    def __init__(self, tx: Tx, dataset_id: str) -> None:
        self._tx = tx
        self._dataset_id = dataset_id
        self._set = LabelSet(tx, dataset_id)
        self._changes = Changes()

    def apply(self, labelings: Sequence[Labeling]) -> list[LabelingResult]:
        """One result for each labeling, in their order; those that lose change nothing.

        A label that the set lacks is added to it. Raises InvalidInput for what cannot be a label,
        and for a sample that is named twice.
        """
        ids = [labeling.sample_id for labeling in labelings]
        if len(set(ids)) < len(ids):
            raise InvalidInput("samples: an image is named twice in this request.")
        found = {
            one.id: one for one in store.find(self._tx, self._dataset_id, ids, self._set.labels)
        }
        winners = [one for one in labelings if _refusal(found.get(one.sample_id), one) is None]
        names = [annotation.name for one in winners for annotation in one.annotations]
        self._set.ensure(names)
        results = [self._one(labeling, found.get(labeling.sample_id)) for labeling in labelings]
        self._changes.save(self._tx, self._dataset_id)
        return results

    def _one(self, labeling: Labeling, sample: Sample | None) -> LabelingResult:
        refusal = _refusal(sample, labeling)
        if sample is None or refusal is not None:
            missing = sample is None
            return LabelingResult(
                sample_id=labeling.sample_id, sample=sample, error=refusal, missing=missing
            )
        wanted = merged(sample.annotations, labeling.annotations)
        usage = labeling.usage or sample.usage
        if wanted == sample.annotations and usage == sample.usage:
            return LabelingResult(sample_id=sample.id, sample=sample, previous=sample.annotations)
        after = with_annotations(sample, wanted).model_copy(update={"usage": usage})
        collect(self._changes, sample, after, self._set.ids())
        return LabelingResult(sample_id=sample.id, sample=after, previous=sample.annotations)


def merged(before: Sequence[Annotation], wanted: Sequence[Annotation]) -> list[Annotation]:
    """`wanted`, where what was there already and is not changed keeps its time of creation."""
    names = [annotation.name for annotation in wanted]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InvalidInput(f"The label {shown(twice)} is given twice to one image.")
    old = {annotation.name: annotation for annotation in before}
    now = now_ms()
    dated = [_dated(old.get(one.name), one, now) for one in wanted]
    return sorted(dated, key=store.annotation_order)


def with_annotations(sample: Sample, annotations: Sequence[Annotation]) -> Sample:
    """The sample as it is after it got these labels: with the next revision."""
    state = SampleState.LABELED if annotations else SampleState.UNLABELED
    hard = any(annotation.hard for annotation in annotations)
    changed = {"annotations": list(annotations), "state": state, "hard": hard}
    return sample.model_copy(update={**changed, "revision": sample.revision + 1})


def collect(changes: Changes, before: Sample, after: Sample, ids: dict[str, str]) -> None:
    """Add to `changes` what makes `after` of `before`."""
    old = {annotation.name: annotation for annotation in before.annotations}
    new = {annotation.name: annotation for annotation in after.annotations}
    changes.taken += [(before.id, ids[n]) for n in old if old[n] != new.get(n)]
    changes.given += [(before.id, ids[n], new[n]) for n in new if new[n] != old.get(n)]
    changes.per_label.update({ids[name]: 1 for name in new.keys() - old.keys()})
    changes.per_label.subtract({ids[name]: 1 for name in old.keys() - new.keys()})
    changes.labeled += bool(new) - bool(old)
    changes.hard += after.hard - before.hard
    changes.rows.append(
        {
            "sample": after.id,
            "state": after.state.value,
            "hard": after.hard,
            "usage": after.usage.value if after.usage else None,
            "revision": after.revision,
            "updated_at": now_ms(),
        }
    )


def _refusal(sample: Sample | None, labeling: Labeling) -> str | None:
    if sample is None:
        return MISSING
    if sample.state is SampleState.DELETED:
        return GONE
    if labeling.revision is not None and labeling.revision != sample.revision:
        return LOST
    return None


def _dated(old: Annotation | None, new: Annotation, now: int) -> Annotation:
    if old is not None and old.model_copy(update={"created_at": new.created_at}) == new:
        return old
    before = 0 if old is None else old.created_at
    return new.model_copy(update={"created_at": new.created_at or before or now})
