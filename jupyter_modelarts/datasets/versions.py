"""Versions: asking for one, looking at them, forgetting them."""

from __future__ import annotations

from collections.abc import Sequence

from ..compute.schemas import FINAL, State
from ..core.db import Database, Tx
from ..core.errors import Conflict, InvalidInput
from ..core.ids import new_id, now_ms
from ..core.safe.names import shown, version_name
from ..core.safe.uris import parse_uri
from ..core.schemas import Page, PageQuery
from ..core.store import emit
from ..obs.manager import Objects
from . import lookups
from .materialize import materialize
from .schemas import (
    TOPIC,
    Dataset,
    MaterializedVersion,
    PublishSpec,
    Task,
    TaskKind,
    Version,
    VersionState,
)
from .store import datasets as dataset_store
from .store import tasks as task_store
from .store import versions as store
from .tasks import Tasks

CANCELLED = "Cancelled."
NO_SAMPLES = "The dataset has no images: import some, then publish."


class VersionManager:
    """What may be done with the versions of a dataset."""

    def __init__(self, db: Database, objects: Objects, tasks: Tasks) -> None:
        self._db = db
        self._objects = objects
        self._tasks = tasks

    def publish(self, dataset_id: str, spec: PublishSpec) -> Version:
        """Begin a new version; its state tells how far it is.

        Raises Conflict for a name that was used, InvalidInput for one outside the rules or a
        dataset without images.
        """
        with self._db.write() as tx:
            dataset = lookups.dataset(tx, dataset_id)
            if not dataset.total:
                raise InvalidInput(NO_SAMPLES)
            name, next_number = self._name(tx, dataset, spec.name)
            self._free(tx, dataset_id, name)
            task = self._tasks.submit(tx, dataset, TaskKind.PUBLISH, spec)
            version = _new_version(tx, dataset, name, spec, task.id)
            store.insert(tx, version)
            dataset_store.change(tx, dataset_id, None, next_version=next_number)
            emit(tx, TOPIC, dataset.urn, "versions")
        self._tasks.kick()
        return version

    def cancel(self, dataset_id: str, version_id: str) -> None:
        """Give a publication up: nothing of it is left, and its name is free again.

        Raises Conflict where it has ended, be it a moment ago.
        """
        version = self.get(dataset_id, version_id)
        task = self.tasks_of([version]).get(version.task_id or "")
        if version.state is not VersionState.PUBLISHING or task is None:
            raise Conflict(f"Version {version.name} is {version.state.value}: delete it instead.")
        self._tasks.stop_publication(task)
        with self._db.write() as tx:
            dataset = lookups.dataset(tx, dataset_id)
            if lookups.version(tx, dataset_id, version_id).state is not VersionState.PUBLISHING:
                raise Conflict(f"Version {version.name} was published before it could be stopped.")
            store.erase(tx, version_id)
            stopped = {"state": State.STOPPED.value, "message": CANCELLED, "ended_at": now_ms()}
            task_store.change(tx, task.id, **stopped)
            if version.name == _default_name(dataset.next_version - 1):
                freed = dataset.next_version - 1
                dataset_store.change(tx, dataset_id, None, next_version=freed)
            emit(tx, TOPIC, dataset.urn, "versions")
        self._objects.delete(parse_uri(version.manifest_path))  # stopped as it was about to count

    def page(self, dataset_id: str, wanted: PageQuery) -> Page[Version]:
        """Versions, newest first."""
        with self._db.read() as tx:
            lookups.dataset(tx, dataset_id)
            found = store.page(tx, dataset_id, wanted.limit + 1, wanted.marker)
            total = store.count(tx, dataset_id)
            items = [self._settled(tx, version) for version in found[: wanted.limit]]
        more = items[-1].id if len(found) > wanted.limit else None
        return Page[Version](items=items, total=total, next_marker=more)

    def get(self, dataset_id: str, version_id: str) -> Version:
        """Raises NotFound."""
        with self._db.read() as tx:
            lookups.dataset(tx, dataset_id)
            return self._settled(tx, lookups.version(tx, dataset_id, version_id))

    def tasks_of(self, versions: Sequence[Version]) -> dict[str, Task]:
        """How far the publications of these versions are, by the task's id."""
        ids = [version.task_id for version in versions if version.task_id is not None]
        with self._db.read() as tx:
            found = task_store.find(tx, ids)
            return {task.id: task for task in self._tasks.settled(tx, list(found.values()))}

    def delete(self, dataset_id: str, version_id: str) -> None:
        """Forget a version; its manifest and the images stay where they are, and its name stays
        used. Raises Conflict while it is being published."""
        with self._db.write() as tx:
            dataset = lookups.dataset(tx, dataset_id)
            version = self._settled(tx, lookups.version(tx, dataset_id, version_id))
            if version.state is VersionState.PUBLISHING:
                raise Conflict(f"Version {version.name} is being published: cancel that first.")
            store.change(tx, version_id, state=VersionState.DELETED.value)
            if dataset.current_version_id == version_id:
                newest = store.newest_ready(tx, dataset_id)
                current = None if newest is None else newest.id
                dataset_store.change(tx, dataset_id, None, current_version_id=current)
            emit(tx, TOPIC, dataset.urn, "versions")

    def materialize(self, dataset_id: str, version_id: str) -> MaterializedVersion:
        """What a training job gets; see `materialize.materialize`."""
        with self._db.read() as tx:
            dataset = lookups.dataset(tx, dataset_id)
            version = lookups.version(tx, dataset_id, version_id)
        return materialize(self._objects, dataset, version)

    def _name(self, tx: Tx, dataset: Dataset, wanted: str | None) -> tuple[str, int]:
        """The version's name, and the number that the next default name begins to try at."""
        if wanted is not None:
            return version_name(wanted), dataset.next_version
        number = dataset.next_version
        while store.named(tx, dataset.id, _default_name(number)) is not None:
            number += 1
        return _default_name(number), number + 1

    def _free(self, tx: Tx, dataset_id: str, name: str) -> None:
        """Make way for a new version of this name, where an earlier one failed."""
        taken = store.named(tx, dataset_id, name)
        if taken is None:
            return
        if self._settled(tx, taken).state is not VersionState.FAILED:
            raise Conflict(f"The version name {shown(name)} was used already: choose another.")
        store.erase(tx, taken.id)

    def _settled(self, tx: Tx, version: Version) -> Version:
        """The version; failed where its publication has ended without saying so."""
        if version.state is not VersionState.PUBLISHING or version.task_id is None:
            return version
        task = task_store.get(tx, version.task_id)
        settled = None if task is None else self._tasks.settled(tx, [task])[0]
        if settled is None or settled.state not in FINAL:
            return version
        message = settled.message or "The publication was interrupted: publish again."
        return version.model_copy(update={"state": VersionState.FAILED, "message": message})


def _default_name(number: int) -> str:
    return f"V{number:03d}"


def _new_version(tx: Tx, dataset: Dataset, name: str, spec: PublishSpec, task_id: str) -> Version:
    previous = store.newest_ready(tx, dataset.id)
    now = now_ms()
    return Version(
        id=new_id(),
        dataset_id=dataset.id,
        name=name,
        description=spec.description,
        state=VersionState.PUBLISHING,
        manifest_path=dataset.home.join(f"annotation/{name}/{name}.manifest").as_spelled(),
        previous_id=None if previous is None else previous.id,
        task_id=task_id,
        train_ratio=spec.train_ratio,
        clear_hard=spec.clear_hard,
        remove_usage=spec.remove_usage,
        total=0,
        labeled=0,
        label_stats=[],
        message="",
        created_at=now,
        updated_at=now,
    )
