"""Killed, stopped, full: a sync goes on where it was, and nothing partial is ever seen."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from jupyter_modelarts.core.errors import Unavailable
from jupyter_modelarts.obs.transfers import Progress, Stopped, Sync
from jupyter_modelarts.obs.transfers.journal import Journal, journal_path
from jupyter_modelarts.obs.transfers.lanes import StoreLane

from .conftest import BUCKET, PREFIX, Pair, numbers

pytestmark = pytest.mark.faults

FILES = 100
PART_BYTES = 2**19
SCRIPT = """\
import itertools, sys, time
from pathlib import Path
from jupyter_modelarts.obs import open_store
from jupyter_modelarts.obs.transfers import Direction, Sync, SyncSpec
from jupyter_modelarts.obs.transfers.lanes import StoreLane
objects, work, state, direction, reads, part_bytes = sys.argv[1:]
count = itertools.count(1)
def slowed(read):
    def slowly(*arguments):
        number = next(count)
        print("read", flush=True)
        time.sleep(0.002 if number < int(reads) else 600)
        return read(*arguments)
    return slowly
StoreLane.read, StoreLane.read_part = slowed(StoreLane.read), slowed(StoreLane.read_part)
StoreLane.part_bytes = int(part_bytes)
store = open_store("local", {"root": objects})
spec = SyncSpec("synced", "data/", Path(work), Direction(direction))
Sync(spec, store, Path(state)).run()
"""


def _killed_after(pair: Pair, objects: Path, reads: int) -> None:
    argv = [sys.executable, "-c", SCRIPT, str(objects), str(pair.work), str(pair.state), "down"]
    argv += [str(reads), str(PART_BYTES)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(reads):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)


@pytest.mark.parametrize("reads", [1, 30, 80])
def test_robustness_a_killed_sync_goes_on_and_shows_nothing_partial(
    pair: Pair, tmp_path: Path, reads: int
) -> None:
    expected = {f"f{number:03}": os.urandom(2_000) for number in range(FILES)}
    for name, data in expected.items():
        pair.put(name, data)

    _killed_after(pair, tmp_path / "objects", reads)
    seen = {n: d for n, d in pair.here().items() if ".modelarts-sync" not in n}
    summary = pair.sync()

    assert seen.items() <= expected.items()
    assert numbers(summary)["new"] == FILES - len(seen)
    assert summary.counts.same == len(seen)
    assert pair.here() == expected


@pytest.mark.parametrize("reads", [1, 8, 20])
def test_robustness_a_sync_killed_in_a_large_file_goes_on_with_the_parts_that_it_lacks(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reads: int
) -> None:
    monkeypatch.setattr(StoreLane, "part_bytes", PART_BYTES)
    data = os.urandom(12 * 2**20)
    pair.put("large", data)

    _killed_after(pair, tmp_path / "objects", reads)
    arrived = _arrived(pair, "large")
    seen = [name for name in pair.here() if ".modelarts-sync" not in name]
    moved: list[int] = []
    monkeypatch.setattr(StoreLane, "read_part", _counted(moved))
    summary = pair.sync()

    assert seen == []
    assert reads - 4 <= len(arrived) < reads  # four are under way at once
    assert sorted(moved) == [at for at in range(0, len(data), PART_BYTES) if at not in arrived]
    assert numbers(summary)["new"] == 1
    assert pair.here() == {"large": data}


def _arrived(pair: Pair, name: str) -> set[int]:
    """Where the parts begin that the journal knows of."""
    journal = Journal(journal_path(pair.state, pair.spec()))
    found = [
        journal.transfer(name, transfer.version)
        for begun, transfer in journal.under_way()
        if begun == name
    ]
    journal.close()
    return {(number - 1) * PART_BYTES for one in found if one for number in one.parts}


def test_robustness_parts_that_have_arrived_do_not_move_again(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(StoreLane, "part_bytes", 2**20)
    data = os.urandom(12 * 2**20)
    pair.put("large", data)
    moved: list[int] = []
    read_part = StoreLane.read_part

    def watched(self: StoreLane, remote: object, start: int, end: int, sink: object) -> None:
        if len(moved) >= 5:
            raise Unavailable("The disk is full: free some space and try again.")
        read_part(self, remote, start, end, sink)  # type: ignore[arg-type]
        moved.append(start)

    monkeypatch.setattr(StoreLane, "read_part", watched)
    broken = pair.sync()
    monkeypatch.setattr(StoreLane, "read_part", read_part)
    before = set(moved)
    monkeypatch.setattr(StoreLane, "read_part", _counted(moved))
    summary = pair.sync()

    assert "disk is full" in broken.problem
    assert numbers(summary)["new"] == 1
    assert len(moved) == len(set(moved)) == 12
    assert len(before) >= 5
    assert pair.here() == {"large": data}


def _counted(moved: list[int]) -> object:
    read_part = StoreLane.read_part

    def counted(self: StoreLane, remote: object, start: int, end: int, sink: object) -> None:
        moved.append(start)
        read_part(self, remote, start, end, sink)  # type: ignore[arg-type]

    return counted


def test_another_version_begins_anew(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StoreLane, "part_bytes", 2**20)
    pair.put("large", os.urandom(9 * 2**20))
    journal = Journal(journal_path(pair.state, pair.spec()))
    journal.begin("large", "another version")
    journal.arrived("large", [(1, ""), (2, "")])
    journal.close()
    data = os.urandom(9 * 2**20)
    pair.put("large", data)

    pair.sync()

    assert pair.here() == {"large": data}


STUCK = """\
import sys, time
from jupyter_modelarts.cli import main
from jupyter_modelarts.obs.transfers.lanes import StoreLane
def stuck(self, remote):
    print("read", flush=True)
    time.sleep(600)
StoreLane.read = stuck
sys.exit(main(["sync", "obs://synced/data/", *sys.argv[1:]]))
"""


def test_an_interrupted_command_does_not_wait_for_the_server(pair: Pair, tmp_path: Path) -> None:
    pair.put("a", b"x")
    argv = [sys.executable, "-c", STUCK, str(pair.work), "--state-dir", str(tmp_path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(argv, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "read\n"
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=300)[1]

    assert process.returncode == 130
    assert "Stopped. What had arrived stays" in said
    pair.sync()
    assert pair.here() == {"a": b"x"}


def test_stopped_it_ends_soon_and_can_go_on(pair: Pair) -> None:
    for number in range(100):
        pair.put(str(number), bytes(1000))
    sync = Sync(pair.spec(), pair.store, pair.state)

    stopping = threading.Event()

    def stop(progress: Progress) -> None:
        if progress.files:
            sync.stop()
            stopping.set()

    read, count = StoreLane.read, itertools.count()

    def slowly(self: StoreLane, remote: object) -> memoryview:
        if next(count) >= 20:
            assert stopping.wait(60)
        return read(self, remote)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StoreLane, "read", slowly)
        with pytest.raises(Stopped):
            sync.run(stop)

    some = len(pair.here())
    assert 0 < some < 100
    assert numbers(pair.sync())["new"] == 100 - some


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    """A folder on a file system of 4 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    done = subprocess.run(["mount", *options], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
    return folder


@pytest.mark.parametrize("size", [100_000, 12 * 2**20])
def test_robustness_a_full_disk_is_said_and_leaves_nothing_partial(
    pair: Pair, small_disk: Path, size: int
) -> None:
    full = Pair(pair.store, small_disk / "work", pair.state)
    expected = {f"f{number:02}": os.urandom(size) for number in range(60 if size < 10**6 else 1)}
    for name, data in expected.items():
        pair.put(name, data)
    try:
        summary = full.sync()
        seen = {n: d for n, d in full.here().items() if ".modelarts-sync" not in n}

        assert "The disk is full" in summary.problem
        assert seen.items() < expected.items()
        subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
        assert full.sync().problem == ""
        assert full.here() == expected
    finally:
        subprocess.run(["umount", "--lazy", str(small_disk)], check=True)


def test_robustness_an_incomplete_listing_deletes_nothing(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        pair.put(name, b"x")
    pair.sync()
    listing = StoreLane.listing

    def half(self: StoreLane, prefix: str) -> object:
        found = list(listing(self, prefix))
        yield found[0]
        raise Unavailable("the store broke off")

    with monkeypatch.context() as patch:
        patch.setattr(StoreLane, "listing", half)
        with pytest.raises(Unavailable):
            pair.sync(delete=True)
    assert sorted(pair.here()) == ["a", "b", "c"]


def test_robustness_what_a_listing_leaves_out_is_asked_for_before_it_is_deleted(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b"):
        pair.put(name, b"x")
    pair.sync()
    listing = StoreLane.listing

    def without_b(self: StoreLane, prefix: str) -> object:
        return (one for one in listing(self, prefix) if one.key != PREFIX + "b")

    monkeypatch.setattr(StoreLane, "listing", without_b)
    summary = pair.sync(delete=True)

    assert sorted(pair.here()) == ["a", "b"]
    assert [(one.name, one.what) for one in summary.told] == [("b", "failed")]
    assert pair.store.head(BUCKET, PREFIX + "b").size == 1
