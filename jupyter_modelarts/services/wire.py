"""Between services and the bodies of ModelArts' v1 API; known fields that cannot be honoured are
refused."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence

from ..compute.schemas import Flavor, Resources, UsageSample
from ..core.errors import InvalidInput
from ..core.safe.names import shown
from . import bodies
from .drafts import InvalidService, ModelDraft, ServiceChange, ServiceDraft
from .latency import added, percentile
from .schemas import (
    Calls,
    Details,
    EventType,
    Load,
    Revision,
    ServedModel,
    ServiceEvent,
    ServiceState,
    ServiceView,
    Sight,
)
from .specifications import SMALL
from .state import model_status, progress_of, status_of, waiting_for

_UNIT_MS = {"MINUTES": 60_000, "HOURS": 3_600_000, "DAYS": 86_400_000}
_POLICIES = ("", "ROUND_ROBIN")
_ARCHITECTURES = {"x86_64": "x86", "AMD64": "x86", "aarch64": "arm64"}

# requests


def draft(body: bodies.DeployRequest) -> ServiceDraft:
    """What a deployment asks for. Raises InvalidService for what this release does not do."""
    _refuse(body)
    return ServiceDraft(
        name=body.service_name,
        description=body.description,
        models=_models(body.config),
        auto_stop_ms=_auto_stop(body.schedule),
    )


def change(body: bodies.ServiceUpdateRequest) -> ServiceChange:
    """What an update asks for, but for its status."""
    span = None if body.schedule is None else _auto_stop(body.schedule) or 0
    models = None if body.config is None else _models(body.config)
    return ServiceChange(description=body.description, models=models, auto_stop_ms=span)


def _models(config: Sequence[bodies.ServiceConfigRequest]) -> list[ModelDraft]:
    return [_model(at, one) for at, one in enumerate(config)]


def _model(at: int, body: bodies.ServiceConfigRequest) -> ModelDraft:
    for name in ("cluster_id", "pool_name", "nodes"):
        if getattr(body, name):
            sentence = "There is one pool, this computer: leave it out."
            raise InvalidService(f"config.{at}.{name}", sentence)
    if body.src_path:
        raise InvalidService(f"config.{at}.src_path", "Batch services are not made here yet.")
    custom = body.custom_spec
    if custom is not None and custom.gpu_p4 != int(custom.gpu_p4):
        raise InvalidService(f"config.{at}.custom_spec.gpu_p4", "A GPU is not shared: say 0 or 1.")
    size = custom and Resources(cpu=custom.cpu, memory_mb=custom.memory, gpus=int(custom.gpu_p4))
    return ModelDraft(
        model_id=body.model_id,
        weight=body.weight,
        specification=body.specification,
        custom=size,
        instances=body.instance_count,
        envs=body.envs,
        load_s=body.deploy_timeout_in_seconds,
    )


def _auto_stop(schedule: Sequence[bodies.ServiceScheduleBody]) -> int | None:
    if not schedule:
        return None
    one = schedule[0]
    if len(schedule) > 1 or one.type != "stop":
        raise InvalidService("schedule", "A schedule has one entry, of the type stop.")
    unit = _UNIT_MS.get(one.time_unit.upper())
    if unit is None:
        raise InvalidService("schedule.0.time_unit", "It is MINUTES, HOURS or DAYS.")
    if one.duration < 1:
        raise InvalidService("schedule.0.duration", "It must be at least 1.")
    return one.duration * unit


def _refuse(body: bodies.DeployRequest) -> None:
    if body.infer_type != "real-time":
        sentence = f"Services of type {shown(body.infer_type)} are not made here: send real-time."
        raise InvalidService("infer_type", sentence)
    for name in ("vpc_id", "cluster_id", "pool_name", "service_secrets", "priority"):
        if getattr(body, name):
            sentence = "A service on this computer has no such thing: leave it out."
            raise InvalidService(name, sentence)
    if body.load_balancer_policy not in _POLICIES:
        raise InvalidService("load_balancer_policy", "It is ROUND_ROBIN here.")


# answers


def service_body(details: Details, project: str = "default") -> bodies.ServiceBody:
    """One service."""
    view, service = details.view, details.view.service
    status, shown_now = status_of(view), view.shown
    updating = view.target.number != shown_now.number
    failed = status.state is ServiceState.FAILED
    return bodies.ServiceBody(
        service_id=service.id,
        service_name=service.name,
        description=service.description,
        project=project,
        owner=service.user_name,
        status=status.state,
        progress=progress_of(view),
        error_msg=status.reason if failed else None,
        reason=status.reason,
        config=_config(view, shown_now, details.calls),
        target_config=_config(view, view.target, details.calls) if updating else None,
        access_address=address_of(details),
        invocation_times=view.calls.calls,
        failed_times=view.calls.failures,
        schedule=_schedule(service.auto_stop_ms),
        due_time=service.stop_at,
        create_time=service.created_at,
        publish_at=service.published_at,
        update_time=service.updated_at,
        revision=shown_now.number,
        replicas=[_replica(sight) for sight in view.sights],
        deleted_at=service.deleted_at,
    )


def address_of(details: Details) -> str | None:
    """Where a service is called."""
    if details.gateway is None:
        return None
    return f"{details.gateway}/v1/infers/{details.view.service.id}"


def list_body(
    found: Sequence[Details], query: bodies.ServiceListQuery, project: str = "default"
) -> bodies.ServiceListBody:
    """The page of services that a query asks for. Raises InvalidInput for an unknown order."""
    wanted = [body for body in (service_body(one, project) for one in found) if _meant(body, query)]
    ordered = _ordered(wanted, query)
    page = ordered[query.offset * query.limit :][: query.limit]
    return bodies.ServiceListBody(total_count=len(wanted), count=len(page), services=page)


def event_list_body(
    details: Details, events: Sequence[ServiceEvent], query: bodies.ServiceEventQuery
) -> bodies.ServiceEventListBody:
    """The page of events that a query asks for; `events` are newest first."""
    if query.event_type not in ("", *(kind.value for kind in EventType)):
        raise InvalidInput("event_type is normal or abnormal.")
    wanted = [
        event
        for event in events
        if query.event_type in ("", event.type.value)
        and query.event_info.lower() in event.message.lower()
        and event.at >= (query.start_time or 0)
        and (query.end_time is None or event.at <= query.end_time)
    ]
    if _is_ascending(query.order):
        wanted.reverse()
    page = wanted[query.offset * query.limit :][: query.limit]
    return bodies.ServiceEventListBody(
        service_id=details.view.service.id,
        service_name=details.view.service.name,
        total_count=len(wanted),
        count=len(page),
        events=[
            bodies.ServiceEventBody(
                event_type=event.type, event_info=event.message, occur_time=event.at
            )
            for event in page
        ],
    )


def update_log_body(details: Details) -> bodies.ServiceUpdateLogListBody:
    """All configurations that a service has had."""
    view = details.view
    return bodies.ServiceUpdateLogListBody(
        service_id=view.service.id,
        service_name=view.service.name,
        logs=[
            bodies.ServiceUpdateLogBody(
                update_time=revision.created_at,
                result=revision.result,
                config=[_log_config(model) for model in revision.models],
                revision=revision.number,
                reason=revision.reason,
            )
            for revision in view.revisions
        ],
        replicas=[_replica(sight) for sight in view.sights],
    )


def monitor_body(
    details: Details,
    loads: Sequence[Load],
    usage: Mapping[str, Sequence[UsageSample]],
    span_s: int,
    now: int,
) -> bodies.ServiceMonitorListBody:
    """How a service fares: `usage` is told by workload."""
    view = details.view
    minute = [load.calls for load in loads if load.at >= now - 60_000]
    return bodies.ServiceMonitorListBody(
        service_id=view.service.id,
        service_name=view.service.name,
        monitors=[_monitor(details, model, usage) for model in view.shown.models],
        service_running_instance_count=sum(sight.ready for sight in view.sights),
        service_instance_count=sum(model.instances for model in view.shown.models),
        req_count_per_min=sum(minute),
        span_s=span_s,
        loads=_loads(loads),
        usage=_usage(usage, now - span_s * 1000),
    )


def specification_list_body(flavors: Sequence[Flavor]) -> bodies.ServiceSpecificationListBody:
    """The sizes of a replica."""
    return bodies.ServiceSpecificationListBody(
        total_count=len(flavors),
        count=len(flavors),
        specifications=[_specification(flavor) for flavor in flavors],
    )


def _config(
    view: ServiceView, revision: Revision, calls: Mapping[str, Calls]
) -> list[bodies.ServiceConfigBody]:
    return [_config_body(view, model, calls) for model in revision.models]


def _config_body(
    view: ServiceView, model: ServedModel, calls: Mapping[str, Calls]
) -> bodies.ServiceConfigBody:
    called = calls.get(model.model_id, Calls())
    return bodies.ServiceConfigBody(
        model_id=model.model_id,
        model_name=model.model_name,
        model_version=model.model_version,
        specification=model.specification,
        custom_spec=_size(model),
        status=model_status(view, model),
        weight=model.weight,
        instance_count=model.instances,
        envs=model.envs,
        engine_id=model.engine_id,
        ready_count=sum(sight.ready for sight in view.of(model)),
        invocation_times=called.calls,
        failed_times=called.failures,
        deploy_timeout_in_seconds=model.load_s,
        apis=model.apis,
    )


def _log_config(model: ServedModel) -> bodies.ServiceLogConfigBody:
    return bodies.ServiceLogConfigBody(
        model_id=model.model_id,
        model_name=model.model_name,
        model_version=model.model_version,
        weight=model.weight,
        specification=model.specification,
        custom_spec=_size(model),
        envs=model.envs,
        instance_count=model.instances,
    )


def _size(model: ServedModel) -> bodies.CustomSpecBody:
    size = model.resources
    return bodies.CustomSpecBody(cpu=size.cpu, memory=size.memory_mb, gpu_p4=size.gpus)


def _replica(sight: Sight) -> bodies.ServiceReplicaBody:
    replica, workload = sight.replica, sight.workload
    return bodies.ServiceReplicaBody(
        workload_id=replica.workload_id,
        log_workload_id=sight.log_id,
        number=replica.number,
        model_version=replica.title.rpartition(" ")[2],
        title=replica.title,
        ready=sight.ready,
        state=workload.state,
        health=sight.health,
        restarts=workload.restarts,
        reason="" if sight.ready else waiting_for(sight),
        create_time=replica.created_at,
        cpu=workload.resources.cpu,
        memory_mb=workload.resources.memory_mb,
    )


def _schedule(span_ms: int | None) -> list[bodies.ServiceScheduleBody]:
    if span_ms is None:
        return []
    name, unit = next(
        ((name, unit) for name, unit in reversed(_UNIT_MS.items()) if not span_ms % unit),
        ("MINUTES", 60_000),
    )
    return [bodies.ServiceScheduleBody(time_unit=name, duration=span_ms // unit)]


def _meant(body: bodies.ServiceBody, query: bodies.ServiceListQuery) -> bool:
    return (
        query.service_id in ("", body.service_id)
        and query.service_name.lower() in body.service_name.lower()
        and (not query.model_id or any(one.model_id == query.model_id for one in body.config))
        and query.infer_type in ("", body.infer_type)
        and query.status in ("", body.status.value)
    )


def _ordered(
    found: list[bodies.ServiceBody], query: bodies.ServiceListQuery
) -> list[bodies.ServiceBody]:
    reverse = not _is_ascending(query.order)
    if query.sort_by == "service_name":
        return sorted(found, key=lambda one: one.service_name.lower(), reverse=reverse)
    if query.sort_by == "transition_at":
        return sorted(found, key=lambda one: one.update_time, reverse=reverse)
    if query.sort_by in ("", "publish_at"):
        return sorted(found, key=lambda one: one.publish_at, reverse=reverse)
    raise InvalidInput("sort_by is publish_at, service_name or transition_at.")


def _is_ascending(order: str) -> bool:
    if order not in ("asc", "desc"):
        raise InvalidInput("order is asc or desc.")
    return order == "asc"


def _monitor(
    details: Details, model: ServedModel, usage: Mapping[str, Sequence[UsageSample]]
) -> bodies.ServiceMonitorBody:
    sights = details.view.of(model)
    last = [usage[one.replica.workload_id][-1] for one in sights if _samples(usage, one)]
    called = details.calls.get(model.model_id, Calls())
    size = model.resources
    return bodies.ServiceMonitorBody(
        model_id=model.model_id,
        model_name=model.model_name,
        model_version=model.model_version,
        invocation_times=called.calls,
        failed_times=called.failures,
        cpu_core_usage=round(sum(one.cpu_percent for one in last) / 100, 3),
        cpu_core_total=size.cpu * model.instances,
        cpu_memory_usage=sum(one.memory_bytes for one in last) // 2**20,
        cpu_memory_total=size.memory_mb * model.instances,
        gpu_usage=round(sum(one.gpu_percent or 0 for one in last) / 100, 3),
        gpu_total=size.gpus * model.instances,
        model_running_instance_count=sum(sight.ready for sight in sights),
        model_instance_count=model.instances,
    )


def _samples(usage: Mapping[str, Sequence[UsageSample]], sight: Sight) -> bool:
    return not sight.over and bool(usage.get(sight.replica.workload_id))


def _loads(loads: Sequence[Load]) -> list[bodies.ServiceLoadBody]:
    """The calls of all versions together."""
    by_time: dict[int, list[Load]] = {}
    for load in loads:
        by_time.setdefault(load.at, []).append(load)
    return [_load(at, found) for at, found in sorted(by_time.items())]


def _load(at: int, found: Sequence[Load]) -> bodies.ServiceLoadBody:
    load = added(found)
    assert load is not None
    return bodies.ServiceLoadBody(
        at=at,
        calls=load.calls,
        failures=load.failures,
        mean_ms=load.total_ms / load.calls if load.calls else None,
        p50_ms=percentile(load.latency, 0.5),
        p99_ms=percentile(load.latency, 0.99),
    )


def _usage(usage: Mapping[str, Sequence[UsageSample]], since: int) -> list[bodies.ServiceUsageBody]:
    """All replicas together, each sample at its full ten seconds."""
    found: dict[int, dict[str, UsageSample]] = {}
    for workload_id, samples in usage.items():
        for sample in samples:
            if sample.at >= since:
                found.setdefault(sample.at // 10_000 * 10_000, {})[workload_id] = sample
    return [
        bodies.ServiceUsageBody(
            at=at,
            cpu_percent=sum(one.cpu_percent for one in samples.values()),
            memory_mb=sum(one.memory_bytes for one in samples.values()) / 2**20,
        )
        for at, samples in sorted(found.items())
    ]


def _specification(flavor: Flavor) -> bodies.ServiceSpecificationBody:
    machine = platform.machine()
    return bodies.ServiceSpecificationBody(
        specification=flavor.id,
        billing_spec=flavor.id,
        category="GPU" if flavor.gpus else "CPU",
        cpu_info=bodies.ServiceCpuBody(arch=_ARCHITECTURES.get(machine, machine), cpu=flavor.cpu),
        memory_info=bodies.ServiceMemoryBody(memory=flavor.memory_mb),
        gpu_info=bodies.ServiceGpuBody(gpu=flavor.gpus) if flavor.gpus else None,
        display_en=flavor.name,
        display_cn=flavor.name,
        is_default=flavor.id == SMALL.id,
    )
