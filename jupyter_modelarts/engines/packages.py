"""What an environment is: its Python, its packages, its size."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from .schemas import Package

_LIST = """
import json
from importlib.metadata import distributions
names = {}
for one in distributions():
    name = one.metadata["Name"]
    if name:
        names.setdefault(name.lower(), {"name": name, "version": one.version})
print(json.dumps(sorted(names.values(), key=lambda one: one["name"].lower())))
"""


def python_version(python: Path) -> str:
    """As `3.11.7`."""
    return _said(python, "import platform; print(platform.python_version())").strip()


def installed(python: Path) -> list[Package]:
    """Every distribution that it imports from."""
    return [Package.model_validate(item) for item in json.loads(_said(python, _LIST))]


def directory_size(directory: Path) -> int:
    """Bytes of the files; those that are hard links into uv's cache cost the disk nothing more."""
    return sum(path.lstat().st_size for path in directory.rglob("*") if not path.is_symlink())


def _said(python: Path, code: str) -> str:
    argv = [str(python), "-I", "-c", code]
    return subprocess.run(argv, capture_output=True, text=True, check=True).stdout
