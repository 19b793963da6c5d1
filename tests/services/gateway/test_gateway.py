"""The gateway before real replicas: what reaches them, and what comes back."""

from __future__ import annotations

import gc
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jupyter_modelarts.services.gateway import Limits
from jupyter_modelarts.services.gateway.upstream import Upstream
from tests.runtime.replicas import Replica, form, package, read_answer, serving, until
from tests.runtime.test_replica import FORM, SLOW

from .conftest import SERVICE, TOKEN, WAIT_S, Door, inference, opened


@pytest.fixture
def replica(tmp_path: Path) -> Iterator[Replica]:
    """One that answers what it is asked."""
    with serving(package(tmp_path)) as made:
        yield made


def version(number: int) -> str:
    """Code of a model that answers with its number."""
    return f"""
from model_service.model_service import SingleNodeService

class Version(SingleNodeService):
    def _inference(self, data):
        return {number}
"""


def test_a_request_reaches_a_replica_and_its_answer_comes_back(
    door: Door, replica: Replica
) -> None:
    door.route((100, [replica.place]))
    connection = door.connect()
    answers = []
    for _ in range(3):
        connection.sendall(inference('"猫"'.encode(), more="X-Request-Id: mine\r\n"))
        answers.append(read_answer(connection))

    assert [answer.json for answer in answers] == ["猫"] * 3
    assert answers[0].headers["x-request-id"] == "mine"
    assert answers[0].headers["x-modelarts-version"] == "0.0.1"
    until(lambda: door.gateway.counters()[SERVICE, "0.0.1"].calls == 3)  # after the answer
    counts = door.gateway.counters()[SERVICE, "0.0.1"]
    assert (counts.failures, sum(counts.latency)) == (0, 3)


def test_a_request_gets_an_id_of_its_own(door: Door, replica: Replica) -> None:
    door.route((100, [replica.place]))

    ids = {
        door.ask(more=more).headers["x-request-id"]
        for more in ("", "", "X-Request-Id: a b\r\n", f"X-Request-Id: {'x' * 65}\r\n")
    }

    assert len(ids) == 4


def test_a_form_passes_as_it_is(door: Door, tmp_path: Path) -> None:
    body, kind = form(("images", "cat.jpg", b"12345"))
    with serving(package(tmp_path, FORM)) as replica:
        door.route((100, [replica.place]))
        data = inference(body).replace(b"application/json", kind.encode())

        assert door.send(data).json == {"images": {"cat.jpg": 5}}


def test_a_chunked_body_and_one_that_was_asked_for_arrive_whole(
    door: Door, replica: Replica
) -> None:
    door.route((100, [replica.place]))
    chunked = inference(more="Transfer-Encoding: chunked\r\n").partition(b"Content-Length")[0]
    answer = door.send(chunked + b'\r\n3\r\n"ab\r\n2;x=y\r\nc"\r\n0\r\nTrailer: t\r\n\r\n')

    connection = door.connect()
    head, _, body = inference(more="Expect: 100-continue\r\n").partition(b"\r\n\r\n")
    connection.sendall(head + b"\r\n\r\n")
    interim = connection.recv(25)
    connection.sendall(body)

    assert answer.json == "abc"
    assert interim == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert read_answer(connection).json == "hello"


def test_a_large_answer_arrives_whole(door: Door, replica: Replica) -> None:
    door.route((100, [replica.place]), max_body=16 << 20)
    word = "x" * (8 << 20)

    assert door.ask(json.dumps(word).encode()).json == word


@pytest.mark.parametrize("size", [13 << 20, 60 << 20])
def test_a_client_that_sends_before_it_reads_sees_why_its_body_is_refused(
    door: Door, size: int
) -> None:
    """As Python's http.client does: a broken pipe would tell it nothing."""
    door.route(max_body=12 << 20)
    door.gateway.limits = Limits(linger_s=60.0)
    client = http.client.HTTPConnection(*door.address, timeout=300)
    client.request("POST", f"/v1/infers/{SERVICE}", bytes(size), {"X-Auth-Token": TOKEN})
    answer = client.getresponse()
    said = json.load(answer)
    client.close()

    assert answer.status == 413
    assert "12 MiB" in said["error_msg"]


def test_pipelined_requests_are_answered_in_order(door: Door, replica: Replica) -> None:
    door.route((100, [replica.place]))
    connection = door.connect()
    bad = inference(b"{")
    connection.sendall(inference(b"1") + inference(token="wrong") + bad + inference(b"4"))

    answers = [read_answer(connection) for _ in range(4)]

    assert [answer.status for answer in answers] == [200, 401, 400, 200]
    assert answers[3].json == 4


def test_what_the_replica_sees(door: Door, tmp_path: Path) -> None:
    with raw_replica(tmp_path, b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok") as raw:
        door.route((100, [raw.place]))
        door.ask(path="/a/b%20c?x=1", more="Cookie: c\r\nConnection: x-hop\r\nX-Mine: m\r\nA:\r\n")

        seen = raw.seen()

    assert seen.startswith(b"POST /a/b%20c?x=1 HTTP/1.1\r\nHost: replica\r\n")
    assert b"x-mine: m\r\n" in seen
    for secret in (b"right", b"cookie", b"connection", b"token"):
        assert secret not in seen.lower()


@pytest.mark.parametrize(
    ("answer", "status", "body"),
    [
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", 200, b"ok"),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok", 200, b"ok"),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n", 204, b""),
        (b"HTTP/1.1 418 Teapot\r\nSet-Cookie: a=b\r\nContent-Length: 2\r\n\r\nok", 418, b"ok"),
        (b"garbage\r\n\r\n", 502, None),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok" * 2, 502, None),
        (b"HTTP/1.1 200 OK\r\n" + b"X: " + b"x" * 100_000 + b"\r\n\r\n", 502, None),
    ],
)
def test_answers_of_other_servers(
    door: Door, tmp_path: Path, answer: bytes, status: int, body: bytes | None
) -> None:
    with raw_replica(tmp_path, answer) as raw:
        door.route((100, [raw.place]))
        connection = door.connect()
        connection.sendall(inference(more="Connection: close\r\n"))
        got = read_answer(connection)

    assert got.status == status
    assert "set-cookie" not in got.headers
    if body is not None and got.headers.get("transfer-encoding") == "chunked":
        assert got.body == b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    elif body is not None:
        assert got.body == body


def test_a_second_answer_is_not_taken_for_that_of_the_next_request(
    door: Door, replica: Replica, tmp_path: Path
) -> None:
    """A connection may be shared by callers of several services."""
    twice = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok" * 2
    with raw_replica(tmp_path, twice) as raw:
        door.route((100, [raw.place]))
        connection = door.connect()
        connection.sendall(inference())
        read_answer(connection)
        door.route((100, [replica.place]))
        connection.sendall(inference(b'"mine"'))

        assert read_answer(connection).json == "mine"


def test_an_answer_that_is_cut_is_seen_as_cut(door: Door, tmp_path: Path) -> None:
    cut = b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf"
    with raw_replica(tmp_path, cut, closes=True) as raw:
        door.route((100, [raw.place]))
        connection = door.connect()
        connection.sendall(inference())
        with pytest.raises(ConnectionResetError):
            while connection.recv(100):
                pass  # what came before

    until(lambda: door.gateway.counters()[SERVICE, "0.0.1"].failures == 1)


def test_versions_are_chosen_by_weight(door: Door, tmp_path: Path) -> None:
    with (
        serving(package(tmp_path / "a", version(1))) as old,
        serving(package(tmp_path / "b", version(2))) as new,
    ):
        door.route((80, [old.place]), (20, [new.place]), (0, [tmp_path / "never"]))
        connection = door.connect()
        said = []
        for _ in range(400):
            connection.sendall(inference())
            answer = read_answer(connection)
            assert answer.headers["x-modelarts-version"] == f"0.0.{answer.json}"
            said.append(answer.json)

    assert 40 < said.count(2) < 130
    assert said.count(1) + said.count(2) == 400


def test_the_replica_with_the_least_load_is_asked(door: Door, tmp_path: Path) -> None:
    slow = package(tmp_path / "slow", SLOW)
    with serving(slow) as busy, serving(package(tmp_path / "quick")) as quick:
        door.route((100, [busy.place]))
        held = door.connect()
        held.sendall(inference())
        until((slow / "begun").exists)
        door.route((100, [busy.place, quick.place]))

        answers = [door.ask(b"1").json for _ in range(5)]

        (slow / "gate").touch()
        assert answers == [1] * 5
        assert read_answer(held).status == 200


def test_a_reload_drops_nothing(door: Door, tmp_path: Path) -> None:
    slow = package(tmp_path / "slow", SLOW)
    with serving(slow) as old, serving(package(tmp_path / "new", version(2))) as new:
        door.route((100, [old.place]), max_body=100)
        held = [door.connect() for _ in range(8)]
        for connection in held:
            connection.sendall(inference())
        until((slow / "begun").exists)
        door.route((100, [new.place]))
        after = door.ask().json
        (slow / "gate").touch()
        answers = [read_answer(connection) for connection in held]

    assert after == 2
    assert [answer.status for answer in answers] == [200] * 8


def test_a_replica_that_serves_under_another_name_is_connected_to_by_one_only(
    door: Door, tmp_path: Path
) -> None:
    """What waited for it moves on to the new name, without connections that nobody closes."""
    slow = package(tmp_path, SLOW)
    with serving(slow) as replica:
        door.route((100, [replica.place]))
        held = [door.connect() for _ in range(8)]
        for connection in held:
            connection.sendall(inference())
        until((slow / "begun").exists)
        until(lambda: bool(door.gateway._replicas[str(replica.place)].waiting == 4))
        door.route((0, []), (100, [replica.place]))
        extra = door.connect()
        extra.sendall(inference())
        until(lambda: door.gateway._replicas[str(replica.place)].target.version == "0.0.2")
        (slow / "gate").touch()
        answers = [read_answer(connection) for connection in [*held, extra]]
        named = [answer.headers["x-modelarts-version"] for answer in answers]
        door.route()

        until(
            lambda: (
                not [
                    one
                    for one in gc.get_objects()
                    if type(one) is Upstream and one._transport and not one._transport.is_closing()
                ]
            )
        )

    assert named == ["0.0.1"] * 4 + ["0.0.2"] * 5


def test_a_model_that_takes_too_long_is_given_up(door: Door, tmp_path: Path) -> None:
    slow = package(tmp_path, SLOW)
    with serving(slow) as replica:
        (slow / "gate").touch()
        door.route((100, [replica.place]))
        door.ask()  # from now on there is a connection
        (slow / "gate").unlink()
        door.route((100, [replica.place]), timeout_s=0.3)
        answer = door.ask()
        (slow / "gate").touch()
        door.route((100, [replica.place]))
        after = door.ask(b"1")

    assert (answer.status, answer.json["error_code"]) == (504, "ModelArts.4503")
    assert "0.3 s" in answer.message
    assert after.json == 1


def test_a_caller_that_goes_away_gives_up_its_request(door: Door, tmp_path: Path) -> None:
    slow = package(tmp_path, SLOW)
    with serving(slow) as replica:
        door.route((100, [replica.place]))
        connections = [door.connect() for _ in range(8)]
        for connection in connections:
            connection.sendall(inference())
        until((slow / "begun").exists)
        for connection in connections:
            connection.close()
        until(lambda: door.gateway.held_bytes == 0 and not door.gateway.clients)
        (slow / "gate").touch()

        assert door.ask(b"1").json == 1


def test_a_replica_that_is_absent_for_a_moment_is_waited_for(door: Door, tmp_path: Path) -> None:
    with serving(package(tmp_path)) as replica:
        door.route((100, [replica.place]))
        away = replica.place.with_suffix(".away")
        replica.place.rename(away)
        door.gateway.limits = Limits(absent_s=60.0)
        connection = door.connect()
        connection.sendall(inference())
        until(lambda: bool(door.gateway._absent))
        away.rename(replica.place)

        assert read_answer(connection).json == "hello"


def test_no_replica_is_said(tmp_path: Path) -> None:
    with opened(Limits(absent_s=0.2)) as door:
        door.route((100, [tmp_path / "nobody.sock"]))
        unreachable = door.ask()
        door.route()
        none = door.ask()

    assert [unreachable.status, none.status] == [503, 503]
    assert unreachable.json["error_code"] == "ModelArts.4503"
    assert unreachable.headers["retry-after"] == "2"


def test_a_version_that_is_absent_leaves_its_share_to_the_others(
    door: Door, tmp_path: Path
) -> None:
    with serving(package(tmp_path, version(1))) as replica:
        door.route((10, [replica.place]), (90, [tmp_path / "nobody.sock"]))

        assert [door.ask().json for _ in range(20)] == [1] * 20


def test_what_a_replica_has_not_read_when_it_dies_goes_elsewhere(
    door: Door, replica: Replica, tmp_path: Path
) -> None:
    place = Path(os.path.relpath(tmp_path / "dying.sock"))
    with socket.socket(socket.AF_UNIX) as dying:
        dying.bind(str(place))
        dying.listen()
        door.route((100, [place]))
        connection = door.connect()
        connection.sendall(inference())
        taken, _ = dying.accept()
        with taken:
            taken.recv(4096)
            taken.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
            taken.recv(1, socket.MSG_PEEK)
            door.route((100, [replica.place]))

    assert read_answer(connection).json == "hello"


def test_a_replica_that_stops_loses_no_request(door: Door, tmp_path: Path) -> None:
    with (
        serving(package(tmp_path / "a", version(1))) as first,
        serving(package(tmp_path / "b", version(2))) as second,
    ):
        door.route((100, [first.place, second.place]))
        connections = [door.connect() for _ in range(8)]
        answers = []
        for turn in range(60):
            for connection in connections:
                connection.sendall(inference())
            if turn == 20:
                first.process.send_signal(signal.SIGTERM)
            answers += [read_answer(connection) for connection in connections]
        ended = first.process.wait(WAIT_S)

    assert [answer.status for answer in answers] == [200] * 480
    assert ended == 0
    assert {answer.json for answer in answers} == {1, 2}


def test_health_needs_no_token_and_says_nothing(door: Door) -> None:
    answer = door.send(b"GET /healthz HTTP/1.1\r\nHost: localhost:1234\r\n\r\n")

    assert (answer.status, answer.body) == (200, b"ok")


def test_http_1_0_is_answered_and_closed(door: Door, replica: Replica) -> None:
    door.route((100, [replica.place]))
    connection = door.connect()
    connection.sendall(inference().replace(b"HTTP/1.1", b"HTTP/1.0"))

    assert read_answer(connection).json == "hello"
    assert connection.recv(1) == b""


def test_a_signed_request_is_admitted_by_its_body(door: Door, replica: Replica) -> None:
    door.route((100, [replica.place]))
    signature = "Authorization: SDK-HMAC-SHA256 Access=a\r\n"

    right = door.ask(b'"signed"', token=None, more=signature)
    wrong = door.ask(b'"changed"', token=None, more=signature)

    assert (right.json, wrong.status) == ("signed", 401)


def test_requests_are_logged_without_secrets(door: Door, replica: Replica) -> None:
    door.route((100, [replica.place]))
    door.ask(path="/x?key=secret-1", more="X-Request-Id: r-1\r\nX-Key: secret-2\r\n")
    door.ask(path="/%0aforged?x", more="X-Request-Id: r-2\r\n")
    until(lambda: b"r-2" in b"".join(door.log))

    lines = b"".join(door.log).decode().splitlines()

    assert len(lines) == 2
    assert " r-1 svc-1 0.0.1 /x 200 " in lines[0]
    assert not any(word in lines[0] for word in ("secret", "right", "hello"))


GATEWAY = """
import socket, sys
from jupyter_modelarts.services.gateway import Gateway, Group, Service, Target, run

class Everybody:
    def admits(self, request, service_id):
        return True

group = Group(100, (Target(sys.argv[2], "replica", "1"),))
routes = {"svc-1": Service("svc-1", "svc", (group,), 30.0, 1000)}
run(Gateway(lambda: routes, Everybody()), socket.socket(fileno=int(sys.argv[1])))
"""


def test_a_stop_finishes_what_has_come_and_refuses_what_comes(tmp_path: Path) -> None:
    slow = package(tmp_path, SLOW)
    with serving(slow) as replica:
        listener = socket.create_server(("127.0.0.1", 0))
        address = listener.getsockname()
        argv = [sys.executable, "-c", GATEWAY, str(listener.fileno()), str(replica.place)]
        process = subprocess.Popen(argv, pass_fds=[listener.fileno()])
        listener.close()
        idle, busy = (socket.create_connection(address, timeout=WAIT_S) for _ in range(2))
        with idle, busy:
            idle.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert read_answer(idle).status == 200
            busy.sendall(inference())
            until((slow / "begun").exists)

            process.send_signal(signal.SIGTERM)

            assert idle.recv(1) == b""
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(address, timeout=WAIT_S)
            (slow / "gate").touch()
            answer = read_answer(busy)
            assert (answer.json, busy.recv(1)) == ("hello", b"")
        assert process.wait(WAIT_S) == 0


RESETS = """
import socket, sys
server = socket.socket(socket.AF_UNIX)
server.bind(sys.argv[1])
server.listen()
while True:
    connection, _ = server.accept()
    assert connection.recv(65536).startswith(b'GET /health')
    connection.sendall(b'HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n')
    connection.recv(1, socket.MSG_PEEK)  # it is there, and stays unread
    connection.close()
"""


def test_a_replica_that_drops_every_request_unread_is_given_up_soon(
    door: Door, tmp_path: Path
) -> None:
    place = Path(os.path.relpath(tmp_path / "raw.sock"))
    process = subprocess.Popen([sys.executable, "-c", RESETS, str(place)])
    try:
        until(place.exists)
        door.route((100, [place]))

        answer = door.ask()
    finally:
        process.kill()
        process.wait()

    assert answer.status == 502


class Raw:
    """A server that always says the same bytes."""

    def __init__(self, place: Path, process: subprocess.Popen[bytes], log: Path) -> None:
        self.place, self.process, self._log = place, process, log

    def seen(self) -> bytes:
        """What it was sent."""
        return self._log.read_bytes()


RAW = """
import pathlib, socket, sys
answer, log, closes = pathlib.Path(sys.argv[2]).read_bytes(), sys.argv[3], sys.argv[4] == 'True'
server = socket.socket(socket.AF_UNIX)
server.bind(sys.argv[1])
server.listen()
kept = []
while True:
    connection, _ = server.accept()
    assert connection.recv(65536).startswith(b'GET /health')
    connection.sendall(b'HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n')
    pathlib.Path(log).write_bytes(connection.recv(65536))
    connection.sendall(answer)
    if closes or b'Connection: close' in answer:
        connection.close()
    kept.append(connection)
"""


class raw_replica:  # noqa: N801, RUF100  # used as a function
    """A context with a `Raw`."""

    def __init__(self, folder: Path, answer: bytes, closes: bool = False) -> None:
        self._folder, self._answer, self._closes = folder, answer, closes

    def __enter__(self) -> Raw:
        place = Path(os.path.relpath(self._folder / "raw.sock"))
        (self._folder / "answer").write_bytes(self._answer)
        words: list[Any] = [place, self._folder / "answer", self._folder / "seen", self._closes]
        process = subprocess.Popen([sys.executable, "-c", RAW, *map(str, words)])
        until(place.exists)
        self._raw = Raw(place, process, self._folder / "seen")
        return self._raw

    def __exit__(self, *_: object) -> None:
        self._raw.process.kill()
        self._raw.process.wait()
