"""Whether objects are images that this platform shows and trains on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from ..core.errors import DomainError
from ..core.safe.images import ImageDecoders, ImageInfo
from ..obs.manager import Objects
from ..obs.schemas import ObjectInfo

_DECODERS = 2
_TURNED = 5  # from this Exif orientation on width and height swap when the image is shown


class ImageChecks:
    """Checks many images at once; each answer is the image's measures or what is wrong."""

    def __init__(
        self, objects: Objects, decoders: ImageDecoders, threads: ThreadPoolExecutor
    ) -> None:
        self._objects = objects
        self._decoders = decoders
        self._threads = threads

    def check(self, infos: Sequence[ObjectInfo]) -> list[ImageInfo | DomainError]:
        """In the order of `infos`."""
        return list(self._threads.map(self._one, infos))

    def _one(self, info: ObjectInfo) -> ImageInfo | DomainError:
        try:
            with self._objects.open(info.uri) as stream:
                return self._decoders.inspect(stream)
        except DomainError as error:
            return error


@contextmanager
def image_checks(objects: Objects, decoders: ImageDecoders) -> Iterator[ImageChecks]:
    """Checks with threads of their own, as many as a pool of decoders has children."""
    with ThreadPoolExecutor(_DECODERS, thread_name_prefix="modelarts-images") as threads:
        yield ImageChecks(objects, decoders, threads)


def shown_size(image: ImageInfo) -> tuple[int, int]:
    """Width and height as the image is shown."""
    if image.orientation >= _TURNED:
        return image.height, image.width
    return image.width, image.height
