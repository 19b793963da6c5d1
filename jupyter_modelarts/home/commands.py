"""`jupyter modelarts sample-data`, and the work behind it."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Sequence
from types import FrameType
from typing import Any

from ..core.commands import Context, Work, add_command
from ..core.managers import Managers
from .manager import HomeManager
from .sample_data import WORK
from .schemas import SampleDataBody, SampleState

LOOK_S = 0.3


def add_commands(commands: Any) -> None:
    """Add this slice's commands."""
    add_command(
        commands,
        "sample-data",
        _sample_data,
        help="make the digits dataset, to label and to train on, and wait for it",
        arguments={},
    )


def follow(context: Context, home: HomeManager) -> SampleDataBody:
    """Say what is being done until the sample data is there, or is not to be had."""
    told = ""
    while True:
        home.reconcile()
        found = home.sample_data()
        if found.state is not SampleState.RUNNING:
            return found
        line = _line(found)
        if line != told:
            context.say(line)
            told = line
        time.sleep(LOOK_S)


def _line(found: SampleDataBody) -> str:
    progress = found.progress
    if progress is None:
        return "queued"
    counted = f" {progress.done} of {progress.total}" if progress.total else ""
    return f"{progress.phase}{counted}"


def _sample_data(context: Context, _arguments: argparse.Namespace) -> int:
    home = context.manager(HomeManager)
    home.make_sample_data()
    found = follow(context, home)
    context.show(found)
    return 0 if found.state is SampleState.READY else 1


def _work(managers: Managers, arguments: Sequence[str]) -> None:
    signal.signal(signal.SIGTERM, _leave)
    workload_id, *work_dir = arguments
    managers.get(HomeManager).run_sample_data(workload_id, work_dir[0] if work_dir else None)


def _leave(_number: int, _frame: FrameType | None) -> None:
    """Unwind, so that what this work began is stopped with it."""
    sys.exit(128 + signal.SIGTERM)


WORKS: dict[str, Work] = {WORK: _work}
