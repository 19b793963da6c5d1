"""robustness.md, hostile input: what strangers and broken clients send to the gateway."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator

import pytest

from jupyter_modelarts.services.gateway import Limits, Request
from tests.runtime.replicas import Answer, Replica, package, read_answer, serving
from tests.services.gateway.conftest import Door, inference, opened

HEAD = b"POST /v1/infers/svc-1 HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Auth-Token: right\r\n"
QUICK = Limits(
    head_s=0.3, body_stall_s=0.3, idle_s=0.5, linger_s=0.3, read_stall_s=0.5, linger_bytes=1 << 20
)


@pytest.fixture(scope="module")
def replica(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replica]:
    """One that answers what it is asked."""
    with serving(package(tmp_path_factory.mktemp("echo"))) as made:
        yield made


@pytest.fixture
def door(replica: Replica) -> Iterator[Door]:
    """A gateway before it."""
    with opened() as made:
        made.route((100, [replica.place]), max_body=1000)
        yield made


@pytest.fixture
def impatient(replica: Replica) -> Iterator[Door]:
    """One that gives up soon."""
    with opened(QUICK) as made:
        made.route((100, [replica.place]), max_body=1000)
        yield made


def still_answers(door: Door) -> bool:
    """Whether a good request is answered as ever."""
    return bool(door.ask(b"[1]").json == [1])


@pytest.mark.parametrize("token", [None, "", "wrong", "righ", "right ex", "RIGHT", "Bearer right"])
def test_robustness_without_its_token_nothing_is_answered(door: Door, token: str | None) -> None:
    """robustness.md: token check on our own ports."""
    answer = door.ask(token=token)
    unknown = door.ask(token=token, service="nobody")

    assert (answer.status, answer.json["error_code"]) == (401, "ModelArts.4201")
    assert answer.json == unknown.json  # a stranger does not learn what there is
    assert still_answers(door)


def test_robustness_an_expired_token_is_refused_on_a_connection_that_was_admitted(
    door: Door,
) -> None:
    """robustness.md: each request is checked, not each connection."""
    connection = door.connect()
    connection.sendall(inference())
    first = read_answer(connection)
    connection.sendall(inference(token="expired"))

    assert (first.status, read_answer(connection).status) == (200, 401)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("evil.example:80", 421),
        ("127.0.0.2", 421),
        ("localhost@evil.example", 421),
        ("", 421),
        (None, 400),
        ("127.0.0.1\r\nHost: evil.example", 400),
        ("LOCALHOST:1", 200),
        ("[::1]:8080", 200),
        ("[::1]", 200),
    ],
)
def test_robustness_a_foreign_host_is_refused(door: Door, host: str | None, status: int) -> None:
    """robustness.md: Host rebinding."""
    assert door.ask(host=host).status == status


SMUGGLED = [
    b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /",
    b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
    b"Content-Length: 3\r\nContent-Length: 4\r\n\r\n[1] ",
    b"Content-Length: 3\r\nContent-Length: 3\r\n\r\n[1]",
    b"Content-Length: 3, 3\r\n\r\n[1]",
    b"Content-Length: +3\r\n\r\n[1]",
    b"Content-Length: 0x3\r\n\r\n[1]",
    b"Content-Length: -1\r\n\r\n[1]",
    b"Content-Length : 3\r\n\r\n[1]",
    b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    b"Transfer-Encoding: gzip, chunked\r\nHost: localhost\r\n\r\n0\r\n\r\n",
    b"Transfer-Encoding: gzip, chunked\r\nUpgrade: websocket\r\n\r\n0\r\n\r\n",
    b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
    b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    b"Transfer-Encoding: chunked\r\n\r\nZ\r\n[1]\r\n0\r\n\r\n",
    b"Transfer-Encoding: chunked\r\n\r\n-3\r\n[1]\r\n0\r\n\r\n",
    b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n[1]\r\n0\r\n\r\n",
    b"X: a\r\n b\r\nContent-Length: 3\r\n\r\n[1]",
    b"X\x00: a\r\nContent-Length: 3\r\n\r\n[1]",
    b"X: a\x00b\r\nContent-Length: 3\r\n\r\n[1]",
    b"no colon\r\nContent-Length: 3\r\n\r\n[1]",
    b": empty\r\nContent-Length: 3\r\n\r\n[1]",
]


@pytest.mark.parametrize("rest", SMUGGLED, ids=range(len(SMUGGLED)))
def test_robustness_what_two_servers_could_read_differently_is_refused(
    door: Door, rest: bytes
) -> None:
    """robustness.md: request smuggling: one answer, 400, and the connection ends."""
    connection = door.connect()
    connection.sendall(HEAD + rest)

    assert read_answer(connection).status == 400
    assert connection.recv(1) == b""
    assert still_answers(door)


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"GARBAGE\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"x" * 200, 400),
        (b"POST /v1/infers/svc-1 HTTP/2.0\r\nHost: localhost\r\n\r\n", 400),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
        (b"CONNECT evil.example:80 HTTP/1.1\r\nHost: localhost\r\n\r\n", 501),
        (b"TRACE /v1/infers/svc-1 HTTP/1.1\r\nHost: localhost\r\n\r\n", 405),
        (b"GET /v1/infers/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 401),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
        (b"GET /v1/infers/../healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", 401),
        (HEAD + b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n", 501),
        (HEAD + b"".join(b"X-%d: y\r\n" % n for n in range(200)) + b"\r\n", 431),
        (HEAD + b"X: " + b"x" * 40_000 + b"\r\n\r\n", 431),
        (HEAD + b"X: " + b"x" * 400_000, 431),
        (b"POST /" + b"x" * 400_000, 431),
    ],
)
def test_robustness_what_is_no_request_is_refused(door: Door, data: bytes, status: int) -> None:
    """robustness.md: a 4xx with a sentence, and the gateway goes on."""
    answer = door.send(data)

    assert answer.status == status
    assert set(answer.json) == {"error_code", "error_msg"}
    assert still_answers(door)


@pytest.mark.parametrize(
    "rest",
    [
        b"Content-Length: 1001\r\n\r\n",
        b"Content-Length: 999999999999999999999999\r\n\r\n",
        b"Content-Length: 100000\r\nExpect: 100-continue\r\n\r\n",
        b"Content-Length: 300000\r\n\r\n" + b"x" * 300_000,
        b"Transfer-Encoding: chunked\r\n\r\n" + b"ff\r\n" + b"x" * 255 + b"\r\n",
    ],
)
def test_robustness_a_huge_body_is_refused_before_it_is_read(door: Door, rest: bytes) -> None:
    """robustness.md: huge bodies: 413 quickly, whatever more is sent."""
    connection = door.connect()
    connection.sendall(HEAD + rest)
    if b"chunked" in rest:
        connection.sendall((b"ff\r\n" + b"x" * 255 + b"\r\n") * 20)

    assert read_answer(connection).status in (400, 413)
    assert door.gateway.held_bytes == 0
    assert still_answers(door)


def test_robustness_bodies_together_have_a_limit(replica: Replica) -> None:
    """robustness.md: memory flat: what is held at one time is bounded."""
    with opened(Limits(bodies_bytes=100_000)) as door:
        door.route((100, [replica.place]), max_body=90_000)
        held = [door.connect() for _ in range(4)]
        for connection in held:
            connection.sendall(HEAD + b"Content-Length: 50000\r\n\r\n" + b"1" * 40_000)

        answers = [read_answer(connection) for connection in held[2:]]

        assert [answer.status for answer in answers] == [503, 503]
        assert answers[0].headers["retry-after"] == "1"
        assert door.gateway.held_bytes <= 100_000
        for connection in held:
            connection.close()
        assert door.ask(b"1" * 100).status == 200


def test_robustness_tiny_chunks_cost_what_they_hold(door: Door) -> None:
    """robustness.md: memory flat: a body in pieces of one byte."""
    chunks = b"".join(b"1\r\n%d\r\n" % (n % 9 + 1) for n in range(900))

    answer = door.send(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n")

    assert answer.body == b"123456789" * 100


class Broken:
    """An identity layer whose database is gone."""

    def admits(self, request: Request, service_id: str) -> bool:
        """Never comes to an answer."""
        raise OSError("disk I/O error at /secret/path")


def test_robustness_where_tokens_cannot_be_checked_nobody_is_admitted(replica: Replica) -> None:
    """robustness.md: default deny, and a sentence without a path."""
    with opened(keeper=Broken()) as door:
        door.route((100, [replica.place]))
        answer = door.ask()

    assert answer.status == 503
    assert "path" not in answer.message


def slow_head(connection: socket.socket) -> None:
    """Bytes of a head, one after another."""
    connection.sendall(HEAD)


def slow_body(connection: socket.socket) -> None:
    """A body that stops."""
    connection.sendall(HEAD + b"Content-Length: 100\r\n\r\n[1")


@pytest.mark.parametrize("begin", [slow_head, slow_body])
def test_robustness_a_slow_request_is_given_up(
    impatient: Door, begin: Callable[[socket.socket], None]
) -> None:
    """robustness.md: slow clients."""
    connection = impatient.connect()
    begin(connection)

    answer = read_answer(connection)

    assert answer.status == 408
    assert connection.recv(1) == b""


def test_robustness_a_silent_connection_is_closed(impatient: Door) -> None:
    """robustness.md: slow clients."""
    assert impatient.connect().recv(1) == b""


def test_robustness_a_caller_that_does_not_read_is_dropped(replica: Replica) -> None:
    """robustness.md: slow clients: its answer is not kept for ever, and holds up nobody."""
    limits = Limits(read_stall_s=0.3, unread_bytes=64 << 10)
    with opened(limits) as door:
        door.route((100, [replica.place]), max_body=64 << 20)
        deaf = door.connect()
        body = b'"' + b"x" * (32 << 20) + b'"'
        deaf.sendall(inference(body))

        assert still_answers(door)
        with pytest.raises(ConnectionError):
            while True:
                deaf.sendall(b"x" * 65536)


def test_robustness_connections_have_a_limit(replica: Replica) -> None:
    """robustness.md: overload: 503 at once, and the others are answered."""
    with opened(Limits(connections=3)) as door:
        door.route((100, [replica.place]))
        first = [door.connect() for _ in range(3)]
        for connection in first:
            connection.sendall(inference())
            assert read_answer(connection).status == 200

        late = door.connect()

        assert read_answer(late).status == 503
        first[0].sendall(inference())
        assert read_answer(first[0]).status == 200


def test_robustness_a_flood_of_pipelined_requests_is_cut(door: Door) -> None:
    """robustness.md: memory flat: what one connection can have waiting is bounded."""
    connection = door.connect()
    connection.sendall(inference(b"1") * 200)
    answers: list[Answer] = []
    with pytest.raises(ConnectionError):
        while True:
            answers.append(read_answer(connection))

    assert 0 < len(answers) < 200
    assert {answer.status for answer in answers} == {200}
    assert still_answers(door)


def test_robustness_hostile_bodies_pass_through_and_are_refused_there(door: Door) -> None:
    """robustness.md: JSON: depth, NaN: a 4xx with a sentence, no stack, no path."""
    for body in (b"[" * 900, b'{"a": NaN}', b"\xff", b"{", b"1e999 x"):
        answer = door.ask(body)

        assert answer.status == 400
        assert "Traceback" not in answer.message
        assert "/" not in answer.message.replace("multipart/form-data", "")
