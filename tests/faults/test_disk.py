"""robustness.md, faults: disk full, seen from a client of a whole server.

Full is real where a small file system can be mounted (as root), and everywhere a limit on how large
the server's files may grow, which the kernel enforces with an error at the same calls.
"""

from __future__ import annotations

import base64
import io
import json
import os
import resource
import subprocess
import sys
import time
import urllib.error
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PIL import Image

from benchmarks.server import Server, jupyter_server

pytestmark = pytest.mark.faults

DATASETS = "modelarts/v2/default/datasets"
SMALL_MB = 24


class Disk(NamedTuple):
    """A folder for a server, and how its disk is filled and emptied."""

    folder: Path
    fill: Callable[[Server], None]
    free: Callable[[Server], None]


@contextmanager
def _mounted(folder: Path) -> Iterator[Disk]:
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={SMALL_MB}m", "tmpfs", str(folder)]
    done = subprocess.run(["mount", *options], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
    ballast = folder / "ballast"

    def fill(_server: Server) -> None:
        with ballast.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                return

    try:
        yield Disk(folder, fill, lambda _server: ballast.unlink())
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def _limited(folder: Path) -> Iterator[Disk]:
    folder.mkdir()

    def limit(server: Server, size: int) -> None:
        hard = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (size, hard))

    yield Disk(folder, lambda one: limit(one, 1), lambda one: limit(one, resource.RLIM_INFINITY))


@pytest.fixture(params=["mounted", "limited"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    """A disk that can be full."""
    if sys.platform != "linux":
        pytest.skip("prlimit and tmpfs are Linux's")
    if request.param == "mounted" and os.geteuid() != 0:
        pytest.skip("only root can mount a small file system")
    make = _mounted if request.param == "mounted" else _limited
    with make(tmp_path / "disk") as made:
        yield made


def _picture(number: int) -> str:
    stream = io.BytesIO()
    Image.new("RGB", (64, 64), (number, 0, 0)).save(stream, "PNG")
    return base64.b64encode(stream.getvalue()).decode()


def _new(name: str) -> dict[str, Any]:
    return {
        "dataset_name": name,
        "data_sources": [{"data_path": f"obs://modelarts/{name}/"}],
        "work_path": "obs://modelarts/work/",
    }


def _try(server: Server, method: str, path: str, body: object) -> tuple[int, str]:
    try:
        server.call(method, path, body)
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())["error_msg"]
    return 200, ""


def test_robustness_a_full_disk_is_said_and_leaves_nothing_half_done(disk: Disk) -> None:
    """robustness.md, faults: disk full: a clear message, nothing partial, works again after."""
    with jupyter_server(disk.folder, alone=True) as server:
        made = server.call("POST", DATASETS, _new("before"))["dataset_id"]
        samples = f"{DATASETS}/{made}/data-annotations/samples"
        upload = {"samples": [{"name": f"{n}.png", "data": _picture(n)} for n in range(3)]}
        added = server.call("POST", samples, upload)["results"]
        labeled = [{"sample_id": one["info"], "labels": [{"name": "cat"}]} for one in added]
        before = server.call("GET", f"{samples}?limit=10")
        deadline = time.monotonic() + 300
        while server.call("GET", "modelarts/v1/default/workloads?active=true")["workloads"]:
            assert time.monotonic() < deadline
            time.sleep(0.1)  # its end gives back what it has reserved of the disk

        disk.fill(server)
        refused = [
            _try(server, "PUT", samples, {"samples": labeled}),
            _try(server, "POST", DATASETS, _new("during")),
        ]
        during = server.call("GET", f"{samples}?limit=10")
        names = [one["dataset_name"] for one in server.call("GET", DATASETS)["datasets"]]

        disk.free(server)
        after = server.call("PUT", samples, {"samples": labeled})
        again = server.call("POST", DATASETS, _new("during"))

    for status, sentence in refused:
        assert status == 503
        assert "disk" in sentence.lower()
        assert str(disk.folder) not in sentence
    assert during == before
    assert names == ["before"]
    assert after["success"] is True
    assert again["dataset_id"]
