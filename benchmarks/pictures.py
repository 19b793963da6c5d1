"""Many small photographs, each another one, written as fast as the disk takes them."""

from __future__ import annotations

import io
import random
from pathlib import Path

from PIL import Image

SIDE = 96
_KINDS = 50


def make(folder: Path, count: int) -> Path:
    """`count` JPEG files; no two have the same bytes."""
    folder.mkdir(parents=True)
    bodies = [_noise(kind) for kind in range(_KINDS)]
    for number in range(count):
        # What follows the end of a JPEG is ignored by every reader.
        data = bodies[number % _KINDS] + f"{number:08d}".encode()
        (folder / f"{number:06d}.jpg").write_bytes(data)
    return folder


def _noise(seed: int) -> bytes:
    source = random.Random(seed)
    small = Image.frombytes("RGB", (12, 12), source.randbytes(12 * 12 * 3))
    stream = io.BytesIO()
    small.resize((SIDE, SIDE), Image.Resampling.BICUBIC).save(stream, "JPEG", quality=85)
    return stream.getvalue()
