"""Who may call a service at the gateway: a short memory before the identity layer."""

from __future__ import annotations

import hashlib
import time

from ..core.auth import TOKEN_HEADER
from ..iam import Principal, TokenManager
from .gateway import Request

REMEMBERED_S = 1.0
"""A token that was revoked is refused that long after, at the latest."""

MAX_REMEMBERED = 1024
_TOKEN = TOKEN_HEADER.lower().encode()


class TokenDoorkeeper:
    """Admits who has a token for the service, or has signed the request. For one thread."""

    def __init__(self, tokens: TokenManager) -> None:
        self._tokens = tokens
        self._known: dict[bytes, tuple[float, Principal | None]] = {}

    def admits(self, request: Request, service_id: str) -> bool:
        """See `gateway.Doorkeeper`."""
        token = request.header(_TOKEN)
        principal = self._by_token(token) if token else self._by_signature(request)
        return principal is not None and principal.may_infer(service_id)

    def _by_token(self, token: str) -> Principal | None:
        name, now = hashlib.sha256(token.encode("latin-1")).digest(), time.monotonic()
        known = self._known.get(name)
        if known is not None and now - known[0] < REMEMBERED_S:
            return known[1]
        found = self._tokens.verify_token(token)
        if len(self._known) >= MAX_REMEMBERED:  # strangers must not fill the memory
            self._known.clear()
        self._known[name] = (now, found)
        return found

    def _by_signature(self, request: Request) -> Principal | None:
        """Never remembered: each request is signed anew."""
        if not request.header(b"authorization"):
            return None
        return self._tokens.verify_signature(
            request.method, request.path, request.query, request.headers, request.body
        )
