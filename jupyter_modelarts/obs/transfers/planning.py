"""Both sides listed once and compared: what is new, changed, in conflict, the same, to delete."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from heapq import merge, nlargest
from itertools import groupby
from pathlib import Path

from ...core.errors import DomainError, InvalidInput, NotFound, TooLarge
from ...core.safe.names import shown
from ..trash import HIDDEN
from .deciding import Sides, decide
from .folder import IN_THE_WAY, Folder
from .journal import Journal
from .lanes import CHUNK, DisorderedListing, Lane
from .names import folded, unfit
from .plenty import plenty_of_bases, plenty_of_items, plenty_of_names
from .shapes import MOVING, Action, Base, Counts, Direction, Item, Local, Remote, SyncSpec

_HERE, _THERE, _REMEMBERED = 0, 1, 2
_Seen = tuple[str, int, "Local | Remote | Base | str"]
_NAMED = 5
UNREADABLE = "a folder could not be read, so nothing is deleted"
IN_UNREADABLE = "it lies in a folder that the system does not permit reading"


class Plan:
    """What a sync will do. `items` move or are deleted; `told` are skipped, with the reason;
    `same` may be remembered as such, `gone` are on neither side any more."""

    MAX_TOLD = 10_000

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` has room for what is too much for the memory."""
        self.items = plenty_of_items(folder)
        self.told: list[Item] = []
        self.same = plenty_of_bases(folder)
        self.gone = plenty_of_names(folder)
        self.folders = plenty_of_names(folder)
        self.counts = Counts()
        self.grows = 0
        self._folder = folder

    def spare(self, reason: str, direction: Direction) -> None:
        """Delete nothing after all."""
        kept = plenty_of_items(self._folder)
        for item in self.items:
            if item.action is not Action.DELETE:
                kept.append(item)
        self.items, self.counts.delete = kept, 0
        self.add(Item("", Action.SKIPPED, direction, reason=reason))

    def add(self, item: Item) -> None:
        """One more name."""
        if item.action in MOVING or item.action is Action.DELETE:
            self.items.append(item)
        elif item.action is Action.SKIPPED:
            if not item.reason:  # the target's own, which nobody asked to delete
                return
            if len(self.told) < self.MAX_TOLD:
                self.told.append(item)
        self.counts.add(item.action, item.size)
        if item.towards is Direction.DOWN and item.action in MOVING:
            replaced = item.local.size if item.local and item.action is Action.CHANGED else 0
            self.grows += item.size - replaced


class Planner:
    """Plans one sync."""

    def __init__(self, spec: SyncSpec, lane: Lane, folder: Folder, journal: Journal) -> None:
        self._spec = spec
        self._lane = lane
        self._folder = folder
        self._journal = journal
        self._unread = ""
        self._last = ""  # of the keys that were listed
        self._doubtful = False  # something follows from what was not listed
        self._twins: dict[str, str] | None = {} if ignores_case(spec.root) else None

    def plan(self) -> Plan:
        """Raises a DomainError where either side cannot be listed as a whole, or a limit would
        be exceeded: then nothing is to move."""
        try:
            plan = self._planned()
        except DisorderedListing:
            self._lane.careful = True
            plan = self._planned()
        if self._spec.delete and self._folder.unreadable:
            plan.spare(UNREADABLE, self._spec.direction)
        return plan

    def _planned(self) -> Plan:
        plan = Plan(self._journal.folder)
        for name in selected(self._spec.names):
            for item in self._below(name, plan):
                plan.add(item)
        return plan

    def _below(self, name: str, plan: Plan) -> Iterator[Item]:
        whole = not name or name.endswith("/")
        self._doubtful = self._spec.delete
        sides = merge(
            self._here(name) if whole else self._one_here(name),
            self._there(name, plan) if whole else self._one_there(name),
            self._remembered(name) if whole else self._one_remembered(name),
            key=lambda seen: seen[0],
        )
        found, folders = False, len(plan.folders)
        for each, group in groupby(sides, key=lambda seen: seen[0]):
            found = True
            item = self._item(each, {side: value for _, side, value in group}, plan)
            if item is not None:
                yield item
        nothing = not self._last and self._spec.direction is not Direction.UP
        if whole and (self._doubtful or nothing):
            self._lane.confirm_end(self._spec.prefix + name, self._last)
        if name and not found and len(plan.folders) == folders:
            raise NotFound(f"There is no {shown(name)} on either side: it cannot be synced.")

    def _item(self, name: str, seen: dict[int, object], plan: Plan) -> Item | None:
        local, remote, base = seen.get(_HERE), seen.get(_THERE), seen.get(_REMEMBERED)
        if isinstance(local, str) and name.endswith("/"):
            self._unread = name
            return Item(name, Action.SKIPPED, self._spec.direction, reason=local)
        if self._unread and name.startswith(self._unread):
            wanted = remote is not None and self._spec.direction is not Direction.UP
            reason = IN_UNREADABLE if wanted else ""
            return Item(name, Action.SKIPPED, self._spec.direction, reason=reason)
        odd = next((one for one in (local, remote) if isinstance(one, str)), None)
        if odd is None and isinstance(remote, Remote):
            odd = self._odd(name)
        if odd:
            gives = remote if self._spec.direction is Direction.DOWN else local
            relevant = gives is not None or self._spec.direction is Direction.BOTH
            reason = odd if relevant else ""
            return Item(name, Action.SKIPPED, self._spec.direction, reason=reason)
        sides = Sides(name, *_typed(local, remote, base))
        self._doubtful |= base is not None and remote is None
        if sides.local is None and sides.remote is None:
            plan.gone.append(name)
            return None
        here, there = sides.local, sides.remote
        if here and there and not sides.is_same and self._alike(name, here, there, sides.base):
            plan.same.append((name, base_of(here, there)))
            sides = replace(sides, alike=True)
        return decide(sides, self._spec)

    def _odd(self, name: str) -> str:
        """Why the object can be no file here."""
        if reason := unfit(name):
            return reason
        if self._twins is not None:
            twin = self._twins.setdefault(folded(name), name)
            if twin != name:
                return f"this file system takes it for {shown(twin)}, which comes first"
        return ""

    def _alike(self, name: str, local: Local, remote: Remote, base: Base | None) -> bool:
        """Whether both hold the same bytes though nobody remembers it: by time, as they were left,
        or by what the file's bytes are."""
        if local.size != remote.size:
            return False
        if base is None and local.modified == remote.modified:
            return True
        return self._has_its_bytes(name, remote)

    def _has_its_bytes(self, name: str, remote: Remote) -> bool:
        proof = self._lane.proof(remote)
        try:
            descriptor = self._folder.read(name)
        except DomainError:
            return False
        try:
            while data := os.read(descriptor, CHUNK):
                proof.add(data)
        finally:
            os.close(descriptor)
        return proof.holds() is True

    # the sides

    def _here(self, prefix: str) -> Iterator[_Seen]:
        for name, found in self._folder.walk(prefix):
            yield name, _HERE, found

    def _one_here(self, name: str) -> Iterator[_Seen]:
        found = self._folder.look(name)
        if found is not None:
            yield name, _HERE, found

    def _there(self, prefix: str, plan: Plan) -> Iterator[_Seen]:
        start = len(self._spec.prefix)
        previous: Remote | None = None
        above: list[str] = []  # the files so far that the next name begins with
        self._last = ""
        for remote in self._lane.listing(self._spec.prefix + prefix):
            self._check_order(previous, remote)
            previous, self._last = remote, remote.key
            name = remote.key[start:]
            if name.endswith("/") or not name:
                if name and not remote.size and not unfit(name[:-1]):
                    plan.folders.append(name)
                elif remote.size:
                    yield name, _THERE, "it has bytes, but a folder's name"
            elif not remote.key.startswith(HIDDEN):
                while above and not name.startswith(above[-1]):
                    above.pop()
                if any(name.startswith(f"{file}/") for file in above):
                    yield name, _THERE, IN_THE_WAY
                else:
                    above.append(name)
                    yield name, _THERE, remote

    def _check_order(self, previous: Remote | None, remote: Remote) -> None:
        if previous is None or self._lane.careful:
            return
        # A quick listing shows a folder's own marker `a/` as an empty object `a`.
        if remote.key <= previous.key or (
            not previous.size and remote.key.startswith(previous.key + "/")
        ):
            raise DisorderedListing

    def _one_there(self, name: str) -> Iterator[_Seen]:
        found = self._lane.head(self._spec.prefix + name)
        if found is not None:
            yield name, _THERE, found

    def _remembered(self, prefix: str) -> Iterator[_Seen]:
        for name, base in self._journal.bases(prefix):
            yield name, _REMEMBERED, base

    def _one_remembered(self, name: str) -> Iterator[_Seen]:
        base = self._journal.base(name)
        if base is not None:
            yield name, _REMEMBERED, base


def check_limits(spec: SyncSpec, plan: Plan) -> None:
    """Raises TooLarge, naming what exceeds, before anything moves."""
    moving = plan.counts.moving
    if spec.max_files is not None and moving > spec.max_files:
        raise TooLarge(
            f"{moving} files would move, and {spec.max_files} are the most at once: "
            f"{_by_folder(_moving(plan))}. Choose fewer, or raise the limit: in the settings "
            "of Sync OBS, or with --max-files."
        )
    if spec.max_bytes is None or spec.limited is None or plan.grows <= 0:
        return
    used = size_of(spec.limited, spec.max_bytes)
    if used + plan.grows > spec.max_bytes:
        arriving = (item for item in _moving(plan) if item.towards is Direction.DOWN)
        raise TooLarge(
            f"{_mb(plan.grows)} would arrive in the work directory, which may hold "
            f"{_mb(spec.max_bytes)} and has {_mb(used)} or more: {_largest(arriving)}. Choose "
            "less, delete something, or raise the limit: in the settings of Sync OBS, or with "
            "--max-mb."
        )


def _moving(plan: Plan) -> Iterator[Item]:
    return (item for item in plan.items if item.action in MOVING)


def size_of(directory: Path, enough: int) -> int:
    """The bytes of a directory's files, links not followed; counting ends at `enough`."""
    total, waiting = 0, [str(directory)]
    while waiting and total <= enough:
        with suppress(FileNotFoundError, PermissionError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                elif entry.is_file(follow_symlinks=False):
                    total += entry.stat(follow_symlinks=False).st_size
    return total


def selected(names: Iterable[str]) -> list[str]:
    """The names in their order, without those in a folder that is selected too."""
    chosen: list[str] = []
    for name in sorted(set(names)) or [""]:
        if name.startswith("/") or (name and unfit(name.removesuffix("/"))):
            raise InvalidInput(f"{shown(name)} cannot be synced: {unfit(name) or 'give a name'}.")
        if not any(one.endswith("/") and name.startswith(one) for one in chosen):
            chosen.append(name)
    return chosen


def base_of(local: Local, remote: Remote) -> Base:
    """Both sides, now that they are the same."""
    return Base(local.size, local.modified, remote.etag)


def ignores_case(root: Path) -> bool:
    """Whether the system's file systems usually take `a` and `A` for one name."""
    return sys.platform == "darwin" and root.exists()


def _typed(
    local: object, remote: object, base: object
) -> tuple[Local | None, Remote | None, Base | None]:
    return (
        local if isinstance(local, Local) else None,
        remote if isinstance(remote, Remote) else None,
        base if isinstance(base, Base) else None,
    )


def _by_folder(items: Iterable[Item]) -> str:
    counted: dict[str, int] = {}
    for item in items:
        top = item.name.split("/")[0] + "/" if "/" in item.name else "the folder itself"
        counted[top] = counted.get(top, 0) + 1
    most = sorted(counted.items(), key=lambda pair: -pair[1])[:_NAMED]
    rest = f" and {len(counted) - _NAMED} more" if len(counted) > _NAMED else ""
    return ", ".join(f"{count} in {name}" for name, count in most) + rest


def _largest(items: Iterable[Item]) -> str:
    count = 0

    def counted() -> Iterator[Item]:
        nonlocal count
        for count, item in enumerate(items, 1):  # noqa: B007
            yield item

    most = nlargest(_NAMED, counted(), key=lambda item: item.size)
    rest = f" and {count - _NAMED} more" if count > _NAMED else ""
    return ", ".join(f"{shown(item.name)} {_mb(item.size)}" for item in most) + rest


def _mb(size: int) -> str:
    megabytes = size / 2**20
    return f"{megabytes:,.1f} MB" if megabytes < 100 else f"{megabytes:,.0f} MB"
