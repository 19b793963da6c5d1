"""What goes wrong with engines alone."""

from __future__ import annotations

from ..core.errors import DomainError


class BuildFailed(DomainError):
    """The environment could not be made; the sentence is what the engine's page shows."""
