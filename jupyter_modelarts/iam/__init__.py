"""Who may: tokens and key pairs for programs, and what each of them reaches."""

from __future__ import annotations

from .manager import Draft, TokenManager
from .schemas import Issued, KeyPair, Principal, Scope

__all__ = ["Draft", "Issued", "KeyPair", "Principal", "Scope", "TokenManager"]
