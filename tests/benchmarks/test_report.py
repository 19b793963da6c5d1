"""How benchmarks report: medians and percentiles, in turn, one JSON line at the end."""

from __future__ import annotations

import json

import pytest

from benchmarks.report import Figure, in_turn, machine, median, percentile, print_report


def test_the_last_line_is_one_json_object_with_the_figures(
    capsys: pytest.CaptureFixture[str],
) -> None:
    figures = {
        "fast_ms": Figure(1.23456789, "ms", "< 5"),
        "peer_ms": Figure(None, "ms", note="it could not be installed"),
    }

    print_report("example", figures)

    lines = capsys.readouterr().out.splitlines()
    assert json.loads(lines[-1]) == {
        "bench": "example",
        "machine": machine(),
        "figures": {"fast_ms": 1.2346, "peer_ms": None},
    }
    assert lines[0].split() == ["fast_ms", "1.235", "ms", "(target", "<", "5)"]
    assert lines[1].endswith("it could not be installed")


def test_ours_and_the_peer_are_measured_in_turn_after_one_of_each() -> None:
    calls: list[str] = []

    def ours() -> float:
        calls.append("A")
        return len(calls)

    def peer() -> float:
        calls.append("B")
        return -len(calls)

    measured = in_turn(ours, peer, pairs=2)

    assert calls == ["A", "B"] * 3
    assert measured == ([3.0, 5.0], [-4.0, -6.0])


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1.0), (0.5, 3.0), (0.95, 5.0), (1.0, 5.0)])
def test_percentiles_are_values_that_were_measured(share: float, expected: float) -> None:
    assert percentile([5.0, 1.0, 4.0, 2.0, 3.0], share) == expected


def test_the_median_of_an_even_number_lies_between() -> None:
    assert median([4.0, 1.0, 2.0, 3.0]) == 2.5
