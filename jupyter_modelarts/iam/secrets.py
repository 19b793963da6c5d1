"""Where secrets come from, and what of them is kept.

A token is 256 random bits, of which only the SHA-256 is kept: that cannot be guessed back, so a
slow hash, which protects what people think up, would only make every request slow.

A secret key must be known to check a signature. It is derived from its access key by HMAC under a
key file that only the owner can read: the database holds nothing that could be stolen, and without
the key file no secret key can be made from it.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from ..core.errors import Unavailable
from ..core.safe.writing import atomic_write, storage_errors, sync_directory

TOKEN_PREFIX = "mat-"
_KEY_BYTES = 32
_ACCESS_KEY_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_PURPOSE = b"modelarts secret key 1:"


def new_token() -> str:
    """A token; the prefix lets scanners of published code recognise it."""
    return TOKEN_PREFIX + secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def new_access_key() -> str:
    """Twenty letters and digits, as ModelArts' have."""
    return "".join(secrets.choice(_ACCESS_KEY_LETTERS) for _ in range(20))


class KeyFile:
    """The file that secret keys are derived with; made when it is first needed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._key: bytes | None = None

    def secret_key(self, access_key: str) -> str:
        """The secret key of an access key. Raises Unavailable where the file is damaged."""
        derived = hmac.digest(self._read(), _PURPOSE + access_key.encode(), "sha256")
        return base64.urlsafe_b64encode(derived[:30]).decode()

    def _read(self) -> bytes:
        if self._key is None:
            with storage_errors():
                if not self._path.exists():
                    self._make()
                self._path.chmod(0o600)  # a restored copy may have come with more
                key = self._path.read_bytes()
            if len(key) != _KEY_BYTES:
                raise Unavailable(
                    f"The file {self._path.name} of the state directory is damaged: restore it, "
                    "or remove it and make all access keys anew."
                )
            self._key = key
        return self._key

    def _make(self) -> None:
        """Whole or not at all, and never in the place of one that another process has made."""
        temporary = self._path.with_name(f".{secrets.token_hex(8)}.key")
        atomic_write(temporary, secrets.token_bytes(_KEY_BYTES), permissions=0o600)
        try:
            with contextlib.suppress(FileExistsError):
                os.link(temporary, self._path)
        finally:
            temporary.unlink()
        sync_directory(self._path.parent)
