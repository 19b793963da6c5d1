"""The inference gateway: one HTTP server before the replicas of all services.

It knows no database: what it routes to and who may call come from outside.
"""

from __future__ import annotations

from .counters import BOUNDS_MS, Counts
from .doorkeeper import Doorkeeper, Request
from .gateway import Gateway
from .limits import Limits
from .request_log import RequestLog, to_descriptor
from .routes import Group, Routes, Service, Target
from .running import run

__all__ = [
    "BOUNDS_MS",
    "Counts",
    "Doorkeeper",
    "Gateway",
    "Group",
    "Limits",
    "Request",
    "RequestLog",
    "Routes",
    "Service",
    "Target",
    "run",
    "to_descriptor",
]
