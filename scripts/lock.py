"""Writes requirements/*.txt anew from pyproject.toml: exact versions with hashes, for every
Python and system that we support. Run it in the virtual environment: it needs its uv."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from scripts.machine import pip_settings

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "requirements"
# The packages that build the front end and the wheel, and the host's Chinese.
RUN_INPUTS = ("pyproject.toml", "requirements/build.in")


def compile_lock(output: Path, *options: str) -> None:
    settings = pip_settings()
    command = [sys.executable, "-m", "uv", "pip", "compile", *RUN_INPUTS, "--universal"]
    command += ["--python-version", "3.10", "--generate-hashes", "--no-emit-index-url"]
    command += ["--no-header", "--no-annotate", "--quiet", "--output-file", str(output), *options]
    command += sys.argv[1:]
    # uv would keep the hashes of an old lock, even where the registry knows more files now.
    output.unlink(missing_ok=True)
    # A lock is for everyone: wheels that only this machine has stay out of it.
    own = {"UV_INDEX", "UV_FIND_LINKS", "UV_INDEX_STRATEGY"}
    env = {name: value for name, value in settings.environment.items() if name not in own}
    subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, check=True)


if __name__ == "__main__":
    test = LOCKS / "test.txt"
    compile_lock(test, "--extra", "s3", "--extra", "test")
    compile_lock(LOCKS / "run.txt", "--extra", "s3", "--constraint", str(test))
