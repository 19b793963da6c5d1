"""Models over HTTP, through the extension."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qsl

import pytest
from jupyter_server.serverapp import ServerApp
from tornado.httpclient import HTTPClientError, HTTPResponse

from jupyter_modelarts.compute import WorkloadManager
from jupyter_modelarts.core.managers import Managers
from jupyter_modelarts.models import ModelManager
from jupyter_modelarts.obs import Objects
from tests.conftest import stop_everything
from tests.models.conftest import FOLDER, PATIENCE_S
from tests.models.packages import CODE, FILES, config_text

Fetch = Callable[..., Awaitable[HTTPResponse]]
Ask = Callable[..., Awaitable[tuple[int, Any]]]


@pytest.fixture
def jp_server_config(state_dir: Path) -> dict[str, object]:
    return {"ServerApp": {"jpserver_extensions": {"jupyter_modelarts": True}}}


@pytest.fixture
def managers(
    jp_serverapp: ServerApp, jp_fetch: Fetch, jp_asyncio_loop: asyncio.AbstractEventLoop
) -> Iterator[Managers]:
    """The platform, which is built when it is first asked, with a package in its store."""
    jp_asyncio_loop.run_until_complete(jp_fetch("modelarts/v1/p/engines"))
    found: Managers = jp_serverapp.web_app.settings["modelarts_managers"]
    for name, data in FILES.items():
        found.get(Objects).put(f"{FOLDER}model/{name}", data)
    yield found
    stop_everything(found.get(WorkloadManager))


@pytest.fixture
def ask(jp_fetch: Fetch, managers: Managers) -> Ask:
    """Ask for a path below `/v1/p`; the code and the JSON of the answer or of the error."""

    async def send(method: str, path: str, body: object = None, **headers: str) -> tuple[int, Any]:
        sent = None if method in ("GET", "DELETE") else json.dumps(body or {})
        path, _, query = path.partition("?")
        url, parameters = f"modelarts/v1/p/{path}", dict(parse_qsl(query))
        try:
            answer = await jp_fetch(
                url, method=method, body=sent, headers=headers, params=parameters
            )
        except HTTPClientError as error:
            answer = cast(HTTPResponse, error.response)
        return answer.code, json.loads(answer.body)

    return send


async def made(ask: Ask, managers: Managers, **headers: str) -> str:
    """A model whose import has ended; its id."""
    request = {"model_name": "digits", "source_location": FOLDER}
    code, body = await ask("POST", "models", request, **headers)
    assert code == 201
    wait = managers.get(ModelManager).wait
    await asyncio.get_running_loop().run_in_executor(None, wait, body["model_id"], PATIENCE_S)
    return str(body["model_id"])


async def test_a_model_is_imported_and_read(ask: Ask, managers: Managers) -> None:
    model_id = await made(ask, managers)

    code, body = await ask("GET", f"models/{model_id}")

    assert code == 200
    assert (body["model_status"], body["model_version"]) == ("published", "0.0.1")
    assert [file["name"] for file in body["files"]] == sorted(FILES)
    assert body["package"]["apis"][0]["request"]["Content-type"] == "multipart/form-data"
    assert body["input_params"][0]["param_name"] == "images"
    assert body["project"] == "p"


async def test_lists_have_the_newest_version_of_each_name(ask: Ask, managers: Managers) -> None:
    headers = {"Idempotency-Key": "a key"}
    first = await made(ask, managers, **headers)
    assert await made(ask, managers, **headers) == first
    second = await made(ask, managers)

    _, body = await ask("GET", "models?latest_only=true&limit=1")
    assert (body["count"], body["total_count"]) == (1, 2)
    assert body["models"][0]["model_id"] == second
    assert body["models"][0]["version_count"] == 2
    _, versions = await ask("GET", f"models/{first}/versions")
    assert [one["model_version"] for one in versions["models"]] == ["0.0.2", "0.0.1"]
    _, sorted_ = await ask("GET", "models?sort_by=model_version&order=asc&offset=1")
    assert [one["model_id"] for one in sorted_["models"]] == [second]


async def test_a_wrong_package_answers_with_the_field(ask: Ask, managers: Managers) -> None:
    text = json.loads(config_text())
    del text["apis"][0]["request"]["Content-type"]
    managers.get(Objects).put(f"{FOLDER}model/config.json", json.dumps(text).encode())
    request = {"model_name": "digits", "source_location": FOLDER}

    code, body = await ask("POST", "models", request)
    _, preview = await ask("POST", "model-previews", request)

    assert (code, body["field"]) == (400, "apis.0.request.Content-type")
    assert body["error_msg"].startswith("config.json: apis.0.request.Content-type: It is missing")
    assert preview["problems"][0]["file"] == "config.json"
    assert preview["file_count"] == 3


async def test_files_are_shown_as_text_or_not_at_all(ask: Ask, managers: Managers) -> None:
    managers.get(Objects).put(f"{FOLDER}model/model.pkl", b"\x80\x04\0")
    model_id = await made(ask, managers)

    _, code = await ask("GET", f"models/{model_id}/files/text?name=customize_service.py")
    _, binary = await ask("GET", f"models/{model_id}/files/text?name=model.pkl")
    status, _ = await ask("GET", f"models/{model_id}/files/text?name=../../../x")

    assert code["text"] == CODE.decode()
    assert binary["text"] is None
    assert status == 404


async def test_deleting_restoring_and_describing(ask: Ask, managers: Managers) -> None:
    first, second = await made(ask, managers), await made(ask, managers)

    _, described = await ask("PUT", f"models/{first}", {"description": "the first"})
    _, deleted = await ask("DELETE", f"models/{first}?cascade=true")
    _, trash = await ask("GET", "models?deleted=true")
    _, restored = await ask("POST", f"models/{first}/actions", {"action_type": "restore"})
    code, again = await ask("DELETE", f"models/{second}")

    assert described["description"] == "the first"
    assert sorted(deleted["delete_success_list"]) == sorted([first, second])
    assert trash["count"] == 2
    assert restored["delete_at"] is None
    assert (code, again["error_msg"]) == (
        404,
        "Model digits 0.0.2 is in the trash: restore it first.",
    )


async def test_an_action_that_is_none_is_refused(ask: Ask, managers: Managers) -> None:
    model_id = await made(ask, managers)

    code, body = await ask("POST", f"models/{model_id}/actions", {"action_type": "explode"})
    stopped, _ = await ask("POST", f"models/{model_id}/actions", {"action_type": "stop"})

    assert code == 400
    assert "none of stop, restore" in body["error_msg"]
    assert stopped == 409
