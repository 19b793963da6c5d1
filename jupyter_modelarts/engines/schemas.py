"""AI engines: the environments that user code runs in, and the bodies that tell of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Annotated

from pydantic import Field

from ..compute.schemas import State
from ..core.schemas import Schema


class EngineState(str, Enum):
    """Whether the environment is there."""

    ABSENT = "absent"
    BUILDING = "building"
    READY = "ready"
    FAILED = "failed"


class Capability(str, Enum):
    """What an engine can do."""

    RUN = "run"
    SERVE = "serve"
    EXPORT = "export"


class OlderJava(Schema):
    """What an engine is made of where the Java is older than its own `java`, down to this one."""

    java: int
    requirements: list[str]
    pythons: list[str]


class EngineDescription(Schema):
    """What an engine is: the recipe, the same on every machine.

    `requirements` are pinned ranges that resolve on each of `pythons` ("3.11"); where there is a
    GPU, `gpu_requirements` take their place, if there are any. `java` is the oldest Java that it
    runs on; 0 where it needs none. `hook` is a module of the runtime that its Python imports at
    each start. An engine of a user's own may stand on an `interpreter` that exists, whose packages
    it then has. `libraries` were installed into it later, and come back when it is built anew.
    """

    id: str
    framework: str
    version: str
    description: str
    requirements: list[str]
    gpu_requirements: list[str] = []
    pythons: list[str]
    java: int = 0
    older_java: OlderJava | None = None
    hook: str = ""
    own: bool = False
    interpreter: str = ""
    libraries: list[str] = []
    capabilities: list[Capability] = [Capability.RUN]
    kernel: bool = True
    seed: bool = True


class Package(Schema):
    """A distribution installed in an engine."""

    name: str
    version: str


class Receipt(Schema):
    """Written last into a finished environment; an environment without one is not ready.

    `note` says what was chosen for this machine, and why, where there was a choice;
    `requirements` are the chosen ones, where they are not the recipe's own.
    """

    python_version: str
    size_bytes: int
    packages: list[Package]
    built_at: int
    note: str = ""
    requirements: list[str] = []


class Derivation(Schema):
    """What the workload that adds packages on top of an engine's build is told."""

    description: EngineDescription
    build_id: str
    requirements: list[str]


class EngineRecord(Schema):
    """What users changed about engines: a whole recipe for one of their own, and the libraries
    that they installed into any. `change_id` is the workload of the newest installation."""

    engine_id: str
    recipe: EngineDescription | None = None
    libraries: list[str] = []
    change_id: str | None = None
    created_at: int


class Build(Schema):
    """The newest environment of an engine, finished or not: its directory bears the build's id."""

    engine_id: str
    digest: str
    workload_id: str
    created_at: int


class Change(Schema):
    """The newest installation of libraries into an engine: under way, or how it ended."""

    workload_id: str
    requirements: list[str]
    state: State
    reason: str = ""


class Download(Schema):
    """What a build or an installation would fetch, less what was fetched before.

    `largest` are the names and sizes of the largest files. `reason` says why it is not known.
    """

    requirements: list[str]
    packages: int = 0
    size_bytes: int = 0
    largest: dict[str, int] = {}
    reason: str = ""
    measured_at: int = 0


class Measurement(Schema):
    """What the workload that measures a download is told; without `build_id` it is the engine's own
    download, else that of `requirements` in that build."""

    description: EngineDescription
    requirements: list[str]
    build_id: str | None = None


class Installation(Schema):
    """What the workload that installs libraries into an engine is told."""

    description: EngineDescription
    build_id: str
    requirements: list[str]


class OwnEngine(Schema):
    """An engine that a user asks for: packages in an environment made for it, or an existing
    interpreter, with further packages on top. `python` is a version such as 3.11; empty: any."""

    engine_id: str
    description: str = ""
    requirements: list[str] = []
    interpreter: str = ""
    python: str = ""


class Engine(Schema):
    """An engine as it stands on this machine."""

    description: EngineDescription
    state: EngineState
    build: Build | None = None
    receipt: Receipt | None = None
    reason: str = ""
    change: Change | None = None


@dataclass(frozen=True)
class EnsuredEngine:
    """An interpreter to run, and the workloads that must succeed before it is there."""

    python: Path
    waits_for: list[str]


class EngineBody(Schema):
    """An engine as `/v1/{project_id}/engines` answers it.

    `reason` is a sentence where the state is failed; `note` says what was chosen for this machine,
    and why, where there was a choice. `build_workload_id` names the build whose log
    is at `…/engines/{engine_id}/logs`; `kernel_name` is the notebook kernel, once it is ready.
    `libraries` were installed into it later, `change` is the newest such installation.
    """

    engine_id: str
    engine_name: str
    engine_version: str
    description: str
    state: EngineState
    reason: str
    note: str
    capabilities: list[Capability]
    requirements: list[str]
    packages: list[Package]
    python_version: str | None
    size_bytes: int | None
    build_workload_id: str | None
    built_at: int | None
    kernel_name: str | None
    own: bool
    interpreter: str
    pythons: list[str]
    libraries: list[str]
    change: Change | None


class EngineListBody(Schema):
    """All engines that this release knows."""

    total_count: int
    engines: list[EngineBody]


class EngineAction(str, Enum):
    """What can be asked of an engine."""

    BUILD = "build"
    REBUILD = "rebuild"
    STOP = "stop"
    INSTALL = "install"
    MEASURE = "measure"


class EngineActionRequest(Schema):
    """`build` makes a missing or failed engine, `rebuild` any, `stop` ends a build.

    `install` puts `requirements` into an engine that is ready; `measure` finds out what that, or
    without `requirements` what its build, would download: see `…/engines/{engine_id}/download`.
    """

    action_type: EngineAction
    requirements: list[str] = []


class OwnEngineRequest(Schema):
    """A user's own engine: `requirements`, the text of a requirements file, or both; on top of an
    existing `interpreter` where one is named."""

    engine_id: str
    description: str = ""
    requirements: list[str] = []
    requirements_text: str = ""
    interpreter: str = ""
    python: str = ""


class DownloadQuery(Schema):
    """`requirement`: the lines that were asked for, in one text; empty: the engine's own build."""

    requirement: str = ""


class DownloadBody(Schema):
    """The newest measurement; `measuring` until it is there, for `requirements`."""

    measuring: bool
    download: Download | None


class EngineLogQuery(Schema):
    """Which part of a build's log, in bytes."""

    offset: Annotated[int, Field(ge=0)] = 0
    limit: Annotated[int, Field(ge=1, le=4 * 1024 * 1024)] = 256 * 1024


class ImageInfoBody(Schema):
    """ModelArts names a container image here; a local engine has none."""

    cpu_image_url: str = ""
    gpu_image_url: str = ""
    image_version: str = ""


class JobEngineBody(Schema):
    """An engine as ModelArts lists it for training jobs; `state` is our addition."""

    engine_id: str
    engine_name: str
    engine_version: str
    v1_compatible: bool = True
    run_user: str = ""
    image_info: ImageInfoBody = ImageInfoBody()
    state: EngineState


class JobEngineListBody(Schema):
    """The engines of training jobs."""

    total: int
    items: list[JobEngineBody]
