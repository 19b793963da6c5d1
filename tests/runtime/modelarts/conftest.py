"""One real Jupyter server with an engine that is only an interpreter, and kernels beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.manager import KernelManager, start_new_kernel

from benchmarks.server import Server, jupyter_server
from jupyter_modelarts.compose import lay_foundation
from jupyter_modelarts.engines.catalog import SCIKIT_LEARN
from jupyter_modelarts.runtime.modelarts.session import Session
from tests.conftest import stop_everything
from tests.training.conftest import stand_in

CELL_S = 90.0
SCRIPT = """\
import argparse, pathlib
parser = argparse.ArgumentParser()
parser.add_argument("--train_url")
parser.add_argument("--epochs", type=int, default=2)
arguments = parser.parse_known_args()[0]
for epoch in range(arguments.epochs):
    print(f"epoch={epoch} loss={1 / (epoch + 1):.3f}", flush=True)
pathlib.Path(arguments.train_url, "model.txt").write_text("trained")
"""
"""Prints a metric, and leaves a model."""


@dataclass(frozen=True)
class Running:
    """The server, its folder, and the configuration that kernels read."""

    folder: Path
    server: Server
    config: Path


@dataclass
class Outcome:
    """What a cell left: its printed text, what it showed, and its error."""

    status: str = ""
    text: str = ""
    shown: list[dict[str, Any]] = field(default_factory=list)
    error: str = ""

    @property
    def html(self) -> str:
        return "".join(data.get("text/html", "") for data in self.shown)

    @property
    def plain(self) -> str:
        return "\n".join(data.get("text/plain", "") for data in self.shown)


class Notebook:
    """A kernel of the platform's own Python, with the magics loaded."""

    def __init__(self, manager: KernelManager, client: Any) -> None:
        self._manager = manager
        self._client = client

    def run(self, code: str, *, interrupt_at: str = "") -> Outcome:
        """Run a cell; once its text has `interrupt_at`, interrupt the kernel as a user does."""
        found = Outcome()
        pending = interrupt_at

        def look(message: dict[str, Any]) -> None:
            nonlocal pending
            kind, content = message["msg_type"], message["content"]
            if kind == "stream":
                found.text += content["text"]
            elif kind in ("display_data", "execute_result"):
                found.shown.append(content["data"])
            elif kind == "error":
                found.error = "\n".join(content["traceback"])
            if pending and pending in found.text:
                pending = ""
                self._manager.interrupt_kernel()

        reply = self._client.execute_interactive(code, output_hook=look, timeout=CELL_S)
        found.status = reply["content"]["status"]
        return found


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The server; whatever the tests have left running is stopped at the end."""
    folder = tmp_path_factory.mktemp("sdk")
    foundation = lay_foundation(folder / "state")
    stand_in(foundation, SCIKIT_LEARN)
    with jupyter_server(folder, alone=True) as server:
        made = server.call("POST", "modelarts/v1/default/access-tokens", {"name": "tests"})
        config = folder / "config.json"
        config.write_text(json.dumps({"endpoint": server.url, "token": made["token"]}))
        yield Running(folder, server, config)
        stop_everything(foundation.workloads)
    foundation.close()


@pytest.fixture
def session(running: Running, monkeypatch: pytest.MonkeyPatch) -> Session:
    """What `Session()` is in a notebook of this server."""
    monkeypatch.setenv("MODELARTS_CONFIG", str(running.config))
    return Session()


@pytest.fixture(scope="module")
def notebook(running: Running) -> Iterator[Notebook]:
    """A kernel for all cells of a module."""
    patch = pytest.MonkeyPatch()
    patch.setenv("MODELARTS_CONFIG", str(running.config))
    patch.setenv("JPY_SESSION_NAME", str(running.folder / "digits.ipynb"))
    patch.setenv("IPYTHONDIR", str(running.folder / "ipython"))
    manager, client = start_new_kernel(kernel_name="python3")
    patch.undo()
    try:
        made = Notebook(manager, client)
        assert made.run("%load_ext jupyter_modelarts").status == "ok"
        yield made
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
