"""What is written to an object waits in a file of this machine, and is stored when it is closed.

An object has no middle that one could write to, and no end that grows. So memory stays flat, and
what could not be stored is kept, and named.
"""

from __future__ import annotations

import atexit
import errno
import logging
import os
import shutil
import tempfile
import time
import weakref
from typing import Any, Optional, Tuple

from . import remote, urls
from .connection import obs
from .errors import MoxFileNotExistsException, MoxFileRespException, Response, about
from .modes import Mode

CONDITIONAL_BYTES = 32 * 1024 * 1024
"""Up to here an object is written in one request, which the server refuses where it changed."""
TRIES = 50
FLUSH_SHARE = 20
"""After a flush that stored, the next one does so after that many times what storing took."""
_CHANGED = (409, 412)
log = logging.getLogger("moxing")

Text = Tuple[str, Optional[str], Optional[str]]
"""Encoding, errors, newline."""


class Draft:
    """An object while it is written to: `file` is the local file."""

    def __init__(self, url: str, mode: Mode, text: Text | None) -> None:
        self._url = url
        self._mode = mode
        self._process = os.getpid()
        self._closed = False
        self._new = True
        self._etag = ""
        self._base_size = 0
        self._next_flush = 0.0
        handle, self.path = tempfile.mkstemp(prefix="moxing-")
        os.close(handle)
        try:
            self._begin()
            self.file = self._open(text)
        except BaseException:
            self._closed = True
            os.unlink(self.path)
            raise
        _open_drafts.add(self)

    def size(self) -> int:
        """What is there now."""
        self.file.flush()
        return os.path.getsize(self.path)

    def store_unless_just_done(self) -> None:
        """What `flush` does: a log that flushes each line is not stored for each line."""
        began = time.monotonic()
        if began >= self._next_flush:
            self._store()
            ended = time.monotonic()
            self._next_flush = ended + FLUSH_SHARE * (ended - began)

    def close(self) -> None:
        """Store, and forget the local file; where storing fails it is kept, and named."""
        if self._closed or os.getpid() != self._process:
            return
        self._closed = True
        self.file.close()
        try:
            self._store()
        except OSError as error:
            raise self._kept(error) from None
        os.unlink(self.path)

    def close_quietly(self) -> None:
        """For a file that nobody closed."""
        try:
            self.close()
        except OSError as error:
            log.error("%s", error)

    def __del__(self) -> None:
        if not self._closed:
            self.close_quietly()

    def _begin(self) -> None:
        url, kind = self._url, self._mode.kind
        if urls.is_folder_spelling(url):
            raise IsADirectoryError(errno.EISDIR, "This names a folder", url)
        base = None if kind == "w" else remote.find_object(url)
        if kind == "r" and base is None:
            raise MoxFileNotExistsException(url)
        if kind == "x" and base is not None:
            raise FileExistsError(errno.EEXIST, "There is such an object already", url)
        if base is not None:
            self._fetch(self.path)

    def _open(self, text: Text | None) -> Any:
        mode = self._mode.python.replace("x", "w")
        if text is None:
            return open(self.path, mode)
        encoding, errors, newline = text
        return open(self.path, mode, encoding=encoding, errors=errors, newline=newline)

    def _fetch(self, path: str) -> None:
        """The object as it is now becomes what is built upon."""
        with about(self._url):
            self._etag = obs(self._url).get_file(self._url, path, tasks=1)
        self._base_size, self._new = os.path.getsize(path), False
        os.utime(path, ns=(0, 0))

    def _store(self) -> None:
        if not self._new and os.stat(self.path).st_mtime_ns == 0:
            return  # nothing was written since
        os.utime(self.path, ns=(0, 0))
        for left in reversed(range(TRIES)):
            try:
                self._put()
                return
            except BaseException as error:
                os.utime(self.path)
                if not (left and self._can_build_upon_newer(error)):
                    raise
            self._build_upon_newer()

    def _put(self) -> None:
        way, size = obs(self._url), os.path.getsize(self.path)
        conditions = self._conditions()
        with about(self._url):
            if not any(conditions.values()):
                way.put_file(self.path, self._url, tasks=_tasks())
            elif size <= CONDITIONAL_BYTES:
                with open(self.path, "rb") as stream:
                    self._etag = str(way.put(stream.read(), self._url, **conditions)["etag"])
            else:
                self._refuse_newer()
                way.put_file(self.path, self._url, overwrite=not self._new, tasks=_tasks())
                self._etag = str(way.info(self._url)["etag"])
        self._new, self._base_size = False, size

    def _conditions(self) -> dict[str, str]:
        """Others' writing is not to be lost, unless the script replaces the object anyway."""
        if self._mode.kind == "w" or (self._mode.kind == "x" and not self._new):
            return {}
        return {"if_match": self._etag, "if_none_match": "*" if self._new else ""}

    def _refuse_newer(self) -> None:
        """As good as a condition, but for the time that sending takes."""
        found = remote.find_object(self._url)
        if (found.etag if found else "") != self._etag:
            sentence = f"{self._url} was written to by somebody else meanwhile."
            raise MoxFileRespException(Response(412, "", sentence))

    def _can_build_upon_newer(self, error: BaseException) -> bool:
        changed = isinstance(error, MoxFileRespException) and error.resp.status in _CHANGED
        appended = self._mode.kind == "a" and os.path.getsize(self.path) >= self._base_size
        return changed and appended

    def _build_upon_newer(self) -> None:
        """Somebody else wrote: what was appended here comes after that."""
        newer, at = f"{self.path}.newer", self._base_size
        try:
            if remote.find_object(self._url) is None:
                self._etag, self._base_size, self._new = "", 0, True
                open(newer, "wb").close()
            else:
                self._fetch(newer)
            with open(self.path, "r+b") as mine, open(newer, "r+b") as theirs:
                mine.seek(at)
                theirs.seek(0, os.SEEK_END)
                shutil.copyfileobj(mine, theirs)
                theirs.seek(0)
                mine.seek(0)
                shutil.copyfileobj(theirs, mine)
                mine.truncate()
        finally:
            if os.path.exists(newer):
                os.unlink(newer)

    def _kept(self, error: OSError) -> OSError:
        sentence = (
            f"{error.strerror or error} What was written is kept in {self.path}: once that is made "
            f"good, mox.file.copy({self.path!r}, {self._url!r}) stores it."
        )
        if isinstance(error, MoxFileNotExistsException):
            return MoxFileNotExistsException(self._url, sentence)
        return MoxFileRespException(getattr(error, "resp", Response(0, "", str(error))), sentence)


_open_drafts: weakref.WeakSet[Draft] = weakref.WeakSet()
_ending = False


def _tasks() -> int:
    """At the end of a program no thread can be begun."""
    return 1 if _ending else 4


@atexit.register
def _close_all() -> None:
    global _ending
    _ending = True
    for draft in list(_open_drafts):
        draft.close_quietly()
