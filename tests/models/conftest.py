"""Models on a platform whose scikit-learn engine is only an interpreter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from jupyter_modelarts.compose import Platform, compose
from jupyter_modelarts.engines.catalog import SCIKIT_LEARN
from jupyter_modelarts.models import ModelManager
from jupyter_modelarts.models.schemas import ImportDraft, Model
from jupyter_modelarts.obs import Objects
from jupyter_modelarts.training import TrainingManager
from jupyter_modelarts.training.drafts import JobDraft, OutputDraft
from jupyter_modelarts.training.schemas import JobView
from tests.conftest import stop_everything
from tests.models.packages import FILES, script
from tests.training.conftest import stand_in

FOLDER = "obs://modelarts/packages/digits/"
CODE = "obs://modelarts/code/"
OUTPUT = "obs://modelarts/jobs/"
PATIENCE_S = 60.0


@pytest.fixture
def platform(state_dir: Path, tmp_path: Path) -> Iterator[Platform]:
    """Everything, with an engine that can run scripts."""
    made = compose(state_dir, work_dir=tmp_path)
    stand_in(made, SCIKIT_LEARN)
    yield made
    stop_everything(made.workloads)
    made.close()


@pytest.fixture
def objects(platform: Platform) -> Objects:
    return platform.objects


@pytest.fixture
def models(platform: Platform) -> ModelManager:
    return platform.managers.get(ModelManager)


@pytest.fixture
def package(objects: Objects) -> Callable[..., str]:
    """Puts a package into the store; `None` leaves a file of the usual ones out."""

    def make(changes: Mapping[str, bytes | None] | None = None, folder: str = FOLDER) -> str:
        for name, data in {**FILES, **(changes or {})}.items():
            if data is not None:
                objects.put(f"{folder}model/{name}", data)
        return folder

    return make


@pytest.fixture
def imported(models: ModelManager) -> Callable[..., Model]:
    """Imports a folder and waits for the end."""

    def make(location: str = FOLDER, **changes: object) -> Model:
        draft = ImportDraft(name="digits", location=location).model_copy(update=changes)
        return models.wait(models.import_(draft).id, PATIENCE_S)

    return make


@pytest.fixture
def job(platform: Platform, objects: Objects) -> Callable[..., JobView]:
    """Runs a job that writes these files into its output, to its end."""

    def run(files: dict[str, bytes], *, ending: str = "", name: str = "digits-train") -> JobView:
        training = platform.managers.get(TrainingManager)
        objects.put(f"{CODE}train.py", script(files, ending))
        draft = JobDraft(
            name=name,
            code_dir=CODE,
            boot_file="train.py",
            engine_id=SCIKIT_LEARN.id,
            outputs=[OutputDraft(url=OUTPUT)],
        )
        created = training.create(draft)
        platform.workloads.wait(created.workload.id, PATIENCE_S)
        return training.get(created.job.id)

    return run
