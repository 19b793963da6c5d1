"""Talks to the courier: a child of the platform that moves objects of stores with credentials.

It is told what to do by `launch.json`, and answers a JSON object per line: progress, a file that
has arrived, a fault, and in the end `{"end": true}`. It ends when its standard input does, so it
never outlives the supervisor.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from .inputs import InputError, Progress
from .launch import Launch, is_remote

_ENDED = "the platform's helper ended before it was done; look at the supervisor's log"
_END_S = 5.0


class Sent(NamedTuple):
    """What the courier has delivered, and what it could not."""

    files: list[list[Any]]
    faults: list[str]


def has_remote_inputs(launch: Launch) -> bool:
    """Whether any input is to be brought by the courier."""
    sources = [one.source for one in launch.inputs]
    return any(map(is_remote, sources)) or any(
        is_remote(file.source) for one in launch.inputs for file in one.files
    )


def fetch_remote(launch: Launch, run_dir: Path, progress: Progress) -> None:
    """Bring every input that lies in a store with credentials. Raises InputError."""
    for told in _converse(launch, run_dir, ["fetch"], progress):
        if "fault" in told:
            raise InputError(str(told["fault"]))


def send_remote(
    launch: Launch, run_dir: Path, well: bool, progress: Progress, arrived: Callable[[Any], None]
) -> Sent:
    """Send every output that goes to such a store; `arrived` is told each file at once."""
    sent = Sent([], [])
    words = ["deliver", "well" if well else "ill"]
    try:
        for told in _converse(launch, run_dir, words, progress):
            if "delivered" in told:
                sent.files.append(told["delivered"])
                arrived(told["delivered"])
            elif "fault" in told:
                sent.faults.append(str(told["fault"]))
    except InputError as error:
        sent.faults.append(f"The outputs could not be saved: {error}.")
    return sent


def _converse(
    launch: Launch, run_dir: Path, words: list[str], progress: Progress
) -> Iterator[dict[str, Any]]:
    if launch.courier is None:
        raise InputError("nobody was named who can reach its store")
    process = subprocess.Popen(
        [*launch.courier.argv, str(run_dir), *words],
        env={**launch.courier.env, "MODELARTS_RUN": launch.run},
        cwd="/",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        yield from _lines(process, progress)
    finally:
        _end(process)


def _lines(process: subprocess.Popen[bytes], progress: Progress) -> Iterator[dict[str, Any]]:
    done, total, moved = progress.done, progress.total, progress.bytes
    for line in process.stdout or ():
        told: dict[str, Any] = json.loads(line)
        if "done" in told:
            progress.at(done + told["done"], total + told["total"], moved + told["bytes"])
        elif "end" in told:
            return
        else:
            yield told
    raise InputError(_ENDED)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(_END_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
