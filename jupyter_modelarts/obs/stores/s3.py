"""Objects on an S3 server: OBS, AWS, MinIO, Ceph and their like.

An ETag here is the server's own: writing the same bytes again may leave it as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ...core.errors import Conflict, Forbidden, InvalidInput, NotFound
from ...core.safe.names import bucket_name, shown
from ...core.safe.uris import object_key
from ..schemas import Bucket, ListPage, ObjectInfo, ObjectVersion
from . import MAX_PAGE, s3_versions
from .s3_client import DEFAULT_REGION, Clients, S3Settings, needs_care, settings_of
from .s3_errors import Cause, StoreTrouble, no_s3, status_of, translated
from .s3_proof import clean
from .s3_reading import Reader
from .s3_writing import Condition, Writer
from .watched import Reached, nobody, watched

if TYPE_CHECKING:
    from obstore.store import S3Store as Bulk

_TRIES = 3
_LAST = "\U0010ffff"  # after every key that goes on


def from_settings(settings: Mapping[str, str]) -> S3Store:
    return S3Store(settings_of(settings))


class S3Store:
    """An `ObjectStore` on a server; safe in threads, and nothing is asked before it is used."""

    def __init__(self, settings: S3Settings) -> None:
        self.settings = settings
        self._clients = Clients(settings)
        self._reader = Reader(self._clients)
        self._writer = Writer(self._clients)

    def needs_care(self, key: str) -> bool:
        """Whether an object must go through boto3: obstore cannot say its key, or it would follow
        a redirect to where this server may not lead."""
        return not self.settings.allow_private or needs_care(key)

    def client(self, bucket: str) -> Bulk:
        """obstore's store of this bucket, for many or large objects (see `needs_care`)."""
        if not self.settings.allow_private:
            raise Forbidden(f"{self._name} was not entered by an administrator: use boto3.")
        return self._clients.bulk(bucket_name(bucket))

    def boto(self, bucket: str = "", *, quick: bool = False) -> Any:
        """The boto3 client that reaches this bucket; a quick one gives up soon."""
        return self._clients.boto(bucket, quick=quick)

    def close(self) -> None:
        """Close the connections that are open."""
        self._clients.close()

    def buckets(self) -> list[Bucket]:
        with translated(self._name):
            answer = self._clients.boto(quick=True).list_buckets()
        if "Buckets" not in answer and "Owner" not in answer:
            raise no_s3(self._name)
        found = answer.get("Buckets", [])
        made = [_bucket(one) for one in found if _is_bucket_name(one.get("Name", ""))]
        return sorted(made, key=lambda one: one.name)

    def has_bucket(self, bucket: str) -> bool:
        """Whether this credential sees the bucket here."""
        try:
            with translated(self._name, bucket_name(bucket)):
                self._clients.boto(bucket, quick=True).head_bucket(Bucket=bucket)
        except NotFound:
            return False
        return True

    def create_bucket(self, bucket: str) -> Bucket:
        client = self._clients.boto(bucket_name(bucket))
        if self.has_bucket(bucket):  # AWS answers "yes" when one's own is created again
            raise Conflict(f"The bucket {bucket} exists already: choose another name.")
        options: dict[str, Any] = {}
        if self.settings.region != DEFAULT_REGION:
            options["CreateBucketConfiguration"] = {"LocationConstraint": self.settings.region}
        with translated(self._name, bucket):
            client.create_bucket(Bucket=bucket, **options)
        return Bucket(name=bucket, created=datetime.now(timezone.utc))

    def delete_bucket(self, bucket: str) -> None:
        if not self.has_bucket(bucket):
            raise NotFound(f"There is no bucket {bucket}: create it first.")
        with translated(self._name, bucket):
            self._clients.boto(bucket).delete_bucket(Bucket=bucket)

    def head(self, bucket: str, key: str) -> ObjectInfo:
        return self._writer.head(bucket_name(bucket), object_key(key))

    def read(self, bucket: str, key: str, start: int = 0, end: int | None = None) -> bytes:
        if start < 0 or (end is not None and end < start):
            raise InvalidInput(f"The range {start} to {end} is not valid: 0 <= start <= end.")
        return self._reader.read(bucket_name(bucket), object_key(key), start, end)

    def open(self, bucket: str, key: str) -> BinaryIO:
        return self._reader.stream(self.head(bucket, key))

    def put(
        self,
        bucket: str,
        key: str,
        source: bytes | BinaryIO,
        *,
        if_absent: bool = False,
        if_match: str | None = None,
    ) -> ObjectInfo:
        condition = Condition(if_absent, if_match)
        return self._writer.put(bucket_name(bucket), object_key(key), source, condition)

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
        return self._reader.fetch(bucket_name(bucket), object_key(key), path, reached)

    def copy(self, bucket: str, key: str, to_bucket: str, to_key: str) -> ObjectInfo:
        source = self.head(bucket, key)
        bucket_name(to_bucket)
        object_key(to_key)
        if (bucket, key) == (to_bucket, to_key):
            return source
        return self._copy(source, to_bucket, to_key)

    def move(self, bucket: str, key: str, to_key: str, *, if_absent: bool = False) -> ObjectInfo:
        object_key(to_key)
        if key == to_key:
            raise InvalidInput("An object cannot be moved to its own key.")
        source = self.head(bucket, key)
        with self._writer.turn(bucket, to_key, Condition(if_absent)):
            made = self._copy(source, bucket, to_key)
        self.delete(bucket, key)
        return made

    def delete(self, bucket: str, key: str) -> None:
        client = self._clients.boto(bucket_name(bucket))
        with translated(self._name, bucket, object_key(key)):
            try:
                client.delete_object(Bucket=bucket, Key=key)
            except Exception as error:
                if status_of(error) != 404:
                    raise
                client.head_bucket(Bucket=bucket)  # only a bucket that is missing is an error

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
        size = max(1, min(limit, MAX_PAGE))
        start = _past_folder(prefix, marker) if delimiter else marker
        answer = self._list(bucket_name(bucket), prefix, delimiter, start, size)
        objects = [_listed(bucket, one) for one in answer.get("Contents", [])]
        prefixes = [one["Prefix"] for one in answer.get("CommonPrefixes", [])]
        self._refuse_disorder(bucket, [*(info.key for info in objects), *prefixes], prefix, marker)
        more = bool(answer.get("IsTruncated"))
        last = max([*(info.key for info in objects[-1:]), *prefixes[-1:]], default=None)
        if more and last is None:
            raise self._disorder(bucket)
        return ListPage(
            objects=tuple(objects), prefixes=tuple(prefixes), next_marker=last if more else None
        )

    def versions(self, bucket: str, key: str) -> Sequence[ObjectVersion] | None:
        return s3_versions.versions(self._clients, bucket_name(bucket), object_key(key))

    def restore_version(self, bucket: str, key: str, version_id: str) -> ObjectInfo:
        s3_versions.restore(self._clients, bucket_name(bucket), object_key(key), version_id)
        return self.head(bucket, key)

    def local_path(self, bucket: str, key: str) -> None:
        return None

    def local_directory(self, bucket: str, prefix: str, *, create: bool = False) -> None:
        return None

    @property
    def _name(self) -> str:
        return self.settings.name

    def _copy(self, source: ObjectInfo, bucket: str, key: str) -> ObjectInfo:
        client = self._clients.boto(bucket)
        from_ = {"Bucket": source.bucket, "Key": source.key}
        with translated(self._name, source.bucket, source.key):
            if source.size <= s3_versions.COPY_AT_ONCE:
                client.copy_object(
                    Bucket=bucket, Key=key, CopySource=from_, CopySourceIfMatch=f'"{source.etag}"'
                )
            else:
                client.copy(from_, bucket, key)
        made = self._writer.head(bucket, key)
        if made.size != source.size:
            raise StoreTrouble(
                f"The copy {made.uri} has {made.size} bytes instead of {source.size}: copy it "
                "again.",
                Cause.SERVER,
            )
        return made

    def _list(self, bucket: str, prefix: str, delimiter: str, start: str, size: int) -> Any:
        client = self._clients.boto(bucket)
        options = {"Bucket": bucket, "Prefix": prefix, "Delimiter": delimiter, "MaxKeys": size}
        for attempt in range(_TRIES):
            try:
                with translated(self._name, bucket):
                    if self.settings.lists_plainly:
                        answer = client.list_objects(**options, Marker=start)
                    else:
                        answer = client.list_objects_v2(**options, StartAfter=start)
                if "IsTruncated" in answer:
                    return answer
                raise no_s3(self._name)  # a page that parses is no empty listing
            except StoreTrouble as error:  # an answer that was cut off, which boto3 does not retry
                if error.cause != Cause.NO_S3 or attempt == _TRIES - 1:
                    raise
        raise AssertionError  # the last attempt returned or raised

    def _refuse_disorder(self, bucket: str, items: Iterable[str], prefix: str, marker: str) -> None:
        """A listing that jumps back would never end, or hide objects from who deletes."""
        if any(not item.startswith(prefix) or item <= marker for item in items):
            raise self._disorder(bucket)

    def _disorder(self, bucket: str) -> StoreTrouble:
        return StoreTrouble(
            f"{self._name} lists the bucket {bucket} out of order, so that the listing cannot be "
            "trusted: nothing was changed. Tell who runs the server.",
            Cause.SERVER,
        )


def _past_folder(prefix: str, marker: str) -> str:
    """Where the next page begins: after all that a folder in front of, or with, the marker sums
    up."""
    if not marker.startswith(prefix):
        return marker
    rest, slash, _ = marker[len(prefix) :].partition("/")
    return f"{prefix}{rest}/{_LAST}" if slash else marker


def _listed(bucket: str, one: Mapping[str, Any]) -> ObjectInfo:
    return ObjectInfo(
        bucket=bucket,
        key=one["Key"],
        size=one["Size"],
        etag=clean(one.get("ETag")),
        modified=one["LastModified"],
    )


def _bucket(one: Mapping[str, Any]) -> Bucket:
    created = one.get("CreationDate") or datetime.fromtimestamp(0, timezone.utc)
    return Bucket(name=one["Name"], created=created)


def _is_bucket_name(name: str) -> bool:
    try:
        return bool(bucket_name(name))
    except InvalidInput:
        return False
