"""Writing to an S3 server: in one piece or in parts, with conditions, checked on arrival."""

from __future__ import annotations

import base64
import hashlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Any, BinaryIO

from ...core.errors import Conflict, NotFound
from ...core.safe.names import shown
from ..schemas import ObjectInfo
from .s3_client import Clients
from .s3_errors import (
    Cause,
    StoreTrouble,
    changed,
    code_of,
    no_s3,
    status_of,
    translated,
)
from .s3_proof import MIB, PART_BYTES, clean

_PARALLEL = 4
_LARGE_FROM, _LARGE_PART = 2000, 64 * MIB  # 10,000 parts are the most: 16 GB, then 500 GB more
_STRIPES = 64
_TRIES = 5
_ALTERED = {
    "BadDigest",
    "InvalidDigest",
    "IncompleteBody",
    "SignatureDoesNotMatch",  # of a body: a wrong key fails each time
    "XAmzContentSHA256Mismatch",
}
_ABSENT, _MATCH = "IfNoneMatch", "IfMatch"


@dataclass(frozen=True)
class Condition:
    """What must be true for a write to happen."""

    if_absent: bool = False
    if_match: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        if self.if_match is not None:
            return {_MATCH: f'"{self.if_match}"'}
        return {_ABSENT: "*"} if self.if_absent else {}


@dataclass
class Writer:
    """Writes objects of one server. Conditions are checked first and sent along: a server that
    knows none of them is still safe from our own threads, and nearly so from others."""

    clients: Clients
    _turns: tuple[threading.Lock, ...] = field(
        default_factory=lambda: tuple(threading.Lock() for _ in range(_STRIPES))
    )

    def put(
        self, bucket: str, key: str, source: bytes | BinaryIO, condition: Condition
    ) -> ObjectInfo:
        if isinstance(source, (bytes, bytearray, memoryview)):
            return self._put_checked(bucket, key, bytes(source), condition)
        first = read_fully(source, PART_BYTES)
        if len(first) < PART_BYTES:
            return self._put_checked(bucket, key, first, condition)
        return self._put_parts(bucket, key, first, source, condition)

    @contextmanager
    def turn(self, bucket: str, key: str, condition: Condition) -> Iterator[None]:
        """The condition, checked, with nobody else of this process in between."""
        if not condition.headers:
            yield
            return
        with self._turns[hash((bucket, key)) % _STRIPES]:
            self.check(bucket, key, condition)
            yield

    def check(self, bucket: str, key: str, condition: Condition) -> None:
        """Raises `Conflict` where the condition is not true."""
        found = self.head_or_none(bucket, key)
        if condition.if_absent and found is not None:
            raise taken(bucket, key)
        if condition.if_match is not None and (found is None or found.etag != condition.if_match):
            raise changed(bucket, key)

    def head(self, bucket: str, key: str) -> ObjectInfo:
        """Raises `NotFound`, for the bucket where it is that which is missing."""
        client = self.clients.boto(bucket)
        with translated(self.clients.settings.name, bucket, key):
            try:
                answer = client.head_object(Bucket=bucket, Key=key)
            except Exception as error:
                if status_of(error) == 404:
                    client.head_bucket(Bucket=bucket)  # a HEAD cannot say what is missing
                raise
        if "LastModified" not in answer or "ContentLength" not in answer:
            raise no_s3(self._name)
        return ObjectInfo(
            bucket=bucket,
            key=key,
            size=answer["ContentLength"],
            etag=clean(answer.get("ETag")),
            modified=answer["LastModified"],
        )

    def head_or_none(self, bucket: str, key: str) -> ObjectInfo | None:
        try:
            return self.head(bucket, key)
        except NotFound as error:
            if "no bucket" in str(error):
                raise
            return None

    def _put_checked(self, bucket: str, key: str, data: bytes, condition: Condition) -> ObjectInfo:
        md5 = hashlib.md5(data, usedforsecurity=False)
        request = {
            "Bucket": bucket,
            "Key": key,
            "Body": data,
            "ContentMD5": base64.b64encode(md5.digest()).decode(),
        }
        client = self.clients.boto(bucket)
        with self.turn(bucket, key, condition), translated(self._name, bucket, key):
            try:
                answer = _as_sent(lambda: _with_condition(client.put_object, condition, request))
            except Exception as error:
                if status_of(error) != 412 and code_of(error) != "PreconditionFailed":
                    raise
                return self._arrived_before(error, bucket, key, md5.hexdigest(), condition)
        return _info(bucket, key, len(data), answer)

    def _arrived_before(
        self, error: Exception, bucket: str, key: str, md5: str, condition: Condition
    ) -> ObjectInfo:
        """A write whose answer was lost fails its own condition when it is tried again."""
        tries = getattr(error, "response", {}).get("ResponseMetadata", {}).get("RetryAttempts", 0)
        found = self.head_or_none(bucket, key) if tries else None
        if found is not None and found.etag == md5:
            return found
        if condition.if_absent:
            raise taken(bucket, key)
        raise changed(bucket, key)

    def _put_parts(
        self, bucket: str, key: str, first: bytes, source: BinaryIO, condition: Condition
    ) -> ObjectInfo:
        if condition.headers:
            self.check(bucket, key, condition)  # before gigabytes are sent
        client = self.clients.boto(bucket)
        where = {"Bucket": bucket, "Key": key}
        with translated(self._name, bucket, key):
            upload = client.create_multipart_upload(**where)["UploadId"]
            where["UploadId"] = upload
            try:
                parts, size = self._send_parts(client, where, first, source)
                done = {**where, "MultipartUpload": {"Parts": parts}}
                with self.turn(bucket, key, condition):
                    _with_condition(client.complete_multipart_upload, condition, done)
            except BaseException as error:
                with suppress(Exception):
                    client.abort_multipart_upload(**where)
                if condition.if_absent and status_of(error) == 412:
                    raise taken(bucket, key) from None
                raise
        return self._arrived(bucket, key, size)

    def _send_parts(
        self, client: Any, where: dict[str, str], first: bytes, source: BinaryIO
    ) -> tuple[list[dict[str, Any]], int]:
        size = 0
        sent: list[Future[dict[str, Any]]] = []
        free = threading.Semaphore(_PARALLEL)

        def send(number: int, data: bytes) -> dict[str, Any]:
            try:
                md5 = hashlib.md5(data, usedforsecurity=False).digest()
                answer = _as_sent(
                    lambda: client.upload_part(
                        **where,
                        PartNumber=number,
                        Body=data,
                        ContentMD5=base64.b64encode(md5).decode(),
                    )
                )
                return {"PartNumber": number, "ETag": answer["ETag"]}
            finally:
                free.release()

        with ThreadPoolExecutor(_PARALLEL) as pool:
            for number, data in _pieces(first, source):
                free.acquire()  # no more in memory than are on their way
                size += len(data)
                sent.append(pool.submit(send, number, data))
                if any(one.done() and one.exception() for one in sent[-2 * _PARALLEL :]):
                    break
        return [one.result() for one in sent], size

    def _arrived(self, bucket: str, key: str, size: int) -> ObjectInfo:
        info = self.head(bucket, key)
        if info.size != size:
            raise StoreTrouble(
                f"{info.uri} has {info.size} bytes at {self._name} instead of the {size} sent: "
                "send it again.",
                Cause.SERVER,
            )
        return info

    @property
    def _name(self) -> str:
        return self.clients.settings.name


def read_fully(source: BinaryIO, size: int) -> bytes:
    """`size` bytes, fewer only at the end."""
    data = source.read(size)
    if not data or len(data) == size:
        return data
    pieces = [data]
    missing = size - len(data)
    while missing and (data := source.read(missing)):
        pieces.append(data)
        missing -= len(data)
    return b"".join(pieces)


def part_bytes(number: int) -> int:
    """The size of part `number`, from 1 on, of an object whose end is not known."""
    return PART_BYTES if number <= _LARGE_FROM else _LARGE_PART


def taken(bucket: str, key: str) -> Conflict:
    """There is one already."""
    return Conflict(f"The object {shown(key)} exists already in the bucket {bucket}.")


def _pieces(first: bytes, source: BinaryIO) -> Iterator[tuple[int, bytes]]:
    number, data = 1, first
    while data:
        yield number, data
        number += 1
        data = read_fully(source, part_bytes(number))


def _as_sent(send: Callable[[], Any]) -> Any:
    """Again where the server says that other bytes came than were signed."""
    for _ in range(_TRIES - 1):
        try:
            return send()
        except Exception as error:
            if code_of(error) not in _ALTERED:
                raise
    return send()


def _with_condition(call: Any, condition: Condition, request: dict[str, Any]) -> Any:
    """Send the condition too, unless the server says that it has no such thing."""
    try:
        return call(**request, **condition.headers)
    except Exception as error:
        if condition.headers and code_of(error) in ("NotImplemented", "501"):
            return call(**request)
        raise


def _info(bucket: str, key: str, size: int, answer: Any) -> ObjectInfo:
    date = answer["ResponseMetadata"]["HTTPHeaders"].get("date", "")
    try:
        modified = parsedate_to_datetime(date)
    except (TypeError, ValueError):
        modified = datetime.now(timezone.utc)
    return ObjectInfo(
        bucket=bucket, key=key, size=size, etag=clean(answer.get("ETag")), modified=modified
    )
