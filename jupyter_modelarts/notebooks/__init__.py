"""Notebooks: what becomes of them outside of Jupyter."""

from __future__ import annotations

from .manager import NotebookManager

__all__ = ["NotebookManager"]
