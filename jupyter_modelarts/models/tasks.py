"""Imports as workloads of the platform: submitted, stopped, and how they stand."""

from __future__ import annotations

from collections.abc import Sequence

from ..compute.manager import WorkloadManager
from ..compute.schemas import FINAL, Resources, Restart, State, Workload, WorkloadSpec
from ..core.db import Tx
from .schemas import TOPIC, Model, ModelState

WORK = "import-model"
_CONFIG_FILE = "work/config.json"
_SIZE = Resources(cpu=0.5, memory_mb=512)


class Tasks:
    """The workload of each import."""

    def __init__(self, workloads: WorkloadManager) -> None:
        self._workloads = workloads

    def submit(self, tx: Tx, model: Model, given: str) -> None:
        """Queue the copy in the caller's transaction; call `kick` after the commit.

        It may be run again from its beginning, so a lost attempt is tried again.
        """
        place = [f"{{run}}/{_CONFIG_FILE}"] if given else []
        spec = WorkloadSpec(
            kind=WORK,
            name=f"Import model {model.called}",
            argv=self._workloads.platform_argv(WORK, model.id, *place),
            env=self._workloads.platform_env(),
            files={_CONFIG_FILE: given} if given else {},
            owner_urn=model.urn,
            topic=TOPIC,
            resources=_SIZE,
            resumable=True,
            restart=Restart(max_restarts=3),
        )
        self._workloads.submit(tx, spec, model.workload_id)

    def kick(self) -> None:
        """Begin soon what was submitted."""
        self._workloads.kick()

    def stop(self, model: Model) -> None:
        """End the copy; what was copied goes with the model."""
        self._workloads.stop(model.workload_id)

    def settled(self, tx: Tx, models: Sequence[Model]) -> list[Model]:
        """The models; failed where a copy has ended without saying so."""
        ids = [model.workload_id for model in models if model.state is ModelState.PUBLISHING]
        workloads = self._workloads.find(tx, ids)
        return [_settled(model, workloads.get(model.workload_id)) for model in models]

    def forget(self, tx: Tx, model: Model) -> None:
        """Forget the workload of a model that is forgotten; one that still runs stays."""
        workload = self._workloads.find(tx, [model.workload_id]).get(model.workload_id)
        if workload is not None and workload.state in FINAL:
            self._workloads.delete(tx, model.workload_id)


def _settled(model: Model, workload: Workload | None) -> Model:
    if model.state is not ModelState.PUBLISHING:
        return model
    if workload is not None and workload.state not in FINAL:
        return model.model_copy(update={"reason": workload.reason})
    return model.model_copy(update={"state": ModelState.FAILED, "reason": _why(workload)})


def _why(workload: Workload | None) -> str:
    if workload is None:
        return "The import is gone: delete this version and import it again."
    if workload.state is State.STOPPED:
        return "The import was stopped."
    if workload.state is State.SUCCEEDED:
        return "The import ended without a result: import it again."
    message = workload.outcome.message if workload.outcome is not None else ""
    return message or workload.reason or "The import was interrupted: import it again."
