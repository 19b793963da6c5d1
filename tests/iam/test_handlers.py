"""Programs over HTTP: by token, by signature, and what each may."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from jupyter_server.serverapp import ServerApp
from tornado.httpclient import HTTPRequest, HTTPResponse
from tornado.simple_httpclient import SimpleAsyncHTTPClient
from tornado.websocket import websocket_connect

from jupyter_modelarts.compose import Foundation
from jupyter_modelarts.core.ids import urn
from jupyter_modelarts.iam import Scope

from .signer import sign

Fetch = Callable[..., Awaitable[HTTPResponse]]
Ask = Callable[..., Awaitable[tuple[int, Any]]]
TOKENS = "v1/default/access-tokens"
KEYS = "v1/default/access-keys"


@pytest.fixture
def jp_server_config(foundation: Foundation) -> dict[str, object]:
    """A server with the extension."""
    return {"ServerApp": {"jpserver_extensions": {"jupyter_modelarts": True}}}


@pytest.fixture
def ask(
    jp_serverapp: ServerApp, http_server_client: SimpleAsyncHTTPClient, jp_base_url: str
) -> Ask:
    """A request without Jupyter's own credentials; code and JSON of the answer."""

    async def send(
        method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, Any]:
        answer = await http_server_client.fetch(
            f"{jp_base_url}modelarts/{path}",
            method=method,
            body=None if body is None else json.dumps(body),
            headers=dict(headers or {}),
            raise_error=False,
        )
        return answer.code, json.loads(answer.body or b"null")

    return send


def _shows(token: str) -> dict[str, str]:
    return {"X-Auth-Token": token}


async def test_a_token_made_with_jupyters_login_is_one(jp_fetch: Fetch, ask: Ask) -> None:
    body = json.dumps({"name": "my laptop", "lifetime_s": 3600})
    made = json.loads((await jp_fetch("modelarts", TOKENS, method="POST", body=body)).body)

    code, listed = await ask("GET", TOKENS, headers=_shows(made["token"]))
    assert code == 200
    (token,) = (one for one in listed["tokens"] if one["owner_urn"] == "")
    assert (token["name"], token["expired"]) == ("my laptop", False)
    assert made["token"] not in json.dumps(listed)

    # Changing things needs no cookie against cross-site requests.
    code, pair = await ask("POST", KEYS, {"name": "ci"}, _shows(made["token"]))
    assert (code, len(pair["secret_key"])) == (201, 40)
    code, _ = await ask("DELETE", f"{TOKENS}/{made['token_id']}", headers=_shows(made["token"]))
    assert code == 200
    code, said = await ask("GET", TOKENS, headers=_shows(made["token"]))
    assert (code, said["error_code"]) == (401, "ModelArts.0401")
    assert "make a new one" in said["error_msg"]


async def test_a_signed_request_is_answered(
    foundation: Foundation, ask: Ask, jp_http_port: int, jp_base_url: str
) -> None:
    pair = foundation.tokens.create_key_pair("ci")
    url = f"http://127.0.0.1:{jp_http_port}{jp_base_url}modelarts/{KEYS}"
    body = json.dumps({"name": "another"}).encode()

    signed = sign(pair.access_key, pair.secret_key, "POST", url, body)
    code, _ = await ask("POST", KEYS, {"name": "another"}, signed)
    assert code == 201

    code, said = await ask("POST", KEYS, {"name": "changed"}, signed)
    assert code == 401
    assert "does not match the request" in said["error_msg"]
    stale = sign(pair.access_key, pair.secret_key, "GET", url, ago=timedelta(hours=1))
    code, said = await ask("GET", KEYS, headers=stale)
    assert code == 401
    assert "15 minutes" in said["error_msg"]


async def test_robustness_a_services_token_reaches_nothing_else(
    foundation: Foundation, ask: Ask
) -> None:
    """robustness.md: a foreign token."""
    issued = foundation.tokens.issue("curl", Scope(services=["s1"]))

    for method, path in (
        ("GET", TOKENS),
        ("POST", TOKENS),
        ("GET", "v1/default/home"),
        ("GET", "v1/default/buckets"),
        ("GET", "v1/default/workloads"),
        ("GET", "events"),
        ("GET", "proxy/x/y/"),
    ):
        body = {"name": "more"} if method == "POST" else None
        code, said = await ask(method, path, body, _shows(issued.secret))
        assert code == 403, path
        assert "made for less" in said["error_msg"]


async def test_robustness_a_jobs_token_makes_no_other(foundation: Foundation, ask: Ask) -> None:
    """robustness.md: a token of an attempt does not outlive it by making another."""
    owner = urn("attempt", "w/1")
    issued = foundation.tokens.issue("job", Scope(workload="w/1"), owner_urn=owner)

    code, _ = await ask("GET", "v1/default/home", headers=_shows(issued.secret))
    refused, _ = await ask("POST", TOKENS, {"name": "more"}, _shows(issued.secret))

    assert (code, refused) == (200, 403)


async def test_a_wrong_token_is_refused_even_beside_jupyters_own(
    foundation: Foundation, jp_auth_header: dict[str, str], ask: Ask
) -> None:
    headers = {**jp_auth_header, **_shows("mat-wrong")}

    code, _ = await ask("GET", TOKENS, headers=headers)

    assert code == 401


async def test_robustness_a_token_does_not_help_a_foreign_host(
    foundation: Foundation, ask: Ask
) -> None:
    """robustness.md: Host rebinding."""
    issued = foundation.tokens.issue("a")

    code, _ = await ask("GET", TOKENS, headers={**_shows(issued.secret), "Host": "evil.example"})

    assert code == 403


async def test_a_socket_takes_a_token(
    foundation: Foundation, ask: Ask, jp_http_port: int, jp_base_url: str
) -> None:
    issued = foundation.tokens.issue("a")
    url = f"ws://127.0.0.1:{jp_http_port}{jp_base_url}modelarts/events"

    socket = await websocket_connect(HTTPRequest(url, headers=_shows(issued.secret)))

    assert '"hello"' in str(await socket.read_message())
    socket.close()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": " "}, "name"),
        ({"name": "x" * 65}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"name": "a", "lifetime_s": 1}, "lifetime_s"),
        ({"name": "a", "lifetime_s": 1e12}, "lifetime_s"),
        ({"name": "a", "services": "s"}, "services"),
    ],
)
async def test_wrong_requests_name_the_field(
    jp_serverapp: ServerApp, jp_auth_header: dict[str, str], ask: Ask, body: object, field: str
) -> None:
    code, said = await ask("POST", TOKENS, body, jp_auth_header)

    assert (code, said["field"]) == (400, field)
