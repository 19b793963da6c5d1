"""Every route and verb, with what it needs; and what each answers to somebody unknown."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from jupyter_server.serverapp import ServerApp
from tornado.httpclient import HTTPResponse
from tornado.simple_httpclient import SimpleAsyncHTTPClient
from tornado.web import RequestHandler

from jupyter_modelarts.core.handlers import Route
from jupyter_modelarts.routes import ROUTES

TABLE = Path(__file__).parent / "routes.txt"
VERBS = ("get", "head", "post", "put", "patch", "delete")
Status = Callable[[Route, str, dict[str, str]], Awaitable[int]]
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


@pytest.fixture
def status(state_dir: Path, http_server_client: SimpleAsyncHTTPClient, jp_base_url: str) -> Status:
    """Asks a verb of a route with some headers; the status that is answered."""

    async def ask(route: Route, verb: str, headers: dict[str, str]) -> int:
        path = re.sub(r"\{\w+(\.\.\.)?\}", "x", route.path)
        answer = await http_server_client.fetch(
            f"{jp_base_url}modelarts{path}",
            method=verb.upper(),
            body=None if verb in {"get", "head", "delete"} else "{}",
            headers=headers,
            raise_error=False,
        )
        return answer.code

    return ask


async def test_robustness_without_credentials_nothing_is_answered(
    jp_serverapp: ServerApp, status: Status
) -> None:
    """robustness.md, hostile input: missing authentication on one endpoint."""
    for _, verb, route in _declared():
        code = await status(route, verb, {})
        assert code in {401, 403}, f"{verb} {route.path} answered {code}"


async def test_robustness_a_wrong_token_is_no_token(
    jp_serverapp: ServerApp, status: Status
) -> None:
    """robustness.md, hostile input: tokens."""
    for _, verb, route in _declared():
        code = await status(route, verb, {"Authorization": "token wrong"})
        assert code in {401, 403}, f"{verb} {route.path} answered {code}"


async def test_robustness_cross_site_requests_are_refused(
    jp_serverapp: ServerApp, status: Status, jp_auth_header: dict[str, str]
) -> None:
    """robustness.md, hostile input: cross-site requests for every verb; Host rebinding."""
    for _, verb, route in _declared():
        foreign = {"Origin": "http://evil.example", "Cookie": "username-localhost=guess"}
        assert await status(route, verb, foreign) in {401, 403, 404}, f"{verb} {route.path}"
        rebound = {**jp_auth_header, "Host": "evil.example"}
        assert await status(route, verb, rebound) == 403, f"{verb} {route.path}"


async def test_an_unknown_address_below_ours_is_said_in_our_way(
    state_dir: Path, jp_serverapp: ServerApp, jp_fetch: Fetch
) -> None:
    with pytest.raises(Exception, match="404") as caught:
        await jp_fetch("modelarts", "v9", "nothing")

    answer: HTTPResponse = caught.value.response  # type: ignore[attr-defined]
    assert b"There is nothing at this address" in answer.body
