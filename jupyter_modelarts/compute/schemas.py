"""Workloads: argv, environment and mounts on a pool, run as numbered attempts of tasks."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from ..core.schemas import PageQuery, Schema

LOCAL_POOL = "local"


class Mode(str, Enum):
    """`run` ends and has an outcome; `serve` has a desired state and ports."""

    RUN = "run"
    SERVE = "serve"


class State(str, Enum):
    """What a workload is doing; the words of the table in the REST facts."""

    QUEUED = "queued"
    STARTING = "starting"
    RUNNING = "running"
    STOPPING = "stopping"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    STOPPED = "stopped"
    LOST = "lost"


FINAL = frozenset({State.SUCCEEDED, State.FAILED, State.STOPPED, State.LOST})
ACTIVE = frozenset({State.STARTING, State.RUNNING, State.STOPPING})


class Phase(str, Enum):
    """Where a workload failed."""

    ENVIRONMENT = "environment"
    INPUTS = "inputs"
    CODE = "code"
    OUTPUTS = "outputs"


class Wanted(str, Enum):
    """The desired state: what the user last asked for."""

    RUNNING = "running"
    STOPPED = "stopped"


class Resources(Schema):
    """What an attempt reserves on its pool."""

    cpu: Annotated[float, Field(ge=0, le=1024)] = 1.0
    memory_mb: Annotated[int, Field(ge=0)] = 1024
    gpus: Annotated[int, Field(ge=0)] = 0


class InputFile(Schema):
    """One object or work-directory file and where it goes below the input's target."""

    source: str
    target: str
    size: int | None = None


class Input(Schema):
    """Bytes fetched before the command runs.

    `source` is an `obs://` prefix (ending in `/`), an `obs://` object, or an absolute path of the
    work directory; with `files` the source is left out and each file says its own. `target` is
    relative to the run directory. `listing` is an absolute path of a file with one `InputFile` in
    JSON per line: so many files do not belong into a record that every pass reads.
    """

    name: str
    target: str
    source: str | None = None
    files: list[InputFile] = []
    listing: str | None = None


class Output(Schema):
    """A directory of the run directory whose files go to an `obs://` prefix at the end."""

    name: str
    directory: str
    target: str


class HealthCheck(Schema):
    """How a port is known to answer."""

    kind: str = "http"
    path: str = "/"
    interval_s: float = 1.0
    timeout_s: float = 2.0
    start_grace_s: float = 60.0


PortName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,30}$")]
PortNumber = Annotated[int, Field(ge=1, le=65535)]


class Port(Schema):
    """A named port of a serving workload; the supervisor chooses its number or its path.

    `number` is preferred where it is free. With `listen` the supervisor binds and listens itself
    and hands the socket on: the command finds its descriptor in `MODELARTS_LISTEN_<NAME>`. Such a
    port accepts before the command does, so only a health check by HTTP says something of it.
    """

    name: PortName
    socket: Literal["tcp", "unix"] = "tcp"
    listen: bool = False
    number: PortNumber | None = None
    health: HealthCheck = HealthCheck()

    @model_validator(mode="after")
    def _tcp_only(self) -> Port:
        if self.socket == "unix" and (self.listen or self.number is not None):
            raise ValueError("a unix socket has no number, and the command makes it itself")
        return self


class Restart(Schema):
    """When to try again: `serve` always, `run` only where it is declared resumable.

    The pause doubles from `backoff_s` on. An attempt that was well for `stable_s` starts the
    count of restarts anew: what fails once a day is not a crash loop.
    """

    max_restarts: int = 0
    backoff_s: float = 1.0
    stable_s: float = 60.0


class WorkloadSpec(Schema):
    """What to run.

    In `argv` and `env`, `{run}` stands for the run directory, `{port:name}` for a port's number,
    `{socket:name}` for a unix socket's path.
    `waits_for` names workloads that must succeed first (an engine that is being built).
    `coordinator` reserves nothing: it only has children. Changes are announced for `owner_urn`
    under `topic`, the word of the slice that owns it. The whole log goes to the `obs://` object
    `log_target` at the end. Where its code `calls_platform`, `MODELARTS_CONFIG` names a file with a
    token that is valid while the attempt lives.
    """

    kind: str
    name: str
    argv: list[str]
    env: dict[str, str] = {}
    mode: Mode = Mode.RUN
    owner_urn: str = ""
    topic: str = ""
    parent_id: str | None = None
    pool_id: str = LOCAL_POOL
    cwd: str = "work"
    directories: list[str] = []
    files: dict[str, str] = {}
    inputs: list[Input] = []
    outputs: list[Output] = []
    ports: list[Port] = []
    resources: Resources = Resources()
    tasks: Annotated[int, Field(ge=1, le=64)] = 1
    waits_for: list[str] = []
    coordinator: bool = False
    resumable: bool = False
    calls_platform: bool = False
    restart: Restart = Restart()
    grace_s: float = 5.0
    log_target: str | None = None
    log_bytes: int = 256 * 1024 * 1024


class Traceback(Schema):
    """Where a Python program failed: the text, and the innermost line of the user's own file."""

    text: str
    file: str | None = None
    line: int | None = None


class OutputFile(Schema):
    """One file that arrived in the object store."""

    name: str
    key: str
    size: int
    sha256: str


class Outcome(Schema):
    """How an attempt ended; only what `outputs` lists is trusted."""

    state: State
    phase: Phase | None = None
    exit_code: int | None = None
    signal: int | None = None
    oom: bool = False
    message: str = ""
    traceback: Traceback | None = None
    outputs: list[OutputFile] = []
    ended_at: int = 0


class PortState(Schema):
    """A port of a running attempt: `address` is `host:number` or a socket's path."""

    name: str
    address: str
    health: str
    task: int = 0


class Workload(Schema):
    """A workload as it stands. Times are milliseconds since 1970."""

    id: str
    kind: str
    name: str
    mode: Mode
    owner_urn: str
    parent_id: str | None
    pool_id: str
    state: State
    wanted: Wanted
    failure_phase: Phase | None
    reason: str
    spec: WorkloadSpec
    resources: Resources
    attempt: int
    restarts: int
    next_try_at: int
    outcome: Outcome | None
    created_at: int
    started_at: int | None
    ended_at: int | None
    updated_at: int


class Progress(Schema):
    """What the running attempt is at: `phase` is a word, `done` of `total` where both are known."""

    phase: str
    done: int | None = None
    total: int | None = None
    detail: str = ""


class UsageSample(Schema):
    """One look at a running attempt: CPU in percent of one core, memory in bytes."""

    at: int
    cpu_percent: float
    memory_bytes: int
    gpu_percent: float | None = None
    gpu_memory_bytes: int | None = None


class LogChunk(Schema):
    """Log text from byte `offset`; `dropped` bytes before it were not kept."""

    offset: int
    next_offset: int
    size: int
    text: str
    dropped: int = 0
    ended: bool = False


class Pool(Schema):
    """Where workloads run, and how much of it there is."""

    id: str
    name: str
    runner: str
    cpu: float
    memory_mb: int
    gpus: int


class Flavor(Schema):
    """A size that a user may choose."""

    id: str
    pool_id: str
    name: str
    cpu: float
    memory_mb: int
    gpus: int

    @property
    def resources(self) -> Resources:
        """What a task of this flavor reserves."""
        return Resources(cpu=self.cpu, memory_mb=self.memory_mb, gpus=self.gpus)


class WorkloadFilter(Schema):
    """Which workloads to list."""

    kinds: list[str] = []
    states: list[State] = []
    owner_urn: str | None = None
    parent_id: str | None = None


class WorkloadBody(Schema):
    """A workload as the REST API answers it (our addition, in ModelArts' style).

    Environment and argv stay inside: they may name what a user would not show.
    """

    workload_id: str
    kind: str
    name: str
    mode: Mode
    owner_urn: str
    parent_id: str | None
    pool_id: str
    state: State
    wanted: Wanted
    failure_phase: Phase | None
    reason: str
    traceback: Traceback | None
    attempt: int
    resources: Resources
    progress: Progress | None
    ports: list[PortState]
    create_time: int
    start_time: int | None
    end_time: int | None


class WorkloadListBody(Schema):
    """One page of workloads."""

    total_count: int
    workloads: list[WorkloadBody]
    next_marker: str | None


class WorkloadListQuery(PageQuery):
    """Which workloads to list; `active` leaves out those that have ended."""

    kind: str | None = None
    active: bool = False


class LogQuery(Schema):
    """Which part of a log: from byte `offset`, or the last `tail` lines."""

    offset: Annotated[int, Field(ge=0)] = 0
    limit: Annotated[int, Field(ge=1, le=1_048_576)] = 262_144
    tail: Annotated[int, Field(ge=1, le=10_000)] | None = None


class UsageBody(Schema):
    """CPU and memory of the newest attempt over time."""

    samples: list[UsageSample]


class PoolListBody(Schema):
    """All pools, and whether what runs on this computer outlives the Jupyter server."""

    pools: list[Pool]
    flavors: list[Flavor]
    survives_server: bool
    survival_note: str
