"""What an object store answers. Plain data: a page holds a thousand, a sync starts in no time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..core.safe.uris import ObjectUri


@dataclass(frozen=True, slots=True)
class Bucket:
    name: str
    created: datetime


@dataclass(frozen=True, slots=True)
class ObjectInfo:
    """An object without its bytes. `etag` is opaque, and another one when the bytes are others."""

    bucket: str
    key: str
    size: int
    etag: str
    modified: datetime

    @property
    def uri(self) -> ObjectUri:
        return ObjectUri(self.bucket, self.key)


@dataclass(frozen=True, slots=True)
class ObjectVersion:
    """An object as it was from `modified` on; `deleted` where it was deleted then."""

    id: str
    size: int
    etag: str
    modified: datetime
    is_latest: bool
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of a listing: objects and common prefixes, each in byte order of UTF-8.

    `next_marker` is what to pass as `marker` for the next page; None on the last one.
    """

    objects: tuple[ObjectInfo, ...] = ()
    prefixes: tuple[str, ...] = ()
    next_marker: str | None = None


@dataclass(frozen=True, slots=True)
class TrashEntry:
    """What one deletion moved to the trash; `count` objects of `bucket`, under one id."""

    bucket: str
    id: str
    trashed: datetime
    count: int


@dataclass(frozen=True, slots=True)
class Trashed:
    """One deletion as a list shows it: `uri` is the object, or the folder of all of them."""

    bucket: str
    id: str
    trashed: datetime
    uri: ObjectUri
    count: int
    is_more: bool
    """There are more than `count`."""


@dataclass(frozen=True, slots=True)
class Removal:
    """What a deletion did; `trash_id` gives it back, None where it is for good."""

    trash_id: str | None
    count: int
