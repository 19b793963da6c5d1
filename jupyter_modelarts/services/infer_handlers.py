"""`/v1/infers/{service_id}[/path]` on the Jupyter server: passes a call on to the gateway.

For pages and programs that have Jupyter's credentials and not a service's token. Those credentials
go no further: the gateway gets a token of this server's own for that service.
"""

from __future__ import annotations

import asyncio

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest, HTTPResponse
from tornado.httputil import HTTPHeaders

from ..core.auth import INFER, without_token
from ..core.errors import TooLarge, Unavailable
from ..core.handlers import Handler, Route, endpoint
from .manager import ServiceManager
from .replicas import MAX_BODY

TIMEOUT_S = 65.0
"""A little longer than the gateway's own, so that its sentence arrives."""

_PASSED_ON = ("accept", "accept-language", "content-type", "user-agent", "x-request-id")
_PASSED_BACK = (
    "content-type",
    "retry-after",
    "x-modelarts-version",
    "x-request-id",
)


class InferHandler(Handler):
    """Passes one call on."""

    @endpoint("execute", INFER)
    async def get(self, service_id: str, path: str = "") -> None:
        """Pass on a GET."""
        await self._pass_on(service_id, path)

    @endpoint("execute", INFER)
    async def post(self, service_id: str, path: str = "") -> None:
        """Pass on a POST."""
        await self._pass_on(service_id, path)

    async def _pass_on(self, service_id: str, path: str) -> None:
        if len(self.request.body) > MAX_BODY:
            raise TooLarge(f"The request is larger than {MAX_BODY // 2**20} MB.")
        manager = self.manager(ServiceManager)
        address, token = await self.call(manager.caller, service_id)
        headers = HTTPHeaders({"X-Auth-Token": token})
        for name in _PASSED_ON:
            if name in self.request.headers:
                headers[name] = self.request.headers[name]
        request = HTTPRequest(
            f"{address}{self._target()}",
            method=self.request.method or "GET",
            headers=headers,
            body=self.request.body or None,
            allow_nonstandard_methods=True,
            follow_redirects=False,
            decompress_response=False,
            request_timeout=TIMEOUT_S,
            header_callback=self._header_line,
            streaming_callback=self._chunk,
        )
        self._answer_headers = HTTPHeaders()
        self._answer_status = 502
        self._begun = False
        try:
            response = await AsyncHTTPClient(force_instance=True).fetch(request, raise_error=False)
        except (OSError, HTTPClientError):
            raise Unavailable(
                "The inference gateway does not answer (yet): try again in a few seconds."
            ) from None
        self._begin(response)
        await self.finish(set_content_type=self._headers.get("Content-Type"))

    def _target(self) -> str:
        """The path and query below the service, without Jupyter's own token in them."""
        raw: str = self.request.uri or ""
        after = raw.split("/v1/infers/", 1)[1]
        head, mark, query = after.partition("?")
        below = head.partition("/")[2]
        kept = without_token(query)
        return (f"/{below}" if below else "") + (mark + kept if kept else "")

    def _header_line(self, line: str) -> None:
        if line.startswith("HTTP/"):
            self._answer_headers = HTTPHeaders()
            self._answer_status = int(line.split(" ", 2)[1])
        elif line.strip():
            self._answer_headers.parse_line(line)

    def _chunk(self, data: bytes) -> None:
        self._begin(None)
        self.write(data)
        self._flushed = asyncio.ensure_future(self.flush())

    def _begin(self, response: HTTPResponse | None) -> None:
        if self._begun:
            return
        self._begun = True
        if response is not None and response.code == 599:
            raise Unavailable(
                "The inference gateway does not answer (yet): try again in a few seconds."
            )
        self.set_status(response.code if response is not None else self._answer_status)
        for name in _PASSED_BACK:
            if name in self._answer_headers:
                self.set_header(name, self._answer_headers[name])
        # What a model answers is its author's: never a page of this origin.
        self.set_header("Content-Security-Policy", "sandbox")
        self.set_header("X-Content-Type-Options", "nosniff")


ROUTES: list[Route] = [
    Route("/v1/infers/{service_id}", InferHandler),
    Route("/v1/infers/{service_id}/{path...}", InferHandler),
]
