"""Queries on samples and the labels that they carry."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from ...core.db import Tx
from ..schemas import Annotation, Label, Sample, SampleFilter, SampleState
from .tables import sample_labels, samples

CHUNK = 500
_LIVE = (SampleState.UNLABELED, SampleState.LABELED)
_COLUMNS = [column for column in samples.c if column.name not in ("trash", "updated_at")]


def insert(tx: Tx, added: Sequence[Sample]) -> None:
    """New samples, without their annotations."""
    rows = [
        {**s.model_dump(mode="json", exclude={"annotations"}), "updated_at": s.created_at}
        for s in added
    ]
    if rows:
        tx.execute(samples.insert(), rows)


def annotate(tx: Tx, given: Iterable[tuple[str, str, Annotation]]) -> None:
    """Put labels on samples: (sample id, label id, annotation)."""
    rows = [_annotation_row(*one) for one in given]
    if rows:
        tx.execute(sample_labels.insert(), rows)


def unannotate(tx: Tx, taken: Iterable[tuple[str, str]]) -> None:
    """Take labels off samples: (sample id, label id)."""
    rows = [{"s": sample_id, "l": label_id} for sample_id, label_id in taken]
    if rows:
        of = sample_labels.c
        both = (of.sample_id == sa.bindparam("s")) & (of.label_id == sa.bindparam("l"))
        tx.execute(sample_labels.delete().where(both), rows)


def change(tx: Tx, changed: Sequence[dict[str, Any]]) -> None:
    """Set columns of samples; each row names its sample as `sample`, all have the same columns."""
    if changed:
        names = [name for name in changed[0] if name != "sample"]
        values: dict[str, Any] = {name: sa.bindparam(f"new_{name}") for name in names}
        rows = [{"sample": row["sample"], **{f"new_{n}": row[n] for n in names}} for row in changed]
        query = samples.update().where(samples.c.id == sa.bindparam("sample"))
        tx.execute(query.values(**values), rows)


def find(tx: Tx, dataset_id: str, ids: Sequence[str], label_set: Sequence[Label]) -> list[Sample]:
    """Those of `ids` that belong to the dataset, with their annotations."""
    rows: list[sa.Row[Any]] = []
    for chunk in chunked(ids):
        query = sa.select(*_COLUMNS).where(samples.c.id.in_(chunk))
        rows += tx.execute(query.where(samples.c.dataset_id == dataset_id)).all()
    return _with_annotations(tx, rows, label_set)


def by_source(
    tx: Tx, dataset_id: str, sources: Sequence[str], label_set: Sequence[Label]
) -> dict[str, Sample]:
    """The samples outside the trash that lie at one of `sources`."""
    live = (samples.c.dataset_id == dataset_id) & samples.c.deleted_at.is_(None)
    rows: list[sa.Row[Any]] = []
    for chunk in chunked(sources):
        query = sa.select(*_COLUMNS).where(live, samples.c.source.in_(chunk))
        rows += tx.execute(query).all()
    return {sample.source: sample for sample in _with_annotations(tx, rows, label_set)}


def etags(tx: Tx, dataset_id: str, sources: Sequence[str]) -> dict[str, str]:
    """The etag by source of samples outside the trash that lie at one of `sources`."""
    live = (samples.c.dataset_id == dataset_id) & samples.c.deleted_at.is_(None)
    found: dict[str, str] = {}
    for chunk in chunked(sources):
        query = sa.select(samples.c.source, samples.c.etag).where(live)
        rows = tx.execute(query.where(samples.c.source.in_(chunk)))
        found.update({row.source: row.etag for row in rows})
    return found


def thrown_away(tx: Tx, dataset_id: str) -> dict[str, str]:
    """The etag by source of samples in the trash whose object was left where it was."""
    state = samples.c.state == SampleState.DELETED.value
    query = sa.select(samples.c.source, samples.c.etag).where(samples.c.trash.is_(None))
    found = tx.execute(query.where(samples.c.dataset_id == dataset_id, state))
    return {row.source: row.etag for row in found}


def page(
    tx: Tx,
    dataset_id: str,
    wanted: SampleFilter,
    limit: int,
    marker: str | None,
    label_set: Sequence[Label],
) -> list[Sample]:
    """Samples after `marker` in the order of their ids."""
    label = next((one for one in label_set if one.name == wanted.label), None)
    if wanted.label is not None and label is None:
        return []
    live = _LIVE if label is None else (SampleState.LABELED,)
    states = live if wanted.state is None else (wanted.state,)
    parts = [_part(tx, dataset_id, state, wanted, limit, marker, label) for state in states]
    merged = heapq.merge(*parts, key=lambda row: row.id, reverse=wanted.descending)
    return _with_annotations(tx, list(merged)[:limit], label_set)


def count_hard(tx: Tx, dataset_id: str, wanted: SampleFilter, label: Label | None) -> int:
    """How many of the filter's samples are hard, or are not; counted one by one."""
    states = [s.value for s in (_LIVE if wanted.state is None else (wanted.state,))]
    query = _from(sa.select(sa.func.count()), label).where(samples.c.dataset_id == dataset_id)
    query = query.where(samples.c.state.in_(states), samples.c.hard == wanted.hard)
    return int(tx.execute(query).scalar_one())


def walk(tx: Tx, dataset_id: str, label_set: Sequence[Label]) -> Iterator[Sample]:
    """All samples outside the trash, in the order of their ids, a page at a time."""
    marker: str | None = None
    while True:
        found = page(tx, dataset_id, SampleFilter(), 1000, marker, label_set)
        yield from found
        if len(found) < 1000:
            return
        marker = found[-1].id


def trash_of(tx: Tx, ids: Sequence[str]) -> dict[str, str]:
    """Where the deleted objects of samples lie, by sample id."""
    query = sa.select(samples.c.id, samples.c.trash).where(samples.c.trash.is_not(None))
    found: dict[str, str] = {}
    for chunk in chunked(ids):
        rows = tx.execute(query.where(samples.c.id.in_(chunk)))
        found.update({row.id: row.trash for row in rows})
    return found


def expired(tx: Tx, before: int, limit: int) -> list[str]:
    """Samples that were deleted before `before`."""
    state = samples.c.state == SampleState.DELETED.value
    query = sa.select(samples.c.id).where(state, samples.c.deleted_at < before)
    return list(tx.execute(query.limit(limit)).scalars())


def some_of(tx: Tx, dataset_id: str, limit: int) -> list[str]:
    """Some samples of a dataset, in whatever state."""
    query = sa.select(samples.c.id).where(samples.c.dataset_id == dataset_id)
    return list(tx.execute(query.limit(limit)).scalars())


def erase(tx: Tx, ids: Sequence[str]) -> None:
    """Forget samples and their labels for good."""
    for chunk in chunked(ids):
        tx.execute(sample_labels.delete().where(sample_labels.c.sample_id.in_(chunk)))
        tx.execute(samples.delete().where(samples.c.id.in_(chunk)))


def recount(tx: Tx, dataset_id: str) -> tuple[int, int, int]:
    """(total, labeled, hard) outside the trash, counted one by one."""
    c = samples.c
    labeled = sa.func.sum(sa.case((c.state == SampleState.LABELED.value, 1), else_=0))
    hard = sa.func.sum(sa.case((c.hard, 1), else_=0))
    query = sa.select(sa.func.count(), labeled, hard)
    row = tx.execute(query.where(c.dataset_id == dataset_id, c.deleted_at.is_(None))).one()
    return row[0], row[1] or 0, row[2] or 0


def chunked(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Pieces small enough for one statement."""
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def _part(
    tx: Tx,
    dataset_id: str,
    state: SampleState,
    wanted: SampleFilter,
    limit: int,
    marker: str | None,
    label: Label | None,
) -> Sequence[sa.Row[Any]]:
    key = samples.c.id if label is None else sample_labels.c.sample_id
    query = _from(sa.select(*_COLUMNS), label)
    query = query.where(samples.c.state == state.value)
    if label is None:  # a label says the dataset; saying it again misleads SQLite's planner
        query = query.where(samples.c.dataset_id == dataset_id)
    if wanted.hard is not None:
        query = query.where(samples.c.hard == wanted.hard)
    if marker is not None:
        query = query.where(key < marker if wanted.descending else key > marker)
    return tx.execute(query.order_by(key.desc() if wanted.descending else key).limit(limit)).all()


def _from(query: sa.Select[Any], label: Label | None) -> sa.Select[Any]:
    if label is None:
        return query.select_from(samples)
    joined = sample_labels.join(samples, samples.c.id == sample_labels.c.sample_id)
    return query.select_from(joined).where(sample_labels.c.label_id == label.id)


def _with_annotations(
    tx: Tx, rows: Sequence[sa.Row[Any]], label_set: Sequence[Label]
) -> list[Sample]:
    names = {label.id: label.name for label in label_set}
    found: dict[str, list[Annotation]] = {row.id: [] for row in rows}
    for chunk in chunked(list(found)):
        query = sa.select(sample_labels).where(sample_labels.c.sample_id.in_(chunk))
        for row in tx.execute(query):
            found[row.sample_id].append(_annotation(row, names[row.label_id]))
    return [_sample(row, sorted(found[row.id], key=annotation_order)) for row in rows]


def annotation_order(annotation: Annotation) -> tuple[int, str]:
    """Oldest first; what came in one request by name."""
    return annotation.created_at, annotation.name


def _sample(row: sa.Row[Any], annotations: list[Annotation]) -> Sample:
    return Sample.model_validate({**row._asdict(), "annotations": annotations})


def _annotation(row: sa.Row[Any], name: str) -> Annotation:
    return Annotation(
        name=name,
        hard=row.hard,
        annotated_by=row.annotated_by,
        confidence=row.confidence,
        properties=row.properties,
        created_at=row.created_at,
    )


def _annotation_row(sample_id: str, label_id: str, annotation: Annotation) -> dict[str, Any]:
    values = annotation.model_dump(exclude={"name"})
    return {**values, "sample_id": sample_id, "label_id": label_id}
