"""Earlier versions of an object, where its bucket keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...core.errors import NotFound
from ..schemas import ObjectVersion
from .s3_client import Clients
from .s3_errors import status_of, translated
from .s3_proof import clean

MOST = 1000
COPY_AT_ONCE = 5 * 1024**3
_NO_VERSION = "null"
_UNKNOWN_TO_SERVER = (405, 501)


def versions(clients: Clients, bucket: str, key: str) -> Sequence[ObjectVersion] | None:
    """The newest thousand, the latest first; None where the bucket keeps none."""
    with translated(clients.settings.name, bucket, key):
        try:
            answer = clients.boto(bucket).list_object_versions(
                Bucket=bucket, Prefix=key, MaxKeys=MOST
            )
        except Exception as error:
            if status_of(error) not in _UNKNOWN_TO_SERVER:
                raise
            return None
    kept = [_version(one) for one in answer.get("Versions", []) if one["Key"] == key]
    gone = [_mark(one) for one in answer.get("DeleteMarkers", []) if one["Key"] == key]
    if all(one.id == _NO_VERSION for one in (*kept, *gone)):
        return None
    return sorted([*kept, *gone], key=lambda one: (one.is_latest, one.modified), reverse=True)


def restore(clients: Clients, bucket: str, key: str, version_id: str) -> None:
    """Make a version the latest again; what is the latest now stays a version."""
    kept = versions(clients, bucket, key) or []
    found = next((one for one in kept if one.id == version_id), None)
    if found is None or found.deleted:
        raise NotFound(f"There is no such version of {bucket}/{key}: look at the list again.")
    client = clients.boto(bucket)
    source = {"Bucket": bucket, "Key": key, "VersionId": version_id}
    with translated(clients.settings.name, bucket, key):
        if found.size <= COPY_AT_ONCE:
            client.copy_object(Bucket=bucket, Key=key, CopySource=source)
        else:
            client.copy(source, bucket, key)


def _version(one: Mapping[str, Any]) -> ObjectVersion:
    return ObjectVersion(
        str(one.get("VersionId", _NO_VERSION)),
        one["Size"],
        clean(one.get("ETag")),
        one["LastModified"],
        bool(one.get("IsLatest")),
    )


def _mark(one: Mapping[str, Any]) -> ObjectVersion:
    """That it was deleted then."""
    return ObjectVersion(
        str(one.get("VersionId", _NO_VERSION)),
        0,
        "",
        one["LastModified"],
        bool(one.get("IsLatest")),
        deleted=True,
    )
