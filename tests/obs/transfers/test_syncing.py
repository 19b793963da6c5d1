"""Syncs in all directions, over each object store."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from jupyter_modelarts.core.errors import NotFound, TooLarge
from jupyter_modelarts.obs import ObjectStore, open_store
from jupyter_modelarts.obs.transfers import Action, Direction, OnConflict, Sync
from jupyter_modelarts.obs.transfers.locks import locked
from jupyter_modelarts.obs.transfers.names import PRIVATE
from tests.s3_servers import S3Server

from .conftest import Pair, numbers, told

BOTH, UP = Direction.BOTH, Direction.UP


@pytest.fixture(params=["local", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ObjectStore]:
    if request.param == "local":
        yield open_store("local", {"root": str(tmp_path / "objects")})
        return
    server: S3Server = request.getfixturevalue("s3_server")
    with closing(open_store("s3", server.settings)) as opened:
        yield opened


def test_what_is_in_the_bucket_arrives(pair: Pair) -> None:
    pair.put("a.ipynb", b"one")
    pair.put("folder/deep/b.py", b"two")
    pair.put("empty.txt", b"")

    summary = pair.sync()

    assert numbers(summary) == {"new": 3, "bytes": 6}
    assert pair.here() == {"a.ipynb": b"one", "folder/deep/b.py": b"two", "empty.txt": b""}


def test_a_second_run_moves_only_what_changed(pair: Pair) -> None:
    pair.put("a", b"one")
    pair.put("b", b"two")
    pair.sync()
    pair.put("b", b"three")

    assert numbers(pair.sync()) == {"changed": 1, "same": 1, "bytes": 5}
    assert numbers(pair.sync()) == {"same": 2}
    assert pair.here() == {"a": b"one", "b": b"three"}


def test_without_its_memory_it_knows_what_it_has_brought(pair: Pair) -> None:
    pair.put("a", b"one")
    pair.sync()
    for journal in (pair.state / "syncs").glob("*.db*"):
        journal.unlink()

    assert numbers(pair.sync()) == {"same": 1}


def test_only_what_is_selected_moves(pair: Pair) -> None:
    for name in ("a", "b", "folder/c", "folder-2/d"):
        pair.put(name, b"x")

    pair.sync(names=("a", "folder/"))

    assert sorted(pair.here()) == ["a", "folder/c"]


def test_a_selected_name_that_is_nowhere_is_said(pair: Pair) -> None:
    with pytest.raises(NotFound, match='no "gone" on either side'):
        pair.sync(names=("gone",))


def test_the_way_back(pair: Pair) -> None:
    pair.write("a", b"one")
    pair.write("folder/b", b"two")

    assert numbers(pair.sync(direction=UP)) == {"new": 2, "bytes": 6}
    pair.write("a", b"four")

    assert numbers(pair.sync(direction=UP)) == {"changed": 1, "same": 1, "bytes": 4}
    assert pair.there() == {"a": b"four", "folder/b": b"two"}


def test_large_files_go_both_ways(pair: Pair) -> None:
    data = os.urandom(20 * 2**20 + 1)
    pair.put("large", data)

    pair.sync()
    changed = data[::-1]
    pair.write("large", changed)
    summary = pair.sync(direction=UP)

    assert numbers(summary) == {"changed": 1, "bytes": len(data)}
    assert pair.there() == {"large": changed}
    assert pair.here() == {"large": changed}


def test_own_changes_are_not_overwritten(pair: Pair) -> None:
    pair.put("a", b"one")
    pair.sync()
    pair.write("a", b"mine")

    summary = pair.sync()

    assert told(summary)["a"][0] == "skipped"
    assert "changed here" in told(summary)["a"][1]
    assert pair.here() == {"a": b"mine"}


@pytest.mark.parametrize("direction", [Direction.DOWN, UP, BOTH])
def test_a_conflict_loses_nothing(pair: Pair, direction: Direction) -> None:
    pair.put("a.txt", b"one")
    pair.sync()
    pair.write("a.txt", b"mine")
    pair.put("a.txt", b"theirs")

    summary = pair.sync(direction=direction)

    assert numbers(summary)["conflict"] == 1
    assert told(summary)["a.txt"][0] == "conflict"
    held = pair.there() if direction is UP else pair.here()
    copy = next(name for name in held if "conflict" in name)
    assert copy.startswith("a (conflict ")
    assert copy.endswith(").txt")
    assert sorted(held.values()) == [b"mine", b"theirs"]


def test_a_conflict_may_be_left_alone_or_overwritten(pair: Pair) -> None:
    pair.write("a", b"mine")
    pair.put("a", b"theirs")

    assert numbers(pair.sync(on_conflict=OnConflict.SKIP)) == {"skipped": 1}
    assert pair.here() == {"a": b"mine"}
    assert numbers(pair.sync(on_conflict=OnConflict.OVERWRITE))["changed"] == 1
    assert pair.here() == {"a": b"theirs"}


def test_both_sides_get_what_the_other_has(pair: Pair) -> None:
    pair.put("theirs", b"1")
    pair.write("mine", b"2")

    assert numbers(pair.sync(direction=BOTH)) == {"new": 2, "bytes": 2}

    assert pair.here() == pair.there() == {"mine": b"2", "theirs": b"1"}


def test_deletions_are_followed_only_where_asked(pair: Pair) -> None:
    pair.put("a", b"one")
    pair.put("b", b"two")
    pair.sync()
    pair.delete("a")
    pair.write("own", b"never synced")

    assert numbers(pair.sync()) == {"same": 1}
    planned = [(one.name, one.action) for one in pair.preview(delete=True).items]
    summary = pair.sync(delete=True)

    assert planned == [("a", Action.DELETE)]
    assert numbers(summary) == {"delete": 1, "same": 1}
    kept = {name: data for name, data in pair.here().items() if ".modelarts-sync" in name}
    assert list(kept.values()) == [b"one"]
    assert {"b", "own"} == set(pair.here()) - set(kept)
    (path,) = kept
    assert told(summary)["a"] == ("delete", f"deleted, and kept in {path.removesuffix('/a')}")


def test_what_was_deleted_long_ago_goes_at_the_end_of_a_sync(pair: Pair) -> None:
    away = f"{PRIVATE}/deleted"
    for name in ("20200102T030405/deep/a", "20990102T030405/b", "by hand/c", "20200102T030405 2/d"):
        pair.write(f"{away}/{name}", b"x")
    pair.write("outside/stays", b"x")
    (pair.work / away / "20200102T030405" / "link").symlink_to(pair.work / "outside")

    pair.sync(keep_deleted_days=None)
    all_of_it = {name for name in pair.here() if away in name}
    pair.sync()

    assert len(all_of_it) == 4
    assert {name for name in pair.here() if away in name} == {
        f"{away}/{name}" for name in ("20990102T030405/b", "by hand/c", "20200102T030405 2/d")
    }
    assert not (pair.work / away / "20200102T030405").exists()
    assert (pair.work / "outside" / "stays").is_file()


def test_a_deletion_here_is_followed_to_the_trash_there(pair: Pair) -> None:
    pair.put("a", b"one")
    pair.sync()
    (pair.work / "a").unlink()

    assert numbers(pair.sync(direction=BOTH)) == {"skipped": 1}
    assert numbers(pair.sync(direction=BOTH, delete=True)) == {"delete": 1}

    assert pair.there() == {}
    assert [info.size for info in pair.store.list("synced", ".trash/").objects] == [3]


def test_what_was_changed_is_not_deleted(pair: Pair) -> None:
    pair.put("a", b"one")
    pair.sync()
    pair.write("a", b"mine")
    pair.delete("a")

    summary = pair.sync(delete=True)

    assert told(summary)["a"] == (
        "skipped",
        "it was deleted on the other side, but changed here since: it stays",
    )
    assert pair.here() == {"a": b"mine"}


def test_limits_are_checked_before_anything_moves(pair: Pair, tmp_path: Path) -> None:
    for number in range(4):
        pair.put(f"many/{number}", b"12345678")
    pair.write("there", bytes(2**20))

    with pytest.raises(TooLarge, match=r"4 files would move, and 3 are the most.*4 in many/"):
        pair.sync(max_files=3)
    with pytest.raises(TooLarge, match=r'may hold 1\.0 MB and has 1\.0 MB.*"many/0"'):
        pair.sync(max_bytes=2**20 + 8, limited=pair.work)

    assert list(pair.here()) == ["there"]
    assert numbers(pair.sync(max_files=4, max_bytes=2**20 + 32, limited=pair.work))["new"] == 4


def test_two_syncs_of_one_folder_wait_for_one_another(pair: Pair) -> None:
    pair.put("a", b"one")
    phases: list[str] = []
    sync = Sync(pair.spec(), pair.store, pair.state)
    other = threading.Thread(target=lambda: sync.run(lambda told: phases.append(told.phase)))

    with locked(pair.state, pair.work.parent, lambda: None):
        other.start()
        while "waiting" not in phases:
            time.sleep(0.01)
        assert not pair.work.exists()
    other.join()

    assert phases[:2] == ["waiting", "comparing"]
    assert pair.here() == {"a": b"one"}


def test_a_preview_changes_nothing(pair: Pair) -> None:
    pair.put("a", b"one")

    plan = pair.preview()

    assert [(one.name, one.action, one.size) for one in plan.items] == [("a", Action.NEW, 3)]
    assert not pair.work.exists()


def test_the_hidden_folder_goes_with_the_work(pair: Pair) -> None:
    pair.put("a", b"one")
    pair.sync()

    assert [path.name for path in pair.work.iterdir()] == ["a"]
