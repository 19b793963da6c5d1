"""Training jobs: versions, metrics, logs."""

from __future__ import annotations

from .manager import TrainingManager

__all__ = ["TrainingManager"]
