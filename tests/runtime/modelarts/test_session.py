"""Sessions: where the server is, and what is said where it is not."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

import jupyter_modelarts
from benchmarks.server import free_port
from jupyter_modelarts.runtime.modelarts import settings
from jupyter_modelarts.runtime.modelarts.client import Client
from jupyter_modelarts.runtime.modelarts.errors import (
    ModelArtsError,
    NotAccepted,
    ServerUnreachable,
)
from jupyter_modelarts.runtime.modelarts.session import Session
from jupyter_modelarts.runtime.modelarts.settings import Settings, read_settings

from .conftest import Running

RUNTIME = Path(jupyter_modelarts.__file__).parent / "runtime"


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration to fill in; there is no other."""
    path = tmp_path / "config.json"
    monkeypatch.setenv("MODELARTS_CONFIG", str(path))
    return path


def test_a_session_needs_no_argument_in_a_notebook(session: Session, running: Running) -> None:
    assert session.endpoint == running.server.url
    assert session.project_id == "default"
    assert session.default_bucket() == "modelarts"


def test_the_file_in_the_home_directory_is_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MODELARTS_CONFIG", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".modelarts").mkdir()
    config = {"endpoint": "http://localhost:1/", "token": "t", "project_id": "p"}
    (tmp_path / ".modelarts" / "config.json").write_text(json.dumps(config))

    assert read_settings() == Settings("http://localhost:1/", "t", project_id="p")


def test_a_job_asks_where_the_server_is_now(config: Path, tmp_path: Path) -> None:
    place = tmp_path / "server.json"
    config.write_text(json.dumps({"endpoint_file": str(place), "token": "t"}))

    place.write_text(json.dumps({"endpoint": "http://localhost:1/"}))
    first = read_settings().endpoint
    place.write_text(json.dumps({"endpoint": "http://localhost:2/"}))

    assert (first, read_settings().endpoint) == ("http://localhost:1/", "http://localhost:2/")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (None, "start JupyterLab"),
        ("{", "cannot be read"),
        ("[]", "not a JSON object"),
        ('{"username": "u", "password": "p"}', "names no server and token"),
        ('{"endpoint": "http://localhost:1/"}', "names no server and token"),
    ],
)
def test_a_configuration_that_is_not_ours_is_explained(
    config: Path, text: str | None, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "START_S", 0.0)
    if text is not None:
        config.write_text(text)

    with pytest.raises(ModelArtsError, match=sentence):
        Session()


def test_a_server_that_is_gone_is_explained(config: Path) -> None:
    config.write_text(json.dumps({"endpoint": f"http://127.0.0.1:{free_port()}/", "token": "t"}))

    with pytest.raises(ServerUnreachable, match="is JupyterLab running"):
        Session().default_bucket()


def test_a_server_that_was_started_anew_is_found(running: Running) -> None:
    gone = Settings(f"http://127.0.0.1:{free_port()}/", "t")
    there = Settings(running.server.url, json.loads(running.config.read_text())["token"])
    answers = iter([gone, there])

    client = Client(lambda: next(answers))

    assert client.call("GET", "/v1/{p}/buckets")["buckets"]
    assert client.settings == there


def test_a_key_pair_signs_each_request(running: Running, tmp_path: Path) -> None:
    made = running.server.call("POST", "modelarts/v1/default/access-keys", {"name": "sdk"})
    keys = {"access_key": made["access_key"], "secret_key": made["secret_key"]}

    session = Session(**keys, endpoint=running.server.url, region_name="cn-north-4")
    session.obs.put(b"a + b & c", "obs://modelarts/signed/ä b+c&d=e.txt")

    assert session.obs.read("obs://modelarts/signed/ä b+c&d=e.txt") == b"a + b & c"
    keys["secret_key"] = "another"
    with pytest.raises(NotAccepted, match="does not accept"):
        Session(**keys, endpoint=running.server.url).default_bucket()


def test_a_token_that_was_revoked_is_explained(running: Running) -> None:
    tokens = "modelarts/v1/default/access-tokens"
    made = running.server.call("POST", tokens, {"name": "short"})
    session = Session(endpoint=running.server.url, token=made["token"])
    assert session.default_bucket() == "modelarts"

    running.server.call("DELETE", f"{tokens}/{made['token_id']}")

    with pytest.raises(NotAccepted, match="has expired or was revoked"):
        session.default_bucket()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"username": "u", "password": "p"}, "no accounts"),
        ({"account": "a"}, "no accounts"),
        ({"access_key": "k"}, "go together"),
        ({"security_token": "s"}, "temporary"),
    ],
)
def test_credentials_that_mean_nothing_here_are_refused(
    given: dict[str, str], sentence: str
) -> None:
    with pytest.raises(ModelArtsError, match=sentence):
        Session(**given)


def test_it_is_python_3_8() -> None:
    for file in RUNTIME.rglob("*.py"):
        ast.parse(file.read_text(), feature_version=(3, 8))
