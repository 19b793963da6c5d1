"""Models of TensorFlow and MXNet by REST, from the import to an answer of the gateway."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.serverapp import ServerApp

from jupyter_modelarts.compose import Platform
from jupyter_modelarts.engines.catalog import MXNET, TENSORFLOW
from jupyter_modelarts.engines.environment import Environment
from jupyter_modelarts.engines.schemas import EngineDescription
from jupyter_modelarts.services import ServiceManager
from tests.runtime.test_frameworks import SAVE_KERAS, SAVE_MXNET, saved
from tests.training.conftest import Fetch, lend

from .conftest import CONFIG, FOLDER, ask, stop_services

pytestmark = pytest.mark.slow

Made = Callable[[EngineDescription], Environment]
Send = Callable[..., Any]
MINUTES = 300
MODELS = [
    (TENSORFLOW, SAVE_KERAS, [[1, 2], [3, 4.5]], [[3.0], [7.5]]),
    (MXNET, SAVE_MXNET, [[1, 0], [0, 1]], [[1, 0], [0, 1]]),
]


@pytest.fixture
def jp_server_config(platform: Platform) -> dict[str, object]:
    """A server with the extension, on the platform's state."""
    return {"ServerApp": {"jpserver_extensions": {"jupyter_modelarts": True}}}


@pytest.fixture
def send(
    jp_serverapp: ServerApp, jp_fetch: Fetch, jp_asyncio_loop: asyncio.AbstractEventLoop
) -> Iterator[Send]:
    """Asks the server; the JSON of its answer."""

    def ask_server(method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body)
        asked = jp_fetch(f"modelarts/v1/p/{path}", method=method, body=data)
        return json.loads(jp_asyncio_loop.run_until_complete(asked).body)

    ask_server("GET", "engines")
    yield ask_server
    managers = jp_serverapp.web_app.settings["modelarts_managers"]
    stop_services(managers.get(ServiceManager))


def until(send: Send, path: str, name: str, value: str) -> Any:
    """The answer in which a field has become this."""
    deadline = time.monotonic() + MINUTES
    while (found := send("GET", path))[name] != value:
        assert time.monotonic() < deadline, found
        assert found[name] != "failed", found
        time.sleep(0.1)
    return found


@pytest.mark.parametrize(
    ("engine", "script", "rows", "answers"), MODELS, ids=[one[0].id for one in MODELS]
)
def test_a_model_is_imported_deployed_and_asked(
    engine: EngineDescription,
    script: str,
    rows: list[list[float]],
    answers: list[list[float]],
    made: Made,
    platform: Platform,
    send: Send,
    tmp_path: Path,
) -> None:
    environment, package = made(engine), tmp_path / "package"
    lend(platform, engine, environment)
    package.mkdir()
    saved(environment, script, package)
    (package / "config.json").write_text(json.dumps({**CONFIG, "model_type": engine.framework}))
    for file in (one for one in package.rglob("*") if one.is_file()):
        key = f"{FOLDER}/model/{file.relative_to(package)}"
        platform.objects.put(key, file.read_bytes())

    body = {"model_name": "sums", "model_version": "0.0.1", "source_location": f"{FOLDER}/"}
    model = send("POST", "models", {**body, "model_type": engine.framework})
    until(send, f"models/{model['model_id']}", "model_status", "published")
    service = send("POST", "services", {"config": [{"model_id": model["model_id"]}]})
    path = f"services/{service['service_id']}"
    until(send, path, "status", "running")
    token = send("POST", f"{path}/tokens", {})
    reply = ask(token["access_address"], token["token"], {"data": rows})

    assert reply.status == 200, reply.body
    found = next(iter(reply.json.values()))
    assert [[round(value, 2) for value in row] for row in found] == answers
