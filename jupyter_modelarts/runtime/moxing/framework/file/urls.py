"""Spellings of places: `obs://` and `s3://` are objects, everything else is a local path."""

from __future__ import annotations

import os
from typing import Any, Union

Url = Union[str, bytes, "os.PathLike[str]", "os.PathLike[bytes]"]
SCHEMES = ("obs://", "s3://")


def text(url: Url) -> str:
    """As a string."""
    return os.fsdecode(url)


def is_remote(url: Any) -> bool:
    """Whether it names an object or a folder of the object store; no error for what is no path."""
    if isinstance(url, os.PathLike):
        url = os.fspath(url)
    return isinstance(url, str) and url.startswith(SCHEMES)


def any_remote(*urls: Any) -> bool:
    return any(is_remote(url) for url in urls)


def folder(url: str) -> str:
    """With a slash at the end."""
    return url if url.endswith("/") else url + "/"


def bare(url: str) -> str:
    """Without slashes at the end."""
    scheme = next(scheme for scheme in SCHEMES if url.startswith(scheme))
    return scheme + url[len(scheme) :].rstrip("/")


def join(base: str, name: str) -> str:
    return folder(base) + name


def parent(url: str) -> str:
    """The folder it is in, with a slash; of a bucket itself."""
    return url if is_bucket(url) else folder(bare(url).rpartition("/")[0])


def name(url: str) -> str:
    return bare(url).rpartition("/")[2]


def is_bucket(url: str) -> bool:
    return "/" not in bare(url).split("://", 1)[1]


def is_folder_spelling(url: str) -> bool:
    """Whether it can be nothing but a folder: a bucket, or a slash at the end."""
    return url.endswith("/") or is_bucket(url)


def spelled_as(given: str, uri: str) -> str:
    """An answer's `obs://…` with the scheme that was asked with."""
    return given.split("://", 1)[0] + "://" + uri.split("://", 1)[1]


def same(one: str, other: str) -> bool:
    """Whether two URLs name the same object, however they are spelled."""
    return bare(one).split("://", 1)[1] == bare(other).split("://", 1)[1]
