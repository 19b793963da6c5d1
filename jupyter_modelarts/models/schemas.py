"""Models: a package's description, and its immutable snapshots; those of one name are versions."""

from __future__ import annotations

from enum import Enum

from ..core.ids import urn
from ..core.schemas import Schema
from .package import PackageConfig

TOPIC = "models"
KIND = "model"
TRAINED_BY = "trained-by"


class ModelState(str, Enum):
    """How far a model is: being copied, there for good, or not to be had."""

    PUBLISHING = "publishing"
    PUBLISHED = "published"
    FAILED = "failed"


class ModelSource(Schema):
    """Where a model came from: a training job's output, or a folder; `location` is the folder that
    holds `model/`, which may have changed since."""

    job_id: str | None = None
    job_name: str = ""
    location: str


class ModelFile(Schema):
    """A file of the snapshot; `name` is relative to `model/`."""

    name: str
    size: int
    sha256: str


class Model(Schema):
    """One version of a model. Once it is published, only `description` and `deleted_at` change.

    `location` is the snapshot's folder, `obs://…/model/`. `files` are told only where one model is
    asked for, and only of a published one; `copied` of `size` bytes are there meanwhile.
    """

    id: str
    name: str
    version: str
    description: str
    state: ModelState
    reason: str
    engine_id: str
    config: PackageConfig
    source: ModelSource
    location: str
    files: list[ModelFile] = []
    file_count: int
    size: int
    copied: int
    workload_id: str
    created_at: int
    deleted_at: int | None

    @property
    def urn(self) -> str:
        """How links and events name it."""
        return urn(KIND, self.id)

    @property
    def called(self) -> str:
        """Name and version, for sentences."""
        return f"{self.name} {self.version}"


class ImportDraft(Schema):
    """A model as it was asked for: from a job or from a folder, never both.

    Without `version` the next one is taken. `config` is the text of a config.json that takes the
    place of the package's. `model_type` only says what the caller believes.
    """

    name: str = ""
    version: str = ""
    description: str = ""
    job_id: str = ""
    location: str = ""
    config: str = ""
    model_type: str = ""


class PackageProblem(Schema):
    """Why something cannot be imported: `field` of the request, or of `file` in the package."""

    field: str
    message: str
    file: str = ""


class SourceFile(Schema):
    """A file to copy: `name` relative to `model/`; `sha256` where the source's digest is known."""

    name: str
    uri: str
    size: int
    sha256: str | None = None


class Preview(Schema):
    """What an import would bring, and everything that speaks against it.

    `notes` are sentences that do not stop it; `unmet` are dependencies that the engine lacks.
    """

    version: str
    location: str
    files: list[SourceFile]
    config: PackageConfig | None
    engine_id: str
    notes: list[str]
    unmet: list[str]
    problems: list[PackageProblem]


class DatasetOrigin(Schema):
    """A dataset version that the job was trained on."""

    dataset_id: str
    dataset_name: str
    version_id: str
    version_name: str


class Origin(Schema):
    """The job that made a model, while it is known, and what that was trained on."""

    job_id: str
    job_name: str
    job_version: str
    datasets: list[DatasetOrigin]


class ModelSortBy(str, Enum):
    """What a list can be sorted by."""

    CREATED = "create_at"
    VERSION = "model_version"
    SIZE = "model_size"


class ModelFilter(Schema):
    """Which models to list; `latest_only` leaves the newest version of each name."""

    name_contains: str | None = None
    name: str | None = None
    version: str | None = None
    description_contains: str | None = None
    state: ModelState | None = None
    model_type: str | None = None
    not_model_type: str | None = None
    job_id: str | None = None
    deleted: bool = False
    latest_only: bool = False
    sort_by: ModelSortBy = ModelSortBy.CREATED
    ascending: bool = False
