"""Buckets and objects: bytes at `obs://bucket/key`."""

from __future__ import annotations

from .folders import Folders
from .manager import Objects
from .schemas import Bucket, ListPage, ObjectInfo, TrashEntry
from .stores import ObjectStore, open_store
from .uploads import Uploads

__all__ = [
    "Bucket",
    "Folders",
    "ListPage",
    "ObjectInfo",
    "ObjectStore",
    "Objects",
    "TrashEntry",
    "Uploads",
    "open_store",
]
