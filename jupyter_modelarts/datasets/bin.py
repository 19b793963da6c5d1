"""The trash of samples: moving them there and back, with the counts that follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..core.db import Tx
from ..core.ids import now_ms
from .label_set import LabelSet
from .schemas import Sample, SampleState
from .store import datasets as dataset_store
from .store import labels as label_store
from .store import samples as store

REPLACED = "Its object was imported again meanwhile: delete that image first."


def throw_away(tx: Tx, dataset_id: str, ids: Sequence[str]) -> list[Sample]:
    """Move samples to the trash; returns those that were not there yet."""
    label_set = LabelSet(tx, dataset_id)
    found = store.find(tx, dataset_id, ids, label_set.labels)
    live = [sample for sample in found if sample.state is not SampleState.DELETED]
    now = now_ms()
    rows = [_row(sample, SampleState.DELETED, now) for sample in live]
    store.change(tx, rows)
    _count(tx, dataset_id, live, label_set, -1)
    return live


def take_back(tx: Tx, dataset_id: str, ids: Sequence[str]) -> dict[str, str | None]:
    """Restore samples from the trash: per sample None, or why not."""
    label_set = LabelSet(tx, dataset_id)
    found = store.find(tx, dataset_id, ids, label_set.labels)
    deleted = [sample for sample in found if sample.state is SampleState.DELETED]
    sources = [sample.source for sample in deleted]
    taken = set(store.by_source(tx, dataset_id, sources, label_set.labels))
    back: list[Sample] = []
    for sample in deleted:
        if sample.source not in taken:
            taken.add(sample.source)
            back.append(sample)
    store.change(tx, [_row(sample, _state(sample), None) for sample in back])
    store.change(tx, [{"sample": sample.id, "trash": None} for sample in back])
    _count(tx, dataset_id, back, label_set, 1)
    restored = {sample.id for sample in back}
    return {one.id: None if one.id in restored else REPLACED for one in deleted}


def _state(sample: Sample) -> SampleState:
    return SampleState.LABELED if sample.annotations else SampleState.UNLABELED


def _row(sample: Sample, state: SampleState, deleted_at: int | None) -> dict[str, object]:
    return {
        "sample": sample.id,
        "state": state.value,
        "deleted_at": deleted_at,
        "revision": sample.revision + 1,
        "updated_at": now_ms(),
    }


def _count(
    tx: Tx, dataset_id: str, moved: Sequence[Sample], label_set: LabelSet, sign: int
) -> None:
    per_label = Counter(a.name for sample in moved for a in sample.annotations)
    ids = label_set.ids()
    for name, count in per_label.items():
        label_store.count_up(tx, ids[name], sign * count)
    dataset_store.count_up(
        tx,
        dataset_id,
        total=sign * len(moved),
        labeled=sign * sum(bool(sample.annotations) for sample in moved),
        hard=sign * sum(sample.hard for sample in moved),
    )
