"""Pools, flavors, workloads and their attempts. Knows argv, never engines."""

from __future__ import annotations

from .access import AttemptAccess
from .launch import Launcher
from .manager import WorkloadManager

__all__ = ["AttemptAccess", "Launcher", "WorkloadManager"]
