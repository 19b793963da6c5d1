"""Buckets and objects: bytes at `obs://bucket/key`."""

from __future__ import annotations

from .configured import StoreRecords
from .folders import Folders
from .manager import Objects
from .routing import Stores
from .schemas import Bucket, ListPage, ObjectInfo, TrashEntry
from .store_manager import StoreManager
from .stores import ObjectStore, open_store
from .uploads import Uploads

__all__ = [
    "Bucket",
    "Folders",
    "ListPage",
    "ObjectInfo",
    "ObjectStore",
    "Objects",
    "StoreManager",
    "StoreRecords",
    "Stores",
    "TrashEntry",
    "Uploads",
    "open_store",
]
