"""`import moxing.tensorflow as mox`: file operations, the same for every framework."""

from __future__ import annotations

from ..framework import file
from ..missing import explain

__all__ = ["file"]

__getattr__ = explain(__name__)
