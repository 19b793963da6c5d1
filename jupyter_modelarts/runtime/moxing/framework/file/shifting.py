"""`mox.file.shift('os', 'mox')`: Python's own functions take objects too.

Each asks whether a path is an object; where none is, it does exactly what it did before. What
other modules have taken from `os` beforehand (`from os import listdir`) is not changed.
"""

from __future__ import annotations

import builtins
import functools
import glob as glob_module
import io
import os
import shutil
import threading
from importlib import import_module
from typing import Any, Callable, NoReturn

from . import changing, copying, looking, opening, scanning, urls
from .errors import MoxFileNotExistsException
from .frameworks import Frameworks

Function = Callable[..., Any]
_lock = threading.Lock()
_originals: dict[tuple[Any, str], Function] = {}


def shift(src: str, dst: str) -> None:
    """`shift('os', 'mox')` lets Python's functions take objects, `shift('mox', 'os')` ends that."""
    ways = {("os", "mox"): _apply, ("mox", "os"): _restore}
    if (src, dst) not in ways:
        raise ValueError(f"shift('os', 'mox') or shift('mox', 'os'), not shift({src!r}, {dst!r})")
    with _lock:
        ways[src, dst]()


class _Shifted:
    """A function in the place of another, to which it is equal.

    No function object: where a class takes it as an attribute, it must not become a method, as
    the built-in that it stands for does not.
    """

    def __init__(self, owner: Any, name: str, ours: Function, count: int) -> None:
        self._original: Function = getattr(owner, name)
        functools.update_wrapper(self, self._original)
        self._place = (owner.__name__, name)
        self._ours = ours
        self._count = count

    def __call__(self, *args: Any, **options: Any) -> Any:
        if urls.any_remote(*args[: self._count], *options.values()):
            return self._ours(*args, **options)
        return self._original(*args, **options)

    def __eq__(self, other: object) -> bool:
        return other is self or other == self._original

    def __hash__(self) -> int:
        return hash(self._original)

    def __reduce__(self) -> tuple[Function, tuple[str, str]]:
        return _by_name, self._place


def _by_name(module: str, name: str) -> Any:
    return getattr(import_module(module), name)


def _apply() -> None:
    if _originals:
        return
    for owner, name, ours, count in _FUNCTIONS:
        _replace(owner, name, ours, count)
    _frameworks.install()


def _replace(owner: Any, name: str, ours: Function, count: int) -> None:
    if (owner, name) not in _originals:
        _originals[owner, name] = getattr(owner, name)
        setattr(owner, name, _Shifted(owner, name, ours, count))


def _restore() -> None:
    _frameworks.remove()
    for (owner, name), original in _originals.items():
        setattr(owner, name, original)
    _originals.clear()


_frameworks = Frameworks(_replace)


def _listdir(path: str = ".") -> list[str]:
    return looking.list_directory(path)


def _mkdir(path: str, mode: int = 0o777, *, dir_fd: int | None = None) -> None:
    changing.mk_dir(path)


def _makedirs(name: str, mode: int = 0o777, exist_ok: bool = False) -> None:
    changing.make_dirs(name)


def _remove(path: str, *, dir_fd: int | None = None) -> None:
    changing.remove(path)


def _rename(src: str, dst: str, *, src_dir_fd: Any = None, dst_dir_fd: Any = None) -> None:
    changing.rename(src, dst)


def _stat(path: str, *, dir_fd: Any = None, follow_symlinks: bool = True) -> Any:
    return looking.stat(path)


def _access(path: str, mode: int, **options: Any) -> bool:
    return looking.exists(path)


def _getsize(filename: str) -> int:
    return looking.stat(filename).length


def _getmtime(filename: str) -> float:
    return looking.stat(filename).st_mtime


def _no(path: str) -> bool:
    return False


def _yes(path: str) -> bool:
    return True


def _as_it_is(path: str, **options: Any) -> str:
    """A URL is absolute, and `//` in it means something."""
    return urls.text(path)


def _glob(pathname: str, *, recursive: bool = False, **options: Any) -> list[str]:
    return looking.glob(pathname, recursive)


def _iglob(pathname: str, *, recursive: bool = False, **options: Any) -> Any:
    return iter(looking.glob(pathname, recursive))


def _copy_file(src: str, dst: str, *, follow_symlinks: bool = True) -> str:
    copying.copy(src, dst)
    return dst


def _copy_tree(src: str, dst: str, *_: Any, **options: Any) -> str:
    if _ or set(options) - {"dirs_exist_ok"}:
        _refuse("shutil.copytree", "only src, dst and dirs_exist_ok")
    copying.copy_parallel(src, dst)
    return dst


def _remove_tree(path: str, ignore_errors: bool = False, *_: Any, **options: Any) -> None:
    if not looking.is_directory(path):
        if ignore_errors:
            return
        raise MoxFileNotExistsException(urls.text(path))
    changing.remove(path, recursive=True)


def _move(src: str, dst: str, *_: Any, **options: Any) -> str:
    target = urls.text(dst)
    if looking.is_directory(target):
        target = os.path.join(target, os.path.basename(urls.text(src).rstrip("/")))
    changing.rename(src, target)
    return target


def _refuse(name: str, takes: str) -> NoReturn:
    raise NotImplementedError(f"{name} takes {takes} where a path is an object.")


_FUNCTIONS: list[tuple[Any, str, Function, int]] = [
    (builtins, "open", opening.File, 1),
    (io, "open", opening.File, 1),
    (os, "access", _access, 1),
    (os, "listdir", _listdir, 1),
    (os, "lstat", _stat, 1),
    (os, "makedirs", _makedirs, 1),
    (os, "mkdir", _mkdir, 1),
    (os, "remove", _remove, 1),
    (os, "rename", _rename, 2),
    (os, "replace", _rename, 2),
    (os, "rmdir", changing.remove_empty, 1),
    (os, "scandir", scanning.scan_dir, 1),
    (os, "stat", _stat, 1),
    (os, "unlink", _remove, 1),
    (os, "walk", looking.walk, 1),
    (os.path, "abspath", _as_it_is, 1),
    (os.path, "exists", looking.exists, 1),
    (os.path, "getmtime", _getmtime, 1),
    (os.path, "getsize", _getsize, 1),
    (os.path, "isabs", _yes, 1),
    (os.path, "isdir", looking.is_directory, 1),
    (os.path, "isfile", looking.is_file, 1),
    (os.path, "islink", _no, 1),
    (os.path, "lexists", looking.exists, 1),
    (os.path, "normpath", _as_it_is, 1),
    (os.path, "realpath", _as_it_is, 1),
    (glob_module, "glob", _glob, 1),
    (glob_module, "iglob", _iglob, 1),
    (shutil, "copy", _copy_file, 2),
    (shutil, "copy2", _copy_file, 2),
    (shutil, "copyfile", _copy_file, 2),
    (shutil, "copytree", _copy_tree, 2),
    (shutil, "move", _move, 2),
    (shutil, "rmtree", _remove_tree, 1),
]
