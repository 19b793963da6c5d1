"""Handwritten digits as the tutorials of TensorFlow 1 read them.

MNIST's four files are read from the folder that is named, where they lie. Where they do not,
nothing is downloaded: digits are drawn instead, and a line says so.
"""

from __future__ import annotations

import gzip
import struct
from pathlib import Path
from typing import Any, NamedTuple

import numpy

TRAIN_IMAGES = "train-images-idx3-ubyte"
TRAIN_LABELS = "train-labels-idx1-ubyte"
TEST_IMAGES = "t10k-images-idx3-ubyte"
TEST_LABELS = "t10k-labels-idx1-ubyte"
_SIDE = 28
_DRAWN_TRAIN, _DRAWN_TEST = 6000, 1000


class DataSet:
    """Images in rows and their labels, given out in batches."""

    def __init__(self, images: Any, labels: Any, seed: int | None = None) -> None:
        self.images = images
        self.labels = labels
        self.epochs_completed = 0
        self._random = numpy.random.RandomState(seed)
        self._order = numpy.arange(len(images))
        self._at = 0

    @property
    def num_examples(self) -> int:
        return len(self.images)

    def next_batch(self, batch_size: int, fake_data: bool = False, shuffle: bool = True) -> Any:
        """The next images and labels; each epoch in a new order unless `shuffle` is false."""
        chosen: list[int] = []
        while len(chosen) < batch_size:
            if self._at == 0 and shuffle:
                self._random.shuffle(self._order)
            part = self._order[self._at : self._at + batch_size - len(chosen)]
            chosen.extend(part)
            self._at += len(part)
            if self._at >= self.num_examples:
                self._at = 0
                self.epochs_completed += 1
        return self.images[chosen], self.labels[chosen]


class Datasets(NamedTuple):
    """What `read_data_sets` returns."""

    train: DataSet
    validation: DataSet
    test: DataSet


def read_data_sets(
    train_dir: str,
    fake_data: bool = False,
    one_hot: bool = False,
    dtype: Any = numpy.float32,
    reshape: bool = True,
    validation_size: int = 5000,
    seed: int | None = None,
    source_url: str = "",
) -> Datasets:
    """Digits for training, validation and test; `source_url` is never asked."""
    parts = _read(Path(str(train_dir)))
    if parts is None:
        print(  # noqa: T201
            f"There are no MNIST files in {train_dir}: digits are drawn instead. For the real ones "
            f"put {TRAIN_IMAGES}.gz and the other three there."
        )
        parts = _draw(_DRAWN_TRAIN, 1), _draw(_DRAWN_TEST, 2)
    (images, labels), (test_images, test_labels) = parts
    held = min(validation_size, len(images) // 6)
    kind = numpy.dtype(getattr(dtype, "as_numpy_dtype", dtype))

    def data_set(pixels: Any, digits: Any) -> DataSet:
        shape = (len(pixels), -1) if reshape else (len(pixels), _SIDE, _SIDE, 1)
        table = pixels.reshape(shape)
        if kind == numpy.float32:
            table = table.astype(numpy.float32) / 255.0
        return DataSet(table, numpy.eye(10)[digits] if one_hot else digits, seed)

    return Datasets(
        train=data_set(images[held:], labels[held:]),
        validation=data_set(images[:held], labels[:held]),
        test=data_set(test_images, test_labels),
    )


def _read(folder: Path) -> Any:
    train = _pair(folder, TRAIN_IMAGES, TRAIN_LABELS)
    test = _pair(folder, TEST_IMAGES, TEST_LABELS)
    return None if train is None or test is None else (train, test)


def _pair(folder: Path, images: str, labels: str) -> Any:
    found = _bytes(folder, images), _bytes(folder, labels)
    if found[0] is None or found[1] is None:
        return None
    _, count, height, width = struct.unpack(">4I", found[0][:16])
    pixels = numpy.frombuffer(found[0], numpy.uint8, offset=16).reshape(count, height, width)
    return pixels, numpy.frombuffer(found[1], numpy.uint8, offset=8)


def _bytes(folder: Path, name: str) -> bytes | None:
    packed, plain = folder / f"{name}.gz", folder / name
    if packed.is_file():
        return gzip.decompress(packed.read_bytes())
    return plain.read_bytes() if plain.is_file() else None


def _draw(count: int, seed: int) -> Any:
    """Digits of many sizes, places and slopes, the same at every call."""
    from PIL import Image, ImageDraw, ImageFont

    random = numpy.random.RandomState(seed)
    fonts = [ImageFont.load_default(size) for size in (18, 20, 22, 24)]
    digits = random.randint(0, 10, count).astype(numpy.uint8)
    pixels = numpy.zeros((count, _SIDE, _SIDE), numpy.uint8)
    for at, digit in enumerate(digits):
        picture = Image.new("L", (_SIDE, _SIDE))
        place = tuple(random.randint(5, 11, 2) - (0, 5))
        font = fonts[random.randint(len(fonts))]
        ImageDraw.Draw(picture).text(place, str(digit), int(random.randint(150, 256)), font)
        pixels[at] = picture.rotate(float(random.uniform(-15, 15)), Image.Resampling.BILINEAR)
    return pixels, digits
