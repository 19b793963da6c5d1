"""What goes on without a Jupyter server, and what comes back by itself."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from jupyter_modelarts.compose import Platform
from jupyter_modelarts.models.schemas import Model
from jupyter_modelarts.services import ServiceManager

from .conftest import SETTLE_S, Deployed, is_running, says
from .test_bad_models import kill

Deploy = Callable[..., Deployed]
MakeModel = Callable[..., Model]
TOKEN = "a-token-of-the-tests"
BACK_S = 20.0


def test_robustness_a_killed_gateway_is_back_at_the_same_address(
    model: MakeModel, deploy: Deploy, services: ServiceManager, platform: Platform
) -> None:
    service = deploy(model(says("one")))
    service.until_answering("one")
    before = service.address
    _, gateway = services.gateway()
    assert gateway is not None

    began = time.monotonic()
    kill(platform, gateway)
    answer_without_us(service, "one")

    assert time.monotonic() - began < BACK_S
    assert service.address == before
    service.until(is_running)


def test_a_killed_replica_comes_back_without_anybody_looking(
    model: MakeModel, deploy: Deploy, platform: Platform
) -> None:
    service = deploy(model(says("one")))
    service.until_answering("one")

    kill(platform, service.details.view.sights[0].workload.id)
    answer_without_us(service, "one")


def test_robustness_a_service_outlives_the_server_that_deployed_it(
    model: MakeModel, services: ServiceManager, state_dir: Path, tmp_path: Path
) -> None:
    made = model(says("alive"))
    server, port = start_server(state_dir, tmp_path)
    try:
        body = ask_server(port, "v1/default/services", {"config": [{"model_id": made.id}]})
        identifier = body["service_id"]
        wait_for_server(port, f"v1/default/services/{identifier}", "running")
    finally:
        os.kill(server.pid, signal.SIGKILL)
        server.wait()

    service = Deployed(services, identifier, services.issue_token(identifier).secret)
    answer_without_us(service, "alive")


def answer_without_us(service: Deployed, word: str) -> None:
    """Wait until it answers, without reconciling here."""
    deadline = time.monotonic() + SETTLE_S
    while time.monotonic() < deadline:
        with suppress(OSError):
            reply = service.ask()
            if reply.status == 200:
                assert reply.json["said"] == word
                return
        time.sleep(0.1)
    raise AssertionError((service.status, service.messages))


def start_server(state_dir: Path, tmp_path: Path) -> tuple[subprocess.Popen[bytes], int]:
    """A real Jupyter server on this state, in a home of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    home = tmp_path / "home"
    home.mkdir()
    jupyter = {f"JUPYTER_{name}_DIR": str(home / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    command = [
        sys.executable,
        "-m",
        "jupyter_server",
        "--no-browser",
        "--allow-root",
        f"--ServerApp.port={port}",
        f"--IdentityProvider.token={TOKEN}",
        f"--ServerApp.root_dir={home}",
        f"--ModelArtsApp.state_dir={state_dir}",
        "--ServerApp.jpserver_extensions=jupyter_modelarts=True",
    ]
    environment = {**os.environ, "HOME": str(home), **jupyter}
    with (tmp_path / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    wait_for_server(port, "v1/default/services")
    return server, port


def wait_for_server(port: int, path: str, status: str = "") -> None:
    """Until it answers, and says so."""
    deadline = time.monotonic() + SETTLE_S
    while True:
        try:
            found = ask_server(port, path)
            if not status or found["status"] == status:
                return
            assert time.monotonic() < deadline, found
        except (urllib.error.URLError, ConnectionError):
            assert time.monotonic() < deadline
        time.sleep(0.2)


def ask_server(port: int, path: str, body: object = None) -> Any:
    """The REST API: POST where there is a body."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Authorization": f"token {TOKEN}", "Content-Type": "application/json"}
    url = f"http://127.0.0.1:{port}/modelarts/{path}"
    with urllib.request.urlopen(urllib.request.Request(url, data, headers)) as answer:
        return json.loads(answer.read())
