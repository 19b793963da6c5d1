"""The Java that Spark runs on: found, or a sentence that says how to get it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from .errors import BuildFailed
from .uv_calls import say

_VERSION = re.compile(r'version "(?:1\.)?(\d+)')
_ANSWER_S = 30.0


def require_java(oldest: int, environ: Mapping[str, str] = os.environ) -> None:
    """Say which Java there is. Raises BuildFailed where there is none, or an older one."""
    java = find_java(environ)
    version = java_version(java) if java else 0
    if version >= oldest:
        say(f"Java {version} is at {java}")
        return
    there = f"Java {version} at {java} is too old" if version else "no Java was found"
    raise BuildFailed(
        f"This engine needs Java {oldest} or newer, and {there}: install one (Debian, Ubuntu: apt "
        f"install openjdk-{oldest}-jre-headless; macOS: brew install openjdk@{oldest}; conda: "
        f"conda install openjdk={oldest}), set JAVA_HOME where it is not on the PATH, and build "
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
