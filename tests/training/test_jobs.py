"""Jobs that run: real scripts under real supervisors."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from jupyter_modelarts.compose import Foundation
from jupyter_modelarts.compute import WorkloadManager
from jupyter_modelarts.compute.schemas import Phase, State
from jupyter_modelarts.core.errors import Conflict
from jupyter_modelarts.obs import Objects
from jupyter_modelarts.training import TrainingManager
from jupyter_modelarts.training.drafts import JobDraft
from jupyter_modelarts.training.schemas import JobView, Parameter

from .conftest import CODE, JOB_S, OUTPUT

Draft = Callable[..., JobDraft]
Run = Callable[[JobDraft], JobView]

REPORT = """
import json, os, pathlib, sys
given = dict(word[2:].split("=", 1) for word in sys.argv[1:])
train = pathlib.Path(given["train_url"])
data = {path.name: path.read_text() for path in pathlib.Path(given["data_url"]).iterdir()}
report = {"argv": sys.argv[1:], "environ": dict(os.environ), "cwd": os.getcwd(), "data": data}
(train / "sub").mkdir()
(train / "sub" / "report.json").write_text(json.dumps(report))
"""


def report_of(objects: Objects) -> dict[str, object]:
    """What the script of these tests saw."""
    value = json.loads(objects.read(f"{OUTPUT}V0001/sub/report.json"))
    assert isinstance(value, dict)
    return value


def test_a_script_gets_its_data_as_local_files_and_leaves_its_output_in_the_store(
    draft: Draft, run: Run, objects: Objects
) -> None:
    parameters = [Parameter(name="epochs", value="3"), Parameter(name="note", value="a b;$(c)")]

    view = run(draft(REPORT, parameters=parameters))

    seen = report_of(objects)
    assert view.workload.state is State.SUCCEEDED
    assert seen["data"] == {"a.txt": "some data"}
    arguments = seen["argv"]
    assert isinstance(arguments, list)
    assert [word.split("=")[0] for word in arguments[:2]] == ["--data_url", "--train_url"]
    assert arguments[2:] == ["--epochs=3", "--note=a b;$(c)"]


def test_outputs_that_could_not_be_saved_are_uploaded_again(
    draft: Draft, run: Run, training: TrainingManager, foundation: Foundation
) -> None:
    in_the_way = foundation.state_dir / "objects/modelarts/models/V0001/sub"
    failed = run(draft(f"{REPORT}pathlib.Path({str(in_the_way)!r}).write_text('no folder')"))
    in_the_way.unlink()

    training.resume_outputs(failed.job.id)
    foundation.workloads.wait(failed.workload.id, JOB_S)

    view = training.get(failed.job.id)
    assert failed.failure is not None
    assert (failed.failure.phase, failed.failure.resumable) == (Phase.OUTPUTS, True)
    assert (view.workload.state, view.failure) == (State.SUCCEEDED, None)
    assert report_of(foundation.objects)["data"] == {"a.txt": "some data"}


def test_a_job_whose_code_failed_has_nothing_to_upload_again(
    draft: Draft, run: Run, training: TrainingManager
) -> None:
    failed = run(draft("raise SystemExit(3)"))
    assert failed.failure is not None
    assert not failed.failure.resumable
    with pytest.raises(Conflict, match="not one whose outputs"):
        training.resume_outputs(failed.job.id)


def test_a_scripts_environment_has_the_locations_and_none_of_the_servers_secrets(
    draft: Draft, run: Run, objects: Objects, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Robustness, tokens: none reaches a job's environment."""
    for name in ("JUPYTER_TOKEN", "AWS_SECRET_ACCESS_KEY", "OTHER_SECRET"):
        monkeypatch.setenv(name, "hidden")

    view = run(draft(REPORT, environments={"MINE": "yes"}))

    environ = report_of(objects)["environ"]
    assert isinstance(environ, dict)
    assert environ["DLS_DATA_URL"] == "obs://modelarts/data/"
    assert environ["DLS_TRAIN_URL"] == f"{OUTPUT}V0001/"
    assert environ["DLS_APP_URL"] == CODE
    assert environ["MODELARTS_JOB_ID"] == view.job.id
    assert environ["MINE"] == "yes"
    assert environ["HOME"]
    assert "hidden" not in environ.values()


def test_a_script_runs_in_its_code_directory(draft: Draft, run: Run, objects: Objects) -> None:
    objects.put(f"{CODE}nested/settings.json", b"{}")
    view = run(draft("import pathlib; print(pathlib.Path('nested/settings.json').read_text())"))
    assert view.workload.state is State.SUCCEEDED


def test_code_of_the_work_directory_runs_without_its_hidden_folders(
    draft: Draft, run: Run, work_dir: Path, training: TrainingManager
) -> None:
    folder = work_dir / "my code"
    (folder / ".venv").mkdir(parents=True)
    (folder / ".venv" / "big.bin").touch()
    (folder / "helper.py").write_text("WORD = 'from the helper'")
    (folder / "main.py").write_text("import os, helper; print(helper.WORD, sorted(os.listdir()))")

    view = run(draft(code_dir="my code", boot_file="main.py"))

    log = training.log(view.job.id, 0, 10_000).text
    assert "from the helper ['__pycache__', 'helper.py', 'main.py']" in log


def test_a_failing_script_says_where_in_the_users_own_file(draft: Draft, run: Run) -> None:
    view = run(draft("import json\ndef load():\n    json.loads('no')\nload()\n"))
    failure = view.failure
    assert view.workload.state is State.FAILED
    assert failure is not None
    assert failure.phase is Phase.CODE
    assert (failure.source, failure.line) == (f"{CODE}train.py", 3)
    assert failure.last_line.startswith("json.decoder.JSONDecodeError")
    assert failure.exit_code == 1


def test_a_failing_script_of_the_work_directory_is_named_as_the_file_browser_names_it(
    draft: Draft, run: Run, work_dir: Path
) -> None:
    (work_dir / "code").mkdir()
    (work_dir / "code" / "main.py").write_text("\n1 / 0\n")
    view = run(draft(code_dir="code", boot_file="main.py"))
    assert view.failure is not None
    assert (view.failure.source, view.failure.line) == ("code/main.py", 2)


def test_a_syntax_error_is_found_in_the_file_too(draft: Draft, run: Run) -> None:
    view = run(draft("x = 1\nx = = 2\n"))
    assert view.failure is not None
    assert view.failure.last_line.startswith("SyntaxError")


def test_outputs_of_a_failed_job_are_kept(draft: Draft, run: Run, objects: Objects) -> None:
    view = run(draft(REPORT + "\nsys.exit(3)"))
    assert view.failure is not None
    assert view.failure.exit_code == 3
    assert objects.exists(f"{OUTPUT}V0001/sub/report.json")


def test_a_job_whose_engine_cannot_be_made_fails_before_its_code(draft: Draft, run: Run) -> None:
    view = run(draft(engine_id="broken"))
    assert view.failure is not None
    assert view.failure.phase is Phase.ENVIRONMENT
    assert view.failure.engine_id == "broken"
    assert "engine broken" in view.failure.message


def test_a_running_job_is_stopped_and_stopping_twice_is_no_error(
    draft: Draft, training: TrainingManager, workloads: WorkloadManager
) -> None:
    created = training.create(draft("import time; print('begun'); time.sleep(600)"))
    while "begun" not in training.log(created.job.id, 0, 1000).text:
        workloads.reconcile()
    training.stop(created.job.id)
    workloads.wait(created.workload.id, JOB_S)
    again = training.stop(created.job.id)
    assert again.workload.state is State.STOPPED
    assert again.failure is None


def test_a_queued_job_is_stopped_without_having_run(
    draft: Draft, training: TrainingManager, workloads: WorkloadManager
) -> None:
    kick, workloads.kick = workloads.kick, lambda: None  # it stays in the queue
    created = training.create(draft())
    workloads.kick = kick
    training.stop(created.job.id)
    ended = workloads.wait(created.workload.id, JOB_S)
    assert (ended.state, ended.attempt) == (State.STOPPED, 0)


def test_what_has_ended_cannot_be_stopped(
    draft: Draft, run: Run, training: TrainingManager
) -> None:
    view = run(draft())
    with pytest.raises(Conflict, match="has ended"):
        training.stop(view.job.id)


def test_a_job_that_is_not_over_cannot_be_deleted(
    draft: Draft, training: TrainingManager, workloads: WorkloadManager
) -> None:
    workloads.kick = lambda: None
    created = training.create(draft())
    with pytest.raises(Conflict, match="stop it first"):
        training.delete(created.job.id)


def test_the_usage_of_a_job_is_sampled(draft: Draft, run: Run, training: TrainingManager) -> None:
    view = run(draft("import time; time.sleep(2.5)"))
    samples = training.usage(view.job.id)
    assert samples
    assert all(sample.memory_bytes >= 0 for sample in samples)


def test_the_log_can_be_read_from_its_end(
    draft: Draft, run: Run, training: TrainingManager
) -> None:
    view = run(draft("print('x' * 1000)\nprint('the end')"))
    assert training.log(view.job.id, -8, 100).text == "the end\n"
    assert training.log(view.job.id, -10_000, 4).text == "xxxx"


def test_the_log_is_exported_where_the_job_says(draft: Draft, run: Run, objects: Objects) -> None:
    view = run(draft(log_url="/modelarts/logs/"))
    name = f"obs://modelarts/logs/modelarts-job-{view.job.id}-worker-0.log"
    assert objects.read(name) == b"hello\n"
