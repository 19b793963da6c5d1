"""Signs as a client does; written from the published description, apart from our own code."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from urllib.parse import quote, unquote, urlencode, urlsplit


def sign(
    access_key: str,
    secret_key: str,
    method: str,
    url: str,
    body: bytes = b"",
    query: Mapping[str, str] | None = None,
    ago: timedelta = timedelta(),
) -> dict[str, str]:
    """The headers to send."""
    parts = urlsplit(url)
    at = datetime.now(timezone.utc) - ago
    headers = {"host": parts.netloc, "x-sdk-date": f"{at:%Y%m%dT%H%M%SZ}"}
    path = quote(unquote(parts.path), safe="/~")
    lines = [
        method,
        path if path.endswith("/") else path + "/",
        urlencode(sorted((query or {}).items()), quote_via=quote),
        *(f"{name}:{value}" for name, value in sorted(headers.items())),
        "",
        ";".join(sorted(headers)),
        hashlib.sha256(body).hexdigest(),
    ]
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    text = f"SDK-HMAC-SHA256\n{headers['x-sdk-date']}\n{digest}"
    value = hmac.new(secret_key.encode(), text.encode(), hashlib.sha256).hexdigest()
    signed = ";".join(sorted(headers))
    says = f"SDK-HMAC-SHA256 Access={access_key}, SignedHeaders={signed}, Signature={value}"
    return {"X-Sdk-Date": headers["x-sdk-date"], "Authorization": says}
