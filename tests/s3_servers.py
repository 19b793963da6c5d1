"""Real S3 servers for tests: rclone's, which is fast, and moto's, which knows conditions.

Each runs as a child on a free port of this machine, and is ended by its own process.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from jupyter_modelarts.compose import Foundation
from jupyter_modelarts.obs import StoreRecords
from jupyter_modelarts.obs.configured import ConfiguredStore
from jupyter_modelarts.obs.stores.s3 import from_settings

ACCESS_KEY = "AKTESTTESTTESTTEST00"
SECRET_KEY = "sktesttesttesttesttesttesttesttesttest00"
REGION = "us-east-1"
_START_S = 300.0


@dataclass(frozen=True)
class S3Server:
    """A server that runs; `root` is where rclone keeps the objects as files."""

    endpoint: str
    root: Path
    access_key: str = ACCESS_KEY
    secret_key: str = SECRET_KEY
    region: str = REGION

    @property
    def settings(self) -> Mapping[str, str]:
        """For `open_store("s3", …)`."""
        return {
            "endpoint": self.endpoint,
            "region": self.region,
            "access_key": self.access_key,
            "secret_key": self.secret_key,
            "name": "the test server",
        }

    @property
    def environment(self) -> Mapping[str, str]:
        """The usual variables, for a process that is to find this server."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_REGION": self.region,
            "AWS_ACCESS_KEY_ID": self.access_key,
            "AWS_SECRET_ACCESS_KEY": self.secret_key,
        }


@contextmanager
def rclone_server(root: Path, port: int = 0) -> Iterator[S3Server]:
    """rclone's server on `root`. Keys are paths of files there: odd ones are refused.

    It keeps its listings (without, it lists the object's whole folder for every request): nobody
    is to write there beside it.
    """
    root.mkdir(parents=True, exist_ok=True)
    port = port or _free_port()
    program = shutil.which("rclone", path=os.fspath(Path(sys.executable).parent)) or "rclone"
    argv = [program, "serve", "s3", "--addr", f"127.0.0.1:{port}", "--config", os.devnull]
    argv += ["--auth-key", f"{ACCESS_KEY},{SECRET_KEY}"]
    argv.append(str(root))
    with _running(argv, port, root):
        yield S3Server(f"http://127.0.0.1:{port}", root)


@contextmanager
def moto_server(root: Path) -> Iterator[S3Server]:
    """moto's server; it takes three seconds to start, so share it and call `reset_moto`."""
    root.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    argv = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with _running(argv, port, root):
        yield S3Server(f"http://127.0.0.1:{port}", root)


def join(foundation: Foundation, server: S3Server, *buckets: str) -> None:
    """Make the server one of the platform's stores, with these buckets on it."""
    with closing(from_settings(server.settings)) as store:
        for bucket in buckets:
            store.create_bucket(bucket)
    record = ConfiguredStore(
        name="team",
        endpoint=server.endpoint,
        access_key=server.access_key,
        secret_key=server.secret_key,
    )
    StoreRecords(foundation.state_dir, {}).add(record)


def reset_moto(server: S3Server) -> None:
    """Empty it."""
    request = urllib.request.Request(f"{server.endpoint}/moto-api/reset", method="POST")
    with urllib.request.urlopen(request, timeout=300):
        pass


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(argv: list[str], port: int, root: Path) -> Iterator[None]:
    log = root.parent / f"{root.name}.server.log"
    env = {"PATH": os.environ.get("PATH", ""), "HOME": str(root.parent)}
    with log.open("wb") as output:
        process = subprocess.Popen(
            argv, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=env
        )
    try:
        _wait(process, port, log)
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"{argv_name(process)} did not start: {log.read_text()[-2000:]}")


def argv_name(process: subprocess.Popen[bytes]) -> str:
    """What was started, for a message."""
    return str(process.args[0]) if isinstance(process.args, list) else str(process.args)
