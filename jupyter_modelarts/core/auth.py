"""What handlers know of the identity layer: who a request says it is from, and what that one may.

The identity layer itself (`iam`) is put in by the composition root.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import unquote_plus

INFER = "infer"
"""The resource of a route that asks a service for a prediction; its path names `service_id`."""

TOKEN_HEADER = "X-Auth-Token"
CREDENTIAL_HEADERS = frozenset({"authorization", "cookie", "x-auth-token", "x-xsrftoken"})
"""Headers, in lower case, that are never passed on to a user's program."""


def without_token(query: str) -> str:
    """A query as it may be passed on to a user's program: Jupyter takes its token there too."""
    parts = query.split("&")
    return "&".join(part for part in parts if unquote_plus(part.partition("=")[0]) != "token")


@dataclass(frozen=True)
class Presented:
    """A request as far as it can prove who sends it.

    `path` and `query` are as they came, percent-encoded; header names are in lower case.
    """

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


class Caller(Protocol):
    """A program that has proved itself by a credential of ours."""

    @property
    def name(self) -> str:
        """What the credential is called."""

    def may(self, action: str, resource: str) -> bool:
        """Whether the credential reaches so far."""

    def may_infer(self, service_id: str) -> bool:
        """Whether it may ask this service for predictions."""


class Authenticator(Protocol):
    """Recognises programs."""

    def authenticate(self, request: Presented) -> Caller | None:
        """Who sends this; None where it carries no credential of ours.

        Raises Unauthenticated, with a sentence, for a credential that is not valid (any more).
        """
