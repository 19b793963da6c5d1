"""What there is in the object store: one object, one folder, what lies in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Iterator

from . import urls
from .connection import obs
from .errors import MoxFileNotExistsException, about


@dataclass(frozen=True)
class Item:
    """An object or a folder below another: `name` is relative, without a slash at the end."""

    name: str
    url: str
    is_folder: bool
    size: int = 0
    modified_ms: int = 0
    etag: str = ""


def find_object(url: str) -> Item | None:
    """The object at exactly this key; None where there is none, or the key is a folder's."""
    if urls.is_folder_spelling(url):
        return None
    try:
        with about(url):
            return _object(url, urls.name(url), obs(url).info(url))
    except MoxFileNotExistsException:
        return None


def is_folder(url: str) -> bool:
    """Whether it is a bucket or something lies below it."""
    try:
        with about(url):
            found = next(obs(url).listing(urls.folder(url), limit=1), None)
    except MoxFileNotExistsException:
        return False
    return found is not None or urls.is_bucket(url)


def children(url: str) -> Iterator[Item]:
    """What lies right in a folder. Raises MoxFileNotExistsException where there is no folder."""
    base, empty = urls.folder(url), not urls.is_bucket(url)
    with about(url):
        for found in obs(url).listing(base):
            empty = False
            uri = urls.spelled_as(url, str(found["uri"]))
            relative = uri[len(base) :]
            if relative:
                yield _item(found, relative, uri)
    if empty:
        raise MoxFileNotExistsException(url)


def descendants(url: str) -> Iterator[Item]:
    """All objects below a folder, and those folders that stand while they are empty."""
    base = urls.folder(url)
    with about(url):
        for found in obs(url).walk(base):
            uri = urls.spelled_as(url, str(found["uri"]))
            relative = uri[len(base) :]
            if relative:
                yield _item(found, relative, uri)


def _item(found: dict[str, Any], relative: str, uri: str) -> Item:
    if relative.endswith("/"):
        return Item(relative[:-1] or "/", uri[:-1], True)
    return _object(uri, relative, found)


def _object(url: str, name: str, found: dict[str, Any]) -> Item:
    return Item(
        name,
        url,
        False,
        int(found["size"]),
        int(found["last_modified"]),
        str(found.get("etag") or ""),
    )
