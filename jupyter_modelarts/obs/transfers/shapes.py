"""What a sync speaks of. Plain data: a command that has nothing to do must start in no time."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

KEEP_DELETED_DAYS = 30


class Direction(str, Enum):
    """Where bytes go: `down` from the store into the folder, `up` back, `both` as each changes."""

    DOWN = "down"
    UP = "up"
    BOTH = "both"


class Action(str, Enum):
    """What becomes of one name."""

    NEW = "new"
    CHANGED = "changed"
    CONFLICT = "conflict"
    DELETE = "delete"
    SAME = "same"
    SKIPPED = "skipped"


MOVING = frozenset({Action.NEW, Action.CHANGED, Action.CONFLICT})


class OnConflict(str, Enum):
    """What happens where the other side has something of its own under the name."""

    COPY = "copy"
    OVERWRITE = "overwrite"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Remote:
    """An object as listed; `modified` in nanoseconds since 1970."""

    key: str
    size: int
    etag: str
    modified: int


@dataclass(frozen=True, slots=True)
class Local:
    """A file as the system describes it."""

    size: int
    modified: int


@dataclass(frozen=True, slots=True)
class Base:
    """Both sides as they were when they were last the same."""

    size: int
    modified: int
    etag: str

    def is_of(self, local: Local | None) -> bool:
        """Whether the file has not been touched since."""
        return local is not None and (local.size, local.modified) == (self.size, self.modified)


@dataclass(frozen=True, slots=True)
class Item:
    """One name and what is to be done with it; `towards` is the side that changes."""

    name: str
    action: Action
    towards: Direction
    remote: Remote | None = None
    local: Local | None = None
    reason: str = ""

    @property
    def size(self) -> int:
        """The bytes that move, or that are deleted."""
        gives = self.remote if self.towards is Direction.DOWN else self.local
        if self.action is Action.DELETE:
            gives = self.local if self.towards is Direction.DOWN else self.remote
        return gives.size if gives else 0


@dataclass(frozen=True)
class SyncSpec:
    """A folder of a bucket and a folder of this machine that are to be the same.

    `names` are relative to both, a folder's ending in a slash; none means everything. What would
    move more than `max_files` files, or fill `limited` (the work directory) beyond `max_bytes`, is
    refused before anything moves. What syncs have deleted in the folder more than
    `keep_deleted_days` ago goes for good; None: it stays.
    """

    bucket: str
    prefix: str
    root: Path
    direction: Direction = Direction.DOWN
    names: tuple[str, ...] = ()
    delete: bool = False
    on_conflict: OnConflict = OnConflict.COPY
    max_files: int | None = None
    max_bytes: int | None = None
    limited: Path | None = None
    keep_deleted_days: int | None = KEEP_DELETED_DAYS


@dataclass
class Counts:
    """How many names came to what, and the bytes that moved."""

    new: int = 0
    changed: int = 0
    conflict: int = 0
    delete: int = 0
    same: int = 0
    skipped: int = 0
    failed: int = 0
    bytes: int = 0

    def add(self, action: Action, size: int = 0) -> None:
        """Count one more."""
        setattr(self, action.value, getattr(self, action.value) + 1)
        if action in MOVING:
            self.bytes += size

    @property
    def moving(self) -> int:
        """How many files move."""
        return self.new + self.changed + self.conflict


@dataclass(frozen=True, slots=True)
class Told:
    """A name of which there is something to say: skipped, failed, in conflict, deleted."""

    name: str
    what: str
    reason: str


@dataclass(frozen=True)
class Progress:
    """How far a sync is. `phase` is waiting, comparing, moving or done."""

    phase: str
    files: int = 0
    total_files: int = 0
    bytes: int = 0
    total_bytes: int = 0


@dataclass
class Summary:
    """What a sync did; `told` is cut after the first thousand."""

    counts: Counts = field(default_factory=Counts)
    told: list[Told] = field(default_factory=list)
    problem: str = ""

    MAX_TOLD = 1000

    def tell(self, name: str, what: str, reason: str) -> None:
        """Name one, where there is room."""
        if len(self.told) < self.MAX_TOLD:
            self.told.append(Told(name, what, reason))
