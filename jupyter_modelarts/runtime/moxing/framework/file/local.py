"""Folders of this machine."""

from __future__ import annotations

import os

_CACHE = "/cache"


def make_folder(path: str) -> None:
    """Make a folder and those above it. Says what to do about `/cache`, which ModelArts' own
    machines have and this one may not."""
    try:
        if path:
            os.makedirs(path, exist_ok=True)
    except OSError as error:
        if os.path.isdir(_CACHE) or not f"{os.path.abspath(path)}/".startswith(f"{_CACHE}/"):
            raise
        raise type(error)(
            error.errno,
            "ModelArts' machines have a disk at /cache, this one has none. Make it with: "
            "sudo mkdir /cache && sudo chown $USER /cache; or let the script use another folder",
            path,
        ) from None
