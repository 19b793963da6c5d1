"""Who may call: tokens of one service, at the gateway and through the Jupyter server."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, cast

import pytest
from jupyter_server.serverapp import ServerApp
from tornado.httpclient import HTTPClientError, HTTPResponse

from jupyter_modelarts.compose import Platform
from jupyter_modelarts.core.ids import urn
from jupyter_modelarts.iam import Scope, TokenManager
from jupyter_modelarts.models.schemas import Model
from jupyter_modelarts.services import ServiceManager
from jupyter_modelarts.services.schemas import KIND
from tests.iam.signer import sign

from .conftest import Deployed, ask, says, stop_services

Deploy = Callable[..., Deployed]
MakeModel = Callable[..., Model]
Fetch = Callable[..., Awaitable[HTTPResponse]]
HEARD = """
from model_service.model_service import SingleNodeService


class Heard(SingleNodeService):
    def _inference(self, data):
        return {"said": "heard", "value": data.get("value")}
"""


def test_robustness_only_a_valid_token_of_this_service_is_let_in(
    model: MakeModel, deploy: Deploy, platform: Platform
) -> None:
    service = deploy(model(says("one")))
    service.until_answering("one")
    tokens = platform.managers.get(TokenManager)
    short = tokens.issue("short", Scope(services=[service.id]), ttl_s=1).secret
    foreign = tokens.issue("foreign", Scope(services=["another"])).secret
    general = tokens.issue("general").secret
    time.sleep(1.1)

    statuses = [
        ask(service.address, token).status
        for token in (None, "nonsense", foreign, short, general, service.token)
    ]

    assert statuses == [401, 401, 401, 401, 200, 200]


def test_robustness_a_foreign_host_is_refused(model: MakeModel, deploy: Deploy) -> None:
    service = deploy(model(says("one")))
    service.until_answering("one")

    assert service.ask(Host="evil.example").status == 421


def test_robustness_a_revoked_token_is_refused_at_once(
    model: MakeModel, deploy: Deploy, platform: Platform
) -> None:
    service = deploy(model(says("one")))
    service.until_answering("one")

    platform.managers.get(TokenManager).revoke_owned(urn(KIND, service.id))
    time.sleep(1.1)

    assert service.ask().status == 401


def test_a_request_signed_with_an_access_key_is_let_in(
    model: MakeModel, deploy: Deploy, platform: Platform
) -> None:
    service = deploy(model(HEARD))
    service.until_answering("heard")
    pair = platform.managers.get(TokenManager).create_key_pair("mine")
    body = b'{"value": 8}'
    signed = sign(pair.access_key, pair.secret_key, "POST", service.address, body)

    right = ask(service.address, None, raw=body, **signed)
    changed = ask(service.address, None, raw=b'{"value": 9}', **signed)

    assert right.json == {"said": "heard", "value": 8}
    assert changed.status == 401


def test_a_body_that_is_too_large_or_no_json_is_refused_with_a_sentence(
    model: MakeModel, deploy: Deploy
) -> None:
    service = deploy(model(HEARD))
    service.until_answering("heard")

    large = service.ask(raw=b"{", **{"Content-Length": str(13 << 20)})
    broken = service.ask(raw=b"{")

    assert (large.status, broken.status) == (413, 400)
    assert "12 MiB" in large.json["error_msg"]
    assert "JSON" in broken.json["error_msg"]


@pytest.fixture
def jp_server_config(platform: Platform) -> dict[str, object]:
    """A server with the extension, on the platform's state."""
    return {"ServerApp": {"jpserver_extensions": {"jupyter_modelarts": True}}}


@pytest.fixture
def on_server(
    jp_serverapp: ServerApp,
    jp_fetch: Fetch,
    jp_asyncio_loop: asyncio.AbstractEventLoop,
    model: MakeModel,
) -> Iterator[str]:
    """A service that the server has deployed, and that answers."""
    made = model(HEARD)
    send = json.dumps({"config": [{"model_id": made.id}]})
    jp_asyncio_loop.run_until_complete(jp_fetch("modelarts/v1/p/engines"))
    path = "modelarts/v1/p/services"
    answer = jp_asyncio_loop.run_until_complete(jp_fetch(path, method="POST", body=send))
    identifier = json.loads(answer.body)["service_id"]
    deadline = time.monotonic() + 180
    while True:
        found = jp_asyncio_loop.run_until_complete(jp_fetch(f"{path}/{identifier}"))
        if json.loads(found.body)["status"] == "running":
            break
        assert time.monotonic() < deadline, found.body
        jp_asyncio_loop.run_until_complete(asyncio.sleep(0.1))
    yield identifier
    managers = jp_serverapp.web_app.settings["modelarts_managers"]
    stop_services(managers.get(ServiceManager))


async def test_a_page_calls_a_service_by_way_of_the_server(jp_fetch: Fetch, on_server: str) -> None:
    path = f"modelarts/v1/infers/{on_server}"

    answer = await jp_fetch(path, method="POST", body=b'{"value": 5}')

    assert json.loads(answer.body) == {"said": "heard", "value": 5}
    assert answer.headers["X-ModelArts-Version"] == "0.0.1"
    assert answer.headers["Content-Security-Policy"] == "sandbox"


async def test_a_page_calls_on_when_its_own_token_was_revoked(
    jp_fetch: Fetch, on_server: str, jp_serverapp: ServerApp
) -> None:
    path, again = f"modelarts/v1/infers/{on_server}", {"method": "POST", "body": b'{"value": 5}'}
    await jp_fetch(path, **again)
    tokens = jp_serverapp.web_app.settings["modelarts_managers"].get(TokenManager)
    tokens.revoke_owned(urn(KIND, on_server))

    answer = await jp_fetch(path, **again)

    assert json.loads(answer.body) == {"said": "heard", "value": 5}


async def test_what_the_service_refuses_arrives_as_it_is(jp_fetch: Fetch, on_server: str) -> None:
    path = f"modelarts/v1/infers/{on_server}"

    broken = await refused(jp_fetch, path, b"{")
    nobody = await refused(jp_fetch, "modelarts/v1/infers/nobody", b"{}")

    assert (broken.code, nobody.code) == (400, 404)
    assert json.loads(broken.body)["error_msg"]


async def refused(fetch: Fetch, path: str, body: bytes) -> HTTPResponse:
    """The answer of a request that fails."""
    with pytest.raises(HTTPClientError) as error:
        await fetch(path, method="POST", body=body)
    return cast(HTTPResponse, error.value.response)


async def test_the_rest_api_tells_of_a_service(jp_fetch: Fetch, on_server: str) -> None:
    base = f"modelarts/v1/p/services/{on_server}"

    async def get(path: str) -> Any:
        return json.loads((await jp_fetch(path)).body)

    events = await get(f"{base}/events")
    monitor = await get(f"{base}/monitor")
    logs = await get(f"{base}/logs")
    token = await jp_fetch(f"{base}/tokens", method="POST", body=b"{}")

    assert events["events"][0]["event_info"].endswith("the service is deployed.")
    assert monitor["service_running_instance_count"] == 1
    assert [log["result"] for log in logs["logs"]] == ["SUCCESS"]
    assert token.code == 201
    assert ask(json.loads(token.body)["access_address"], json.loads(token.body)["token"]).json
