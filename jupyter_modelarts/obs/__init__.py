"""Buckets and objects: bytes at `obs://bucket/key`."""

from __future__ import annotations

from jupyter_modelarts.obs.manager import Objects
from jupyter_modelarts.obs.schemas import Bucket, ListPage, ObjectInfo, TrashEntry
from jupyter_modelarts.obs.stores import ObjectStore, open_store

__all__ = [
    "Bucket",
    "ListPage",
    "ObjectInfo",
    "ObjectStore",
    "Objects",
    "TrashEntry",
    "open_store",
]
