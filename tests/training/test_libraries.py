"""Jobs with packages beyond their engine's: asked for, named beside the code, or installed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jupyter_modelarts.compose import Foundation
from jupyter_modelarts.compute.schemas import State
from jupyter_modelarts.engines import EngineManager
from jupyter_modelarts.engines.environment import Environment
from jupyter_modelarts.engines.kernels import Kernels
from jupyter_modelarts.obs import Objects
from jupyter_modelarts.training import TrainingManager
from jupyter_modelarts.training.drafts import InvalidJob, JobDraft
from jupyter_modelarts.training.schemas import JobView
from tests.engines.conftest import TINY
from tests.engines.wheels import wheel

from .conftest import CODE, stand_in

Draft = Callable[..., JobDraft]
Run = Callable[[JobDraft], JobView]
WITH_PIP = TINY.model_copy(update={"id": "with-pip", "seed": True})
IMPORT = "import greeting; print('it says', greeting.WORD)"
INSTALL = f"import os\nassert os.system('pip install greeting') == 0\n{IMPORT}"


@pytest.fixture
def engines(
    foundation: Foundation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> EngineManager:
    """An engine with pip, and a folder of wheels instead of an index."""
    stand_in(foundation, WITH_PIP)
    wheel(tmp_path / "wheels", "greeting", "1.0", "WORD = 'hello'")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    return EngineManager(
        foundation.db,
        foundation.workloads,
        foundation.state_dir,
        {"with-pip": WITH_PIP},
        Kernels(tmp_path / "jupyter"),
    )


def log_of(training: TrainingManager, view: JobView) -> str:
    return training.log(view.job.id, 0, 1 << 20).text


def packages_of(engines: EngineManager, foundation: Foundation) -> list[str]:
    """What lies in the engine's own environment."""
    build = engines.get("with-pip").build
    assert build is not None
    place = foundation.state_dir / "engines" / "with-pip" / build.workload_id
    return [path.name for path in place.glob("lib/python*/site-packages/*")]


def test_a_job_gets_what_it_asks_for_and_the_next_one_at_once(
    draft: Draft,
    run: Run,
    training: TrainingManager,
    engines: EngineManager,
    foundation: Foundation,
) -> None:
    asked = {"engine_id": "with-pip", "requirements": ["greeting >= 1"]}

    first = run(draft(IMPORT, **asked))
    second = run(draft(IMPORT, name="again", **asked))

    assert first.workload.state is State.SUCCEEDED, first.failure
    assert "it says hello" in log_of(training, first)
    assert len(first.workload.spec.waits_for) == 1
    assert second.workload.spec.waits_for == []
    assert first.job.config.requirements == ["greeting>=1"]
    assert "greeting.py" not in packages_of(engines, foundation)


def test_a_requirements_file_beside_the_code_is_honoured(
    draft: Draft, run: Run, training: TrainingManager, objects: Objects
) -> None:
    objects.put(f"{CODE}requirements.txt", b"# says hello\ngreeting==1.0  # exactly\n")

    view = run(draft(IMPORT, engine_id="with-pip"))

    assert view.workload.state is State.SUCCEEDED, view.failure
    assert view.job.config.code_requirements == ["greeting==1.0"]


def test_what_a_script_installs_is_its_own(
    draft: Draft,
    run: Run,
    training: TrainingManager,
    engines: EngineManager,
    foundation: Foundation,
) -> None:
    first = run(draft(INSTALL, engine_id="with-pip"))
    second = run(draft(IMPORT, name="other", engine_id="with-pip"))

    assert first.workload.state is State.SUCCEEDED, log_of(training, first)
    assert "it says hello" in log_of(training, first)
    assert second.workload.state is State.FAILED
    assert "greeting" in (second.failure.last_line if second.failure else "")
    assert "greeting.py" not in packages_of(engines, foundation)


def test_what_cannot_be_had_fails_before_the_code_with_a_sentence(draft: Draft, run: Run) -> None:
    view = run(draft(IMPORT, engine_id="with-pip", requirements=["nowhere-to-be-found==9"]))
    assert view.failure is not None
    assert "does not have packages that fit" in view.failure.message


@pytest.mark.parametrize(
    "line",
    [
        "--index-url=http://x",
        "-r other.txt",
        "../../etc",
        "a; rm -rf /",
        "x @ file:///etc/x",
        "",
    ],
)
def test_robustness_hostile_requirements_are_refused(
    line: str, draft: Draft, training: TrainingManager
) -> None:
    with pytest.raises(InvalidJob) as refused:
        training.create(draft(engine_id="with-pip", requirements=[line]))
    assert refused.value.field == "algorithm.requirements"


def test_a_bad_requirements_file_is_refused_with_its_line(
    draft: Draft, training: TrainingManager, objects: Objects
) -> None:
    objects.put(f"{CODE}requirements.txt", b"greeting\n-e .\n")
    with pytest.raises(InvalidJob, match=r"requirements\.txt, line 2"):
        training.create(draft(engine_id="with-pip"))


def test_an_environment_of_an_engine_goes_with_it(
    draft: Draft, run: Run, engines: EngineManager, foundation: Foundation
) -> None:
    view = run(draft(IMPORT, engine_id="with-pip", requirements=["greeting"]))
    python = Path(view.workload.spec.argv[0])
    assert Environment(python.parents[1]).receipt() is not None

    engines.delete("with-pip")

    assert not python.exists()
