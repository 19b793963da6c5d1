"""What a command prints is kept as written, within a cap, and can be read while it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_modelarts.compute.runlog import RunLog
from jupyter_modelarts.compute.schemas import State
from jupyter_modelarts.compute.supervisor.logs import LogWriter, segment_bytes

from ..harness import Bench, look_memory, python

MB = 1 << 20


def test_both_streams_in_their_order_without_newline(attempts: Bench) -> None:
    code = "import os; os.write(1, b'a\\r'); os.write(2, b'b'); os.write(1, b'\\xff\\x00c')"

    _, attempt = attempts.run(code)

    assert attempt.log() == b"a\rb\xff\x00c"


def test_the_log_can_be_read_while_it_is_written(attempts: Bench) -> None:
    attempt = attempts.begin(python("print('first'); import time; time.sleep(600)"))

    attempt.until_logged("first")

    assert attempt.observe().alive


@pytest.mark.parametrize("unit", [b"x", b"0123456789abcde\n", bytes(range(16))])
def test_a_flood_stays_within_the_cap(attempts: Bench, unit: bytes) -> None:
    cap, size = 16 * MB, 64 * MB
    block = f"{unit!r} * ({MB} // {len(unit)})"
    code = f"import os, sys; b = {block}\nfor _ in range(64): sys.stdout.buffer.write(b)"

    outcome, attempt = attempts.run(code, limits={"log_bytes": cap})
    log = RunLog(attempt.run_dir)
    head = log.read(0, size)
    later = log.read(head.next_offset, size)

    assert outcome.state is State.SUCCEEDED
    assert log.size == size
    assert sum(path.stat().st_size for path in (attempt.run_dir / "log").iterdir()) <= cap
    assert len(head.data) == 2 * segment_bytes(cap)
    assert later.dropped_bytes == log.dropped_bytes == later.offset - head.next_offset > 0
    assert later.next_offset == size
    whole = unit * (size // len(unit))
    assert head.data == whole[: len(head.data)]
    assert later.data == whole[later.offset :]


def test_the_whole_log_is_put_into_one_file_that_says_what_is_missing(
    attempts: Bench, tmp_path: Path
) -> None:
    line = "b'0123456789abcde\\n'"
    code = f"import sys\nfor _ in range(8): sys.stdout.buffer.write({line} * {MB // 16})"
    target = {"name": "log", "directory": "out", "target": {"directory": str(tmp_path / "logs")}}

    outcome, attempt = attempts.run(
        code, outputs=[target], log_file="out/job.log", limits={"log_bytes": 4 * MB}
    )

    exported = (tmp_path / "logs" / "job.log").read_bytes()
    dropped = RunLog(attempt.run_dir).dropped_bytes
    assert [one.name for one in outcome.outputs] == ["log"]
    assert dropped > 0
    assert f"... {dropped} bytes were not kept ...".encode() in exported


def test_memory_stays_flat_in_a_flood(attempts: Bench) -> None:
    code = "import os\nwhile True: os.write(1, b'x' * 65536)"
    attempt = attempts.begin(python(code), limits={"log_bytes": 16 * MB})
    attempt.until_logged("xxx")
    log = RunLog(attempt.run_dir)

    while log.size < 256 * MB:
        assert look_memory(attempt) < 64 * MB


def test_what_the_disk_refuses_is_a_gap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = LogWriter(tmp_path / "log", 16 * MB)
    writer.write(b"before")
    with monkeypatch.context() as full:
        full.setattr("os.write", _no_space)
        writer.write(b"lost")
    writer.write(b"after")
    writer.close()
    log = RunLog(tmp_path)

    first, second = log.read(0, 100), log.read(6, 100)

    assert (first.data, second.data, second.dropped_bytes) == (b"before", b"after", 4)
    assert (log.size, log.dropped_bytes) == (15, 4)


def test_tail_and_where_to_follow_from(tmp_path: Path) -> None:
    writer = LogWriter(tmp_path / "log", 16 * MB)
    writer.write(b"".join(b"line %d\n" % number for number in range(100_000)))
    log = RunLog(tmp_path)

    assert log.tail(2).data == b"line 99998\nline 99999\n"
    assert log.read(log.tail_offset(1), 100).data == b"line 99999\n"
    writer.write(b"part")
    assert log.tail(2).data == b"line 99999\npart"
    writer.close()
    assert log.tail(3, limit=4).data == b"part"
    assert log.tail(0).data == b""


def test_reading_across_segments_and_past_the_end(tmp_path: Path) -> None:
    cap = 8 * 10
    writer = LogWriter(tmp_path / "log", cap)
    writer.write(b"0123456789abcdefghijKLMNO")
    log = RunLog(tmp_path)

    assert log.read(8, 5).data == b"89abc"
    assert log.read(25, 5).next_offset == 25
    assert log.read(90, 5).next_offset == 90
    assert RunLog(tmp_path / "nothing").tail(5).data == b""
    writer.close()


def _no_space(descriptor: int, data: bytes) -> int:
    raise OSError(28, "No space left on device")
