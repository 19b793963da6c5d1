"""The bodies, byte for byte (`golden/` holds what clients have been promised), and requests."""

from __future__ import annotations

import json
import platform
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from jupyter_modelarts.compute.schemas import Phase, State, UsageSample, Wanted
from jupyter_modelarts.core.errors import InvalidInput, NotFound
from jupyter_modelarts.core.schemas import Page
from jupyter_modelarts.training.bodies import TrainingJobRequest, TrainingSearchRequest
from jupyter_modelarts.training.drafts import InvalidJob
from jupyter_modelarts.training.failure import failure_of
from jupyter_modelarts.training.history import events_of
from jupyter_modelarts.training.places import WorkDirectory
from jupyter_modelarts.training.run_bodies import EventQuery
from jupyter_modelarts.training.schemas import JobView, Mode, Series
from jupyter_modelarts.training.wire import answers, requests, resources

from .samples import CONFIG, CREATED, ENDED, FAILED, JOB, RUNNING, STARTED, SUCCEEDED

GOLDEN = Path(__file__).parent / "golden"
SERIES = Series(name="loss", mode=Mode.MIN, count=3, last=0.3, smallest=0.2, largest=0.9)


@pytest.fixture(autouse=True)
def _one_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")


def view(workload: Any) -> JobView:
    """The sample job with this workload."""
    failure = failure_of(CONFIG, workload, WorkDirectory(None))
    return JobView(job=JOB, workload=workload, parent_version=1, versions=2, failure=failure)


def golden_bodies() -> dict[str, BaseModel]:
    """What is compared with the files of these names."""
    samples = [
        UsageSample(at=STARTED + second * 1000, cpu_percent=100, memory_bytes=2**30)
        for second in (0, 30, 70)
    ]
    page = Page[JobView](items=[view(SUCCEEDED)], total=7, next_marker=JOB.id)
    return {
        "running": answers.job_body(view(RUNNING), now=ENDED),
        "succeeded": answers.job_body(view(SUCCEEDED), now=ENDED),
        "failed": answers.job_body(view(FAILED), now=ENDED),
        "list": answers.job_list_body(page, TrainingSearchRequest(limit=1), 9, ENDED),
        "versions": answers.version_list_body([(view(SUCCEEDED), [SERIES])], ENDED),
        "difference": answers.difference_body(None, JOB, []),
        "usage": resources.usage_metrics_body(CONFIG.flavor, samples),
        "events": resources.event_list_body(events_of(JOB, FAILED), EventQuery(limit=2)),
    }


@pytest.mark.parametrize("name", sorted(path.stem for path in GOLDEN.glob("*.json")))
def test_a_body_is_what_was_promised(name: str) -> None:
    promised = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    assert json.loads(golden_bodies()[name].model_dump_json()) == promised


def test_every_body_has_its_golden_file() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(golden_bodies())


@pytest.mark.parametrize(
    ("state", "phase", "secondary"),
    [
        (State.QUEUED, "Pending", "Queuing"),
        (State.STARTING, "Creating", "Creating"),
        (State.RUNNING, "Running", "Running"),
        (State.SUCCEEDED, "Completed", "Completed"),
        (State.FAILED, "Failed", "Failed"),
        (State.STOPPING, "Terminating", "Terminating"),
        (State.STOPPED, "Terminated", "Terminated"),
        (State.LOST, "Abnormal", "Lost"),
    ],
)
def test_every_state_has_modelarts_words(state: State, phase: str, secondary: str) -> None:
    body = answers.job_body(view(RUNNING.model_copy(update={"state": state})), ENDED)
    assert (body.status.phase, body.status.secondary_phase) == (phase, secondary)
    assert body.status.state is state


def test_what_failed_before_the_code_was_not_created() -> None:
    workload = FAILED.model_copy(update={"failure_phase": Phase.INPUTS})
    assert answers.job_body(view(workload), ENDED).status.secondary_phase == "CreateFailed"


def test_a_stop_that_was_asked_for_shows_before_it_is_done() -> None:
    asked = RUNNING.model_copy(update={"wanted": Wanted.STOPPED})
    assert answers.job_body(view(asked), ENDED).status.stopping
    ended = asked.model_copy(update={"state": State.STOPPED})
    assert not answers.job_body(view(ended), ENDED).status.stopping


def request(**algorithm: Any) -> TrainingJobRequest:
    """ModelArts' own example of a job, with these changes to its algorithm."""
    return TrainingJobRequest.model_validate(
        {
            "kind": "job",
            "metadata": {"name": "TestModelArtsJob", "description": "This is a ModelArts job"},
            "algorithm": {
                "code_dir": "/usr/app/",
                "boot_file": "/usr/app/boot.py",
                "engine": {"engine_id": "scikit-learn"},
                "parameters": [{"name": "input_dir", "value": "obs://test/moxingtest-dir/"}],
                "inputs": [{"name": "data_url", "remote": {"obs": {"obs_url": "/usr/data/"}}}],
                "outputs": [{"name": "train_url", "remote": {"obs": {"obs_url": "/usr/o/"}}}],
                "policies": {"auto_search": None},
                "environments": {},
                **algorithm,
            },
            "spec": {
                "resource": {"flavor_id": "modelarts.local.1u", "node_count": 1},
                "log_export_path": {"obs_url": ""},
            },
        }
    )


def test_a_request_of_the_reference_is_understood() -> None:
    draft = requests.draft(request())
    assert (draft.name, draft.code_dir, draft.boot_file) == (
        "TestModelArtsJob",
        "/usr/app/",
        "/usr/app/boot.py",
    )
    assert [(item.name, item.url) for item in draft.inputs] == [("data_url", "/usr/data/")]
    assert draft.flavor_id == "modelarts.local.1u"


def test_an_answer_can_be_sent_again_as_a_request() -> None:
    """Run again: the form begins with what was answered."""
    body = json.loads(answers.job_body(view(SUCCEEDED), ENDED).model_dump_json())
    draft = requests.draft(TrainingJobRequest.model_validate(body))
    assert draft.inputs[0].version_id == "v1"
    assert draft.outputs[0].url == "/test/models/"
    assert draft.boot_file == "/test/mnist/codes/train.py"


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("algorithm.policies.auto_search", {"policies": {"auto_search": {"reward_attrs": []}}}),
        ("algorithm.id", {"id": "3f5d6706"}),
        ("algorithm.command", {"command": "sh run.sh"}),
        ("algorithm.engine.image_url", {"engine": {"image_url": "org/image:1"}}),
        ("algorithm.inputs.0.remote", {"inputs": [{"remote": {}}]}),
    ],
)
def test_what_is_not_done_here_is_refused_by_its_field(field: str, changes: Any) -> None:
    with pytest.raises(InvalidJob) as raised:
        requests.draft(request(**changes))
    assert raised.value.field == field


def test_other_kinds_and_more_nodes_are_refused() -> None:
    body = json.loads(request().model_dump_json())
    hetero = TrainingJobRequest.model_validate({**body, "kind": "hetero_job"})
    two = TrainingJobRequest.model_validate({**body, "spec": {"resource": {"node_count": 2}}})
    with pytest.raises(InvalidJob, match="hetero_job"):
        requests.draft(hetero)
    with pytest.raises(InvalidJob, match="1 node"):
        requests.draft(two)


def test_the_references_search_is_understood() -> None:
    asked = TrainingSearchRequest.model_validate(
        {
            "offset": 0,
            "limit": 1,
            "filters": [
                {"key": "name", "operator": "like", "value": ["trainjob"]},
                {"key": "create_time", "operator": "between", "value": ["", ""]},
                {"key": "phase", "operator": "in", "value": [""]},
                {"key": "algorithm_name", "operator": "like", "value": [""]},
                {"key": "kind", "operator": "in", "value": []},
            ],
        }
    )
    wanted = requests.job_filter(asked)
    assert wanted.name_contains == "trainjob"
    assert wanted.states == []


def test_conditions_become_states_times_and_the_trash() -> None:
    filters = [
        {"key": "phase", "operator": "not", "value": ["Completed", "running"]},
        {"key": "create_time", "operator": "between", "value": [str(CREATED), ""]},
        {"key": "deleted", "operator": "in", "value": ["true"]},
    ]
    asked = TrainingSearchRequest.model_validate({"filters": filters, "group_by": "name"})
    wanted = requests.job_filter(asked)
    assert State.SUCCEEDED not in wanted.states
    assert State.FAILED in wanted.states
    assert (wanted.created_from, wanted.created_to) == (CREATED, None)
    assert wanted.deleted
    assert wanted.latest_only


@pytest.mark.parametrize(
    "changes",
    [
        {"filters": [{"key": "phase", "operator": "in", "value": ["Sleeping"]}]},
        {"filters": [{"key": "user_id", "operator": "in", "value": ["x"]}]},
        {"filters": [{"key": "create_time", "operator": "between", "value": ["now"]}]},
        {"sort_by": "name"},
        {"order": "up"},
        {"group_by": "user"},
    ],
)
def test_conditions_that_are_not_known_are_refused(changes: Any) -> None:
    with pytest.raises(InvalidInput):
        requests.job_filter(TrainingSearchRequest.model_validate(changes))


def test_a_job_has_one_task() -> None:
    requests.check_task("worker-0")
    with pytest.raises(NotFound, match="worker-1"):
        requests.check_task("worker-1")
