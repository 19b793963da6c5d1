"""The seam to object stores: one Protocol, one lazily imported file for each backend.

Every backend passes `tests/conformance/test_object_store.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from ...core.errors import InvalidInput
from ..schemas import Bucket, ListPage, ObjectInfo, ObjectVersion
from .watched import Reached, nobody

MAX_PAGE = 1000

STORES: Mapping[str, str] = {
    "local": "jupyter_modelarts.obs.stores.local",
    "s3": "jupyter_modelarts.obs.stores.s3",
}


class ObjectStore(Protocol):
    """Buckets of bytes under keys, as S3 has them.

    All methods are synchronous and may be called from any thread. A missing bucket is `NotFound`,
    a key that S3 does not allow `InvalidInput`, a full disk `Unavailable`. What was written is
    durable when a method returns; a reader sees an object whole, old or new.
    """

    def buckets(self) -> list[Bucket]: ...

    def has_bucket(self, bucket: str) -> bool: ...

    def create_bucket(self, bucket: str) -> Bucket:
        """Raises `Conflict` where it exists."""
        ...

    def delete_bucket(self, bucket: str) -> None:
        """Raises `Conflict` where it holds an object."""
        ...

    def head(self, bucket: str, key: str) -> ObjectInfo:
        """Raises `NotFound`."""
        ...

    def read(self, bucket: str, key: str, start: int = 0, end: int | None = None) -> bytes:
        """The bytes from `start` up to, not including, `end`; fewer where the object is shorter."""
        ...

    def open(self, bucket: str, key: str) -> BinaryIO:
        """A stream of one version of the object, whatever happens to the key meanwhile."""
        ...

    def put(
        self,
        bucket: str,
        key: str,
        source: bytes | BinaryIO,
        *,
        if_absent: bool = False,
        if_match: str | None = None,
    ) -> ObjectInfo:
        """Write an object. Raises `Conflict` where it exists, or has not the etag `if_match`.

        A stream may be of any size: a large one goes in parts, and is seen when all have come.
        """
        ...

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
        """`put` of a file of this machine; links are for the caller to refuse."""
        ...

    def fetch_file(
        self, bucket: str, key: str, path: Path, *, reached: Reached = nobody
    ) -> ObjectInfo:
        """Write one version of the object to a file, which has its name only when it is whole,
        durable and as long as the store says; its directory is made."""
        ...

    def copy(self, bucket: str, key: str, to_bucket: str, to_key: str) -> ObjectInfo: ...

    def move(self, bucket: str, key: str, to_key: str, *, if_absent: bool = False) -> ObjectInfo:
        """Give an object another key in its bucket; raises `Conflict` as `put` does."""
        ...

    def delete(self, bucket: str, key: str) -> None:
        """Remove an object; as in S3, one that is not there is not an error."""
        ...

    def list(
        self,
        bucket: str,
        prefix: str = "",
        *,
        delimiter: str = "",
        marker: str = "",
        limit: int = MAX_PAGE,
    ) -> ListPage:
        """The objects under `prefix` after `marker`; with `delimiter="/"` only the first level,
        what lies deeper being summed up as prefixes. `limit` counts both."""
        ...

    def versions(self, bucket: str, key: str) -> Sequence[ObjectVersion] | None:
        """The versions that are kept of an object, the latest first; None where none are kept."""
        ...

    def restore_version(self, bucket: str, key: str, version_id: str) -> ObjectInfo:
        """Make a version the latest again, which loses none. Raises `NotFound`."""
        ...

    def local_path(self, bucket: str, key: str) -> Path | None:
        """The object's file, or None for a store that is no directory. For reading only."""
        ...

    def local_directory(self, bucket: str, prefix: str, *, create: bool = False) -> Path | None:
        """The directory whose files are the objects under `prefix` (empty, or ending in a slash),
        or None for a store that is no directory. A program may write files there: each becomes
        an object by its relative path."""
        ...

    def close(self) -> None:
        """Give up connections; the store may be used again."""
        ...


def open_store(kind: str, settings: Mapping[str, str]) -> ObjectStore:
    """Open the store of this kind; `settings` are the backend's own (`local`: `root`;
    `s3`: see `s3_client.settings_of`). Nothing is asked over a network yet."""
    if kind not in STORES:
        known = ", ".join(sorted(STORES))
        raise InvalidInput(f'There is no object store "{kind}": choose one of {known}.')
    return cast(ObjectStore, import_module(STORES[kind]).from_settings(settings))
