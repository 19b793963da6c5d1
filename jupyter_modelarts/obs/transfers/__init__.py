"""Bulk transfers between a folder of a bucket and a folder of this machine."""

from __future__ import annotations

from .folder import check_root, is_folder
from .planning import Plan, check_limits
from .running import Stopped
from .shapes import (
    KEEP_DELETED_DAYS,
    Action,
    Counts,
    Direction,
    Item,
    OnConflict,
    Progress,
    Summary,
    SyncSpec,
    Told,
)
from .sync import Sync

__all__ = [
    "KEEP_DELETED_DAYS",
    "Action",
    "Counts",
    "Direction",
    "Item",
    "OnConflict",
    "Plan",
    "Progress",
    "Stopped",
    "Summary",
    "Sync",
    "SyncSpec",
    "Told",
    "check_limits",
    "check_root",
    "is_folder",
]
