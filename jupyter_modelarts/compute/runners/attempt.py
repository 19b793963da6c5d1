"""The files of the attempt protocol as the platform reads and writes them."""

from __future__ import annotations

import json
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from pydantic import Field, ValidationError

from ...core.schemas import Schema
from ..schemas import HealthCheck, Mode, Outcome, PortName, PortNumber
from ..supervisor.files import read_json, write_json

PROTOCOL = 1

SchemaT = TypeVar("SchemaT", bound=Schema)


class Source(Schema):
    """Where an input comes from: one of the three; `uri` is for the courier to bring."""

    path: str | None = None
    url: str | None = None
    uri: str | None = None


class Input(Schema):
    """Bytes that the supervisor fetches; `label` is what its messages call the source.

    `files` lists (source path or URL, target below `target`, size or None) for kind `files`.
    """

    kind: Literal["file", "tree", "files"]
    target: str
    source: Source | None = None
    size: int | None = None
    files: list[tuple[str, str, int | None]] = []
    label: str = ""


class Target(Schema):
    """Where an output goes: a directory of the local store, one signed URL per key, or with the
    courier an `obs://` prefix.

    `staging` is where temporary files may lie, on the same file system; else beside the target.
    """

    directory: str | None = None
    staging: str | None = None
    urls: dict[str, str] = {}
    uri: str | None = None


class Output(Schema):
    """A directory of the run directory; `always` also after a failure or a stop."""

    name: str
    directory: str
    target: Target
    when: Literal["success", "always"] = "always"


class Port(Schema):
    """A port that the supervisor chooses, and with `listen` also makes."""

    name: PortName
    socket: Literal["tcp", "unix"] = "tcp"
    listen: bool = False
    number: PortNumber | None = None
    health: HealthCheck | None = None


class Limits(Schema):
    """What a task may use; None is without limit."""

    memory_mb: int | None = None
    cpus: float | None = None
    log_bytes: Annotated[int, Field(ge=1 << 20)] = 256 << 20


class Spawn(Schema):
    """What the supervisor leaves behind as its last act."""

    argv: list[str]
    env: dict[str, str]


class Launch(Schema):
    """`launch.json`: one task of one attempt."""

    protocol: Literal[1] = 1
    workload_id: str
    attempt: int
    task: int = 0
    mode: Mode = Mode.RUN
    argv: Annotated[list[str], Field(min_length=1)]
    env: dict[str, str] = {}
    cwd: str = "work"
    directories: list[str] = []
    inputs: list[Input] = []
    outputs: list[Output] = []
    log_file: str | None = None
    ports: list[Port] = []
    limits: Limits = Limits()
    grace_s: float = 5.0
    reconcile: Spawn | None = None
    courier: Spawn | None = None


class CommandStarted(Schema):
    """The user's command; its number is also its process group and session."""

    pid: int
    start: str


class Started(Schema):
    """`started.json`."""

    pid: int
    start: str
    boot_id: str
    pid_namespace: str
    hostname: str
    at: int
    command: CommandStarted | None = None


class PhaseProgress(Schema):
    """Files done of those known, and bytes moved."""

    done: int
    total: int
    bytes: int


class PhaseReport(Schema):
    """`phase.json`."""

    phase: Literal["inputs", "running", "outputs", "stopping"]
    stage: Literal["terminating", "killing", "swept"] | None = None
    since: int
    progress: PhaseProgress | None = None


class PortReport(Schema):
    """An entry of `ports.json`."""

    socket: Literal["tcp", "unix"]
    host: str | None = None
    port: int | None = None
    path: str | None = None
    health: Literal["starting", "healthy", "unhealthy"]
    since: int
    healthy_ms: int = 0
    message: str = ""

    def longest_healthy_ms(self, until: int) -> int:
        """How long it was healthy without a break, at best, up to the time `until`."""
        now = until - self.since if self.health == "healthy" else 0
        return max(self.healthy_ms, now)

    @property
    def address(self) -> str:
        """`host:number`, or a socket's path."""
        return self.path or f"{self.host}:{self.port}"


class PortsReport(Schema):
    """`ports.json`."""

    ports: dict[str, PortReport] = {}


class SameHost(str, Enum):
    """Whether the processes of an attempt could still be seen from here.

    `other` is another boot or another pid namespace; `unknown` is an attempt that never started.
    """

    SAME = "same"
    OTHER = "other"
    UNKNOWN = "unknown"


class Observation(Schema):
    """What an attempt's run directory says; the protocol's page tells what to conclude."""

    alive: bool
    host: SameHost
    started: Started | None = None
    phase: PhaseReport | None = None
    ports: dict[str, PortReport] = {}
    outcome: Outcome | None = None
    resumable: bool = False
    stop_requested: bool = False


class Survival(NamedTuple):
    """Whether workloads outlive the server, and one sentence why."""

    survives: bool
    reason: str


def write_launch(run_dir: Path, launch: Launch) -> None:
    """Say what to run; to be called between `prepare` and `launch`. Raises OSError."""
    write_json(run_dir / "launch.json", launch.model_dump(mode="json"))


def read_file(path: Path, shape: type[SchemaT]) -> SchemaT | None:
    """A file of the protocol; None where it is not there or was not written by a supervisor."""
    try:
        value: Any = read_json(path)
        return None if value is None else shape.model_validate(value)
    except (ValidationError, json.JSONDecodeError, UnicodeDecodeError):
        return None
