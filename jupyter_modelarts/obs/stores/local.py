"""Objects as files below `root/<bucket>/`, for one machine.

Users see plain folders and may drop files in them; `local_names` says what odd keys become.
Symbolic links are neither followed nor listed. A write goes to `root/.tmp`, is synced, and
renamed under a lock of its bucket, so that conditions, new directories and their removal cannot
interleave; reading takes no lock. On a file system that ignores case, keys that differ in
nothing else are one object.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timezone
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from ...core.errors import Conflict, InvalidInput, NotFound
from ...core.safe.directories import DIRECTORY, descend
from ...core.safe.names import bucket_name, shown
from ...core.safe.uris import object_key
from ...core.safe.writing import atomic_write, storage_errors, sync_directory
from ..schemas import Bucket, ListPage, ObjectInfo, ObjectVersion
from . import MAX_PAGE
from . import local_tree as tree
from .local_listing import Listing, components
from .watched import Reached, nobody, watched

TEMPORARY = ".tmp"
LOCKS = ".locks"
_CHUNK = 128 * 1024
_LAST_MOMENT = 253_402_300_799  # the end of the year 9999
_STALE = 60.0  # seconds: a temporary is unlocked only for a moment after it is made


def from_settings(settings: Mapping[str, str]) -> LocalStore:
    if not settings.get("root"):
        raise InvalidInput('The object store "local" needs the setting "root": a directory.')
    return LocalStore(Path(settings["root"]))


class LocalStore:
    """An `ObjectStore` in a directory; any number of processes may use the same one."""

    def __init__(self, root: Path) -> None:
        with storage_errors():
            for directory in (root, root / TEMPORARY, root / LOCKS):
                directory.mkdir(parents=True, exist_ok=True)
        self.root = root.resolve()
        self._listing = Listing()
        self._sweep()

    def buckets(self) -> list[Bucket]:
        with os.scandir(self.root) as entries:
            names = sorted(e.name for e in entries if e.is_dir(follow_symlinks=False))
        return [self._bucket(name) for name in names if _is_bucket_name(name)]

    def has_bucket(self, bucket: str) -> bool:
        return (self.root / bucket_name(bucket)).is_dir()

    def create_bucket(self, bucket: str) -> Bucket:
        path = self.root / bucket_name(bucket)
        with self._locked(bucket), storage_errors():
            try:
                path.mkdir()
            except FileExistsError:
                raise Conflict(
                    f"The bucket {bucket} exists already: choose another name."
                ) from None
            (self.root / LOCKS / bucket).touch()
            sync_directory(self.root)
        return self._bucket(bucket)

    def delete_bucket(self, bucket: str) -> None:
        with self._writing(bucket) as descriptor:
            if next(self._listing.items(descriptor, "", deep=True), None) is not None:
                raise Conflict(f"The bucket {bucket} is not empty: delete its objects first.")
            self._remove_empty_directories(self.root / bucket)
            sync_directory(self.root)

    def head(self, bucket: str, key: str) -> ObjectInfo:
        with self._opened(bucket, key) as descriptor:
            found = tree.find(descriptor, key)
        if found is None:
            raise _missing(bucket, key)
        return _info(bucket, key, found[1])

    def read(self, bucket: str, key: str, start: int = 0, end: int | None = None) -> bytes:
        if start < 0 or (end is not None and end < start):
            raise InvalidInput(f"The range {start} to {end} is not valid: 0 <= start <= end.")
        with self.open(bucket, key) as stream:
            stream.seek(start)
            return stream.read() if end is None else stream.read(end - start)

    def open(self, bucket: str, key: str) -> BinaryIO:
        with self._opened(bucket, key) as descriptor:
            try:
                return os.fdopen(tree.open_object(descriptor, key), "rb")
            except FileNotFoundError:
                raise _missing(bucket, key) from None

    def put(
        self,
        bucket: str,
        key: str,
        source: bytes | BinaryIO,
        *,
        if_absent: bool = False,
        if_match: str | None = None,
    ) -> ObjectInfo:
        object_key(key)
        with self._opened(bucket), self._temporary() as (name, stream):
            _fill(stream, source)
            with self._writing(bucket) as descriptor:
                self._check(descriptor, bucket, key, if_absent=if_absent, if_match=if_match)
                directory = self._place(name, descriptor, key)
            _sync_and_close(directory)
            return _info(bucket, key, os.fstat(stream.fileno()))

    def put_file(
        self,
        bucket: str,
        key: str,
        path: Path,
        *,
        if_absent: bool = False,
        if_match: str | None = None,
        reached: Reached = nobody,
    ) -> ObjectInfo:
        with path.open("rb") as file:
            source = watched(file, reached)
            return self.put(bucket, key, source, if_absent=if_absent, if_match=if_match)

    def fetch_file(
        self, bucket: str, key: str, path: Path, *, reached: Reached = nobody
    ) -> ObjectInfo:
        with self.open(bucket, key) as stream, storage_errors():
            info = _info(bucket, key, os.fstat(stream.fileno()))
            path.parent.mkdir(parents=True, exist_ok=True)
            source = watched(stream, reached)
            atomic_write(path, lambda file: shutil.copyfileobj(source, file, _CHUNK))
        return info

    def copy(self, bucket: str, key: str, to_bucket: str, to_key: str) -> ObjectInfo:
        with self.open(bucket, key) as stream:
            return self.put(to_bucket, to_key, stream)

    def move(self, bucket: str, key: str, to_key: str, *, if_absent: bool = False) -> ObjectInfo:
        object_key(to_key)
        object_key(key)
        if key == to_key:
            raise InvalidInput("An object cannot be moved to its own key.")
        with self._writing(bucket) as descriptor:
            self._check(descriptor, bucket, to_key, if_absent=if_absent, if_match=None)
            try:
                tree.move(descriptor, key, to_key)
            except FileNotFoundError:
                raise _missing(bucket, key) from None
            found = tree.find(descriptor, to_key)
        if found is None:
            raise _missing(bucket, to_key)
        return _info(bucket, to_key, found[1])

    def delete(self, bucket: str, key: str) -> None:
        object_key(key)
        with self._writing(bucket) as descriptor:
            tree.remove(descriptor, key)

    def list(
        self,
        bucket: str,
        prefix: str = "",
        *,
        delimiter: str = "",
        marker: str = "",
        limit: int = MAX_PAGE,
    ) -> ListPage:
        if delimiter not in ("", "/"):
            raise InvalidInput(f'The delimiter {shown(delimiter)} is not supported: use "/".')
        object_key(prefix, empty=True)
        with self._opened(bucket) as descriptor:
            items = self._listing.items(descriptor, prefix, deep=not delimiter, marker=marker)
            base = prefix[: prefix.rfind("/") + 1] if delimiter else None
            return _page(descriptor, bucket, items, limit, base)

    def versions(self, bucket: str, key: str) -> Sequence[ObjectVersion] | None:
        object_key(key)
        if not self.has_bucket(bucket):
            raise NotFound(f"There is no bucket {bucket}: create it first.")
        return None

    def restore_version(self, bucket: str, key: str, version_id: str) -> ObjectInfo:
        raise NotFound("A bucket on this computer keeps no versions.")

    def local_path(self, bucket: str, key: str) -> Path:
        with self._opened(bucket, key) as descriptor:
            found = tree.find(descriptor, key)
        if found is None:
            raise _missing(bucket, key)
        return self.root.joinpath(bucket, *found[0].directories, found[0].name)

    def local_directory(self, bucket: str, prefix: str, *, create: bool = False) -> Path:
        object_key(prefix, empty=True)
        if prefix and not prefix.endswith("/"):
            raise InvalidInput(f"The prefix {shown(prefix)} is no folder: end it with a slash.")
        if create:
            with self._writing(bucket) as descriptor:
                os.close(tree.make_directories(descriptor, prefix))
        else:
            with self._opened(bucket) as descriptor:
                _refuse_links(descriptor, prefix)
        return self.root.joinpath(bucket, *components(prefix))

    def close(self) -> None:
        """Nothing is open between calls."""

    def _place(self, name: str, bucket: int, key: str) -> int:
        """Rename a finished temporary to the object's place; the answer is the directory, to be
        synced when the lock is free again: others need not wait for that."""
        source = os.open(self.root / TEMPORARY, DIRECTORY)
        try:
            with tree.made_place(bucket, key) as (directory, final):
                os.rename(name, final, src_dir_fd=source, dst_dir_fd=directory)
                return os.dup(directory)
        finally:
            os.close(source)

    def _check(
        self, descriptor: int, bucket: str, key: str, *, if_absent: bool, if_match: str | None
    ) -> None:
        if not if_absent and if_match is None:
            return
        found = tree.find(descriptor, key)
        if if_absent and found is not None:
            raise Conflict(f"The object {shown(key)} exists already in the bucket {bucket}.")
        if if_match is not None and (found is None or _etag(found[1]) != if_match):
            raise Conflict(f"The object {shown(key)} was changed meanwhile: read it again.")

    def _bucket(self, name: str) -> Bucket:
        lock = self.root / LOCKS / name
        born = lock if lock.exists() else self.root / name
        return Bucket(name=name, created=_moment(born.stat().st_mtime_ns))

    @contextmanager
    def _opened(self, bucket: str, key: str | None = None) -> Iterator[int]:
        """The bucket's directory; a key given with it is checked too."""
        bucket_name(bucket)
        if key is not None:
            object_key(key)
        with storage_errors():
            try:
                descriptor = descend(self.root, (bucket,))
            except (FileNotFoundError, NotADirectoryError):
                raise NotFound(f"There is no bucket {bucket}: create it first.") from None
            try:
                yield descriptor
            finally:
                os.close(descriptor)

    @contextmanager
    def _writing(self, bucket: str) -> Iterator[int]:
        """The bucket's directory, under its lock."""
        with self._opened(bucket):  # a bucket that does not exist leaves no lock behind
            pass
        with self._locked(bucket), self._opened(bucket) as descriptor:
            yield descriptor

    @contextmanager
    def _locked(self, bucket: str) -> Iterator[None]:
        """One writer of names at a time, over threads and processes; the system ends the lock of
        a process that died."""
        path = self.root / LOCKS / bucket_name(bucket)
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        with storage_errors():
            descriptor = os.open(path, flags, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    @contextmanager
    def _temporary(self) -> Iterator[tuple[str, BinaryIO]]:
        """A new file in `.tmp`, locked while it is in use, removed if it is still there after."""
        name = secrets.token_hex(16)
        path = self.root / TEMPORARY / name
        with path.open("xb") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            try:
                yield name, stream
            finally:
                with suppress(FileNotFoundError):
                    path.unlink()

    def _sweep(self) -> None:
        """Remove the temporaries of processes that are gone."""
        for path in (self.root / TEMPORARY).iterdir():
            with suppress(FileNotFoundError, BlockingIOError, IsADirectoryError):
                if time.time() - path.stat().st_mtime > _STALE:
                    with path.open("rb") as stream:
                        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        path.unlink()

    def _remove_empty_directories(self, path: Path) -> None:
        """Remove a tree that has directories only; anything else in it is said."""
        try:
            for directory, _, _ in os.walk(path, topdown=False, followlinks=False):
                Path(directory).rmdir()
        except OSError:
            raise Conflict(
                f"The bucket {path.name} holds links or special files: remove them first."
            ) from None


def _fill(stream: BinaryIO, source: bytes | BinaryIO) -> None:
    if isinstance(source, bytes):
        stream.write(source)
    else:
        shutil.copyfileobj(source, stream, _CHUNK)
    stream.flush()
    now = time.time_ns()  # finer than the file system's own clock: part of the etag
    os.utime(stream.fileno(), ns=(now, now))
    os.fsync(stream.fileno())


def _sync_and_close(descriptor: int) -> None:
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _page(
    descriptor: int, bucket: str, items: Iterator[str], limit: int, base: str | None
) -> ListPage:
    """Take one page; below a `base`, all but itself that ends in a slash sums up what is deeper."""
    objects: list[ObjectInfo] = []
    prefixes: list[str] = []
    last = ""
    with closing(tree.Finder(descriptor)) as finder:
        for item in islice(items, max(1, min(limit, MAX_PAGE))):
            last = item
            if base is not None and item.endswith("/") and item != base:
                prefixes.append(item)
            elif (found := finder.find(item)) is not None:
                objects.append(_info(bucket, item, found[1]))
    more = next(items, None) is not None
    return ListPage(
        objects=tuple(objects), prefixes=tuple(prefixes), next_marker=last if more else None
    )


def _refuse_links(descriptor: int, prefix: str) -> None:
    try:
        os.close(descend(descriptor, components(prefix)))
    except FileNotFoundError:
        return
    except NotADirectoryError:
        raise Conflict(
            f"{shown(prefix)} leads through a file or a symbolic link: it is no folder."
        ) from None


def _info(bucket: str, key: str, status: os.stat_result) -> ObjectInfo:
    return ObjectInfo(
        bucket=bucket,
        key=key,
        size=status.st_size,
        etag=_etag(status),
        modified=_moment(status.st_mtime_ns),
    )


def _etag(status: os.stat_result) -> str:
    return f"{status.st_ino:x}-{status.st_size:x}-{status.st_mtime_ns:x}"


def _moment(nanoseconds: int) -> datetime:
    """A file's time; one that no calendar has (anybody can set it) becomes the nearest that has."""
    return datetime.fromtimestamp(min(max(nanoseconds / 1e9, 0), _LAST_MOMENT), tz=timezone.utc)


def _is_bucket_name(name: str) -> bool:
    try:
        return bool(bucket_name(name))
    except InvalidInput:
        return False


def _missing(bucket: str, key: str) -> NotFound:
    return NotFound(f"There is no object {shown(key)} in the bucket {bucket}.")
