"""Tokens of this process's own, one for each service that it calls for somebody."""

from __future__ import annotations

import threading
import time

from ..core.ids import urn
from ..iam import Scope, TokenManager
from .schemas import KIND, Service

LIFETIME_S = 3600
_RENEW_S = 300


class OwnTokens:
    """Made when first needed, and again before they end. Thread-safe."""

    def __init__(self, tokens: TokenManager) -> None:
        self._tokens = tokens
        self._guard = threading.Lock()
        self._held: dict[tuple[str, int], tuple[str, float]] = {}

    def token(self, service: Service) -> str:
        """A token that may call this service for some minutes at least."""
        with self._guard:
            key = (service.id, service.published_at)  # what was deleted has lost its tokens
            held = self._held.get(key)
            if held is not None and self._lasts(*held):
                return held[0]
            scope = Scope(services=[service.id])
            own = urn(KIND, service.id)
            made = self._tokens.issue(f"page of {service.name}"[:64], scope, LIFETIME_S, own)
            self._held[key] = (made.secret, time.monotonic() + LIFETIME_S)
            return made.secret

    def _lasts(self, secret: str, until: float) -> bool:
        """Whether it is good for a while; who sees it in the list of tokens may revoke it."""
        enough = until - time.monotonic() > _RENEW_S
        return enough and self._tokens.verify_token(secret) is not None
