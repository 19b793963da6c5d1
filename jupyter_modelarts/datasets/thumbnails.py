"""Thumbnails, made once per version of the bytes and kept on disk."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

from ..core.errors import NotFound
from ..core.safe.files import serving_headers
from ..core.safe.images import MAX_BYTES, ImageDecoders
from ..core.safe.paths import atomic_write
from ..obs.manager import Objects
from .schemas import Sample

SIZES = (64, 128, 256, 512, 1024)
_FOR_EVER = "private, max-age=31536000, immutable"
_ASK_AGAIN = "private, no-cache"


class Thumbnails:
    """Reads images of samples, small or whole, with the headers to serve them."""

    def __init__(self, objects: Objects, decoders: ImageDecoders, cache: Path) -> None:
        self._objects = objects
        self._decoders = decoders
        self._cache = cache

    def small(self, sample: Sample, size: int, version: str) -> tuple[bytes, dict[str, str]]:
        """A thumbnail whose longer side is `size` or the next size above that is kept.

        `version` is the etag that the address names; only then it may be cached for ever.
        """
        kept_size = next((one for one in SIZES if one >= size), SIZES[-1])
        data = self._kept(sample, kept_size)
        return data, _headers(sample, version, f"{kept_size}", as_type=_type_of(data))

    def whole(self, sample: Sample, version: str) -> tuple[bytes, dict[str, str]]:
        """The image as it is; its type comes from its name's ending, by the allow-list."""
        return self._read(sample), _headers(sample, version, "whole", as_type=None)

    def prune(self, older_than_s: float) -> int:
        """Remove what nobody has asked for in a while; it is made again when needed."""
        limit = time.time() - older_than_s
        old = [path for path in self._cache.glob("*/*.image") if path.stat().st_mtime < limit]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _kept(self, sample: Sample, size: int) -> bytes:
        path = self._path(sample, size)
        if path.exists():
            return path.read_bytes()
        data = self._decoders.thumbnail(self._read(sample), size).data
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic_write(path, data)
        return data

    def _path(self, sample: Sample, size: int) -> Path:
        digest = hashlib.sha256(f"{sample.source}\n{sample.etag}\n{size}".encode()).hexdigest()
        return self._cache / digest[:2] / f"{digest[2:]}.image"

    def _read(self, sample: Sample) -> bytes:
        try:
            return self._objects.read(sample.source, 0, MAX_BYTES)
        except NotFound:
            raise NotFound(
                f"The object of {sample.name} is gone: put it back, or delete the image."
            ) from None


def _type_of(data: bytes) -> str:
    return "image/webp" if data.startswith(b"RIFF") else "image/png"


def _headers(sample: Sample, version: str, what: str, as_type: str | None) -> dict[str, str]:
    named = version == sample.etag
    headers = serving_headers(sample.name, as_type=as_type)
    tag = hashlib.sha256(f"{sample.etag}-{what}".encode()).hexdigest()[:32]
    cached = {"ETag": f'"{tag}"', "Cache-Control": _FOR_EVER if named else _ASK_AGAIN}
    return {**headers, **cached}
