"""Passes the answer of another server on to the caller of a handler, as it comes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.httputil import HTTPHeaders
from tornado.web import RequestHandler

from .errors import Unavailable

NO_ANSWER = 599  # what tornado's client says where nobody answered


class Relay:
    """One answer on its way. Reads no faster than the caller takes: a slow browser costs no memory.

    `pass_back` sets on the handler what may be passed of the answer's headers; `absent` is the
    sentence where nobody answers.
    """

    def __init__(
        self, handler: RequestHandler, pass_back: Callable[[HTTPHeaders], None], absent: str
    ) -> None:
        self._handler = handler
        self._pass_back = pass_back
        self._absent = absent
        self._headers = HTTPHeaders()
        self._status = NO_ANSWER
        self._has_begun = False

    async def fetch(
        self,
        client: AsyncHTTPClient,
        url: str,
        headers: HTTPHeaders,
        timeout_s: float,
    ) -> None:
        """Send the handler's own request to `url` and answer with what comes back.

        Raises Unavailable where nobody answers. The handler is left to finish.
        """
        asked = self._handler.request
        request = HTTPRequest(
            url,
            method=asked.method or "GET",
            headers=headers,
            body=asked.body or None,
            allow_nonstandard_methods=True,
            follow_redirects=False,
            decompress_response=False,
            request_timeout=timeout_s,
            header_callback=self._header_line,
            streaming_callback=self._chunk,
        )
        try:
            response = await client.fetch(request, raise_error=False)
        except (OSError, HTTPClientError):
            raise Unavailable(self._absent) from None
        if response.code == NO_ANSWER and not self._has_begun:
            raise Unavailable(self._absent)
        self._begin()

    def _header_line(self, line: str) -> None:
        if line.startswith("HTTP/"):
            self._headers = HTTPHeaders()
            self._status = int(line.split(" ", 2)[1])
        elif line.strip():
            self._headers.parse_line(line)

    def _chunk(self, data: bytes) -> Awaitable[None]:
        self._begin()
        self._handler.write(data)
        return self._handler.flush()  # the client reads on when the caller has taken it

    def _begin(self) -> None:
        if not self._has_begun:
            self._has_begun = True
            self._handler.set_status(self._status)
            self._pass_back(self._headers)
