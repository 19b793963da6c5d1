"""Training jobs: one immutable configuration run once; runs of one name are its versions."""

from __future__ import annotations

from enum import Enum

from ..compute.schemas import Phase, Progress, State, Workload
from ..core.schemas import Schema

DATA_URL = "data_url"
TRAIN_URL = "train_url"
TASK = "worker-0"


class Place(Schema):
    """A location: `given` as the user spelled it, `uri` as everything inside uses it.

    `uri` is `obs://bucket/key` or, for a folder or file of the work directory, an absolute path.
    """

    given: str
    uri: str

    @property
    def is_object(self) -> bool:
        """Whether it lies in an object store and not in the work directory."""
        return self.uri.startswith("obs://")


class Parameter(Schema):
    """A run argument, passed as `--name=value`."""

    name: str
    value: str


class DatasetVersion(Schema):
    """A published version of a dataset as a job's input."""

    dataset_id: str
    version_id: str
    dataset_name: str = ""
    version_name: str = ""


class JobInput(Schema):
    """What is fetched before the code runs, and passed as `--name=<local directory>`.

    Exactly one of `place` and `dataset` says from where; `uri` is its `obs://` spelling.
    """

    name: str
    local_dir: str
    uri: str
    place: Place | None = None
    dataset: DatasetVersion | None = None


class JobOutput(Schema):
    """A local directory, passed as `--name=<directory>`, whose files go to `target` at the end.

    `place` is what the user chose; `target` is the version's own folder in it.
    """

    name: str
    local_dir: str
    place: Place
    target: str


class Mode(str, Enum):
    """Which values of a metric are better."""

    MAX = "max"
    MIN = "min"


class MetricRule(Schema):
    """How printed lines become a metric: group 1 of `regex`, or `(?P<value>…)`, is the number."""

    name: str
    regex: str
    mode: Mode | None = None


class MetricTrial(Schema):
    """What one expression found in a text; `problem` is a sentence where it cannot be used."""

    name: str
    values: list[float] = []
    problem: str | None = None


class JobEngine(Schema):
    """The engine chosen; `note` says so where ModelArts' name stands for a newer engine of ours."""

    engine_id: str
    engine_name: str
    engine_version: str
    note: str = ""


class JobFlavor(Schema):
    """The size chosen, as it was when the job was created."""

    flavor_id: str
    name: str
    pool_id: str
    cpu: float
    memory_mb: int
    gpus: int


class JobConfig(Schema):
    """Everything that decides what a job does. `boot_file` is relative to `code_dir`.

    `requirements` are packages beyond the engine's that were asked for, `code_requirements` those
    that a requirements file beside the code names.
    """

    code_dir: Place
    boot_file: str
    boot_file_given: str
    engine: JobEngine
    parameters: list[Parameter] = []
    inputs: list[JobInput] = []
    outputs: list[JobOutput] = []
    environments: dict[str, str] = {}
    metrics: list[MetricRule] = []
    flavor: JobFlavor
    log_export: Place | None = None
    requirements: list[str] = []
    code_requirements: list[str] = []

    @property
    def packages(self) -> list[str]:
        """All packages beyond the engine's."""
        return list(dict.fromkeys([*self.code_requirements, *self.requirements]))


class Job(Schema):
    """One version of a training job. Only `description` and `deleted_at` ever change."""

    id: str
    name: str
    version: int
    parent_id: str | None
    description: str
    user_name: str
    config: JobConfig
    workload_id: str
    created_at: int
    deleted_at: int | None


class Failure(Schema):
    """Why a job did not succeed, and where to look.

    `source` is the user's own file: `obs://bucket/key`, or a path relative to the work directory,
    which the file browser opens at `line`. `last_line` is the traceback's. `engine_id` is set where
    its build's log says more. `resumable`: the outputs are still there, and can be uploaded again.
    """

    phase: Phase
    message: str
    last_line: str
    traceback: str | None = None
    source: str | None = None
    line: int | None = None
    exit_code: int | None = None
    signal: int | None = None
    out_of_memory: bool = False
    engine_id: str | None = None
    resumable: bool = False


class JobView(Schema):
    """A job with its workload's state, which is never copied."""

    job: Job
    workload: Workload
    parent_version: int | None = None
    versions: int = 1
    progress: Progress | None = None
    failure: Failure | None = None


class JobFilter(Schema):
    """Which jobs to list; `latest_only` leaves the newest version of each name."""

    name_contains: str | None = None
    name: str | None = None
    states: list[State] = []
    created_from: int | None = None
    created_to: int | None = None
    deleted: bool = False
    latest_only: bool = False
    ascending: bool = False


class Change(Schema):
    """A field of the configuration that differs; null where a side does not have it."""

    field: str
    old: str | None
    new: str | None


class Point(Schema):
    """One value of a metric; `step` is the one printed with it, or counts from 1."""

    step: float
    value: float


class Series(Schema):
    """A metric over a run: `points` thinned out for drawing, the rest exact."""

    name: str
    mode: Mode | None = None
    count: int
    last: float
    smallest: float
    largest: float
    points: list[Point] = []


class Reading(Schema):
    """How far a log was read: `carry` is the line that had no end yet."""

    log_offset: int = 0
    carry: str = ""
    points: int = 0
    complete: bool = False


class JobMetrics(Schema):
    """The metrics of a job; `complete` once the whole log of a finished job has been read."""

    series: list[Series]
    complete: bool
    truncated: bool = False


class Level(str, Enum):
    """How serious an event is, in ModelArts' words."""

    INFO = "Info"
    WARNING = "Warning"
    ERROR = "Error"


class JobEvent(Schema):
    """Something that happened to a job."""

    at: int
    level: Level
    message: str
    source: str = "Job"


class Problem(Schema):
    """Why a job cannot be created as it stands: the field of the request, and a sentence."""

    field: str
    message: str


class Preview(Schema):
    """What a request would run, and what speaks against it."""

    version: int
    command: list[str]
    environments: dict[str, str]
    problems: list[Problem]
    changes: list[Change]
