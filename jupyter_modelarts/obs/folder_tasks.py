"""Work on a whole folder, which may take longer than anybody waits for an answer.

It is a thread of the server: whoever asked for it may go away, and what a stopped server left half
done goes on when one starts again.
"""

from __future__ import annotations

import logging
import threading
from datetime import timedelta
from pathlib import Path

from ..core.errors import Conflict, DomainError, InvalidInput
from ..core.ids import new_id, now_ms
from ..core.safe.uris import ObjectUri, parse_uri
from .folders import Folders
from .task_records import Course, Stopped, TaskRecords
from .task_schemas import FolderTask, TaskAction, TaskState
from .trash import new_entry_id

ANSWER_S = 1.0
"""So long a request waits: work on a small folder is over when it is answered."""
AT_ONCE = 2
KEPT = timedelta(days=7)

log = logging.getLogger(__name__)


class FolderTasks:
    """The work on folders of a state directory; any number of threads may ask."""

    def __init__(self, folders: Folders, root: Path) -> None:
        self._folders = folders
        self._records = TaskRecords(root)
        self._slots = threading.Semaphore(AT_ONCE)
        self._begun: set[str] = set()

    def begin(
        self,
        action: TaskAction,
        source: ObjectUri,
        target: ObjectUri | None = None,
        *,
        overwrite: bool = False,
        trash_id: str = "",
    ) -> FolderTask:
        """Begin, and wait a moment: what is small is over then. Raises what is wrong at once."""
        self._refuse(action, source, target, overwrite)
        task = FolderTask(
            id=new_id(),
            action=action,
            source=str(source),
            target="" if target is None else str(target),
            overwrite=overwrite,
            trash_id=new_entry_id() if action is TaskAction.DELETE else trash_id,
            created_at=now_ms(),
        )
        self._records.write(task)
        self._work_soon(task.id).join(ANSWER_S)
        return self.get(task.id)

    def list(self) -> list[FolderTask]:
        """All that is running, and what has ended in the last days; the latest first."""
        return [self._going(task) for task in self._records.all()]

    def get(self, task_id: str) -> FolderTask:
        """Raises `NotFound`."""
        return self._going(self._records.read(task_id))

    def stop(self, task_id: str) -> FolderTask:
        """End it before its next object; what is done stays done."""
        if self.get(task_id).state is TaskState.RUNNING:
            self._records.ask_to_stop(task_id)
        return self.get(task_id)

    def resume(self, task_id: str) -> FolderTask:
        """Go on with what was stopped or has failed. Raises `Conflict` where it is done."""
        task = self.get(task_id)
        if task.state is TaskState.DONE:
            raise Conflict("This is done: there is nothing to go on with.")
        if task.state is not TaskState.RUNNING:
            self._records.begin_again(task)
            self._work_soon(task_id, again=True).join(ANSWER_S)
        return self.get(task_id)

    def forget(self, task_id: str) -> None:
        """Show it no more. Raises `Conflict` while it is worked on."""
        if self.get(task_id).state is TaskState.RUNNING:
            raise Conflict("This is still being worked on: stop it first.")
        self._records.remove(task_id)

    def sweep(self, older_than: timedelta = KEPT) -> None:
        """Go on with what a stopped server left, and forget what ended long ago."""
        before = now_ms() - int(older_than.total_seconds() * 1000)
        for task in self.list():
            if task.state is not TaskState.RUNNING and task.created_at <= before:
                self._records.remove(task.id)

    def _going(self, task: FolderTask) -> FolderTask:
        """One that a stopped server was at goes on."""
        if task.state is TaskState.RUNNING and task.id not in self._begun:
            self._work_soon(task.id, again=True)
        return task

    def _refuse(
        self, action: TaskAction, source: ObjectUri, target: ObjectUri | None, overwrite: bool
    ) -> None:
        if source.key and not source.is_folder:
            raise InvalidInput(f"{source} is no folder: a folder's address ends in a slash.")
        if action is TaskAction.DELETE and not source.key:
            raise InvalidInput(f"{source} is a whole bucket: name a folder in it.")
        if action in (TaskAction.COPY, TaskAction.MOVE):
            if target is None:
                raise InvalidInput("Say where the folder goes: target.")
            self._folders.refuse_transfer(source, target, overwrite)

    def _work_soon(self, task_id: str, *, again: bool = False) -> threading.Thread:
        self._begun.add(task_id)
        thread = threading.Thread(
            target=self._work, args=(task_id, again), name="modelarts-folder", daemon=True
        )
        thread.start()
        return thread

    def _work(self, task_id: str, again: bool) -> None:
        try:
            with self._slots, self._records.working(task_id) as task:
                if task is not None:
                    self._run(task, Course(self._records, task), again)
        finally:
            self._begun.discard(task_id)

    def _run(self, task: FolderTask, course: Course, again: bool) -> None:
        try:
            if not again or self._is_left(task):
                self._act(task, course)
            course.end(TaskState.DONE)
        except Stopped:
            course.end(TaskState.STOPPED)
        except DomainError as error:
            course.end(TaskState.FAILED, str(error))
        except Exception:  # the thread's last act: the caller sees a state
            log.exception("work on the folder %s", task.source)
            course.end(TaskState.FAILED, "Something went wrong; the server's log says what.")

    def _act(self, task: FolderTask, watch: Course) -> None:
        source = parse_uri(task.source)
        match task.action:
            case TaskAction.COPY:
                self._folders.go_on_copying(source, parse_uri(task.target), watch)
            case TaskAction.MOVE:
                target = parse_uri(task.target)
                self._folders.go_on_moving(source, target, watch, overwrite=task.overwrite)
            case TaskAction.DELETE:
                self._folders.trash(source, task.trash_id, watch)
            case TaskAction.RESTORE:
                self._folders.restore(source.bucket, task.trash_id, watch)
            case TaskAction.FORGET:
                self._folders.forget(source.bucket, task.trash_id or None, watch)

    def _is_left(self, task: FolderTask) -> bool:
        """Whether work that broke off has anything left to do."""
        source = parse_uri(task.source)
        if task.action in (TaskAction.MOVE, TaskAction.DELETE):
            return self._folders.holds_anything(source)
        if task.action is TaskAction.RESTORE:
            return self._folders.is_trashed(source.bucket, task.trash_id)
        return True
