"""Making a version: what it is, whether it can be, and the workload that copies its package."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.db import Database, Tx
from ..core.errors import Conflict, InvalidInput
from ..core.ids import new_id, now_ms, urn
from ..core.safe.names import model_name, shown
from ..core.store import emit, link, recall_id, remember
from ..training.arguments import KIND as JOB
from . import store
from .checking import Checked, Checker, Findings, InvalidModel
from .importing import snapshot_place
from .numbers import checked_version, version_after
from .package import PackageConfig
from .schemas import TOPIC, TRAINED_BY, ImportDraft, Model, ModelState, Preview
from .sources import Found, Sources
from .tasks import Tasks

MAX_DESCRIPTION = 256
_SCOPE = "models"


@dataclass(frozen=True)
class _Examined:
    """All that can be known of a request, and the version that it would make."""

    version: str
    found: Found | None
    checked: Checked
    findings: Findings

    def usable(self) -> tuple[Found, PackageConfig]:
        """What to import. Raises InvalidModel for the first problem."""
        if self.findings.problems or self.found is None or self.checked.config is None:
            raise InvalidModel(self.findings.problems[0])
        return self.found, self.checked.config


class Creator:
    """Turns requests into models."""

    def __init__(
        self, db: Database, sources: Sources, checker: Checker, tasks: Tasks, bucket: str
    ) -> None:
        self._db = db
        self._sources = sources
        self._checker = checker
        self._tasks = tasks
        self._bucket = bucket

    def create(self, draft: ImportDraft, key: str | None) -> str:
        """Make the version and queue its copy; its id."""
        with self._db.read() as tx:
            done = recall_id(tx, _SCOPE, key)
        if done is not None:
            return done
        examined = self._examine(draft)
        examined.usable()
        with self._db.write() as tx:
            done = recall_id(tx, _SCOPE, key)
            if done is not None:
                return done
            model = self._model(tx, draft, examined)
            self._insert(tx, model)
            self._tasks.submit(tx, model, draft.config)
            remember(tx, _SCOPE, key, {"id": model.id})
        self._tasks.kick()
        return model.id

    def preview(self, draft: ImportDraft) -> Preview:
        """What `create` would bring, and everything that speaks against it."""
        examined = self._examine(draft)
        found, checked = examined.found, examined.checked
        return Preview(
            version=examined.version,
            location=found.source.location if found else "",
            files=found.files if found else [],
            config=checked.config,
            engine_id=checked.engine_id,
            notes=[*checked.notes],
            unmet=[*checked.unmet],
            problems=examined.findings.problems,
        )

    def _examine(self, draft: ImportDraft) -> _Examined:
        findings, found, checked, version = Findings(), None, Checked(), draft.version
        with findings.about("model_name"):
            model_name(draft.name)
        with findings.about("description"):
            check_description(draft.description)
        with findings.about("model_version"), self._db.read() as tx:
            version = self._version(tx, draft)
        with findings.about("source_job_id" if draft.job_id else "source_location"):
            found = self._sources.find(draft)
        if found is not None:
            checked = self._checker.check(found, findings, draft.config)
        _check_type(draft, checked, findings)
        return _Examined(version, found, checked, findings)

    def _version(self, tx: Tx, draft: ImportDraft) -> str:
        if not draft.version:
            return version_after(store.last_rank(tx, draft.name))
        self._in_the_way(tx, draft.name, checked_version(draft.version))
        return draft.version

    def _model(self, tx: Tx, draft: ImportDraft, examined: _Examined) -> Model:
        found, config = examined.usable()
        identifier = new_id()
        return Model(
            id=identifier,
            name=draft.name,
            version=self._version(tx, draft),  # another may have been made meanwhile
            description=draft.description,
            state=ModelState.PUBLISHING,
            reason="",
            engine_id=examined.checked.engine_id,
            config=config,
            source=found.source,
            location=snapshot_place(self._bucket, identifier),
            file_count=len(found.files),
            size=sum(file.size for file in found.files),
            copied=0,
            workload_id=new_id(),
            created_at=now_ms(),
            deleted_at=None,
        )

    def _insert(self, tx: Tx, model: Model) -> None:
        failed = self._in_the_way(tx, model.name, model.version)
        if failed is not None:
            store.set_deleted(tx, failed.id, deleted=True)
            emit(tx, TOPIC, failed.urn, "deleted")
        store.insert(tx, model)
        if model.source.job_id is not None:
            link(tx, model.urn, TRAINED_BY, urn(JOB, model.source.job_id))
        emit(tx, TOPIC, model.urn, "created")

    def _in_the_way(self, tx: Tx, name: str, version: str) -> Model | None:
        """The failed import that a version may take the place of. Raises Conflict for others."""
        taken = store.named(tx, name, version)
        if taken is None:
            return None
        if self._tasks.settled(tx, [taken])[0].state is not ModelState.FAILED:
            raise Conflict(f"There is a {taken.called} already: choose another version.")
        return taken


def check_description(text: str) -> None:
    """Raises InvalidInput for one that is too long."""
    if len(text) > MAX_DESCRIPTION:
        raise InvalidInput(
            f"The description has {len(text)} characters: {MAX_DESCRIPTION} is the most."
        )


def _check_type(draft: ImportDraft, checked: Checked, findings: Findings) -> None:
    """The type that the caller names is only believed where the package says the same."""
    said = checked.config.model_type if checked.config is not None else ""
    if draft.model_type and said and draft.model_type.lower() != said.lower():
        findings.add(
            "model_type",
            f"The request says {shown(draft.model_type)}, the package {shown(said)}: leave it out.",
        )
