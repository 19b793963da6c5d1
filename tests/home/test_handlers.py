"""The home page over HTTP."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from tornado.httpclient import HTTPClientError, HTTPResponse

Fetch = Callable[..., Awaitable[HTTPResponse]]


@pytest.fixture
def jp_server_config(state_dir: Path) -> dict[str, object]:
    """A server with the extension."""
    return {"ServerApp": {"jpserver_extensions": {"jupyter_modelarts": True}}}


async def test_the_home_page_is_one_answer(jp_fetch: Fetch) -> None:
    answer = json.loads((await jp_fetch("modelarts/v1/default/home")).body)

    assert answer["is_new"] is True
    assert answer["sample_data"]["state"] == "absent"


async def test_an_item_is_dismissed(jp_fetch: Fetch) -> None:
    answer = await jp_fetch(
        "modelarts/v1/default/home/dismissals",
        method="POST",
        body=json.dumps({"item": "unlabeled:x", "mark": 3}),
    )

    assert json.loads(answer.body) == {"item": "unlabeled:x", "mark": 3}


@pytest.mark.parametrize("body", [{}, {"item": "x" * 251, "mark": 1}, {"item": "x", "mark": -1}])
async def test_a_dismissal_of_nothing_is_refused(jp_fetch: Fetch, body: dict[str, object]) -> None:
    with pytest.raises(HTTPClientError) as refused:
        await jp_fetch("modelarts/v1/default/home/dismissals", method="POST", body=json.dumps(body))

    assert refused.value.code == 400
    assert refused.value.response is not None
    assert json.loads(refused.value.response.body)["field"]


async def test_sample_data_that_is_not_made_cannot_be_stopped(jp_fetch: Fetch) -> None:
    with pytest.raises(HTTPClientError) as refused:
        await jp_fetch("modelarts/v1/default/sample-data/stop", method="POST", body="{}")

    assert refused.value.code == 409
