"""Models on a platform whose engines are not built, or are only interpreters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path

import pytest

from jupyter_modelarts.compose import Platform, compose
from jupyter_modelarts.core.errors import DomainError
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
PATIENCE_S = 300.0


@pytest.fixture
def platform(state_dir: Path, tmp_path: Path) -> Iterator[Platform]:
    """Everything."""
    with closing(compose(state_dir, work_dir=tmp_path)) as made:
        yield made
        stop_everything(made.workloads)


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
def imported(
    models: ModelManager, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Model]:
    """Imports a folder; does here what the queued workload would do in a process of its own."""
    monkeypatch.setattr(platform.workloads, "kick", lambda: None)

    def make(location: str = FOLDER, **changes: object) -> Model:
        draft = ImportDraft(name="digits", location=location).model_copy(update=changes)
        model = models.import_(draft)
        with suppress(DomainError):  # which the model says, too
            models.run_import(model.id, draft.config)
        return models.get(model.id)

    return make


@pytest.fixture
def engine(platform: Platform) -> None:
    """Scikit-learn, which is there, without packages."""
    stand_in(platform, SCIKIT_LEARN)


@pytest.fixture
def job(platform: Platform, objects: Objects, engine: None) -> Callable[..., JobView]:
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
