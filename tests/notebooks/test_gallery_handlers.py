"""Galleries over HTTP and from a terminal."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, cast

import pytest
from tornado.httpclient import HTTPClientError, HTTPResponse

from jupyter_modelarts.cli import main
from tests.notebooks.notebooks import code, notebook

Fetch = Callable[..., Awaitable[HTTPResponse]]
Ask = Callable[..., Awaitable[Any]]
DIABETES = "introduction/sklearn_diabetes_predicton_logistic_regression.ipynb"


@pytest.fixture
def jp_server_config(state_dir: Path) -> dict[str, object]:
    """A server with the extension."""
    return {"ServerApp": {"jpserver_extensions": {"jupyter_modelarts": True}}}


@pytest.fixture
def ask(jp_fetch: Fetch) -> Ask:
    """The code and the JSON of the answer at a path below `v1/p/`."""

    async def fetch(asked: str, method: str = "GET", **body: object) -> Any:
        sent = json.dumps(body) if method == "POST" else None
        address, _, query = asked.partition("?")
        params = dict(pair.split("=") for pair in query.split("&")) if query else {}
        try:
            answer = await jp_fetch(
                f"modelarts/v1/p/{address}", method=method, body=sent, params=params
            )
        except HTTPClientError as error:
            answer = cast(HTTPResponse, error.response)
        return answer.code, json.loads(answer.body)

    return fetch


async def test_an_example_is_listed_shown_and_copied(ask: Ask, jp_root_dir: Path) -> None:
    _, listed = await ask("examples")
    found = next(one for one in listed["examples"] if one["path"] == DIABETES)

    _, shown = await ask(f"examples/content?path={DIABETES}")
    status, made = await ask("examples/copies", "POST", path=DIABETES)
    again, refused = await ask("examples/copies", "POST", path=DIABETES)

    assert found["engine_id"] == "scikit-learn"
    assert shown["example"] == found
    assert shown["cells"][0]["kind"] == "markdown"
    assert (status, made["engine_state"], made["kernel_name"]) == (201, "absent", "")
    assert (jp_root_dir / made["path"]).is_file()
    assert (again, "already" in refused["error_msg"]) == (409, True)


async def test_a_thumbnail_is_a_picture_and_nothing_else(jp_fetch: Fetch) -> None:
    answer = await jp_fetch("modelarts/v1/p/examples/thumbnail", params={"path": DIABETES})

    assert answer.headers["Content-Type"] in ("image/png", "image/webp")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_folder_becomes_a_gallery_and_goes(ask: Ask, jp_root_dir: Path) -> None:
    (jp_root_dir / "ours").mkdir()
    (jp_root_dir / "ours" / "a.ipynb").write_bytes(notebook([code("x = 1")]))

    status, added = await ask("galleries", "POST", gallery_name="Ours", location="ours")
    _, examples = await ask(f"examples?gallery_id={added['gallery_id']}")
    _, galleries = await ask("galleries")
    await ask(f"galleries/{added['gallery_id']}", "DELETE")
    gone, _ = await ask(f"examples?gallery_id={added['gallery_id']}")

    assert (status, added["is_built_in"]) == (201, False)
    assert [one["file_name"] for one in examples["examples"]] == ["a.ipynb"]
    assert [one["gallery_name"] for one in galleries["galleries"]] == ["ModelArts", "Ours"]
    assert gone == 404


async def test_robustness_a_gallery_is_a_folder_of_the_work_directory_or_objects(
    ask: Ask, tmp_path: Path
) -> None:
    """robustness.md: an absolute path means a bucket here, and other addresses nothing."""
    places = ["..", "~", "http://localhost/", "file:///etc", str(tmp_path), "obs:///x", "a\\b"]
    answers = [await ask("galleries", "POST", gallery_name="x", location=one) for one in places]
    empty, _ = await ask("galleries", "POST", gallery_name="", location="x")

    assert [status in (400, 404) for status, _ in answers] == [True] * len(places)
    assert empty == 400


def test_a_terminal_lists_and_copies(
    state_dir: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    name = DIABETES.rpartition("/")[2]

    listed = main(["examples", "list"])
    table = capsys.readouterr().out
    used = main(["examples", "use", name, "--name", "mine"])
    said = capsys.readouterr().out
    again = main(["examples", "use", name, "--name", "mine"])
    forced = main(["--json", "examples", "use", name, "--name", "mine", "--force"])
    unknown = main(["examples", "use", "nothing.ipynb"])

    assert (listed, used, again, forced, unknown) == (0, 0, 2, 0, 2)
    assert name in table
    assert "mine.ipynb is written." in said
    assert "engines build scikit-learn" in said
    assert (tmp_path / "mine.ipynb").is_file()


def test_a_terminal_adds_any_folder(
    state_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "team"
    folder.mkdir()
    (folder / "a.ipynb").write_bytes(notebook([code("x = 1")]))

    main(["examples", "add", str(folder), "--name", "Team"])
    capsys.readouterr()
    main(["examples", "list", "--gallery", "Team"])
    listed = capsys.readouterr().out
    main(["examples", "galleries"])
    places = capsys.readouterr().out
    removed = main(["examples", "remove", "Team"])

    assert "a.ipynb" in listed
    assert str(folder) in places
    assert removed == 0
