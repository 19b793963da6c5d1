"""SDK-HMAC-SHA256, the signature that an access key makes of a request."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timezone
from urllib.parse import quote, unquote, urlsplit

ALGORITHM = "SDK-HMAC-SHA256"
_SIGNED = ("host", "x-sdk-date")


def signed_headers(
    method: str,
    url: str,
    body: bytes,
    access_key: str,
    secret_key: str,
    now: datetime | None = None,
) -> dict[str, str]:
    """The headers that prove who sends this request."""
    parts = urlsplit(url)
    moment = (now or datetime.now(timezone.utc)).strftime("%Y%m%dT%H%M%SZ")
    values = {"host": parts.netloc, "x-sdk-date": moment}
    canonical = "\n".join(
        [
            method,
            _path(parts.path),
            _query(parts.query),
            "".join(f"{name}:{values[name]}\n" for name in _SIGNED),
            ";".join(_SIGNED),
            hashlib.sha256(body).hexdigest(),
        ]
    )
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    text = f"{ALGORITHM}\n{moment}\n{digest}"
    signature = hmac.new(secret_key.encode(), text.encode(), hashlib.sha256).hexdigest()
    names = ";".join(_SIGNED)
    return {
        "X-Sdk-Date": moment,
        "Authorization": f"{ALGORITHM} Access={access_key}, SignedHeaders={names}, "
        f"Signature={signature}",
    }


def _path(path: str) -> str:
    """Encoded anew, with a slash at the end whether or not there is one."""
    encoded = quote(unquote(path), safe="/~")
    return encoded if encoded.endswith("/") else encoded + "/"


def _query(query: str) -> str:
    """As `client` writes it, in the order of names and values."""
    pairs = [part.partition("=") for part in query.split("&") if part]
    decoded = sorted((unquote(name), unquote(value)) for name, _, value in pairs)
    return "&".join(f"{quote(name, safe='~')}={quote(value, safe='~')}" for name, value in decoded)
