"""How a sync reaches one bucket: listing, whole small objects, and parts of large ones.

`StoreLane` does so over any object store. A store that is a server has a lane of its own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Protocol

from ...core.errors import Conflict, NotFound
from ..stores import ObjectStore
from ..trash import Trash, new_entry_id
from .shapes import Remote

if TYPE_CHECKING:
    from ..schemas import ObjectInfo

MIB = 1024 * 1024
CHUNK = 128 * 1024
"""Bytes that are read, hashed and written in one go: what stays in a processor's own cache. With
1 MiB the same transfer takes several times the processor time."""
Sink = Callable[[memoryview, int], None]
"""Takes bytes and their place in the file."""

_EPOCH = datetime.fromtimestamp(0, timezone.utc)
BROKEN_OFF = "the object is shorter than its listing said: it changes while it is read"
CHANGED = "it was changed in the store meanwhile: sync again"


class DisorderedListing(Exception):
    """The quick listing cannot be relied upon: list again, carefully."""


class Proof(Protocol):
    """Takes an object's bytes in their order, then says whether they are the object's: False where
    they are not, None where nothing can tell."""

    def add(self, data: bytes | memoryview) -> None: ...

    def holds(self) -> bool | None: ...

    def digest(self) -> bytes:
        """Of what came, where it does not hold: the same bytes have the same."""
        ...


class Lane(Protocol):
    """One bucket. Every method may be called from any thread and raises domain errors."""

    threads: int
    """How many small objects are worth moving at once."""
    part_bytes: int
    sends_parts: bool
    """Whether an upload can be sent in parts that stay where they are when it breaks off."""
    careful: bool

    @property
    def doubts(self) -> int:
        """How often bytes must differ from their proof in the same way until they are believed."""
        ...

    def listing(self, prefix: str) -> Iterator[Remote]:
        """All objects under a folder in the order of keys; raises where it is not complete, and
        `DisorderedListing` where `careful` would help."""
        ...

    def confirm_end(self, prefix: str, last: str) -> None:
        """Ask once more, another way, whether nothing comes after the key `last`: before something
        follows from what was not listed. Raises as `listing` does."""
        ...

    def head(self, key: str) -> Remote | None: ...

    def read(self, remote: Remote) -> memoryview:
        """A small object, whole and checked."""
        ...

    def read_part(self, remote: Remote, start: int, end: int, sink: Sink) -> None:
        """Bytes of that version only; raises Conflict where it is there no more."""
        ...

    def proof(self, remote: Remote) -> Proof: ...

    def write(self, key: str, data: bytes) -> Remote:
        """Put a small object, and see that it arrived as it is."""
        ...

    def write_file(self, key: str, descriptor: int, size: int) -> Remote:
        """Put a file of any size in one go."""
        ...

    def begin_upload(self, key: str) -> str: ...

    def send_part(self, key: str, upload: str, number: int, data: bytes) -> str:
        """Send part `number`, from 1; its etag, by which the store knows it."""
        ...

    def finish_upload(self, key: str, upload: str, parts: dict[int, str]) -> Remote: ...

    def abandon_upload(self, key: str, upload: str) -> None: ...

    def keep_copy(self, key: str, kept: str) -> None:
        """Copy an object to another key, in the store itself."""
        ...

    def discard(self, key: str) -> None:
        """Move an object to the store's trash, all of one sync under one id."""
        ...


class NoProof:
    """A store whose etags say nothing of the bytes."""

    def add(self, data: bytes | memoryview) -> None: ...

    def holds(self) -> bool | None:
        return None

    def digest(self) -> bytes:
        return b""


class StoreLane:
    """A lane over the Protocol that every store has."""

    threads = 4
    part_bytes = 32 * MIB
    sends_parts = False
    careful = True

    def __init__(self, store: ObjectStore, bucket: str) -> None:
        self._store = store
        self._bucket = bucket
        self._trash = Trash(lambda _: store)
        self._trash_id = new_entry_id()

    @property
    def doubts(self) -> int:
        return 2

    def listing(self, prefix: str) -> Iterator[Remote]:
        marker: str | None = ""
        while marker is not None:
            page = self._store.list(self._bucket, prefix, marker=marker)
            yield from map(remote_of, page.objects)
            marker = page.next_marker

    def confirm_end(self, prefix: str, last: str) -> None:
        """Such a listing says itself whether there is more."""

    def head(self, key: str) -> Remote | None:
        try:
            return remote_of(self._store.head(self._bucket, key))
        except NotFound:
            self._store.list(self._bucket, limit=1)  # a missing bucket is another matter
            return None

    def read(self, remote: Remote) -> memoryview:
        data = self._store.read(self._bucket, remote.key)
        self._expect(remote, len(data))
        return memoryview(data)

    def read_part(self, remote: Remote, start: int, end: int, sink: Sink) -> None:
        with self._store.open(self._bucket, remote.key) as stream:
            self._expect(remote, remote.size)
            stream.seek(start)
            while start < end:
                data = stream.read(min(CHUNK, end - start))
                if not data:
                    raise Conflict(BROKEN_OFF)
                sink(memoryview(data), start)
                start += len(data)

    def proof(self, remote: Remote) -> Proof:
        return NoProof()

    def write(self, key: str, data: bytes) -> Remote:
        return remote_of(self._store.put(self._bucket, key, data))

    def write_file(self, key: str, descriptor: int, size: int) -> Remote:
        with os.fdopen(os.dup(descriptor), "rb") as stream:
            stream.seek(0)
            return remote_of(self._store.put(self._bucket, key, stream))

    def begin_upload(self, key: str) -> str:
        raise NotImplementedError

    def send_part(self, key: str, upload: str, number: int, data: bytes) -> str:
        raise NotImplementedError

    def finish_upload(self, key: str, upload: str, parts: dict[int, str]) -> Remote:
        raise NotImplementedError

    def abandon_upload(self, key: str, upload: str) -> None:
        raise NotImplementedError

    def keep_copy(self, key: str, kept: str) -> None:
        self._store.copy(self._bucket, key, self._bucket, kept)

    def discard(self, key: str) -> None:
        self._trash.take(self._bucket, [key], key, self._trash_id)

    def _expect(self, remote: Remote, size: int) -> None:
        now = self._store.head(self._bucket, remote.key)
        if now.etag != remote.etag or size != remote.size:
            raise Conflict(CHANGED)


def remote_of(info: ObjectInfo) -> Remote:
    """An object as a sync sees it."""
    return Remote(info.key, info.size, info.etag, nanoseconds(info.modified))


def nanoseconds(moment: datetime) -> int:
    """Since 1970, exact to the microsecond that a datetime holds."""
    since = moment - _EPOCH
    return ((since.days * 86400 + since.seconds) * 1_000_000 + since.microseconds) * 1000
