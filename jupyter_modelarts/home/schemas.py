"""What the home page shows, as the REST API answers it (our addition, in ModelArts' style)."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import Field

from ..compute.schemas import Progress, State
from ..core.schemas import Schema
from ..services.schemas import ServiceState

TOPIC = "home"


class RunningBody(Schema):
    """A workload that is not over; `reason` says why it still waits."""

    workload_id: str
    kind: str
    name: str
    owner_urn: str
    state: State
    reason: str
    progress: Progress | None
    create_time: int
    start_time: int | None


class HomeServiceBody(Schema):
    """A service that is wanted; `reason` says what there is to say about its state."""

    service_id: str
    name: str
    urn: str
    status: ServiceState
    reason: str
    versions: str
    publish_time: int


class AttentionKind(str, Enum):
    """Why something needs attention."""

    FAILED_JOB = "failed_job"
    FAILED_WORK = "failed_work"
    SERVICE = "service"
    UNLABELED = "unlabeled"


class AttentionBody(Schema):
    """Something to look at.

    `message`: the last line of the traceback, or the reason. `count`: of unlabeled images. It
    comes back after a dismissal once `mark` has grown: a later failure, more unlabeled images.
    """

    item: str
    mark: int
    kind: AttentionKind
    urn: str
    workload_id: str | None = None
    name: str
    message: str = ""
    count: int = 0
    since: int


class RecentKind(str, Enum):
    """What one can go on with."""

    DATASET = "dataset"
    JOB = "job"


class RecentBody(Schema):
    """Something that changed lately; counts are a dataset's, `state` and `version` a job's."""

    kind: RecentKind
    id: str
    urn: str
    name: str
    update_time: int
    total: int = 0
    unlabeled: int = 0
    state: State | None = None
    version: str = ""


class StartKind(str, Enum):
    """What one can begin; a slice that comes later adds its own."""

    LABEL = "label"
    TRAIN = "train"
    DEPLOY = "deploy"


class StartBody(Schema):
    """A start, with the dataset that it is most likely meant for, and its newest version; or with
    the model."""

    kind: StartKind
    dataset_id: str | None = None
    dataset_name: str = ""
    version_id: str | None = None
    model_id: str | None = None
    model_name: str = ""


class SampleState(str, Enum):
    """Whether the sample data is there."""

    ABSENT = "absent"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"


class SampleDataBody(Schema):
    """The sample data: its dataset once there is one, `message` where it failed."""

    state: SampleState
    workload_id: str | None = None
    dataset_id: str | None = None
    progress: Progress | None = None
    message: str = ""


class HomeBody(Schema):
    """Everything that the home page shows, in one answer.

    `is_new`: there is neither a dataset nor a job nor a service yet. `survival_note` says what to
    expect where local workloads end with the server.
    """

    is_new: bool
    running: list[RunningBody]
    services: list[HomeServiceBody]
    attention: list[AttentionBody]
    recent: list[RecentBody]
    starts: list[StartBody]
    sample_data: SampleDataBody
    survives_server: bool
    survival_note: str


class DismissRequest(Schema):
    """An item of the attention list that was seen, with the mark that it had."""

    item: Annotated[str, Field(min_length=1, max_length=250)]
    mark: Annotated[int, Field(ge=0)]


class DismissedBody(Schema):
    """What is remembered now."""

    item: str
    mark: int


class SampleStep(str, Enum):
    """The steps of making the sample data."""

    ENGINE = "engine"
    IMAGES = "images"
    DATASET = "dataset"
    IMPORT = "import"
    SCRIPTS = "scripts"


class SampleRun(Schema):
    """One making of the sample data, as it stands; `message` is why it failed."""

    workload_id: str
    step: SampleStep
    done: int | None
    total: int | None
    dataset_id: str | None
    message: str
    created_at: int
