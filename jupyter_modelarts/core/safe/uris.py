"""The one parser of object URIs: `obs://bucket/key`, `s3://bucket/key` and `/bucket/key`.

A key is opaque: it is never percent-decoded, never normalised, and `..` in it is a legal segment
that means nothing. It becomes a path only through an object store, which escapes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum

from ..errors import InvalidInput
from .names import bucket_name, shown

MAX_KEY_BYTES = 1024


class Spelling(str, Enum):
    """Which of the accepted forms a URI came in; the value is what stands before the bucket."""

    OBS = "obs://"
    S3 = "s3://"
    PATH = "/"


@dataclass(frozen=True)
class ObjectUri:
    """A bucket and a key in it; an empty key is the bucket itself.

    Two spellings of the same object are equal.
    """

    bucket: str
    key: str
    spelling: Spelling = field(default=Spelling.OBS, compare=False)

    def __post_init__(self) -> None:
        bucket_name(self.bucket)
        object_key(self.key, empty=True)

    def __str__(self) -> str:
        return f"{Spelling.OBS.value}{self.bucket}/{self.key}"

    def as_spelled(self) -> str:
        """The form it came in, which is the form to answer in."""
        return f"{self.spelling.value}{self.bucket}/{self.key}"

    @property
    def is_folder(self) -> bool:
        """Whether it names a bucket or a prefix that ends in a slash."""
        return not self.key or self.key.endswith("/")

    @property
    def name(self) -> str:
        """The last segment that is not empty; the bucket's name where there is none."""
        return next((s for s in reversed(self.key.split("/")) if s), self.bucket)

    def folder(self) -> ObjectUri:
        """The same with a slash at the end, so that `images` does not mean `images-old` too."""
        return self if self.is_folder else ObjectUri(self.bucket, self.key + "/", self.spelling)

    def join(self, relative: str) -> ObjectUri:
        """The object `relative` in this folder; plain text, nothing is resolved."""
        base = self.folder()
        return ObjectUri(base.bucket, base.key + relative, base.spelling)

    def contains(self, other: ObjectUri) -> bool:
        """Whether `other` is this object or lies in this folder."""
        inside = self == other or not self.key or other.key.startswith(self.folder().key)
        return self.bucket == other.bucket and inside


def parse_uri(text: str) -> ObjectUri:
    """Read a user's URI.

    `#` and `?` after the bucket belong to the key, as S3 has it. Raises `InvalidInput` for every
    other scheme, for `//host`, for user names and ports, and for what is no legal bucket or key.
    """
    spelling, rest = _split_spelling(text)
    bucket, _, key = rest.partition("/")
    if not bucket:
        raise InvalidInput(f"{shown(text)} names no bucket: write obs://bucket/key.")
    if any(mark in bucket for mark in "@:#?"):
        raise InvalidInput(
            f"{shown(text)} has a user name, a port or a query where the bucket's name belongs: "
            "write obs://bucket/key."
        )
    return ObjectUri(bucket, key, spelling)


def object_key(key: str, *, empty: bool = False) -> str:
    """Check a key: 1 to 1,024 bytes of UTF-8 without NUL, which databases and systems cannot hold.

    An empty one passes only where `empty` says so.
    """
    if not key and not empty:
        raise InvalidInput("The object key is empty: name an object in the bucket.")
    if "\0" in key:
        raise InvalidInput(f"The object key {shown(key)} contains a NUL character: remove it.")
    try:
        size = len(key.encode("utf-8"))
    except UnicodeEncodeError:
        raise InvalidInput(f"The object key {shown(key)} is not valid Unicode text.") from None
    if size > MAX_KEY_BYTES:
        raise InvalidInput(
            f"The object key {shown(key)} has {size} bytes: {MAX_KEY_BYTES} is the most."
        )
    return key


def _split_spelling(text: str) -> tuple[Spelling, str]:
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", text)
    if scheme is not None:
        for spelling in (Spelling.OBS, Spelling.S3):
            if text.startswith(spelling.value):
                return spelling, text[len(spelling.value) :]
        raise InvalidInput(
            f"{shown(text)} is not an object URI: write obs://bucket/key, s3://bucket/key "
            "or /bucket/key."
        )
    if text.startswith("/") and not text.startswith("//"):
        return Spelling.PATH, text[1:]
    raise InvalidInput(
        f"{shown(text)} is not an object URI: write obs://bucket/key, s3://bucket/key "
        "or /bucket/key."
    )
