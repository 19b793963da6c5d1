"""What syncs delete here is kept for a while: below `.modelarts-sync/deleted`, by the moment."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime

from ...core.safe.directories import descend, open_below
from .names import PRIVATE

DELETED = "deleted"
_MOMENT = "%Y%m%dT%H%M%S"


def place_of(moment: datetime) -> str:
    """The folder, within the synced one, of what a sync of this moment deletes."""
    return f"{PRIVATE}/{DELETED}/{moment.strftime(_MOMENT)}"


def forget_deleted(root: int, before: datetime) -> None:
    """Remove for good what was deleted before this moment, as far as the system permits; names
    that no sync has given stay."""
    with suppress(OSError):
        kept = descend(root, (PRIVATE, DELETED))
        try:
            for name in _names(kept):
                if _is_before(name, before):
                    _clear(kept, name)
        finally:
            os.close(kept)


def _is_before(name: str, before: datetime) -> bool:
    try:
        moment = datetime.strptime(name, _MOMENT).replace(tzinfo=before.tzinfo)
    except ValueError:
        return False
    return moment < before


def _clear(parent: int, name: str) -> None:
    """Remove a folder and all in it, following no link."""
    with suppress(OSError):
        directory = open_below(parent, name)
        try:
            for below in _names(directory):
                try:
                    os.unlink(below, dir_fd=directory)
                except (IsADirectoryError, PermissionError):  # which one depends on the system
                    _clear(directory, below)
        finally:
            os.close(directory)
        os.rmdir(name, dir_fd=parent)


def _names(directory: int) -> list[str]:
    with os.scandir(directory) as entries:
        return [entry.name for entry in entries]
