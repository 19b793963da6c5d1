"""Images that arrive in a request: checked, then stored in the dataset's input location."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from ..core.errors import Conflict, DomainError, InvalidInput
from ..core.safe.images import ImageDecoders
from ..core.safe.names import shown
from ..core.safe.paths import relative_path
from ..obs.manager import Objects
from ..obs.schemas import ObjectInfo
from .candidates import EXTENSIONS, NO_IMAGE, Candidate
from .import_writer import Checked
from .schemas import Dataset, Upload

MAX_BYTES = 8 * 1024 * 1024
_TRIES = 1000


@dataclass(frozen=True)
class Stored:
    """What became of one upload: a checked candidate, or what is wrong with it."""

    name: str
    checked: Checked | None = None
    error: DomainError | None = None


def store_upload(
    objects: Objects, decoders: ImageDecoders, dataset: Dataset, upload: Upload
) -> Stored:
    """Check an image and write it under a free name in the input location."""
    try:
        name = _checked_name(upload.name)
        image = decoders.inspect(upload.data)
        info = _put_free(objects, dataset, name, upload.data)
    except DomainError as error:
        return Stored(name=upload.name, error=error)
    candidate = Candidate(info.uri, info, upload.annotations)
    return Stored(name=str(info.uri), checked=Checked(candidate, info, image))


def _checked_name(text: str) -> PurePosixPath:
    name = relative_path(text)
    if len(name.parts) > 1:
        raise InvalidInput(f"The file name {shown(text)} has a slash: send the name alone.")
    if name.suffix.lower() not in EXTENSIONS:
        raise InvalidInput(f"{shown(text)}: {NO_IMAGE}.")
    return name


def _put_free(objects: Objects, dataset: Dataset, name: PurePosixPath, data: bytes) -> ObjectInfo:
    """Write under `name`, or where it is taken as `name-2`, `name-3`, …"""
    for number in range(1, _TRIES):
        free = name if number == 1 else name.with_name(f"{name.stem}-{number}{name.suffix}")
        try:
            return objects.put(dataset.input.join(str(free)), data, if_absent=True)
        except Conflict:
            continue
    raise Conflict(f"There are {_TRIES} images named as {shown(str(name))}: choose another name.")
