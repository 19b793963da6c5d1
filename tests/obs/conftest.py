"""A server with the extension, asked over HTTP."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import pytest
from jupyter_server.serverapp import ServerApp
from tornado.httpclient import HTTPResponse
from tornado.httputil import url_concat
from tornado.simple_httpclient import SimpleAsyncHTTPClient

from jupyter_modelarts.compose import Foundation

Ask = Callable[..., Awaitable[HTTPResponse]]


@pytest.fixture
def jp_server_config(foundation: Foundation) -> dict[str, object]:
    """A server with the extension."""
    return {"ServerApp": {"jpserver_extensions": {"jupyter_modelarts": True}}}


@pytest.fixture
def ask(
    jp_serverapp: ServerApp,
    http_server_client: SimpleAsyncHTTPClient,
    jp_base_url: str,
    jp_auth_header: dict[str, str],
) -> Ask:
    """One request below `v1/default`; the answer, whatever its status."""

    async def send(
        method: str,
        path: str,
        query: Mapping[str, Any] | None = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> HTTPResponse:
        address = url_concat(f"{jp_base_url}modelarts/v1/default/{path}", dict(query or {}))
        return await http_server_client.fetch(
            address,
            method=method,
            body=body,
            headers={**jp_auth_header, **(headers or {})},
            raise_error=False,
            allow_nonstandard_methods=True,
        )

    return send
