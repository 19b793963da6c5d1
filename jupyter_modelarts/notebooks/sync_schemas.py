"""Sync OBS: what is asked for, how it stands, and the bodies that tell of it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..compute.schemas import State
from ..core.schemas import PageQuery, Schema
from ..obs.transfers import KEEP_DELETED_DAYS, Direction, OnConflict

TOPIC = "syncs"
MAX_FILES = 1024
MAX_BYTES = 500 * 1024 * 1024
MAX_SHOWN = 1000


class SyncRequest(Schema):
    """Make a folder of the work directory and a folder of a bucket the same.

    `names` are relative to both, a folder's ending in a slash; none means everything. `folder` is
    relative to the work directory; an absolute path in it will do too. `max_files` and `max_bytes`
    are the limits of the guide, null for none. What syncs have deleted in the folder is kept there
    for `keep_deleted_days`; null: until somebody removes it.
    """

    uri: Annotated[str, Field(min_length=1)]
    folder: str = ""
    direction: Direction = Direction.DOWN
    names: Annotated[list[str], Field(max_length=10_000)] = []
    delete: bool = False
    on_conflict: OnConflict = OnConflict.COPY
    watch: bool = False
    max_files: Annotated[int, Field(ge=1)] | None = MAX_FILES
    max_bytes: Annotated[int, Field(ge=1)] | None = MAX_BYTES
    keep_deleted_days: Annotated[int, Field(ge=1)] | None = KEEP_DELETED_DAYS


class SyncCounts(Schema):
    """How many names came to what, and the bytes that moved."""

    new: int = 0
    changed: int = 0
    conflict: int = 0
    delete: int = 0
    same: int = 0
    skipped: int = 0
    failed: int = 0
    bytes: int = 0


class SyncProgress(Schema):
    """How far: `phase` is queued, waiting (for another sync of the folder), comparing, moving,
    watching or done; `rate` in bytes a second."""

    phase: str = "queued"
    files: int = 0
    total_files: int = 0
    bytes: int = 0
    total_bytes: int = 0
    rate: float = 0
    seconds_left: float | None = None


class SyncName(Schema):
    """A name of which there is something to say: `what` is new, changed, conflict, delete, skipped
    or failed."""

    name: str
    what: str
    reason: str = ""
    size: int = 0


class SyncResult(Schema):
    """What was done; `problem` is why it ended early, or why watching does not get on now."""

    counts: SyncCounts = SyncCounts()
    names: list[SyncName] = []
    problem: str = ""
    looked_at: int | None = None


class SyncRecord(Schema):
    """A sync as it is kept; `root` is the folder on this machine."""

    id: str
    request: SyncRequest
    root: str
    state: State
    workload_id: str
    progress: SyncProgress
    result: SyncResult
    message: str
    created_at: int
    started_at: int | None
    ended_at: int | None
    updated_at: int


class SyncPlanBody(Schema):
    """What a sync would do now. `names` are the first thousand that would move, be deleted or are
    skipped; `exceeds` says which limit is in the way, and by what; empty where none is."""

    counts: SyncCounts
    names: list[SyncName]
    truncated: bool
    exceeds: str


class SyncBody(Schema):
    """A sync; times in milliseconds since 1970."""

    sync_id: str
    uri: str
    folder: str
    direction: Direction
    names: list[str]
    delete: bool
    on_conflict: OnConflict
    watch: bool
    state: State
    message: str
    workload_id: str
    progress: SyncProgress
    result: SyncResult
    create_time: int
    start_time: int | None
    end_time: int | None


class SyncListQuery(PageQuery):
    """Which syncs to list; `active` leaves out those that have ended."""

    active: bool = False


class SyncListBody(Schema):
    """One page of syncs, newest first."""

    total_count: int
    syncs: list[SyncBody]
    next_marker: str | None
