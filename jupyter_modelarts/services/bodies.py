"""Services as they cross the wire: ModelArts' v1 fields, with our additions marked so."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from ..compute.schemas import State
from ..core.schemas import Schema
from .schemas import EventType, Result, ServedApi, ServiceState


class ServiceScheduleBody(Schema):
    """When a service stops by itself: `duration` of `time_unit` after its start."""

    type: str = "stop"
    time_unit: str
    duration: int


class CustomSpecBody(Schema):
    """A size that no specification has; memory in MB."""

    cpu: Annotated[float, Field(ge=0.01, le=1024)]
    memory: Annotated[int, Field(ge=1)]
    gpu_p4: Annotated[float, Field(ge=0)] = 0


class ServiceConfigRequest(Schema):
    """One model version to deploy. Our additions: all but `model_id` may be left out."""

    model_id: str
    weight: int | None = None
    specification: str = ""
    custom_spec: CustomSpecBody | None = None
    instance_count: int = 1
    envs: dict[str, str] = {}
    deploy_timeout_in_seconds: float | None = None
    cluster_id: str = ""
    pool_name: str = ""
    nodes: list[str] = []
    src_path: str = ""


class DeployRequest(Schema):
    """A service to deploy. Our addition: without a name it is called after its model."""

    service_name: str = ""
    infer_type: str = "real-time"
    description: str = ""
    config: list[ServiceConfigRequest]
    schedule: list[ServiceScheduleBody] = []
    workspace_id: str = "0"
    vpc_id: str = ""
    cluster_id: str = ""
    pool_name: str = ""
    load_balancer_policy: str = ""
    service_secrets: list[Any] = []
    priority: int | None = None


class ServiceUpdateRequest(Schema):
    """What to change; with `status` only that is done. Our additions: an empty `schedule` means
    never; `deleted` false takes it out of the trash."""

    description: str | None = None
    config: list[ServiceConfigRequest] | None = None
    status: str | None = None
    schedule: list[ServiceScheduleBody] | None = None
    deleted: bool | None = None


class ServiceConfigBody(Schema):
    """One model version of a configuration. Ours: from `engine_id` on; `apis` are its paths, their
    requests and responses as JSON schemas."""

    model_id: str
    model_name: str
    model_version: str
    specification: str
    custom_spec: CustomSpecBody
    status: str
    weight: int
    instance_count: int
    scaling: bool = False
    envs: dict[str, str]
    additional_properties: dict[str, str] = {}
    support_debug: bool = False
    engine_id: str
    ready_count: int
    invocation_times: int
    failed_times: int
    deploy_timeout_in_seconds: float
    apis: list[ServedApi]


class ServiceReplicaBody(Schema):
    """One replica (our addition): its log is its workload's, or that of the work on its engine
    which it waits for."""

    workload_id: str
    log_workload_id: str
    number: int
    model_version: str
    title: str
    ready: bool
    state: State
    health: str
    restarts: int
    reason: str
    create_time: int
    cpu: float
    memory_mb: int


class ServiceBody(Schema):
    """A service.

    Ours: `reason` (a sentence about the state), `replicas`, `revision` (the configuration shown),
    `target_config` (what it is being updated to), `deleted_at`. `error_msg` is set where it failed.
    """

    service_id: str
    service_name: str
    description: str
    tenant: str = ""
    project: str = "default"
    owner: str
    infer_type: str = "real-time"
    workspace_id: str = "0"
    status: ServiceState
    progress: int
    error_msg: str | None
    reason: str
    config: list[ServiceConfigBody]
    target_config: list[ServiceConfigBody] | None
    access_address: str | None
    invocation_times: int
    failed_times: int
    is_shared: bool = False
    shared_count: int = 0
    is_free: bool = True
    schedule: list[ServiceScheduleBody]
    due_time: int | None
    create_time: int
    publish_at: int
    update_time: int
    revision: int
    replicas: list[ServiceReplicaBody]
    additional_properties: dict[str, str] = {}
    deleted_at: int | None


class ServiceListQuery(Schema):
    """Which services to list; `offset` counts pages. Ours: `deleted`, the trash."""

    service_id: str = ""
    service_name: str = ""
    model_id: str = ""
    infer_type: str = ""
    status: str = ""
    offset: Annotated[int, Field(ge=0)] = 0
    limit: Annotated[int, Field(ge=1, le=1000)] = 1000
    sort_by: str = "publish_at"
    order: str = "desc"
    deleted: bool = False


class ServiceListBody(Schema):
    """One page of services."""

    total_count: int
    count: int
    services: list[ServiceBody]


class ServiceEventQuery(Schema):
    """Which events to list; `offset` counts pages."""

    event_type: str = ""
    event_info: str = ""
    start_time: int | None = None
    end_time: int | None = None
    offset: Annotated[int, Field(ge=0)] = 0
    limit: Annotated[int, Field(ge=1, le=1000)] = 1000
    order: str = "desc"


class ServiceEventBody(Schema):
    """Something that happened."""

    event_type: EventType
    event_info: str
    occur_time: int


class ServiceEventListBody(Schema):
    """One page of events."""

    service_id: str
    service_name: str
    total_count: int
    count: int
    events: list[ServiceEventBody]


class ServiceLogConfigBody(Schema):
    """One model version as it was configured."""

    model_id: str
    model_name: str
    model_version: str
    weight: int
    specification: str
    custom_spec: CustomSpecBody
    envs: dict[str, str]
    instance_count: int


class ServiceUpdateLogBody(Schema):
    """One configuration. Ours: its number, and why it failed."""

    update_time: int
    result: Result
    config: list[ServiceLogConfigBody]
    revision: int
    reason: str


class ServiceUpdateLogListBody(Schema):
    """All configurations, newest first. Ours: `replicas`, whose logs are their workloads'."""

    service_id: str
    service_name: str
    logs: list[ServiceUpdateLogBody]
    replicas: list[ServiceReplicaBody]


class ServiceMonitorBody(Schema):
    """One model version: its replicas' CPU (cores) and memory (MB), and its calls."""

    model_id: str
    model_name: str
    model_version: str
    invocation_times: int
    failed_times: int
    cpu_core_usage: float
    cpu_core_total: float
    cpu_memory_usage: int
    cpu_memory_total: int
    gpu_usage: float
    gpu_total: float
    model_running_instance_count: int
    model_instance_count: int


class ServiceLoadBody(Schema):
    """The calls of `span_s` seconds from `at` (ours); latencies in milliseconds, null without
    calls."""

    at: int
    calls: int
    failures: int
    mean_ms: float | None
    p50_ms: float | None
    p99_ms: float | None


class ServiceUsageBody(Schema):
    """What all replicas used at a time (ours)."""

    at: int
    cpu_percent: float
    memory_mb: float


class ServiceMonitorQuery(Schema):
    """Ours: how far back, in seconds."""

    span: Annotated[int, Field(ge=60, le=7200)] = 900


class ServiceMonitorListBody(Schema):
    """How a service fares."""

    service_id: str
    service_name: str
    monitors: list[ServiceMonitorBody]
    service_running_instance_count: int
    service_instance_count: int
    req_count_per_min: int
    span_s: int
    loads: list[ServiceLoadBody]
    usage: list[ServiceUsageBody]


class ServiceCpuBody(Schema):
    """CPUs of a specification."""

    arch: str
    cpu: float


class ServiceMemoryBody(Schema):
    """Memory of a specification."""

    unit: str = "MB"
    memory: int


class ServiceGpuBody(Schema):
    """GPUs of a specification."""

    gpu: int


class ServiceSpecificationBody(Schema):
    """A size that a replica can have. Ours: `is_default`."""

    specification: str
    billing_spec: str
    category: str
    is_open: bool = True
    is_free: bool = True
    over_quota: bool = False
    spec_status: str = "normal"
    source_type: str = ""
    cpu_info: ServiceCpuBody
    memory_info: ServiceMemoryBody
    gpu_info: ServiceGpuBody | None
    display_en: str
    display_cn: str
    is_default: bool


class ServiceSpecificationListBody(Schema):
    """All sizes, the default first."""

    total_count: int
    count: int
    specifications: list[ServiceSpecificationBody]


class ServiceTokenRequest(Schema):
    """For how many seconds (ours)."""

    ttl: Annotated[int, Field(ge=60, le=7 * 24 * 3600)] = 3600


class ServiceTokenBody(Schema):
    """A token that may only call this service; `token` is shown this once (ours)."""

    token_id: str
    token: str
    expires_at: int | None
    access_address: str | None
