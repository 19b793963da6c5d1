"""`from moxing.framework import file`."""

from __future__ import annotations

from ..missing import explain
from . import file

__all__ = ["file"]

__getattr__ = explain(__name__)
