"""How the segments of a key become names of files and directories, and back.

A plain segment is its own name, so that users see plain folders. An odd one (empty, `.`, `..`,
over 255 bytes, with control characters) becomes a name that begins with a mark:

`%-`  the segment with its odd characters as `%XX`
`%=`  the same, of a file whose plain name is taken by a directory: S3 has both `a` and `a/b`
`%+`  a directory that holds a piece of a long segment; the next piece is inside

Names with a mark that decode to nothing, or to what would be written otherwise, are nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

PLAIN, BESIDE, PART = "%-", "%=", "%+"
MARKS = (PLAIN, BESIDE, PART)

_MAX_NAME = 255  # bytes; what ext4, xfs and APFS allow
_MAX_PIECE = 240
_ODD = re.compile(r"[\x00-\x1f\x7f%]|^\.{1,2}\Z")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_QUOTED = re.compile(r"%([0-9A-F]{2})")


def directory_names(segment: str) -> tuple[str, ...]:
    """The directories, from outer to inner, that stand for a segment with a slash after it."""
    return _encoded(segment, PLAIN) if _is_odd(segment) else (segment,)


def file_names(segment: str) -> tuple[str, ...]:
    """The directories, if any, and the file that stand for the last segment of a key."""
    return directory_names(segment)


def beside_names(segment: str) -> tuple[str, ...]:
    """The same for a file whose plain name is taken by a directory."""
    return _encoded(segment, BESIDE)


def segment_of(names: Sequence[str]) -> str | None:
    """The segment that these names stand for, or None where they stand for none."""
    first = names[0]
    if not first.startswith(MARKS):
        return first
    text = _QUOTED.sub(lambda quoted: chr(int(quoted[1], 16)), "".join(name[2:] for name in names))
    written = beside_names(text) if names[-1].startswith(BESIDE) else directory_names(text)
    return text if written == tuple(names) else None


def _is_odd(segment: str) -> bool:
    return (
        segment in ("", ".", "..")
        or segment.startswith(MARKS)
        or _CONTROL.search(segment) is not None
        or (len(segment) * 4 > _MAX_NAME and len(segment.encode("utf-8")) > _MAX_NAME)
    )


def _encoded(segment: str, mark: str) -> tuple[str, ...]:
    quoted = _ODD.sub(lambda odd: "".join(f"%{ord(c):02X}" for c in odd[0]), segment)
    *parts, last = _pieces(quoted)
    return (*(PART + part for part in parts), mark + last)


def _pieces(text: str) -> list[str]:
    """Cut at characters, so that each piece is valid UTF-8 of a length that fits in a name."""
    pieces, piece, size = [], "", 0
    for character in text:
        width = len(character.encode("utf-8"))
        if size + width > _MAX_PIECE:
            pieces.append(piece)
            piece, size = "", 0
        piece, size = piece + character, size + width
    return [*pieces, piece]
