"""The one way to a workload's port: authenticated, sandboxed, HTTP and WebSocket."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from jupyter_server.serverapp import ServerApp
from tornado.httpclient import HTTPClientError, HTTPResponse
from tornado.websocket import WebSocketClientConnection

from jupyter_modelarts.compose import Foundation
from jupyter_modelarts.compute.schemas import Mode, Port, Resources, State, WorkloadSpec

from .harness import until
from .test_workloads import is_in

Fetch = Callable[..., Awaitable[HTTPResponse]]
Connect = Callable[..., Awaitable[WebSocketClientConnection]]

PROGRAM = """
import sys, tornado.httpserver, tornado.ioloop, tornado.netutil, tornado.web, tornado.websocket
class Page(tornado.web.RequestHandler):
    def get(self, path):
        self.set_header('Set-Cookie', 'theirs=1')
        self.set_header('Content-Security-Policy', "default-src *")
        names = sorted(name.lower() for name, _ in self.request.headers.get_all())
        self.write({'path': self.request.uri, 'headers': names})
    def post(self, path):
        self.write(self.request.body[::-1])
class Echo(tornado.websocket.WebSocketHandler):
    def on_message(self, message):
        self.write_message('echo ' + message)
class Big(tornado.web.RequestHandler):
    async def get(self):
        for _ in range(64):
            self.write(b'x' * 65536)
            await self.flush()
class Flood(tornado.web.RequestHandler):
    sent = 0
    async def get(self):
        for _ in range(1024):
            self.write(b'x' * 65536)
            await self.flush()
            Flood.sent += 65536
class Sent(tornado.web.RequestHandler):
    def get(self):
        self.write({'sent': Flood.sent})
rules = [('/echo', Echo), ('/big', Big), ('/flood', Flood), ('/sent', Sent), ('/(.*)', Page)]
application = tornado.web.Application(rules)
if sys.argv[1].startswith('/'):
    server = tornado.httpserver.HTTPServer(application)
    server.add_socket(tornado.netutil.bind_unix_socket(sys.argv[1]))
else:
    application.listen(int(sys.argv[1]), '127.0.0.1')
tornado.ioloop.IOLoop.current().start()
"""


@pytest.fixture
def jp_server_config() -> dict[str, object]:
    """A server with the extension."""
    return {"ServerApp": {"jpserver_extensions": {"jupyter_modelarts": True}}}


@pytest.fixture(params=["tcp", "unix"])
def served(request: pytest.FixtureRequest, foundation: Foundation, jp_serverapp: ServerApp) -> str:
    """The id of a small web application that runs as a workload, on either kind of port."""
    tcp = request.param == "tcp"
    spec = WorkloadSpec(
        kind="test",
        name="a page",
        mode=Mode.SERVE,
        argv=[sys.executable, "-c", PROGRAM, "{port:web}" if tcp else "{socket:web}"],
        ports=[Port(name="web", socket=request.param)],
        resources=Resources(cpu=0, memory_mb=0),
    )
    workloads = foundation.workloads
    with foundation.db.write() as tx:
        made = workloads.submit(tx, spec)
    until(lambda: is_in(workloads, made.id, State.RUNNING), "the page to be served")
    return made.id


async def test_a_page_comes_through_in_a_sandbox(served: str, jp_fetch: Fetch) -> None:
    answer = await jp_fetch("modelarts", "proxy", served, "web", "a b", "c", params={"q": "1"})

    assert b'"path": "/a%20b/c?q=1"' in answer.body
    assert answer.headers["Content-Security-Policy"].startswith("sandbox ")
    assert "allow-same-origin" not in answer.headers["Content-Security-Policy"]
    assert "theirs=1" not in ",".join(answer.headers.get_list("Set-Cookie"))


async def test_robustness_the_program_never_sees_jupyters_credentials(
    served: str, foundation: Foundation, jp_fetch: Fetch
) -> None:
    """robustness.md, hostile input: tokens in URLs, logs, process lists; ours neither."""
    headers = {"Cookie": "username-localhost=secret", "X-XSRFToken": "secret"}
    headers["X-Auth-Token"] = foundation.tokens.issue("a program").secret

    answer = await jp_fetch("modelarts", "proxy", served, "web", "x", headers=headers)

    seen = answer.body.decode()
    assert "authorization" not in seen
    assert "cookie" not in seen
    assert "xsrf" not in seen
    assert "token" not in seen


async def test_a_body_goes_there_and_comes_back(served: str, jp_fetch: Fetch) -> None:
    answer = await jp_fetch("modelarts", "proxy", served, "web", "x", method="POST", body="abc")

    assert answer.body == b"cba"


async def test_much_comes_through(served: str, jp_fetch: Fetch) -> None:
    answer = await jp_fetch("modelarts", "proxy", served, "web", "big")

    assert len(answer.body) == 64 * 65536


async def test_robustness_a_caller_that_reads_nothing_costs_no_memory(
    served: str, jp_serverapp: ServerApp, jp_auth_header: dict[str, str], jp_fetch: Fetch
) -> None:
    """robustness.md, faults: overload, slow clients; memory flat."""
    reader, writer = await asyncio.open_connection("127.0.0.1", jp_serverapp.port)
    path = f"{jp_serverapp.base_url}modelarts/proxy/{served}/web/flood"
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{jp_serverapp.port}\r\n"
    writer.write(f"{head}Authorization: {jp_auth_header['Authorization']}\r\n\r\n".encode())
    await reader.readexactly(4096)

    sent, before = 0, -1
    while sent != before:  # until it moves no more
        before = sent
        await asyncio.sleep(0.3)
        answer = await jp_fetch("modelarts", "proxy", served, "web", "sent")
        sent = json.loads(answer.body)["sent"]
    writer.close()

    assert 0 < sent < 32 * 2**20


async def test_a_socket_comes_through(served: str, jp_ws_fetch: Connect) -> None:
    socket = await jp_ws_fetch("modelarts", "proxy", served, "web", "echo")

    await socket.write_message("hello")

    assert await socket.read_message() == "echo hello"
    socket.close()


async def test_an_unknown_port_or_workload_is_404(served: str, jp_fetch: Fetch) -> None:
    for target in ((served, "other"), ("0" * 32, "web")):
        with pytest.raises(HTTPClientError, match="404"):
            await jp_fetch("modelarts", "proxy", *target, "x")


async def test_the_root_gets_its_slash(served: str, jp_fetch: Fetch) -> None:
    with pytest.raises(HTTPClientError, match="302") as caught:
        await jp_fetch(
            "modelarts", "proxy", served, "web", params={"q": "1"}, follow_redirects=False
        )

    assert caught.value.response is not None
    assert caught.value.response.headers["Location"] == "web/?q=1"


async def test_a_dead_program_is_503_with_a_sentence(
    served: str, foundation: Foundation, jp_fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    (port,) = foundation.workloads.ports(served)
    nowhere = "127.0.0.1:1" if ":" in port.address else f"{port.address}.gone"
    gone = port.model_copy(update={"address": nowhere})
    monkeypatch.setattr(
        "jupyter_modelarts.compute.manager.WorkloadManager.ports", lambda *_: [gone]
    )

    with pytest.raises(HTTPClientError, match="503") as caught:
        await jp_fetch("modelarts", "proxy", served, "web", "x")

    assert caught.value.response is not None
    assert b"does not answer" in caught.value.response.body


async def test_the_events_socket_says_what_changed(
    foundation: Foundation, state_dir: Path, jp_serverapp: ServerApp, jp_ws_fetch: Connect
) -> None:
    socket = await jp_ws_fetch("modelarts", "events")
    assert '"hello"' in str(await socket.read_message())

    spec = WorkloadSpec(kind="test", name="a job", argv=[sys.executable, "-c", "print(1)"])
    with foundation.db.write() as tx:
        made = foundation.workloads.submit(tx, spec)

    first = str(await socket.read_message())
    assert made.id in first
    assert '"created"' in first
    socket.close()
