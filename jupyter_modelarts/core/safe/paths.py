"""Relative paths that users send, and files that appear whole or not at all.

The parsed form is what is used; `inside` and `open_inside` check again, on the file system, that
no symbolic link leads out, so that a link made after parsing does not help an attacker either.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Literal, cast
from urllib.parse import unquote

from ..errors import Forbidden, InvalidInput, NotFound
from .directories import opened_directory
from .names import shown
from .writing import atomic_write, storage_errors

__all__ = ["OpenMode", "atomic_write", "inside", "open_inside", "relative_path", "storage_errors"]

OpenMode = Literal["rb", "wb", "ab", "xb"]

MAX_PATH_BYTES = 4096
MAX_NAME_BYTES = 255
_FLAGS = {
    "rb": os.O_RDONLY,
    "wb": os.O_WRONLY | os.O_CREAT | os.O_TRUNC,
    "ab": os.O_WRONLY | os.O_CREAT | os.O_APPEND,
    "xb": os.O_WRONLY | os.O_CREAT | os.O_EXCL,
}


def relative_path(text: str) -> PurePosixPath:
    """Parse a path that must stay below some directory; it is never percent-decoded.

    Raises `InvalidInput` for absolute paths, `.` and `..` and empty segments, backslashes,
    control characters, and names that would turn into one of these if somebody decoded them.
    """
    if not text:
        raise InvalidInput("The path is empty: name a file.")
    if text.startswith(("/", "~/")) or text == "~":
        raise InvalidInput(f"The path {shown(text)} is absolute: give it relative to its folder.")
    if len(text.encode("utf-8", "surrogatepass")) > MAX_PATH_BYTES:
        raise InvalidInput(f"The path {shown(text)} is longer than {MAX_PATH_BYTES} bytes.")
    segments = text.removesuffix("/").split("/")
    for segment in segments:
        _check_segment(segment, text)
    return PurePosixPath(*segments)


def inside(root: Path, relative: str | PurePosixPath) -> Path:
    """The path of `relative` below `root`, whether or not it exists.

    Raises `InvalidInput` where a symbolic link stands on the way or at the end. The answer can be
    outdated by the time it is used: open with `open_inside` where an attacker can write in `root`.
    """
    parsed = relative_path(str(relative))
    path = root
    for segment in parsed.parts:
        path = path / segment
        if path.is_symlink():
            raise InvalidInput(f"{shown(str(parsed))} leads through a symbolic link.")
    return path


def open_inside(root: Path, relative: str | PurePosixPath, mode: OpenMode = "rb") -> BinaryIO:
    """Open a regular file below `root`, following no symbolic link on the way or at the end."""
    parsed = relative_path(str(relative))
    with opened_directory(root, parsed.parts[:-1], what=str(parsed)) as directory:
        return _open_regular(directory, parsed, mode)


def _open_regular(directory: int, parsed: PurePosixPath, mode: OpenMode) -> BinaryIO:
    flags = _FLAGS[mode] | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    try:
        with storage_errors():
            descriptor = os.open(parsed.name, flags, 0o666, dir_fd=directory)
    except FileNotFoundError:
        raise NotFound(f"There is no file {shown(str(parsed))}.") from None
    except FileExistsError:
        raise InvalidInput(f"There is a file {shown(str(parsed))} already.") from None
    except PermissionError:
        raise Forbidden(f"The system does not permit opening {shown(str(parsed))}.") from None
    except OSError:  # a symbolic link, a directory, a pipe without a reader
        raise InvalidInput(f"{shown(str(parsed))} is not a regular file.") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise InvalidInput(f"{shown(str(parsed))} is not a regular file.")
    return cast(BinaryIO, os.fdopen(descriptor, mode.replace("x", "w")))


def _check_segment(segment: str, text: str) -> None:
    if segment in ("", ".", ".."):
        raise InvalidInput(f'The path {shown(text)} has an empty, "." or ".." segment: remove it.')
    if any(ord(c) < 32 or ord(c) == 127 or "\ud800" <= c <= "\udfff" for c in segment):
        raise InvalidInput(f"The path {shown(text)} contains a control character: remove it.")
    if "\\" in segment:
        raise InvalidInput(f"The path {shown(text)} contains a backslash: separate by slashes.")
    if len(segment.encode("utf-8")) > MAX_NAME_BYTES:
        raise InvalidInput(
            f"The path {shown(text)} has a name longer than {MAX_NAME_BYTES} bytes: shorten it."
        )
    if _hides_traversal(segment):
        raise InvalidInput(
            f"The path {shown(text)} contains percent-encoded separators or dots: send it plain."
        )


def _hides_traversal(segment: str) -> bool:
    """Whether decoding it, once or again and again, would yield what is refused in plain."""
    decoded = segment
    while "%" in decoded and (further := unquote(decoded, errors="replace")) != decoded:
        decoded = further
        if decoded in (".", "..") or any(c in "/\\" or ord(c) < 32 for c in decoded):
            return True
    return False
