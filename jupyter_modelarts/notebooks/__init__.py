"""Notebooks: what becomes of them outside of Jupyter."""

from __future__ import annotations

from .gallery_manager import GalleryManager
from .manager import NotebookManager
from .sync_manager import SyncManager

__all__ = ["GalleryManager", "NotebookManager", "SyncManager"]
