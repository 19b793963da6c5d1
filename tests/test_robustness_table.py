"""The table of what goes wrong names tests that are there, and every one that says it belongs."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parent
TABLE = TESTS.parent / "docs" / "developers" / "robustness.md"
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")
DECLARED = re.compile(r"^(?:async )?def (test_robustness_\w+)\(", re.MULTILINE)


def test_every_test_in_the_table_is_there() -> None:
    for file, name in NAMED.findall(TABLE.read_text()):
        text = (TESTS / file).read_text()
        assert re.search(rf"^(async )?def {name}\(", text, re.MULTILINE), f"{file}::{name}"


def test_every_robustness_test_is_in_the_table() -> None:
    named = set(NAMED.findall(TABLE.read_text()))
    declared = {
        (path.relative_to(TESTS).as_posix(), name)
        for path in TESTS.rglob("test_*.py")
        for name in DECLARED.findall(path.read_text())
    }

    assert declared - named == set()
