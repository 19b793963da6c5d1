"""An S3 server that misbehaves in a tenth of its answers: byte-identical or a named failure."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from jupyter_modelarts.core.errors import DomainError, NotFound, Unavailable
from jupyter_modelarts.obs import ListPage, Objects
from jupyter_modelarts.obs.stores.s3 import S3Store, from_settings
from jupyter_modelarts.obs.stores.s3_errors import StoreTrouble

from ..s3_servers import S3Server
from .s3_proxy import Faults, faulty

pytestmark = pytest.mark.faults

SEED = 4
SHARE = 0.1
THREADS = 24
OBJECTS = int(os.environ.get("MODELARTS_FAULTY_OBJECTS", "1000"))
"""How many in all; ten thousand take some minutes."""
READ, FETCHED, PUT, MOVED = OBJECTS // 2, OBJECTS // 5, OBJECTS // 5, OBJECTS // 10


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
        (folder / f"{number:05}").write_bytes(body_of(number))
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
        if store.read("many", f"{number:05}") != body_of(number):
            wrong.append(number)

    def fetch(number: int) -> None:
        target = tmp_path / "fetched" / f"{number:05}"
        try:
            store.fetch_file("many", target.name, target)
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
        store.put("many", f"{number:05}", body_of(number))

    def move(number: int) -> None:
        store.move("many", f"{number:05}", f"moved-{number:05}")

    failures = together(put, PUT) + together(move, MOVED)

    there = {path.name: path.read_bytes() for path in folder.iterdir()}
    wrong = [name for name, data in there.items() if data != body_of(int(name[-5:]))]
    assert wrong == []
    assert {int(name[-5:]) for name in there} >= set(range(PUT)) or failures
    assert len(failures) < (PUT + MOVED) / 50, failures[:3]


def test_robustness_a_large_upload_arrives_whole(s3_server: S3Server, store: S3Store) -> None:
    (s3_server.root / "many").mkdir()
    data = bytes(range(256)) * 4 * 40_000  # 40 MB: five parts

    made = [store.put("many", f"large-{number}", io.BytesIO(data)) for number in range(2)]

    assert [info.size for info in made] == [len(data)] * 2
    assert all((s3_server.root / "many" / info.key).read_bytes() == data for info in made)
    with store.open("many", "large-0") as stream:
        assert stream.read() == data


def test_robustness_a_listing_is_complete_or_fails_by_name(bucket: Path, store: S3Store) -> None:
    objects = Objects(store)
    everything = [f"{number:05}" for number in range(READ)]

    found: list[list[str]] = []
    for _ in range(10):
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


def test_robustness_a_server_that_always_fails_is_named(s3_server: S3Server) -> None:
    (s3_server.root / "many").mkdir()
    (s3_server.root / "many" / "a").write_bytes(b"abcdefgh")
    for kind in ("503", "truncated", "altered"):
        with (
            faulty(s3_server, Faults(1, SEED, (kind,))) as spoiled,
            closing(from_settings(spoiled.settings)) as store,
        ):
            if kind == "altered":  # always the same: that is what the server has
                assert store.read("many", "a") != b""
                continue
            with pytest.raises((Unavailable, NotFound)) as failure:
                store.read("many", "a")
        assert "the test server" in str(failure.value)
        assert "secret-body" not in str(failure.value)
