"""What an object store answers."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from pydantic import BaseModel, ConfigDict

from ..core.safe.uris import ObjectUri


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Bucket(_Frozen):
    name: str
    created: datetime


class ObjectInfo(_Frozen):
    """An object without its bytes. `etag` is opaque, and another one when the bytes are others."""

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


class Trashed(_Frozen):
    """One deletion as a list shows it: `uri` is the object, or the folder of all of them."""

    bucket: str
    id: str
    trashed: datetime
    uri: ObjectUri
    count: int
    is_more: bool
    """There are more than `count`."""


class Removal(_Frozen):
    """What a deletion did; `trash_id` gives it back, None where it is for good."""

    trash_id: str | None
    count: int


class UploadState(str, Enum):
    """Where a chunked upload is."""

    RECEIVING = "receiving"
    STORING = "storing"
    STORED = "stored"
    FAILED = "failed"


class UploadRecord(_Frozen):
    """A chunked upload as it is kept; what has arrived is kept beside it."""

    id: str
    uri: str
    size: int
    part_size: int
    overwrite: bool
    sha256: str | None = None
    created_at: int
    state: UploadState = UploadState.RECEIVING
    reason: str = ""

    @property
    def part_count(self) -> int:
        return -(-self.size // self.part_size)

    def length_of(self, number: int) -> int:
        """The bytes that part `number`, from 1 on, must have."""
        return min(self.part_size, self.size - (number - 1) * self.part_size)


class Upload(_Frozen):
    """A chunked upload with the numbers of the parts that have arrived."""

    record: UploadRecord
    parts: tuple[int, ...]
