"""Serving: ports are chosen, told, and watched."""

from __future__ import annotations

import signal
import socket
import sys
import threading
import urllib.request
from pathlib import Path

import pytest

from jupyter_modelarts.compute.schemas import Phase, State
from jupyter_modelarts.compute.supervisor.launch import Health, Port
from jupyter_modelarts.compute.supervisor.ports import Endpoint, choose, probe

from ..harness import Attempt, Bench, python, until

SERVER = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "{port:http}"]
HEALTH = {"kind": "http", "path": "/", "interval_s": 0.1}

ECHO = """
import os, socket, sys
server = socket.socket(socket.AF_UNIX)
server.bind(os.environ['MODELARTS_SOCKET_MY_PORT'])
assert sys.argv[1] == os.environ['MODELARTS_SOCKET_MY_PORT']
server.listen()
while True:
    connection, _ = server.accept()
    connection.recv(1000)
    connection.sendall(b'HTTP/1.1 200 OK\\r\\n\\r\\n')
    connection.close()
"""


LISTENER = """
import os, socket
server = socket.socket(fileno=int(os.environ['MODELARTS_LISTEN_WEB']))
assert server.getsockname()[1] == int(os.environ['MODELARTS_PORT_WEB'])
while not os.path.exists('die'):
    connection, _ = server.accept()
    connection.recv(1000)
    connection.sendall(b'HTTP/1.1 200 OK\\r\\n\\r\\nhello')
    connection.close()
print('dead')
"""


def health(attempt: Attempt, name: str) -> str | None:
    port = attempt.observe().ports.get(name)
    return port.health if port else None


def test_a_server_becomes_healthy_serves_and_stops(attempts: Bench) -> None:
    ports = [{"name": "http", "health": HEALTH}]
    attempt = attempts.begin(SERVER, mode="serve", ports=ports)
    until(lambda: health(attempt, "http") == "healthy", "health")
    port = attempt.observe().ports["http"]

    with urllib.request.urlopen(f"http://{port.address}/") as answer:
        status = answer.status
    attempt.runner.stop(attempt.run_dir, 5.0)

    assert status == 200
    assert (port.socket, port.host) == ("tcp", "127.0.0.1")
    assert attempt.end().state is State.STOPPED


@pytest.mark.parametrize("depth", [0, 8])
def test_a_unix_socket_however_long_the_run_directory_is(attempts: Bench, depth: int) -> None:
    attempts.root = attempts.root.joinpath(*["d" * 20] * depth)
    ports = [{"name": "my-port", "socket": "unix", "health": HEALTH}]
    attempt = attempts.begin([*python(ECHO), "{socket:my-port}"], mode="serve", ports=ports)
    until(lambda: health(attempt, "my-port") == "healthy", "health")
    path = attempt.observe().ports["my-port"].path
    assert path is not None

    attempt.runner.stop(attempt.run_dir, 5.0)

    assert attempt.end().state is State.STOPPED
    assert len(path) < 104


def test_a_service_that_stops_answering_is_unhealthy(attempts: Bench) -> None:
    code = """
import http.server, os, sys
class Handler(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        self.send_response(500 if os.path.exists('broken') else 200)
        self.end_headers()
http.server.HTTPServer(('127.0.0.1', int(sys.argv[1])), Handler).serve_forever()
"""
    ports = [{"name": "http", "health": HEALTH}]
    attempt = attempts.begin([*python(code), "{port:http}"], mode="serve", ports=ports)
    until(lambda: health(attempt, "http") == "healthy", "health")

    (attempt.run_dir / "work" / "broken").touch()

    until(lambda: health(attempt, "http") == "unhealthy", "illness")
    assert attempt.observe().ports["http"].message == "It answers 500."
    (attempt.run_dir / "work" / "broken").unlink()
    until(lambda: health(attempt, "http") == "healthy", "recovery")


def test_a_service_that_never_answers_is_unhealthy_after_its_grace(attempts: Bench) -> None:
    check = {**HEALTH, "start_grace_s": 0.3}
    ports = [{"name": "http", "health": check}]

    attempt = attempts.begin(python("import time; time.sleep(600)"), mode="serve", ports=ports)

    until(lambda: health(attempt, "http") == "unhealthy", "illness")
    assert attempt.observe().alive


def test_a_service_that_ends_by_itself_has_failed(attempts: Bench) -> None:
    attempt = attempts.begin(python("pass"), mode="serve")

    outcome = attempt.end()

    assert (outcome.state, outcome.phase, outcome.exit_code) == (State.FAILED, Phase.CODE, 0)


def test_a_taken_port_is_a_failure_that_says_so(attempts: Bench) -> None:
    code = """
import os, socket
address = ('127.0.0.1', int(os.environ['MODELARTS_PORT_A']))
first, second = socket.socket(), socket.socket()
first.bind(address)
second.bind(address)
"""

    attempt = attempts.begin(python(code), mode="serve", ports=[{"name": "a"}])

    outcome = attempt.end()
    assert outcome.phase is Phase.CODE
    assert "Address already in use" in outcome.message


def test_a_port_that_speaks_something_else() -> None:
    nobody = Endpoint(Port("a", health=Health()), 9, None)

    assert probe(nobody, Health()).startswith("It does not answer")


def test_a_listening_socket_is_handed_on_and_goes_with_the_command(attempts: Bench) -> None:
    ports = [{"name": "web", "listen": True, "health": HEALTH}]
    attempt = attempts.begin(python(LISTENER), mode="serve", ports=ports)
    until(lambda: health(attempt, "web") == "healthy", "health")
    port = attempt.observe().ports["web"]
    assert port.port is not None

    with urllib.request.urlopen(f"http://{port.address}/") as answer:
        assert answer.read() == b"hello"
    attempt.kill_command()

    until(lambda: not _accepts(port.port or 0), "callers to be refused")
    assert attempt.end().signal == signal.SIGKILL


def test_a_killed_supervisor_leaves_no_listener(attempts: Bench) -> None:
    ports = [{"name": "web", "listen": True, "health": HEALTH}]
    attempt = attempts.begin(python(LISTENER), mode="serve", ports=ports)
    until(lambda: health(attempt, "web") == "healthy", "health")
    number = attempt.observe().ports["web"].port or 0

    attempt.kill_supervisor()

    until(lambda: not _accepts(number), "callers to be refused")


def test_a_preferred_number_is_kept_and_another_taken_where_it_is_not_free(
    attempts: Bench,
) -> None:
    ports = [{"name": "web", "listen": True, "health": HEALTH}]
    first = attempts.begin(python(LISTENER), mode="serve", ports=ports)
    until(lambda: health(first, "web") == "healthy", "health")
    number = first.observe().ports["web"].port
    wished = [{**ports[0], "number": number}]

    beside = attempts.begin(python(LISTENER), mode="serve", ports=wished)
    until(lambda: health(beside, "web") == "healthy", "health of the second")
    first.runner.stop(first.run_dir, 5.0)
    first.end()
    after = attempts.begin(python(LISTENER), mode="serve", ports=wished)
    until(lambda: health(after, "web") == "healthy", "health of the third")

    assert beside.observe().ports["web"].port not in {None, number}
    assert after.observe().ports["web"].port == number


def test_a_preferred_number_is_waited_for_while_who_has_it_ends(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as before:
        number = before.getsockname()[1]
        ending = threading.Timer(0.3, before.close)
        ending.start()
        (endpoint,) = choose((Port(name="web", listen=True, number=number),), tmp_path)
        ending.join()
    endpoint.let_go()

    assert endpoint.number == number


def _accepts(number: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", number), timeout=5).close()
    except ConnectionRefusedError:
        return False
    return True
