"""robustness.md, faults: kill -9 of the Jupyter server while labels are saved.

200 kills at random moments. 188 of them hit a process that saves labels from four threads through
the dataset's manager as the server does (`saver.py`), which comes back in milliseconds; 12 hit a
whole Jupyter server, to which four clients save labels over HTTP and repeat, with its key, the
request whose answer they never got. After each kill the database is sound and holds every
acknowledged label once, with its revision. The negative control promises before it commits.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from jupyter_modelarts.compose import compose
from jupyter_modelarts.datasets import DatasetManager
from jupyter_modelarts.datasets.schemas import NewDataset, NewLabel
from jupyter_modelarts.obs import Objects
from tests.datasets.conftest import INPUT, OUTPUT, put_images

from .label_clients import Clients
from .ledger import Ledger, Save
from .saver import LABELS

pytestmark = pytest.mark.faults

PROCESS_KILLS, SERVER_KILLS, CONTROL_KILLS = 188, 12, 20
IMAGES = 40
SEED = 20_261_121
READY_S = 10.0
"""Of the server's own processor time: what else the machine does is not counted."""


def test_robustness_no_acknowledged_label_is_lost_or_doubled(state_dir: Path) -> None:
    """robustness.md, faults: kill -9 while labels are saved (the manager's process)."""
    dataset_id = _dataset(state_dir)
    ledger, moments = Ledger(), random.Random(SEED)

    with _saver(state_dir, dataset_id) as saver:
        for number in range(PROCESS_KILLS):
            _kill_once(saver, ledger, moments)
            assert ledger.problems(state_dir / "modelarts.db") == [], f"kill {number}"

    assert ledger.promises > 4 * PROCESS_KILLS


def test_a_promise_before_the_commit_is_noticed(state_dir: Path) -> None:
    """The negative control: the same harness finds the loss that it is there to find."""
    dataset_id = _dataset(state_dir)
    ledger, moments = Ledger(), random.Random(SEED)

    problems: list[str] = []
    with _saver(state_dir, dataset_id, "--promise-early") as saver:
        for _ in range(CONTROL_KILLS):
            _kill_once(saver, ledger, moments)
            problems += ledger.problems(state_dir / "modelarts.db")

    assert any("promised" in problem for problem in problems)
    assert not any("integrity" in problem for problem in problems)


def test_robustness_the_server_is_killed_while_clients_save(tmp_path: Path) -> None:
    """robustness.md, faults: kill -9 of the server; ready again in 10 s, retries count once."""
    state_dir = tmp_path / "state"
    dataset_id = _dataset(state_dir)
    clients, moments = Clients(tmp_path, dataset_id, LABELS), random.Random(SEED)

    for number in range(SERVER_KILLS):
        with clients.server() as server:
            clients.look(server)
            assert server.worked_s() < READY_S, f"start {number}"
            clients.save_until_killed(server, moments.uniform(0.02, 0.4))
        wrong = clients.ledger.problems(state_dir / "modelarts.db")
        assert wrong == [], f"kill {number}"
        assert clients.surprises == []

    assert clients.ledger.promises > SERVER_KILLS
    assert clients.repeated > 0


def _dataset(state_dir: Path) -> str:
    """Images without a label, and five labels to give them."""
    platform = compose(state_dir)
    platform.workloads.kick = lambda: None
    datasets = platform.managers.get(DatasetManager)
    put_images(platform.managers.get(Objects), [f"{number}.png" for number in range(IMAGES)])
    dataset, task = datasets.create(
        NewDataset(
            name="saves",
            input_path=INPUT,
            work_path=OUTPUT,
            labels=[NewLabel(name=label) for label in LABELS],
        )
    )
    datasets.run_import(task.id)
    assert task.workload_id is not None
    platform.workloads.stop(task.workload_id)
    platform.workloads.reconcile()
    platform.close()
    return dataset.id


@contextmanager
def _saver(state_dir: Path, dataset_id: str, *options: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.faults.saver", str(state_dir), dataset_id, *options]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()
    assert process.returncode == 0


def _kill_once(saver: subprocess.Popen[str], ledger: Ledger, moments: random.Random) -> None:
    assert saver.stdin is not None
    assert saver.stdout is not None
    saver.stdin.write("go\n")
    saver.stdin.flush()
    _, number = saver.stdout.readline().split()
    _read(saver.stdout, ledger, moments.randrange(1, 40))
    time.sleep(moments.uniform(0, 0.005))
    os.kill(int(number), signal.SIGKILL)
    _read(saver.stdout, ledger, None)


def _read(lines: IO[str], ledger: Ledger, limit: int | None) -> None:
    """Take down so many lines, or all until the process is gone."""
    taken = 0
    while limit is None or taken < limit:
        word, *rest = lines.readline().split()
        if word == "over":
            return
        sample, revision, label = rest
        note = ledger.ask if word == "ask" else ledger.promise
        note(sample, Save(int(revision), label))
        taken += 1
