"""Sync OBS as a workload: submitted over REST, carried out by a process of its own."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from jupyter_modelarts.compose import Platform, compose
from jupyter_modelarts.compute.schemas import FINAL, State
from jupyter_modelarts.core.errors import Conflict, DomainError, Forbidden, InvalidInput, NotFound
from jupyter_modelarts.core.schemas import PageQuery
from jupyter_modelarts.notebooks import SyncManager
from jupyter_modelarts.notebooks.sync_running import Rate, added, with_rate
from jupyter_modelarts.notebooks.sync_schemas import (
    SyncCounts,
    SyncName,
    SyncRecord,
    SyncRequest,
    SyncResult,
)
from jupyter_modelarts.notebooks.sync_wire import sync_body
from jupyter_modelarts.obs.transfers import Progress
from jupyter_modelarts.obs.transfers.locks import locked
from tests.conftest import stop_everything
from tests.faults.s3_proxy import Faults, faulty
from tests.s3_servers import S3Server, join

URI = "obs://modelarts/data/"
END_S = 300.0
WATCH_S = 300.0
"""It looks again after five times as long as it took to look."""
STOP_S = 30.0
"""In which a sync has stopped: two seconds are usual, and this machine may stand still."""


@pytest.fixture
def platform(state_dir: Path, tmp_path: Path) -> Iterator[Platform]:
    (tmp_path / "work").mkdir()
    with closing(compose(state_dir, work_dir=tmp_path / "work")) as made:
        yield made
        stop_everything(made.workloads)


@pytest.fixture
def syncs(platform: Platform) -> SyncManager:
    return platform.managers.get(SyncManager)


@pytest.fixture
def work(platform: Platform, tmp_path: Path) -> Path:
    return tmp_path / "work"


def request(**options: Any) -> SyncRequest:
    return SyncRequest(uri=URI, **options)


def ended(platform: Platform, syncs: SyncManager, sync_id: str) -> SyncRecord:
    deadline = time.monotonic() + END_S
    while (record := syncs.get(sync_id)).state not in FINAL:
        assert time.monotonic() < deadline
        platform.workloads.reconcile()
        time.sleep(0.05)
    return record


class Silent(Faults):
    """A server that answers so often, and then not before the test has ended."""

    def __init__(self, answered: int) -> None:
        super().__init__(1, 0, ("slow",), slow_s=10 * END_S)
        self.answered = answered

    def choose(self) -> str:
        with self._lock:
            self.answered -= 1
            kind = self.kinds[0] if self.kinds and self.answered < 0 else ""
            self.done[kind] += 1
            return kind


def test_it_runs_in_a_process_of_its_own(
    platform: Platform, syncs: SyncManager, work: Path
) -> None:
    platform.objects.put(f"{URI}a.txt", b"one")
    platform.objects.put(f"{URI}folder/b.txt", b"two")

    record = ended(platform, syncs, syncs.start(request(folder="in/here")).id)

    assert (record.state, record.message) == (State.SUCCEEDED, "")
    assert record.result.counts == SyncCounts(new=2, bytes=6)
    assert record.progress.phase == "done"
    assert (work / "in/here/folder/b.txt").read_bytes() == b"two"
    assert json.loads(sync_body(record).model_dump_json())["folder"] == "in/here"


def test_what_cannot_arrive_fails_by_name(
    platform: Platform, syncs: SyncManager, work: Path
) -> None:
    for number in range(3):
        platform.objects.put(f"{URI}{number}", b"x")

    record = ended(platform, syncs, syncs.start(request(max_files=2)).id)

    assert record.state is State.FAILED
    assert "3 files would move, and 2 are the most" in record.message
    assert list(work.iterdir()) == []


def test_stopped_in_the_middle_it_shows_nothing_partial_and_goes_on(
    platform: Platform, syncs: SyncManager, work: Path, s3_server: S3Server
) -> None:
    wanted = SyncRequest(uri="obs://there/data/")
    files = {f"{number}.bin": os.urandom(3000) for number in range(200)}
    (s3_server.root / "there" / "data").mkdir(parents=True)
    for name, data in files.items():
        (s3_server.root / "there" / "data" / name).write_bytes(data)
    faults = Silent(answered=60)
    with faulty(s3_server, faults) as silent:
        join(platform, silent)
        sync_id = syncs.start(wanted).id
        deadline = time.monotonic() + END_S
        while not list(work.glob("*.bin")) or faults.done["slow"] == 0:
            assert time.monotonic() < deadline
            platform.workloads.reconcile()
            time.sleep(0.01)

        asked = time.monotonic()
        syncs.stop(sync_id)
        stopped = ended(platform, syncs, sync_id)
        took = time.monotonic() - asked
        arrived = {path.name: path.read_bytes() for path in work.glob("*.bin")}
        faults.kinds = ()
        again = ended(platform, syncs, syncs.start(wanted).id)

    assert stopped.state is State.STOPPED
    assert took < STOP_S
    assert arrived.items() < files.items()
    assert again.state is State.SUCCEEDED
    assert again.result.counts.new == len(files) - len(arrived)
    assert {path.name: path.read_bytes() for path in work.glob("*.bin")} == files


def test_stopped_while_it_waits_it_is_gone_and_the_next_one_goes_on(
    platform: Platform, syncs: SyncManager, work: Path
) -> None:
    platform.objects.put(f"{URI}a.txt", b"one")
    with locked(platform.state_dir, work, lambda: None):
        sync_id = syncs.start(request()).id
        while syncs.get(sync_id).progress.phase != "waiting":
            platform.workloads.reconcile()
            time.sleep(0.05)
        syncs.stop(sync_id)
        stopped = ended(platform, syncs, sync_id)
        assert list(work.iterdir()) == []

    assert stopped.state is State.STOPPED
    assert "goes on from there" in stopped.message
    with pytest.raises(Conflict):
        syncs.stop(sync_id)
    assert ended(platform, syncs, syncs.start(request()).id).result.counts.new == 1


def test_watching_follows_both_sides(platform: Platform, syncs: SyncManager, work: Path) -> None:
    platform.objects.put(f"{URI}theirs", b"1")
    sync_id = syncs.start(request(watch=True)).id
    deadline = time.monotonic() + WATCH_S
    while not (work / "theirs").exists():
        assert time.monotonic() < deadline
        platform.workloads.reconcile()
        time.sleep(0.05)
    (work / "mine").write_bytes(b"2")

    while not platform.objects.exists(f"{URI}mine"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    while syncs.get(sync_id).result.counts.new != 2:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    with locked(platform.state_dir, work, lambda: None):  # so that no look comes in between
        (work / "theirs").write_bytes(b"changed here")
        platform.objects.put(f"{URI}theirs", b"changed there too")
    while not (found := syncs.get(sync_id).result).counts.conflict:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    (conflict,) = (one for one in found.names if one.what == "conflict")
    assert conflict.name == "theirs"
    assert conflict.reason.startswith("it was changed on both sides: kept as theirs (conflict ")
    assert (work / "theirs").read_bytes() == b"changed there too"
    assert [one.id for one in syncs.page(PageQuery(), active=True).items] == [sync_id]
    with pytest.raises(Conflict, match="stop it first"):
        syncs.forget(sync_id)
    syncs.stop(sync_id)
    assert ended(platform, syncs, sync_id).state is State.STOPPED
    syncs.forget(sync_id)
    with pytest.raises(NotFound):
        syncs.get(sync_id)


def test_a_preview_names_what_exceeds(platform: Platform, syncs: SyncManager) -> None:
    platform.objects.put(f"{URI}a", b"x" * 100)

    plan, exceeds = syncs.preview(request(max_bytes=50))

    assert [one.name for one in plan.items] == ["a"]
    assert '"a" 0.0 MB' in exceeds


def test_a_retry_with_its_key_starts_once(platform: Platform, syncs: SyncManager) -> None:
    first, again = syncs.start(request(), "key"), syncs.start(request(), "key")

    assert first.id == again.id


@pytest.mark.parametrize(
    ("uri", "folder", "error"),
    [
        (URI, "../out", InvalidInput),
        (URI, "/etc", InvalidInput),
        (URI, "a/../../out", InvalidInput),
        (URI, "link", InvalidInput),
        (URI, "file", Conflict),
        (URI, "file/below", Conflict),
        ("file:///etc/", "", InvalidInput),
        ("obs://user@modelarts/", "", InvalidInput),
        ("obs://no-such-bucket/", "", NotFound),
    ],
)
def test_robustness_a_sync_stays_in_the_work_directory_and_in_buckets(
    syncs: SyncManager, work: Path, uri: str, folder: str, error: type[DomainError]
) -> None:
    (work / "link").symlink_to("/etc")
    (work / "file").write_bytes(b"mine")

    for ask in (syncs.start, syncs.preview):
        with pytest.raises(error):
            ask(SyncRequest(uri=uri, folder=folder))
    assert syncs.page(PageQuery()).total == 0


@pytest.mark.parametrize("folder", ["", "new/deep"])
def test_a_folder_without_permission_is_refused_at_once(
    syncs: SyncManager, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)

    for ask in (syncs.start, syncs.preview):
        with pytest.raises(Forbidden, match="does not permit using"):
            ask(request(folder=folder))


def test_a_folder_that_became_a_file_meanwhile_fails_by_name(
    platform: Platform, syncs: SyncManager, work: Path
) -> None:
    platform.objects.put(f"{URI}a.txt", b"one")
    with locked(platform.state_dir, work, lambda: None):
        sync_id = syncs.start(request(folder="in")).id
        while syncs.get(sync_id).progress.phase != "waiting":
            platform.workloads.reconcile()
            time.sleep(0.05)
        (work / "in").write_bytes(b"mine")

    record = ended(platform, syncs, sync_id)

    assert record.state is State.FAILED
    assert record.message.startswith('"in" is no folder')
    assert (work / "in").read_bytes() == b"mine"


def test_the_rate_is_of_the_last_seconds() -> None:
    moments = iter([10.0, 11.0, 13.0, 18.0, 30.0, 31.0, 31.0])
    rate = Rate(lambda: next(moments))

    seen = [rate.of(count) for count in (0, 100, 900, 1400, 2000, 1500, 1500)]

    assert seen == [
        0.0,  # nothing to compare with
        100.0,
        300.0,
        0.0,  # it has said nothing for five seconds
        0.0,
        0.0,  # some of it was thrown away
        0.0,
    ]


def test_the_time_left_follows_from_the_rate() -> None:
    moving = Progress("moving", files=1, total_files=2, bytes=400, total_bytes=1000)

    assert with_rate(moving, 200.0).seconds_left == 3.0
    assert with_rate(moving, 200.0).rate == 200.0
    assert with_rate(moving, 0.0).seconds_left is None
    assert with_rate(Progress("comparing"), 200.0).seconds_left is None


def test_what_watching_did_adds_up() -> None:
    first = SyncResult(
        counts=SyncCounts(new=2, same=1, bytes=5),
        names=[
            SyncName(name="a", what="conflict", reason="kept"),
            SyncName(name="b", what="skipped", reason="a link"),
        ],
    )
    second = SyncResult(counts=SyncCounts(changed=1, same=3, bytes=2))

    total = added(added(SyncResult(), first, 1), second, 2)

    assert total.counts == SyncCounts(new=2, changed=1, same=3, bytes=7)
    assert [one.name for one in total.names] == ["a"]
    assert total.looked_at == 2
