"""Conversion over HTTP and from a terminal."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, cast

import pytest
from tornado.httpclient import HTTPClientError, HTTPResponse

from jupyter_modelarts.cli import main
from jupyter_modelarts.compose import Foundation
from tests.notebooks.notebooks import code, markdown, notebook, tagged

Fetch = Callable[..., Awaitable[HTTPResponse]]
Ask = Callable[..., Awaitable[Any]]


@pytest.fixture
def jp_server_config(state_dir: Path) -> dict[str, object]:
    """A server with the extension."""
    return {"ServerApp": {"jpserver_extensions": {"jupyter_modelarts": True}}}


@pytest.fixture
def ask(jp_fetch: Fetch, jp_root_dir: Path) -> Ask:
    """The code and the JSON of the answer to a conversion of digits.ipynb."""
    (jp_root_dir / "digits.ipynb").write_bytes(notebook([code("x = 1"), code("%foo")]))

    async def convert(**body: object) -> Any:
        sent = json.dumps({"notebook": "digits.ipynb", "file_name": "digits.py", **body})
        try:
            path = "modelarts/v1/p/notebook-conversions"
            answer = await jp_fetch(path, method="POST", body=sent)
        except HTTPClientError as error:
            answer = cast(HTTPResponse, error.response)
        return answer.code, json.loads(answer.body)

    return convert


async def test_a_notebook_is_converted(ask: Ask, jp_root_dir: Path) -> None:
    answer = await ask()

    note = {"cell": 1, "message": "%foo is left out.", "kind": "magic", "detail": "%foo"}
    assert answer == (
        201,
        {"path": "digits.py", "cells": 2, "notes": [note], "arguments": []},
    )
    assert "x = 1" in (jp_root_dir / "digits.py").read_text()


async def test_chosen_cells_are_converted(ask: Ask, jp_root_dir: Path) -> None:
    code, answer = await ask(cells=[0])

    assert (code, answer["cells"], answer["notes"]) == (201, 1, [])


async def test_options_say_what_becomes_of_text_tags_and_parameters(
    ask: Ask, jp_root_dir: Path
) -> None:
    cells = [
        markdown("# Digits"),
        tagged(code("epochs = 3  # passes"), "parameters"),
        tagged(code("print('slow')"), "skip", "plots"),
    ]
    (jp_root_dir / "digits.ipynb").write_bytes(notebook(cells))

    _, usual = await ask(file_name="usual.py")
    chosen = {"markdown": False, "drop_tags": ["skip"], "arguments": False}
    _, plain = await ask(file_name="plain.py", options=chosen)

    assert (usual["cells"], plain["cells"]) == (2, 1)
    assert usual["arguments"] == [
        {"name": "epochs", "kind": "int", "is_list": False, "default": "3", "help": "passes"}
    ]
    assert plain["arguments"] == []
    text = (jp_root_dir / "plain.py").read_text()
    assert "epochs = 3" in text
    assert "Digits" not in text
    assert "slow" not in text


async def test_a_notebook_in_a_bucket_is_converted_there(
    ask: Ask, jp_fetch: Fetch, jp_root_dir: Path
) -> None:
    put = "modelarts/v1/p/objects/content"
    data = (jp_root_dir / "digits.ipynb").read_bytes()
    where = {"uri": "obs://modelarts/study/digits.ipynb"}
    await jp_fetch(put, method="PUT", params=where, body=data)

    _, made = await ask(notebook=where["uri"])
    again, _ = await ask(notebook=where["uri"])

    written = await jp_fetch(put, params={"uri": made["path"]})
    assert (made["path"], again) == ("obs://modelarts/study/digits.py", 409)
    assert b"x = 1" in written.body


async def test_a_file_in_the_way_is_a_conflict_until_it_may_be_overwritten(ask: Ask) -> None:
    await ask()
    conflict, sentence = await ask()
    forced, _ = await ask(overwrite=True)

    assert (conflict, forced) == (409, 201)
    assert "digits.py" in sentence["error_msg"]


async def test_bad_requests_name_their_field(ask: Ask) -> None:
    bodies: list[dict[str, object]] = [{"cells": []}, {"cells": ["x"]}, {"file_name": ""}]
    bodies += [{"options": {"drop_tags": [""]}}, {"options": {"markdown": "perhaps"}}]
    answers = [await ask(**body) for body in bodies]

    assert [code for code, _ in answers] == [400] * 5
    assert [body["field"] for _, body in answers] == [
        "cells",
        "cells.0",
        "file_name",
        "options.drop_tags.0",
        "options.markdown",
    ]


def test_a_terminal_converts_too(
    state_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "digits.ipynb"
    path.write_bytes(notebook([code("x = 1"), code("%foo")]))

    first = main(["convert", str(path)])
    said = capsys.readouterr().out
    second = main(["convert", str(path)])
    forced = main(["--json", "convert", str(path), "--name", "digits", "--force"])

    assert (first, second, forced) == (0, 2, 0)
    assert "cell 2: %foo is left out." in said
    assert (tmp_path / "digits.py").is_file()
    assert not state_dir.exists()  # a file is converted without the platform


def test_a_terminal_converts_in_a_bucket(
    foundation: Foundation, capsys: pytest.CaptureFixture[str]
) -> None:
    uri = "obs://modelarts/study/digits.ipynb"
    foundation.objects.put(uri, notebook([code("x = 1")]))

    made = main(["convert", uri])

    assert made == 0
    assert "obs://modelarts/study/digits.py holds 1 cell." in capsys.readouterr().out
    assert foundation.objects.exists("obs://modelarts/study/digits.py")


def test_a_terminal_converts_several_with_options(
    state_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = [
        markdown("# Title"),
        tagged(code("n = 1"), "parameters"),
        tagged(code("y = 2"), "skip"),
    ]
    paths = [tmp_path / "a.ipynb", tmp_path / "b.ipynb"]
    for path in paths:
        path.write_bytes(notebook(cells))

    made = main(["convert", *map(str, paths), "--no-markdown", "--drop-tag", "skip"])
    said = capsys.readouterr().out
    named = main(["convert", *map(str, paths), "--name", "c"])
    (tmp_path / "b.py").unlink()
    again = main(["convert", *map(str, paths), "--no-markdown", "--drop-tag", "skip"])
    refused = capsys.readouterr().err
    plain = main(["convert", str(paths[0]), "--force", "--no-arguments"])

    assert (made, named, again, plain) == (0, 2, 1, 0)
    assert f"{paths[0]}: There is a file" in refused
    assert str(paths[1]) not in refused
    assert "a.py holds 1 cell, and takes --n." in said
    assert "Title" not in (tmp_path / "b.py").read_text()
    assert "y = 2" not in (tmp_path / "b.py").read_text()
    assert "n = 1" in (tmp_path / "a.py").read_text()
