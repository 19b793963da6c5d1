"""`/v1/infers/{service_id}[/path]` on the Jupyter server: passes a call on to the gateway.

For pages and programs that have Jupyter's credentials and not a service's token. Those credentials
go no further: the gateway gets a token of this server's own for that service.
"""

from __future__ import annotations

from tornado.httpclient import AsyncHTTPClient
from tornado.httputil import HTTPHeaders

from ..core.auth import INFER, without_token
from ..core.errors import TooLarge
from ..core.handlers import Handler, Route, endpoint
from ..core.relay import Relay
from .manager import ServiceManager
from .replicas import MAX_BODY

TIMEOUT_S = 65.0
"""A little longer than the gateway's own, so that its sentence arrives."""

_NO_GATEWAY = "The inference gateway does not answer (yet): try again in a few seconds."
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
        client = AsyncHTTPClient(force_instance=True)
        relay = Relay(self, self._pass_back, _NO_GATEWAY)
        await relay.fetch(client, f"{address}{self._target()}", headers, TIMEOUT_S)
        await self.finish(set_content_type=self._headers.get("Content-Type"))

    def _target(self) -> str:
        """The path and query below the service, without Jupyter's own token in them."""
        raw: str = self.request.uri or ""
        after = raw.split("/v1/infers/", 1)[1]
        head, mark, query = after.partition("?")
        below = head.partition("/")[2]
        kept = without_token(query)
        return (f"/{below}" if below else "") + (mark + kept if kept else "")

    def _pass_back(self, answered: HTTPHeaders) -> None:
        for name in _PASSED_BACK:
            if name in answered:
                self.set_header(name, answered[name])
        # What a model answers is its author's: never a page of this origin.
        self.set_header("Content-Security-Policy", "sandbox")
        self.set_header("X-Content-Type-Options", "nosniff")


ROUTES: list[Route] = [
    Route("/v1/infers/{service_id}", InferHandler),
    Route("/v1/infers/{service_id}/{path...}", InferHandler),
]
