"""Where work on folders is kept: below the state directory, a record each.

`<id>.json` is written before the first object is touched; `<id>.lock` is held by whoever works on
it, and `<id>.stop` asks for its end. So any process sees how far it is, and stops it.
"""

from __future__ import annotations

import fcntl
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..core.errors import NotFound
from ..core.safe.writing import atomic_write, storage_errors
from .task_schemas import FolderTask, TaskState

NOTED_S = 1.0
_ID = re.compile(r"[0-9a-f]{32}")
_KINDS = ("json", "stop", "lock")


class TaskRecords:
    """The records of a state directory; in the process that works, as new as the work."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._worked_on: dict[str, FolderTask] = {}

    def write(self, task: FolderTask) -> None:
        """Keep it, durably."""
        with storage_errors():
            self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        text = task.model_dump_json().encode()
        atomic_write(self._path(task.id, "json"), text, permissions=0o600)

    def read(self, task_id: str) -> FolderTask:
        """Raises `NotFound`."""
        return self._worked_on.get(task_id) or self._kept(task_id)

    def all(self) -> list[FolderTask]:
        """The latest first."""
        found = []
        for path in sorted(self._root.glob("*.json"), reverse=True):
            with suppress(NotFound):  # forgotten meanwhile
                found.append(self.read(path.stem))
        return found

    def remove(self, task_id: str) -> None:
        """Forget it."""
        for kind in _KINDS:
            self._path(task_id, kind).unlink(missing_ok=True)

    def ask_to_stop(self, task_id: str) -> None:
        """Whoever works on it ends before the next object."""
        with storage_errors():
            self._path(task_id, "stop").touch()

    def is_to_stop(self, task_id: str) -> bool:
        return self._path(task_id, "stop").exists()

    def begin_again(self, task: FolderTask) -> FolderTask:
        """It is to be worked on, whatever was asked before."""
        self._path(task.id, "stop").unlink(missing_ok=True)
        running = task.model_copy(update={"state": TaskState.RUNNING, "reason": ""})
        self.write(running)
        return running

    @contextmanager
    def working(self, task_id: str) -> Iterator[FolderTask | None]:
        """The record, for the only one over threads and processes that works on it; None for
        any other, and where there is nothing to do."""
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
        descriptor = os.open(self._path(task_id, "lock"), flags, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            task = self._kept(task_id)
            yield task if task.state is TaskState.RUNNING else None
        except BlockingIOError:
            yield None
        finally:
            self._worked_on.pop(task_id, None)
            os.close(descriptor)

    def tell(self, task: FolderTask) -> None:
        """How far it is now, for those who ask this process."""
        self._worked_on[task.id] = task

    def _kept(self, task_id: str) -> FolderTask:
        if _ID.fullmatch(task_id):
            with suppress(FileNotFoundError, ValueError):
                return FolderTask.model_validate_json(self._path(task_id, "json").read_bytes())
        raise NotFound("There is no such work on a folder: it ended, and was forgotten.")

    def _path(self, task_id: str, kind: str) -> Path:
        return self._root / f"{task_id}.{kind}"


class Stopped(Exception):
    """Somebody has asked for the end."""


class Course:
    """Follows one work: told at once in this process, and noted every second for the others."""

    def __init__(self, records: TaskRecords, task: FolderTask) -> None:
        self._records = records
        self._task = task
        self._noted = time.monotonic()
        records.tell(task)

    def __call__(self, done: int, total: int | None) -> None:
        """A `Watch`. Raises `Stopped`."""
        if self._records.is_to_stop(self._task.id):
            raise Stopped
        self._task = self._task.model_copy(update={"done": done, "total": total})
        self._records.tell(self._task)
        if time.monotonic() - self._noted > NOTED_S:
            self._noted = time.monotonic()
            self._records.write(self._task)

    def end(self, state: TaskState, reason: str = "") -> None:
        """Keep how it ended."""
        done, total = self._task.done, self._task.total
        if state is TaskState.DONE and total is not None:
            done = total
        changes = {"state": state, "reason": reason, "done": done}
        self._records.write(self._task.model_copy(update=changes))
