"""A whole platform in a temporary directory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from jupyter_modelarts.compose import Platform, compose
from jupyter_modelarts.home import HomeManager
from tests.conftest import stop_everything


@pytest.fixture
def work_dir(tmp_path: Path) -> Path:
    """The folder that JupyterLab would show."""
    path = tmp_path / "work"
    path.mkdir()
    return path


@pytest.fixture
def platform(state_dir: Path, work_dir: Path) -> Iterator[Platform]:
    """Everything composed; whatever runs at the end of a test is stopped."""
    with closing(compose(state_dir, work_dir=work_dir)) as made:
        yield made
        stop_everything(made.workloads)


@pytest.fixture
def home(platform: Platform) -> HomeManager:
    """The manager of the home page."""
    return platform.managers.get(HomeManager)
