"""Between object listings and what the REST API answers."""

from __future__ import annotations

from datetime import datetime

from .bodies import BucketBody, BucketListBody, ObjectBody, ObjectListBody
from .schemas import Bucket, ListPage, ObjectInfo


def buckets_body(buckets: list[Bucket]) -> BucketListBody:
    """All buckets."""
    return BucketListBody(buckets=[bucket_body(bucket) for bucket in buckets])


def bucket_body(bucket: Bucket) -> BucketBody:
    """One bucket."""
    return BucketBody(name=bucket.name, create_time=_ms(bucket.created))


def list_body(bucket: str, page: ListPage) -> ObjectListBody:
    """One page of a folder of `bucket`."""
    return ObjectListBody(
        folders=[f"obs://{bucket}/{prefix}" for prefix in page.prefixes],
        objects=[object_body(info) for info in page.objects],
        next_marker=page.next_marker,
    )


def object_body(info: ObjectInfo) -> ObjectBody:
    """One object."""
    return ObjectBody(
        uri=str(info.uri), name=info.uri.name, size=info.size, last_modified=_ms(info.modified)
    )


def _ms(time: datetime) -> int:
    return int(time.timestamp() * 1000)
