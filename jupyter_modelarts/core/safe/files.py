"""How a user's file is served: what may show in the browser shows inert, the rest is downloaded.

In JupyterLab any script that runs on our origin can execute code. So HTML, SVG and everything
else that can carry a script is sent as an attachment of unknown type, and whatever is sent goes
with a sandboxing policy and without type guessing.
"""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath
from urllib.parse import quote

UNKNOWN = "application/octet-stream"
POLICY = "sandbox; default-src 'none'; img-src 'self' data:; media-src 'self'"
_TEXT = "text/plain; charset=utf-8"
_TYPES = {
    ".bmp": "image/bmp",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".flac": "audio/flac",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".wav": "audio/wav",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    **dict.fromkeys((".csv", ".json", ".jsonl", ".log", ".manifest", ".md", ".py", ".txt"), _TEXT),
    **dict.fromkeys((".yaml", ".yml"), _TEXT),
}
_MAX_NAME = 200


def content_type(name: str) -> str:
    """The type a file of this name is served with: from the list above, or `UNKNOWN`."""
    return _TYPES.get(PurePosixPath(name).suffix.lower(), UNKNOWN)


def serving_headers(
    name: str, *, download: bool = False, as_type: str | None = None
) -> dict[str, str]:
    """The headers for a user's file called `name`.

    `as_type` overrides the type by name where the caller made the bytes (a thumbnail); one that
    is not on the list is not honoured.
    """
    served = as_type if as_type and as_type in _TYPES.values() else content_type(name)
    inline = not download and served != UNKNOWN
    return {
        "Content-Type": served,
        "Content-Disposition": disposition(name, inline=inline),
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
    }


def disposition(name: str, *, inline: bool) -> str:
    """A Content-Disposition in which no name can break out of its quotes or its line (RFC 6266)."""
    safe = _file_name(name)
    plain = "".join(c if c.isascii() and c not in '"\\%' else "_" for c in safe)
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}"


def _file_name(name: str) -> str:
    """The last segment, without control and formatting characters (line ends, reversed text)."""
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    kept = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .")
    return _shortened(kept) or "file"


def _shortened(name: str) -> str:
    suffix = PurePosixPath(name).suffix[:20]
    return name if len(name) <= _MAX_NAME else name[: _MAX_NAME - len(suffix)] + suffix
