"""Importing: a package's files become a snapshot of the platform's own, then the model is there.

The copy lies where nobody looks until the model's row, written last and in one transaction, says
that it is whole: every file was read back from there, and has the size and digest that were
written, and that the training job recorded. Killed at any moment it begins anew.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from ..core.db import Database
from ..core.errors import Conflict, DomainError, InvalidInput, NotFound, Unavailable
from ..core.safe.names import shown
from ..core.safe.uris import ObjectUri, parse_uri
from ..core.store import emit
from ..obs.manager import Objects
from . import store
from .checking import Checked, Checker, Findings, InvalidModel
from .package import CONFIG, FOLDER, MAX_CONFIG_BYTES, PackageConfig, read_config
from .schemas import TOPIC, Model, ModelFile, ModelState, SourceFile
from .sources import Found, Sources

STORE = "model-store/"
_CHUNK = 1024 * 1024
_SPARE = 64 * 1024 * 1024
_ANNOUNCE_S = 0.5


def snapshot_place(bucket: str, model_id: str) -> str:
    """Where a model's files lie: a folder that belongs to nothing else."""
    return str(ObjectUri(bucket, f"{STORE}{model_id}/{FOLDER}"))


class Importer:
    """Copies packages; what the work `import-model` does."""

    def __init__(self, db: Database, objects: Objects, sources: Sources, checker: Checker) -> None:
        self._db = db
        self._objects = objects
        self._sources = sources
        self._checker = checker

    def run(self, model_id: str, given: str = "") -> None:
        """Import to the end, and record how it ended; what is wrong is recorded and raised.

        `given` stands in for the package's config.json.
        """
        with self._db.read() as tx:
            model = store.get(tx, model_id)
        if model is None:
            raise NotFound(f"Model {shown(model_id)} not found.")
        if model.state is not ModelState.PUBLISHING:
            return
        try:
            self._publish(model, given)
        except DomainError as error:
            self._fail(model, str(error))
            raise

    def _publish(self, model: Model, given: str) -> None:
        found, checked = self._examine(model, given)
        copying = _Copying(self._db, self._objects, model, sum(f.size for f in found.files))
        files = copying.run(found.files, given)
        published = model.model_copy(
            update={
                "config": self._snapshot_config(model),
                "engine_id": checked.engine_id,
                "files": files,
                "size": sum(file.size for file in files),
            }
        )
        with self._db.write() as tx:
            if store.publish(tx, published):
                emit(tx, TOPIC, model.urn, "published")
        _say(f"{model.called} is there: {len(files)} files, {published.size} bytes.")

    def _examine(self, model: Model, given: str) -> tuple[Found, Checked]:
        """The package once more: what was seen when it was asked for may have changed."""
        findings = Findings()
        found = self._sources.again(model.source)
        checked = self._checker.check(found, findings, given)
        if findings.problems:
            raise InvalidModel(findings.problems[0])
        return found, checked

    def _snapshot_config(self, model: Model) -> PackageConfig:
        return read_config(self._objects.read(model.location + CONFIG, 0, MAX_CONFIG_BYTES + 1))

    def _fail(self, model: Model, sentence: str) -> None:
        with self._db.write() as tx:
            now = store.get(tx, model.id)
            if now is not None and now.state is ModelState.PUBLISHING:
                store.change(tx, model.id, state=ModelState.FAILED.value, reason=sentence)
                emit(tx, TOPIC, model.urn, "failed")


class _Copying:
    """One run: from the source's files to those of the snapshot."""

    def __init__(self, db: Database, objects: Objects, model: Model, total: int) -> None:
        self._db = db
        self._objects = objects
        self._model = model
        self._total = total
        self._target = parse_uri(model.location)
        self._done = 0
        self._announced = 0.0

    def run(self, files: list[SourceFile], given: str) -> list[ModelFile]:
        """The files of the snapshot, each read back."""
        self._make_room(len(files))
        wanted = [file for file in files if not (given and file.name == CONFIG)]
        copied = [self._copy(file) for file in wanted]
        if given:
            copied.append(self._write(CONFIG, given.encode()))
        self._remove_others({file.name for file in copied})
        return sorted(copied, key=lambda file: file.name)

    def _make_room(self, count: int) -> None:
        bucket = self._target.bucket
        if not self._objects.has_bucket(bucket):
            self._objects.create_bucket(bucket)
        directory = self._objects.local_directory(ObjectUri(bucket, ""))
        if directory is not None and shutil.disk_usage(directory).free < self._total + _SPARE:
            raise Unavailable(
                f"The model has {self._total} bytes, which do not fit on the disk: free some space "
                "and import it again."
            )
        with self._db.write() as tx:
            values = {"size": self._total, "file_count": count, "copied": 0}
            store.change(tx, self._model.id, **values)
            emit(tx, TOPIC, self._model.urn, "progress")

    def _copy(self, file: SourceFile) -> ModelFile:
        _say(f"{shown(file.name)}, {file.size} bytes")
        target = self._target.join(file.name)
        with self._opened(file) as stream:
            hashing = _Hashing(stream, self._count)
            self._objects.put(target, cast(BinaryIO, hashing))
        if file.sha256 is not None and hashing.digest != file.sha256:
            raise Conflict(
                f"{shown(FOLDER + file.name)} is not what the job wrote: it was changed since. Run "
                "the job again, or import from the folder."
            )
        return self._verified(file.name, target, hashing.digest, hashing.size)

    def _write(self, name: str, data: bytes) -> ModelFile:
        target = self._target.join(name)
        self._objects.put(target, data)
        return self._verified(name, target, hashlib.sha256(data).hexdigest(), len(data))

    @contextmanager
    def _opened(self, file: SourceFile) -> Iterator[BinaryIO]:
        try:
            stream = self._objects.open(file.uri)
        except NotFound:
            raise InvalidInput(
                f"{shown(FOLDER + file.name)} is gone: it was removed meanwhile."
            ) from None
        with stream:
            yield stream

    def _verified(self, name: str, target: ObjectUri, digest: str, size: int) -> ModelFile:
        """The file as it lies there now, which must be what was written."""
        with self._objects.open(target) as stream:
            reading = _Hashing(stream)
            while reading.read(_CHUNK):
                pass
        if (reading.digest, reading.size) != (digest, size):
            raise Unavailable(
                f"{shown(FOLDER + name)} did not arrive as it was sent: check the disk, and import "
                "the model again."
            )
        return ModelFile(name=name, size=size, sha256=digest)

    def _remove_others(self, names: set[str]) -> None:
        """What an earlier try has left that is no part of the package any more."""
        for info in list(self._objects.walk(self._target)):
            if info.key.removeprefix(self._target.key) not in names:
                self._objects.delete(info.uri)

    def _count(self, size: int) -> None:
        self._done += size
        if time.monotonic() - self._announced < _ANNOUNCE_S:
            return
        self._announced = time.monotonic()
        with self._db.write() as tx:
            store.change(tx, self._model.id, copied=min(self._done, self._total))
            emit(tx, TOPIC, self._model.urn, "progress")


class _Hashing:
    """A stream that knows what went through it."""

    def __init__(self, stream: BinaryIO, count: object = None) -> None:
        self._stream = stream
        self._count = count
        self._hash = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._hash.update(data)
        self.size += len(data)
        if callable(self._count) and data:
            self._count(len(data))
        return data

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
