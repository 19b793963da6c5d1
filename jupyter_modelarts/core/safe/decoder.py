"""The child that decodes pixels: a script of its own, which imports nothing of the platform.

    python -I -S decoder.py SITE_PACKAGES MEMORY_BYTES

It speaks over the socket that is its standard input: a line of JSON with the length of what
follows, then the bytes; the answer has the same form. It ends when its parent's end closes.
"""

from __future__ import annotations

import io
import json
import math
import os
import resource
import sys
import warnings
from typing import Any, BinaryIO

FORMATS = ("JPEG", "PNG", "BMP")
ORIENTATION = 0x0112
LOSSLESS_PIXELS = 64 * 64  # small pictures (digits, icons) keep their edges

Answer = tuple[dict[str, Any], bytes]


class Refused(Exception):
    """An image that is not accepted; the text is a word that the parent knows."""


def inspect(image: Any) -> Answer:
    return loaded(image, max(image.size) // 8), b""  # JPEG: reads all, computes less


def thumbnail(image: Any, size: int) -> Answer:
    info = loaded(image, size)
    small = plain_mode(image)
    small.thumbnail((size, size), reducing_gap=2.0)
    small = upright(eight_bits(small), info["orientation"])
    return encoded(small, info)


def loaded(image: Any, size: int) -> dict[str, Any]:
    """Decode, a JPEG no finer than `size` asks for, and say what the file has in full.

    Exif data is read last: Pillow decodes a PNG to find it, and the error of that must count.
    """
    info = {"format": image.format, "width": image.width, "height": image.height}
    if image.format == "MPO":  # phones: two JPEGs in one file
        info["format"] = "JPEG"
    image.draft(None, (size, size))
    image.load()
    return {**info, "orientation": orientation(image)}


def orientation(image: Any) -> int:
    try:
        value = image.getexif().get(ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - whatever is wrong with the Exif data, the pixels are fine
        return 1
    return value if value in range(1, 9) else 1


def plain_mode(image: Any) -> Any:
    """A mode that can be scaled down smoothly."""
    if image.mode.startswith("I"):
        return image.convert("I")
    if image.mode in ("L", "RGB", "RGBA"):
        return image
    transparent = image.mode in ("LA", "PA", "La", "RGBa") or "transparency" in image.info
    return image.convert("RGBA" if transparent else "RGB")


def eight_bits(image: Any) -> Any:
    return image.point(lambda value: value * (1 / 256)).convert("L") if image.mode == "I" else image


def upright(image: Any, turned: int) -> Any:
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return image.transpose(turns[turned]) if turned in turns else image


def encoded(image: Any, info: dict[str, Any]) -> Answer:
    from PIL import features

    stream = io.BytesIO()
    if features.check("webp"):
        lossless = image.width * image.height <= LOSSLESS_PIXELS
        image.save(stream, "WEBP", quality=80, method=0, lossless=lossless, exif=b"")
        return {**info, "type": "image/webp"}, stream.getvalue()
    image.save(stream, "PNG", compress_level=4)
    return {**info, "type": "image/png"}, stream.getvalue()


def opened(data: bytes, max_pixels: int) -> Any:
    """Open without decoding; the number of pixels is checked on what the header says."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = max_pixels
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError:
        raise Refused("unknown") from None
    if image.width * image.height > max_pixels:
        raise Refused("pixels")
    return image


def answer(request: dict[str, Any], data: bytes) -> Answer:
    from PIL import Image

    try:
        with opened(data, request["max_pixels"]) as image:
            if request["size"] is None:
                return inspect(image)
            return thumbnail(image, request["size"])
    except Refused as refused:
        return {"error": str(refused)}, b""
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return {"error": "pixels"}, b""
    except MemoryError:
        return {"error": "memory"}, b""
    except Exception as error:  # noqa: BLE001 - a decoder's failure is the answer, of any type
        return {"error": "broken", "detail": f"{error}"[:200]}, b""


def limit_time(seconds: float) -> None:
    """Let this request use so many seconds of CPU; the system ends the process after that."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = math.ceil(used.ru_utime + used.ru_stime + seconds) + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def limit_resources(memory: int) -> None:
    limits = (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 32),
    )
    for kind, value in limits:
        try:
            resource.setrlimit(kind, (value, value))
        except (OSError, ValueError):  # macOS has no limit of address space
            continue


def load_codecs() -> None:
    """Import now what Pillow imports on first use, before files are limited."""
    import PIL.BmpImagePlugin
    import PIL.JpegImagePlugin
    import PIL.MpoImagePlugin
    import PIL.PngImagePlugin
    import PIL.TiffImagePlugin  # Exif data
    import PIL.WebPImagePlugin

    warnings.simplefilter("ignore")
    warnings.simplefilter("error", PIL.Image.DecompressionBombWarning)


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    for line in source:
        request = json.loads(line)
        data = source.read(request["length"])
        if len(data) < request["length"]:
            return
        limit_time(request["seconds"])
        info, body = answer(request, data)
        sink.write(json.dumps({**info, "length": len(body)}).encode() + b"\n" + body)
        sink.flush()


def main() -> None:
    sys.path.append(sys.argv[1])
    load_codecs()
    limit_resources(int(sys.argv[2]))
    with os.fdopen(os.dup(0), "rb") as source, os.fdopen(os.dup(0), "wb") as sink:
        serve(source, sink)


if __name__ == "__main__":
    main()
