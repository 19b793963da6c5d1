"""`mox.file.File`, and `read`, `write`, `append` made of it."""

from __future__ import annotations

import io
from typing import Any, Iterable, Iterator

from . import remote, urls
from .errors import MoxFileNotExistsException
from .modes import Mode
from .streams import BUFFER_BYTES, ObjectReader
from .urls import Url
from .writers import Draft, Text

ENCODING = "utf-8"


class File:
    """A file as `open` gives it, of an object or of this machine; text is UTF-8 in an object.

    An object that is written to is there, whole, after `close`; `flush` stores what there is so
    far, unless it has just done so.
    """

    def __init__(
        self,
        name: Url,
        mode: str = "r",
        buffering: int = -1,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
        **others: Any,
    ) -> None:
        self.name = name if isinstance(name, int) else urls.text(name)
        self.mode = mode
        self._draft: Draft | None = None
        parsed = Mode.parse(mode)
        if urls.is_remote(name):
            self._open(parsed, _text(parsed, encoding, errors, newline))
        else:
            self._file: Any = open(
                name, parsed.python, buffering, encoding, errors, newline, **others
            )

    def _open(self, mode: Mode, text: Text | None) -> None:
        if mode.writes:
            self._draft = Draft(str(self.name), mode, text)
            self._file = self._draft.file
        else:
            self._file = _reader(str(self.name), text)

    @property
    def closed(self) -> bool:
        return bool(self._file.closed)

    def size(self) -> int:
        """Its bytes, those just written too."""
        if self._draft is not None:
            return self._draft.size()
        if isinstance(self._file, io.TextIOWrapper):
            self._file.flush()
        raw = getattr(self._file, "buffer", self._file)
        at = raw.tell()
        size = int(raw.seek(0, io.SEEK_END))
        raw.seek(at)
        return size

    def next(self) -> Any:
        """The next line."""
        return next(self)

    def read(self, n: int | None = -1) -> Any:
        """Up to `n` bytes or characters; everything without it."""
        return self._file.read(n)

    def write(self, data: Any) -> int:
        """How much was written."""
        return int(self._file.write(data))

    def writelines(self, sequence: Iterable[Any]) -> None:
        self._file.writelines(sequence)

    def flush(self) -> None:
        """Store what was written."""
        self._file.flush()
        if self._draft is not None:
            self._draft.store_unless_just_done()

    def close(self) -> None:
        """Store what was written. Raises where that did not work, and says where it is kept."""
        if self._draft is not None:
            self._draft.close()
        self._file.close()

    def __enter__(self) -> File:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        return next(self._file)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._file, name)

    def __repr__(self) -> str:
        return f"<moxing.framework.file.File name={self.name!r} mode={self.mode!r}>"


def read(url: Url, client_id: Any = None, binary: bool = False) -> Any:
    """All of a file, as text (UTF-8) or bytes."""
    with File(url, "rb" if binary else "r") as file:
        return file.read()


def write(url: Url, data: Any, binary: bool = False) -> None:
    """Write a file; what is there is replaced."""
    with File(url, "wb" if binary else "w") as file:
        file.write(data)


def append(url: Url, data: Any, binary: bool = False) -> None:
    """Write at the end of a file, which is made where there is none.

    What others append at the same time is kept.
    """
    with File(url, "ab" if binary else "a") as file:
        file.write(data)


def append_remote(src_url: Url, dst_url: Url) -> None:
    """Write all of one file at the end of another."""
    with File(src_url, "rb") as source, File(dst_url, "ab") as target:
        while True:
            data = source.read(BUFFER_BYTES)
            if not data:
                return
            target.write(data)


def _text(mode: Mode, encoding: str | None, errors: str | None, newline: str | None) -> Text | None:
    if not mode.binary:
        return encoding or ENCODING, errors, newline
    if encoding or errors or newline is not None:
        raise ValueError("binary mode takes no encoding, errors or newline")
    return None


def _reader(url: str, text: Text | None) -> Any:
    item = remote.find_object(url)
    if item is None:
        if remote.is_folder(url):
            raise IsADirectoryError(21, "Is a folder", url)
        raise MoxFileNotExistsException(url)
    stream = io.BufferedReader(ObjectReader(item), BUFFER_BYTES)
    if text is None:
        return stream
    encoding, errors, newline = text
    return io.TextIOWrapper(stream, encoding, errors, newline)
