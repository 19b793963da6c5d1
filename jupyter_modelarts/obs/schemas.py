"""What an object store answers."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from ..core.safe.uris import ObjectUri


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Bucket(_Frozen):
    name: str
    created: datetime


class ObjectInfo(_Frozen):
    """An object without its bytes. `etag` is opaque and another one after every write."""

    bucket: str
    key: str
    size: int
    etag: str
    modified: datetime

    @property
    def uri(self) -> ObjectUri:
        return ObjectUri(self.bucket, self.key)


class ListPage(_Frozen):
    """A page of a listing: objects and common prefixes, each in byte order of UTF-8.

    `next_marker` is what to pass as `marker` for the next page; None on the last one.
    """

    objects: tuple[ObjectInfo, ...] = ()
    prefixes: tuple[str, ...] = ()
    next_marker: str | None = None


class TrashEntry(_Frozen):
    """What one deletion moved to the trash; `count` objects of `bucket`, under one id."""

    bucket: str
    id: str
    trashed: datetime
    count: int
