"""Models from a terminal, on the state of this test."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from jupyter_modelarts.cli import REFUSED, main
from tests.models.conftest import FOLDER
from tests.models.packages import FILES

Run = Callable[..., object]


@pytest.fixture
def run(package: Callable[..., str], state_dir: object, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command with a package in the store; what it printed, as JSON."""
    package()

    def command(*words: str) -> object:
        capsys.readouterr()
        assert main(["--json", "models", *words]) == 0
        return json.loads(capsys.readouterr().out)

    return command


def test_a_model_is_imported_listed_deleted_and_restored(run: Run) -> None:
    made = run("import", "digits", "--location", FOLDER, "--wait")
    assert isinstance(made, dict)

    listed = run("list", "--latest")
    shown = run("show", made["id"])

    assert made["state"] == "published"
    assert isinstance(listed, list)
    assert [row["name"] for row in listed] == ["digits"]
    assert isinstance(shown, dict)
    assert [file["name"] for file in shown["files"]] == sorted(FILES)
    assert main(["models", "delete", "digits"]) == 0
    assert run("list") == []
    restored = run("restore", made["id"])
    assert isinstance(restored, dict)
    assert restored["deleted_at"] is None


def test_without_a_terminal_for_programs_the_log_is_shown(
    package: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    package()

    code = main(["models", "import", "digits", "--location", FOLDER, "--wait"])

    assert code == 0
    assert "digits 0.0.1 is there: 3 files" in capsys.readouterr().out


def test_what_is_wrong_is_a_sentence(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["models", "import", "digits", "--location", "obs://modelarts/nothing/"])

    assert code == REFUSED
    assert "There is nothing in" in capsys.readouterr().err
