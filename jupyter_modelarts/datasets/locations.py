"""Where a dataset reads and where it writes: two places that do not lie in one another."""

from __future__ import annotations

from ..core.errors import InvalidInput
from ..core.safe.uris import ObjectUri, parse_uri
from ..obs.manager import Objects

MAX_PATH = 700


def checked_locations(objects: Objects, input_path: str, work_path: str) -> None:
    """Raises InvalidInput where the output is, holds, or lies in the input, in whatever spelling,
    and NotFound for a bucket that does not exist."""
    reads, writes = parse_uri(input_path).folder(), parse_uri(work_path).folder()
    if max(len(input_path), len(work_path)) > MAX_PATH:
        raise InvalidInput(f"A location has at most {MAX_PATH} characters.")
    if not writes.key:
        raise InvalidInput("The output location is a whole bucket: name a folder in it.")
    if reads == writes:
        raise InvalidInput(
            "The output location is the input location: choose another folder, or the files that "
            "the dataset writes would be imported as its data."
        )
    if reads.contains(writes) or writes.contains(reads):
        raise InvalidInput(
            "The input and the output location lie in one another: choose two separate folders."
        )
    for location in (reads, writes):
        _check_bucket(objects, location)


def _check_bucket(objects: Objects, location: ObjectUri) -> None:
    objects.list(ObjectUri(location.bucket, ""), limit=1)
