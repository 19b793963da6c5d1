"""Replicas as real processes of this interpreter, and requests to them."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jupyter_modelarts

RUNTIME = Path(jupyter_modelarts.__file__).parent / "runtime"
WAIT_S = 60.0

# The least that serves: it answers what it was asked.
ECHO = """
from model_service.model_service import SingleNodeService

class Echo(SingleNodeService):
    def _inference(self, data):
        return data
"""


@dataclass(frozen=True)
class Answer:
    """A status line, headers in small letters, and a body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """What the body says."""
        return json.loads(self.body)

    @property
    def message(self) -> str:
        """The sentence of an error."""
        return str(self.json["error_msg"])


def read_answer(connection: socket.socket) -> Answer:
    """One response with a Content-Length, or up to the end. Raises ConnectionError on none."""
    data = b""
    while not data.endswith(b"\r\n\r\n"):  # no byte of the next answer
        more = connection.recv(1)
        if not more:
            raise ConnectionError(f"The connection ended after {data!r}.")
        data += more
    lines = data.decode("latin-1").split("\r\n")[:-2]
    pairs = (line.partition(":") for line in lines[1:])
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    length = int(headers.get("content-length", 1 << 40))
    body = b""
    while len(body) < length and (more := connection.recv(min(length - len(body), 1 << 20))):
        body += more
    return Answer(int(lines[0].split()[1]), headers, body)


def request(
    body: bytes, content_type: str = "application/json", method: str = "POST", path: str = "/"
) -> bytes:
    """The bytes of a request."""
    head = f"{method} {path} HTTP/1.1\r\nHost: replica\r\nContent-Type: {content_type}\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def form(*files: tuple[str, str, bytes]) -> tuple[bytes, str]:
    """A multipart body of (field, file name, content), and its content type."""
    parts = [
        f'--line\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n'
        f"Content-Type: image/png\r\n\r\n".encode()
        + content
        + b"\r\n"
        for name, file, content in files
    ]
    return b"".join(parts) + b"--line--\r\n", "multipart/form-data; boundary=line"


@dataclass
class Replica:
    """One process."""

    process: subprocess.Popen[bytes]
    place: Path
    log: Path
    connections: list[socket.socket] = field(default_factory=list)

    def connect(self) -> socket.socket:
        """A connection of its own, closed at the end."""
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(WAIT_S)
        self.connections.append(connection)
        connection.connect(str(self.place))
        return connection

    def send(self, data: bytes) -> Answer:
        """One request on a connection of its own."""
        connection = self.connect()
        connection.sendall(data)
        return read_answer(connection)

    def ask(self, body: Any) -> Answer:
        """POST a JSON body."""
        return self.send(request(json.dumps(body).encode()))

    def health(self) -> int:
        """The status of GET /health, 0 where nobody listens."""
        try:
            return self.send(request(b"", method="GET", path="/health")).status
        except (FileNotFoundError, ConnectionError):
            return 0
        finally:
            self.connections.pop().close()

    def said(self) -> str:
        """Its log."""
        return self.log.read_text()


def package(folder: Path, code: str | None = ECHO, **config: Any) -> Path:
    """The folder `model/` of a package with this code and config.json."""
    model = folder / "model"
    model.mkdir(parents=True)
    (model / "config.json").write_text(json.dumps({"model_type": "Python", **config}))
    if code is not None:
        (model / "customize_service.py").write_text(code)
    return model


def environment() -> dict[str, str]:
    """That of a process which finds the runtime."""
    return {**os.environ, "PYTHONPATH": str(RUNTIME)}


@contextmanager
def started(
    model: Path, *options: str, python: str = sys.executable, name: str = "replica"
) -> Iterator[Replica]:
    """A replica of the package, which need not be ready; ended at the end."""
    folder = Path(tempfile.mkdtemp(prefix="r"))  # a socket's path must be short
    place, log = folder / f"{name}.sock", model.parent / f"{name}.log"
    argv = [python, "-m", "model_service.replica", "--socket", str(place), "--model", str(model)]
    with log.open("ab") as file:
        process = subprocess.Popen([*argv, *options], env=environment(), stdout=file, stderr=file)
    replica = Replica(process, place, log)
    try:
        yield replica
    finally:
        replica.process.kill()  # perhaps another than at first
        replica.process.wait()
        for connection in replica.connections:
            connection.close()
        shutil.rmtree(folder)


@contextmanager
def serving(model: Path, *options: str, **more: Any) -> Iterator[Replica]:
    """A replica that is ready."""
    with started(model, *options, **more) as replica:
        until(lambda: replica.process.poll() is not None or replica.health() == 200)
        if replica.process.poll() is not None:
            raise RuntimeError(replica.said())
        yield replica


def until(holds: Callable[[], bool]) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + WAIT_S
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(f"Waited {WAIT_S:g} s.")
        time.sleep(0.01)
