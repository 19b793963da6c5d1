"""`mox.file`: what is there."""

from __future__ import annotations

import os
from glob import glob as local_glob
from typing import Any, Callable, Iterator

from . import remote, urls
from .errors import MoxFileNotExistsException
from .patterns import matching
from .remote import Item
from .statistics import FileStatistics, of_item, of_local
from .urls import Url

Walked = Iterator["tuple[str, list[str], list[str]]"]


def exists(url: Url) -> bool:
    """Whether there is an object, a folder or a bucket; with a slash at the end, a folder."""
    if not urls.is_remote(url):
        return os.path.exists(url)
    place = urls.text(url)
    return remote.find_object(place) is not None or remote.is_folder(place)


def is_directory(url: Url) -> bool:
    """Whether it is a folder or a bucket."""
    if not urls.is_remote(url):
        return os.path.isdir(url)
    return remote.is_folder(urls.text(url))


def is_file(url: Url) -> bool:
    """Ours: whether it is an object, or a local file."""
    if not urls.is_remote(url):
        return os.path.isfile(url)
    return remote.find_object(urls.text(url)) is not None


def stat(url: Url) -> FileStatistics:
    """`length`, `mtime_nsec`, `is_directory`, and what `os.stat` has.

    Raises MoxFileNotExistsException.
    """
    if not urls.is_remote(url):
        try:
            return of_local(os.stat(url))
        except FileNotFoundError:
            raise MoxFileNotExistsException(urls.text(url), "No such file or folder") from None
    return of_item(_item(urls.text(url)))


def get_size(url: Url, recursive: bool = False) -> int:
    """The bytes of a file, or of the files right in a folder, with `recursive` of all below.

    A local folder is always measured with all that is below.
    """
    if not urls.is_remote(url):
        return _local_size(urls.text(url))
    place = urls.text(url)
    item = _item(place)
    if not item.is_folder:
        return item.size
    items = remote.descendants(place) if recursive else remote.children(place)
    return sum(found.size for found in items)


def list_directory(
    url: Url,
    recursive: bool = False,
    remove_sep: bool = True,
    skip_file: bool = False,
    skip_dir: bool = False,
) -> list[str]:
    """The names in a folder, and with `recursive` the paths of all below it, relative to it.

    Folders keep a slash at the end where `remove_sep` is false. Raises MoxFileNotExistsException.
    """
    place = urls.text(url)
    if urls.is_remote(url):
        found = _remote_tree(place) if recursive else _kinds(remote.children(place))
    else:
        found = _local_names(place, recursive)
    return sorted(
        name if remove_sep or not is_folder else f"{name}/"
        for name, is_folder in found.items()
        if not (skip_dir if is_folder else skip_file)
    )


def walk(
    url: Url,
    topdown: bool = True,
    onerror: Callable[[OSError], Any] | None = None,
    followlinks: bool = False,
) -> Walked:
    """As `os.walk`."""
    if not urls.is_remote(url):
        yield from os.walk(urls.text(url), topdown, onerror, followlinks)
        return
    yield from _walk(urls.text(url), topdown, onerror)


def glob(url: Url, recursive: bool = False) -> list[str]:
    """The paths that match `*`, `?` and `[…]`, of objects and folders; in order.

    With `recursive`, `**` stands for folders of any depth.
    """
    place = urls.text(url)
    if not urls.is_remote(url):
        return sorted(local_glob(place, recursive=recursive))
    return sorted(matching(place, recursive))


def _item(place: str) -> Item:
    found = remote.find_object(place)
    if found is not None:
        return found
    if remote.is_folder(place):
        return Item(urls.name(place), urls.bare(place), True)
    raise MoxFileNotExistsException(place)


def _local_size(path: str) -> int:
    try:
        if not os.path.isdir(path):
            return os.path.getsize(path)
    except FileNotFoundError:
        raise MoxFileNotExistsException(path, "No such file or folder") from None
    files = (os.path.join(root, name) for root, _, names in os.walk(path) for name in names)
    return sum(os.lstat(file).st_size for file in files)


def _kinds(items: Iterator[Item]) -> dict[str, bool]:
    """Names, and whether a folder has it; an object of the same name gives way to the folder."""
    found: dict[str, bool] = {}
    for item in items:
        found[item.name] = found.get(item.name, False) or item.is_folder
    return found


def _remote_tree(place: str) -> dict[str, bool]:
    found = _kinds(remote.descendants(place))
    if not found and not remote.is_folder(place):
        raise MoxFileNotExistsException(place)
    for name in list(found):
        at = name.find("/", 1)
        while at > 0:
            found[name[:at]] = True
            at = name.find("/", at + 1)
    return found


def _local_names(path: str, recursive: bool) -> dict[str, bool]:
    if not os.path.isdir(path):
        raise MoxFileNotExistsException(path, "No such folder")
    if not recursive:
        return {name: os.path.isdir(os.path.join(path, name)) for name in os.listdir(path)}
    found = {}
    for root, folders, files in os.walk(path):
        for names, is_folder in ((folders, True), (files, False)):
            for name in names:
                found[os.path.relpath(os.path.join(root, name), path)] = is_folder
    return found


def _walk(place: str, topdown: bool, onerror: Callable[[OSError], Any] | None) -> Walked:
    try:
        items = list(remote.children(place))
    except OSError as error:  # as os.walk does: what cannot be listed is left out
        if onerror is not None:
            onerror(error)
        return
    folders = [item.name for item in items if item.is_folder]
    files = [item.name for item in items if not item.is_folder]
    if topdown:
        yield place, folders, files
    for name in folders:
        yield from _walk(urls.join(place, name), topdown, onerror)
    if not topdown:
        yield place, folders, files
