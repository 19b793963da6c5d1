"""Robustness rows: image bombs, hostile images; a decode in a child with limits."""

from __future__ import annotations

import io
import os
import random
import signal
import struct
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from jupyter_modelarts.core.errors import InvalidInput, TooLarge, Unavailable
from jupyter_modelarts.core.safe.images import ImageDecoders, ImageInfo


@pytest.fixture(scope="module")
def decoders() -> Iterator[ImageDecoders]:
    pool = ImageDecoders(max_pixels=20_000_000)
    yield pool
    pool.close()


def _picture(
    kind: str, mode: str = "RGB", size: tuple[int, int] = (40, 20), **save: object
) -> bytes:
    stream = io.BytesIO()
    # Converted, since a new picture of mode P has no colour in its palette: no whole BMP.
    Image.new("L", size).convert(mode).save(stream, kind, **save)
    return stream.getvalue()


def _noise(kind: str, size: tuple[int, int]) -> bytes:
    stream = io.BytesIO()
    pixels = random.Random(7).randbytes(size[0] * size[1] * 3)
    Image.frombytes("RGB", size, pixels).save(stream, kind)
    return stream.getvalue()


def _png(width: int, height: int, body: bytes) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(body)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def _pid(pool: ImageDecoders) -> int:
    child = pool._idle.queue[-1]
    assert child is not None
    pid: int = child._process.pid
    return pid


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "BMP"])
def test_accepted_formats_are_described(decoders: ImageDecoders, kind: str) -> None:
    assert decoders.inspect(_picture(kind)) == ImageInfo(kind, 40, 20)
    assert decoders.inspect(io.BytesIO(_picture(kind))) == ImageInfo(kind, 40, 20)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("PNG", "1"),
        ("PNG", "L"),
        ("PNG", "LA"),
        ("PNG", "P"),
        ("PNG", "RGBA"),
        ("PNG", "I;16"),
        ("JPEG", "L"),
        ("JPEG", "CMYK"),
        ("BMP", "1"),
        ("BMP", "P"),
    ],
)
def test_thumbnails_of_all_modes(decoders: ImageDecoders, kind: str, mode: str) -> None:
    made = decoders.thumbnail(_picture(kind, mode, (400, 200)), 100)
    assert made.content_type in ("image/webp", "image/png")
    with Image.open(io.BytesIO(made.data)) as picture:
        assert picture.size == (100, 50)
    assert (made.info.width, made.info.height) == (400, 200)


def test_small_images_are_not_enlarged(decoders: ImageDecoders) -> None:
    made = decoders.thumbnail(_picture("PNG", "L", (8, 8)), 256)
    with Image.open(io.BytesIO(made.data)) as picture:
        assert picture.size == (8, 8)


def test_thumbnails_stand_upright(decoders: ImageDecoders) -> None:
    picture = Image.new("RGB", (200, 100), "black")
    picture.paste("white", (0, 0, 100, 100))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees clockwise: the left half comes to the top
    stream = io.BytesIO()
    picture.save(stream, "JPEG", exif=exif)

    made = decoders.thumbnail(stream.getvalue(), 100)

    assert made.info == ImageInfo("JPEG", 200, 100, orientation=6)
    with Image.open(io.BytesIO(made.data)) as shown:
        assert shown.size == (50, 100)
        grey = shown.convert("L")
        assert (grey.getpixel((25, 10)), grey.getpixel((25, 90))) == (255, 0)
        assert not shown.getexif()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"hello", "not a readable image"),
        (_picture("GIF"), "GIF file: use JPEG, PNG or BMP"),
        (_picture("WEBP"), "WebP"),
        (_picture("TIFF"), "TIFF"),
        (b"<svg onload=alert(1)>", "SVG"),
        (b"PK\3\4" + b"\0" * 50, "ZIP"),
        (_noise("JPEG", (64, 64))[:-500], "cut off"),
        (_noise("PNG", (64, 64))[:-5000], "cut off|broken"),
        (_noise("BMP", (64, 64))[:-5000], "cut off|broken"),
        (_png(60_000, 60_000, b"\0"), "megapixels"),
        (_png(5000, 4001, b"\0"), "megapixels"),
        (_noise("PNG", (64, 64)).replace(b"IDAT", b"IDAT" + b"\xff" * 8, 1), "broken|cut off"),
    ],
)
def test_hostile_images_are_refused_by_name(
    decoders: ImageDecoders, data: bytes, reason: str
) -> None:
    with pytest.raises(InvalidInput, match=reason):
        decoders.inspect(data)
    with pytest.raises(InvalidInput, match=reason):
        decoders.thumbnail(data, 100)


def test_damaged_images_never_do_worse_than_be_refused(decoders: ImageDecoders) -> None:
    dice = random.Random(1)
    for kind in ("JPEG", "PNG", "BMP"):
        good = _noise(kind, (32, 32))
        for _ in range(40):
            damaged = bytearray(good)
            for _ in range(dice.randrange(1, 20)):
                damaged[dice.randrange(len(damaged))] = dice.randrange(256)
            assert _outcome(decoders, bytes(damaged)) in ("fine", "refused")


def test_a_file_over_the_limit_is_not_read_to_its_end() -> None:
    pool = ImageDecoders(max_bytes=1000)
    stream = io.BytesIO(b"x" * 100_000)
    with pytest.raises(TooLarge):
        pool.inspect(stream)
    assert stream.tell() == 1001
    pool.close()


def test_a_killed_child_is_replaced() -> None:
    pool = ImageDecoders(workers=1)
    try:
        good = _picture("PNG")
        pool.inspect(good)
        os.kill(_pid(pool), signal.SIGKILL)
        outcomes = [_outcome(pool, good) for _ in range(3)]
        assert outcomes[-1] == "fine"
        assert outcomes.count("refused") <= 1  # the one that met the dying child
    finally:
        pool.close()


def _outcome(pool: ImageDecoders, data: bytes) -> str:
    try:
        pool.thumbnail(data, 16)
    except InvalidInput:
        return "refused"
    return "fine"


def test_a_child_that_hangs_is_ended_and_replaced() -> None:
    pool = ImageDecoders(workers=1, seconds=1.0)
    try:
        good = _picture("PNG")
        pool.inspect(good)
        hanging = _pid(pool)
        os.kill(hanging, signal.SIGSTOP)
        with pytest.raises(InvalidInput, match="more than 1 seconds"):
            pool.inspect(good)
        pool.inspect(good)
        assert _pid(pool) != hanging
    finally:
        pool.close()


@pytest.mark.skipif(os.uname().sysname != "Linux", reason="only Linux limits address space")
def test_a_child_that_eats_memory_is_refused_and_the_next_image_works() -> None:
    pool = ImageDecoders(workers=1, memory=256 * 1024 * 1024)
    try:
        with pytest.raises(InvalidInput, match=r"memory|crashed"):
            pool.inspect(_picture("PNG", "RGB", (9_000, 9_000)))
        assert pool.inspect(_picture("PNG")).width == 40
    finally:
        pool.close()


def test_many_threads_share_the_children(decoders: ImageDecoders) -> None:
    pictures = [_picture("PNG", "L", (8 + n, 8)) for n in range(40)]
    with ThreadPoolExecutor(8) as threads:
        widths = [info.width for info in threads.map(decoders.inspect, pictures)]
    assert widths == [8 + n for n in range(40)]


def test_closing_ends_the_children() -> None:
    pool = ImageDecoders(workers=1)
    pool.inspect(_picture("PNG"))
    child = _pid(pool)
    pool.close()
    pool.close()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
    with pytest.raises(Unavailable):
        pool.inspect(_picture("PNG"))


def test_a_child_gets_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTER_TOKEN", "secret-token")
    pool = ImageDecoders(workers=1)
    try:
        pool.inspect(_picture("PNG"))
        environ = Path(f"/proc/{_pid(pool)}/environ")
        assert not environ.exists() or environ.read_bytes() == b""
    finally:
        pool.close()
