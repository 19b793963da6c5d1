"""What the model routes take and answer: ModelArts' published fields; ours are said to be so."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from ..core.schemas import PageQuery, Schema
from .package import PackageConfig
from .schemas import ModelSortBy, ModelState, PackageProblem


class ModelSpecification(Schema):
    """The least that a deployment needs; not asked for here."""

    min_cpu: str | None = None
    min_gpu: str | None = None
    min_memory: str | None = None


class ModelProgressBody(Schema):
    """How much of an import is copied, in bytes."""

    done: int
    total: int


class ModelBody(Schema):
    """A model in a list.

    Ours: `reason`, `engine_id`, `file_count`, `source_job_id` to `source_location`, `version_count`
    (of the name), `progress`, `workload_id` of the import, `delete_at`.
    """

    model_id: str
    model_name: str
    model_version: str
    model_type: str
    model_size: int
    model_status: ModelState
    model_source: str = "custom"
    source_type: str = ""
    description: str
    owner: str
    tenant: str = ""
    project: str
    workspace_id: str = "0"
    create_at: int
    install_type: list[str] = ["real-time"]
    tunable: bool = False
    market_flag: bool = False
    publishable_flag: bool = False
    specification: ModelSpecification = ModelSpecification()
    source_location: str
    source_job_id: str | None
    source_job_name: str
    source_job_version: str
    model_algorithm: str
    reason: str
    engine_id: str
    file_count: int
    version_count: int
    progress: ModelProgressBody | None
    workload_id: str
    delete_at: int | None


class ModelParameterBody(Schema):
    """A parameter of an interface; `param_desc` is its JSON schema where it has parts."""

    url: str
    protocol: str
    method: str
    param_name: str
    param_type: str
    min: float | None = None
    max: float | None = None
    param_desc: str = ""


class ModelPackageBody(Schema):
    """A package that is needed; of no version, any does."""

    package_name: str
    package_version: str = ""
    restraint: str = ""


class ModelDependencyBody(Schema):
    """Packages by the way they are installed."""

    installer: str
    packages: list[ModelPackageBody]


class ModelFileBody(Schema):
    """A file of the snapshot; `url` is the object."""

    name: str
    size: int
    sha256: str
    url: str


class ModelDatasetBody(Schema):
    """A dataset version that the job was trained on."""

    dataset_id: str
    dataset_name: str
    version_id: str
    version_name: str


class ModelDetailBody(ModelBody):
    """A model with all that is known of it.

    ModelArts sends `apis`, `model_metrics` and `config` as JSON in text. Ours: `package` is
    config.json itself, `location` the snapshot, `files`, `unmet` what its engine lacks,
    `trained_on`; `source_job_exists` is false where the job was removed for good.
    """

    runtime: str
    execution_code: str
    image_address: str = ""
    input_params: list[ModelParameterBody]
    output_params: list[ModelParameterBody]
    dependencies: list[ModelDependencyBody]
    model_metrics: str
    apis: str
    config: str
    model_docs: list[Any] = []
    model_labels: list[str] = []
    labels_map: dict[str, list[str]] = {"labels": []}
    package: PackageConfig
    location: str
    files: list[ModelFileBody]
    unmet: list[str]
    source_job_exists: bool
    trained_on: list[ModelDatasetBody]


class ModelListQuery(PageQuery):
    """Which models to list. `offset` counts models; without `exact_match` names are searched in.

    Ours: `marker` continues a list by creation, `latest_only` leaves the newest version of each
    name, `deleted` lists the trash, `source_job_id` what a job became.
    """

    limit: Annotated[int, Field(ge=1, le=1000)] = 1000
    offset: Annotated[int, Field(ge=0)] = 0
    model_name: str | None = None
    exact_match: bool = False
    model_version: str | None = None
    model_status: ModelState | None = None
    description: str | None = None
    sort_by: ModelSortBy = ModelSortBy.CREATED
    order: Annotated[str, Field(pattern="^(asc|desc)$")] = "desc"
    workspace_id: str | None = None
    model_type: str | None = None
    not_model_type: str | None = None
    source_job_id: str | None = None
    latest_only: bool = False
    deleted: bool = False


class ModelListBody(Schema):
    """A page of models: `count` meet the conditions, of `total_count`."""

    total_count: int
    count: int
    models: list[ModelBody]
    next_marker: str | None


class ImportModelRequest(Schema):
    """A model to import.

    `source_location` is the folder that holds `model/`; where `source_job_id` is given, the job's
    output is. `model_version` may be left out: the next one is taken. `initial_config` is the text
    of a config.json that stands in for the package's. What that file says is not taken from other
    fields.
    """

    model_name: str = ""
    model_version: str = ""
    source_location: str = ""
    source_job_id: str = ""
    source_job_version: str = ""
    source_type: str = ""
    model_type: str = ""
    runtime: str = ""
    description: str = ""
    model_algorithm: str = ""
    execution_code: str = ""
    initial_config: str = ""
    input_params: list[Any] = []
    output_params: list[Any] = []
    dependencies: list[Any] = []
    model_metrics: str = ""
    apis: list[Any] = []
    workspace_id: str = "0"
    model_docs: list[Any] = []
    install_type: list[str] = []
    template: dict[str, Any] | None = None


class ImportedModelBody(Schema):
    """The model that is being made."""

    model_id: str


class ModelSourceFileBody(Schema):
    """A file that an import would bring."""

    name: str
    size: int


class ModelPreviewBody(Schema):
    """What a request would import and what speaks against it; `total_size` in bytes.

    A problem's `field` is one of the request, or, where it names a `file`, the path in that.
    """

    model_version: str
    location: str
    files: list[ModelSourceFileBody]
    file_count: int
    total_size: int
    package: PackageConfig | None
    engine_id: str
    notes: list[str]
    unmet: list[str]
    problems: list[PackageProblem]


class ModelVersionListBody(Schema):
    """All versions of a name outside the trash, highest first."""

    model_name: str
    total_count: int
    models: list[ModelBody]


class DeleteModelQuery(Schema):
    """With `cascade` all versions of the name go, and what stays is told.

    Without it, a model that cannot go is an error (ModelArts answers 200 there too).
    """

    cascade: bool = False


class ModelNotDeletedBody(Schema):
    """A model that stays, and why."""

    model_id: str
    error_code: str
    error_msg: str


class ModelsDeletedBody(Schema):
    """What went to the trash and what did not."""

    delete_success_list: list[str]
    delete_failed_list: list[ModelNotDeletedBody]


class DescribeModelRequest(Schema):
    """The one thing of a model that can be changed."""

    description: str = ""


class ModelActionRequest(Schema):
    """`stop` ends an import, `restore` takes a model out of the trash."""

    action_type: str


class ModelFileQuery(Schema):
    """A file of the snapshot."""

    name: str


class ModelTextBody(Schema):
    """The beginning of a file as text; null where it is none."""

    name: str
    size: int
    text: str | None
    truncated: bool
