"""Sync OBS: previews, submits, stops, and says how syncs stand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..compute.manager import WorkloadManager
from ..compute.schemas import FINAL, Resources, Restart, State, Workload, WorkloadSpec
from ..compute.standing import standing_of
from ..core.db import Database, Tx
from ..core.errors import Conflict, Forbidden, InvalidInput, NotFound, TooLarge
from ..core.ids import new_id, now_ms, urn
from ..core.safe.names import shown
from ..core.safe.paths import inside
from ..core.safe.uris import parse_uri
from ..core.schemas import Page, PageQuery
from ..core.store import emit, recall_id, remember
from ..obs import ObjectStore
from ..obs.manager import Objects
from ..obs.transfers import (
    Direction,
    Plan,
    Sync,
    SyncSpec,
    check_limits,
    check_root,
    is_folder,
)
from . import sync_store as store
from .sync_running import SyncRun, begin
from .sync_schemas import TOPIC, SyncProgress, SyncRecord, SyncRequest, SyncResult

WORK = "sync"
_SCOPE = "sync"
_SIZE = Resources(cpu=0, memory_mb=512)  # it waits for the network: no job need wait for it
_RESTARTS = 3
_STOPPED = "It was stopped. What had arrived stays, and the next sync goes on from there."
_TITLES = {
    Direction.DOWN: "Sync from OBS",
    Direction.UP: "Sync to OBS",
    Direction.BOTH: "Sync with OBS",
}


class SyncManager:
    """Syncs between buckets and the work directory. Thread-safe."""

    def __init__(
        self,
        db: Database,
        objects: Objects,
        workloads: WorkloadManager,
        state_dir: Path,
        work_dir: Path | None,
    ) -> None:
        self._db = db
        self._objects = objects
        self._workloads = workloads
        self.state_dir = state_dir
        self._work_dir = None if work_dir is None else work_dir.resolve()

    def preview(self, request: SyncRequest) -> tuple[Plan, str]:
        """What it would do now, and which limit is in the way. Slow: both sides are listed."""
        spec = self.spec(request)
        plan = self.sync(spec).preview()
        try:
            check_limits(spec, plan)
        except TooLarge as error:
            return plan, str(error)
        return plan, ""

    def start(self, request: SyncRequest, key: str | None = None) -> SyncRecord:
        """Submit it; the same key does so once."""
        spec = self.spec(request)
        self._objects.list(parse_uri(request.uri).folder(), limit=1)  # a wrong bucket is said now
        with self._db.write() as tx:
            known = recall_id(tx, _SCOPE, key)
            if known is None:
                record = self._submit(tx, request, spec.root)
                remember(tx, _SCOPE, key, {"id": record.id})
                known = record.id
        self._workloads.kick()
        return self.get(known)

    def get(self, sync_id: str) -> SyncRecord:
        """Raises NotFound."""
        with self._db.read() as tx:
            record = store.get(tx, sync_id)
            if record is None:
                raise NotFound(f"Sync {sync_id} not found.")
            return self._settled(tx, [record])[0]

    def page(self, wanted: PageQuery, *, active: bool = False) -> Page[SyncRecord]:
        """Newest first."""
        with self._db.read() as tx:
            found = store.page(tx, wanted.limit + 1, wanted.marker, active=active)
            total = store.count(tx, active=active)
            items = self._settled(tx, found[: wanted.limit])
        more = items[-1].id if len(found) > wanted.limit else None
        return Page[SyncRecord](items=items, total=total, next_marker=more)

    def stop(self, sync_id: str) -> SyncRecord:
        """End it; what has arrived stays. Raises Conflict where it has ended."""
        record = self.get(sync_id)
        if record.state in FINAL:
            raise Conflict("This sync has ended already.")
        self._workloads.stop(record.workload_id)
        return self.get(sync_id)

    def forget(self, sync_id: str) -> None:
        """Take it off the list. Raises Conflict while it runs."""
        if self.get(sync_id).state not in FINAL:
            raise Conflict("This sync is under way: stop it first.")
        with self._db.write() as tx:
            store.forget(tx, [sync_id])
            emit(tx, TOPIC, urn("sync", sync_id), "deleted")

    def run(self, sync_id: str) -> None:
        """What the workload does."""
        record = begin(self._db, sync_id)
        if record.state in FINAL:
            return
        spec = self._spec(record.request, Path(record.root))
        run = SyncRun(self._db, record, self.sync(spec))
        if record.request.watch:
            run.watch()
        else:
            run.once()

    def sync(self, spec: SyncSpec) -> Sync:
        """The engine for a pair of folders."""
        return Sync(spec, self.store_of(spec.bucket), self.state_dir)

    def store_of(self, bucket: str) -> ObjectStore:
        """The store that a bucket is in."""
        return self._objects.store_of(bucket)

    def spec(self, request: SyncRequest) -> SyncSpec:
        """What a request means here. Raises InvalidInput where it leads out of the work
        directory, Conflict or Forbidden where its folder can be none."""
        return self._spec(request, self._root(request.folder))

    def needed_workloads(self, tx: Tx) -> set[str]:
        """Those that alone say how their sync ended."""
        return {record.workload_id for record in store.unfinished(tx)}

    def forget_ended(self, before: int) -> None:
        """Forget syncs that ended before a time; what they brought stays."""
        with self._db.write() as tx:
            store.forget_ended(tx, before)

    def _spec(self, request: SyncRequest, root: Path) -> SyncSpec:
        uri = parse_uri(request.uri).folder()
        return SyncSpec(
            bucket=uri.bucket,
            prefix=uri.key,
            root=root,
            direction=Direction.BOTH if request.watch else request.direction,
            names=tuple(_with_slash(root, name) for name in request.names),
            delete=request.delete,
            on_conflict=request.on_conflict,
            max_files=request.max_files,
            max_bytes=request.max_bytes,
            limited=self._work_dir or root,
            keep_deleted_days=request.keep_deleted_days,
        )

    def _root(self, folder: str) -> Path:
        if self._work_dir is None:
            raise InvalidInput("This server has no work directory to sync.")
        if folder == str(self._work_dir):
            return self._work_dir
        if folder.startswith("/") and not folder.startswith(f"{self._work_dir}/"):
            raise InvalidInput(
                f"{shown(folder)} is outside of the work directory: name a folder in it."
            )
        relative = folder.removeprefix(f"{self._work_dir}/").rstrip("/")
        try:
            root = inside(self._work_dir, relative) if relative else self._work_dir
        except PermissionError:
            raise Forbidden(f"The system does not permit using {shown(folder)}.") from None
        check_root(root)
        return root

    def _submit(self, tx: Tx, request: SyncRequest, root: Path) -> SyncRecord:
        sync_id = new_id()
        what = "Watch" if request.watch else _TITLES[request.direction]
        spec = WorkloadSpec(
            kind=WORK,
            name=f"{what} {request.uri}",
            argv=self._workloads.platform_argv(WORK, sync_id),
            env=self._workloads.platform_env(),
            owner_urn=urn("sync", sync_id),
            topic=TOPIC,
            resources=_SIZE,
            resumable=True,
            restart=Restart(max_restarts=_RESTARTS),
            grace_s=1.0,
        )
        workload = self._workloads.submit(tx, spec)
        record = _new_record(sync_id, request, root, workload.id)
        store.insert(tx, record)
        emit(tx, TOPIC, urn("sync", sync_id), "created")
        return record

    def _settled(self, tx: Tx, records: Sequence[SyncRecord]) -> list[SyncRecord]:
        """The syncs, where one has not recorded its end as its workload stands."""
        open_ = [one.workload_id for one in records if one.state not in FINAL]
        workloads = self._workloads.find(tx, open_)
        return [_settled(one, workloads.get(one.workload_id)) for one in records]


def _with_slash(root: Path, name: str) -> str:
    """A folder of this machine may be named without its slash."""
    if name.endswith("/") or not is_folder(root / name) or (root / name).is_symlink():
        return name
    return f"{name}/"


def _new_record(sync_id: str, request: SyncRequest, root: Path, workload_id: str) -> SyncRecord:
    now = now_ms()
    return SyncRecord(
        id=sync_id,
        request=request,
        root=str(root),
        state=State.QUEUED,
        workload_id=workload_id,
        progress=SyncProgress(),
        result=SyncResult(),
        message="",
        created_at=now,
        started_at=None,
        ended_at=None,
        updated_at=now,
    )


def _settled(record: SyncRecord, workload: Workload | None) -> SyncRecord:
    if record.state in FINAL:
        return record
    return record.model_copy(update=vars(standing_of(workload, _STOPPED)))
