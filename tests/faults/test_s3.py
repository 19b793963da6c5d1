"""An S3 server that misbehaves in a tenth of its answers: byte-identical or a named failure."""

from __future__ import annotations

import hashlib
import io
import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import pytest

from jupyter_modelarts.core.errors import DomainError, NotFound, Unavailable
from jupyter_modelarts.obs import ListPage, Objects
from jupyter_modelarts.obs.schemas import ObjectInfo
from jupyter_modelarts.obs.stores import s3_client
from jupyter_modelarts.obs.stores.s3 import S3Store, from_settings
from jupyter_modelarts.obs.stores.s3_errors import StoreTrouble

from ..s3_servers import S3Server
from .s3_proxy import Faults, faulty

pytestmark = pytest.mark.faults

SEED = 4
SHARE = 0.1
THREADS = 24
OBJECTS = int(os.environ.get("MODELARTS_FAULTY_OBJECTS", "10000"))
"""How many in all."""
READ, FETCHED, PUT, MOVED = OBJECTS // 2, OBJECTS // 5, OBJECTS // 5, OBJECTS // 10


def key_of(number: int) -> str:
    """A hundred in a folder: rclone's server looks through the whole of one at each request."""
    return f"{number // 100:03}/{number:05}"


def body_of(number: int) -> bytes:
    """Another content for each number, and of another length."""
    return hashlib.sha256(b"%d" % number).digest() * (1 + number % 40)


def together(act: Callable[[int], object], count: int) -> list[str]:
    """Run all; the sentences of those that failed by name. Anything else is raised."""

    def one(number: int) -> str:
        try:
            act(number)
        except DomainError as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(THREADS) as pool:
        return [text for text in pool.map(one, range(count)) if text]


@pytest.fixture
def bucket(s3_server: S3Server) -> Path:
    """A bucket, full of small objects, as rclone's server keeps it."""
    folder = s3_server.root / "many"
    folder.mkdir()
    for number in range(READ):
        path = folder / key_of(number)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(body_of(number))
    return folder


@pytest.fixture
def faults() -> Faults:
    return Faults(SHARE, SEED)


@pytest.fixture
def store(s3_server: S3Server, faults: Faults) -> Iterator[S3Store]:
    with faulty(s3_server, faults) as spoiled, closing(from_settings(spoiled.settings)) as made:
        yield made


def test_robustness_many_objects_are_read_as_they_are_or_fail_by_name(
    bucket: Path, store: S3Store, faults: Faults, tmp_path: Path
) -> None:
    wrong: list[int] = []

    def read(number: int) -> None:
        if store.read("many", key_of(number)) != body_of(number):
            wrong.append(number)

    def fetch(number: int) -> None:
        target = tmp_path / "fetched" / f"{number:05}"
        try:
            store.fetch_file("many", key_of(number), target)
        except DomainError:
            assert not target.exists()
            raise
        if target.read_bytes() != body_of(number):
            wrong.append(number)

    failures = together(read, READ) + together(fetch, FETCHED)

    assert wrong == []
    assert len(failures) < (READ + FETCHED) / 100, failures[:3]
    assert "secret-body" not in " ".join(failures)
    assert all(
        faults.done[kind] > OBJECTS / 200 for kind in faults.kinds if kind != "altered_upload"
    )
    assert [path.name for path in (tmp_path / "fetched").glob(".*")] == []


def test_robustness_many_objects_are_put_and_moved_whole_or_fail_by_name(
    s3_server: S3Server, store: S3Store, tmp_path: Path
) -> None:
    folder = s3_server.root / "many"
    folder.mkdir()

    def put(number: int) -> None:
        store.put("many", key_of(number), body_of(number))

    def move(number: int) -> None:
        store.move("many", key_of(number), f"moved-{key_of(number)}")

    failures = together(put, PUT) + together(move, MOVED)

    there = {path.name: path.read_bytes() for path in folder.glob("*/*")}
    wrong = [name for name, data in there.items() if data != body_of(int(name[-5:]))]
    assert wrong == []
    assert {int(name[-5:]) for name in there} >= set(range(PUT)) or failures
    assert len(failures) < (PUT + MOVED) / 50, failures[:3]


def test_robustness_a_large_upload_arrives_whole(s3_server: S3Server, store: S3Store) -> None:
    (s3_server.root / "many").mkdir()
    data = bytes(range(256)) * 4 * 40_000  # 40 MB: five parts
    made: list[ObjectInfo] = []

    while len(made) < 2:  # where the upload's name arrives altered, it fails by name
        with suppress(Unavailable, NotFound):
            made.append(store.put("many", f"large-{len(made)}", io.BytesIO(data)))

    assert [info.size for info in made] == [len(data)] * 2
    assert all((s3_server.root / "many" / info.key).read_bytes() == data for info in made)
    with store.open("many", "large-0") as stream:
        assert stream.read() == data


def test_robustness_a_listing_is_complete_or_fails_by_name(bucket: Path, store: S3Store) -> None:
    objects = Objects(store)
    everything = [key_of(number) for number in range(READ)]

    found: list[list[str]] = []
    for _ in range(3):
        try:
            found.append([info.key for info in objects.walk("obs://many/")])
        except Unavailable:
            continue

    assert found
    assert all(keys == everything for keys in found)


def test_robustness_nothing_is_deleted_by_half_a_listing(
    s3_server: S3Server, tmp_path: Path
) -> None:
    folder = s3_server.root / "many" / "box"
    folder.mkdir(parents=True)
    for number in range(1500):
        (folder / f"{number:05}").write_bytes(b"")

    def broken(*arguments: object, **options: object) -> ListPage:
        if options.get("marker"):
            raise StoreTrouble("The server broke off.", "network")
        return whole(*arguments, **options)

    with closing(from_settings(s3_server.settings)) as store:
        whole: Callable[..., ListPage] = store.list
        store.list = broken  # type: ignore[method-assign]
        with pytest.raises(Unavailable):
            Objects(store).trash("obs://many/box/")

    assert len(list(folder.iterdir())) == 1500


def test_robustness_a_server_that_always_fails_is_named(
    s3_server: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(s3_client, "_ATTEMPTS", 2)  # with five it waits longer in between
    (s3_server.root / "many").mkdir()
    (s3_server.root / "many" / "a").write_bytes(b"abcdefgh")
    for kind in ("503", "truncated", "altered"):
        with (
            faulty(s3_server, Faults(1, SEED, (kind,))) as spoiled,
            closing(from_settings(spoiled.settings)) as store,
            pytest.raises((Unavailable, NotFound)) as failure,
        ):
            store.read("many", "a")
        assert "the test server" in str(failure.value)
        assert "secret-body" not in str(failure.value)


class Dates(Faults):
    """Alters what answers say of days."""

    def altered(self, data: bytes) -> bytes:
        return re.sub(rb"-(\d\d)T", rb"-9\1T", data)


def test_robustness_an_answer_that_makes_no_sense_is_named(s3_server: S3Server) -> None:
    (s3_server.root / "many").mkdir()
    (s3_server.root / "many" / "a").write_bytes(b"abcdefgh")
    with (
        faulty(s3_server, Dates(1, SEED, ("altered",))) as spoiled,
        closing(from_settings(spoiled.settings)) as store,
        pytest.raises(Unavailable, match="the test server"),
    ):
        store.copy("many", "a", "many", "b")


class Same(Faults):
    """Alters in the same way each time."""

    def altered(self, data: bytes) -> bytes:
        return data.upper()


def test_an_object_that_is_always_the_same_is_read_whatever_its_etag(s3_server: S3Server) -> None:
    (s3_server.root / "many").mkdir()
    (s3_server.root / "many" / "a").write_bytes(b"abcdefgh")
    with (
        faulty(s3_server, Same(1, SEED, ("altered",))) as spoiled,
        closing(from_settings(spoiled.settings)) as store,
    ):
        assert store.read("many", "a") == b"ABCDEFGH"
