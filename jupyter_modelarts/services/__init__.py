"""Online services: a model that answers, its versions, and the gateway before them."""

from __future__ import annotations

from .manager import ServiceManager

__all__ = ["ServiceManager"]
