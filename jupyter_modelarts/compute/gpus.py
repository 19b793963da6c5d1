"""Which GPUs a task gets: each belongs to one task at a time, and who asked for none sees none.

What was given away is read from the launch files of those that run: nothing else has to agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..core.errors import Unavailable
from .machine import VISIBLE, usable_gpus, visible
from .runners.attempt import Launch, read_file

ORDER = "CUDA_DEVICE_ORDER"


def share_out(each: int, tasks: int, busy: Iterable[Path]) -> list[list[str]]:
    """For each task its GPUs, none of which a task in the run directories `busy` has.

    Raises Unavailable where there are fewer than were counted when the server started.
    """
    held = {name for run_dir in busy for name in given(run_dir)}
    free = [name for name in usable_gpus() if name not in held]
    if len(free) < each * tasks:
        raise Unavailable(
            f"It needs {each * tasks} GPUs, and only {len(free)} are there and free: look at "
            "nvidia-smi, restart JupyterLab, which counts them again, and run this again."
        )
    return [free[task * each : (task + 1) * each] for task in range(tasks)]


def given(run_dir: Path) -> list[str]:
    """The GPUs of a task that was launched."""
    launch = read_file(run_dir / "launch.json", Launch)
    return visible(launch.env.get(VISIBLE, "")) if launch else []


def environment_of(gpus: Iterable[str]) -> dict[str, str]:
    """What a process is told of its GPUs; numbered as nvidia-smi does."""
    return {VISIBLE: ",".join(gpus), ORDER: "PCI_BUS_ID"}
