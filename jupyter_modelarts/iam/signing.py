"""SDK-HMAC-SHA256, the signature of ModelArts' official clients, as its users' guide describes it.

Signed are method, path, query, the headers that `SignedHeaders` names, and the body. A client may
leave out the body of an upload by `X-Sdk-Content-Sha256: UNSIGNED-PAYLOAD`, itself a signed header.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timezone
from urllib.parse import quote, unquote

from ..core.auth import Presented

ALGORITHM = "SDK-HMAC-SHA256"
DATE_HEADER = "x-sdk-date"
CONTENT_HEADER = "x-sdk-content-sha256"
UNSIGNED = "UNSIGNED-PAYLOAD"
MUST_BE_SIGNED = frozenset({"host", DATE_HEADER})
_DATE = "%Y%m%dT%H%M%SZ"
_AUTHORIZATION = re.compile(
    rf"{ALGORITHM} +Access=([\w-]{{1,64}}), *SignedHeaders=([\w;-]{{1,1000}}), *"
    r"Signature=([0-9a-f]{64})"
)


@dataclass(frozen=True)
class Signature:
    """What the Authorization header says."""

    access_key: str
    signed_headers: tuple[str, ...]
    value: str


def read_signature(authorization: str) -> Signature | None:
    """None where the header is malformed."""
    found = _AUTHORIZATION.fullmatch(authorization.strip())
    if found is None:
        return None
    return Signature(found[1], tuple(found[2].split(";")), found[3])


def signed_at(request: Presented) -> int | None:
    """When the client says that it signed, in milliseconds since 1970; None where it does not."""
    try:
        said = datetime.strptime(request.headers.get(DATE_HEADER, ""), _DATE)
    except ValueError:
        return None
    return int(said.replace(tzinfo=timezone.utc).timestamp() * 1000)


def signs_enough(request: Presented, signature: Signature) -> bool:
    """Whether host, time and the say about the body are signed, and all that is signed is there."""
    signed = set(signature.signed_headers)
    needed = MUST_BE_SIGNED | ({CONTENT_HEADER} & set(request.headers))
    return needed <= signed <= set(request.headers)


def is_right(request: Presented, signature: Signature, secret_key: str) -> bool:
    """Whether the secret key's owner has signed exactly this request. Takes constant time."""
    payload = _payload(request)
    if payload is None:
        return False
    expected = _sign(_canonical(request, signature.signed_headers, payload), request, secret_key)
    return hmac.compare_digest(expected, signature.value)


def _payload(request: Presented) -> str | None:
    """The body's digest; None where the request says another one."""
    actual = hashlib.sha256(request.body).hexdigest()
    said = request.headers.get(CONTENT_HEADER)
    if said is None or not request.body:
        return actual
    return said if said in (UNSIGNED, actual) else None


def _canonical(request: Presented, signed_headers: tuple[str, ...], payload: str) -> str:
    headers = "".join(f"{name}:{_text(request.headers[name])}\n" for name in signed_headers)
    parts = (
        request.method.upper(),
        _path(request.path),
        _query(request.query),
        headers,
        ";".join(signed_headers),
        payload,
    )
    return "\n".join(parts)


def _sign(canonical: str, request: Presented, secret_key: str) -> str:
    hashed = hashlib.sha256(canonical.encode()).hexdigest()
    text = f"{ALGORITHM}\n{request.headers[DATE_HEADER]}\n{hashed}"
    return hmac.new(secret_key.encode(), text.encode(), "sha256").hexdigest()


def _path(path: str) -> str:
    encoded = "/".join(quote(part, safe="~") for part in unquote(path).split("/"))
    return encoded if encoded.endswith("/") else f"{encoded}/"


def _query(query: str) -> str:
    pairs = [part.partition("=") for part in query.split("&") if part]
    decoded = sorted((unquote(name), unquote(value)) for name, _, value in pairs)
    return "&".join(f"{quote(name, safe='~')}={quote(value, safe='~')}" for name, value in decoded)


def _text(value: str) -> str:
    """A header's value as it was before it was sent: servers read bytes as Latin-1."""
    try:
        return value.strip().encode("latin-1").decode()
    except UnicodeError:
        return value.strip()
