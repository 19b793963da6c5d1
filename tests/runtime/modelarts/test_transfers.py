"""Large files, and transfers that are broken off again and again."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import jupyter_modelarts
from jupyter_modelarts.runtime.modelarts import uploading
from jupyter_modelarts.runtime.modelarts.client import Client
from jupyter_modelarts.runtime.modelarts.errors import ModelArtsError, ServerUnreachable, TryAgain
from jupyter_modelarts.runtime.modelarts.obs import Obs
from jupyter_modelarts.runtime.modelarts.patience import Patience, usual
from jupyter_modelarts.runtime.modelarts.session import Session
from jupyter_modelarts.runtime.modelarts.settings import Settings
from jupyter_modelarts.runtime.modelarts.together import run_all

from .conftest import Running
from .cutting import cutting

MB = 1024 * 1024
RUNTIME = Path(jupyter_modelarts.__file__).parent / "runtime"
MEASURED = """
import resource, sys
from modelarts.session import Session
obs = Session().obs
obs.put(b"1", sys.argv[2] + ".small")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
obs.put_file(sys.argv[1], sys.argv[2])
obs.get_file(sys.argv[2], sys.argv[1] + ".back")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def large(path: Path, megabytes: int) -> Path:
    """A file without repetition, written a megabyte at a time."""
    with path.open("wb") as stream:
        for _ in range(megabytes):
            stream.write(os.urandom(MB))
    return path


def digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as stream:
        while data := stream.read(MB):
            found.update(data)
    return found.hexdigest()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return large(tmp_path / "large.bin", 40)


def obs_at(url: str, running: Running, patience: Patience) -> Obs:
    token = json.loads(running.config.read_text())["token"]
    return Obs(Client(lambda: Settings(url, token)), patience)


def test_memory_stays_flat(running: Running, tmp_path: Path) -> None:
    path = large(tmp_path / "large.bin", 200)
    argv = [sys.executable, "-c", MEASURED, str(path), "obs://modelarts/large/memory.bin"]
    environment = {"PYTHONPATH": str(RUNTIME), "MODELARTS_CONFIG": str(running.config)}

    ended = subprocess.run(argv, env=environment, capture_output=True, text=True, check=True)

    assert int(ended.stdout) < 100 * 1024  # in KiB; the file has twice as much
    assert digest(tmp_path / "large.bin.back") == digest(path)


def test_robustness_what_breaks_off_is_sent_again_and_nothing_else(
    running: Running, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploading, "POLL_S", 1.0)  # looks whether it is stored are counted too

    def cut(number: int) -> int | None:
        return {0: 0, 1: 100_000}.get(number % 4)

    with cutting(running.server.url, cut) as proxy:
        obs = obs_at(proxy.url, running, Patience(20.0, tries=10, first_pause_s=0.01))
        obs.put_file(source, "obs://modelarts/large/cut.bin")
        sent = proxy.count
        obs.get_file("obs://modelarts/large/cut.bin", tmp_path / "back.bin")

    assert digest(tmp_path / "back.bin") == digest(source)
    assert sent < 40
    assert sorted(path.name for path in tmp_path.iterdir()) == ["back.bin", "large.bin"]


def test_robustness_what_breaks_off_for_good_leaves_nothing_half_done(
    running: Running, session: Session, source: Path, tmp_path: Path
) -> None:
    uri = "obs://modelarts/large/given-up.bin"
    session.obs.put(b"old", uri)
    (tmp_path / "back.bin").write_bytes(b"old")
    with cutting(running.server.url, lambda number: None if number == 0 else 50_000) as proxy:
        obs = obs_at(proxy.url, running, Patience(0.0, tries=2, first_pause_s=0.01))
        obs.info(uri)
        session.obs.put_file(source, "obs://modelarts/large/there.bin")
        with pytest.raises(TryAgain, match="broke off"):
            obs.get_file("obs://modelarts/large/there.bin", tmp_path / "back.bin")

    with cutting(running.server.url, lambda number: None if number == 0 else 0) as proxy:
        obs = obs_at(proxy.url, running, Patience(0.0, tries=2, first_pause_s=0.01))
        with pytest.raises(ServerUnreachable):
            obs.put_file(source, uri)

    assert session.obs.read(uri) == b"old"
    assert (tmp_path / "back.bin").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["back.bin", "large.bin"]


def test_a_file_that_is_written_to_meanwhile_is_refused(
    session: Session, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    states: Iterator[tuple[int, int]] = iter([(40 * MB, 1), (40 * MB, 2)])
    monkeypatch.setattr(uploading, "_state_of", lambda path: next(states))

    with pytest.raises(ModelArtsError, match="was written to while"):
        session.obs.put_file(source, "obs://modelarts/large/changing.bin")

    with pytest.raises(ModelArtsError) as caught:
        session.obs.info("obs://modelarts/large/changing.bin")
    assert caught.value.status == 404
    uploads = session.client.call("GET", "/v1/{p}/uploads")["uploads"]
    assert not [one for one in uploads if one["uri"].endswith("changing.bin")]


def test_copy_goes_up_and_down(session: Session, source: Path, tmp_path: Path) -> None:
    copy = session.obs.copy
    (tmp_path / "dir").mkdir()
    (tmp_path / "dir" / "a.txt").write_text("a")

    copy(src_path=source, dst_path="obs://modelarts/copied/large.bin")
    copy("obs://modelarts/copied/large.bin", str(tmp_path / "back.bin"))
    copy(str(tmp_path / "dir"), "obs://modelarts/copied/dirs")
    copy("obs://modelarts/copied/dirs", tmp_path / "back", keep_last_dir=False)

    assert digest(tmp_path / "back.bin") == digest(source)
    assert (tmp_path / "back" / "dir" / "a.txt").read_text() == "a"
    with pytest.raises(ModelArtsError, match="one is a local path"):
        copy("a", "b")


def test_how_long_one_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MODELARTS_WAIT_S", raising=False)
    monkeypatch.delenv("MODELARTS_JOB_ID", raising=False)
    elsewhere = usual().wait_s
    monkeypatch.setenv("MODELARTS_JOB_ID", "1")
    in_a_job = usual().wait_s
    monkeypatch.setenv("MODELARTS_WAIT_S", "1.5")

    assert (elsewhere, in_a_job, usual().wait_s) == (20.0, 600.0, 1.5)


def test_who_waits_for_a_server_ends_with_the_others(tmp_path: Path) -> None:
    asked = threading.Event()
    patience = Patience(3600.0, first_pause_s=3600.0)

    def gone() -> None:
        asked.set()
        raise ServerUnreachable("nobody is there")

    def fails() -> None:
        asked.wait()
        raise ValueError("the first failure")

    with pytest.raises(ValueError, match="first failure"):
        run_all([lambda: patience(gone), fails], 2, "test")
