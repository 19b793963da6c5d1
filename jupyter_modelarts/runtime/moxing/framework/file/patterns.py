"""`mox.file.glob` over objects: one listing for each folder that a pattern can reach."""

from __future__ import annotations

import re
from fnmatch import translate
from typing import Iterator

from . import remote
from .errors import MoxFileNotExistsException
from .remote import Item

_MAGIC = re.compile(r"[*?[]")
_ANY_DEPTH = "**"


def matching(pattern: str, recursive: bool) -> Iterator[str]:
    """The URLs of the objects and folders that match."""
    scheme, _, rest = pattern.partition("://")
    bucket, _, key = rest.partition("/")
    base = f"{scheme}://{bucket}"
    if _MAGIC.search(bucket):
        raise ValueError(f"{pattern}: a bucket is named, wildcards belong after it.")
    parts = [part for part in key.split("/") if part]
    yield from _below(base, parts, recursive)


def _below(base: str, parts: list[str], recursive: bool) -> Iterator[str]:
    fixed = 0
    while fixed < len(parts) and not _MAGIC.search(parts[fixed]):
        fixed += 1
    base = "/".join([base, *parts[:fixed]])
    parts = parts[fixed:]
    if not parts:
        if remote.find_object(base) is not None or remote.is_folder(base):
            yield base
    elif recursive and parts[0] == _ANY_DEPTH:
        yield from _at_any_depth(base, parts[1:])
    else:
        yield from _in_folder(base, parts, recursive)


def _in_folder(base: str, parts: list[str], recursive: bool) -> Iterator[str]:
    fits = re.compile(translate(parts[0])).match
    hidden = parts[0].startswith(".")
    for item in _children(base):
        if not fits(item.name) or (item.name.startswith(".") and not hidden):
            continue
        if len(parts) == 1:
            yield item.url
        elif item.is_folder:
            yield from _below(item.url, parts[1:], recursive)


def _at_any_depth(base: str, parts: list[str]) -> Iterator[str]:
    seen: set[str] = set()
    stack = [base]
    while stack:
        folder = stack.pop()
        items = [item for item in _children(folder) if not item.name.startswith(".")]
        stack += [item.url for item in items if item.is_folder]
        found = _below(folder, parts, True) if parts else (item.url for item in items)
        for url in found:
            if url not in seen:
                seen.add(url)
                yield url


def _children(folder: str) -> list[Item]:
    try:
        return list(remote.children(folder))
    except MoxFileNotExistsException:
        return []
