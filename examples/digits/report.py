"""How well a model did on images whose truth it never saw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Prediction:
    """One image: what it shows, what the model says, and how sure it is."""

    name: str
    truth: str
    label: str
    probability: float


def joined(
    truth: Mapping[str, str], predictions: Mapping[str, Mapping[str, object]]
) -> list[Prediction]:
    """Predictions beside the truth, by the name of the image."""
    return [
        Prediction(
            name,
            truth[name],
            str(predictions[name]["label"]),
            float(str(predictions[name]["probability"])),
        )
        for name in sorted(truth)
        if name in predictions
    ]


def accuracy(predictions: Sequence[Prediction]) -> float:
    """The share of images that were recognised."""
    right = sum(one.truth == one.label for one in predictions)
    return right / len(predictions)


def confusion_matrix(predictions: Sequence[Prediction]) -> str:
    """A table: a row for each truth, a column for each answer."""
    labels = sorted({one.truth for one in predictions} | {one.label for one in predictions})
    rows = [[sum(_is(one, t, p) for one in predictions) for p in labels] for t in labels]
    lines = ["truth \\ predicted  " + "".join(f"{label:>4}" for label in labels)]
    for label, row in zip(labels, rows, strict=True):
        lines.append(f"{label:>16}  " + "".join(f"{count or '.':>4}" for count in row))
    return "\n".join(lines)


def ten_predictions(predictions: Sequence[Prediction]) -> str:
    """Five mistakes, where there are so many, and as many others as make ten."""
    wrong = [one for one in predictions if one.truth != one.label][:5]
    right = [one for one in predictions if one.truth == one.label][: 10 - len(wrong)]
    lines = [f"{'image':<10}{'truth':>6}{'predicted':>11}{'sure':>7}"]
    for one in [*right, *wrong]:
        mark = "" if one.truth == one.label else "   wrong"
        shown = f"{one.name:<10}{one.truth:>6}{one.label:>11}{one.probability:>7.0%}"
        lines.append(shown + mark)
    return "\n".join(lines)


def _is(one: Prediction, truth: str, label: str) -> bool:
    return one.truth == truth and one.label == label
