"""Chunked uploads: parts in any order, restarts, lies, two at once, and a full disk."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from jupyter_modelarts.core.errors import (
    Conflict,
    DomainError,
    InvalidInput,
    NotFound,
    TooLarge,
    Unavailable,
)
from jupyter_modelarts.core.safe.uris import parse_uri
from jupyter_modelarts.obs import Objects, Uploads
from jupyter_modelarts.obs import uploads as module
from jupyter_modelarts.obs.staging import Staging
from jupyter_modelarts.obs.upload_schemas import Upload, UploadState

from .conftest import Ask

URI = parse_uri("obs://modelarts/large/file.bin")
DATA = bytes(range(256)) * 10
PART = 1000
REAL_PART = module.PART_SIZE
GIB = 2**30


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of 1,000 bytes behave as parts of 8 MiB do."""
    monkeypatch.setattr(module, "PART_SIZE", PART)


@pytest.fixture
def uploads(objects: Objects, tmp_path: Path) -> Uploads:
    return Uploads(objects, tmp_path / "uploads")


def _part(number: int, data: bytes = DATA) -> bytes:
    return data[(number - 1) * PART : number * PART]


def _send_all(uploads: Uploads, upload: Upload, data: bytes = DATA) -> str:
    for number in range(1, upload.record.part_count + 1):
        uploads.receive(upload.record.id, number, _part(number, data))
    return upload.record.id


def _ended(uploads: Uploads, upload_id: str) -> Upload:
    """Storing happens on a thread."""
    for _ in range(6000):
        upload = uploads.get(upload_id)
        if upload.record.state is not UploadState.STORING:
            return upload
        time.sleep(0.01)
    raise AssertionError("it is still being stored")


def test_parts_come_in_any_order_and_twice(uploads: Uploads, objects: Objects) -> None:
    digest = hashlib.sha256(DATA).hexdigest()
    begun = uploads.begin(URI, len(DATA), sha256=digest.upper())
    for number in (3, 1, 1, 2):
        found = uploads.receive(begun.record.id, number, _part(number))
        assert found == hashlib.sha256(_part(number)).hexdigest()

    assert uploads.get(begun.record.id).parts == (1, 2, 3)
    uploads.complete(begun.record.id)

    assert _ended(uploads, begun.record.id).record.state is UploadState.STORED
    assert objects.read(URI) == DATA


def test_an_empty_object_has_no_parts(uploads: Uploads, objects: Objects) -> None:
    begun = uploads.begin(URI, 0)
    uploads.complete(begun.record.id)
    assert _ended(uploads, begun.record.id).record.state is UploadState.STORED
    assert objects.head(URI).size == 0


def test_robustness_an_upload_survives_a_restart(
    uploads: Uploads, objects: Objects, tmp_path: Path
) -> None:
    begun = uploads.begin(URI, len(DATA))
    uploads.receive(begun.record.id, 2, _part(2))

    after = Uploads(objects, tmp_path / "uploads")
    assert after.get(begun.record.id).parts == (2,)
    for number in (1, 3):
        after.receive(begun.record.id, number, _part(number))
    after.complete(begun.record.id)

    _ended(after, begun.record.id)
    assert objects.read(URI) == DATA


def test_robustness_what_a_dead_server_was_storing_is_stored(
    uploads: Uploads, objects: Objects, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = uploads.begin(URI, len(DATA))
    _send_all(uploads, begun)
    with monkeypatch.context() as patch:
        patch.setattr(Uploads, "_store_soon", lambda *_: None)  # the server dies here
        assert uploads.complete(begun.record.id).record.state is UploadState.STORING

    Uploads(objects, tmp_path / "uploads").sweep()

    assert _ended(uploads, begun.record.id).record.state is UploadState.STORED
    assert objects.read(URI) == DATA


@pytest.mark.parametrize(
    ("number", "data"),
    [(0, b"x"), (4, b"x"), (-1, b"x"), (10**8, b"x"), (1, b""), (1, b"x" * 1001), (3, b"x" * 1000)],
)
def test_robustness_wrong_parts_are_refused(uploads: Uploads, number: int, data: bytes) -> None:
    begun = uploads.begin(URI, len(DATA))
    with pytest.raises(InvalidInput):
        uploads.receive(begun.record.id, number, data)
    assert uploads.get(begun.record.id).parts == ()


def test_robustness_an_altered_part_is_refused(uploads: Uploads) -> None:
    begun = uploads.begin(URI, len(DATA))
    for digest in ("0" * 64, "no digest"):
        with pytest.raises(InvalidInput):
            uploads.receive(begun.record.id, 1, _part(1), digest)
    assert uploads.get(begun.record.id).parts == ()


def test_robustness_an_altered_whole_is_never_stored(uploads: Uploads, objects: Objects) -> None:
    begun = uploads.begin(URI, len(DATA), sha256="0" * 64)
    uploads.complete(_send_all(uploads, begun))

    ended = _ended(uploads, begun.record.id).record

    assert ended.state is UploadState.FAILED
    assert "SHA-256" in ended.reason
    assert not objects.exists(URI)


def test_robustness_parts_that_went_missing_are_never_stored(
    uploads: Uploads, objects: Objects, tmp_path: Path
) -> None:
    begun = uploads.begin(URI, len(DATA))
    _send_all(uploads, begun)
    os.truncate(tmp_path / "uploads" / begun.record.id / "data", 1500)
    uploads.complete(begun.record.id)

    assert _ended(uploads, begun.record.id).record.state is UploadState.FAILED
    assert not objects.exists(URI)


def test_not_before_all_is_there(uploads: Uploads) -> None:
    begun = uploads.begin(URI, len(DATA))
    uploads.receive(begun.record.id, 1, _part(1))
    with pytest.raises(Conflict, match="2 of 3 parts"):
        uploads.complete(begun.record.id)


def test_robustness_of_two_uploads_to_one_key_one_wins_and_one_is_told(
    uploads: Uploads, objects: Objects
) -> None:
    other = bytes(len(DATA))
    first, second = uploads.begin(URI, len(DATA)), uploads.begin(URI, len(DATA))
    _send_all(uploads, first)
    _send_all(uploads, second, other)

    for upload in (first, second):
        uploads.complete(upload.record.id)

    ended = [_ended(uploads, one.record.id).record for one in (first, second)]
    assert sorted(record.state.value for record in ended) == ["failed", "stored"]
    assert "exists already" in "".join(record.reason for record in ended)
    won = DATA if ended[0].state is UploadState.STORED else other
    assert objects.read(URI) == won


def test_what_is_there_is_replaced_only_if_said(uploads: Uploads, objects: Objects) -> None:
    objects.put(URI, b"old")
    with pytest.raises(Conflict, match="exists already"):
        uploads.begin(URI, len(DATA))
    begun = uploads.begin(URI, len(DATA), overwrite=True)
    uploads.complete(_send_all(uploads, begun))
    _ended(uploads, begun.record.id)
    assert objects.read(URI) == DATA


def test_robustness_a_full_disk_is_said_and_the_upload_goes_on_after(
    uploads: Uploads, objects: Objects, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = uploads.begin(URI, len(DATA))

    def full(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", full)
        with pytest.raises(Unavailable, match="The disk is full"):
            uploads.receive(begun.record.id, 1, _part(1))
    assert uploads.get(begun.record.id).parts == ()

    _send_all(uploads, begun)
    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", full)
        uploads.complete(begun.record.id)
        failed = _ended(uploads, begun.record.id).record
    assert (failed.state, "disk is full" in failed.reason) == (UploadState.FAILED, True)

    uploads.complete(begun.record.id)
    _ended(uploads, begun.record.id)
    assert objects.read(URI) == DATA


def test_what_can_never_fit_is_not_begun(uploads: Uploads) -> None:
    with pytest.raises(Unavailable, match="do not fit"):
        uploads.begin(URI, 2**42)
    with pytest.raises(TooLarge):
        uploads.begin(URI, 2**60)
    assert uploads.list() == []


@pytest.mark.parametrize("size", [10 * GIB, 10 * GIB + 1, REAL_PART * module.MANY_PARTS + 1])
def test_a_large_upload_has_parts_of_a_size_that_ends(
    uploads: Uploads, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(module, "PART_SIZE", REAL_PART)
    monkeypatch.setattr(Staging, "free_bytes", lambda _: 2 * size)

    record = uploads.begin(URI, size).record
    last = record.length_of(record.part_count)
    uploads.receive(record.id, record.part_count, b"x" * last)

    assert record.part_count <= module.MANY_PARTS
    assert (record.part_count - 1) * record.part_size + last == size
    assert 0 < last <= record.part_size
    assert uploads.get(record.id).parts == (record.part_count,)
    with (tmp_path / "uploads" / record.id / "data").open("rb") as data:
        data.seek(size - last - 1)
        assert data.read() == b"\0" + b"x" * last


def test_one_that_was_given_up_is_gone(uploads: Uploads, tmp_path: Path) -> None:
    begun = uploads.begin(URI, len(DATA))
    uploads.give_up(begun.record.id)

    calls: list[Callable[[], object]] = [
        lambda: uploads.get(begun.record.id),
        lambda: uploads.receive(begun.record.id, 1, _part(1)),
        lambda: uploads.complete(begun.record.id),
        lambda: uploads.give_up(begun.record.id),
    ]
    for call in calls:
        with pytest.raises(NotFound):
            call()
    assert list((tmp_path / "uploads").iterdir()) == []


def test_old_ones_are_swept_and_young_ones_kept(uploads: Uploads, tmp_path: Path) -> None:
    begun = uploads.begin(URI, len(DATA))
    leftover, coming = (tmp_path / "uploads" / (digit * 32) for digit in "01")
    for folder in (leftover, coming):  # neither has a record, and the second may get it just now
        folder.mkdir()
    os.utime(leftover, (0, 0))
    uploads.sweep()
    assert len(uploads.list()) == 1
    assert {one.name for one in (tmp_path / "uploads").iterdir()} == {begun.record.id, coming.name}
    uploads.sweep(timedelta())
    assert uploads.list() == []


@pytest.mark.parametrize("upload_id", ["../x", "", "0" * 32, "0" * 33, "x" * 32])
def test_robustness_an_upload_is_only_looked_up(uploads: Uploads, upload_id: str) -> None:
    with pytest.raises(NotFound):
        uploads.receive(upload_id, 1, b"x")


async def test_a_large_file_over_http(ask: Ask, objects: Objects) -> None:
    """More than one part of the real size."""
    data = os.urandom(2500)
    body = json.dumps({"uri": str(URI), "size": len(data)}).encode()
    made = await ask("POST", "uploads", body=body)
    upload = json.loads(made.body)
    assert (made.code, upload["state"], upload["part_size"], upload["parts"]) == (
        201,
        "receiving",
        PART,
        [],
    )
    place = f"uploads/{upload['upload_id']}"
    for number in (1, 2, 3):
        part = _part(number, data)
        check = {"X-Content-SHA256": hashlib.sha256(part).hexdigest()}
        sent = await ask("PUT", f"{place}/parts/{number}", body=part, headers=check)
        assert json.loads(sent.body)["number"] == number
    wrong = await ask("PUT", f"{place}/parts/1", body=part, headers={"X-Content-SHA256": "0" * 64})
    assert wrong.code == 400
    assert (await ask("PUT", f"{place}/parts/x", body=b"")).code == 400
    assert json.loads((await ask("GET", "uploads")).body)["uploads"][0]["parts"] == [1, 2, 3]

    state = json.loads((await ask("POST", f"{place}/complete", body=b"{}")).body)["state"]
    while state == "storing":
        state = json.loads((await ask("GET", place)).body)["state"]

    assert state == "stored"
    assert (await ask("GET", "objects/content", {"uri": str(URI)})).body == data
    assert (await ask("DELETE", place)).code == 200
    assert (await ask("GET", place)).code == 404


def test_every_refusal_is_a_sentence(uploads: Uploads) -> None:
    begun = uploads.begin(URI, len(DATA))
    for call in (
        lambda: uploads.receive(begun.record.id, 9, b""),
        lambda: uploads.complete(begun.record.id),
        lambda: uploads.get("x"),
    ):
        with pytest.raises(DomainError) as caught:
            call()
        assert str(caught.value).endswith(".")
