"""`mox.file`: make, remove, rename. What is removed from the object store goes to its trash."""

from __future__ import annotations

import errno
import os
import shutil

from . import copying, remote, urls
from .connection import obs
from .errors import MoxFileNotExistsException, MoxFileRespException, about
from .local import make_folder
from .urls import Url

_THERE = 409


def make_dirs(url: Url) -> None:
    """Make a folder, and those above it; one that is there is no error."""
    if not urls.is_remote(url):
        make_folder(urls.text(url))
        return
    place = urls.folder(urls.text(url))
    if not remote.is_folder(place):
        _create(place)


def mk_dir(url: Url) -> None:
    """Make a folder. Raises OSError where the one above it is missing."""
    if not urls.is_remote(url):
        os.mkdir(urls.text(url))
        return
    place = urls.text(url)
    if not remote.is_folder(urls.parent(place)):
        raise MoxFileNotExistsException(urls.parent(place))
    make_dirs(place)


def remove(url: Url, recursive: bool = False) -> None:
    """Remove a file; with `recursive` a folder too.

    In the object store, nothing happens where the URL is not what is to be removed: a folder
    without `recursive`, a file with a slash at the end, or nothing at all.
    """
    place = urls.text(url)
    if not urls.is_remote(url):
        _remove_local(place, recursive)
    elif remote.find_object(place) is not None:
        _delete(place)
    elif recursive and remote.is_folder(place):
        _delete(urls.folder(place))


def remove_empty(url: Url) -> None:
    """Ours: what `os.rmdir` does."""
    if not urls.is_remote(url):
        os.rmdir(url)
        return
    place = urls.folder(urls.text(url))
    if next(remote.children(place), None) is not None:
        raise OSError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY), place)
    _delete(place)


def rename(src_url: Url, dst_url: Url) -> None:
    """Move a file or a folder, also into the object store or out of it; what is there is
    replaced."""
    source, target = urls.text(src_url), urls.text(dst_url)
    if not urls.any_remote(src_url, dst_url):
        os.rename(source, target)
    elif urls.is_remote(src_url) and urls.is_remote(dst_url):
        _move(source, target)
    else:
        copying.copy_parallel(source, target)
        remove(source, recursive=True)


def _create(place: str) -> None:
    try:
        with about(place):
            obs(place).act("create_folder", place, overwrite=False)
    except MoxFileRespException as error:
        if error.resp.status != _THERE:  # somebody else made it meanwhile
            raise


def _delete(place: str) -> None:
    """A request whose answer was lost has done its work: then nothing is there any more."""
    try:
        with about(place):
            obs(place).delete(place)
    except MoxFileNotExistsException:
        return


def _remove_local(path: str, recursive: bool) -> None:
    if recursive and os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    else:
        os.remove(path)


def _move(source: str, target: str) -> None:
    if urls.same(source, target):
        return
    if remote.find_object(source) is None:
        if not remote.is_folder(source):
            raise MoxFileNotExistsException(source)
        source, target = urls.folder(source), urls.folder(target)
    try:
        with about(source):
            obs(source).act("move", source, target)
    except MoxFileNotExistsException:
        if not remote.is_folder(target) and remote.find_object(target) is None:
            raise
