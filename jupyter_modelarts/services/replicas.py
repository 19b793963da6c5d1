"""The workload of a replica: a model in its engine, answering on a private socket."""

from __future__ import annotations

from ..compute.manager import WorkloadManager
from ..compute.schemas import HealthCheck, Input, Mode, Port, Restart, WorkloadSpec
from ..core.db import Tx
from ..core.ids import new_id, now_ms, urn
from ..engines.manager import EngineManager
from ..engines.schemas import EnsuredEngine
from . import store
from .schemas import KIND, PORT, REPLICA_KIND, TOPIC, Replica, ServedModel, Service

MAX_BODY = 12 * 1024 * 1024
"""The largest request in bytes; ModelArts' limit."""

ANSWER_S = 60.0
"""How long one answer may take; ModelArts' limit."""

_GRACE_S = 2.0  # the gateway gives up first: the caller hears of the time, not of a lost replica
RESTART = Restart(max_restarts=3, backoff_s=1.0, stable_s=60.0)
_MODEL = "work/model"


class Replicas:
    """Makes replicas, in the caller's transaction."""

    def __init__(self, workloads: WorkloadManager, engines: EngineManager) -> None:
        self._workloads = workloads
        self._engines = engines

    def create(self, tx: Tx, service: Service, model: ServedModel, number: int) -> EnsuredEngine:
        """Queue one more replica, and say what it waits for.

        Raises InvalidInput where the pool can never hold it.
        """
        engine = self._engines.ensure(tx, model.engine_id, model.requirements)
        workload_id = new_id()
        spec = replica_spec(service, model, number, engine)
        self._workloads.submit(tx, spec, workload_id)
        replica = Replica(
            workload_id=workload_id,
            service_id=service.id,
            key=model.key,
            title=model.title,
            number=number,
            created_at=now_ms(),
        )
        store.insert_replica(tx, replica)
        return engine

    def forget(self, tx: Tx, workload_id: str) -> None:
        """Drop an ended replica, with its log."""
        store.forget_replica(tx, workload_id)
        self._workloads.delete(tx, workload_id)


def replica_spec(
    service: Service, model: ServedModel, number: int, engine: EnsuredEngine
) -> WorkloadSpec:
    """What runs."""
    return WorkloadSpec(
        kind=REPLICA_KIND,
        name=f"{service.name} {model.model_version} #{number}",
        argv=[
            str(engine.python),
            "-m",
            "model_service.replica",
            "--socket",
            f"{{socket:{PORT}}}",
            "--model",
            f"{{run}}/{_MODEL}",
            "--name",
            model.model_name,
            "--max-body",
            str(MAX_BODY),
            "--request-limit",
            str(ANSWER_S + _GRACE_S),
        ],
        env=model.envs,
        mode=Mode.SERVE,
        owner_urn=urn(KIND, service.id),
        topic=TOPIC,
        inputs=[Input(name="model", source=model.location, target=_MODEL)],
        ports=[
            Port(
                name=PORT,
                socket="unix",
                health=HealthCheck(path="/health", start_grace_s=model.load_s),
            )
        ],
        resources=model.resources,
        waits_for=engine.waits_for,
        restart=RESTART,
    )
