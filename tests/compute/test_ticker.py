"""The server's pulse: what ends is noticed at once, not at the next tick."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jupyter_modelarts.compute import Launcher, WorkloadManager, ticker
from jupyter_modelarts.compute.schemas import State
from jupyter_modelarts.compute.ticker import Ticker
from jupyter_modelarts.core.db import Database

from .harness import until
from .test_workloads import script, submit

NEVER_S = 3600.0


@pytest.fixture
def pulse(workloads: WorkloadManager, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ticker]:
    """A ticker that would tick again in an hour, with supervisors that tell nobody."""
    monkeypatch.setattr(ticker, "BUSY_S", NEVER_S)
    monkeypatch.setattr(Launcher, "platform_argv", lambda self, *command: ["true"])
    made = Ticker(workloads, busy=lambda: None)
    monkeypatch.setattr(workloads, "kick", made.kick)
    monkeypatch.setattr(ticker, "IDLE_S", 2 * NEVER_S)
    made.start()
    yield made
    made.stop()


def test_the_end_of_a_job_is_noticed_and_the_next_one_begins(
    db: Database, workloads: WorkloadManager, pulse: Ticker
) -> None:
    whole = {"cpu": workloads.pools()[0].cpu, "memory_mb": 100}
    jobs = [submit(db, workloads, script("print(1)", resources=whole)) for _ in range(3)]

    until(lambda: all(workloads.get(one.id).ended_at for one in jobs), "the queue to empty")

    assert [workloads.get(one.id).state for one in jobs] == [State.SUCCEEDED] * 3
