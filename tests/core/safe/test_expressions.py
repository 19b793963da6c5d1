"""Robustness row: the user's metric expression (catastrophic backtracking)."""

from __future__ import annotations

import pytest

from jupyter_modelarts.core.errors import InvalidInput
from jupyter_modelarts.core.safe.expressions import MAX_LINE, compile_metric


@pytest.mark.parametrize(
    ("pattern", "line", "value"),
    [
        (r"loss=([0-9.]+)", "step 3 loss=0.25 acc=0.9", 0.25),
        (r"(train|val) loss: (?P<value>\S+)", "val loss: 1.5e-3", 0.0015),
        (r"(?<value>-?\d+)", "at -7", -7.0),
        (r"准确率[::](\d+\.\d+)", "准确率:0.97", 0.97),
        (r"acc (.*)", "acc  .5 ", 0.5),
        (r"a(b)?", "a", None),
        (r"loss=(\S+)", "loss=nan", None),
        (r"loss=(\S+)", "loss=inf", None),
        (r"loss=(\S+)", "loss=1e999", None),
        (r"loss=(\S+)", "loss=1_000", None),
        (r"loss=(\S+)", "loss=", None),
        (r"loss=(\S+)", "nothing here", None),
    ],
)
def test_the_group_is_the_value(pattern: str, line: str, value: float | None) -> None:
    assert compile_metric(pattern).find(line) == value


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        (r"(a)\1", "backreferences"),
        (r"(?=a)(b)", "lookahead"),
        (r"(?<!a)(b)", "lookbehind"),
        (r"(?>a)(b)", "atomic"),
        (r"loss=\d+", "no group"),
        (r"(", "missing"),
        (r"((a{100}){100}){100}", "repetition"),
        ("", "empty"),
        ("(" + "a" * 2000 + ")", "1000 is the most"),
        ("(\ud800)", "Unicode"),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_reason(pattern: str, reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason):
        compile_metric(pattern)


def test_an_expression_that_freezes_python_is_quick() -> None:
    """Python's `re` needs hours for this; a frozen test is how it would fail."""
    expression = compile_metric(r"loss=(\d+\.?\d*)+\s*$")
    assert expression.find("loss=" + "1" * 5000 + "x") is None


def test_only_the_beginning_of_an_endless_line_is_searched() -> None:
    expression = compile_metric(r"loss=(\d+)")
    assert expression.find("x" * MAX_LINE + "loss=1") is None
    assert expression.find("loss=1" + "x" * MAX_LINE) == 1.0
