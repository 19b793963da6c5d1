"""Keys that are no file names, links, and files where folders are wanted: named, and nothing else
happens."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jupyter_modelarts.obs import ObjectStore, open_store
from jupyter_modelarts.obs.transfers import Direction
from jupyter_modelarts.obs.transfers.names import conflict_name, folded, unfit

from .conftest import Pair, numbers, told

ODD = {
    "../out": 'its name has ".." for a folder',
    "a/../../out": 'its name has ".." for a folder',
    "./here": 'its name has "." for a folder',
    "/root": "its name begins with a slash",
    "a//b": "its name has two slashes in a row",
    "line\nend": "its name has a control character",
    "long/" + "x" * 256: "a part of its name is longer than 255 bytes",
    ".modelarts-sync/tmp/x": ".modelarts-sync is where syncs keep their own files",
}


@pytest.fixture
def store(tmp_path: Path) -> ObjectStore:
    """The one that holds every key."""
    return open_store("local", {"root": str(tmp_path / "objects")})


def test_robustness_keys_that_are_no_file_names_are_skipped_by_name(pair: Pair) -> None:
    for name in ODD:
        pair.put(name, b"x")
    pair.put("plain", b"y")

    summary = pair.sync()

    assert told(summary) == {name: ("skipped", reason) for name, reason in ODD.items()}
    assert pair.here() == {"plain": b"y"}
    assert sorted(path.name for path in pair.work.parent.iterdir()) == ["objects", "state", "work"]


def test_what_programs_leave_beside_the_work_stays_where_it_is(pair: Pair) -> None:
    for name in ("__pycache__/leaves.pyc", "deep/.ipynb_checkpoints/a.ipynb"):
        pair.write(name, b"made by a program")
    pair.write("leaves.py", b"made by a person")

    summary = pair.sync(direction=Direction.UP)

    assert pair.there() == {"leaves.py": b"made by a person"}
    assert {name: what for name, (what, _) in told(summary).items()} == {
        "__pycache__": "skipped",
        "deep/.ipynb_checkpoints": "skipped",
    }


def test_names_of_any_language_arrive_as_they_are(pair: Pair) -> None:
    names = [
        "数据/图.png",
        "cafe\u0301",
        "caf\u00e9",
        "Twin",
        "twin",
        "a b",
        "-rf",
        "%2e%2e",
        "a\\b",
    ]
    for name in names:
        pair.put(name, name.encode())

    assert numbers(pair.sync())["new"] == len(names)
    assert pair.here() == {name: name.encode() for name in sorted(names)} | pair.here()
    assert folded("cafe\u0301") == folded("CAF\u00c9")


def test_a_file_where_a_folder_is_wanted(pair: Pair) -> None:
    for name in ("a", "a-b", "a/b", "c/d"):
        pair.put(name, b"x")
    pair.write("c", b"mine")
    (pair.work / "e").mkdir()
    pair.put("e", b"x")

    summary = pair.sync()

    assert told(summary) == {
        "a/b": ("skipped", "a file or a link stands where its folder belongs"),
        "c/d": ("skipped", "a file or a link stands where its folder belongs"),
        "e": ("skipped", "a folder has its name"),
    }
    assert pair.here() == {"a": b"x", "a-b": b"x", "c": b"mine"}


def test_robustness_links_are_neither_followed_nor_sent(pair: Pair, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_bytes(b"secret")
    pair.write("plain", b"x")
    (pair.work / "folder").symlink_to(outside)
    (pair.work / "file").symlink_to(outside / "secret")
    os.mkfifo(pair.work / "pipe")
    pair.put("folder/new", b"y")
    pair.put("file", b"z")

    up = pair.sync(direction=Direction.UP)
    down = pair.sync()

    assert {name: what for name, (what, _) in told(up).items()} == {
        "file": "skipped",
        "folder": "skipped",
        "pipe": "skipped",
    }
    assert pair.there() == {"plain": b"x", "folder/new": b"y", "file": b"z"}
    assert numbers(down) == {"same": 1, "skipped": 2}
    assert sorted(path.name for path in outside.iterdir()) == ["secret"]
    assert (outside / "secret").read_bytes() == b"secret"


def test_a_folder_that_cannot_be_read_forbids_deletions(pair: Pair) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    pair.write("closed/a", b"x")
    pair.sync(direction=Direction.UP)
    (pair.work / "closed").chmod(0)

    summary = pair.sync(direction=Direction.UP, delete=True)
    (pair.work / "closed").chmod(0o700)

    assert pair.there() == {"closed/a": b"x"}
    assert "nothing is deleted" in summary.told[0].reason


def test_a_long_name_keeps_its_ending_in_a_conflict() -> None:
    from datetime import datetime

    name = conflict_name("folder/" + "长" * 84 + ".txt", datetime(2026, 11, 26, 10, 55))

    assert name.endswith(" (conflict 2026-11-26 10.55.00).txt")
    assert not unfit(name)
