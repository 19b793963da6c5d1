"""The Java that Spark runs on: found, or a sentence that says how to get it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .errors import BuildFailed
from .schemas import EngineDescription, OlderJava

_VERSION = re.compile(r'version "(?:1\.)?(\d+)')
_ANSWER_S = 30.0


@dataclass(frozen=True)
class Fitting:
    """A recipe for the Java that is here; `note` says which it is and why, where it needs one."""

    description: EngineDescription
    note: str = ""


def fit_java(description: EngineDescription, environ: Mapping[str, str] = os.environ) -> Fitting:
    """The newest recipe of an engine that runs on the Java that is found.

    Raises BuildFailed where there is none, or one that is too old for each.
    """
    if not description.java:
        return Fitting(description)
    java = find_java(environ)
    version = java_version(java) if java else 0
    found, older = f"Java {version} is at {java}", description.older_java
    if version >= description.java:
        return Fitting(description, f"{description.requirements[0]} was chosen: {found}.")
    if older is not None and version >= older.java:
        parts = {"requirements": older.requirements, "pythons": older.pythons}
        return Fitting(description.model_copy(update=parts), older_note(description, older, found))
    raise BuildFailed(missing_java(description, f"Java {version} at {java}" if version else ""))


def older_note(description: EngineDescription, older: OlderJava, found: str) -> str:
    """Why it is not the newest recipe."""
    return (
        f"{older.requirements[0]} was chosen: {found}, and {description.requirements[0]} needs "
        f"{description.java} or newer. To have that, install a newer Java and update the engine."
    )


def missing_java(description: EngineDescription, found: str) -> str:
    """What to do where no Java is there, or only `found`, which is too old."""
    best, older = description.java, description.older_java
    oldest = older.java if older else best
    there = f"{found} is too old" if found else "no Java was found"
    return (
        f"This engine needs Java {oldest} or newer, and {there}: install one (Debian, Ubuntu: apt "
        f"install openjdk-{best}-jre-headless; macOS: brew install openjdk@{best}; conda: "
        f"conda install openjdk={best}), set JAVA_HOME where it is not on the PATH, and build "
        "the engine again."
    )


def find_java(environ: Mapping[str, str]) -> str | None:
    """The program, as Spark looks for it: in JAVA_HOME, then on the PATH."""
    home = environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else "java"
    return shutil.which(java, path=environ.get("PATH"))


def java_version(java: str) -> int:
    """The major version that a program says of itself; 0 where it does not run."""
    try:
        done = subprocess.run(
            [java, "-version"], capture_output=True, text=True, timeout=_ANSWER_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = _VERSION.search(done.stderr + done.stdout)
    return int(found[1]) if found and done.returncode == 0 else 0
