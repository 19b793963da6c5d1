"""`mox.file`: copies between this machine and the object store, and within each of them."""

from __future__ import annotations

import logging
import os
import posixpath
import shutil
import threading
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Sequence

from ...sdk import ModelArtsError, below, run_all
from . import remote, urls
from .connection import obs
from .errors import (
    MoxFileNameDuplicateException,
    MoxFileNotExistsException,
    about,
)
from .local import make_folder
from .urls import Url

THREADS = 8
log = logging.getLogger("moxing")


@dataclass(frozen=True)
class _Step:
    """A file to copy, or (without a source) a folder to make."""

    source: str
    target: str


def copy(src_url: Url, dst_url: Url, client_id: Any = None) -> None:
    """Copy one file; a target with a slash at the end is the folder to put it in.

    Raises MoxFileNotExistsException, and OSError for a folder: `copy_parallel` copies those.
    """
    source, target = urls.text(src_url), urls.text(dst_url)
    if target.endswith("/") or (not urls.is_remote(dst_url) and os.path.isdir(target)):
        target = _joined(target, posixpath.basename(source))
    if urls.is_remote(src_url) and remote.find_object(source) is None:
        _refuse_folder(source, remote.is_folder(source))
    elif not urls.is_remote(src_url) and not os.path.isfile(source):
        _refuse_folder(source, os.path.isdir(source))
    _copy_file(_Step(source, target), _tasks())


def copy_parallel(
    src_url: Url,
    dst_url: Url,
    file_list: Sequence[str] | None = None,
    threads: int = THREADS,
    is_processing: bool = True,
    use_queue: bool = True,
    include_root_dir: bool = False,
) -> None:
    """Copy what is in a folder into another one; a file is copied to exactly `dst_url`.

    `file_list` names files relative to the folder, `threads` how many are copied at a time; with
    `include_root_dir` the folder itself is put into the target. `is_processing` and `use_queue`
    change nothing: copying waits for the network, and threads do that.
    """
    source, target = urls.text(src_url), urls.text(dst_url)
    if _is_file(source):
        _copy_file(_Step(source, target), _tasks())
        return
    if include_root_dir:
        target = _joined(target, posixpath.basename(source.rstrip("/")))
    steps = _plan(source, target) if file_list is None else _listed(source, target, file_list)
    if not steps:
        log.warning("mox.file.copy_parallel: there is no file to copy in %s.", source)
    _run(steps, threads)


def background_sync_copy(src_url: Url, dst_url: Url, seconds: float = 120) -> threading.Thread:
    """Copy a folder again and again while the script runs; a copy that fails is left out.

    The thread has `stop()`, which copies a last time (ours).
    """
    thread = _Sync(urls.text(src_url), urls.text(dst_url), seconds)
    thread.start()
    return thread


class _Sync(threading.Thread):
    def __init__(self, source: str, target: str, seconds: float) -> None:
        super().__init__(name="moxing-sync", daemon=True)
        self._source = source
        self._target = target
        self._seconds = seconds
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(self._seconds):
            self._copy()

    def stop(self) -> None:
        """Copy a last time, and no more."""
        self._ended.set()
        self.join()
        copy_parallel(self._source, self._target)

    def _copy(self) -> None:
        try:
            copy_parallel(self._source, self._target)
        except OSError as error:
            log.warning("mox.file.background_sync_copy: left out once. %s", error)


def _is_file(place: str) -> bool:
    if urls.is_remote(place):
        return remote.find_object(place) is not None
    return os.path.isfile(place)


def _refuse_folder(place: str, is_folder: bool) -> None:
    if not is_folder:
        raise MoxFileNotExistsException(place)
    raise IsADirectoryError(f"{place} is a folder: copy it with mox.file.copy_parallel.")


def _plan(source: str, target: str) -> list[_Step]:
    if urls.is_remote(source):
        names = [item.name + "/" * item.is_folder for item in remote.descendants(source)]
        if not names and not remote.is_folder(source):
            raise MoxFileNotExistsException(source)
    else:
        names = _local_tree(source)
    return _steps(source, target, names)


def _local_tree(source: str) -> list[str]:
    if not os.path.isdir(source):
        raise MoxFileNotExistsException(source, "No such file or folder")
    names = []
    for root, folders, files in os.walk(source, followlinks=False):
        base = os.path.relpath(root, source)
        if base != "." and not folders and not files:
            names.append(f"{base}/")
        names += [os.path.normpath(os.path.join(base, name)) for name in files]
    return names


def _listed(source: str, target: str, file_list: Sequence[str]) -> list[_Step]:
    """What a list names; each may also be spelled with the folder before it."""
    base = urls.folder(source)
    names = [name[len(base) :] if name.startswith(base) else name for name in file_list]
    return _steps(source, target, names)


def _steps(source: str, target: str, names: Sequence[str]) -> list[_Step]:
    """All names are looked at before the first file is copied."""
    if not urls.is_remote(target):
        _refuse_duplicates(source, names)
    return [
        _Step("" if name.endswith("/") else _joined(source, name), _place(target, name))
        for name in names
    ]


def _refuse_duplicates(source: str, names: Sequence[str]) -> None:
    files = {name for name in names if not name.endswith("/")}
    for name in names:
        at = name.find("/")
        while at > 0:
            if name[:at] in files:
                raise MoxFileNameDuplicateException(
                    f"{_joined(source, name[:at])} is a file, and a folder with {name} in it: a "
                    "local folder cannot hold both. Rename one of them."
                )
            at = name.find("/", at + 1)


def _place(target: str, name: str) -> str:
    if urls.is_remote(target):
        return _joined(target, name)
    try:
        path = below(Path(target), name.rstrip("/"))
    except ModelArtsError as error:
        raise OSError(error.error_msg) from None
    return f"{path}/" if name.endswith("/") else str(path)


def _run(steps: Sequence[_Step], threads: int) -> None:
    tasks = max(1, min(_tasks(), threads // max(1, len(steps))))
    run_all([partial(_carry_out, step, tasks) for step in steps], threads, "moxing-copy")


def _tasks() -> int:
    """How many parts of a large file travel at a time; a script may say so in `file_io`."""
    from . import file_io

    return max(1, min(file_io._LARGE_FILE_TASK_NUM, file_io._NUMBER_OF_PROCESSES))


def _carry_out(step: _Step, tasks: int) -> None:
    if step.source:
        _copy_file(step, tasks)
    else:
        _make_folder(step.target)


def _make_folder(place: str) -> None:
    if not urls.is_remote(place):
        make_folder(place)
    elif not remote.is_folder(place):
        with about(place):
            obs(place).act("create_folder", place, overwrite=False)


def _copy_file(step: _Step, tasks: int) -> None:
    source, target = step.source, step.target
    if not urls.any_remote(source, target):
        _copy_locally(source, target)
    elif not urls.is_remote(source):
        with about(target):
            obs(target).put_file(source, target, tasks=tasks)
    elif not urls.is_remote(target):
        make_folder(os.path.dirname(target))
        with about(source):
            obs(source).get_file(source, target, tasks=tasks)
    elif not urls.same(source, target):
        with about(source):
            obs(source).act("copy", source, target)


def _copy_locally(source: str, target: str) -> None:
    make_folder(os.path.dirname(target))
    if not (os.path.exists(target) and os.path.samefile(source, target)):
        shutil.copyfile(source, target)


def _joined(base: str, name: str) -> str:
    return urls.join(base, name) if urls.is_remote(base) else os.path.join(base, name)
