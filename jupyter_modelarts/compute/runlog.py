"""Reads the log of an attempt while it is written, in any process, by global byte offset.

The supervisor keeps the first and the newest segments (`supervisor/logs.py`); what lies between two
kept segments was dropped, and its length is known from their names.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_BLOCK = 64 << 10


@dataclass(frozen=True)
class Chunk:
    """`data` begins at `offset`; `dropped_bytes` between the asked offset and it were not kept."""

    offset: int
    data: bytes
    next_offset: int
    dropped_bytes: int


@dataclass(frozen=True)
class _Segment:
    path: Path
    start: int
    end: int


class RunLog:
    """The log of one run directory. Nothing is cached: segments come and go."""

    def __init__(self, run_dir: Path) -> None:
        self._directory = run_dir / "log"

    @property
    def size(self) -> int:
        """Bytes written so far, dropped ones included; the offset of what comes next."""
        segments = self._segments()
        return segments[-1].end if segments else 0

    @property
    def dropped_bytes(self) -> int:
        """Bytes that were not kept."""
        segments = self._segments()
        kept = sum(one.end - one.start for one in segments)
        return segments[-1].end - kept if segments else 0

    def read(self, offset: int, limit: int) -> Chunk:
        """Up to `limit` bytes from `offset` on; past a gap to the first byte after it.

        A chunk never spans a gap. At the end `data` is empty and `next_offset` is `offset`, also
        when `offset` lies past the end.
        """
        later = [one for one in self._segments() if one.end > offset]
        if not later:
            return Chunk(offset, b"", offset, 0)
        start = max(offset, later[0].start)
        data = self._gather(later, start, limit)
        return Chunk(start, data, start + len(data), start - offset)

    def tail_offset(self, lines: int, limit: int = 1 << 20) -> int:
        """Where the last `lines` lines begin, at most `limit` bytes back: follow from here."""
        segments = self._segments()
        if not segments:
            return 0
        end = segments[-1].end
        floor = max(_last_contiguous(segments), end - limit)
        wanted = lines + 1 if self._ends_line(end) else lines
        return self._seek_back(segments, floor, end, wanted)

    def tail(self, lines: int, limit: int = 1 << 20) -> Chunk:
        """The last `lines` lines, at most `limit` bytes of them."""
        offset = self.tail_offset(lines, limit)
        return self.read(offset, limit)

    def _seek_back(self, segments: list[_Segment], floor: int, end: int, wanted: int) -> int:
        position = end
        while position > floor:
            start = max(floor, position - _BLOCK)
            block = self._gather(
                [one for one in segments if one.end > start], start, position - start
            )
            found = block.count(b"\n")
            if found >= wanted:
                return start + _nth_newline_from_end(block, wanted) + 1
            wanted -= found
            position = start
        return floor

    def _ends_line(self, end: int) -> bool:
        return end > 0 and self.read(end - 1, 1).data == b"\n"

    def _gather(self, segments: list[_Segment], start: int, limit: int) -> bytes:
        parts: list[bytes] = []
        position = start
        for segment in segments:
            if segment.start > position or limit <= 0:
                break
            try:
                with segment.path.open("rb") as file:
                    file.seek(position - segment.start)
                    part = file.read(min(limit, segment.end - position))
            except FileNotFoundError:  # dropped since it was listed
                break
            parts.append(part)
            position += len(part)
            limit -= len(part)
        return b"".join(parts)

    def _segments(self) -> list[_Segment]:
        found = []
        for path in sorted(self._directory.glob("*.log")):
            try:
                size = path.stat().st_size
            except FileNotFoundError:
                continue
            found.append(_Segment(path, int(path.stem), int(path.stem) + size))
        return found


def _last_contiguous(segments: list[_Segment]) -> int:
    """Where the last stretch without a gap begins."""
    start = segments[-1].start
    for segment in reversed(segments[:-1]):
        if segment.end != start:
            break
        start = segment.start
    return start


def _nth_newline_from_end(block: bytes, number: int) -> int:
    position = len(block)
    for _ in range(number):
        position = block.rindex(b"\n", 0, position)
    return position
