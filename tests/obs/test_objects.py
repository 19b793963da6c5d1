from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from jupyter_modelarts.core.errors import Conflict, InvalidInput, NotFound
from jupyter_modelarts.core.safe.uris import parse_uri
from jupyter_modelarts.obs import Objects, open_store


@pytest.fixture
def objects(tmp_path: Path) -> Objects:
    manager = Objects(open_store("local", {"root": str(tmp_path / "store")}))
    manager.create_bucket("data")
    return manager


def _keys(objects: Objects, uri: str = "obs://data") -> list[str]:
    return [info.key for info in objects.walk(uri)]


def test_all_spellings_reach_the_same_object(objects: Objects) -> None:
    objects.put("/data/a.txt", b"hello")
    assert objects.read("s3://data/a.txt") == b"hello"
    assert objects.exists(parse_uri("obs://data/a.txt"))
    assert not objects.exists("obs://data/b.txt")
    assert str(objects.head("/data/a.txt").uri) == "obs://data/a.txt"


@pytest.mark.parametrize("uri", ["file:///etc/passwd", "obs://data/", "//data/a", "data/a"])
def test_what_names_no_object_is_refused(objects: Objects, uri: str) -> None:
    with pytest.raises(InvalidInput):
        objects.read(uri)


def test_a_listing_shows_one_level(objects: Objects) -> None:
    for key in ("a.txt", "images/1.png", "images/cats/2.png"):
        objects.put(f"obs://data/{key}", b"")
    page = objects.list("obs://data/")
    assert page.prefixes == ("images/",)
    assert [info.key for info in page.objects] == ["a.txt"]
    assert _keys(objects, "obs://data/images/") == ["images/1.png", "images/cats/2.png"]


def test_a_walk_is_not_cut_at_a_page(objects: Objects) -> None:
    for number in range(1005):
        folder = objects.local_directory("obs://data/many/", create=True)
        assert folder is not None
        (folder / f"{number:04}").write_bytes(b"")
    assert len(_keys(objects)) == 1005


def test_trash_takes_a_folder_and_gives_it_back(objects: Objects) -> None:
    for key in ("images/1", "images/2", "images-old/3"):
        objects.put(f"obs://data/{key}", key.encode())
    entry = objects.trash("obs://data/images/")
    assert entry.count == 2
    assert _keys(objects) == ["images-old/3"]
    assert objects.list("obs://data/").prefixes == ("images-old/",)
    assert objects.trashed("data") == [entry]

    objects.restore("data", entry.id)
    assert objects.read("obs://data/images/1") == b"images/1"
    assert objects.trashed("data") == []


def test_restoring_never_replaces(objects: Objects) -> None:
    objects.put("obs://data/a/1", b"old")
    objects.put("obs://data/a/2", b"old")
    entry = objects.trash("obs://data/a/")
    objects.put("obs://data/a/2", b"new")
    with pytest.raises(Conflict, match="exists again"):
        objects.restore("data", entry.id)
    assert _keys(objects) == ["a/2"]
    assert objects.read("obs://data/a/2") == b"new"
    assert objects.trashed("data") == [entry]


def test_the_trash_keeps_what_is_young(objects: Objects) -> None:
    objects.put("obs://data/a", b"")
    objects.trash("obs://data/a")
    assert objects.empty_trash("data", older_than=timedelta(days=7)) == 0
    assert objects.empty_trash("data") == 1
    assert objects.trashed("data") == []
    objects.delete_bucket("data")


def test_a_bucket_with_trash_is_not_deleted(objects: Objects) -> None:
    objects.put("obs://data/a", b"")
    objects.trash("obs://data/a")
    with pytest.raises(Conflict):
        objects.delete_bucket("data")


@pytest.mark.parametrize("uri", ["obs://data/.trash/x", "/data/.trash/"])
def test_no_uri_reaches_into_the_trash(objects: Objects, uri: str) -> None:
    objects.put("obs://data/x", b"")
    objects.trash("obs://data/x")
    with pytest.raises(NotFound):
        objects.read(uri)
    with pytest.raises(NotFound):
        objects.put(uri, b"")
    with pytest.raises(NotFound):
        objects.list(uri)


def test_what_is_not_there_or_everything_cannot_be_trashed(objects: Objects) -> None:
    for uri in ("obs://data/missing", "obs://data/missing/"):
        with pytest.raises(NotFound):
            objects.trash(uri)
    with pytest.raises(InvalidInput, match="whole bucket"):
        objects.trash("obs://data/")
    for entry_id in ("../../x", "20200101T000000000000Z-00000000"):
        with pytest.raises(NotFound):
            objects.restore("data", entry_id)


def test_a_key_too_long_for_the_trash_stays(objects: Objects) -> None:
    uri = "obs://data/" + "k" * 1024
    objects.put(uri, b"")
    with pytest.raises(InvalidInput, match="too long for the trash"):
        objects.trash(uri)
    assert objects.exists(uri)


def test_conditions_pass_through(objects: Objects) -> None:
    info = objects.put("obs://data/a", b"1", if_absent=True)
    objects.put("obs://data/a", b"2", if_match=info.etag)
    with pytest.raises(Conflict):
        objects.put("obs://data/a", b"3", if_match=info.etag)


def test_copies_and_files(objects: Objects) -> None:
    objects.put("obs://data/a", b"one")
    objects.copy("obs://data/a", "obs://data/b/c")
    path = objects.local_path("obs://data/b/c")
    assert path is not None
    assert path.read_bytes() == b"one"
    objects.delete("obs://data/b/c")
    assert _keys(objects) == ["a"]
