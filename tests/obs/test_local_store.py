"""What only a directory can get wrong: links, strangers' files, crashes, full disks.

Robustness rows: symlink out; kill -9 at every write; disk full.
"""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jupyter_modelarts.core.errors import Conflict, InvalidInput, NotFound, Unavailable
from jupyter_modelarts.obs import open_store
from jupyter_modelarts.obs.stores.local import LocalStore
from jupyter_modelarts.obs.stores.local_listing import _sorted_gently
from jupyter_modelarts.obs.stores.local_names import beside_names, directory_names, segment_of

WRITER = """
import random, sys
from pathlib import Path
from jupyter_modelarts.obs.stores.local import LocalStore
store = LocalStore(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    body = bytes([random.randrange(256)]) * 200_000
    store.put("data", random.choice(["a", "a/b", "c/d/e"]), body)
    if random.random() < 0.3:
        store.delete("data", "c/d/e")
    print("put", flush=True)
"""


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    opened = LocalStore(tmp_path / "store")
    opened.create_bucket("data")
    return opened


def _keys(store: LocalStore) -> list[str]:
    return [info.key for info in store.list("data").objects]


def test_plain_keys_are_plain_files(store: LocalStore) -> None:
    store.put("data", "images/猫 1 (100%).png", b"png")
    assert (store.root / "data" / "images" / "猫 1 (100%).png").read_bytes() == b"png"


def test_files_that_a_user_drops_in_are_objects(store: LocalStore) -> None:
    folder = store.root / "data" / "photos"
    folder.mkdir()
    for name in ("a.png", "%20.png", "%-", "%-x", "%=y", ".hidden"):
        (folder / name).write_bytes(name.encode())
    os.mkfifo(folder / "pipe")
    (folder / "empty").mkdir()
    (folder / os.fsdecode(b"\xff.png")).write_bytes(b"no key can say this name")

    assert _keys(store) == [
        "photos/",
        "photos/%20.png",
        "photos/.hidden",
        "photos/a.png",
        "photos/y",
    ]
    assert store.read("data", "photos/%20.png") == b"%20.png"
    assert store.list("data", "photos/", delimiter="/").prefixes == ()


def test_deleting_the_last_key_removes_the_folders(store: LocalStore) -> None:
    store.put("data", "a/b/c", b"")
    store.put("data", "a/d", b"")
    store.delete("data", "a/b/c")
    assert [path.name for path in (store.root / "data" / "a").iterdir()] == ["d"]
    store.delete("data", "a/d")
    assert list((store.root / "data").iterdir()) == []


def test_links_are_neither_listed_nor_followed(store: LocalStore, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_bytes(b"secret")
    bucket = store.root / "data"
    (bucket / "file").symlink_to(outside / "secret")
    (bucket / "folder").symlink_to(outside)
    (store.root / "linked").symlink_to(outside)

    assert _keys(store) == []
    assert [found.name for found in store.buckets()] == ["data"]
    for key in ("file", "folder/secret"):
        for action in (store.read, store.head, store.open, store.local_path):
            with pytest.raises(NotFound):
                action("data", key)
        with pytest.raises(Conflict, match="symbolic link"):
            store.put("data", key, b"overwritten")
        store.delete("data", key)
    with pytest.raises(Conflict, match="symbolic link"):
        store.local_directory("data", "folder/")
    with pytest.raises(NotFound):
        store.read("linked", "secret")
    with pytest.raises(Conflict, match="links"):
        store.delete_bucket("data")
    assert (outside / "secret").read_bytes() == b"secret"
    assert (bucket / "file").is_symlink()


def test_a_file_moves_aside_for_a_folder_of_its_name(store: LocalStore) -> None:
    before = store.put("data", "a", b"file")
    store.put("data", "a/b", b"below")
    assert store.read("data", "a") == b"file"
    assert store.head("data", "a") == before
    store.delete("data", "a/b")
    store.put("data", "a", b"again")
    assert store.read("data", "a") == b"again"
    assert _keys(store) == ["a"]


@pytest.mark.parametrize("segment", ["", ".", "..", "%-", "%-%2E", "\x01%", "x" * 400, "猫" * 100])
def test_odd_segments_are_reversible(segment: str) -> None:
    for names in (directory_names(segment), beside_names(segment)):
        assert segment_of(names) == segment
        assert all(0 < len(name.encode()) <= 255 and "/" not in name for name in names)
        assert all(name not in (".", "..") for name in names)


def test_a_million_keys_page_without_reading_them_all(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With 300 folders of 10 keys a page of 10 opens a few folders, not 300."""
    for number in range(300):
        folder = store.root / "data" / f"{number:03}"
        folder.mkdir()
        for key in range(10):
            (folder / str(key)).write_bytes(b"")
    read: list[int] = []
    scandir = os.scandir

    def counted(path: int) -> object:
        read.append(path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", counted)
    page = store.list("data", marker="150/9", limit=10)
    assert [info.key for info in page.objects] == [f"151/{key}" for key in range(10)]
    assert len(read) <= 4


def test_a_kept_listing_sees_every_change(store: LocalStore) -> None:
    folder = store.root / "data"
    for number in range(600):
        (folder / f"{number:04}").write_bytes(b"")
    old = time.time() - 10
    os.utime(folder, (old, old))
    assert len(_keys(store)) == 600
    (folder / "0300").unlink()
    assert len(_keys(store)) == 599
    store.put("data", "new", b"")
    assert "new" in _keys(store)


@pytest.mark.parametrize("odd", ["é", "%-x", "plain"])
def test_a_large_folder_is_whole_and_in_order(store: LocalStore, odd: str) -> None:
    """Such a folder is read another way; a link and a pipe in it are passed over all the same."""
    folder = store.root / "data" / "many"
    folder.mkdir()
    for number in range(3000):
        (folder / f"{number:04}-{'x' * 40}.png").write_bytes(b"")
    (folder / odd).write_bytes(b"")
    (folder / "link").symlink_to(folder / odd)
    os.mkfifo(folder / "pipe")
    expected = sorted(f"many/{number:04}-{'x' * 40}.png" for number in range(3000))
    key = {"%-x": []}.get(odd, [f"many/{odd}"])

    assert [info.key for info in store.list("data", "many/").objects] == expected[:1000]
    keys: list[str] = []
    marker: str | None = ""
    while marker is not None:
        page = store.list("data", "many/", delimiter="/", marker=marker)
        keys += [info.key for info in page.objects]
        marker = page.next_marker
    assert keys == sorted([*expected, *key])


def test_leftovers_of_the_dead_are_swept_and_those_of_the_living_kept(store: LocalStore) -> None:
    leftover = store.root / ".tmp" / "leftover"
    leftover.write_bytes(b"half")
    os.utime(leftover, (0, 0))
    fresh = store.root / ".tmp" / "fresh"
    fresh.write_bytes(b"half")
    with store._temporary() as (name, stream):
        os.utime(stream.fileno(), (0, 0))
        LocalStore(store.root)
        assert (store.root / ".tmp" / name).exists()
    assert not leftover.exists()
    assert fresh.exists()


@pytest.mark.parametrize("call", ["fsync", "rename", "mkdir"])
def test_a_full_disk_is_said_and_leaves_nothing(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    store.put("data", "a/b", b"old")

    def full(*args: object, **kwargs: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, full)
        with pytest.raises(Unavailable, match="The disk is full"):
            store.put("data", "new/key", b"new")
    assert _keys(store) == ["a/b"]
    assert list((store.root / ".tmp").iterdir()) == []
    store.put("data", "new/key", b"new")
    assert _keys(store) == ["a/b", "new/key"]


def test_descriptors_do_not_leak(store: LocalStore) -> None:
    before = len(os.listdir("/dev/fd"))  # noqa: PTH208 - not a directory of files
    for key in ("a", "a/b", "x" * 300 + "/y", "a//", "../z"):
        store.put("data", key, b"x")
        store.read("data", key)
        store.list("data", delimiter="/")
        store.move("data", key, "moved/" + key)
        store.delete("data", "moved/" + key)
        with pytest.raises(NotFound):
            store.read("data", key)
    assert len(os.listdir("/dev/fd")) == before  # noqa: PTH208


@pytest.mark.parametrize("moment", [-(2**31), 2**33])
def test_a_file_from_another_age_does_not_break_its_listing(store: LocalStore, moment: int) -> None:
    store.put("data", "a", b"")
    os.utime(store.root / "data" / "a", (moment, moment))
    assert _keys(store) == ["a"]


def test_the_root_is_needed() -> None:
    with pytest.raises(InvalidInput, match="root"):
        open_store("local", {})
    with pytest.raises(InvalidInput, match="choose one of"):
        open_store("ftp", {})


@pytest.mark.faults
def test_killed_writers_leave_the_old_object_or_the_new(tmp_path: Path) -> None:
    """Two writers are killed at random moments, 15 times; what can be read is always whole."""
    root = tmp_path / "store"
    LocalStore(root).create_bucket("data")
    for _ in range(15):
        writers = [_start_writer(root) for _ in range(2)]
        time.sleep(random.uniform(0.0, 0.05))
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
            writer.communicate()
        store = LocalStore(root)
        for key in _keys(store):
            assert key in ("a", "a/b", "c/d/e")
            body = store.read("data", key)
            assert len(body) == 200_000
            assert len(set(body)) == 1
        store.put("data", "a", b"z" * 200_000)
    _age(root / ".tmp")
    LocalStore(root)
    assert list((root / ".tmp").iterdir()) == []


def _start_writer(root: Path) -> subprocess.Popen[bytes]:
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(root)], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"ready\n"
    return writer


def _age(folder: Path) -> None:
    for path in folder.iterdir():
        os.utime(path, (0, 0))


@pytest.mark.parametrize("count", [0, 1, 7, 60_000])
def test_many_names_are_sorted_in_shares_as_they_are_at_once(count: int) -> None:
    names = [f"{number * 7919 % 100_003:x}-{number % 5}" for number in range(count)]

    assert _sorted_gently(names) == sorted(names)
    assert _sorted_gently(["same"] * count) == ["same"] * count
