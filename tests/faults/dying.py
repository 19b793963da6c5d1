"""Does one long work of datasets, and dies of SIGKILL at its n-th durable step.

    python -m tests.faults.dying STATE_DIR WORK TASK_ID N

A step is a commit, a rename or an fsync; N counts from 1. Without dying it exits with 0.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from jupyter_modelarts.compose import compose
from jupyter_modelarts.datasets import DatasetManager, importing

BATCH = 4


class Death:
    """Counts steps and ends the process at one of them, before the step is done."""

    def __init__(self, at: int) -> None:
        self._left = at

    def step(self, *_: object) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def before(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def stepping(*args: Any, **kwargs: Any) -> Any:
            self.step()
            return function(*args, **kwargs)

        return stepping


def main(state_dir: str, work: str, task_id: str, at: str) -> None:
    platform = compose(Path(state_dir))
    importing._FIRST_BATCH = importing._LARGEST = importing._SMALLEST = BATCH
    death = Death(int(at))
    for name in ("fsync", "rename", "replace"):
        setattr(os, name, death.before(getattr(os, name)))
    sa.event.listen(sa.Engine, "commit", death.step)
    datasets = platform.managers.get(DatasetManager)
    if work == "import":
        datasets.run_import(task_id)
    else:
        datasets.run_publish(task_id)
    platform.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
