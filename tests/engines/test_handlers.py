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


async def test_an_engine_of_ones_own_is_created_changed_and_deleted(ask: Ask) -> None:
    asked = {"engine_id": "mine", "requirements_text": "# mine\ngreeting==1.0\n"}
    created, engine = await ask("POST", "v1/p/engines", asked)
    twice, _ = await ask("POST", "v1/p/engines", asked)
    bad, sentence = await ask("POST", "v1/p/engines", {**asked, "requirements_text": "-e ."})
    _, changed = await ask("PUT", "v1/p/engines/mine", {**asked, "python": "3.11"})
    theirs, _ = await ask("PUT", ENGINE, asked)
    _, listed = await ask("GET", "v1/p/engines")
    gone, _ = await ask("DELETE", "v1/p/engines/mine")

    assert (created, twice, bad, theirs, gone) == (201, 409, 400, 409, 200)
    assert engine["requirements"][0] == "greeting==1.0"
    assert "line 1" in sentence["error_msg"]
    assert changed["pythons"] == ["3.11"]
    assert listed["engines"][-1]["own"] is True


async def test_libraries_and_downloads_are_asked_for_by_their_lines(ask: Ask) -> None:
    action = {"action_type": "install", "requirements": ["--index-url=http://x"]}
    hostile, sentence = await ask("POST", f"{ENGINE}/actions", action)
    code, body = await ask("GET", f"{ENGINE}/download")
    assert hostile == 400
    assert "option of pip" in sentence["error_msg"]
    assert (code, body) == (200, {"measuring": False, "download": None})
