"""Datasets: samples, labels and editing them by hand, manifests, import, versions."""

from __future__ import annotations

from .manager import DatasetManager

__all__ = ["DatasetManager"]
