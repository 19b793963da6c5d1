"""`python -m tests.faults.crashing ACTION FOLDER`: one action, killed before its n-th write.

For n = 1, 2, ... a copy of the same state is taken, the action is done on it in a forked process
that kills itself (SIGKILL) just before its n-th write: a statement that changes the database, a
commit, a file opened for writing, an fsync, a rename, a directory made, a name removed. Then others
look at what is there, do what follows (the same again, or a way back), and look once more. It ends
with the first n that the action does not reach. One JSON line for each n.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from jupyter_modelarts.compose import Platform, compose
from tests.faults.actions import ACTIONS

NAMES = {
    *("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink"),
    *("os.truncate", "shutil.rmtree"),
}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


class Round(NamedTuple):
    """What one n showed."""

    killed: bool
    before: Any
    after_crash: Any
    afterwards: Any


def main() -> None:
    """Until the action comes to its end."""
    action, folder = ACTIONS[sys.argv[1]], Path(sys.argv[2])
    compose(folder / "first").close()  # what is imported once need not be in every process
    pristine = folder / "pristine"
    _apart(pristine, action.prepare)
    before = _apart(pristine, action.look)
    for moment in count(1):
        place = folder / str(moment)
        shutil.copytree(pristine, place, symlinks=True, copy_function=_copy)
        killed = _killed_before(moment, place, action.do)
        after_crash = _apart(place, action.look)
        _apart(place, action.then)
        found = Round(killed, before, after_crash, _apart(place, action.look))
        sys.stdout.write(json.dumps(found._asdict()) + "\n")
        shutil.rmtree(place)
        if not killed:
            return


def _copy(source: str, target: str) -> None:
    """Objects are the same files: they are never written in place, and their etags count inodes."""
    if "/objects/" in source:
        os.link(source, target)
    else:
        shutil.copy2(source, target)


def _apart(place: Path, call: Callable[[Platform], Any]) -> Any:
    """The answer of `call`, made in a process that comes and goes."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, json.dumps(_on(place, call)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        text = answer.read()
    _, status = os.waitpid(child, 0)
    assert status == 0, f"{call.__qualname__} failed on {place.name}"
    return json.loads(text)


def _killed_before(moment: int, place: Path, call: Callable[[Platform], Any]) -> bool:
    child = os.fork()
    if child == 0:
        platform = _open(place)
        _watch(moment)
        call(platform)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert status == 0 or os.WTERMSIG(status) == signal.SIGKILL
    return status != 0


def _on(place: Path, call: Callable[[Platform], Any]) -> Any:
    platform = _open(place)
    try:
        return call(platform)
    finally:
        platform.close()


def _open(place: Path) -> Platform:
    platform = compose(place)
    platform.workloads.kick = lambda: None  # what is queued stays queued
    return platform


def _watch(moment: int) -> None:
    """Die just before the write number `moment`."""
    left = moment

    def step() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def audit(name: str, given: tuple[Any, ...]) -> None:
        if name in NAMES or (name == "open" and isinstance(given[2], int) and given[2] & WRITING):
            step()

    def statement(_c: object, _k: object, text: str, *_rest: object) -> None:
        if not text.lstrip().upper().startswith("SELECT"):
            step()

    sync = os.fsync

    def fsync(descriptor: int) -> None:
        step()
        sync(descriptor)

    sys.addaudithook(audit)
    os.fsync = fsync  # type: ignore[assignment]  # only in this process, which is about to die
    sa.event.listen(sa.Engine, "before_cursor_execute", statement)
    sa.event.listen(sa.Engine, "commit", lambda _connection: step())


if __name__ == "__main__":
    main()
