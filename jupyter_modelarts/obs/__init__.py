"""Buckets and objects: bytes at `obs://bucket/key`."""

from __future__ import annotations

from .manager import Objects
from .schemas import Bucket, ListPage, ObjectInfo, TrashEntry
from .stores import ObjectStore, open_store

__all__ = [
    "Bucket",
    "ListPage",
    "ObjectInfo",
    "ObjectStore",
    "Objects",
    "TrashEntry",
    "open_store",
]
