"""What the gateway routes to: swapped whole, so that a reload drops no request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """A replica that can be asked: its unix socket, its workload, the version it serves."""

    socket: str
    replica: str
    version: str


@dataclass(frozen=True)
class Group:
    """The replicas of one version, and its share of the requests among the groups' weights."""

    weight: int
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Service:
    """A service: `timeout_s` for one answer, `max_body` bytes of one request."""

    id: str
    name: str
    groups: tuple[Group, ...]
    timeout_s: float
    max_body: int


Routes = Mapping[str, Service]
