"""The load generator: every answer is counted, whatever its pieces, and failures are."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.load import http_post, measured, press
from tests.runtime.replicas import package, serving


def test_answers_and_failures_are_counted(tmp_path: Path) -> None:
    with serving(package(tmp_path)) as replica:
        good = press(str(replica.place), http_post("/", b"[" + b"1," * 100_000 + b"1]"), 3, 0.05)
        bad = press(str(replica.place), http_post("/", b"{"), 2, 0.05)

    assert good.requests > 0
    assert good.failures == 0
    assert good.p50_ms <= good.p99_ms
    assert bad.failures == bad.requests > 0


def test_it_runs_in_a_process_of_its_own_and_refuses_failures(tmp_path: Path) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    good.write_bytes(http_post("/", b"1"))
    bad.write_bytes(http_post("/", b"{"))
    with serving(package(tmp_path)) as replica:
        load = measured(str(replica.place), good, 2, 0.05)
        with pytest.raises(RuntimeError, match="failed"):
            measured(str(replica.place), bad, 2, 0.05)

    assert load.rps > 0
