from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_modelarts.engines.build import build
from jupyter_modelarts.engines.catalog import SCIKIT_LEARN, SPARK
from jupyter_modelarts.engines.environment import Environment, digest_of
from jupyter_modelarts.engines.errors import BuildFailed
from jupyter_modelarts.engines.java import find_java, fit_java, java_version
from jupyter_modelarts.engines.schemas import OlderJava

from .conftest import TINY
from .wheels import wheel


def program(path: Path, text: str) -> Path:
    """Something that answers as Java does."""
    path.parent.mkdir(parents=True)
    path.write_text(f"#!/bin/sh\ncat >&2 <<'END'\n{text}\nEND\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("text", "version"),
    [('openjdk version "17.0.15" 2025-04-15', 17), ('java version "1.8.0_392"', 8), ("hello", 0)],
)
def test_the_version_is_read(text: str, version: int, tmp_path: Path) -> None:
    java = program(tmp_path / "bin" / "java", text)
    assert java_version(str(java)) == version


def test_java_home_is_looked_at_first(tmp_path: Path) -> None:
    java = program(tmp_path / "jdk" / "bin" / "java", 'openjdk version "21"')
    environ = {"JAVA_HOME": str(tmp_path / "jdk"), "PATH": "/usr/bin"}
    assert find_java(environ) == str(java)
    assert fit_java(SPARK, environ).note == f"pyspark>=4,<5 was chosen: Java 21 is at {java}."


@pytest.mark.parametrize(
    ("java", "line", "pythons"),
    [
        ("11.0.13", "pyspark>=3.5,<4", ["3.10", "3.11"]),
        ("16.0.2", "pyspark>=3.5,<4", ["3.10", "3.11"]),
        ("17.0.15", "pyspark>=4,<5", SPARK.pythons),
        ("25", "pyspark>=4,<5", SPARK.pythons),
    ],
)
def test_the_java_that_is_here_decides_which_spark_it_is(
    java: str, line: str, pythons: list[str], tmp_path: Path
) -> None:
    program(tmp_path / "bin" / "java", f'openjdk version "{java}"')

    fitting = fit_java(SPARK, {"PATH": str(tmp_path / "bin")})

    assert fitting.description.requirements[0] == line
    assert fitting.description.pythons == pythons
    assert fitting.note.startswith(f"{line} was chosen: Java {java.partition('.')[0]} is at ")


def test_none_and_too_old_are_said_with_what_to_do(tmp_path: Path) -> None:
    program(tmp_path / "bin" / "java", 'java version "1.8.0_392"')
    with pytest.raises(BuildFailed, match=r"Java 11 or newer, and no Java was found: install one"):
        fit_java(SPARK, {"PATH": str(tmp_path)})
    with pytest.raises(BuildFailed, match=r"Java 8 at .* is too old: .* openjdk-17-jre"):
        fit_java(SPARK, {"PATH": str(tmp_path / "bin")})


def test_an_engine_that_needs_no_java_asks_for_none() -> None:
    assert fit_java(SCIKIT_LEARN, {}).note == ""


def test_what_was_chosen_is_installed_and_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program(tmp_path / "jdk" / "bin" / "java", 'openjdk version "11.0.13"')
    wheel(tmp_path / "wheels", "sparkle", "3.5")
    wheel(tmp_path / "wheels", "sparkle", "4.0")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "jdk"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    older = OlderJava(java=11, requirements=["sparkle>=3,<4"], pythons=TINY.pythons)
    parts = {"requirements": ["sparkle>=4"], "java": 17, "older_java": older}

    receipt = build(TINY.model_copy(update=parts), Environment(tmp_path / "made"))

    assert [one.version for one in receipt.packages if one.name == "sparkle"] == ["3.5"]
    assert "sparkle>=3,<4 was chosen: Java 11 is at" in receipt.note
    assert receipt.requirements == ["sparkle>=3,<4"]
    assert receipt.note in capsys.readouterr().out


def test_another_older_line_makes_an_engine_anew() -> None:
    changed = OlderJava(java=11, requirements=["pyspark==3.5.1"], pythons=["3.11"])
    assert digest_of(SPARK) != digest_of(SPARK.model_copy(update={"older_java": changed}))
