"""One real Jupyter server that all hostile requests of a session go to."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from benchmarks.server import Server, jupyter_server

SECRET = "s3cr3t-of-the-server"
"""In variables of the server's environment that must not leave it."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Target:
    """The server, its folder, and a client that sends a path as it is written."""

    folder: Path
    server: Server

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        raw: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request below `<jupyter>/modelarts`; `raw` is sent instead of JSON, and `headers`
        instead of Jupyter's own token."""
        parts = urlsplit(self.server.url)
        assert parts.hostname is not None
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=300)
        data = raw or (None if body is None else json.dumps(body).encode())
        own = {"Authorization": f"token {self.server.token}"}
        try:
            sent = dict(own if headers is None else headers)
            connection.request(method, f"{parts.path}modelarts{path}", data, sent)
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()

    def assert_refused(self, answer: Answer, field: str = "") -> None:
        """4xx with a sentence, without a path of the server, a stack, or a file's content.

        `field` is what must be named as wrong.
        """
        assert 400 <= answer.status < 500, (answer.status, answer.body[:500])
        assert answer.headers["Content-Type"].startswith("application/json")
        said = answer.json
        assert said["error_code"]
        assert len(said["error_msg"]) > 10
        assert said.get("field", "").startswith(field), said
        for secret in (str(self.folder).encode(), b"Traceback", b"root:", SECRET.encode()):
            assert secret not in answer.body

    def assert_well(self) -> None:
        """It still answers."""
        assert self.ask("GET", "/v1/default/buckets").status == 200


@pytest.fixture(scope="session")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """A server with a bucket, a folder of code, and secrets in its environment."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "code").mkdir()
    (folder / "code" / "train.py").write_text("print('hello')\n")
    patch = pytest.MonkeyPatch()
    for name in ("JUPYTERHUB_API_TOKEN", "AWS_SECRET_ACCESS_KEY", "SOMETHING_PASSWORD"):
        patch.setenv(name, f"{SECRET}-{name}")
    with jupyter_server(folder, alone=True) as server:
        patch.undo()
        found = Target(folder, server)
        found.assert_well()
        yield found
