"""Credentials of programs: tokens, key pairs, and the bodies that tell of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Annotated

from pydantic import Field, StringConstraints

from ..core.auth import INFER
from ..core.schemas import Schema

IAM = "iam"
MAX_LIFETIME_S = 10 * 366 * 24 * 3600

_PRINTABLE = r"^[^\x00-\x1f\x7f-\x9f]+$"
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64, pattern=_PRINTABLE)
]


class Kind(str, Enum):
    """How a credential proves itself."""

    TOKEN = "token"
    KEY = "key"


class Scope(Schema):
    """What a credential may do; empty means everything that its user may.

    With `services` only predictions of these services. `workload` is `<workload_id>/<attempt>`:
    such a credential lives as long as that attempt, and cannot make others.
    """

    services: list[str] = []
    workload: str | None = None


class Issued(Schema):
    """A new token; `secret` is shown once and kept nowhere."""

    id: str
    secret: str
    expires_at: int | None


class KeyPair(Schema):
    """A new key pair; `secret_key` is shown once."""

    id: str
    access_key: str
    secret_key: str


class Credential(Schema):
    """A credential as it is kept. Times are milliseconds since 1970.

    `lookup` is a token's digest or the access key itself. `owner_urn` is empty for those that the
    user has made, else the record that it was made for.
    """

    id: str
    kind: Kind
    name: Name
    lookup: str
    scope: Scope
    owner_urn: str
    created_at: int
    expires_at: int | None
    used_at: int | None

    def expired(self, now: int) -> bool:
        """Whether its time is over."""
        return self.expires_at is not None and self.expires_at <= now


@dataclass(frozen=True)
class Principal:
    """A program that has proved itself."""

    name: str
    credential_id: str
    scope: Scope

    def may(self, action: str, resource: str) -> bool:
        """Whether the credential reaches as far as `action` on `resource`."""
        if self.scope.services:
            return resource == INFER
        return self.scope.workload is None or resource != IAM

    def may_infer(self, service_id: str) -> bool:
        """Whether it may ask this service for predictions."""
        return not self.scope.services or service_id in self.scope.services


class TokenRequest(Schema):
    """A token to be made; without `lifetime_s` it is valid until it is revoked."""

    name: Name
    lifetime_s: Annotated[int, Field(ge=60, le=MAX_LIFETIME_S)] | None = None
    services: Annotated[list[str], Field(max_length=100)] = []


class TokenBody(Schema):
    """A token as the list tells of it."""

    token_id: str
    name: str
    services: list[str]
    workload: str | None
    owner_urn: str
    create_time: int
    last_used_time: int | None
    expire_time: int | None
    expired: bool


class TokenListBody(Schema):
    """All tokens, newest first."""

    total_count: int
    tokens: list[TokenBody]


class IssuedTokenBody(Schema):
    """The answer to making a token, and the only time that `token` is told."""

    token_id: str
    token: str
    expire_time: int | None


class KeyRequest(Schema):
    """A key pair to be made."""

    name: Name


class KeyBody(Schema):
    """A key pair as the list tells of it."""

    access_key: str
    name: str
    create_time: int
    last_used_time: int | None


class KeyListBody(Schema):
    """All key pairs, newest first."""

    total_count: int
    access_keys: list[KeyBody]


class IssuedKeyBody(Schema):
    """The answer to making a key pair, and the only time that `secret_key` is told."""

    access_key: str
    secret_key: str
