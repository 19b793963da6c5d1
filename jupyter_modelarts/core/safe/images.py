"""Users' images, decoded in children with limits; the platform's process never touches pixels.

A few children live long, so that a page of thumbnails costs decoding and nothing else; one that
dies, hangs or eats memory is replaced, and its image is what is refused.
"""

from __future__ import annotations

import json
import queue
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO

from ..errors import InvalidInput, TooLarge, Unavailable

MAX_PIXELS = 100_000_000
MAX_BYTES = 100 * 1024 * 1024
MAX_THUMBNAIL = 2048
ACCEPTED = "JPEG, PNG or BMP"

_MEMORY = 1536 * 1024 * 1024  # 100 megapixels at 4 bytes, a converted copy, and the libraries
_MAX_ANSWER = 64 * 1024 * 1024
_SIGNATURES = (
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"<svg", "SVG"),
    (b"<?xml", "XML or SVG"),
    (b"%PDF", "PDF"),
    (b"PK\3\4", "ZIP"),
    (b"\0\0\1\0", "ICO"),
)


@dataclass(frozen=True)
class ImageInfo:
    """`width` and `height` are of the stored pixels; `orientation` is Exif's 1 to 8, where 5 to 8
    swap the two when the image is shown."""

    format: str
    width: int
    height: int
    orientation: int = 1


@dataclass(frozen=True)
class Thumbnail:
    """A small upright picture, and what it was made of."""

    data: bytes
    content_type: str
    info: ImageInfo


class ImageDecoders:
    """A pool of decoding children, started on first use. Thread-safe; `close` ends them.

    Both methods raise `InvalidInput` naming what is wrong with an image, and `TooLarge`.
    """

    def __init__(
        self,
        workers: int = 2,
        *,
        max_pixels: int = MAX_PIXELS,
        max_bytes: int = MAX_BYTES,
        seconds: float = 15.0,
        memory: int = _MEMORY,
    ) -> None:
        self._max_pixels = max_pixels
        self._max_bytes = max_bytes
        self._seconds = seconds
        self._memory = memory
        self._workers = workers
        self._closed = False
        self._idle: queue.LifoQueue[_Child | None] = queue.LifoQueue()
        for _ in range(workers):
            self._idle.put(None)

    def inspect(self, source: bytes | BinaryIO) -> ImageInfo:
        """What the image is; it is decoded to the end, so a truncated one does not pass."""
        answer, _ = self._ask(self._read(source), None)
        return _info(answer)

    def thumbnail(self, source: bytes | BinaryIO, size: int) -> Thumbnail:
        """The image within `size` times `size` pixels, turned as its Exif data says."""
        if not 1 <= size <= MAX_THUMBNAIL:
            raise InvalidInput(f"A thumbnail has 1 to {MAX_THUMBNAIL} pixels a side, not {size}.")
        answer, data = self._ask(self._read(source), size)
        return Thumbnail(data, answer["type"], _info(answer))

    def close(self) -> None:
        """End the children, each after the image it is at."""
        if self._closed:
            return
        self._closed = True
        for child in [self._idle.get() for _ in range(self._workers)]:
            if child is not None:
                child.end()
            self._idle.put(None)  # who waits is told that it is over

    def _read(self, source: bytes | BinaryIO) -> bytes:
        data = source if isinstance(source, bytes) else source.read(self._max_bytes + 1)
        if len(data) > self._max_bytes:
            raise TooLarge(f"The image has more than {self._max_bytes} bytes: that is the most.")
        _refuse_other_formats(data)
        return data

    def _ask(self, data: bytes, size: int | None) -> tuple[dict[str, Any], bytes]:
        request = {"size": size, "max_pixels": self._max_pixels, "seconds": self._seconds}
        child: _Child | None = self._idle.get()
        try:
            child = self._living(child)
            answer, body = child.ask(request, data, self._seconds)
        except BaseException as error:  # in the middle of an answer: of no use for the next image
            if child is not None:
                child.end()
            child = None
            if isinstance(error, OSError):
                raise _refusal_of_death(error, self._seconds) from None
            raise
        finally:
            self._idle.put(child)
        if "error" in answer:
            raise InvalidInput(_sentence(answer, self._max_pixels))
        return answer, body

    def _living(self, child: _Child | None) -> _Child:
        if self._closed:
            raise Unavailable("The server is stopping: try again when it is back.")
        if child is not None and child.is_alive():
            return child
        if child is not None:
            child.end()
        return _Child(self._memory)


class _Child:
    """One process of `decoder.py`, at the other end of a socket."""

    def __init__(self, memory: int) -> None:
        script = Path(__file__).with_name("decoder.py")
        command = [sys.executable, "-I", "-S", str(script), str(_pillow_folder()), str(memory)]
        self._socket, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                command,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={},
                cwd="/",
                start_new_session=True,
            )

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(
        self, request: dict[str, Any], data: bytes, seconds: float
    ) -> tuple[dict[str, Any], bytes]:
        """Raises `OSError` when the child dies or takes too long; it is of no use then."""
        deadline = time.monotonic() + seconds
        self._socket.settimeout(seconds)
        head = json.dumps({**request, "length": len(data)}).encode() + b"\n"
        self._socket.sendall(head + data)
        received = bytearray()
        while b"\n" not in received:
            received += self._receive(deadline)
        line, _, rest = bytes(received).partition(b"\n")
        answer = json.loads(line)
        body = bytearray(rest)
        while len(body) < min(answer["length"], _MAX_ANSWER):
            body += self._receive(deadline)
        return answer, bytes(body)

    def end(self) -> None:
        self._socket.close()
        with suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()

    def _receive(self, deadline: float) -> bytes:
        self._socket.settimeout(max(0.001, deadline - time.monotonic()))
        chunk = self._socket.recv(1024 * 1024)
        if not chunk:
            raise ConnectionResetError("the decoding process ended")
        return chunk


def _pillow_folder() -> Path:
    """Where Pillow is installed; the child sees no other part of the environment."""
    spec = find_spec("PIL")
    if spec is None or spec.origin is None:
        raise Unavailable("Pillow is not installed: install the package again.")
    return Path(spec.origin).parent.parent


def _info(answer: dict[str, Any]) -> ImageInfo:
    return ImageInfo(answer["format"], answer["width"], answer["height"], answer["orientation"])


def _refuse_other_formats(data: bytes) -> None:
    if not data:
        raise InvalidInput(f"The image file is empty: use {ACCEPTED}.")
    name = next((name for mark, name in _SIGNATURES if data.startswith(mark)), None)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        name = "WebP"
    if data[4:8] == b"ftyp":
        name = "HEIC, AVIF or video"
    if name is not None:
        raise InvalidInput(f"This is a {name} file: use {ACCEPTED}.")


def _sentence(answer: dict[str, Any], max_pixels: int) -> str:
    reason = answer["error"]
    if reason == "pixels":
        return f"The image has more than {max_pixels // 1_000_000} megapixels: make it smaller."
    if reason == "memory":
        return "The image needs too much memory to decode: make it smaller."
    if reason == "unknown":
        return f"This is not a readable image: use {ACCEPTED}."
    if "truncated" in answer["detail"] or "broken data stream" in answer["detail"]:
        return "The image is cut off: its file ends before the picture does."
    return f"The image is broken: {answer['detail']}."


def _refusal_of_death(error: OSError, seconds: float) -> InvalidInput:
    if isinstance(error, TimeoutError):
        return InvalidInput(f"The image takes more than {seconds:g} seconds to decode.")
    return InvalidInput("The image cannot be decoded: the decoder crashed on it.")
