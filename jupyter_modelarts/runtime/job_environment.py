"""`python -I -m job_environment DIRECTORY [SCRIPT ARGUMENTS…]`: an environment on top of this one.

It has everything that this interpreter's environment has, and a place of its own to install into:
`pip install` in it never changes the environment below. With a script, the script then runs in it.
"""

from __future__ import annotations

import os
import site
import sys
import sysconfig
from pathlib import Path

_BELOW = "_environment_below.pth"
_PIP = """#!/bin/sh
exec "$(dirname "$0")/python" -m pip "$@"
"""


def lay(directory: Path) -> Path:
    """Make the environment; its interpreter. Takes milliseconds: nothing is copied."""
    programs = directory / "bin"
    programs.mkdir(parents=True, exist_ok=True)
    base = Path(getattr(sys, "_base_executable", None) or sys.executable)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    settings = f"home = {base.parent}\ninclude-system-site-packages = false\n"
    (directory / "pyvenv.cfg").write_text(settings, encoding="utf-8")
    for name in ("python", "python3", version):
        link = programs / name
        if not link.is_symlink():
            link.symlink_to(base)
    for name in ("pip", "pip3"):
        program = programs / name
        program.write_text(_PIP, encoding="utf-8")
        program.chmod(0o755)
    packages = directory / "lib" / version / "site-packages"
    packages.mkdir(parents=True, exist_ok=True)
    lines = [f"import site; site.addsitedir({below!r})" for below in _places()]
    (packages / _BELOW).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return programs / "python"


def _places() -> list[str]:
    """Where packages of this environment lie, itself first."""
    own = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    return list(dict.fromkeys([*own, *site.getsitepackages()]))


def enter(directory: Path) -> None:
    """What an activated environment has in its variables, for the script and its children."""
    path = os.environ.get("PATH", os.defpath)
    os.environ["PATH"] = f"{directory / 'bin'}{os.pathsep}{path}"
    os.environ["VIRTUAL_ENV"] = os.environ["MODELARTS_JOB_ENV"] = str(directory)
    os.environ.setdefault("PIP_DISABLE_PIP_VERSION_CHECK", "1")


def main(words: list[str]) -> None:
    """Lay the environment, and become the script in it."""
    directory = Path(words[0]).absolute()
    try:
        python = str(lay(directory))
        enter(directory)
    except OSError as error:
        print(f"This job cannot install libraries: {error}", file=sys.stderr, flush=True)  # noqa: T201
        python = sys.executable
    if words[1:]:
        os.execv(python, [python, *words[1:]])


if __name__ == "__main__":
    main(sys.argv[1:])
