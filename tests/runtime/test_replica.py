"""One replica: a real process on a real unix socket, with small models in plain Python."""

from __future__ import annotations

import io
import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from .replicas import (
    ECHO,
    Replica,
    environment,
    form,
    package,
    read_answer,
    request,
    serving,
    started,
    until,
)

SLOW = """
import os, time
from model_service.model_service import SingleNodeService

class Slow(SingleNodeService):
    def _inference(self, data):
        open(os.path.join(self.model_path, 'begun'), 'w').close()
        while not os.path.exists(os.path.join(self.model_path, 'gate')):
            time.sleep(0.01)
        return data
"""

FORM = """
from model_service.pytorch_model_service import PTServingBaseService

class Sizes(PTServingBaseService):
    def _preprocess(self, data):
        return {field: value if isinstance(value, str) else
                {name: len(file.read()) for name, file in value.items()}
                for field, value in data.items()}
    def _inference(self, data):
        return data
"""

IMAGES = """
from PIL import Image
from model_service.pytorch_model_service import PTServingBaseService

class Images(PTServingBaseService):
    def _preprocess(self, data):
        return [Image.open(file).size for files in data.values() for file in files.values()]
    def _inference(self, data):
        return data
"""

FAULTS = """
import sys
from model_service.model_service import SingleNodeService

class Faults(SingleNodeService):
    def _preprocess(self, data):
        return data["how"]
    def _inference(self, how):
        if how == "raise":
            raise ZeroDivisionError("the denominator of the model is 0")
        if how == "exit":
            sys.exit("bye")
        return {"nan": float("nan"), "set": {1}, "fine": "fine"}[how]
"""


@pytest.fixture
def echo(tmp_path: Path) -> Iterator[Replica]:
    """A replica that answers what it is asked."""
    with serving(package(tmp_path)) as replica:
        yield replica


def test_a_request_is_answered_on_a_connection_that_stays(echo: Replica) -> None:
    connection = echo.connect()
    answers = []
    for number in range(3):
        connection.sendall(request(json.dumps({"n": number, "word": "猫"}).encode()))
        answers.append(read_answer(connection))

    assert [answer.json for answer in answers] == [{"n": n, "word": "猫"} for n in range(3)]
    assert answers[0].headers["content-type"] == "application/json"


def test_pieces_and_pipelines_make_whole_requests(echo: Replica) -> None:
    connection = echo.connect()
    data = request(b'{"a": 1}') + request(b'{"b": 2}')
    for at in range(0, len(data), 7):
        connection.sendall(data[at : at + 7])

    assert [read_answer(connection).json, read_answer(connection).json] == [{"a": 1}, {"b": 2}]


def test_a_large_body_comes_back_whole(echo: Replica) -> None:
    word = "x" * (8 << 20)

    assert echo.ask([word]).json == [word]


def test_files_arrive_in_the_documented_dictionary(tmp_path: Path) -> None:
    body, kind = form(("images", "cat.jpg", b"12345"), ("images", "cat.jpg", b"a--line"))
    body = body.replace(
        b"--line--\r\n",
        b'--line\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n--line--\r\n',
    )
    with serving(package(tmp_path, FORM)) as replica:
        answer = replica.send(request(body, kind))

    assert answer.json == {"images": {"cat.jpg": 5, "cat.jpg (2)": 7}, "note": "hello"}


def test_health_is_answered_while_a_request_takes_long(tmp_path: Path) -> None:
    model = package(tmp_path, SLOW)
    with serving(model) as replica:
        connection = replica.connect()
        connection.sendall(request(b"[1]"))
        until((model / "begun").exists)

        health = replica.health()

        (model / "gate").touch()
        assert health == 200
        assert read_answer(connection).json == [1]


def test_it_is_not_healthy_before_the_model_is_loaded(tmp_path: Path) -> None:
    code = "import os, time\nwhile not os.path.exists(os.path.dirname(__file__) + '/gate'):\n"
    model = package(tmp_path, f"{code}    time.sleep(0.01)\n{ECHO}")
    with started(model) as replica:
        until(lambda: replica.health() != 0)
        before = replica.health()
        (model / "gate").touch()
        until(lambda: replica.health() == 200)

    assert before == 503


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("raise", "ZeroDivisionError: the denominator of the model is 0"),
        ("exit", "SystemExit: bye"),
        ("nan", "NaN or infinity"),
        ("set", "set cannot be said in JSON"),
    ],
)
def test_what_user_code_raises_is_said_and_the_replica_lives_on(
    tmp_path: Path, how: str, said: str
) -> None:
    with serving(package(tmp_path, FAULTS)) as replica:
        failed = replica.ask({"how": how})
        after = replica.ask({"how": "fine"})
        log = replica.said()

    assert (failed.status, failed.json["error_code"]) == (500, "MR.0105")
    assert said in failed.message
    assert str(tmp_path) not in failed.message
    assert "Traceback" in log
    assert after.json == "fine"


def test_a_missing_field_is_named(tmp_path: Path) -> None:
    item = {"type": "object", "required": ["width"]}
    rows = {"type": "array", "items": [item]}
    schema = {"type": "object", "required": ["rows"], "properties": {"rows": rows}}
    apis = [{"request": {"Content-type": "application/json", "data": schema}}]
    with serving(package(tmp_path, FAULTS, apis=apis)) as replica:
        answers = [replica.ask({"how": "fine"}), replica.ask({"rows": [{"width": 1}, {}]})]
        by_code = replica.ask({"rows": []})

    assert [answer.status for answer in answers] == [400, 400]
    assert "'rows'" in answers[0].message
    assert "'rows[1].width'" in answers[1].message
    assert (by_code.status, by_code.message) == (400, "The request has no 'how'.")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a": NaN}',
        b"[" + b"1" * 100_000 + b"]",
        b"not json",
    ],
)
def test_json_that_is_not_json_is_refused(echo: Replica, body: bytes) -> None:
    answer = echo.send(request(body))

    assert answer.status == 400
    assert answer.json["error_code"] == "MR.0101"


@pytest.mark.parametrize("body", [b"", b"--line", b"--line\r\n\r\n--line--", b"--line\r\nX: y\r\n"])
def test_a_broken_form_is_refused(echo: Replica, body: bytes) -> None:
    assert echo.send(request(body or b"x", "multipart/form-data; boundary=line")).status == 400


def test_an_image_that_is_none_is_refused_with_a_sentence(tmp_path: Path) -> None:
    whole = io.BytesIO()
    Image.new("RGB", (7, 5)).save(whole, "PNG")
    with serving(package(tmp_path, IMAGES)) as replica:
        bad = replica.send(request(*form(("images", "a.png", b"not an image"))))
        good = replica.send(request(*form(("images", "a.png", whole.getvalue()))))

    assert bad.status == 400
    assert "not an image that can be read" in bad.message
    assert "0x" not in bad.message
    assert good.json == [[7, 5]]


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"POST / HTTP/1.1\r\nContent-Length: 5000\r\n\r\n", 413),
        (b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 411),
        (b"POST / HTTP/1.1\r\nX: " + b"x" * 70_000, 431),
        (b"SSH-2.0-OpenSSH_9.2p1\r\n\r\n", 400),
        (request(b"", method="GET", path="/x"), 405),
        (request(b"x", "image/png"), 415),
    ],
)
def test_what_is_no_inference_is_refused(tmp_path: Path, data: bytes, status: int) -> None:
    with serving(package(tmp_path), "--max-body", "1000") as replica:
        answer = replica.send(data)
        after = replica.ask([1])

    assert (answer.status, after.status) == (status, 200)


def test_a_caller_that_goes_away_does_not_end_it(tmp_path: Path) -> None:
    model = package(tmp_path, SLOW)
    with serving(model) as replica:
        connection = replica.connect()
        connection.sendall(request(b"[1]"))
        until((model / "begun").exists)
        connection.close()
        half = replica.connect()
        half.sendall(request(b"[1]")[:40])
        half.close()
        (model / "gate").touch()

        assert replica.ask([2]).json == [2]


def test_a_caller_that_does_not_read_holds_up_nobody(echo: Replica) -> None:
    deaf = echo.connect()
    deaf.sendall(request(json.dumps(["x" * (4 << 20)]).encode()))

    assert echo.ask([2]).json == [2]
    assert len(read_answer(deaf).json[0]) == 4 << 20


def test_a_stop_finishes_the_requests_that_were_sent(tmp_path: Path) -> None:
    model = package(tmp_path, SLOW)
    with serving(model) as replica:
        first, second, late = replica.connect(), replica.connect(), replica.connect()
        (model / "gate").touch()
        for one in (second, late):  # from now on they are looked after
            one.sendall(request(b"[0]"))
            read_answer(one)
        (model / "gate").unlink()
        (model / "begun").unlink()
        first.sendall(request(b"[1]"))
        until((model / "begun").exists)
        second.sendall(request(b"[2]"))

        replica.process.send_signal(signal.SIGTERM)
        (model / "gate").touch()

        assert [read_answer(first).json, read_answer(second).json] == [[1], [2]]
        assert replica.process.wait(120) == 0
        assert not replica.place.exists()
        with pytest.raises(OSError, match=r"."):
            late.sendall(request(b"[3]"))


def test_a_request_that_never_ends_ends_the_replica(tmp_path: Path) -> None:
    with serving(package(tmp_path, SLOW), "--request-limit", "0.2") as replica:
        connection = replica.connect()
        connection.sendall(request(b"[1]"))

        assert replica.process.wait(120) == 1
        assert "_inference" in replica.said()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("raise RuntimeError('on import')", "RuntimeError: on import"),
        ("import sys; sys.exit()", "its code failed while it was loaded"),
        ("x = 1", "defines no service class"),
        (ECHO + ECHO.replace("Echo", "Other"), "defines Echo, Other"),
        (None, "A Python package needs a customize_service.py"),
    ],
)
def test_a_package_that_cannot_be_served_says_why(
    tmp_path: Path, code: str | None, said: str
) -> None:
    with started(package(tmp_path, code)) as replica:
        assert replica.process.wait(120) == 1
        assert said in replica.said()


@pytest.mark.parametrize("text", ["", "{", "[]", "{}"])
def test_a_package_without_a_right_config_says_so(tmp_path: Path, text: str) -> None:
    model = package(tmp_path)
    (model / "config.json").write_text(text)
    with started(model) as replica:
        assert replica.process.wait(120) == 1
        assert "config.json" in replica.said()


def test_a_model_file_of_pytorch_is_given_as_a_file(tmp_path: Path) -> None:
    code = """
import os
import log
from model_service.pytorch_model_service import PTServingBaseService
from .helper import WORD

class Paths(PTServingBaseService):
    def __init__(self, model_name, model_path):
        super(Paths, self).__init__(model_name, model_path)
        folder = os.path.dirname(os.path.realpath(self.model_path))
        log.getLogger(__name__).warning("loaded")
        files = [name for name in sorted(os.listdir(folder)) if name.endswith(".json")]
        self.said = [os.path.basename(self.model_path), *files, WORD]
    def _inference(self, data):
        return self.said
"""
    model = package(tmp_path, code, model_type="PyTorch")
    (model / "net.pth").touch()
    (model / "helper.py").write_text("WORD = 'relative'")
    with serving(model) as replica:
        assert replica.ask({}).json == ["net.pth", "config.json", "relative"]


def test_its_socket_is_private_and_replaces_one_that_was_left(tmp_path: Path) -> None:
    model = package(tmp_path)
    with serving(model) as replica:
        replica.process.kill()
        replica.process.wait()
        argv = replica.process.args
        assert replica.place.is_socket()

        again = subprocess.Popen(argv, env=environment())
        try:
            until(lambda: replica.health() == 200)
            assert replica.place.stat().st_mode & 0o077 == 0
            assert replica.ask([1]).json == [1]
        finally:
            again.kill()
            again.wait()
