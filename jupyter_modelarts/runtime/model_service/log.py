"""`from model_service import log`, as published examples write."""

from __future__ import annotations

import logging


def getLogger(name: str | None = None) -> logging.Logger:
    """A logger whose lines of INFO and above reach the service's log."""
    return logging.getLogger(name)
