"""Large files that arrive in parts: resumable, checked, and stored when all is there.

Parts wait on this machine's disk, so that a browser that goes away loses nothing, and memory
stays flat whatever the size. Storing happens on a thread, through `Objects.put`.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO

from ..core.errors import Conflict, DomainError, InvalidInput, TooLarge, Unavailable
from ..core.ids import new_id, now_ms
from ..core.safe.uris import ObjectUri, object_key, parse_uri
from .manager import Objects
from .staging import Staging
from .upload_schemas import Upload, UploadRecord, UploadState

MB = 2**20
PART_SIZE = 8 * MB
LARGE_PART_SIZE = 16 * MB
MANY_PARTS = 10_000
MAX_BYTES = 5 * 2**40
STORING_AT_ONCE = 2
KEPT = timedelta(days=7)
_SHA256 = re.compile(r"[0-9a-f]{64}")

log = logging.getLogger(__name__)


class Uploads:
    """Chunked uploads of a state directory; any number of threads may ask."""

    def __init__(self, objects: Objects, root: Path) -> None:
        self._objects = objects
        self._staging = Staging(root)
        self._slots = threading.Semaphore(STORING_AT_ONCE)
        self._given_up: set[str] = set()

    def begin(
        self, uri: ObjectUri, size: int, *, overwrite: bool = False, sha256: str | None = None
    ) -> Upload:
        """Make room for an object of `size` bytes. Raises `Conflict` where it is there already."""
        object_key(uri.key)
        self._refuse_what_cannot_end(uri, size, overwrite)
        record = UploadRecord(
            id=new_id(),
            uri=str(uri),
            size=size,
            part_size=PART_SIZE if size <= PART_SIZE * MANY_PARTS else LARGE_PART_SIZE,
            overwrite=overwrite,
            sha256=None if sha256 is None else _digest(sha256),
            created_at=now_ms(),
        )
        self._staging.create(record)
        return Upload(record=record, parts=())

    def list(self) -> list[Upload]:
        """All uploads, the latest first; those that ended are shown for some days too."""
        return [self._shown(record) for record in self._staging.records()]

    def get(self, upload_id: str) -> Upload:
        """Raises `NotFound`. One that a stopped server was storing goes on."""
        record = self._staging.read(upload_id)
        if record.state is UploadState.STORING:
            self._store_soon(record)
        return self._shown(record)

    def receive(self, upload_id: str, number: int, data: bytes, sha256: str | None = None) -> str:
        """Take a part; one that came already is taken again. The answer is its SHA-256."""
        record = self._staging.read(upload_id)
        if record.state is not UploadState.RECEIVING:
            raise Conflict(f"This upload is {record.state.value}: it takes no more parts.")
        if not 1 <= number <= record.part_count:
            raise InvalidInput(f"There is no part {number}: there are {record.part_count}.")
        if len(data) != record.length_of(number):
            raise InvalidInput(
                f"Part {number} has {len(data)} bytes; it must have {record.length_of(number)}."
            )
        found = hashlib.sha256(data).hexdigest()
        if sha256 is not None and _digest(sha256) != found:
            raise InvalidInput(f"Part {number} was altered on the way: send it again.")
        self._staging.write_part(record, number, data)
        return found

    def complete(self, upload_id: str) -> Upload:
        """Store what has arrived; also again after a failure. Raises `Conflict` where parts
        are missing."""
        record = self._staging.read(upload_id)
        if record.state in (UploadState.RECEIVING, UploadState.FAILED):
            missing = record.part_count - len(self._staging.received(record))
            if missing:
                raise Conflict(f"{missing} of {record.part_count} parts have not arrived yet.")
            record = self._changed(record, UploadState.STORING)
            self._store_soon(record)
        return self._shown(record)

    def give_up(self, upload_id: str) -> None:
        """Forget an upload; one that is being stored ends without a trace."""
        self._staging.read(upload_id)
        self._given_up.add(upload_id)
        self._staging.remove(upload_id)

    def sweep(self, older_than: timedelta = KEPT) -> None:
        """Forget what was begun long ago, and go on with what a stopped server was storing."""
        before = now_ms() - int(older_than.total_seconds() * 1000)
        for record in self._staging.records():
            if record.state is UploadState.STORING:
                self._store_soon(record)
            elif record.created_at <= before:
                self._staging.remove(record.id)
        for name in self._staging.leftovers():
            self._staging.remove(name)

    def _refuse_what_cannot_end(self, uri: ObjectUri, size: int, overwrite: bool) -> None:
        if size > MAX_BYTES:
            raise TooLarge(f"{size} bytes are too many: an object has at most 5 TB.")
        free = self._staging.free_bytes()
        if size > free:
            raise Unavailable(
                f"{size // MB} MB do not fit on the server's disk, where parts wait: "
                f"{free // MB} MB are free."
            )
        first = self._objects.list(uri, delimiter="", limit=1).objects  # bucket and trash: said now
        if first and first[0].key == uri.key and not overwrite:
            raise Conflict(f"{uri} exists already: choose another name, or replace it.")

    def _store_soon(self, record: UploadRecord) -> None:
        threading.Thread(
            target=self._store, args=(record,), name="modelarts-upload", daemon=True
        ).start()

    def _store(self, record: UploadRecord) -> None:
        with self._slots, self._staging.storing(record.id) as alone:
            if not alone or self._state(record) is not UploadState.STORING:
                return
            try:
                self._put(record)
                self._changed(record, UploadState.STORED)
                self._staging.drop_data(record.id)
            except DomainError as error:
                self._changed(record, UploadState.FAILED, str(error))
            except Exception:  # the thread's last act: the caller sees a state
                log.exception("upload %s", record.id)
                sentence = "Something went wrong in the server; its log says what."
                self._changed(record, UploadState.FAILED, sentence)

    def _put(self, record: UploadRecord) -> None:
        with self._staging.opened(record.id) as stream:
            checked = io.BufferedReader(_Checked(stream, record, self._given_up), MB)
            self._objects.put(parse_uri(record.uri), checked, if_absent=not record.overwrite)

    def _state(self, record: UploadRecord) -> UploadState | None:
        try:
            return self._staging.read(record.id).state
        except DomainError:
            return None

    def _changed(self, record: UploadRecord, state: UploadState, reason: str = "") -> UploadRecord:
        changed = record.model_copy(update={"state": state, "reason": reason})
        self._staging.write(changed)
        return changed

    def _shown(self, record: UploadRecord) -> Upload:
        return Upload(record=record, parts=self._staging.received(record))


class _Checked(io.RawIOBase):
    """The staged bytes as a stream that ends with an error, not at its end, where they are not
    what was announced: so nothing wrong is ever stored."""

    def __init__(self, stream: BinaryIO, record: UploadRecord, given_up: set[str]) -> None:
        self._stream = stream
        self._record = record
        self._given_up = given_up
        self._hash = hashlib.sha256()
        self._count = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """As a file's."""
        if self._record.id in self._given_up:
            raise Conflict("This upload was given up.")
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._hash.update(data)
        self._count += len(data)
        if not data or self._count == self._record.size:
            self._check()
        return len(data)

    def _check(self) -> None:
        if self._count != self._record.size:
            raise Unavailable("The parts that were received are not all there: upload again.")
        if self._record.sha256 not in (None, self._hash.hexdigest()):
            raise InvalidInput(
                "The whole has another SHA-256 than was announced: it was altered on the way, "
                "or the file changed while it was read. Upload again."
            )


def _digest(text: str) -> str:
    lowered = text.strip().lower()
    if not _SHA256.fullmatch(lowered):
        raise InvalidInput("A SHA-256 has 64 hexadecimal digits.")
    return lowered
