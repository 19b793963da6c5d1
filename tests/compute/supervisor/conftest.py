"""A bench and a store for every test of supervisors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ..harness import Bench, bench
from .store import Store, serving


@pytest.fixture
def store() -> Iterator[Store]:
    with serving() as made:
        yield made


@pytest.fixture
def attempts(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path / "runs") as made:
        yield made
