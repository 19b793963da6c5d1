"""Buckets and objects: bytes at `obs://bucket/key`.

What is named here is fetched when it is first asked for: a sync from a terminal is over before the
rest could be loaded.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .configured import StoreRecords
    from .folder_tasks import FolderTasks
    from .folders import Folders
    from .manager import Objects
    from .routing import Stores
    from .schemas import Bucket, ListPage, ObjectInfo, TrashEntry
    from .store_manager import StoreManager
    from .stores import ObjectStore, open_store
    from .stores.watched import Reached
    from .uploads import Uploads

__all__ = [
    "Bucket",
    "FolderTasks",
    "Folders",
    "ListPage",
    "ObjectInfo",
    "ObjectStore",
    "Objects",
    "Reached",
    "StoreManager",
    "StoreRecords",
    "Stores",
    "TrashEntry",
    "Uploads",
    "open_store",
]
_HOMES = {
    "FolderTasks": "folder_tasks",
    "Folders": "folders",
    "ObjectStore": "stores",
    "Objects": "manager",
    "Reached": "stores.watched",
    "StoreManager": "store_manager",
    "StoreRecords": "configured",
    "Stores": "routing",
    "Uploads": "uploads",
    "open_store": "stores",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    return getattr(import_module(f".{_HOMES.get(name, 'schemas')}", __name__), name)
