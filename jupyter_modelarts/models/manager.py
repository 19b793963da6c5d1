"""The rules of models."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

from ..compute.manager import WorkloadManager
from ..core.db import Database, Tx
from ..core.errors import Conflict, NotFound
from ..core.ids import now_ms
from ..core.safe.names import shown
from ..core.safe.uris import ObjectUri
from ..core.schemas import Page, PageQuery
from ..core.store import emit, forget_links
from ..engines.manager import EngineManager
from ..obs.manager import Objects
from ..training.manager import TrainingManager
from . import requirements, store
from .checking import Checker
from .creating import Creator, check_description
from .importing import STORE, Importer
from .origin import origin_of
from .schemas import TOPIC, ImportDraft, Model, ModelFilter, ModelState, Origin, Preview
from .sources import Sources
from .tasks import Tasks

RETENTION = timedelta(days=30)


class DeleteGuard(Protocol):
    """What a higher slice knows of who uses a model."""

    def users_of_model(self, tx: Tx, model_id: str) -> Sequence[str]:
        """What uses it, each named for a sentence, as `service digits`."""
        ...


class ModelManager:
    """Imports, looks at and deletes models. Thread-safe."""

    def __init__(
        self,
        db: Database,
        objects: Objects,
        workloads: WorkloadManager,
        engines: EngineManager,
        training: TrainingManager,
        bucket: str,
    ) -> None:
        """`bucket` is where the snapshots lie; it is made where it is missing."""
        self._db = db
        self._objects = objects
        self._engines = engines
        self._training = training
        self._bucket = bucket
        self._tasks = Tasks(workloads)
        self._workloads = workloads
        sources, checker = Sources(objects, training), Checker(objects, engines)
        self._creator = Creator(db, sources, checker, self._tasks, bucket)
        self._importer = Importer(db, objects, sources, checker)
        self.guards: builtins.list[DeleteGuard] = []
        """Who must be asked before a model is deleted. The composition root puts them here."""

    # changes

    def import_(self, draft: ImportDraft, key: str | None = None) -> Model:
        """Make a version and begin to copy its package; the same `key` makes it once.

        Raises InvalidModel for the first problem, Conflict where the version is taken.
        """
        return self.get(self._creator.create(draft, key))

    def preview(self, draft: ImportDraft) -> Preview:
        """What `import_` would bring and what speaks against it. Makes nothing."""
        return self._creator.preview(draft)

    def describe(self, model_id: str, text: str) -> Model:
        """Change the description."""
        check_description(text)
        with self._db.write() as tx:
            model = _live(tx, model_id)
            store.change(tx, model_id, description=text)
            emit(tx, TOPIC, model.urn, "updated")
        return self.get(model_id)

    def stop(self, model_id: str) -> Model:
        """Stop an import. Raises Conflict where none is under way."""
        model = self.get(model_id)
        if model.state is not ModelState.PUBLISHING:
            raise Conflict(f"{model.called} is not being imported.")
        self._tasks.stop(model)
        return self.get(model_id)

    def delete(self, model_id: str) -> Model:
        """Move a version to the trash; its files stay until the trash is emptied.

        Raises Conflict while it is being imported, or something uses it.
        """
        with self._db.write() as tx:
            model = self._tasks.settled(tx, [_live(tx, model_id)])[0]
            if model.state is ModelState.PUBLISHING:
                raise Conflict(f"{model.called} is being imported: stop that first.")
            self._refuse_used(tx, model)
            store.set_deleted(tx, model_id, deleted=True)
            emit(tx, TOPIC, model.urn, "deleted")
        return self.get(model_id)

    def restore(self, model_id: str) -> Model:
        """Take a version out of the trash. Raises Conflict where its number is taken again."""
        with self._db.write() as tx:
            model = _find(tx, model_id)
            if model.deleted_at is not None:
                if store.named(tx, model.name, model.version) is not None:
                    raise Conflict(f"There is another {model.called} now: delete that one first.")
                store.set_deleted(tx, model_id, deleted=False)
                emit(tx, TOPIC, model.urn, "restored")
        return self.get(model_id)

    def empty_trash(self, older_than: timedelta = RETENTION) -> int:
        """Remove for good what was deleted longer ago, with its files; how many.

        What something uses nevertheless stays. Files that belong to no model go too.
        """
        before = now_ms() - int(older_than.total_seconds() * 1000)
        with self._db.write() as tx:
            trashed = store.trashed_before(tx, before)
            gone = [model for model in trashed if not self._users(tx, model)]
            for model in gone:
                self._tasks.forget(tx, model)
            store.forget(tx, [model.id for model in gone])
            forget_links(tx, [model.urn for model in gone])
        self._remove_leftovers()
        return len(gone)

    # looks

    def get(self, model_id: str) -> Model:
        """A model with its files, in the trash or not. Raises NotFound."""
        with self._db.read() as tx:
            return self.find(tx, model_id)

    def find(self, tx: Tx, model_id: str) -> Model:
        """As `get`, in the caller's transaction."""
        return self._tasks.settled(tx, [_find(tx, model_id)])[0]

    def list(self, wanted: ModelFilter, page: PageQuery, skipped: int = 0) -> Page[Model]:
        """Models without their files; a page's marker continues lists by creation only."""
        with self._db.read() as tx:
            found = store.page(tx, wanted, page.limit + 1, marker=page.marker, skipped=skipped)
            total = store.count(tx, wanted)
            items = self._tasks.settled(tx, found[: page.limit])
        more = items[-1].id if len(found) > page.limit else None
        return Page[Model](items=items, total=total, next_marker=more)

    def count(self) -> int:
        """All models outside the trash."""
        with self._db.read() as tx:
            return store.count(tx, ModelFilter())

    def versions(self, name: str) -> builtins.list[Model]:
        """The versions of a name outside the trash, highest first, without their files."""
        with self._db.read() as tx:
            return self._tasks.settled(tx, store.versions_of(tx, name))

    def version_counts(self, models: Sequence[Model]) -> dict[str, int]:
        """How many versions there are of each of these names."""
        with self._db.read() as tx:
            return store.count_versions(tx, {model.name for model in models})

    def unmet(self, model: Model) -> builtins.list[str]:
        """A sentence for each dependency that its engine lacks, or may lack."""
        try:
            engine = self._engines.get(model.engine_id)
        except NotFound as error:
            return [str(error)]
        return requirements.unmet(engine, model.config)

    def origin(self, model: Model) -> Origin | None:
        """The job that made it and the dataset versions that this was trained on."""
        return origin_of(self._training, model)

    def read_file(self, model_id: str, name: str, most: int) -> tuple[int, bytes]:
        """The size and the first bytes of a file. Raises NotFound for a name that there is not."""
        model = self.get(model_id)
        for file in model.files:
            if file.name == name:
                return file.size, self._objects.read(model.location + name, 0, most)
        raise NotFound(f"{model.called} has no file {shown(name)}.")

    def wait(self, model_id: str, timeout_s: float) -> Model:
        """Reconcile until the import has ended, or the time is over."""
        self._workloads.wait(self.get(model_id).workload_id, timeout_s)
        return self.get(model_id)

    # what the platform's processes call

    def run_import(self, model_id: str, given: str = "") -> None:
        """Copy a package; the body of the work `import-model`."""
        self._importer.run(model_id, given)

    def _users(self, tx: Tx, model: Model) -> builtins.list[str]:
        return [user for guard in self.guards for user in guard.users_of_model(tx, model.id)]

    def _refuse_used(self, tx: Tx, model: Model) -> None:
        users = self._users(tx, model)
        if users:
            others = f" and {len(users) - 1} more" if users[1:] else ""
            raise Conflict(
                f"{model.called} is used by {users[0]}{others}: delete that first, or let it use "
                "another version."
            )

    def _remove_leftovers(self) -> None:
        if not self._objects.has_bucket(self._bucket):
            return
        root = ObjectUri(self._bucket, STORE)
        present = self._objects.list(root)  # before the look at the records
        with self._db.read() as tx:
            known = store.known_ids(tx)
        for prefix in present.prefixes:
            if prefix.removeprefix(STORE).strip("/") not in known:
                for info in list(self._objects.walk(ObjectUri(self._bucket, prefix))):
                    self._objects.delete(info.uri)


def _find(tx: Tx, model_id: str) -> Model:
    model = store.get(tx, model_id)
    if model is None:
        raise NotFound(f"Model {shown(model_id)} not found.")
    return model


def _live(tx: Tx, model_id: str) -> Model:
    model = _find(tx, model_id)
    if model.deleted_at is not None:
        raise NotFound(f"Model {model.called} is in the trash: restore it first.")
    return model
