"""Work on whole folders as it is kept."""

from __future__ import annotations

from enum import Enum

from pydantic import BaseModel, ConfigDict


class TaskAction(str, Enum):
    """What is done to all objects of a folder."""

    COPY = "copy"
    MOVE = "move"
    DELETE = "delete"
    RESTORE = "restore"
    FORGET = "forget"


class TaskState(str, Enum):
    """How far the work on a folder is."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


class FolderTask(BaseModel):
    """Work on a folder as it is kept. `total` is None until its objects are counted.

    A deletion has a `trash_id` from the beginning; to restore or forget, it is the one of the
    deletion, and empty for all of the bucket's trash.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    action: TaskAction
    source: str
    target: str = ""
    overwrite: bool = False
    trash_id: str = ""
    created_at: int
    state: TaskState = TaskState.RUNNING
    done: int = 0
    total: int | None = None
    reason: str = ""
