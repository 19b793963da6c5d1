"""Environments made by uv, in this process."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from jupyter_modelarts.engines.build import build
from jupyter_modelarts.engines.environment import Environment, digest_of
from jupyter_modelarts.engines.errors import BuildFailed
from jupyter_modelarts.engines.uv_calls import failure_sentence

from .conftest import BROKEN, TINY


def test_an_environment_runs_python_and_has_a_receipt(tmp_path: Path) -> None:
    environment = Environment(tmp_path / "build")

    receipt = build(TINY, environment)

    code = "import sys; print(sys.prefix)"
    printed = subprocess.run([environment.python, "-c", code], capture_output=True, text=True)
    assert Path(printed.stdout.strip()) == environment.directory
    assert environment.receipt() == receipt
    assert receipt.size_bytes > 0


def test_a_second_build_in_the_same_place_begins_anew(tmp_path: Path) -> None:
    environment = Environment(tmp_path / "build")
    environment.directory.mkdir()
    (environment.directory / "left-over").touch()

    build(TINY, environment)

    assert not (environment.directory / "left-over").exists()


def test_an_engine_imports_what_the_platforms_runtime_folder_holds(tmp_path: Path) -> None:
    environment = Environment(tmp_path / "build")
    build(TINY, environment)
    runtime = tmp_path / "an installation" / "runtime"
    runtime.mkdir(parents=True)
    (runtime / "greeting.py").write_text("print('hello')")

    environment.offer_runtime(runtime)

    argv = [str(environment.python), "-I", "-c", "import greeting"]
    assert subprocess.run(argv, capture_output=True, text=True).stdout == "hello\n"


def test_what_cannot_be_found_fails_with_a_sentence_and_without_a_receipt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    environment = Environment(tmp_path / "build")
    with pytest.raises(BuildFailed, match="does not have packages that fit"):
        build(BROKEN, environment)
    assert environment.receipt() is None


def test_an_environment_whose_python_was_removed_does_not_count(tmp_path: Path) -> None:
    environment = Environment(tmp_path / "build")
    build(TINY, environment)
    environment.python.unlink()
    assert environment.receipt() is None


def test_a_half_removed_environment_does_not_count(tmp_path: Path) -> None:
    environment = Environment(tmp_path / "build")
    build(TINY, environment)
    environment.remove()
    assert not environment.directory.exists()
    environment.remove()  # once more is no error


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("error: Failed to fetch\n dns error: failed to lookup address", "could not be reached"),
        ("error: No space left on device (os error 28)", "disk is full"),
        ("error: No interpreter found for Python 3.13", "3.10, 3.11, 3.12, 3.13"),
        ("x No solution found when resolving dependencies", "fit together"),
        ("something else\n\n", "something else"),
    ],
)
def test_uvs_words_become_what_to_do(output: str, words: str) -> None:
    assert words in failure_sentence(output, TINY)


def test_the_digest_follows_the_recipe() -> None:
    changed = TINY.model_copy(update={"requirements": ["numpy"]})
    reworded = TINY.model_copy(update={"description": "Other words."})
    assert digest_of(changed) != digest_of(TINY)
    assert digest_of(reworded) == digest_of(TINY)
