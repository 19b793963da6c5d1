"""Calling a service from this machine, with what the standard library has."""

from __future__ import annotations

import http.client
import mimetypes
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ..core.errors import InvalidInput, Unavailable

TIMEOUT_S = 65.0


@dataclass(frozen=True)
class Answer:
    """What the service said."""

    status: int
    text: str


def predict(address: str, token: str, file: tuple[str, Path] | None, body: bytes | None) -> Answer:
    """Send a file or JSON to a service. Raises Unavailable where nothing answers."""
    if (file is None) == (body is None):
        raise InvalidInput("Send either --file or --json.")
    if file is not None:
        kind, body = multipart(*file)
    else:
        kind = "application/json"
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.netloc, timeout=TIMEOUT_S)
    try:
        headers = {"X-Auth-Token": token, "Content-Type": kind}
        connection.request("POST", place.path, body, headers)
        response = connection.getresponse()
        return Answer(response.status, response.read().decode("utf-8", "replace"))
    except OSError:
        raise Unavailable(
            "The inference gateway does not answer (yet): try again in a few seconds."
        ) from None
    finally:
        connection.close()


def multipart(name: str, path: Path) -> tuple[str, bytes]:
    """The content type and the body of a form with one file."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InvalidInput(f"{path} cannot be read: {error.strerror}.") from None
    boundary = secrets.token_hex(16)
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    shown = path.name.replace('"', "%22")
    head = (
        f"--{boundary}\r\n"
        f'Content-Disposition: form-data; name="{name}"; filename="{shown}"\r\n'
        f"Content-Type: {kind}\r\n\r\n"
    )
    body = head.encode() + data + f"\r\n--{boundary}--\r\n".encode()
    return f"multipart/form-data; boundary={boundary}", body
