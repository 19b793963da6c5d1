"""Which printed lines are metrics."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_modelarts.training.readings import MAX_LINE, find_points, numbered, read_lines
from jupyter_modelarts.training.rules import DEFAULT_RULES, Matcher, step_of
from jupyter_modelarts.training.sampling import thinned
from jupyter_modelarts.training.schemas import MetricRule, Point

DEFAULT = Matcher(DEFAULT_RULES)


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("epoch=3 loss=0.25 accuracy=0.91", {"loss": 0.25, "accuracy": 0.91}),
        ("Epoch 1/10 - loss: 1.5e-3 - val_loss: .7", {"loss": 0.0015, "val_loss": 0.7}),
        ("Train Loss: 2 | Valid_Acc: 93.5", {"loss": 2, "val_accuracy": 93.5}),
        ("Final test accuracy: 0.5", {"accuracy": 0.5}),
        ('{"f1": 0.5, "recall": 0.25}', {"f1": 0.5, "recall": 0.25}),
        ("test_accuracy = 0.98", {"test_accuracy": 0.98}),
        ("RMSE=1 MSE=2", {"rmse": 1, "mse": 2}),
        ("loss=nan accuracy=inf", {}),
        ("glossy=3 xloss=2 my.loss=1 the loss is 5", {}),
        ("learning_rate=0.1 batch=32", {}),
    ],
)
def test_well_known_names_are_found(line: str, values: dict[str, float]) -> None:
    assert dict(DEFAULT.find(line)) == values


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("epoch 3: loss=1", 3),
        ("Epoch [12/20]", 12),
        ("step=7", 7),
        ("Iter #5", 5),
        ("loss=1", None),
    ],
)
def test_the_step_is_the_one_printed(line: str, step: int | None) -> None:
    assert step_of(line) == step


def test_the_expression_that_freezes_others_is_quick_here() -> None:
    """Robustness, the user's metric expression: no timing, it would not end."""
    matcher = Matcher([MetricRule(name="loss", regex=r"loss=(\d+\.?\d*)+\s*$")])
    assert matcher.find("loss=" + "1" * 5000 + "x") == []


def test_points_without_a_step_are_counted_on() -> None:
    found = find_points(DEFAULT, ["loss=3", "loss=2", "epoch 9 loss=1", "no number"])
    assert numbered(found["loss"], before=10) == [
        Point(step=11, value=3),
        Point(step=12, value=2),
        Point(step=9, value=1),
    ]


def test_a_line_without_end_is_carried_but_not_for_ever() -> None:
    """Robustness, log flood without newline: memory stays flat."""
    lines, carry = read_lines("", "x" * 5 * MAX_LINE, ended=False)
    assert (lines, len(carry)) == ([], MAX_LINE)


@given(st.lists(st.text("ab\r\n", max_size=8), max_size=6))
def test_lines_do_not_depend_on_where_a_log_is_cut(pieces: list[str]) -> None:
    """But for empty ones: a cut between \\r and \\n leaves one, in which nothing is found."""
    whole, _ = read_lines("", "".join(pieces), ended=True)
    lines: list[str] = []
    carry = ""
    for number, piece in enumerate(pieces):
        found, carry = read_lines(carry, piece, ended=number == len(pieces) - 1)
        lines += found
    assert [line for line in lines if line] == [line for line in whole if line]


@given(
    st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=300),
    st.integers(2, 50),
)
def test_a_thinned_curve_keeps_its_ends_and_is_short(values: list[float], limit: int) -> None:
    points = [Point(step=step, value=value) for step, value in enumerate(values)]
    kept = thinned(points, limit)
    assert len(kept) <= max(limit, 2)
    assert [point for point in points if point in kept] == kept
    assert kept[:1] == points[:1]
    assert kept[-1:] == points[-1:]


def test_a_thinned_curve_keeps_its_spikes() -> None:
    points = [Point(step=n, value=99.0 if n == 637 else n % 3) for n in range(1000)]
    assert 99.0 in [point.value for point in thinned(points, 20)]
