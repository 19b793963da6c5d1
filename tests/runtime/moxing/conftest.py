"""`import moxing` as scripts do it, against one real Jupyter server."""

from __future__ import annotations

import importlib
import json
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import jupyter_modelarts
from benchmarks.server import Server, jupyter_server
from jupyter_modelarts.compose import lay_foundation
from jupyter_modelarts.engines.catalog import SCIKIT_LEARN
from jupyter_modelarts.obs import StoreRecords
from jupyter_modelarts.obs.configured import ConfiguredStore
from jupyter_modelarts.obs.stores.s3 import from_settings
from jupyter_modelarts.runtime.modelarts.session import Session
from tests.conftest import stop_everything
from tests.s3_servers import S3Server, moto_server
from tests.training.conftest import stand_in

LOCAL, REMOTE = "modelarts", "far-away"
"""Buckets: in a folder of this machine, and on an S3 server."""
RUNTIME = Path(jupyter_modelarts.__file__).parent / "runtime"


@dataclass(frozen=True)
class Running:
    """The server, and the configuration that kernels and jobs read."""

    folder: Path
    server: Server
    config: Path


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The server, for all tests here."""
    folder = tmp_path_factory.mktemp("moxing")
    foundation = lay_foundation(folder / "state")
    stand_in(foundation, SCIKIT_LEARN)
    with moto_server(folder / "moto") as s3, jupyter_server(folder, alone=True) as server:
        add_bucket(foundation.state_dir, s3)
        made = server.call("POST", "modelarts/v1/default/access-tokens", {"name": "tests"})
        config = folder / "config.json"
        config.write_text(json.dumps({"endpoint": server.url, "token": made["token"]}))
        yield Running(folder, server, config)
        stop_everything(foundation.workloads)
    foundation.close()


@pytest.fixture
def session(running: Running) -> Session:
    """The SDK, to look at what MoXing has done."""
    config = json.loads(running.config.read_text())
    return Session(endpoint=config["endpoint"], token=config["token"])


@pytest.fixture
def mox(
    running: Running, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """`import moxing as mox` in a fresh interpreter's state, connected to the server."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("drafts")))
    monkeypatch.setenv("MODELARTS_CONFIG", str(running.config))
    monkeypatch.setenv("MODELARTS_WAIT_S", "0")
    with fresh_moxing(monkeypatch) as module:
        yield module


@pytest.fixture
def base() -> str:
    """A folder of the object store for one test."""
    return new_folder(LOCAL)


def new_folder(bucket: str) -> str:
    return f"obs://{bucket}/moxing/{secrets.token_hex(6)}"


def add_bucket(state_dir: Path, server: S3Server) -> None:
    """A bucket of an S3 server, beside those of this machine."""
    with closing(from_settings(server.settings)) as store:
        store.create_bucket(REMOTE)
    record = ConfiguredStore(
        name="far",
        endpoint=server.endpoint,
        access_key=server.access_key,
        secret_key=server.secret_key,
    )
    StoreRecords(state_dir, {}).add(record)


class fresh_moxing:
    """The runtime's packages, imported anew by their own names, and forgotten afterwards."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def __enter__(self) -> Any:
        self._monkeypatch.syspath_prepend(str(RUNTIME))
        _forget()
        self._module = importlib.import_module("moxing")
        return self._module

    def __exit__(self, *_: object) -> None:
        self._module.file.shift("mox", "os")
        _forget()
        sys.meta_path[:] = [
            finder for finder in sys.meta_path if not type(finder).__module__.startswith("moxing")
        ]


def _forget() -> None:
    for name in list(sys.modules):
        if name.partition(".")[0] in ("moxing", "modelarts"):
            del sys.modules[name]
