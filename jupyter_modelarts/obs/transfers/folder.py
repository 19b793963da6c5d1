"""The folder of this machine: walked and written by descriptors, so that no link is followed.

What arrives is written below `.modelarts-sync` in the folder itself, which is on the same file
system, and renamed to its place when it is whole and on the disk.
"""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from ...core.errors import Conflict, Forbidden, NotFound
from ...core.safe.directories import DIRECTORY, descend, open_below
from ...core.safe.names import shown
from ...core.safe.writing import storage_errors
from .deleted import DELETED, forget_deleted, place_of
from .names import PRIVATE, conflict_name, unfit_segment
from .shapes import Local

STAGING = "tmp"
_KEPT_OPEN = 256
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_STAGE = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
LINK = "it is a symbolic link, which is not followed"
SPECIAL = "it is no regular file"
IN_THE_WAY = "a file or a link stands where its folder belongs"
FOLDER_IN_THE_WAY = "a folder has its name"
NOT_PERMITTED = "the system does not permit reading it"


class InTheWay(Conflict):
    """What stands at a name here is no file that could be replaced."""


class Folder:
    """One synced folder. Thread-safe; close it to release its descriptors.

    `unreadable` tells whether a walk has met a folder whose files it could not list.
    """

    def __init__(self, root: Path) -> None:
        """Makes what is missing of `root`. Raises Conflict or Forbidden where it can be none."""
        try:
            with storage_errors():
                root.mkdir(parents=True, exist_ok=True)
                self._root = os.open(root, DIRECTORY)
        except (FileExistsError, NotADirectoryError):
            raise _no_folder(root) from None
        except PermissionError:
            raise _not_permitted(root) from None
        except OSError as error:
            raise Conflict(f"{shown(root.name)} can be no folder: {error.strerror}.") from None
        self.unreadable = False
        self._open: dict[str, int] = {}
        self._touched: set[str] = set()
        self._guard = threading.Lock()

    def close(self) -> None:
        """Remove what was only there for the work, and let go."""
        for name in (STAGING, DELETED, ""):
            with suppress(OSError):
                os.rmdir(f"{PRIVATE}/{name}" if name else PRIVATE, dir_fd=self._root)
        for descriptor in (*self._open.values(), self._root):
            os.close(descriptor)
        self._open.clear()

    # looking

    def walk(self, prefix: str = "") -> Iterator[tuple[str, Local | str]]:
        """Every file below `prefix` (a folder) in the order of names; where there is something
        that cannot be synced, why. A folder that cannot be read is named with its slash."""
        try:
            directory = descend(self._root, prefix.split("/")[:-1])
        except FileNotFoundError:
            return
        except PermissionError:
            yield self._unread(prefix)
            return
        except NotADirectoryError:
            yield prefix.rstrip("/"), LINK
            return
        try:
            yield from self._walk(directory, prefix)
        finally:
            os.close(directory)

    def _walk(self, directory: int, prefix: str) -> Iterator[tuple[str, Local | str]]:
        try:
            names = _names(directory)
        except PermissionError:
            yield self._unread(prefix)
            return
        for name in names:
            path = prefix + name
            if name.endswith("/"):
                if path != f"{PRIVATE}/":
                    yield from self._below(directory, name[:-1], path)
            elif reason := unfit_segment(name):
                yield path, reason
            else:
                with suppress(FileNotFoundError):
                    yield path, _looked_at(directory, name)

    def _below(self, directory: int, name: str, path: str) -> Iterator[tuple[str, Local | str]]:
        if reason := unfit_segment(name):
            yield path[:-1], reason
            return
        try:
            below = open_below(directory, name)
        except (FileNotFoundError, NotADirectoryError):
            return  # deleted or replaced meanwhile
        except PermissionError:
            yield self._unread(path)
            return
        try:
            yield from self._walk(below, path)
        finally:
            os.close(below)

    def _unread(self, path: str) -> tuple[str, str]:
        self.unreadable = True
        return path, NOT_PERMITTED

    def look(self, name: str) -> Local | str | None:
        """A file as it is now, None where there is none, or why it cannot be synced."""
        try:
            with self._at(name) as (directory, last):
                return _looked_at(directory, last)
        except FileNotFoundError:
            return None
        except NotADirectoryError:
            return IN_THE_WAY
        except PermissionError:
            return NOT_PERMITTED

    def read(self, name: str) -> int:
        """A descriptor of the file, to be closed. Raises NotFound, also for a link."""
        try:
            with self._at(name) as (directory, last):
                descriptor = os.open(last, _READ, dir_fd=directory)
        except PermissionError:
            raise Forbidden(NOT_PERMITTED) from None
        except OSError:
            raise NotFound("it cannot be read any more") from None
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise NotFound(SPECIAL)
        return descriptor

    # changing

    def stage(self, token: str) -> int:
        """A file that nobody sees yet, with what it held when it was staged before."""
        with storage_errors(), self._at(_staged(token), make=True) as (directory, name):
            return os.open(name, _STAGE, 0o666, dir_fd=directory)

    def staged(self) -> list[str]:
        """The tokens of what is staged."""
        with (
            suppress(FileNotFoundError, NotADirectoryError, PermissionError),
            self._at(_staged("")) as (directory, _),
            os.scandir(directory) as entries,
        ):
            return [entry.name for entry in entries]
        return []

    def unstage(self, token: str) -> None:
        """Throw away what was staged."""
        with suppress(FileNotFoundError), self._at(_staged(token)) as (directory, name):
            os.unlink(name, dir_fd=directory)

    def place(self, token: str, name: str) -> None:
        """Let a staged file appear under its name; `settle` makes the names durable.

        Raises Conflict where something that is no file stands in the way.
        """
        with storage_errors(), self._at(_staged(token)) as (staging, staged):
            try:
                with self._at(name, make=True) as (directory, last):
                    os.rename(staged, last, src_dir_fd=staging, dst_dir_fd=directory)
            except NotADirectoryError:
                raise InTheWay(IN_THE_WAY) from None
            except IsADirectoryError:
                raise InTheWay(FOLDER_IN_THE_WAY) from None
        self._touch(name)

    def make_folder(self, name: str) -> None:
        """Make a folder, where nothing is in the way."""
        with (
            storage_errors(),
            suppress(NotADirectoryError),
            self._at(f"{name.rstrip('/')}/.", make=True),
        ):
            pass

    def keep_copy(self, name: str, moment: datetime) -> str:
        """Give the user's own file another name; which one."""
        folder, slash, _ = name.rpartition("/")
        with storage_errors(), self._at(name) as (directory, last):
            for number in range(1, 1000):
                kept = conflict_name(last, moment, number)
                if not _exists(directory, kept):
                    os.rename(last, kept, src_dir_fd=directory, dst_dir_fd=directory)
                    self._touch(name)
                    return f"{folder}{slash}{kept}"
        raise Conflict("it has a thousand conflict copies already: delete some")

    def remove(self, name: str, moment: datetime) -> str:
        """Move a file to the folder of what was deleted; which one."""
        place = place_of(moment)
        away = f"{place}/{name}"
        with (
            storage_errors(),
            self._at(name) as (directory, last),
            self._at(away, make=True) as (target, kept),
        ):
            os.rename(last, kept, src_dir_fd=directory, dst_dir_fd=target)
        self._touch(name)
        return place

    def forget_deleted(self, before: datetime) -> None:
        """Remove for good what syncs have deleted before this moment."""
        forget_deleted(self._root, before)

    def settle(self) -> None:
        """Make the names that appeared durable: one sync for each folder."""
        with self._guard:
            touched, self._touched = self._touched, set()
        with storage_errors():
            for path in touched:
                with self._at(f"{path}/." if path else ".") as (directory, _):
                    os.fsync(directory)

    def _touch(self, name: str) -> None:
        with self._guard:
            self._touched.add(name.rpartition("/")[0])

    # descriptors

    @contextmanager
    def _at(self, name: str, *, make: bool = False) -> Iterator[tuple[int, str]]:
        """The directory of a name, for as long as the caller needs it, and the last part."""
        folder, _, last = name.rpartition("/")
        with self._guard:
            kept = self._opened(folder, make) if folder else self._root
            directory = os.dup(kept)
        try:
            yield directory, last
        finally:
            os.close(directory)

    def _opened(self, path: str, make: bool) -> int:
        known = self._open.get(path)
        if known is not None:
            return known
        outer, _, last = path.rpartition("/")
        above = self._opened(outer, make) if outer else self._root
        if make:
            self._make(above, last, outer)
        if len(self._open) >= _KEPT_OPEN:
            self._forget_some()
            above = self._opened(outer, make) if outer else self._root
        self._open[path] = open_below(above, last)
        return self._open[path]

    def _make(self, above: int, name: str, outer: str) -> None:
        with suppress(FileExistsError):
            os.mkdir(name, dir_fd=above)
            self._touched.add(outer)

    def _forget_some(self) -> None:
        for path in list(self._open)[: _KEPT_OPEN // 2]:
            os.close(self._open.pop(path))


def check_root(root: Path) -> None:
    """Raises Conflict or Forbidden where `root` can be no folder of a sync. Makes nothing."""
    nearest = next((path for path in (root, *root.parents) if os.path.lexists(path)), root)
    if not is_folder(nearest):
        raise _no_folder(root)
    wanted = os.R_OK if nearest == root else os.W_OK
    if not os.access(nearest, wanted | os.X_OK):
        raise _not_permitted(root)


def is_folder(path: Path) -> bool:
    """Whether it is one, also through a link, as far as the system lets us see."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def _no_folder(root: Path) -> Conflict:
    return Conflict(
        f"{shown(root.name)} is no folder, or lies in something that is none: name another folder "
        "to sync."
    )


def _not_permitted(root: Path) -> Forbidden:
    return Forbidden(
        f"The system does not permit using {shown(root.name)}: name another folder to sync, or "
        "change its permissions."
    )


def _staged(token: str) -> str:
    return f"{PRIVATE}/{STAGING}/{token}"


def _names(directory: int) -> list[str]:
    """Names in the order of keys: a folder sorts, and is shown, with a slash at its end."""
    with os.scandir(directory) as entries:
        return sorted(f"{e.name}/" if e.is_dir(follow_symlinks=False) else e.name for e in entries)


def _exists(directory: int, name: str) -> bool:
    try:
        os.stat(name, dir_fd=directory, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def _looked_at(directory: int, name: str) -> Local | str:
    try:
        return _local(os.stat(name, dir_fd=directory, follow_symlinks=False))
    except PermissionError:
        return NOT_PERMITTED


def _local(status: os.stat_result) -> Local | str:
    if stat.S_ISLNK(status.st_mode):
        return LINK
    if stat.S_ISDIR(status.st_mode):
        return FOLDER_IN_THE_WAY
    if not stat.S_ISREG(status.st_mode):
        return SPECIAL
    return Local(status.st_size, status.st_mtime_ns)
