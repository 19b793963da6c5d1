from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_modelarts.engines.errors import BuildFailed
from jupyter_modelarts.engines.java import find_java, java_version, require_java


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
    require_java(17, environ)


def test_none_and_too_old_are_said_with_what_to_do(tmp_path: Path) -> None:
    program(tmp_path / "bin" / "java", 'openjdk version "11.0.2"')
    with pytest.raises(BuildFailed, match="no Java was found: install one"):
        require_java(17, {"PATH": str(tmp_path)})
    with pytest.raises(BuildFailed, match=r"Java 11 at .* is too old"):
        require_java(17, {"PATH": str(tmp_path / "bin")})
