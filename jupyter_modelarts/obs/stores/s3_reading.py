"""Reading from an S3 server: one version, whole, and checked against its ETag."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from ...core.errors import Conflict
from ...core.safe.writing import atomic_write, storage_errors
from ..schemas import ObjectInfo
from .s3_client import Clients
from .s3_errors import BeyondEnd, Cause, StoreTrouble, changed, code_of, no_s3, translated
from .s3_proof import MIB, Proof, clean
from .watched import Reached, nobody, watched

WHOLE_BYTES = 8 * MIB
_CHUNK = MIB
_PIECE = 128 * 1024  # what is hashed and written in one go stays in a processor's own cache
_TRIES = 5
_ALIKE = 3
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


@dataclass(frozen=True)
class Reader:
    """Reads objects of one server; every method raises domain errors."""

    clients: Clients

    def read(self, bucket: str, key: str, start: int, end: int | None) -> bytes:
        """The bytes from `start` up to `end`, of the version that is there now."""
        for _ in range(_TRIES):
            try:
                return self._read_once(bucket, key, start, end)
            except Conflict:  # replaced between two requests: then that one
                continue
        raise changed(bucket, key)

    def whole(self, info: ObjectInfo, answer: Any = None) -> bytes:
        """All bytes of one version; `answer` is what the server has begun to say already."""
        buffer = io.BytesIO()
        self._copy(info, buffer, answer)
        return buffer.getvalue()

    def part(self, info: ObjectInfo, start: int, end: int, answer: Any = None) -> bytes:
        """The bytes from `start` up to `end`, both within the object, of one version."""
        buffer = io.BytesIO()
        wanted = end - start
        for _ in range(_TRIES):
            done = buffer.tell()
            if done == wanted:
                break
            self._pump(info, start + done, end, buffer, answer=answer)
            answer = None
        if buffer.tell() != wanted:
            raise self._broken(info)
        return buffer.getvalue()

    def stream(self, info: ObjectInfo) -> BinaryIO:
        """A seekable stream of one version; raises `Conflict` where it is there no more."""
        if info.size <= WHOLE_BYTES:
            return io.BytesIO(self.whole(info))
        pinned = _Pinned(self, info)
        return cast(BinaryIO, io.BufferedReader(pinned, buffer_size=_CHUNK))

    def fetch(self, bucket: str, key: str, path: Path, reached: Reached = nobody) -> ObjectInfo:
        """Write the version of now to a file: under another name first, until it is whole and on
        the disk."""
        for _ in range(_TRIES):
            try:
                return self._fetch_once(bucket, key, path, reached)
            except Conflict:  # replaced between two requests: then that one
                continue
        raise changed(bucket, key)

    def _fetch_once(self, bucket: str, key: str, path: Path, reached: Reached) -> ObjectInfo:
        with translated(self.clients.settings.name, bucket, key):
            answer = self.clients.boto(bucket).get_object(Bucket=bucket, Key=key)
        info = _info_of(self.clients.settings.name, bucket, key, answer)
        with closing(answer["Body"]), storage_errors():
            path.parent.mkdir(parents=True, exist_ok=True)
            atomic_write(path, lambda file: self._copy(info, watched(file, reached), answer))
        return info

    def _read_once(self, bucket: str, key: str, start: int, end: int | None) -> bytes:
        options: dict[str, str] = {}
        if start or end is not None:
            options["Range"] = f"bytes={start}-{'' if end is None else max(end - 1, start)}"
        try:
            with translated(self.clients.settings.name, bucket, key):
                answer = self.clients.boto(bucket).get_object(Bucket=bucket, Key=key, **options)
        except BeyondEnd:
            return b""
        info = _info_of(self.clients.settings.name, bucket, key, answer)
        last = info.size if end is None else min(end, info.size)
        if start == 0 and last == info.size:
            return self.whole(info, answer)
        if start >= last:
            answer["Body"].close()
            return b""
        return self.part(info, start, last, answer)

    def _copy(self, info: ObjectInfo, target: BinaryIO, answer: Any = None) -> None:
        """Bring the object; what differs from its ETag again and again in the same way is what it
        is, with an ETag that is no MD5."""
        seen = Counter[bytes]()
        for _ in range(_TRIES):
            proof = self._attempt(info, target, answer)
            came = proof.digest()
            seen[came] += 1
            if proof.holds() is not False or seen[came] == _ALIKE:
                return
            answer = None
        name = self.clients.settings.name
        raise StoreTrouble(
            f"The object {info.uri} arrived from {name} altered, {_TRIES} times: something on the "
            "way changes it. Check the network and proxies.",
            Cause.SERVER,
        )

    def _attempt(self, info: ObjectInfo, target: BinaryIO, answer: Any) -> Proof:
        target.seek(0)
        target.truncate()
        proof = self._pump(info, 0, info.size, target, answer=answer)
        failures = 0
        while (before := target.tell()) < info.size:
            self._pump(info, before, info.size, target, proof)
            failures = 0 if target.tell() > before else failures + 1
            if failures == _TRIES:
                raise self._broken(info)
        return proof

    def _pump(
        self,
        info: ObjectInfo,
        start: int,
        end: int,
        target: BinaryIO,
        proof: Proof | None = None,
        answer: Any = None,
    ) -> Proof:
        """Copy from `start` on as far as one request brings us, `end` at the most."""
        with translated(self.clients.settings.name, info.bucket, info.key):
            answer = answer or self._get(info, start, end)
            proof = proof or Proof(info.etag, info.size, encrypted=_is_encrypted(answer))
            with closing(answer["Body"]) as body:
                for data in _until(end - start, body, start - _offset(answer, start)):
                    target.write(data)
                    proof.add(data)
        return proof

    def _get(self, info: ObjectInfo, start: int, end: int) -> Any:
        options: dict[str, str] = {}
        if start or end != info.size:
            options["Range"] = f"bytes={start}-{end - 1}"
        if info.etag:
            options["IfMatch"] = f'"{info.etag}"'
        client = self.clients.boto(info.bucket)
        answer = client.get_object(Bucket=info.bucket, Key=info.key, **options)
        came = clean(answer.get("ETag"))
        if came and info.etag and came != info.etag:  # some servers know no If-Match
            answer["Body"].close()
            raise changed(info.bucket, info.key)
        return answer

    def _broken(self, info: ObjectInfo) -> StoreTrouble:
        name = self.clients.settings.name
        return StoreTrouble(
            f"{name} broke off {_TRIES} times while it sent {info.uri}: try again later.",
            Cause.NETWORK,
        )


def _info_of(store: str, bucket: str, key: str, answer: Any) -> ObjectInfo:
    if "LastModified" not in answer or "ContentLength" not in answer:
        answer["Body"].close()
        raise no_s3(store)
    found = _RANGE.match(answer.get("ContentRange") or "")
    return ObjectInfo(
        bucket=bucket,
        key=key,
        size=int(found[3]) if found else answer["ContentLength"],
        etag=clean(answer.get("ETag")),
        modified=answer["LastModified"],
    )


def _is_encrypted(answer: Any) -> bool:
    """Whether the ETag is of the encrypted bytes."""
    return bool(answer.get("SSECustomerAlgorithm")) or (
        "kms" in str(answer.get("ServerSideEncryption", "")).lower()
    )


def _offset(answer: Any, start: int) -> int:
    """Where the body begins: some servers answer a range with 200, some with the whole object."""
    found = _RANGE.match(answer.get("ContentRange") or "")
    if found is not None:
        return int(found[1])
    return start if answer["ResponseMetadata"]["HTTPStatusCode"] == 206 else 0


def _until(wanted: int, body: Any, skip: int) -> Iterator[bytes]:
    """What comes after the first `skip` bytes; a body that breaks off just ends."""
    while wanted > 0:
        try:
            data: bytes = body.read(_PIECE)
        except Exception as error:
            if code_of(error) is None and _is_broken(error):
                return
            raise
        if not data:
            return
        if skip:
            data, skip = data[skip:], max(0, skip - len(data))
        data = data[:wanted]
        wanted -= len(data)
        if data:
            yield data


def _is_broken(error: Exception) -> bool:
    module = type(error).__module__
    return module.startswith(("botocore.", "urllib3.")) or isinstance(error, OSError)


class _Pinned(io.RawIOBase):
    """A large object as a seekable file, fetched by ranges of one version."""

    def __init__(self, reader: Reader, info: ObjectInfo) -> None:
        self._reader, self._info = reader, info
        self._position = 0
        self._block, self._block_at = b"", 0
        self._proof: Proof | None = Proof(info.etag, info.size)
        self._proven = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._info.size}[whence]
        self._position = max(0, base + offset)
        return self._position

    def tell(self) -> int:
        return self._position

    def readinto(self, buffer: Any) -> int:
        into = memoryview(buffer).cast("B")
        if self._position >= self._info.size or not into:
            return 0
        at = self._position - self._block_at
        if not 0 <= at < len(self._block):
            self._load()
            at = 0
        data = self._block[at : at + len(into)]
        into[: len(data)] = data
        self._position += len(data)
        return len(data)

    def _load(self) -> None:
        start = self._position
        end = min(start + WHOLE_BYTES, self._info.size)
        self._block, self._block_at = self._reader.part(self._info, start, end), start
        if self._proof is None or start != self._proven:
            self._proof = None  # read out of order: nothing to compare with
            return
        self._proof.add(self._block)
        self._proven = end
        if end == self._info.size and self._proof.holds() is False:
            raise StoreTrouble(
                f"The object {self._info.uri} arrived altered: read it again.", Cause.SERVER
            )
