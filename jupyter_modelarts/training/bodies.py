"""Training jobs as they cross the wire: ModelArts' v2 fields, with our additions marked so."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from ..compute.schemas import Progress, State, UsageSample
from ..core.schemas import Schema
from .schemas import Change, Failure, MetricRule, MetricTrial, Mode, Parameter, Problem, Series


class ObsBody(Schema):
    """A location in the object store: `obs://bucket/key/`, `s3://…` or `/bucket/key/`."""

    obs_url: str


class DatasetInputBody(Schema):
    """A dataset's version as input; the answer adds its names and `obs_url`, the manifest's."""

    id: str
    version_id: str
    name: str = ""
    version_name: str = ""
    obs_url: str = ""


class InputRemoteBody(Schema):
    """Where an input comes from: one of the two."""

    obs: ObsBody | None = None
    dataset: DatasetInputBody | None = None


class TrainingInputBody(Schema):
    """An input: without a name the first is `data_url`; `local_dir` is answered, never read."""

    name: str = ""
    description: str = ""
    local_dir: str = ""
    remote: InputRemoteBody


class OutputRemoteBody(Schema):
    """Where an output goes."""

    obs: ObsBody


class TrainingOutputBody(Schema):
    """An output: without a name the first is `train_url`.

    Our addition: `version_url`, the folder of this version in `obs_url`.
    """

    name: str = ""
    description: str = ""
    local_dir: str = ""
    remote: OutputRemoteBody
    version_url: str = ""


class TrainingEngineBody(Schema):
    """`engine_id`, or name and version; our addition: `note`."""

    engine_id: str = ""
    engine_name: str = ""
    engine_version: str = ""
    image_url: str = ""
    note: str = ""


class TrainingPoliciesBody(Schema):
    """Search comes with its own slice: a request that sets `auto_search` is refused."""

    auto_search: dict[str, Any] | None = None


class TrainingAlgorithmBody(Schema):
    """The code, what it gets and what it gives.

    `code_dir`: a folder in the object store or (our addition) of the work directory: a path
    relative to it, or `file:///` with an absolute one. `boot_file`: a path in `code_dir`, in full
    or relative to it. Our addition: `metrics`, the expressions that find metrics in the log; null
    means those of `GET …/training-job-metric-rules`, an empty list none.
    """

    id: str = ""
    subscription_id: str = ""
    command: str = ""
    code_dir: str = ""
    boot_file: str = ""
    engine: TrainingEngineBody = TrainingEngineBody()
    parameters: list[Parameter] = []
    inputs: list[TrainingInputBody] = []
    outputs: list[TrainingOutputBody] = []
    environments: dict[str, str] = {}
    policies: TrainingPoliciesBody = TrainingPoliciesBody()
    metrics: list[MetricRule] | None = None


class FlavorCpuBody(Schema):
    """CPU cores."""

    arch: str
    core_num: float


class FlavorGpuBody(Schema):
    """GPUs."""

    unit_num: int
    product_name: str = ""
    memory: str = ""


class FlavorMemoryBody(Schema):
    """Memory."""

    size: float
    unit: str = "GB"


class FlavorInfoBody(Schema):
    """What a flavor gives."""

    max_num: int = 1
    cpu: FlavorCpuBody
    gpu: FlavorGpuBody | None = None
    memory: FlavorMemoryBody


class FlavorDetailBody(Schema):
    """What a job's flavor gave when the job was created."""

    flavor_type: str
    flavor_info: FlavorInfoBody


class TrainingFlavorBody(Schema):
    """A flavor; our addition: `pool_id`, and `fits`: whether its pool is large enough at all."""

    flavor_id: str
    flavor_name: str
    flavor_type: str
    max_num: int = 1
    flavor_info: FlavorInfoBody
    pool_id: str
    fits: bool


class TrainingFlavorListBody(Schema):
    """The flavors of training jobs."""

    total_count: int
    flavors: list[TrainingFlavorBody]


class FlavorQuery(Schema):
    """`CPU` or `GPU`; all without it."""

    flavor_type: str = ""


class TrainingResourceRequest(Schema):
    """The size of a job; without `flavor_id`, the pool's smallest flavor."""

    flavor_id: str = ""
    node_count: int = 1
    pool_id: str = ""


class LogExportBody(Schema):
    """Where the log is copied to at the end; empty: nowhere."""

    obs_url: str = ""


class TrainingSpecRequest(Schema):
    """Resources, and where the log goes."""

    resource: TrainingResourceRequest = TrainingResourceRequest()
    log_export_path: LogExportBody = LogExportBody()


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


class TrainingResourceBody(Schema):
    """The size of a job."""

    policy: str = "regular"
    flavor_id: str
    flavor_name: str
    node_count: int = 1
    pool_id: str
    flavor_detail: FlavorDetailBody


class TrainingSpecBody(Schema):
    """Resources, and where the log goes."""

    resource: TrainingResourceBody
    log_export_path: LogExportBody


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


class LogPreviewBody(Schema):
    """The end of the log, at most 5 MB."""

    content: str
    current_size: int
    full_size: int


class LogUrlBody(Schema):
    """Where the whole log can be downloaded."""

    obs_url: str


class LogQuery(Schema):
    """Which part of the log, in bytes; a negative offset counts from the end."""

    offset: int = 0
    limit: Annotated[int, Field(ge=1, le=4 * 1024 * 1024)] = 256 * 1024


class UsageMetricBody(Schema):
    """A measure of the machine's use, an average per minute; -1 where nothing was measured."""

    metric: str
    value: list[float]


class UsageMetricListBody(Schema):
    """CPU and memory in percent of the flavor, as ModelArts answers them."""

    metrics: list[UsageMetricBody]


class TrainingUsageBody(Schema):
    """Every sample, for drawing; memory in bytes, CPU in percent of one core."""

    cpu: float
    memory_mb: int
    samples: list[UsageSample]


class MetricsQuery(Schema):
    """At most so many points in each series."""

    points: Annotated[int, Field(ge=2, le=10_000)] = 1000


class TrainingMetricsBody(Schema):
    """The values that the script printed.

    `complete`: the whole log of a finished job has been read; `truncated`: later points of a very
    long run are only in `last`, `smallest` and `largest`.
    """

    series: list[Series]
    complete: bool
    truncated: bool


class MetricRuleListBody(Schema):
    """The expressions used where a job names none."""

    rules: list[MetricRule]


class MetricTestRequest(Schema):
    """Expressions to try on a text; null means the default ones."""

    rules: Annotated[list[MetricRule], Field(max_length=50)] | None = None
    text: Annotated[str, Field(max_length=20_000)] = ""


class MetricTestBody(Schema):
    """What each expression found; of the default ones only those that found something."""

    results: list[MetricTrial]


class EventQuery(Schema):
    """ModelArts' paging of events: a job has few."""

    offset: Annotated[int, Field(ge=0)] = 0
    limit: Annotated[int, Field(ge=1, le=100)] = 50
    order: str = "desc"
    level: str = ""
    pattern: str = ""


class TrainingEventBody(Schema):
    """An event; `time` is ISO 8601."""

    time: str
    level: str
    message: str
    source: str


class TrainingEventListBody(Schema):
    """The events of a job."""

    total: int
    limit: int
    offset: int
    order: str
    events: list[TrainingEventBody]


class TrainingSummaryBody(Schema):
    """What the home page shows of training: `failed` are jobs whose newest version failed."""

    running: list[TrainingJobBody]
    failed: list[TrainingJobBody]
    recent: list[TrainingJobBody]
