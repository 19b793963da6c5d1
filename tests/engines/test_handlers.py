"""Engines over HTTP, through the extension."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, cast

import pytest
from tornado.httpclient import HTTPClientError, HTTPResponse

from jupyter_modelarts.compose import Foundation
from jupyter_modelarts.engines.catalog import CATALOG, SCIKIT_LEARN
from tests.training.conftest import stand_in

Fetch = Callable[..., Awaitable[HTTPResponse]]
Ask = Callable[..., Awaitable[Any]]
ENGINE = "v1/p/engines/scikit-learn"


@pytest.fixture
def jp_server_config(foundation: Foundation, data_dir: Path) -> dict[str, object]:
    """A server with the extension, on a state whose scikit-learn is there, without packages."""
    stand_in(foundation, SCIKIT_LEARN)
    return {"ServerApp": {"jpserver_extensions": {"jupyter_modelarts": True}}}


@pytest.fixture
def ask(jp_fetch: Fetch) -> Ask:
    """The code and the JSON of an answer or of an error."""

    async def send(method: str, path: str, body: object = None) -> Any:
        sent = None if body is None else json.dumps(body)
        try:
            answer = await jp_fetch(f"modelarts/{path}", method=method, body=sent)
        except HTTPClientError as error:
            answer = cast(HTTPResponse, error.response)
        return answer.code, json.loads(answer.body)

    return send


async def test_engines_are_listed_in_our_words_and_in_modelarts(ask: Ask) -> None:
    _, ours = await ask("GET", "v1/p/engines")
    _, theirs = await ask("GET", "v2/p/training-job-engines")
    assert ours["total_count"] == theirs["total"] == len(CATALOG)
    assert ours["engines"][0]["state"] == "ready"
    assert ours["engines"][0]["kernel_name"] == "modelarts-scikit-learn"
    assert theirs["items"][0]["engine_name"] == "Scikit_Learn"


async def test_building_what_is_there_changes_nothing(ask: Ask) -> None:
    _, before = await ask("GET", ENGINE)
    code, after = await ask("POST", f"{ENGINE}/actions", {"action_type": "build"})
    assert (code, after) == (202, before)


async def test_an_engine_is_deleted(ask: Ask) -> None:
    code, body = await ask("DELETE", ENGINE)
    logs, _ = await ask("GET", f"{ENGINE}/logs")
    assert (code, body["state"], body["packages"]) == (200, "absent", [])
    assert logs == 404


async def test_what_cannot_be_done_is_said(ask: Ask) -> None:
    idle, sentence = await ask("POST", f"{ENGINE}/actions", {"action_type": "stop"})
    unknown_action, _ = await ask("POST", f"{ENGINE}/actions", {"action_type": "dance"})
    unknown, _ = await ask("GET", "v1/p/engines/..%2Fetc")
    assert (idle, unknown_action, unknown) == (409, 400, 404)
    assert "not being built" in sentence["error_msg"]
