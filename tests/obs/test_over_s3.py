"""Folders, ranges and chunked uploads where the objects are on an S3 server."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

import pytest

from jupyter_modelarts.core.errors import Conflict, NotFound
from jupyter_modelarts.core.safe.uris import parse_uri
from jupyter_modelarts.obs import Folders, Objects, Uploads, open_store
from jupyter_modelarts.obs.ranges import ByteRange, open_reading
from jupyter_modelarts.obs.schemas import ObjectInfo
from jupyter_modelarts.obs.stores.s3 import S3Store
from jupyter_modelarts.obs.stores.s3_client import settings_of
from jupyter_modelarts.obs.stores.s3_reading import Reader
from jupyter_modelarts.obs.upload_schemas import UploadState

from ..s3_servers import S3Server, moto_server

MB = 2**20


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    with moto_server(tmp_path_factory.mktemp("moto")) as started:
        yield started


@pytest.fixture
def objects(server: S3Server, request: pytest.FixtureRequest) -> Iterator[Objects]:
    """A server with a bucket of the test's own, named `data-…`."""
    with closing(Objects(open_store("s3", server.settings))) as made:
        made.create_bucket(_bucket(request))
        yield made


@pytest.fixture
def bucket(request: pytest.FixtureRequest, objects: Objects) -> str:
    return _bucket(request)


def _bucket(request: pytest.FixtureRequest) -> str:
    return "data-" + hashlib.sha256(request.node.name.encode()).hexdigest()[:8]


def _keys(objects: Objects, bucket: str) -> list[str]:
    return [info.key for info in objects.walk(f"obs://{bucket}")]


def test_folders_are_moved_deleted_and_restored(objects: Objects, bucket: str) -> None:
    folders, start = Folders(objects), f"obs://{bucket}"
    for key in ("a/1", "a/../2", "b/3"):
        objects.put(f"{start}/{key}", key.encode())

    assert folders.move(parse_uri(f"{start}/a/"), parse_uri(f"{start}/c/")) == 2
    with pytest.raises(Conflict):
        folders.copy(parse_uri(f"{start}/c/"), parse_uri(f"{start}/b/"))
    folders.create_folder(parse_uri(f"{start}/empty/"))
    removal = folders.delete(parse_uri(f"{start}/c/"))

    assert _keys(objects, bucket) == ["b/3", "empty/"]
    (trashed,) = folders.trashed(bucket)
    assert (str(trashed.uri), trashed.count) == (f"{start}/c/", 2)
    assert removal.trash_id is not None
    assert folders.restore(bucket, removal.trash_id) == 2
    assert objects.read(f"{start}/c/../2") == b"a/../2"


def test_an_earlier_version_is_made_the_latest_again(
    objects: Objects, bucket: str, server: S3Server
) -> None:
    uri = f"obs://{bucket}/notes.txt"
    objects.put(uri, b"never kept")
    assert objects.versions(uri) is None
    boto = S3Store(settings_of(server.settings)).boto()
    boto.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    objects.put(uri, b"first")
    objects.put(f"{uri}.bak", b"another object's")
    objects.put(uri, b"second one")
    objects.delete(uri)

    kept = objects.versions(uri) or []

    assert [(one.size, one.is_latest, one.deleted) for one in kept[:3]] == [
        (0, True, True),
        (10, False, False),
        (5, False, False),
    ]
    assert objects.restore_version(uri, kept[2].id).size == 5
    assert objects.read(uri) == b"first"
    assert len(objects.versions(uri) or []) == len(kept) + 1
    for version_id in (kept[0].id, "no-such-version"):
        with pytest.raises(NotFound):
            objects.restore_version(uri, version_id)


def test_a_range_is_of_one_version(objects: Objects, bucket: str) -> None:
    uri = parse_uri(f"obs://{bucket}/large.bin")
    data = bytes(range(256)) * 40 * 1024
    made = objects.put(uri, data)

    with closing(open_reading(objects, uri)) as reading:
        assert reading.info.etag == made.etag
        found = b"".join(reading.pieces(ByteRange(3 * MB + 1, 9 * MB)))

    assert found == data[3 * MB + 1 : 9 * MB]


def test_what_is_replaced_while_it_is_opened_is_read_as_it_is_then(
    objects: Objects, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    uri = parse_uri(f"obs://{bucket}/log.txt")
    objects.put(uri, b"first")
    stream, newer = Reader.stream, [b"second one"]

    def replaced(self: Reader, info: ObjectInfo) -> BinaryIO:
        if newer:
            objects.put(uri, newer.pop())
        return stream(self, info)

    monkeypatch.setattr(Reader, "stream", replaced)

    with closing(open_reading(objects, uri)) as reading:
        assert b"".join(reading.pieces(ByteRange(0, reading.info.size))) == b"second one"


def test_a_chunked_upload_arrives_and_an_altered_one_does_not(
    objects: Objects, bucket: str, tmp_path: Path
) -> None:
    uploads, data = Uploads(objects, tmp_path / "uploads"), bytes(range(250)) * 72_000
    for name, digest in (("good", hashlib.sha256(data).hexdigest()), ("bad", "0" * 64)):
        uri = parse_uri(f"obs://{bucket}/{name}.bin")
        record = uploads.begin(uri, len(data), sha256=digest).record
        for number in range(1, record.part_count + 1):
            start = (number - 1) * record.part_size
            uploads.receive(record.id, number, data[start : start + record.part_size])
        uploads.complete(record.id)
        while (ended := uploads.get(record.id).record).state is UploadState.STORING:
            time.sleep(0.01)
        assert (ended.state is UploadState.STORED) == (name == "good"), ended.reason

    assert _keys(objects, bucket) == ["good.bin"]
    assert objects.read(f"obs://{bucket}/good.bin") == data
