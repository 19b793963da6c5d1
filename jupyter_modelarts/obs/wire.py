"""Between object listings and what the REST API answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from .bodies import (
    BucketBody,
    BucketListBody,
    FolderTaskBody,
    FolderTaskListBody,
    ObjectBody,
    ObjectListBody,
    RemovalBody,
    TrashBody,
    TrashedBody,
    UploadBody,
    UploadListBody,
    VersionBody,
    VersionListBody,
)
from .schemas import Bucket, ListPage, ObjectInfo, ObjectVersion, Removal, Trashed
from .task_schemas import FolderTask
from .upload_schemas import Upload


def buckets_body(buckets: list[Bucket]) -> BucketListBody:
    """All buckets."""
    return BucketListBody(buckets=[bucket_body(bucket) for bucket in buckets])


def bucket_body(bucket: Bucket) -> BucketBody:
    """One bucket."""
    return BucketBody(name=bucket.name, create_time=_ms(bucket.created))


def versions_body(versions: Sequence[ObjectVersion] | None) -> VersionListBody:
    """What is kept of one object."""
    bodies = [
        VersionBody(
            version_id=one.id,
            size=one.size,
            last_modified=_ms(one.modified),
            is_latest=one.is_latest,
            deleted=one.deleted,
        )
        for one in versions or []
    ]
    return VersionListBody(kept=versions is not None, versions=bodies)


def list_body(bucket: str, page: ListPage) -> ObjectListBody:
    """One page of a folder of `bucket`."""
    return ObjectListBody(
        folders=[f"obs://{bucket}/{prefix}" for prefix in page.prefixes],
        objects=[object_body(info) for info in page.objects],
        next_marker=page.next_marker,
    )


def object_body(info: ObjectInfo) -> ObjectBody:
    """One object."""
    uri = info.uri
    return ObjectBody(
        uri=str(uri),
        name=uri.name,
        size=info.size,
        last_modified=_ms(info.modified),
        etag=info.etag,
    )


def removal_body(removal: Removal) -> RemovalBody:
    """What a deletion did."""
    return RemovalBody(trash_id=removal.trash_id, count=removal.count)


def trash_body(entries: list[Trashed]) -> TrashBody:
    """A bucket's trash."""
    return TrashBody(items=[_trashed_body(entry) for entry in entries])


def uploads_body(uploads: list[Upload]) -> UploadListBody:
    """All uploads."""
    return UploadListBody(uploads=[upload_body(upload) for upload in uploads])


def upload_body(upload: Upload) -> UploadBody:
    """One upload."""
    record = upload.record
    return UploadBody(
        upload_id=record.id,
        uri=record.uri,
        size=record.size,
        part_size=record.part_size,
        parts=list(upload.parts),
        state=record.state,
        reason=record.reason,
        create_time=record.created_at,
    )


def folder_tasks_body(tasks: list[FolderTask]) -> FolderTaskListBody:
    """Work on folders."""
    return FolderTaskListBody(tasks=[folder_task_body(task) for task in tasks])


def folder_task_body(task: FolderTask) -> FolderTaskBody:
    """One work on a folder."""
    return FolderTaskBody(
        task_id=task.id,
        action=task.action,
        source=task.source,
        target=task.target,
        trash_id=task.trash_id,
        state=task.state,
        done=task.done,
        total=task.total,
        reason=task.reason,
        create_time=task.created_at,
    )


def _trashed_body(entry: Trashed) -> TrashedBody:
    return TrashedBody(
        trash_id=entry.id,
        uri=str(entry.uri),
        trashed_at=_ms(entry.trashed),
        count=entry.count,
        is_more=entry.is_more,
    )


def _ms(time: datetime) -> int:
    return int(time.timestamp() * 1000)
