"""One name at a time: how bytes go down and up, so that nothing partial is ever seen."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from ...core.errors import Conflict, NotFound
from ...core.safe.writing import storage_errors
from .folder import Folder, InTheWay
from .journal import Journal
from .lanes import MIB, Lane
from .large import UNSTEADY, LargeDown, LargeUp, token_of, version_of
from .names import conflict_name
from .planning import base_of
from .shapes import Action, Base, Direction, Item, Local, OnConflict, Remote, SyncSpec

EMPTY_FOLDER = "it is a folder with nothing in it"
SMALL_BYTES = 8 * MIB
_LATEST = 2**33 * 10**9  # nanoseconds: what every file system can say


@dataclass(frozen=True)
class Moved:
    """What one item came to: `base` where both sides are the same now, `kept` where the file that
    was here is now."""

    item: Item
    base: Base | None = None
    kept: str = ""


@dataclass(frozen=True)
class Mover:
    """Moves the items of one sync. Thread-safe; errors are domain errors of that item."""

    spec: SyncSpec
    lane: Lane
    folder: Folder
    journal: Journal
    moment: datetime
    moved: Callable[[int], None]
    """Told of bytes as they move; raises where the sync is to stop."""

    def move(self, item: Item) -> Moved:
        """Do what the item says."""
        if item.action is Action.DELETE:
            return self._delete(item)
        if item.towards is Direction.DOWN:
            return self._down(item)
        return self._up(item)

    # down

    def _down(self, item: Item) -> Moved:
        assert item.remote is not None
        self._free(item.name)
        if item.size > SMALL_BYTES:
            return self._down_in_parts(item, item.remote)
        token = secrets.token_hex(16)
        try:
            self._fetch(item.remote, token)
            return self._appear(item, item.remote, token)
        except BaseException:
            self.folder.unstage(token)
            raise

    def _down_in_parts(self, item: Item, remote: Remote) -> Moved:
        """What has arrived of it stays for the next time, unless it has no place here."""
        token = token_of(item.name, version_of(remote, self.lane.part_bytes))
        LargeDown(self.lane, self.folder, self.journal, self.moved).fetch(item, token)
        try:
            return self._appear(item, remote, token)
        except Conflict:
            self.folder.unstage(token)
            self.journal.abandoned(item.name)
            raise

    def _appear(self, item: Item, remote: Remote, token: str) -> Moved:
        local = self._finish(token, remote)
        kept = self._make_room(item)
        self.folder.place(token, item.name)
        return Moved(item, base_of(local, remote), kept)

    def _fetch(self, remote: Remote, token: str) -> None:
        try:
            data = self.lane.read(remote)
        except NotFound:
            if not remote.size and self.lane.head(f"{remote.key}/") is not None:
                self.folder.make_folder(remote.key[len(self.spec.prefix) :])
                raise InTheWay(EMPTY_FOLDER) from None
            raise
        with self._staged(token) as staged:
            _write(staged, data)
        self.moved(len(data))

    def _finish(self, token: str, remote: Remote) -> Local:
        """On the disk, with the object's time, by which it is known again without a journal."""
        with self._staged(token) as staged:
            moment = min(max(remote.modified, 0), _LATEST)
            os.utime(staged, ns=(moment, moment))
            os.fsync(staged)
            status = os.fstat(staged)
        return Local(status.st_size, status.st_mtime_ns)

    def _make_room(self, item: Item) -> str:
        """Keep what the user has of his own under the name, which may be newer than the plan."""
        now = self._free(item.name)
        if now is None:
            return ""
        if item.action is Action.CONFLICT or now != item.local:
            if self.spec.on_conflict is OnConflict.SKIP:
                raise InTheWay("it was changed here meanwhile")
            if self.spec.on_conflict is OnConflict.COPY:
                return self.folder.keep_copy(item.name, self.moment)
        return ""

    def _free(self, name: str) -> Local | None:
        now = self.folder.look(name)
        if isinstance(now, str):
            raise InTheWay(now)
        return now

    @contextmanager
    def _staged(self, token: str) -> Iterator[int]:
        descriptor = self.folder.stage(token)
        try:
            with storage_errors():
                yield descriptor
        finally:
            os.close(descriptor)

    # up

    def _up(self, item: Item) -> Moved:
        assert item.local is not None
        key = self.spec.prefix + item.name
        descriptor = self.folder.read(item.name)
        try:
            _steady(descriptor, item.local)
            kept = self._keep_remote(item, key)
            remote = self._send(item, key, descriptor)
            _steady(descriptor, item.local)
        finally:
            os.close(descriptor)
        return Moved(item, base_of(item.local, remote), kept)

    def _send(self, item: Item, key: str, descriptor: int) -> Remote:
        assert item.local is not None
        if item.size > SMALL_BYTES and self.lane.sends_parts:
            sender = LargeUp(self.lane, self.journal, self.moved)
            return sender.send(item.name, key, descriptor, item.local)
        if item.size > SMALL_BYTES:
            remote = self.lane.write_file(key, descriptor, item.size)
        else:
            data = os.read(descriptor, item.size + 1)
            if len(data) != item.size:
                raise Conflict(UNSTEADY)
            remote = self.lane.write(key, data)
        self.moved(item.size)
        return remote

    def _keep_remote(self, item: Item, key: str) -> str:
        if item.action is not Action.CONFLICT or self.spec.on_conflict is not OnConflict.COPY:
            return ""
        kept = conflict_name(item.name, self.moment)
        self.lane.keep_copy(key, self.spec.prefix + kept)
        return kept

    # deleting

    def _delete(self, item: Item) -> Moved:
        """Only what is still as the plan saw it, and what the other side still has not."""
        key = self.spec.prefix + item.name
        if item.towards is Direction.DOWN:
            if self.lane.head(key) is not None:
                raise Conflict("it is in the store again, and stays")
            if self.folder.look(item.name) != item.local:
                raise Conflict("it was changed here meanwhile, and stays")
            return Moved(item, kept=self.folder.remove(item.name, self.moment))
        if self.folder.look(item.name) is not None:
            raise Conflict("it is here again, and stays")
        now = self.lane.head(key)
        if now is None or item.remote is None or now.etag != item.remote.etag:
            raise Conflict("it was changed in the store meanwhile, and stays")
        self.lane.discard(key)
        return Moved(item)


def _write(descriptor: int, data: memoryview) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def _steady(descriptor: int, local: Local) -> None:
    status = os.fstat(descriptor)
    if (status.st_size, status.st_mtime_ns) != (local.size, local.modified):
        raise Conflict(UNSTEADY)
