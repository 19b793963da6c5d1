"""Services as the tests of pure functions know them."""

from __future__ import annotations

from typing import Any

from jupyter_modelarts.compute.schemas import (
    HealthCheck,
    Mode,
    Outcome,
    Port,
    Resources,
    Restart,
    State,
    Traceback,
    Wanted,
    Workload,
    WorkloadSpec,
)
from jupyter_modelarts.services.schemas import (
    Replica,
    Result,
    Revision,
    ServedModel,
    Service,
    ServiceView,
    Sight,
)

CREATED = 1_637_045_545_982
NOW = CREATED + 60_000
LOADING = "starting"
HEALTHY = "healthy"


def model(version: str = "0.0.1", **changes: Any) -> ServedModel:
    """One version of the model digits."""
    usual = ServedModel(
        model_id=f"m-{version}",
        model_name="digits",
        model_version=version,
        engine_id="scikit-learn",
        location=f"obs://modelarts/models/{version}/model/",
        weight=100,
        specification="modelarts.local.small",
        resources=Resources(cpu=0.5, memory_mb=1024),
        instances=1,
        load_s=60,
    )
    return usual.model_copy(update=changes)


OLD = model("0.0.1")
NEW = model("0.0.2")
SERVICE = Service(
    id="s1",
    name="digits",
    description="",
    user_name="ma-user",
    wanted=Wanted.RUNNING,
    target=1,
    serving=None,
    auto_stop_ms=None,
    stop_at=None,
    created_at=CREATED,
    published_at=CREATED,
    updated_at=CREATED,
    deleted_at=None,
)


def service(**changes: Any) -> Service:
    """The service, changed."""
    return SERVICE.model_copy(update=changes)


def revision(number: int, *models: ServedModel, result: Result = Result.RUNNING) -> Revision:
    """A configuration."""
    return Revision(
        service_id="s1", number=number, models=list(models), result=result, created_at=CREATED
    )


def sight(
    number: int,
    served: ServedModel = OLD,
    state: State = State.RUNNING,
    health: str = HEALTHY,
    **changes: Any,
) -> Sight:
    """A replica in a state; `changes` are the workload's, `failure` the replica's."""
    kept = {name: changes.pop(name) for name in ("failure", "seen_ready") if name in changes}
    replica = Replica(
        workload_id=f"w{number}",
        service_id="s1",
        key=served.key,
        title=served.title,
        number=number,
        seen_ready=kept.get("seen_ready", state is State.RUNNING and health == HEALTHY),
        failure=kept.get("failure", ""),
        created_at=CREATED,
    )
    return Sight(replica, workload(number, state, **changes), health, f"/run/{number}/http.sock")


def workload(number: int, state: State, **changes: Any) -> Workload:
    """A replica's workload."""
    final = state in (State.FAILED, State.STOPPED, State.LOST)
    check = HealthCheck(path="/health", start_grace_s=60)
    spec = WorkloadSpec(
        kind="service-replica",
        name=f"digits #{number}",
        argv=["python"],
        mode=Mode.SERVE,
        ports=[Port(name="http", socket="unix", health=check)],
        restart=Restart(max_restarts=3),
    )
    usual = Workload(
        id=f"w{number}",
        kind=spec.kind,
        name=spec.name,
        mode=spec.mode,
        owner_urn="urn:modelarts:service:s1",
        parent_id=None,
        pool_id="local",
        state=state,
        wanted=Wanted.RUNNING,
        failure_phase=None,
        reason="",
        spec=spec,
        resources=Resources(cpu=0.5, memory_mb=1024),
        attempt=1,
        restarts=0,
        next_try_at=0,
        outcome=None,
        created_at=CREATED,
        started_at=CREATED,
        ended_at=NOW if final else None,
        updated_at=CREATED,
    )
    return usual.model_copy(update=changes)


FAILURE = Outcome(
    state=State.FAILED,
    exit_code=1,
    message="The command ended with exit code 1.",
    traceback=Traceback(text="Traceback …\nValueError: the model file is torn\n"),
)


def view(made: Service, revisions: list[Revision], *sights: Sight) -> ServiceView:
    """All of it together; `revisions` newest first."""
    return ServiceView(made, revisions, sights)
