"""Making a job: who it is, whether it can run, and the workload that runs it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..compute.manager import WorkloadManager
from ..core.db import Database, Tx
from ..core.errors import Conflict, InvalidInput
from ..core.ids import new_id, now_ms, urn
from ..core.safe.names import job_name, shown
from ..core.store import emit, link, recall_id, remember
from ..datasets.schemas import version_urn
from ..engines.manager import EngineManager
from . import checks
from .arguments import KIND, TOPIC, argv, environment, version_name, workload_spec
from .difference import difference
from .drafts import InvalidJob, JobDraft
from .inputs import Staging
from .resolving import Findings, Resolver
from .schemas import Job, JobConfig, Preview, Problem
from .store import jobs as store
from .views import find_live

TRAINED_ON = "trained-on"
AGAIN_OF = "again-of"
_SCOPE = "training-jobs"


@dataclass(frozen=True)
class Identity:
    """Which version of which job a request makes."""

    name: str
    version: int
    parent: Job | None


class Creator:
    """Turns requests into jobs."""

    def __init__(
        self,
        db: Database,
        workloads: WorkloadManager,
        engines: EngineManager,
        resolver: Resolver,
        staging: Staging,
    ) -> None:
        self._db = db
        self._workloads = workloads
        self._engines = engines
        self._resolver = resolver
        self._staging = staging

    def create(self, draft: JobDraft, user_name: str, key: str | None) -> str:
        """Make the job and queue it; its id. Raises InvalidJob for the first problem."""
        done = self._done_before(key)
        if done is not None:
            return done
        identity, config, problems = self._examine(draft)
        if problems or identity is None or config is None:
            raise InvalidJob(problems[0].field, problems[0].message)
        job = _job(draft, identity, config, user_name)
        try:
            fetched = self._staging.inputs(job.id, config)
            with self._db.write() as tx:
                done = recall_id(tx, _SCOPE, key)
                if done is not None:
                    return done
                self._refuse_moved_on(tx, draft, job)
                engine = self._engines.ensure(tx, config.engine.engine_id, config.packages)
                spec = workload_spec(job, engine.python, engine.waits_for, fetched)
                self._workloads.submit(tx, spec, job.workload_id)
                store.insert_job(tx, job)
                _connect(tx, job)
                remember(tx, _SCOPE, key, {"id": job.id})
        except BaseException:
            self._staging.remove(job.id)
            raise
        self._workloads.kick()
        return job.id

    def preview(self, draft: JobDraft) -> Preview:
        """What `create` would run, and everything that speaks against it. Makes nothing."""
        identity, config, problems = self._examine(draft)
        parent = identity.parent if identity else None
        return Preview(
            version=identity.version if identity else 1,
            command=argv(config, Path("python")) if config else [],
            environments=environment(config) if config else {},
            problems=problems,
            changes=difference(parent.config, config) if parent and config else [],
        )

    def _done_before(self, key: str | None) -> str | None:
        with self._db.read() as tx:
            return recall_id(tx, _SCOPE, key)

    def _examine(self, draft: JobDraft) -> tuple[Identity | None, JobConfig | None, list[Problem]]:
        findings = Findings()
        identity = None
        with findings.about("metadata.description"):
            checks.check_description(draft.description or "")
        with findings.about("metadata.name"), self._db.read() as tx:
            identity = _identify(tx, draft)
        config = self._resolver.resolve(draft, identity.version if identity else 1, findings)
        return identity, config, findings.problems

    def _refuse_moved_on(self, tx: Tx, draft: JobDraft, job: Job) -> None:
        """The version's number is in its output folder, so it is settled before this transaction;
        somebody may have taken it meanwhile."""
        if _identify(tx, draft).version != job.version:
            raise Conflict(
                f"{job.name} {version_name(job.version)} was made by another request meanwhile: "
                "look at it, and run it again if it is not the same."
            )


def _identify(tx: Tx, draft: JobDraft) -> Identity:
    """Raises NotFound or InvalidInput."""
    if draft.pre_version_id:
        parent = find_live(tx, draft.pre_version_id)
        if draft.name not in ("", parent.name):
            raise InvalidInput(f"A new version keeps its job's name, {parent.name}.")
        return Identity(parent.name, store.last_version(tx, parent.name) + 1, parent)
    name = job_name(draft.name)
    number = store.last_version(tx, name) + 1
    if store.count_versions(tx, [name]):
        raise InvalidInput(
            f"There is a job {shown(name)}: run it again to make {version_name(number)}, or choose "
            "another name."
        )
    return Identity(name, number, None)


def _job(draft: JobDraft, identity: Identity, config: JobConfig, user_name: str) -> Job:
    return Job(
        id=new_id(),
        name=identity.name,
        version=identity.version,
        parent_id=identity.parent.id if identity.parent else None,
        description=draft.description or "",
        user_name=user_name,
        config=config,
        workload_id=new_id(),
        created_at=now_ms(),
        deleted_at=None,
    )


def _connect(tx: Tx, job: Job) -> None:
    own = urn(KIND, job.id)
    for item in job.config.inputs:
        if item.dataset is not None:
            link(tx, own, TRAINED_ON, version_urn(item.dataset.version_id))
    if job.parent_id is not None:
        link(tx, own, AGAIN_OF, urn(KIND, job.parent_id))
    emit(tx, TOPIC, own, "created")
