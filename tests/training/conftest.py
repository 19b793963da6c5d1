"""Training on an engine that is only an interpreter, made in a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jupyter_modelarts.compose import Foundation
from jupyter_modelarts.core.ids import new_id, now_ms
from jupyter_modelarts.core.safe.images import ImageDecoders
from jupyter_modelarts.datasets.manager import DatasetManager
from jupyter_modelarts.engines import EngineManager
from jupyter_modelarts.engines.build import build
from jupyter_modelarts.engines.environment import Environment, digest_of
from jupyter_modelarts.engines.kernels import Kernels
from jupyter_modelarts.engines.schemas import Build, EngineDescription
from jupyter_modelarts.engines.store import save_build
from jupyter_modelarts.obs import Objects
from jupyter_modelarts.training import TrainingManager
from jupyter_modelarts.training.drafts import InputDraft, JobDraft, OutputDraft
from jupyter_modelarts.training.schemas import JobView
from tests.engines.conftest import BROKEN, TINY

JOB_S = 60.0
CODE = "obs://modelarts/code/"
DATA = "obs://modelarts/data/"
OUTPUT = "obs://modelarts/models/"
"""The default bucket's folders that the drafts of these tests name."""


def stand_in(foundation: Foundation, description: EngineDescription) -> None:
    """Let an interpreter without packages pass for an engine that was built."""
    identifier = new_id()
    engine_id = description.id
    build(TINY, Environment(foundation.state_dir / "engines" / engine_id / identifier))
    made = Build(
        engine_id=engine_id,
        digest=digest_of(description),
        workload_id=identifier,
        created_at=now_ms(),
    )
    with foundation.db.write() as tx:
        save_build(tx, made)


@pytest.fixture
def engines(foundation: Foundation, tmp_path: Path) -> EngineManager:
    """One engine that is ready, one that cannot be made."""
    stand_in(foundation, TINY)
    return EngineManager(
        foundation.db,
        foundation.workloads,
        foundation.state_dir,
        {"tiny": TINY, "broken": BROKEN},
        Kernels(tmp_path / "jupyter"),
    )


@pytest.fixture
def work_dir(tmp_path: Path) -> Path:
    """The folder that JupyterLab shows."""
    path = tmp_path / "work"
    path.mkdir()
    return path


@pytest.fixture
def datasets(foundation: Foundation, tmp_path: Path) -> Iterator[DatasetManager]:
    """Real datasets."""
    decoders = ImageDecoders()
    yield DatasetManager(
        foundation.db, foundation.objects, foundation.workloads, decoders, tmp_path / "cache"
    )
    decoders.close()


@pytest.fixture
def training(
    foundation: Foundation, engines: EngineManager, datasets: DatasetManager, work_dir: Path
) -> TrainingManager:
    """Training jobs of this state directory."""
    return TrainingManager(
        foundation.db,
        foundation.objects,
        foundation.workloads,
        engines,
        datasets,
        foundation.state_dir,
        work_dir,
    )


@pytest.fixture
def draft(objects: Objects) -> Callable[..., JobDraft]:
    """Puts a script and one data file into the store, and drafts a job of them."""

    def make(script: str = "print('hello')", **changes: object) -> JobDraft:
        objects.put(f"{CODE}train.py", script.encode())
        objects.put(f"{DATA}a.txt", b"some data")
        usual = JobDraft(
            name="job",
            code_dir=CODE,
            boot_file="train.py",
            engine_id="tiny",
            inputs=[InputDraft(url=DATA)],
            outputs=[OutputDraft(url=OUTPUT)],
        )
        return usual.model_copy(update=changes)

    return make


@pytest.fixture
def run(training: TrainingManager, foundation: Foundation) -> Callable[[JobDraft], JobView]:
    """Create a job and wait until it has ended."""

    def create_and_wait(draft: JobDraft) -> JobView:
        created = training.create(draft)
        foundation.workloads.wait(created.workload.id, JOB_S)
        return training.get(created.job.id)

    return create_and_wait
