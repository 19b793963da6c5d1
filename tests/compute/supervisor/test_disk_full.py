"""A full disk is said, and nothing is called a success that is not one."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from jupyter_modelarts.compute.runners import write_launch
from jupyter_modelarts.compute.schemas import Phase, State

from ..harness import Bench, python

FILL = """
import os
print('begun', flush=True)
with open('filler', 'wb', buffering=0) as file:
    try:
        while True: file.write(b'x' * 512)
    except OSError:
        print('full', flush=True)
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 2 MB."""
    path = tmp_path / "disk"
    path.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(path)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small disk needs the right to mount one")
    try:
        yield path
    finally:
        subprocess.run(["umount", "-l", str(path)], check=True)


def test_a_command_that_fills_the_disk_ends_with_an_outcome(
    small_disk: Path, attempts: Bench
) -> None:
    attempts.root = small_disk
    output = {"name": "o", "directory": "work", "target": {"directory": str(small_disk / "t")}}
    attempt = attempts.begin(python(FILL), outputs=[output])

    outcome = attempt.end()
    resumable = attempt.observe().resumable
    (attempt.run_dir / "work" / "filler").write_bytes(b"small")
    attempt.runner.resume_outputs(attempt.run_dir, attempt.runner.prepare(attempt.run_dir))

    assert (outcome.state, outcome.phase) == (State.FAILED, Phase.OUTPUTS)
    assert "No space left on device" in outcome.message
    assert resumable
    assert attempt.end().state is State.SUCCEEDED
    assert (small_disk / "t" / "filler").read_bytes() == b"small"


def test_nothing_is_run_where_nothing_can_be_written(small_disk: Path, attempts: Bench) -> None:
    attempts.root = small_disk
    mark = small_disk.parent / "ran"
    attempt = attempts.attempt(["/usr/bin/touch", str(mark)])
    attempt.run_dir.mkdir()
    lock = attempt.runner.prepare(attempt.run_dir)
    write_launch(attempt.run_dir, attempt.launch)
    _fill(small_disk / "filler")

    attempt.runner.launch(attempt.run_dir, lock)
    seen = attempt.until_dead()

    assert (seen.started, seen.outcome) == (None, None)
    assert not mark.exists()
    (small_disk / "filler").unlink()
    assert attempt.begin().end().state is State.SUCCEEDED
    assert mark.exists()


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as filler, contextlib.suppress(OSError):
        while True:
            filler.write(b"x" * 512)
