"""The one authenticated way to a workload's port: HTTP and WebSocket below
`<jupyter>/modelarts/proxy/{workload_id}/{port}/`.

What answers there is a user's program, so its pages run in a sandbox of their own origin and never
see Jupyter's cookies, and it never sees Jupyter's credentials.
"""

from __future__ import annotations

import asyncio
import socket
from typing import Any, cast

from jupyter_server.base.websocket import WebSocketMixin
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.httputil import HTTPHeaders
from tornado.netutil import Resolver
from tornado.simple_httpclient import SimpleAsyncHTTPClient
from tornado.websocket import (
    WebSocketClientConnection,
    WebSocketClosedError,
    WebSocketHandler,
    websocket_connect,
)

from ..core.auth import CREDENTIAL_HEADERS, without_token
from ..core.errors import NotFound, Unavailable
from ..core.handlers import Access, endpoint
from ..core.managers import Managers
from ..core.relay import Relay
from ..core.threads import Pools
from .manager import WorkloadManager

SANDBOX = "sandbox allow-scripts allow-forms allow-popups allow-downloads allow-modals"
TIMEOUT_S = 300.0
_HOP_BY_HOP = {
    "connection",
    "content-encoding",
    "content-length",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
}
_OURS = CREDENTIAL_HEADERS | {"host", "origin", "referer"}
_NOT_THEIRS = {"set-cookie", "content-security-policy", "access-control-allow-origin"}


class SocketResolver(Resolver):
    """Leads every name to one unix socket."""

    def initialize(self, path: str) -> None:
        """Remember the socket's path."""
        self._path = path

    async def resolve(
        self, host: str, port: int, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[tuple[int, Any]]:
        """The socket, whatever was asked."""
        return [(socket.AF_UNIX, self._path)]


def _way_to(address: str) -> tuple[str, Resolver | None]:
    """What to call the far side, and how to get there."""
    if address.startswith("/"):
        return "localhost", SocketResolver(path=address)
    return address, None


class ProxyRootHandler(Access):
    """Without the last slash the page's relative links would lead nowhere."""

    @endpoint("read", "compute")
    async def get(self, workload_id: str, port: str) -> None:
        """Send the browser to the address with a slash."""
        query = f"?{self.request.query}" if self.request.query else ""
        self.redirect(f"{port}/{query}")


class ProxyHandler(WebSocketMixin, WebSocketHandler, Access):
    """Passes one request or one socket on."""

    _track_activity = False

    @endpoint("read", "compute")
    async def get(  # type: ignore[override]  # tornado passes what the route names
        self, workload_id: str, port: str, path: str
    ) -> None:
        """Pass on a GET, or open a socket."""
        if self.request.headers.get("Upgrade", "").lower() == "websocket":
            self._there = await self._connect(workload_id, port, path)
            await WebSocketHandler.get(self)
        else:
            await self._pass_on(workload_id, port, path)

    @endpoint("read", "compute")
    async def head(self, workload_id: str, port: str, path: str) -> None:
        """Pass on a HEAD."""
        await self._pass_on(workload_id, port, path)

    @endpoint("execute", "compute")
    async def post(self, workload_id: str, port: str, path: str) -> None:
        """Pass on a POST."""
        await self._pass_on(workload_id, port, path)

    @endpoint("execute", "compute")
    async def put(self, workload_id: str, port: str, path: str) -> None:
        """Pass on a PUT."""
        await self._pass_on(workload_id, port, path)

    @endpoint("execute", "compute")
    async def patch(self, workload_id: str, port: str, path: str) -> None:
        """Pass on a PATCH."""
        await self._pass_on(workload_id, port, path)

    @endpoint("execute", "compute")
    async def delete(self, workload_id: str, port: str, path: str) -> None:
        """Pass on a DELETE."""
        await self._pass_on(workload_id, port, path)

    # HTTP

    async def _pass_on(self, workload_id: str, port: str, path: str) -> None:
        address = await self._address(workload_id, port)
        host, resolver = _way_to(address)
        client = SimpleAsyncHTTPClient(force_instance=True, resolver=resolver)
        relay = Relay(self, self._pass_back, f"Port {port} of this workload does not answer (yet).")
        url = f"http://{host}/{self._target(path)}"
        await relay.fetch(client, url, self._request_headers(host), TIMEOUT_S)
        self.finish()

    def _pass_back(self, answered: HTTPHeaders) -> None:
        for name, value in answered.get_all():
            if name.lower() not in _HOP_BY_HOP | _NOT_THEIRS:
                self.add_header(name, value)
        encoding = answered.get("Content-Encoding")
        if encoding is not None:
            self.set_header("Content-Encoding", encoding)
        self.set_header("Content-Security-Policy", SANDBOX)
        self.set_header("X-Content-Type-Options", "nosniff")

    def _request_headers(self, host: str) -> HTTPHeaders:
        connection = self.request.headers.get("Connection", "").lower()
        named = {name.strip() for name in connection.split(",")}
        headers = HTTPHeaders({"Host": host})
        for name, value in self.request.headers.get_all():
            if name.lower() not in _HOP_BY_HOP | _OURS | named or name.lower() == "content-type":
                headers.add(name, value)
        return headers

    def _target(self, path: str) -> str:
        raw: str = self.request.uri or ""
        after = raw.split("/proxy/", 1)[1].split("/", 2)
        target = after[2] if len(after) > 2 else path
        head, mark, query = target.partition("?")
        kept = without_token(query)
        return head + (mark + kept if kept else "")

    async def _address(self, workload_id: str, port: str) -> str:
        manager = cast(Managers, self.settings["modelarts_managers"]).get(WorkloadManager)
        pools = cast(Pools, self.settings["modelarts_pools"])
        for state in await pools.run(pools.quick, manager.ports, workload_id):
            if state.name == port:
                return state.address
        raise NotFound(f"Workload {workload_id} has no running port {port}.")

    # WebSocket

    async def _connect(self, workload_id: str, port: str, path: str) -> WebSocketClientConnection:
        address = await self._address(workload_id, port)
        host, resolver = _way_to(address)
        request = HTTPRequest(f"ws://{host}/{self._target(path)}")
        wanted = self.request.headers.get("Sec-WebSocket-Protocol", "")
        protocols = [name.strip() for name in wanted.split(",") if name.strip()]
        try:
            return await websocket_connect(
                request, subprotocols=protocols or None, resolver=resolver
            )
        except (OSError, HTTPClientError):
            raise Unavailable(f"Port {port} of this workload does not answer (yet).") from None

    def select_subprotocol(self, subprotocols: list[str]) -> str | None:
        """What the far side has chosen."""
        return self._there.selected_subprotocol

    def open(self, *args: str, **kwargs: str) -> None:
        """Begin to pass on what the far side says."""
        super().open(*args, **kwargs)
        self._pump = asyncio.ensure_future(self._from_there())

    async def on_message(self, message: str | bytes) -> None:
        """Pass on what the page says."""
        try:
            await self._there.write_message(message, binary=isinstance(message, bytes))
        except WebSocketClosedError:
            self.close()

    def on_close(self) -> None:
        """Close the far side too."""
        there: WebSocketClientConnection | None = getattr(self, "_there", None)
        if there is not None:
            there.close()
        super().on_close()

    async def _from_there(self) -> None:
        while True:
            message: Any = await self._there.read_message()
            if message is None:
                self.close()
                return
            try:
                await self.write_message(message, binary=isinstance(message, bytes))
            except WebSocketClosedError:
                return
