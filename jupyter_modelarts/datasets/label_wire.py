"""The label set and its counts in ModelArts' words, and back."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.errors import Conflict, InvalidInput
from ..core.safe.names import shown
from . import label_bodies
from .schemas import Label, LabelChange, NewLabel, Stats


def new_labels(given: Sequence[label_bodies.LabelBody]) -> list[NewLabel]:
    """Raises InvalidInput for another type of label."""
    for label in given:
        if label.type != 0:
            raise InvalidInput(f"The label {shown(label.name)} has type {label.type}: 0 is meant.")
    return [
        NewLabel(name=one.name, color=one.property.color, shortcut=one.property.shortcut)
        for one in given
    ]


def label_change(name: str, wanted: label_bodies.LabelProperty) -> LabelChange:
    return LabelChange(
        name=name, color=wanted.color, shortcut=wanted.shortcut, rename_to=wanted.rename_to
    )


def label_body(label: Label) -> label_bodies.LabelBody:
    return label_bodies.LabelBody(
        name=label.name, property=_label_property(label), sample_count=label.sample_count
    )


def stats_body(stats: Stats) -> label_bodies.StatsAnswer:
    return label_bodies.StatsAnswer(
        label_stats=label_stats(stats.labels),
        sample_stats=label_bodies.SampleStats(
            un_annotation=stats.unlabeled,
            manual_annotation=stats.labeled,
            all=stats.total,
            total=stats.total,
            deleted=stats.deleted,
        ),
        key_sample_stats=label_bodies.KeySampleStats(
            total=stats.total, key_sample=stats.hard, non_key_sample=stats.total - stats.hard
        ),
        data_spliting_enable=stats.labeled > 1,
    )


def label_stats(given: Sequence[Label]) -> list[label_bodies.LabelStats]:
    return [
        label_bodies.LabelStats(
            name=label.name,
            property=_label_property(label),
            count=label.sample_count,
            sample_count=label.sample_count,
        )
        for label in given
    ]


def batch_answer(problems: Sequence[str | None]) -> label_bodies.BatchAnswer:
    """One result for each problem, None being a success."""
    results = [
        label_bodies.BatchResult(
            success=problem is None,
            error_code=None if problem is None else Conflict.code,
            error_msg=problem,
        )
        for problem in problems
    ]
    return label_bodies.BatchAnswer(success=all(one.success for one in results), results=results)


def _label_property(label: Label) -> label_bodies.LabelProperty:
    return label_bodies.LabelProperty(color=label.color, shortcut=label.shortcut)
