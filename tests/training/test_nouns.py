"""Arguments, difference, failure and events: pure functions of a job's records."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_modelarts.compute.schemas import Phase, State, Traceback
from jupyter_modelarts.training.arguments import argv, code_target, environment, workload_spec
from jupyter_modelarts.training.difference import difference
from jupyter_modelarts.training.failure import failure_of, source_of
from jupyter_modelarts.training.history import events_of
from jupyter_modelarts.training.places import WorkDirectory
from jupyter_modelarts.training.schemas import Parameter, Place

from .samples import CONFIG, FAILED, JOB, RUNNING, SUCCEEDED

PYTHON = Path("/engines/e/bin/python")
NO_WORK = WorkDirectory(None)


def test_the_command_has_inputs_outputs_and_arguments_in_this_order() -> None:
    assert argv(CONFIG, PYTHON) == [
        "/engines/e/bin/python",
        "{run}/user-job-dir/codes/train.py",
        "--data_url={run}/inputs/data_url_0",
        "--more={run}/inputs/more_1",
        "--train_url={run}/outputs/train_url_0",
        "--epochs=30",
    ]


def test_the_locations_are_in_the_environment_and_the_users_variables_win() -> None:
    environ = environment(CONFIG.model_copy(update={"environments": {"PYTHONUNBUFFERED": "0"}}))
    assert environ["DLS_DATA_URL"] == "obs://test/out/annotation/V001/V001.manifest"
    assert environ["DLS_TRAIN_URL"] == "obs://test/models/V0002/"
    assert environ["DLS_APP_URL"] == "obs://test/mnist/codes/"
    assert environ["PYTHONUNBUFFERED"] == "0"


def test_the_engines_tools_come_first() -> None:
    spec = workload_spec(JOB, PYTHON, ["build"], [])
    assert spec.env["PATH"].startswith("/engines/e/bin:")
    assert spec.waits_for == ["build"]
    assert spec.log_target == f"obs://test/logs/modelarts-job-{JOB.id}-worker-0.log"


@pytest.mark.parametrize(
    ("uri", "target"),
    [
        ("obs://bucket/a/my-code_1.0/", "user-job-dir/my-code_1.0"),
        ("obs://bucket/", "user-job-dir/bucket"),
        ("obs://bucket/../", "user-job-dir/code"),
        ("/home/work/ odd name", "user-job-dir/code"),
        ("/home/work/.hidden", "user-job-dir/code"),
        ("/home/work/代码", "user-job-dir/code"),
    ],
)
def test_code_lies_under_its_own_name_where_that_is_harmless(uri: str, target: str) -> None:
    config = CONFIG.model_copy(update={"code_dir": Place(given=uri, uri=uri)})
    assert code_target(config) == target


def test_only_what_differs_is_a_change() -> None:
    parameters = [Parameter(name="epochs", value="60"), Parameter(name="rate", value="0.1")]
    spelled = Place(given="obs://test/mnist/codes", uri="obs://test/mnist/codes/")
    new = CONFIG.model_copy(
        update={"parameters": parameters, "environments": {}, "code_dir": spelled}
    )
    assert [(one.field, one.old, one.new) for one in difference(CONFIG, new)] == [
        ("algorithm.parameters.epochs", "30", "60"),
        ("algorithm.parameters.rate", None, "0.1"),
        ("algorithm.environments.SEED", "1", None),
    ]


def test_another_dataset_version_is_a_change_by_name() -> None:
    first = CONFIG.inputs[0]
    assert first.dataset is not None
    dataset = first.dataset.model_copy(update={"version_id": "v2", "version_name": "V002"})
    new = CONFIG.model_copy(update={"inputs": [first.model_copy(update={"dataset": dataset})]})
    changes = {one.field: (one.old, one.new) for one in difference(CONFIG, new)}
    assert changes["algorithm.inputs.data_url"] == ("digits V001 (d1, v1)", "digits V002 (d1, v2)")


def test_a_failure_points_into_the_users_own_copy() -> None:
    failure = failure_of(CONFIG, FAILED, NO_WORK)
    assert failure is not None
    assert failure.source == "obs://test/mnist/codes/lib/train.py"
    assert (failure.line, failure.last_line) == (7, "ValueError: no")


def test_a_traceback_of_a_library_alone_points_nowhere() -> None:
    traceback = Traceback(text="…", file="/engines/e/lib/python3/site-packages/x.py", line=1)
    assert source_of(CONFIG, traceback, NO_WORK) is None


def test_a_job_that_has_not_failed_has_no_failure() -> None:
    for workload in (RUNNING, SUCCEEDED):
        assert failure_of(CONFIG, workload, NO_WORK) is None


def test_a_lost_job_says_what_to_do() -> None:
    lost = RUNNING.model_copy(update={"state": State.LOST})
    failure = failure_of(CONFIG, lost, NO_WORK)
    assert failure is not None
    assert "run it again" in failure.message


def test_an_environment_that_failed_names_its_engine() -> None:
    workload = FAILED.model_copy(update={"failure_phase": Phase.ENVIRONMENT})
    failure = failure_of(CONFIG, workload, NO_WORK)
    assert failure is not None
    assert failure.engine_id == "scikit-learn"


def test_events_tell_of_outputs_and_of_the_trash() -> None:
    deleted = JOB.model_copy(update={"deleted_at": JOB.created_at + 99})
    assert [event.message for event in events_of(deleted, SUCCEEDED)] == [
        "Training job mnist V0002 created.",
        "Training job is running.",
        "Training finished. Exit code 0.",
        "Uploaded 1 output file.",
        "Training job completed.",
        "Moved to the trash.",
    ]
