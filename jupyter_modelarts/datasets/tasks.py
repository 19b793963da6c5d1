"""Imports, synchronizations and publications as workloads of the platform."""

from __future__ import annotations

from collections.abc import Sequence

from ..compute.manager import WorkloadManager
from ..compute.schemas import FINAL, Resources, Restart, State, Workload, WorkloadSpec
from ..compute.standing import standing_of
from ..core.db import Database, Tx
from ..core.errors import Conflict, NotFound, Unavailable
from ..core.ids import new_id, now_ms
from ..core.schemas import Page, PageQuery, Schema
from ..core.store import emit
from . import lookups
from .schemas import TOPIC, Dataset, ImportResult, Task, TaskKind
from .store import tasks as store

WORK = {
    TaskKind.IMPORT: "import-dataset",
    TaskKind.SYNC: "import-dataset",
    TaskKind.PUBLISH: "publish-dataset",
}
_TITLE = {
    TaskKind.IMPORT: "Import into",
    TaskKind.SYNC: "Synchronize",
    TaskKind.PUBLISH: "Publish",
}
STOP_S = 20.0
_SIZE = Resources(cpu=0.5, memory_mb=512)


class Tasks:
    """Submits long work, and says how it stands."""

    def __init__(self, db: Database, workloads: WorkloadManager) -> None:
        self._db = db
        self._workloads = workloads

    def submit(self, tx: Tx, dataset: Dataset, kind: TaskKind, request: Schema) -> Task:
        """Queue work in the caller's transaction; call `kick` after the commit.

        Every kind may be run again from its beginning, so a lost attempt is tried again.
        """
        task_id = new_id()
        spec = WorkloadSpec(
            kind=WORK[kind],
            name=f"{_TITLE[kind]} {dataset.name}",
            argv=self._workloads.platform_argv(WORK[kind], task_id),
            env=self._workloads.platform_env(),
            owner_urn=dataset.urn,
            topic=TOPIC,
            resources=_SIZE,
            resumable=True,
            restart=Restart(max_restarts=3),
        )
        workload = self._workloads.submit(tx, spec)
        task = _new_task(task_id, dataset.id, kind, workload.id, request)
        store.insert(tx, task)
        emit(tx, TOPIC, dataset.urn, "task")
        return task

    def kick(self) -> None:
        """Begin soon what was submitted."""
        self._workloads.kick()

    def get(self, dataset_id: str, task_id: str) -> Task:
        """Raises NotFound."""
        with self._db.read() as tx:
            lookups.dataset(tx, dataset_id)
            return self.settled(tx, [lookups.task(tx, dataset_id, task_id)])[0]

    def get_import(self, dataset_id: str, task_id: str) -> Task:
        """An import or a synchronization. Raises NotFound."""
        task = self.get(dataset_id, task_id)
        if task.kind is TaskKind.PUBLISH:
            raise NotFound(f"Import {task_id} not found in this dataset.")
        return task

    def page(self, dataset_id: str, kinds: Sequence[TaskKind], wanted: PageQuery) -> Page[Task]:
        """Tasks of these kinds, newest first."""
        with self._db.read() as tx:
            lookups.dataset(tx, dataset_id)
            found = store.page(tx, dataset_id, kinds, wanted.limit + 1, wanted.marker)
            total = store.count(tx, dataset_id, kinds)
            items = self.settled(tx, found[: wanted.limit])
        more = items[-1].id if len(found) > wanted.limit else None
        return Page[Task](items=items, total=total, next_marker=more)

    def running(self, tx: Tx, dataset_ids: Sequence[str]) -> list[Task]:
        """What is queued or under way."""
        found = self.settled(tx, store.unfinished(tx, dataset_ids))
        return [task for task in found if task.state not in FINAL]

    def stop_import(self, dataset_id: str, task_id: str) -> Task:
        """Cancel; what was imported until then stays. Raises Conflict where it has ended."""
        task = self.get_import(dataset_id, task_id)
        if task.state in FINAL or task.workload_id is None:
            raise Conflict("This task has ended already.")
        self._workloads.stop(task.workload_id)
        return self.get(dataset_id, task_id)

    def stop_publication(self, task: Task) -> None:
        """End the process of a publication, and see it gone. Raises Unavailable where it stays."""
        if task.workload_id is None:
            return
        self._workloads.stop(task.workload_id)
        ended = self._workloads.wait(task.workload_id, STOP_S)
        if ended.state not in FINAL:
            raise Unavailable("It is being stopped, which takes long: look again in a minute.")

    def needed_workloads(self, tx: Tx) -> set[str]:
        """Those that alone say how their task ended."""
        return store.untold_workloads(tx)

    def forget_workloads(self, tx: Tx, ids: Sequence[str]) -> None:
        """Their logs are gone; what the tasks brought is still told."""
        store.forget_workloads(tx, ids)

    def settled(self, tx: Tx, tasks: Sequence[Task]) -> list[Task]:
        """The tasks, where one has not recorded its end as its workload stands."""
        ids = [task.workload_id for task in tasks if task.workload_id is not None]
        workloads = self._workloads.find(tx, ids)
        return [_settled(task, workloads.get(task.workload_id or "")) for task in tasks]


def _new_task(
    task_id: str, dataset_id: str, kind: TaskKind, workload_id: str, request: Schema
) -> Task:
    now = now_ms()
    return Task(
        id=task_id,
        dataset_id=dataset_id,
        kind=kind,
        state=State.QUEUED,
        workload_id=workload_id,
        request=request.model_dump(mode="json"),
        done=0,
        total=0,
        result=ImportResult(),
        message="",
        created_at=now,
        started_at=None,
        ended_at=None,
        updated_at=now,
    )


def _settled(task: Task, workload: Workload | None) -> Task:
    if task.state in FINAL:
        return task
    return task.model_copy(update=vars(standing_of(workload)))
