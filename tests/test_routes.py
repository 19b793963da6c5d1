"""Every route and verb, with what it needs; and what each answers to somebody unknown."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from jupyter_server.serverapp import ServerApp
from tornado.httpclient import AsyncHTTPClient, HTTPResponse
from tornado.web import RequestHandler

from jupyter_modelarts.core.handlers import Route
from jupyter_modelarts.routes import ROUTES

TABLE = Path(__file__).parent / "routes.txt"
VERBS = ("get", "head", "post", "put", "patch", "delete")
NOT_OURS = {"head"}
"""Tornado answers HEAD nowhere by itself; the proxy declares it like any other verb."""

Fetch = Callable[..., Awaitable[HTTPResponse]]


def _declared() -> Iterator[tuple[str, str, Route]]:
    for owner, routes in ROUTES.items():
        for route in routes:
            for verb in route.verbs:
                yield owner, verb, route


def _line(owner: str, verb: str, route: Route) -> str:
    need = route.verbs[verb]
    return f"{owner} {verb.upper()} {route.path} {need.action} {need.resource}"


def test_every_route_is_in_the_table_with_action_and_resource() -> None:
    """A new route is added to `routes.txt` by somebody who has thought about who may use it."""
    declared = sorted(_line(*entry) for entry in _declared())

    assert declared == TABLE.read_text().splitlines()


def test_no_handler_answers_a_verb_that_it_does_not_declare() -> None:
    for routes in ROUTES.values():
        for route in routes:
            for verb in VERBS:
                method = getattr(route.handler, verb)
                if method is not getattr(RequestHandler, verb):
                    assert verb in route.verbs, f"{verb} of {route.path} is not declared"


def test_no_two_routes_have_the_same_path() -> None:
    paths = [re.sub(r"\{\w+", "{", route.path) for routes in ROUTES.values() for route in routes]

    assert len(paths) == len(set(paths))


@pytest.fixture
def jp_server_config() -> dict[str, object]:
    """A server with the extension."""
    return {"ServerApp": {"jpserver_extensions": {"jupyter_modelarts": True}}}


def _url(app: ServerApp, route: Route) -> str:
    path = re.sub(r"\{\w+(\.\.\.)?\}", "x", route.path)
    return f"http://{app.ip}:{app.port}{app.base_url}modelarts{path}"


async def _status(url: str, verb: str, headers: dict[str, str]) -> int:
    body = None if verb in {"get", "head", "delete"} else "{}"
    answer = await AsyncHTTPClient().fetch(
        url, method=verb.upper(), body=body, headers=headers, raise_error=False
    )
    return answer.code


async def test_robustness_without_credentials_nothing_is_answered(
    state_dir: Path, jp_serverapp: ServerApp, jp_http_port: int
) -> None:
    """robustness.md, hostile input: missing authentication on one endpoint."""
    for _, verb, route in _declared():
        status = await _status(_url(jp_serverapp, route), verb, {})
        assert status in {401, 403}, f"{verb} {route.path} answered {status}"


async def test_robustness_a_wrong_token_is_no_token(
    state_dir: Path, jp_serverapp: ServerApp, jp_http_port: int
) -> None:
    """robustness.md, hostile input: tokens."""
    for _, verb, route in _declared():
        status = await _status(_url(jp_serverapp, route), verb, {"Authorization": "token wrong"})
        assert status in {401, 403}, f"{verb} {route.path} answered {status}"


async def test_robustness_cross_site_requests_are_refused(
    state_dir: Path, jp_serverapp: ServerApp, jp_http_port: int, jp_auth_header: dict[str, str]
) -> None:
    """robustness.md, hostile input: cross-site requests for every verb; Host rebinding."""
    for _, verb, route in _declared():
        url = _url(jp_serverapp, route)
        foreign = {"Origin": "http://evil.example", "Cookie": "username-localhost=guess"}
        assert await _status(url, verb, foreign) in {401, 403, 404}, f"{verb} {route.path}"
        rebound = {**jp_auth_header, "Host": "evil.example"}
        assert await _status(url, verb, rebound) == 403, f"{verb} {route.path}"


async def test_an_unknown_address_below_ours_is_said_in_our_way(
    state_dir: Path, jp_serverapp: ServerApp, jp_fetch: Fetch
) -> None:
    with pytest.raises(Exception, match="404") as caught:
        await jp_fetch("modelarts", "v9", "nothing")

    answer: HTTPResponse = caught.value.response  # type: ignore[attr-defined]
    assert b"There is nothing at this address" in answer.body
