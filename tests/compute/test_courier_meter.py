"""How far a courier is, told while a large file moves."""

from __future__ import annotations

from typing import Any

import pytest

from jupyter_modelarts.compute import courier
from jupyter_modelarts.compute.courier import _Meter


def test_bytes_count_while_a_file_moves_and_not_where_it_failed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(courier, "_TOLD_S", -1.0)  # tells each time
    told: list[dict[str, Any]] = []
    meter = _Meter(2, told.append)

    with meter.watching() as reached:
        reached(40)
        reached(10)  # it begins again
        reached(100)
    meter.finished()
    with pytest.raises(OSError, match="full"), meter.watching() as reached:
        reached(7)
        raise OSError("full")

    assert [one["bytes"] for one in told] == [0, 40, 10, 100, 100, 107, 100]
    assert told[-1] == {"done": 1, "total": 2, "bytes": 100}
