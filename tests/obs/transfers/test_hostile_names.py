"""Keys that are no file names, links, and files where folders are wanted: named, and nothing else
happens."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from jupyter_modelarts.cli import main
from jupyter_modelarts.core.errors import Conflict, DomainError, Forbidden
from jupyter_modelarts.core.safe.directories import descend, open_below
from jupyter_modelarts.obs import ObjectStore, open_store
from jupyter_modelarts.obs.transfers import Direction, command, folder, planning
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


def test_a_selected_folder_with_nothing_in_it_is_made(pair: Pair) -> None:
    pair.put("empty/", b"")
    pair.put("a", b"x")

    assert numbers(pair.sync(names=("a", "empty/")))["new"] == 1
    assert (pair.work / "empty").is_dir()


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
    assert told(summary)["closed/"] == ("skipped", "the system does not permit reading it")
    assert "nothing is deleted" in told(summary)[""][1]


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is called `closed` cannot be read, also by root."""

    def refuse(descriptor: int, name: str) -> int:
        if name == "closed":
            raise PermissionError(13, "Permission denied", name)
        return open_below(descriptor, name)

    def refuse_way(root: int, names: Sequence[str]) -> int:
        if "closed" in names:
            raise PermissionError(13, "Permission denied")
        return descend(root, names)

    monkeypatch.setattr(folder, "open_below", refuse)
    monkeypatch.setattr(folder, "descend", refuse_way)


def test_robustness_what_comes_after_a_folder_that_cannot_be_read_is_sent(
    pair: Pair, closed: None
) -> None:
    for name in ("a", "closed/a", "deep/closed/b", "deep/d", "later/b"):
        pair.write(name, b"x")

    summary = pair.sync(direction=Direction.UP)

    reason = "the system does not permit reading it"
    assert told(summary) == {name: ("skipped", reason) for name in ("closed/", "deep/closed/")}
    assert pair.there() == {"a": b"x", "deep/d": b"x", "later/b": b"x"}


@pytest.mark.parametrize("direction", list(Direction))
def test_robustness_what_could_not_be_read_deletes_nothing(
    pair: Pair, direction: Direction, request: pytest.FixtureRequest
) -> None:
    for name in ("closed/a", "closed/b", "gone-here", "gone-there", "same"):
        pair.write(name, b"x")
    pair.sync(direction=Direction.UP)
    request.getfixturevalue("closed")
    (pair.work / "gone-here").unlink()
    for name in ("closed/b", "gone-there"):
        pair.delete(name)
    here, there = pair.here(), pair.there()

    summary = pair.sync(direction=direction, delete=True)

    assert (summary.counts.delete, summary.counts.failed) == (0, 0)
    assert told(summary)["closed/"] == ("skipped", "the system does not permit reading it")
    assert "nothing is deleted" in told(summary)[""][1]
    assert ("closed/a" in told(summary)) is (direction is not Direction.UP)
    assert pair.here().items() >= here.items()
    assert pair.there().items() >= there.items()
    assert "closed/b" not in pair.there()


def test_what_would_arrive_in_a_folder_that_cannot_be_read_is_named(
    pair: Pair, closed: None
) -> None:
    (pair.work / "closed").mkdir(parents=True)
    for number in range(20):  # more failures in a row than a sync goes on after
        pair.put(f"closed/{number}", b"x")
    pair.put("closed/empty/", b"")
    pair.put("later", b"y")

    summary = pair.sync()
    selected = pair.sync(names=("closed/0", "closed/empty/"))

    why = "it lies in a folder that the system does not permit reading"
    assert told(summary)["closed/19"] == ("skipped", why)
    assert told(summary)["closed/empty/"] == ("skipped", "the system says: Permission denied")
    assert summary.problem == ""
    assert pair.here() == {"later": b"y"}
    assert told(selected)["closed/0"] == ("skipped", "the system does not permit reading it")
    assert "closed/empty/" in told(selected)


def test_a_file_that_the_system_does_not_show_is_named(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "hidden", "later"):
        pair.write(name, b"x")
    stat = os.stat

    def refuse(path: Any, **options: Any) -> os.stat_result:
        if path == "hidden":
            raise PermissionError(13, "Permission denied", path)
        return stat(path, **options)

    monkeypatch.setattr(os, "stat", refuse)
    summary = pair.sync(direction=Direction.UP, delete=True)

    assert told(summary) == {"hidden": ("skipped", "the system does not permit reading it")}
    assert pair.there() == {"a": b"x", "later": b"x"}


@pytest.mark.parametrize("target", ["file", "file/below", "file/far/below", "dangling"])
def test_a_target_that_is_no_folder_is_refused(
    pair: Pair, tmp_path: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    pair.put("a", b"x")
    pair.write("file", b"mine")
    (pair.work / "dangling").symlink_to("nowhere")
    unfit_pair = Pair(pair.store, pair.work / target, pair.state)

    with pytest.raises(Conflict, match="is no folder, or lies in"):
        unfit_pair.sync()
    with pytest.raises(Conflict, match="is no folder, or lies in"):
        unfit_pair.preview()
    words = ["--state-dir", str(tmp_path / "platform"), "sync", "obs://modelarts/"]
    codes = [main([*words, str(unfit_pair.work), *more]) for more in ([], ["--preview"])]

    assert codes == [2, 2]
    assert capsys.readouterr().err.count("is no folder, or lies in") == 2
    assert sorted(path.name for path in pair.work.iterdir()) == ["dangling", "file"]


def test_a_target_that_has_no_name_for_the_system_is_refused(pair: Pair) -> None:
    too_long = Pair(pair.store, pair.work / ("x" * 300), pair.state)

    with pytest.raises(Conflict, match=r"can be no folder: File name too long\."):
        too_long.sync()


def test_a_target_without_permission_is_refused(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "mkdir", refuse)
        with pytest.raises(Forbidden, match='does not permit using "work"'):
            folder.Folder(pair.work)
    pair.work.mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        with pytest.raises(Forbidden, match='does not permit using "work"'):
            folder.Folder(pair.work)


@pytest.mark.parametrize("target", ["", "new", "new/deep"])
def test_a_preview_is_refused_where_the_sync_would_be(
    pair: Pair, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    pair.work.mkdir()
    pair.put("a", b"x")
    asked: list[object] = []

    def refuse(path: object, mode: int) -> bool:
        asked.append(path)
        return False

    monkeypatch.setattr(os, "access", refuse)
    with pytest.raises(Forbidden, match="does not permit"):
        Pair(pair.store, pair.work / target, pair.state).preview()

    assert asked == [pair.work]


def test_a_source_that_may_not_be_looked_at_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(*_: object) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_file", refuse)
    arguments = argparse.Namespace(source=str(tmp_path / "closed"), target="obs://bucket/")

    with pytest.raises(DomainError, match="does not permit looking"):
        command.spec_of(arguments)


def test_a_file_in_place_of_its_own_folder_does_not_stop_a_sync_to_the_store(pair: Pair) -> None:
    pair.write(".modelarts-sync", b"mine")
    pair.write("a", b"x")

    summary = pair.sync(direction=Direction.UP)

    assert set(told(summary)) == {".modelarts-sync"}
    assert pair.there() == {"a": b"x"}


@pytest.mark.parametrize("direction", [Direction.DOWN, Direction.BOTH])
def test_of_names_that_differ_in_case_only_the_first_arrives(
    pair: Pair, monkeypatch: pytest.MonkeyPatch, direction: Direction
) -> None:
    monkeypatch.setattr(planning, "ignores_case", lambda root: True)
    for name in ("Twin", "twin", "Folder/x", "folder/X", "folder/y"):
        pair.put(name, name.encode())

    first = pair.sync(direction=direction)
    again = pair.sync(direction=direction, delete=True)

    reason = 'this file system takes it for "{}", which comes first'
    expected = {
        "twin": ("skipped", reason.format("Twin")),
        "folder/X": ("skipped", reason.format("Folder/x")),
    }
    assert told(first) == told(again) == expected
    assert (numbers(first)["new"], numbers(again)["same"]) == (3, 3)
    assert pair.here() == {name: name.encode() for name in ("Twin", "Folder/x", "folder/y")}
    assert len(pair.there()) == 5


def test_a_long_name_keeps_its_ending_in_a_conflict() -> None:
    from datetime import datetime

    name = conflict_name("folder/" + "长" * 84 + ".txt", datetime(2026, 11, 26, 10, 55))

    assert name.endswith(" (conflict 2026-11-26 10.55.00).txt")
    assert not unfit(name)
