"""The places of one bucket's objects: finding, making and removing them, by descriptor only."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass

from ...core.errors import Conflict
from ...core.safe.directories import descend, open_below
from ...core.safe.names import shown
from .local_listing import components
from .local_names import beside_names, directory_names, file_names

_OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass(frozen=True)
class Place:
    """Directories below the bucket, and the name of a file in the innermost."""

    directories: tuple[str, ...]
    name: str


def places(key: str) -> tuple[Place, Place]:
    """Where an object can be: under its plain name, or beside a directory of that name."""
    prefix, _, last = key.rpartition("/")
    above = components(prefix + "/") if "/" in key else []
    plain, beside = file_names(last), beside_names(last)
    return Place((*above, *plain[:-1]), plain[-1]), Place((*above, *beside[:-1]), beside[-1])


def open_object(bucket: int, key: str) -> int:
    """A descriptor of the object's file. Raises `FileNotFoundError`.

    The plain name comes first: a file is only ever moved from there to the place beside, so one
    that is missed here is found there.
    """
    for place in places(key):
        try:
            return _open_regular(bucket, place)
        except (FileNotFoundError, NotADirectoryError):
            continue
    raise FileNotFoundError(errno.ENOENT, "no such object", key)


def find(bucket: int, key: str) -> tuple[Place, os.stat_result] | None:
    """The place and status of the object, or None."""
    with closing(Finder(bucket)) as finder:
        return finder.find(key)


class Finder:
    """Finds one object after another: those in one directory share its descriptor."""

    def __init__(self, bucket: int) -> None:
        self._bucket = bucket
        self._directories: tuple[str, ...] = ()
        self._opened: int | None = None

    def find(self, key: str) -> tuple[Place, os.stat_result] | None:
        """The place and status of the object, or None."""
        for place in places(key):
            with suppress(FileNotFoundError, NotADirectoryError):
                inner = self._directory(place.directories)
                status = os.stat(place.name, dir_fd=inner, follow_symlinks=False)
                if stat.S_ISREG(status.st_mode):
                    return place, status
        return None

    def close(self) -> None:
        if self._opened is not None:
            os.close(self._opened)
            self._opened = None

    def _directory(self, directories: tuple[str, ...]) -> int:
        if self._opened is None or directories != self._directories:
            self.close()
            self._opened = descend(self._bucket, directories)
            self._directories = directories
        return self._opened


@contextmanager
def made_place(bucket: int, key: str) -> Iterator[tuple[int, str]]:
    """The directory, made if need be, and the name under which the key is to be written.

    To be called under the bucket's lock.
    """
    found = find(bucket, key)
    plain, beside = places(key)
    place = found[0] if found else plain
    if found is None and _is_taken(bucket, key, plain):
        place = beside
    prefix = key[: key.rfind("/") + 1]
    outer = make_directories(bucket, prefix)
    try:
        inner = _make_below(outer, place.directories[len(components(prefix)) :])
    finally:
        os.close(outer)
    try:
        yield inner, place.name
    finally:
        os.close(inner)


def make_directories(bucket: int, prefix: str) -> int:
    """Open the directory of a prefix, making what is missing durably.

    A file that has the name of a directory to be made is moved beside it, because S3 has both.
    """
    current = os.dup(bucket)
    for segment in prefix.split("/")[:-1]:
        try:
            below = _make_segment(current, segment)
        finally:
            os.close(current)
        current = below
    return current


def _make_segment(outer: int, segment: str) -> int:
    *parts, last = directory_names(segment)
    inner = _make_below(outer, parts)
    try:
        _move_file_beside(inner, last, outer, segment)
        return _open_or_make(inner, last)
    finally:
        os.close(inner)


def move(bucket: int, key: str, to_key: str) -> None:
    """Rename an object durably. Raises `FileNotFoundError`; to be called under the lock."""
    if find(bucket, key) is None:
        raise FileNotFoundError(errno.ENOENT, "no such object", key)
    with made_place(bucket, to_key) as (target, name):
        found = find(bucket, key)  # making the place may have moved it beside
        place = found[0] if found else places(key)[0]
        with _directory(bucket, place) as source:
            os.rename(place.name, name, src_dir_fd=source, dst_dir_fd=target)
            os.fsync(target)
            os.fsync(source)
    prune(bucket, place.directories)


def remove(bucket: int, key: str) -> None:
    """Unlink the object wherever it is, durably, and the directories that this leaves empty."""
    for place in places(key):
        with suppress(FileNotFoundError, NotADirectoryError):
            if _unlink_regular(bucket, place):
                prune(bucket, place.directories)


def prune(bucket: int, names: Sequence[str]) -> None:
    """Remove empty directories, from the innermost outwards until one is not empty."""
    for depth in range(len(names), 0, -1):
        try:
            outer = descend(bucket, names[: depth - 1])
        except (FileNotFoundError, NotADirectoryError):
            continue
        try:
            os.rmdir(names[depth - 1], dir_fd=outer)
        except FileNotFoundError:
            continue
        except OSError:  # not empty, or a link: it stays
            return
        finally:
            os.close(outer)


@contextmanager
def _directory(bucket: int, place: Place) -> Iterator[int]:
    descriptor = descend(bucket, place.directories)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _open_regular(bucket: int, place: Place) -> int:
    with _directory(bucket, place) as inner:
        try:
            descriptor = os.open(place.name, _OPEN, dir_fd=inner)
        except OSError as error:
            if error.errno in (errno.ELOOP, errno.EMLINK, errno.ENXIO):  # a link, a socket
                raise FileNotFoundError(errno.ENOENT, "no regular file", place.name) from None
            raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise FileNotFoundError(errno.ENOENT, "no regular file", place.name)
    return descriptor


def _is_taken(bucket: int, key: str, plain: Place) -> bool:
    """Whether a directory has the object's plain name; a link or device there is refused."""
    try:
        with _directory(bucket, plain) as inner:
            mode = os.stat(plain.name, dir_fd=inner, follow_symlinks=False).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return False
    if not stat.S_ISDIR(mode):
        raise _in_the_way(key)
    return True


def _unlink_regular(bucket: int, place: Place) -> bool:
    with _directory(bucket, place) as inner:
        if not stat.S_ISREG(os.stat(place.name, dir_fd=inner, follow_symlinks=False).st_mode):
            return False
        os.unlink(place.name, dir_fd=inner)
        os.fsync(inner)
        return True


def _make_below(outer: int, names: Sequence[str]) -> int:
    """Open the directory `names` below `outer`, which stays open, making what is missing."""
    current = os.dup(outer)
    for name in names:
        try:
            below = _open_or_make(current, name)
        finally:
            os.close(current)
        current = below
    return current


def _open_or_make(inner: int, name: str) -> int:
    try:
        return open_below(inner, name)
    except FileNotFoundError:
        os.mkdir(name, dir_fd=inner)
        os.fsync(inner)
        return open_below(inner, name)
    except NotADirectoryError:
        raise _in_the_way(name) from None


def _move_file_beside(inner: int, name: str, outer: int, segment: str) -> None:
    """Move the file `name` in `inner`, if it is one, to its place beside; `outer` is where the
    names of its segment begin."""
    try:
        mode = os.stat(name, dir_fd=inner, follow_symlinks=False).st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(mode):
        return
    *parts, last = beside_names(segment)
    target = _make_below(outer, parts)
    try:
        os.rename(name, last, src_dir_fd=inner, dst_dir_fd=target)
        os.fsync(target)
    finally:
        os.close(target)


def _in_the_way(name: str) -> Conflict:
    return Conflict(
        f"A symbolic link or special file stands where {shown(name)} belongs: remove it first."
    )
