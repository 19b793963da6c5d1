"""What a server leaves for its kernels: found by them, by nobody else, and gone with it."""

from __future__ import annotations

import json
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.serverapp import ServerApp
from tornado.httpclient import HTTPResponse

from jupyter_modelarts.compose import Foundation
from jupyter_modelarts.core.errors import Unavailable
from jupyter_modelarts.iam import TokenManager
from jupyter_modelarts.iam.handover import Handover

ENDPOINT = "http://127.0.0.1:8888/"
Fetch = Callable[..., Awaitable[HTTPResponse]]


@pytest.fixture
def tokens(foundation: Foundation) -> TokenManager:
    return foundation.tokens


@pytest.fixture
def handover(tokens: TokenManager, tmp_path: Path) -> Handover:
    return _handover(tokens, tmp_path, "1")


def _handover(tokens: TokenManager, folder: Path, name: str) -> Handover:
    own = folder / "runtime" / f"modelarts-{name}.json"
    shared, server = folder / "home" / ".modelarts" / "config.json", folder / "server.json"
    return Handover(tokens, f"http://127.0.0.1:888{name}/", own, shared, server)


def _read(path: Path) -> Any:
    return json.loads(path.read_text())


def test_kernels_find_server_and_token(
    handover: Handover, tokens: TokenManager, tmp_path: Path
) -> None:
    handover.begin()

    for path in (tmp_path / "runtime/modelarts-1.json", tmp_path / "home/.modelarts/config.json"):
        config = _read(path)
        assert path.stat().st_mode & 0o777 == 0o600
        assert (config["endpoint"], config["project_id"]) == ("http://127.0.0.1:8881/", "default")
        assert tokens.verify_token(config["token"]) is not None
    assert _read(tmp_path / "server.json") == {"endpoint": "http://127.0.0.1:8881/"}


def test_a_clean_stop_leaves_nothing(
    handover: Handover, tokens: TokenManager, tmp_path: Path
) -> None:
    shared = tmp_path / "home/.modelarts/config.json"
    shared.parent.mkdir(parents=True)
    shared.write_text('{"region": "mine", "token": "of another"}')
    handover.begin()
    token = _read(shared)["token"]
    assert _read(shared)["region"] == "mine"

    handover.end()

    assert tokens.verify_token(token) is None
    assert _read(shared) == {"region": "mine"}
    assert not (tmp_path / "runtime/modelarts-1.json").exists()
    assert not (tmp_path / "server.json").exists()


def test_two_servers_do_not_mix(tokens: TokenManager, tmp_path: Path) -> None:
    first, second = _handover(tokens, tmp_path, "1"), _handover(tokens, tmp_path, "2")
    first.begin()
    second.begin()
    one, two = (_read(tmp_path / f"runtime/modelarts-{name}.json") for name in "12")

    first.end()

    assert tokens.verify_token(one["token"]) is None
    assert tokens.verify_token(two["token"]) is not None
    assert _read(tmp_path / "home/.modelarts/config.json") == two
    assert _read(tmp_path / "server.json")["endpoint"] == two["endpoint"]


@pytest.mark.parametrize("content", ["not json", "[1]", "{" * 100])
def test_a_file_that_is_not_understood_stays_as_it_is(
    handover: Handover, tmp_path: Path, content: str
) -> None:
    shared = tmp_path / "home/.modelarts/config.json"
    shared.parent.mkdir(parents=True)
    shared.write_text(content)

    handover.begin()
    handover.end()

    assert shared.read_text() == content


def test_a_home_that_is_no_folder_is_a_warning(
    handover: Handover, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "home").write_text("a file")

    handover.begin()

    assert "cannot be" in caplog.text
    assert _read(tmp_path / "runtime/modelarts-1.json")["token"] not in caplog.text


def test_a_database_that_cannot_be_written_is_a_warning(
    handover: Handover,
    tokens: TokenManager,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object, **__: object) -> None:
        raise Unavailable("The disk is full.")

    monkeypatch.setattr(tokens, "issue", full)

    handover.begin()
    handover.renew()
    handover.end()

    assert "The disk is full" in caplog.text
    assert not (tmp_path / "runtime").exists() or not any((tmp_path / "runtime").iterdir())


def test_what_a_killed_server_left_is_removed(handover: Handover, tmp_path: Path) -> None:
    left = tmp_path / "runtime" / "modelarts-999999999.json"
    lives = tmp_path / "runtime" / f"modelarts-{os.getppid()}.json"
    left.parent.mkdir()
    left.write_text("{}")
    lives.write_text("{}")

    handover.begin()

    assert not left.exists()
    assert lives.exists()


@pytest.fixture
def jp_server_config(foundation: Foundation) -> dict[str, object]:
    """A server with the extension."""
    return {"ServerApp": {"jpserver_extensions": {"jupyter_modelarts": True}}}


async def test_a_server_tells_its_kernels_where_it_is(
    foundation: Foundation,
    jp_serverapp: ServerApp,
    jp_fetch: Fetch,
    jp_base_url: str,
    kernel_config: Path,
) -> None:
    await jp_fetch("modelarts", "v1", "default", "buckets")

    config = _read(Path(os.environ["MODELARTS_CONFIG"]))

    assert config == _read(kernel_config)
    assert config["endpoint"] == f"http://127.0.0.1:{jp_serverapp.port}{jp_base_url}".replace(
        "127.0.0.1", jp_serverapp.ip
    )
    assert foundation.tokens.verify_token(config["token"]) is not None
