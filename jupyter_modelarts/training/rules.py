"""The expressions used where a job names none, and what step a line belongs to.

A line counts where a well-known name stands before `=` or `:` and a number: `epoch 3: loss=0.21
val_accuracy: 0.93` gives two values at step 3. Only `_` or `-` makes `val` a part of the name: in
`Validation accuracy: 0.93` it is a word before it.
"""

from __future__ import annotations

import re

from ..core.safe.expressions import MetricExpression, compile_metric
from .schemas import MetricRule, Mode

_HIGHER = (
    ("accuracy", "(?:accuracy|acc)"),
    ("precision", "precision"),
    ("recall", "recall"),
    ("f1", "f1(?:[_ -]?score)?"),
    ("auc", "(?:roc_)?auc"),
    ("r2", "r2"),
)
_LOWER = (
    ("loss", "loss"),
    ("error", "error"),
    ("mse", "mse"),
    ("rmse", "rmse"),
    ("mae", "mae"),
)
_BEFORE = r"(?i)(?:^|[^\w.-])"
_NUMBER = r"[\"']?\s*[=:]\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)"
_STEP = re.compile(r"\b(?:epoch|step|iteration|iter)\b\s*[=:#]?\s*\[?\s*(\d{1,12})", re.IGNORECASE)
_STEP_SEARCHED = 200


def _rules() -> list[MetricRule]:
    found = []
    for prefix, before in (
        ("", "(?:train(?:ing)?[_ -])?"),
        ("val_", "(?:val(?:id(?:ation)?)?|eval)[_-]"),
    ):
        for mode, names in ((Mode.MAX, _HIGHER), (Mode.MIN, _LOWER)):
            for name, spelled in names:
                regex = f"{_BEFORE}{before}{spelled}{_NUMBER}"
                found.append(MetricRule(name=prefix + name, regex=regex, mode=mode))
    test = "(?:test|held[_-]?out)[_-]"
    accuracy = f"{_BEFORE}{test}{_HIGHER[0][1]}{_NUMBER}"
    found.append(MetricRule(name="test_accuracy", regex=accuracy, mode=Mode.MAX))
    return found


DEFAULT_RULES = _rules()


class Matcher:
    """Finds the metrics of a line."""

    def __init__(self, rules: list[MetricRule]) -> None:
        self._expressions: list[tuple[str, MetricExpression]] = [
            (rule.name, compile_metric(rule.regex)) for rule in rules
        ]

    def find(self, line: str) -> list[tuple[str, float]]:
        """The names and values in a line; a number that is not finite is no value."""
        found = ((name, expression.find(line)) for name, expression in self._expressions)
        return [(name, value) for name, value in found if value is not None]


def step_of(line: str) -> int | None:
    """The epoch, step or iteration that stands in the line."""
    found = _STEP.search(line[:_STEP_SEARCHED])
    return int(found[1]) if found else None
