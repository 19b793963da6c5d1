"""`jupyter modelarts services …`, as a person types it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from jupyter_modelarts.cli import REFUSED, main
from jupyter_modelarts.models.schemas import Model

from .conftest import says


def test_a_service_from_a_terminal(
    model: Callable[..., Model], capsys: pytest.CaptureFixture[str]
) -> None:
    made = model(says("terminal"))
    capsys.readouterr()

    def run(*words: str) -> Any:
        code = main(["--json", "services", *words])
        return code, json.loads(capsys.readouterr().out or "null")

    code, service = run("deploy", made.id, "--name", "mine", "--wait")
    identifier = service["service_id"]

    assert (code, service["status"]) == (0, "running")
    assert run("predict", identifier, "--json", '{"value": 1}') == (
        0,
        {"said": "terminal", "heard": {"value": 1}},
    )
    _, rows = run("list")
    assert [(row["name"], row["state"]) for row in rows] == [("mine", "running")]
    main(["services", "logs", identifier])
    assert "digits is ready." in capsys.readouterr().out
    run("stop", "mine")
    assert run("show", "mine")[1]["status"] == "stopped"
    run("delete", "mine")
    assert run("list") == (0, [])


def test_what_cannot_be_is_refused_with_a_sentence(
    state_dir: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["services", "deploy", "nothing"]) == REFUSED
    assert "config.0.model_id" in capsys.readouterr().err
    assert main(["services", "show", "nothing"]) == REFUSED
    assert 'Service "nothing" not found.' in capsys.readouterr().err
