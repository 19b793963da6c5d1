"""What a request must say, and which version it makes. Nothing runs here."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from jupyter_modelarts.compute import WorkloadManager
from jupyter_modelarts.compute.schemas import Phase, State
from jupyter_modelarts.core.db import Database
from jupyter_modelarts.core.errors import Conflict, NotFound, Unavailable
from jupyter_modelarts.core.ids import urn
from jupyter_modelarts.core.store import linked_from
from jupyter_modelarts.engines import EngineManager
from jupyter_modelarts.engines.schemas import EngineState
from jupyter_modelarts.obs import Objects
from jupyter_modelarts.training import TrainingManager, creating
from jupyter_modelarts.training.drafts import InputDraft, InvalidJob, JobDraft, OutputDraft
from jupyter_modelarts.training.schemas import MetricRule, Parameter
from jupyter_modelarts.training.store import jobs as job_store

from .conftest import CODE, DATA, OUTPUT

Draft = Callable[..., JobDraft]


@pytest.fixture(autouse=True)
def _nothing_starts(workloads: WorkloadManager) -> None:
    workloads.kick = lambda: None


def problems(training: TrainingManager, draft: JobDraft) -> dict[str, str]:
    """What speaks against a draft, by field."""
    return {problem.field: problem.message for problem in training.preview(draft).problems}


WRONG: dict[str, tuple[dict[str, object], str, str]] = {
    "no name": ({"name": ""}, "metadata.name", "empty"),
    "name": ({"name": "a/b"}, "metadata.name", "contains"),
    "description": ({"description": "x" * 257}, "metadata.description", "256"),
    "no code": ({"code_dir": ""}, "algorithm.code_dir", "No code directory"),
    "empty code": ({"code_dir": "/modelarts/none/"}, "algorithm.code_dir", "empty or does not"),
    "scheme": ({"code_dir": "http://host/code/"}, "algorithm.code_dir", "not an object URI"),
    "missing boot": ({"boot_file": "tain.py"}, "algorithm.boot_file", 'no boot file "tain.py"'),
    "no boot": ({"boot_file": ""}, "algorithm.boot_file", "No boot file"),
    "boot elsewhere": ({"boot_file": "/modelarts/x.py"}, "algorithm.boot_file", "not in the code"),
    "boot traversal": ({"boot_file": "../train.py"}, "algorithm.boot_file", '".."'),
    "no python": ({"boot_file": "a.txt"}, "algorithm.boot_file", "not a Python file"),
    "engine": ({"engine_id": "nope"}, "algorithm.engine", "no engine"),
    "empty input": (
        {"inputs": [InputDraft(url="obs://modelarts/none/")]},
        "algorithm.inputs.0",
        "empty or does not exist",
    ),
    "file as input": (
        {"inputs": [InputDraft(url=f"{DATA}a.txt")]},
        "algorithm.inputs.0",
        "is a file",
    ),
    "unknown dataset": (
        {"inputs": [InputDraft(dataset_id="d", version_id="v")]},
        "algorithm.inputs.0",
        "not found",
    ),
    "bucket": (
        {"outputs": [OutputDraft(url="obs://missing/x/")]},
        "algorithm.outputs.0",
        'no bucket "missing"',
    ),
    "output is input": (
        {"outputs": [OutputDraft(url="/modelarts/data")]},
        "algorithm.outputs",
        "lies in the input",
    ),
    "output in code": (
        {"outputs": [OutputDraft(url=f"{CODE}out/")]},
        "algorithm.outputs",
        "lies in the code directory",
    ),
    "same name twice": (
        {"parameters": [Parameter(name="data_url", value="x")]},
        "algorithm.parameters",
        "named twice",
    ),
    "argument name": (
        {"parameters": [Parameter(name="--x", value="1")]},
        "algorithm.parameters",
        "cannot be an argument",
    ),
    "environment key": ({"environments": {"A=B": "1"}}, "algorithm.environments", "A=B"),
    "our variables": (
        {"environments": {"MODELARTS_RUN": "1"}},
        "algorithm.environments",
        "set by the platform",
    ),
    "lookahead": (
        {"metrics": [MetricRule(name="loss", regex="(?=loss)(x)")]},
        "algorithm.metrics",
        "lookahead",
    ),
    "flavor": ({"flavor_id": "huge"}, "spec.resource.flavor_id", "no flavor"),
    "pool": ({"pool_id": "ray"}, "spec.resource.flavor_id", "no pool"),
    "log": ({"log_url": "obs://missing/l/"}, "spec.log_export_path", "no bucket"),
}


@pytest.mark.parametrize("case", list(WRONG))
def test_what_is_wrong_is_said_of_its_field(
    case: str, draft: Draft, training: TrainingManager
) -> None:
    changes, field, words = WRONG[case]
    asked = draft(**changes)
    assert words in problems(training, asked)[field]
    with pytest.raises(InvalidJob) as raised:
        training.create(asked)
    assert raised.value.field == field


def test_a_form_learns_of_all_problems_at_once(draft: Draft, training: TrainingManager) -> None:
    asked = draft(name="", boot_file="none.py", engine_id="nope")
    assert set(problems(training, asked)) == {
        "metadata.name",
        "algorithm.boot_file",
        "algorithm.engine",
    }


def test_a_refused_request_leaves_nothing(
    draft: Draft, training: TrainingManager, state_dir: Path, workloads: WorkloadManager
) -> None:
    with pytest.raises(InvalidJob):
        training.create(draft(boot_file="none.py"))
    assert training.count() == 0
    assert workloads.unfinished() == []
    assert not (state_dir / "jobs").exists()


@pytest.mark.parametrize("step", ["inputs", "ensure", "submit", "insert_job", "remember"])
def test_a_submission_that_dies_at_any_step_leaves_nothing(
    step: str,
    draft: Draft,
    training: TrainingManager,
    engines: EngineManager,
    workloads: WorkloadManager,
    work_dir: Path,
    state_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Faults, a crash at every write of submit, and a full disk."""
    (work_dir / "code").mkdir()
    (work_dir / "code" / "train.py").touch()
    asked = draft(code_dir="code", engine_id="broken")
    owners: dict[str, object] = {
        "inputs": training._staging,
        "ensure": engines,
        "submit": workloads,
        "insert_job": job_store,
        "remember": creating,
    }
    done = getattr(owners[step], step)

    def dies(*args: object, **options: object) -> None:
        done(*args, **options)
        raise Unavailable("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(owners[step], step, dies)
        with pytest.raises(Unavailable):
            training.create(asked)

    assert training.count() == 0
    assert workloads.unfinished() == []
    assert engines.get("broken").state is EngineState.ABSENT
    assert list((state_dir / "jobs").iterdir()) == []
    assert training.create(asked).job.version == 1


def test_paths_out_of_the_work_directory_are_refused(
    draft: Draft, training: TrainingManager, work_dir: Path, tmp_path: Path
) -> None:
    """Robustness, path traversal: `..`, absolute, and a link that leads out."""
    (tmp_path / "secret").mkdir()
    (work_dir / "link").symlink_to(tmp_path / "secret")
    for path in ("../secret", f"file://{tmp_path}/secret", "link", "a/../../secret"):
        assert "algorithm.code_dir" in problems(training, draft(code_dir=path))


def test_the_three_spellings_of_a_work_directorys_folder_mean_the_same(
    draft: Draft, training: TrainingManager, work_dir: Path
) -> None:
    (work_dir / "code").mkdir()
    (work_dir / "code" / "train.py").touch()
    for path in ("code", f"file://{work_dir}/code", f"{work_dir}/code"):
        preview = training.preview(draft(code_dir=path))
        assert preview.problems == []
        assert preview.command[1] == "{run}/user-job-dir/code/train.py"


def test_a_preview_shows_the_command_and_makes_nothing(
    draft: Draft, training: TrainingManager
) -> None:
    preview = training.preview(draft(parameters=[Parameter(name="epochs", value="5")]))
    assert preview.command == [
        "python",
        "{run}/user-job-dir/code/train.py",
        "--data_url={run}/inputs/data_url_0",
        "--train_url={run}/outputs/train_url_0",
        "--epochs=5",
    ]
    assert preview.environments["DLS_TRAIN_URL"] == f"{OUTPUT}V0001/"
    assert training.count() == 0


def test_further_inputs_and_outputs_get_their_own_names(
    draft: Draft, training: TrainingManager, objects: Objects
) -> None:
    objects.put("obs://modelarts/more/x", b"x")
    inputs = [
        InputDraft(url=DATA),
        InputDraft(url="obs://modelarts/more/"),
        InputDraft(name="m", url=DATA),
    ]
    command = training.preview(draft(inputs=inputs)).command
    assert [word.split("=")[0] for word in command[2:]] == [
        "--data_url",
        "--data_url_1",
        "--m",
        "--train_url",
    ]


def test_locations_are_answered_as_they_were_spelled(
    draft: Draft, training: TrainingManager
) -> None:
    view = training.create(draft(outputs=[OutputDraft(url="/modelarts/models")]))
    output = view.job.config.outputs[0]
    assert (output.place.given, output.target) == ("/modelarts/models", f"{OUTPUT}V0001/")


def test_running_again_makes_the_next_version_of_the_job(
    draft: Draft, training: TrainingManager, db: Database
) -> None:
    first = training.create(draft())
    asked = draft(
        name="",
        pre_version_id=first.job.id,
        parameters=[Parameter(name="epochs", value="9")],
    )

    preview = training.preview(asked)
    second = training.create(asked)

    assert (second.job.name, second.job.version) == ("job", 2)
    assert second.job.config.outputs[0].target == f"{OUTPUT}V0002/"
    assert (second.parent_version, second.versions) == (1, 2)
    assert [(one.field, one.old, one.new) for one in preview.changes] == [
        ("algorithm.parameters.epochs", None, "9")
    ]
    assert training.compare(second.job.id).changes == preview.changes
    with db.read() as tx:
        links = linked_from(tx, urn("training-job", second.job.id))
    assert links == [("again-of", urn("training-job", first.job.id))]


def test_a_name_in_use_is_refused_with_the_way_on(draft: Draft, training: TrainingManager) -> None:
    training.create(draft())
    with pytest.raises(InvalidJob, match="run it again to make V0002"):
        training.create(draft())


def test_a_new_version_keeps_the_name(draft: Draft, training: TrainingManager) -> None:
    first = training.create(draft())
    with pytest.raises(InvalidJob, match="keeps its job's name"):
        training.create(draft(name="other", pre_version_id=first.job.id))


def test_a_version_number_is_never_given_twice(
    draft: Draft, training: TrainingManager, workloads: WorkloadManager
) -> None:
    """Its outputs may still be there."""
    first = training.create(draft())
    training.stop(first.job.id)
    workloads.reconcile()
    training.delete(first.job.id)
    assert training.create(draft()).job.version == 2


def test_a_retry_with_the_same_key_makes_one_job(draft: Draft, training: TrainingManager) -> None:
    """Faults, a reply lost after commit and retried."""
    first = training.create(draft(), "key")
    second = training.create(draft(), "key")
    assert second.job.id == first.job.id
    assert training.count() == 1


def test_a_job_in_the_trash_can_be_restored_and_is_not_listed(
    draft: Draft, training: TrainingManager, workloads: WorkloadManager
) -> None:
    view = training.create(draft())
    training.stop(view.job.id)
    workloads.reconcile()
    training.delete(view.job.id)
    assert training.count() == 0
    with pytest.raises(NotFound, match="trash"):
        training.describe(view.job.id, "x")
    training.restore(view.job.id)
    assert training.count() == 1


def test_a_description_can_be_changed(draft: Draft, training: TrainingManager) -> None:
    view = training.create(draft())
    assert training.describe(view.job.id, "better").job.description == "better"


def test_a_job_that_went_meanwhile_is_not_found(training: TrainingManager) -> None:
    for look in (training.get, training.events, training.usage, training.versions):
        with pytest.raises(NotFound):
            look("0" * 32)


def test_two_requests_for_one_version_make_one_job(
    draft: Draft, training: TrainingManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second is examined before the first commits."""
    first = training.create(draft())
    again = draft(name="", pre_version_id=first.job.id)
    staging = training._staging
    inputs = staging.inputs

    def overtaken(*args: object) -> object:
        monkeypatch.setattr(staging, "inputs", inputs)
        training.create(again)
        return inputs(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(staging, "inputs", overtaken)
    with pytest.raises(Conflict, match="V0002 was made by another request"):
        training.create(again)
    assert training.count() == 2


def test_a_job_that_is_being_made_loses_nothing_to_the_daily_sweep(
    draft: Draft,
    training: TrainingManager,
    workloads: WorkloadManager,
    work_dir: Path,
    state_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (work_dir / "code").mkdir()
    (work_dir / "code" / "train.py").write_text("print('hello')")
    abandoned = state_dir / "jobs" / ("0" * 32)
    abandoned.mkdir(parents=True)
    os.utime(abandoned, (0, 0))
    staging = training._staging
    inputs = staging.inputs

    def swept(*args: object) -> object:
        staged = inputs(*args)  # type: ignore[arg-type]
        training.empty_trash()
        return staged

    monkeypatch.setattr(staging, "inputs", swept)
    view = training.create(draft(code_dir="code"))

    assert workloads.wait(view.workload.id, 300).state is State.SUCCEEDED
    assert not abandoned.exists()


def test_a_queue_says_why(
    draft: Draft, training: TrainingManager, workloads: WorkloadManager
) -> None:
    big = max(workloads.flavors(), key=lambda flavor: flavor.cpu)
    script = "import time; time.sleep(60)"  # one for both: the first may not have read it yet
    first = training.create(draft(script, flavor_id=big.id))
    second = training.create(draft(script, name="second", flavor_id=big.id))
    workloads.reconcile()
    assert training.get(first.job.id).workload.state is not State.QUEUED
    waiting = training.get(second.job.id)
    assert waiting.workload.state is State.QUEUED
    assert "waiting for" in waiting.workload.reason


def test_an_input_that_went_before_the_job_began_fails_in_its_phase(
    draft: Draft, training: TrainingManager, workloads: WorkloadManager, objects: Objects
) -> None:
    view = training.create(draft())
    objects.delete(f"{DATA}a.txt")
    workloads.wait(view.workload.id, 300)
    failure = training.get(view.job.id).failure
    assert failure is not None
    assert failure.phase is Phase.INPUTS
