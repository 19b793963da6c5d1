"""What the object routes take and answer (our addition: ModelArts' own console asks OBS)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..core.schemas import Schema


class BucketBody(Schema):
    """A bucket; `create_time` in milliseconds."""

    name: str
    create_time: int


class BucketListBody(Schema):
    """All buckets."""

    buckets: list[BucketBody]


class CreateBucketRequest(Schema):
    """A bucket to make."""

    name: str


class ObjectListQuery(Schema):
    """One level below the folder `uri`, from `marker` on."""

    uri: str
    marker: str = ""
    limit: Annotated[int, Field(ge=1, le=1000)] = 200


class ObjectBody(Schema):
    """An object; `last_modified` in milliseconds."""

    uri: str
    name: str
    size: int
    last_modified: int


class ObjectListBody(Schema):
    """A page: folders and objects in the order of their keys."""

    folders: list[str]
    objects: list[ObjectBody]
    next_marker: str | None


class ObjectQuery(Schema):
    """One object; with `download` the browser saves it."""

    uri: str
    download: bool = False
