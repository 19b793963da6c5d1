"""The bodies of what a job is asked to be: algorithm, places, engine and size; see `bodies.py`."""

from __future__ import annotations

from typing import Any

from ..core.schemas import Schema
from .schemas import MetricRule, Parameter


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
    means those of `GET …/training-job-metric-rules`, an empty list none. Our
    addition: `requirements`, packages that the job needs beyond the engine's, as pip writes them; a
    requirements.txt in `code_dir` adds to them.
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
    requirements: list[str] = []
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
