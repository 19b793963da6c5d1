"""robustness.md: an S3 server that fails, dawdles, cuts and alters: syncs are byte-identical, or
name what they could not do."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from jupyter_modelarts.obs.stores import open_store
from jupyter_modelarts.obs.transfers import Direction, Summary, Sync, SyncSpec
from jupyter_modelarts.obs.transfers.s3_lane import S3Lane
from tests.s3_servers import S3Server, moto_server

from .s3_proxy import Faults, faulty

pytestmark = pytest.mark.faults

BUCKET = "synced"
FILES = int(os.environ.get("MODELARTS_FAULTY_OBJECTS", "10000")) // 2
"""In each direction."""
SMALL, LARGE = 3_000, 40 * 2**20


@pytest.fixture
def bucket(s3_server: S3Server) -> Path:
    """Objects, as the files that the server keeps them in."""
    folder = s3_server.root / BUCKET / "data"
    folder.mkdir(parents=True)
    return folder


def fill(folder: Path) -> dict[str, str]:
    """Small files and a large one; their digests by name."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(FILES):
        path = folder / f"{number // 100:03}" / f"{number:05}.bin"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(os.urandom(SMALL))
    (folder / "large.bin").write_bytes(os.urandom(LARGE))
    return digests(folder)


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def sync(server: S3Server, work: Path, state: Path, direction: Direction) -> Summary:
    with closing(open_store("s3", server.settings)) as store:
        return Sync(SyncSpec(BUCKET, "data/", work, direction), store, state).run()


@pytest.mark.parametrize("direction", [Direction.DOWN, Direction.UP])
def test_robustness_a_sync_with_a_bad_server_is_identical_or_names_what_is_not(
    s3_server: S3Server, bucket: Path, tmp_path: Path, direction: Direction
) -> None:
    work, state = tmp_path / "work", tmp_path / "state"
    down = direction is Direction.DOWN
    source, target = (bucket, work) if down else (work, bucket)
    expected = fill(source)

    with faulty(s3_server, Faults(share=0.1, seed=7)) as bad:
        summary = sync(bad, work, state, direction)

    failed = {one.name for one in summary.told if one.what == "failed"}
    arrived = digests(target)
    if down:  # what a server makes of a request that was cut is its own
        assert arrived.items() <= expected.items()
    assert summary.problem == ""
    assert len(failed) <= 1 + FILES / 50, summary.told[:3]
    good = {name: value for name, value in expected.items() if name not in failed}
    assert good.items() <= arrived.items()
    assert "secret-body" not in str(summary.told) + summary.problem
    assert sync(s3_server, work, state, direction).problem == ""
    assert digests(target) == expected


def test_robustness_an_upload_goes_on_with_the_parts_that_the_server_has(
    s3_server: S3Server, bucket: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, state = tmp_path / "work", tmp_path / "state"
    work.mkdir()
    (work / "large.bin").write_bytes(os.urandom(LARGE))
    monkeypatch.setattr(S3Lane, "part_bytes", 5 * 2**20)
    sent: list[int] = []
    send_part = S3Lane.send_part

    def breaking(self: S3Lane, key: str, upload: str, number: int, data: bytes) -> str:
        if len(sent) >= 4:
            raise ConnectionResetError(104, "the network is gone")
        etag = send_part(self, key, upload, number, data)
        sent.append(number)
        return etag

    with monkeypatch.context() as patch:
        patch.setattr(S3Lane, "send_part", breaking)
        broken = sync(s3_server, work, state, Direction.UP)
    before = set(sent)

    def counting(self: S3Lane, key: str, upload: str, number: int, data: bytes) -> str:
        sent.append(number)
        return send_part(self, key, upload, number, data)

    monkeypatch.setattr(S3Lane, "send_part", counting)
    assert not (bucket / "large.bin").exists()
    summary = sync(s3_server, work, state, Direction.UP)

    assert broken.counts.failed == 1
    assert summary.counts.new == 1
    assert len(before) >= 4
    assert sorted(sent) == list(range(1, 9))
    assert digests(bucket) == digests(work)


@pytest.fixture(scope="module")
def moto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    with moto_server(tmp_path_factory.mktemp("moto")) as server:
        yield server


def test_odd_keys_on_a_server_are_skipped_by_name_and_hide_no_others(
    moto: S3Server, tmp_path: Path
) -> None:
    odd = ["data/../x", "data//y", "data/folder/", "data/folder/z", "data/./w"]
    with closing(open_store("s3", moto.settings)) as store:
        store.create_bucket(BUCKET)
        for key in (*odd, "data/plain"):
            store.put(BUCKET, key, b"" if key.endswith("/") else b"x")
        spec = SyncSpec(BUCKET, "data/", tmp_path / "work")

        summary = Sync(spec, store, tmp_path / "state").run()

    assert {one.name for one in summary.told} == {"../x", "/y", "./w"}
    files = [path for path in (tmp_path / "work").rglob("*") if path.is_file()]
    assert sorted(path.name for path in files) == ["plain", "z"]


def test_a_lone_marker_of_a_folder_becomes_a_folder(moto: S3Server, tmp_path: Path) -> None:
    with closing(open_store("s3", moto.settings)) as store:
        store.create_bucket("markers")
        store.put("markers", "empty/", b"")
        store.put("markers", "a", b"x")

        summary = Sync(SyncSpec("markers", "", tmp_path / "work"), store, tmp_path / "state").run()

    assert summary.counts.failed == 0
    assert (tmp_path / "work/a").read_bytes() == b"x"
    assert (tmp_path / "work/empty").is_dir()
