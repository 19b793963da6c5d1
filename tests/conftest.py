"""What most tests stand on: a state directory, its database, objects and workloads, all real."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from jupyter_modelarts.compose import Foundation, lay_foundation
from jupyter_modelarts.compute import WorkloadManager
from jupyter_modelarts.compute.schemas import Wanted, WorkloadFilter
from jupyter_modelarts.core.db import Database
from jupyter_modelarts.core.schemas import PageQuery
from jupyter_modelarts.engines.build import build
from jupyter_modelarts.engines.environment import Environment
from jupyter_modelarts.engines.schemas import EngineDescription
from jupyter_modelarts.obs import Objects

from .s3_servers import S3Server, rclone_server

pytest_plugins = ["pytest_jupyter.jupyter_server"]

END_S = 300.0

# A machine that does nothing for some seconds fails no test.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture
def http_server_client(http_server_client: Any) -> Any:
    """pytest-jupyter's, which gives up after 20 seconds."""
    fetch = http_server_client.fetch
    patience = {"connect_timeout": 300, "request_timeout": 300}
    http_server_client.fetch = lambda url, **options: fetch(url, **{**options, **patience})
    return http_server_client


@pytest.fixture(scope="session", autouse=True)
def kernel_config(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What servers write for the user's programs, instead of a file in the real home."""
    path = tmp_path_factory.mktemp("home") / "config.json"
    patch = pytest.MonkeyPatch()
    patch.setenv("MODELARTS_KERNEL_CONFIG", str(path))
    for name in [name for name in os.environ if name.startswith(("AWS_", "OBS_"))]:
        patch.delenv(name)  # whoever runs the tests may have stores of their own
    yield path
    patch.undo()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[EngineDescription], Environment]:
    """The engines that users get: each is made once, when the first test needs it, also where
    several processes run the tests."""
    root = tmp_path_factory.getbasetemp()
    root = (root.parent if "PYTEST_XDIST_WORKER" in os.environ else root) / "made"
    root.mkdir(exist_ok=True)

    def make(description: EngineDescription) -> Environment:
        environment = Environment(root / description.id)
        with (root / f"{description.id}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if environment.receipt() is None:
                build(description, environment)
        return environment

    return make


@pytest.fixture
def state_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty state directory, which processes started here find too."""
    path = tmp_path / "state"
    monkeypatch.setenv("MODELARTS_STATE_DIR", str(path))
    return path


@pytest.fixture
def foundation(state_dir: Path) -> Iterator[Foundation]:
    """Database, objects and workloads; whatever runs at the end of a test is stopped."""
    with closing(lay_foundation(state_dir)) as made:
        yield made
        stop_everything(made.workloads)


@pytest.fixture
def db(foundation: Foundation) -> Database:
    """A migrated database."""
    return foundation.db


@pytest.fixture
def objects(foundation: Foundation) -> Objects:
    """An object store with the default bucket."""
    return foundation.objects


@pytest.fixture
def workloads(foundation: Foundation) -> WorkloadManager:
    """Workloads that reconcile in the caller."""
    return foundation.workloads


def stop_everything(workloads: WorkloadManager) -> None:
    """End what a test has left running, and wait until it is gone."""
    page = workloads.list(WorkloadFilter(), PageQuery(limit=1000))
    active = [item for item in page.items if item.ended_at is None]
    for workload in active:
        if workload.wanted is not Wanted.STOPPED:
            workloads.stop(workload.id)
    for workload in active:
        workloads.wait(workload.id, END_S)


@pytest.fixture
def s3_server(tmp_path: Path) -> Iterator[S3Server]:
    """rclone's S3 server on an empty directory: what is written beside it comes before the first
    request."""
    with rclone_server(tmp_path / "s3") as server:
        yield server
