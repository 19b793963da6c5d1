"""What we are compared with, each in an environment of its own that later runs find again."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from uv import find_uv_bin

INSTALL_S = 900.0


class PeerMissing(Exception):
    """The peer could not be installed or started here; the sentence becomes the figure's note."""


def cache() -> Path:
    """Where environments of peers are kept: outside the repository."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "jupyter-modelarts-bench"


def environment(name: str, *requirements: str) -> Path:
    """A virtual environment with `requirements`, made where it is missing. Raises PeerMissing."""
    place = cache() / name
    mark = place / "installed"
    wanted = "\n".join(requirements)
    if mark.is_file() and mark.read_text() == wanted:
        return place
    uv = find_uv_bin()
    _run([uv, "venv", "--quiet", "--clear", str(place)])
    _run([uv, "pip", "install", "--quiet", "--python", str(place / "bin/python"), *requirements])
    mark.write_text(wanted)
    return place


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=INSTALL_S, check=False
        )
    except subprocess.TimeoutExpired:
        raise PeerMissing(f"it was not installed within {INSTALL_S:g} s") from None
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or ["no message"]
        raise PeerMissing(f"it could not be installed: {last[0][:200]}")
