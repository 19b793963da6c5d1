"""robustness.md, faults: crash at every write, rename and fsync of save, submit, import, delete.

`crashing.py` does one action again and again, killed before its first write, its second, and so on
to the last. Migrations are killed in `tests/core/test_migrations.py`, saves at random moments, also
inside of SQLite's own writes, in `test_label_saves.py`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .crashing import Round

pytestmark = pytest.mark.faults


def _rounds(action: str, folder: Path) -> list[Round]:
    command = [sys.executable, "-m", "tests.faults.crashing", action, str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    rounds = [Round(**json.loads(line)) for line in done.stdout.splitlines()]
    assert [one.killed for one in rounds] == [True] * (len(rounds) - 1) + [False]
    return rounds


@pytest.mark.parametrize(
    ("action", "writes"),
    [
        ("save", 8),
        ("submit", 10),
        ("delete-job", 4),
        ("delete-dataset", 4),
        ("ask-for-model", 6),
        ("import-model", 15),
        ("delete-model", 3),
    ],
)
def test_robustness_a_crash_leaves_the_old_state_or_the_new(
    tmp_path: Path, action: str, writes: int
) -> None:
    """robustness.md, faults: crash at every write of save, submit, delete: never a mix."""
    rounds = _rounds(action, tmp_path)

    old, new = rounds[0].before, rounds[-1].after_crash
    assert old != new
    assert len(rounds) > writes
    for number, one in enumerate(rounds, 1):
        assert one.after_crash in (old, new), f"killed before write {number}"
        assert one.afterwards == new, f"again after a kill before write {number}"


def _images(seen: Any) -> int:
    return len(seen["in place"]) + int(seen["in trash"])


def test_robustness_a_crash_while_images_are_deleted_loses_none(tmp_path: Path) -> None:
    """robustness.md, faults: crash at every write of delete: rows, then objects, one by one."""
    rounds = _rounds("delete-samples", tmp_path)

    old, new = rounds[0].before, rounds[-1].after_crash
    assert (len(new["deleted"]), new["in trash"]) == (2, 2)
    for number, one in enumerate(rounds, 1):
        seen = one.after_crash
        assert (seen["total"], seen["deleted"]) in (
            (old["total"], old["deleted"]),
            (new["total"], new["deleted"]),
        ), f"killed before write {number}"
        assert _images(seen) == 4, f"killed before write {number}"
        assert one.afterwards == new, f"again after a kill before write {number}"


def test_robustness_what_a_crash_has_half_deleted_comes_back(tmp_path: Path) -> None:
    """robustness.md, faults: crash at every write of delete: the trash gives all of it back."""
    for number, one in enumerate(_rounds("delete-samples-and-restore", tmp_path), 1):
        assert one.afterwards == one.before, f"killed before write {number}"


def test_robustness_a_crash_while_models_go_for_good_leaves_no_files(tmp_path: Path) -> None:
    """robustness.md, faults: crash at every write of delete: rows first, then the snapshot."""
    rounds = _rounds("purge-models", tmp_path)

    old, new = rounds[0].before, rounds[-1].after_crash
    assert (old["files"], new) == (3, {"models": [], "files": 0})
    for number, one in enumerate(rounds, 1):
        assert one.after_crash["models"] in (old["models"], []), f"killed before write {number}"
        assert one.afterwards == new, f"again after a kill before write {number}"
