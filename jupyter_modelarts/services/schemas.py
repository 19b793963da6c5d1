"""Online services: which versions of a model answer, with which weight, on how many replicas."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from ..compute.schemas import Resources, Wanted, Workload
from ..core.schemas import Schema

KIND = "service"
TOPIC = "services"
REPLICA_KIND = "service-replica"
GATEWAY_KIND = "service-gateway"
PORT = "http"
ALL = 100
"""What the weights of a service's versions sum up to."""


class ServiceState(str, Enum):
    """What a service is doing; ModelArts' words."""

    DEPLOYING = "deploying"
    RUNNING = "running"
    CONCERNING = "concerning"
    FAILED = "failed"
    STOPPING = "stopping"
    STOPPED = "stopped"


class Result(str, Enum):
    """How the roll-out of a configuration went."""

    RUNNING = "RUNNING"
    SUCCESS = "SUCCESS"
    FAIL = "FAIL"


class ServedApi(Schema):
    """A path that a model answers; `request` and `response` are JSON schemas."""

    url: str
    method: str
    request_type: str
    request: dict[str, Any]
    response_type: str
    response: dict[str, Any]


class ServedModel(Schema):
    """One model version in a configuration, as it was when the configuration was made.

    `location` is the folder of the package's snapshot; `load_s` how long loading may take;
    `requirements` are its dependencies, which are installed on top of the engine where it lacks
    them.
    """

    model_id: str
    model_name: str
    model_version: str
    engine_id: str
    location: str
    weight: int
    specification: str
    resources: Resources
    instances: int
    envs: dict[str, str] = {}
    load_s: float
    apis: list[ServedApi] = []
    requirements: list[str] = []

    @property
    def key(self) -> str:
        """The same for two configurations whose replicas are interchangeable."""
        fields = {"weight", "instances", "specification", "model_name", "apis"}
        if not self.requirements:  # replicas of before there were any go on
            fields.add("requirements")
        return hashlib.sha256(self.model_dump_json(exclude=fields).encode()).hexdigest()[:16]

    @property
    def title(self) -> str:
        """The version, as sentences name it."""
        return f"{self.model_name} {self.model_version}"


class Revision(Schema):
    """A numbered configuration of a service, and how rolling it out went."""

    service_id: str
    number: int
    models: list[ServedModel]
    result: Result
    reason: str = ""
    created_at: int


class Service(Schema):
    """A service as it was asked for.

    `target` is the number of the revision that should answer, `serving` of the one that does; null
    before the first roll-out, and again after a stop; since `served_at`. `auto_stop_ms` after a
    start, at `stop_at`, it stops by itself.
    """

    id: str
    name: str
    description: str
    user_name: str
    wanted: Wanted
    target: int
    serving: int | None
    served_at: int | None = None
    auto_stop_ms: int | None
    stop_at: int | None
    created_at: int
    published_at: int
    updated_at: int
    deleted_at: int | None


class Replica(Schema):
    """A workload that serves one version for a service.

    `number` counts from 1 within a service. `failure` is set where it was given up. What was seen
    of its workload last is kept so that each change is told once.
    """

    workload_id: str
    service_id: str
    key: str
    title: str
    number: int
    failure: str = ""
    seen_ready: bool = False
    seen_restarts: int = 0
    created_at: int


class EventType(str, Enum):
    """ModelArts' two kinds of events."""

    NORMAL = "normal"
    ABNORMAL = "abnormal"


class ServiceEvent(Schema):
    """Something that happened to a service."""

    type: EventType
    message: str
    at: int


class Calls(Schema):
    """How often a version was called: all of them, and those that failed."""

    calls: int = 0
    failures: int = 0


class Load(Schema):
    """The calls of a version within `span_ms` from `at`; latencies in milliseconds.

    `latency[i]` calls took at most `LATENCY_MS[i]`, the last ones longer than all of these.
    """

    model_id: str
    at: int
    calls: int
    failures: int
    total_ms: float
    latency: list[int]


@dataclass(frozen=True)
class Sight:
    """A replica with its workload and what its port says: `health` is empty without a port.

    `waited` is the work on its engine that it waits for, or waited for in vain.
    """

    replica: Replica
    workload: Workload
    health: str = ""
    address: str = ""
    waited: Workload | None = None

    @property
    def log_id(self) -> str:
        """The workload whose log says most about it."""
        return self.waited.id if self.waited else self.workload.id

    @property
    def over(self) -> bool:
        """Nothing of it runs, and nothing will by itself."""
        return self.workload.ended_at is not None

    @property
    def ready(self) -> bool:
        """It answers."""
        running = self.workload.state.value == "running"
        return running and self.health == "healthy" and not self.replica.failure


@dataclass(frozen=True)
class ServiceView:
    """Everything that is known of a service, looked at in one transaction."""

    service: Service
    revisions: Sequence[Revision]
    """Newest first."""
    sights: Sequence[Sight]
    calls: Calls = field(default_factory=Calls)
    gateway_answers: bool = True

    @property
    def latest(self) -> Revision:
        """The newest configuration."""
        return self.revisions[0]

    @property
    def target(self) -> Revision:
        """The configuration that should answer."""
        return self._numbered(self.service.target)

    @property
    def serving(self) -> Revision | None:
        """The configuration that answers."""
        number = self.service.serving
        return None if number is None else self._numbered(number)

    @property
    def shown(self) -> Revision:
        """The configuration to tell of: what answers, else what should."""
        return self.serving or self.target

    def of(self, model: ServedModel) -> list[Sight]:
        """The replicas that can answer for a version, those that answer first."""
        mine = [sight for sight in self.sights if sight.replica.key == model.key]
        return sorted(mine, key=lambda sight: (not sight.ready, sight.replica.number))

    def ready(self, revision: Revision) -> bool:
        """Whether every version of it has all its replicas."""
        return all(
            sum(sight.ready for sight in self.of(model)) >= model.instances
            for model in revision.models
        )

    def _numbered(self, number: int) -> Revision:
        return next(one for one in self.revisions if one.number == number)


@dataclass(frozen=True)
class Details:
    """A service with the address of its gateway, None before there is one, and each model's
    calls."""

    view: ServiceView
    gateway: str | None
    calls: Mapping[str, Calls]
