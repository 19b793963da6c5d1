"""Training jobs as they cross the wire: ModelArts' v2 fields, with our additions marked so."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..compute.schemas import Progress, State
from ..core.schemas import Schema
from .schemas import Change, Failure, Mode, Parameter, Problem
from .spec_bodies import TrainingAlgorithmBody, TrainingSpecBody, TrainingSpecRequest


class TrainingMetadataRequest(Schema):
    """A new name makes version V0001.

    Our addition: with `pre_version_id`, the id of another version, this run is the next version of
    that job; its name may then be left out.
    """

    name: str = ""
    description: str | None = ""
    workspace_id: str = "0"
    pre_version_id: str | None = None


class TrainingJobRequest(Schema):
    """The body of `POST /v2/{project_id}/training-jobs`."""

    kind: str = "job"
    metadata: TrainingMetadataRequest
    algorithm: TrainingAlgorithmBody
    spec: TrainingSpecRequest = TrainingSpecRequest()


class TrainingMetadataBody(Schema):
    """Who and when. Our additions: the version fields, and `delete_time` of one in the trash.

    `version_count` counts the job's versions outside the trash.
    """

    id: str
    name: str
    description: str
    create_time: int
    workspace_id: str = "0"
    user_name: str
    version: str
    version_count: int
    pre_version_id: str | None
    pre_version: str | None
    delete_time: int | None


class TaskStatusBody(Schema):
    """How a task ended."""

    task: str
    exit_code: int | None
    message: str


class OutputFileBody(Schema):
    """A file that the job left: `name` is the output's, `url` where it lies."""

    name: str
    url: str
    size: int


class TrainingStatusBody(Schema):
    """What the job is doing, in ModelArts' words.

    Our additions: `state` in ours; `reason`, why it is still queued; `stopping`, whether a stop
    was asked for; `progress` of the step it is at; `end_time`; `failure`; `workload_id`;
    `output_count`, and the first 100 `output_files`, which lists of jobs leave out.
    """

    phase: str
    secondary_phase: str
    duration: int
    start_time: int
    node_count_metrics: list[list[int]] | None = None
    tasks: list[str]
    task_statuses: list[TaskStatusBody]
    state: State
    reason: str
    stopping: bool
    progress: Progress | None
    end_time: int | None
    failure: Failure | None
    workload_id: str
    output_count: int = 0
    output_files: list[OutputFileBody] = []


class TrainingJobBody(Schema):
    """A training job: one version."""

    kind: str = "job"
    metadata: TrainingMetadataBody
    status: TrainingStatusBody
    algorithm: TrainingAlgorithmBody
    spec: TrainingSpecBody


class SearchFilterBody(Schema):
    """A condition.

    name: like or in; phase: in or not; create_time: between; kind: in; our addition, deleted: in
    ["true"] lists the trash instead.
    """

    key: str
    operator: str = "in"
    value: list[str] = []


class TrainingSearchRequest(Schema):
    """Which jobs to list. `offset` counts pages; our addition: `marker` continues an answer.

    `group_by` `name` leaves the newest version of each name.
    """

    offset: Annotated[int, Field(ge=0)] = 0
    limit: Annotated[int, Field(ge=1, le=1000)] = 50
    marker: str | None = None
    sort_by: str = "create_time"
    order: str = "desc"
    group_by: str = ""
    filters: list[SearchFilterBody] = []


class TrainingJobListBody(Schema):
    """A page of jobs: `count` meet the filters, of `total`; `next_marker` is our addition."""

    total: int
    count: int
    limit: int
    offset: int
    sort_by: str = "create_time"
    order: str
    group_by: str
    workspace_id: str = "0"
    ai_project: str = "default-ai-project"
    items: list[TrainingJobBody]
    next_marker: str | None


class TrainingDescriptionRequest(Schema):
    """The one thing of a job that can be changed."""

    description: str = ""


class TrainingActionRequest(Schema):
    """`terminate`; our additions: `restore` takes a job out of the trash, `resume_outputs` uploads
    again what could not be saved."""

    action_type: str


class MetricSummaryBody(Schema):
    """A metric's last and best value; best needs a `mode`."""

    name: str
    mode: Mode | None
    last: float
    best: float | None


class TrainingVersionBody(Schema):
    """A version to compare with others."""

    id: str
    version: str
    description: str
    state: State
    phase: str
    create_time: int
    duration: int
    parameters: list[Parameter]
    metrics: list[MetricSummaryBody]


class TrainingVersionListBody(Schema):
    """All versions of a job outside the trash, newest first."""

    name: str
    total_count: int
    versions: list[TrainingVersionBody]


class DifferenceQuery(Schema):
    """The job to compare with; without it, the version that this one was made from."""

    against: str | None = None


class TrainingDifferenceBody(Schema):
    """What changed from one version to another; no `from_id`: there is nothing to compare with."""

    from_id: str | None
    from_version: str | None
    to_id: str
    to_version: str
    changes: list[Change]


class TrainingPreviewBody(Schema):
    """What a request would run.

    `command` has {run} for the run directory; `changes` are those to `pre_version_id`.
    """

    version: str
    command: list[str]
    environments: dict[str, str]
    problems: list[Problem]
    changes: list[Change]


class TrainingSummaryBody(Schema):
    """What the home page shows of training: `failed` are jobs whose newest version failed."""

    running: list[TrainingJobBody]
    failed: list[TrainingJobBody]
    recent: list[TrainingJobBody]
