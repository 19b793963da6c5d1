"""robustness.md, faults: log flood, no newline, binary, as the platform shows it."""

from __future__ import annotations

import pytest

from jupyter_modelarts.compute import WorkloadManager
from jupyter_modelarts.compute.schemas import State, Workload
from jupyter_modelarts.core.db import Database
from tests.compute.test_workloads import run, script

pytestmark = pytest.mark.faults

FLOOD = "import os; [os.write(1, {block}) for _ in range(64)]; os.write(1, b'the end')"
CAP = 8 << 20
BLOCKS = {
    "no newline": "b'x' * (1 << 20)",
    "binary": "bytes(range(256)) * 4096",
    "half characters": "'\u20ac'.encode()[:2] * (1 << 19)",
    "short lines": "b'.\\n' * (1 << 19)",
}


@pytest.mark.parametrize("kind", sorted(BLOCKS))
def test_robustness_a_flood_is_kept_within_its_cap_and_read_in_pieces(
    db: Database, workloads: WorkloadManager, kind: str
) -> None:
    """robustness.md, faults: log flood, no newline, binary: bounded on disk and in every answer."""
    ended = run(db, workloads, script(FLOOD.format(block=BLOCKS[kind]), log_bytes=CAP))

    assert ended.state is State.SUCCEEDED
    run_dir = workloads.run_dir(ended.id)
    assert run_dir is not None
    kept = sum(path.stat().st_size for path in (run_dir / "log").iterdir())
    assert kept <= CAP
    read, dropped = _read_through(workloads, ended)
    assert read + dropped == (64 << 20) + len("the end")
    assert 0 < read <= CAP
    assert workloads.log_tail(ended.id, 10).text.endswith("the end")


def _read_through(workloads: WorkloadManager, ended: Workload) -> tuple[int, int]:
    """Bytes read and bytes said to be dropped, from the beginning to the end."""
    offset = read = dropped = 0
    while True:
        chunk = workloads.log(ended.id, offset, 256 << 10)
        assert len(chunk.text) <= 256 << 10
        assert chunk.next_offset > offset
        dropped += chunk.dropped
        read += chunk.next_offset - offset - chunk.dropped
        offset = chunk.next_offset
        if chunk.ended:
            return read, dropped
