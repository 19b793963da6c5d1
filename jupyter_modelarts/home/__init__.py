"""The home page: what runs, what needs attention, where to go on; and the sample data."""

from __future__ import annotations

from .manager import HomeManager

__all__ = ["HomeManager"]
