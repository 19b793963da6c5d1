"""robustness.md, hostile input: images that are bombs, pages, or cut, among good ones."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

from .conftest import Target
from .requests import DATASETS, imported


def _good(color: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (20, 10), color).save(stream, "PNG")
    return stream.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _bomb() -> bytes:
    """40,000 times 40,000 pixels in two kilobytes."""
    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(2_000_000), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")
    )


HOSTILE = {
    "bomb.png": _bomb(),
    "cut.png": _good("red")[:40],
    "empty.png": b"",
    "page.png": b"<html><script>alert(1)</script></html>",
    "drawing.png": b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
    "postscript.png": b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) (r) file",
}


def test_robustness_hostile_images_are_named_and_left_out(target: Target) -> None:
    """robustness.md: pixel cap; decode in a child with limits; issue 2: named, skipped, counted."""
    good = {f"good-{color}.png": _good(color) for color in ("red", "green", "blue")}

    dataset_id, task = imported(target, "pictures", {**HOSTILE, **good})

    assert task["status"] == "COMPLETED"
    assert task["imported_sample_count"] == len(good)
    left_out = {one["name"].rsplit("/", 1)[-1]: one["reason"] for one in task["skipped"]}
    assert set(left_out) == set(HOSTILE)
    assert all(len(reason) > 5 for reason in left_out.values())
    samples = f"{DATASETS}/{dataset_id}/data-annotations/samples"
    for sample in target.ask("GET", f"{samples}?limit=100").json["samples"]:
        small = target.ask("GET", f"{samples}/{sample['sample_id']}/thumbnail?size=64")
        assert small.status == 200
        assert small.headers["Content-Type"] in ("image/png", "image/webp")
        assert small.headers["X-Content-Type-Options"] == "nosniff"
    target.assert_well()
