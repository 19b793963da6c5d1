"""Models: packages, importing them, versions."""

from __future__ import annotations

from .manager import ModelManager

__all__ = ["ModelManager"]
