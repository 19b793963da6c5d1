"""AI engines: isolated environments that user code runs in, and their kernels."""

from __future__ import annotations

from .manager import EngineManager

__all__ = ["EngineManager"]
