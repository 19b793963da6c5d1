"""A real Jupyter server on a free loopback port, with its own directories."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

START_S = 60.0


@dataclass(frozen=True)
class Server:
    """A server that answers; `started_s` is how long that took from the start of its process."""

    url: str
    token: str
    pid: int
    started_s: float

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """One request below the server's root; the JSON answer."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"token {self.token}", "Content-Type": "application/json"}
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=120) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def worked_s(self) -> float:
        """Processor time of the process until now."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_mb(self) -> float:
        """Resident memory of the process."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


OTHERS = ("jupyterlab", "jupyter_lsp", "jupyter_server_terminals", "notebook_shim")


@contextmanager
def jupyter_server(
    folder: Path, *, extension: bool = True, alone: bool = False
) -> Iterator[Server]:
    """Start `jupyter server` on `folder` with or without the extension; end it by its id.

    `alone` leaves out the extensions that JupyterLab brings, for a quicker start.
    """
    enabled = {"jupyter_modelarts": extension, **dict.fromkeys(OTHERS if alone else (), False)}
    port, token = free_port(), secrets.token_hex(16)
    argv = [
        *(sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root"),
        f"--ServerApp.port={port}",
        f"--ServerApp.root_dir={folder}",
        f"--ServerApp.jpserver_extensions={enabled}",
    ]
    names = ("config", "data", "runtime", "state")
    for name in names:
        (folder / name).mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTER_TOKEN": token,
        "MODELARTS_KERNEL_CONFIG": str(folder / "home" / "config.json"),
        "MODELARTS_STATE_DIR": str(folder / "state"),
    }
    began = time.perf_counter()
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(argv, env=environment, stdout=log, stderr=log)
    try:
        url = f"http://127.0.0.1:{port}/"
        _wait_for(url + "api/status", token, process)
        yield Server(url, token, process.pid, time.perf_counter() - began)
    finally:
        process.terminate()
        process.wait()


def _wait_for(url: str, token: str, process: subprocess.Popen[bytes]) -> None:
    request = urllib.request.Request(url, headers={"Authorization": f"token {token}"})
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(request, timeout=5):
                return
        except OSError:  # also one that is late
            time.sleep(0.005)
    raise RuntimeError("The Jupyter server did not start; server.log says why.")


def free_port() -> int:
    """A port of the loopback that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
