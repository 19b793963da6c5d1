"""Expressions tried on a line that the user typed."""

from __future__ import annotations

import pytest

from jupyter_modelarts.core.errors import InvalidInput
from jupyter_modelarts.training.schemas import MetricRule
from jupyter_modelarts.training.trying import MAX_TEXT, try_rules


def test_a_rule_finds_its_values_line_by_line() -> None:
    rule = MetricRule(name="cost", regex=r"cost=([0-9.]+)")
    (trial,) = try_rules([rule], "cost=0.5\ncost=0.25\nnothing")
    assert trial.values == [0.5, 0.25]
    assert trial.problem is None


def test_a_rule_that_cannot_be_used_says_why_and_spoils_no_other() -> None:
    rules = [
        MetricRule(name="bad", regex=r"(?<=cost=)\d+"),
        MetricRule(name="good", regex=r"cost=(\d+)"),
    ]
    bad, good = try_rules(rules, "cost=3")
    assert bad.problem
    assert "lookbehind" in bad.problem
    assert good.values == [3.0]


def test_without_rules_only_the_well_known_names_that_stand_there_answer() -> None:
    trials = try_rules(None, "epoch 1: loss=0.3 val_accuracy: 0.9")
    assert {trial.name: trial.values for trial in trials} == {"loss": [0.3], "val_accuracy": [0.9]}


def test_robustness_metric_expression_backtracking_is_tried_in_linear_time() -> None:
    rule = MetricRule(name="loss", regex=r"loss=(\d+\.?\d*)+\s*$")
    (trial,) = try_rules([rule], "loss=" + "1" * 5_000 + "x")
    assert trial.values == []


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(InvalidInput, match="characters"):
        try_rules(None, "x" * (MAX_TEXT + 1))
