"""robustness.md, hostile input: the user's metric expression (catastrophic backtracking)."""

from __future__ import annotations

import pytest

from .conftest import Target
from .requests import JOBS, job

TRY = "/v2/default/training-job-metric-tests"
CATASTROPHES = [r"loss=(\d+\.?\d*)+\s*$", r"^(a+)+$", r"(x+x+)+y", r"(.*)*=(\d+)"]
REFUSED = [r"(?<=loss=)(\d+)", r"(\w)\1", "(", r"[z-a]", "(?P<n>a){1000000}", "a" * 100_000]


@pytest.mark.parametrize("expression", CATASTROPHES)
def test_robustness_expressions_run_in_linear_time(target: Target, expression: str) -> None:
    """robustness.md: google-re2; the server is not frozen, nor any of its threads."""
    text = "loss=" + "1" * 2_000 + "a" * 2_000 + "x" * 2_000 + "!"

    rules = [{"name": "loss", "regex": expression}]
    answer = target.ask("POST", TRY, {"rules": rules, "text": text})

    assert answer.status == 200, answer.body
    target.assert_well()


@pytest.mark.parametrize("expression", REFUSED)
def test_robustness_what_cannot_be_expressed_is_said(target: Target, expression: str) -> None:
    """robustness.md: with a clear message for what it cannot express."""
    answer = target.ask("POST", JOBS, job(metrics=[{"name": "loss", "regex": expression}]))

    target.assert_refused(answer, "algorithm.metrics")
