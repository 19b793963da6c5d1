"""The lane to a bucket of an S3 server: obstore for whole small objects and listing, boto3 for
ranges, for parts that outlive a broken connection, and for keys that obstore cannot say."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from ...core.errors import Conflict
from ..stores.s3_errors import Cause, StoreTrouble, translated
from ..stores.s3_proof import Proof as EtagProof
from ..stores.s3_proof import clean, is_md5
from .lanes import CHANGED, CHUNK, MIB, DisorderedListing, Proof, Sink, StoreLane, nanoseconds
from .shapes import Remote

if TYPE_CHECKING:
    from ..stores.s3 import S3Store

T = TypeVar("T")
_TRIES = 4
_PAGE = 1000
_THREADS = 16
_PAUSE_S = 0.2
MOST_DOUBTS = 5
_PASSING = (Cause.NETWORK, Cause.SERVER)
ALTERED = "it arrives altered again and again: check the network and proxies"


class S3Lane(StoreLane):
    """One bucket of one server."""

    part_bytes = 16 * MIB
    sends_parts = True
    careful = False

    def __init__(self, store: S3Store, bucket: str) -> None:
        super().__init__(store, bucket)
        self._s3 = store
        self._name = store.settings.name
        self._bulk = store.client(bucket)
        self.etags_are_sums = False
        self.threads = _threads_for(store.settings.url)

    @property
    def doubts(self) -> int:
        return MOST_DOUBTS if self.etags_are_sums else 2

    def listing(self, prefix: str) -> Iterator[Remote]:
        if self.careful or self._s3.needs_care(prefix.rstrip("/")):
            yield from super().listing(prefix)
            return
        count, last = 0, ""
        try:
            for chunk in self._bulk.list(prefix or None, chunk_size=_PAGE):
                count += len(chunk)
                for one in chunk:
                    last = one["path"]
                    modified = nanoseconds(one["last_modified"])
                    yield Remote(one["path"], one["size"], clean(one["e_tag"]), modified)
        except Exception as error:
            if not _is_from_obstore(error):
                raise
            raise DisorderedListing from error  # an odd key; or what listing again will tell
        if count and count % _PAGE == 0:
            self.confirm_end(prefix, last)

    def confirm_end(self, prefix: str, last: str) -> None:
        """obstore takes any page in XML, a login's too, for the end; boto3 does not, and costs a
        quarter of a second where nothing else needs it."""
        if self.careful:
            return
        if self._store.list(self._bucket, prefix, marker=last, limit=1).objects:
            raise DisorderedListing

    def read(self, remote: Remote) -> memoryview:
        return self._trying(lambda: self._read_checked(remote))

    def _read_checked(self, remote: Remote) -> memoryview:
        """With some encryptions an ETag is no checksum: what differs from it in the same way again
        and again is what it is. Where ETags have been sums so far, more proof is wanted."""
        seen: list[bytes] = []
        while True:
            data = self._read_once(remote)
            if not is_md5(remote.etag):
                return data
            digest = hashlib.md5(data, usedforsecurity=False)
            if digest.hexdigest() == remote.etag:
                self.etags_are_sums = True
                return data
            seen.append(digest.digest())
            if len(seen) >= self.doubts and len(set(seen)) == 1:
                return data
            if len(seen) >= MOST_DOUBTS:
                raise StoreTrouble(ALTERED, Cause.SERVER)

    def _read_once(self, remote: Remote) -> memoryview:
        if self._s3.needs_care(remote.key):
            return memoryview(self._s3.read(self._bucket, remote.key))
        with translated(self._name, self._bucket, remote.key):
            answer = self._bulk.get(remote.key)
            if clean(answer.meta["e_tag"]) != remote.etag:
                raise Conflict(CHANGED)
            data = memoryview(answer.bytes())
        if len(data) != remote.size:
            raise StoreTrouble("it breaks off while it is read", Cause.NETWORK)
        return data

    def read_part(self, remote: Remote, start: int, end: int, sink: Sink) -> None:
        at = start

        def go_on() -> None:
            nonlocal at
            at = self._pump(remote, at, end, sink)
            if at < end:
                raise StoreTrouble("it breaks off while it is read", Cause.NETWORK)

        self._trying(go_on, lambda: at)

    def _pump(self, remote: Remote, start: int, end: int, sink: Sink) -> int:
        """As far as one request brings us."""
        with translated(self._name, self._bucket, remote.key):
            body = self._range(remote, start, end)
            buffer = memoryview(bytearray(CHUNK))
            try:
                while start < end:
                    count = body.readinto(buffer[: min(CHUNK, end - start)])
                    if not count:
                        break
                    sink(buffer[:count], start)
                    start += count
            except Exception as error:
                if not _is_broken(error):
                    raise
            finally:
                body.close()
        return start

    def _range(self, remote: Remote, start: int, end: int) -> Any:
        wanted = {"Range": f"bytes={start}-{end - 1}", "IfMatch": f'"{remote.etag}"'}
        client = self._s3.boto(self._bucket)
        answer = client.get_object(Bucket=self._bucket, Key=remote.key, **wanted)
        if clean(answer.get("ETag")) != remote.etag:  # some servers know no If-Match
            answer["Body"].close()
            raise Conflict(CHANGED)
        whole = start == 0 and answer["ContentLength"] == end
        ranged = str(answer.get("ContentRange", "")).startswith(f"bytes {start}-{end - 1}/")
        if not (ranged or whole):  # the whole object, whatever was asked for
            _skip(answer["Body"], start)
        return answer["Body"]

    def proof(self, remote: Remote) -> Proof:
        return EtagProof(remote.etag, remote.size)

    def write(self, key: str, data: bytes) -> Remote:
        digest = hashlib.md5(data, usedforsecurity=False).hexdigest()
        seen: set[str] = set()
        for _ in range(_TRIES):
            etag = self._trying(lambda: self._write_once(key, data))
            if not is_md5(etag) or etag == digest or etag in seen:
                return Remote(key, len(data), etag, 0)
            seen.add(etag)
        raise StoreTrouble(ALTERED, Cause.SERVER)

    def _write_once(self, key: str, data: bytes) -> str:
        if self._s3.needs_care(key):
            return self._s3.put(self._bucket, key, data).etag
        with translated(self._name, self._bucket, key):
            return clean(self._bulk.put(key, data, use_multipart=False)["e_tag"])

    def begin_upload(self, key: str) -> str:
        with translated(self._name, self._bucket, key):
            client = self._s3.boto(self._bucket)
            made = client.create_multipart_upload(Bucket=self._bucket, Key=key)
            return str(made["UploadId"])

    def send_part(self, key: str, upload: str, number: int, data: bytes) -> str:
        def send() -> str:
            with translated(self._name, self._bucket, key):
                client = self._s3.boto(self._bucket)
                answer = client.upload_part(
                    Bucket=self._bucket, Key=key, UploadId=upload, PartNumber=number, Body=data
                )
                return str(answer["ETag"])

        return self._trying(send)

    def finish_upload(self, key: str, upload: str, parts: dict[int, str]) -> Remote:
        listed = [{"PartNumber": number, "ETag": parts[number]} for number in sorted(parts)]
        with translated(self._name, self._bucket, key):
            self._s3.boto(self._bucket).complete_multipart_upload(
                Bucket=self._bucket, Key=key, UploadId=upload, MultipartUpload={"Parts": listed}
            )
        made = self.head(key)
        if made is None:
            raise StoreTrouble("it is not there though it was put together", Cause.SERVER)
        return made

    def abandon_upload(self, key: str, upload: str) -> None:
        with translated(self._name, self._bucket, key):
            client = self._s3.boto(self._bucket)
            client.abort_multipart_upload(Bucket=self._bucket, Key=key, UploadId=upload)

    def _trying(self, call: Callable[[], T], reached: Callable[[], int] = lambda: 0) -> T:
        """Again where trouble may pass; what gets further each time is not given up."""
        tries, before = 0, reached()
        while True:
            try:
                return call()
            except StoreTrouble as error:
                tries = tries + 1 if reached() == before else 1
                before = reached()
                if error.cause not in _PASSING or tries >= _TRIES:
                    raise
            time.sleep(_PAUSE_S * tries)


def _threads_for(url: str) -> int:
    """A server far away is waited for; one on this machine wants the processors for itself."""
    host = urlsplit(url).hostname or ""
    near = host in ("localhost", "::1") or host.startswith("127.")
    return min(_THREADS, 4 * (os.cpu_count() or 1)) if near else _THREADS


def _skip(body: Any, count: int) -> None:
    while count > 0 and (data := body.read(min(CHUNK, count))):
        count -= len(data)


def _is_from_obstore(error: Exception) -> bool:
    return type(error).__module__.startswith("obstore") or "Error performing" in str(error)


def _is_broken(error: Exception) -> bool:
    module = type(error).__module__
    return module.startswith(("botocore.", "urllib3.")) or isinstance(error, OSError)
