"""What other slices may do with workloads."""

from __future__ import annotations

import builtins
import codecs
import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from ..core.db import Database, Tx
from ..core.errors import Conflict, InvalidInput, NotFound
from ..core.ids import new_id, now_ms
from ..core.schemas import Page, PageQuery
from . import store
from .access import AttemptAccess
from .launch import Launcher
from .machine import local_flavors, local_pool
from .queue import too_large
from .reconcile import Reconciler, announce
from .runlog import Chunk, RunLog
from .runners import load_runner
from .runstate import read_progress, read_usage
from .schemas import (
    ACTIVE,
    FINAL,
    Flavor,
    LogChunk,
    Mode,
    Pool,
    PoolListBody,
    PortState,
    Progress,
    State,
    UsageSample,
    Wanted,
    Workload,
    WorkloadFilter,
    WorkloadSpec,
)
from .uploads import Uploads

OUTCOME = "outcome.json"


class WorkloadManager:
    """Submits, looks at, stops and deletes workloads. Thread-safe."""

    def __init__(self, db: Database, launcher: Launcher, runs: Path, access: AttemptAccess) -> None:
        self._db = db
        self._launcher = launcher
        self._runs = runs
        self._reconciler = Reconciler(db, launcher, runs, access)
        self._uploads = Uploads(db)
        self.kick: Callable[[], None] = self.reconcile
        """Ask for a pass soon, after a commit. The server puts its ticker's here."""
        self.followers: builtins.list[Callable[[], bool]] = []
        """Called after each pass; one that has changed what is wanted answers True and gets another
        pass. The composition root puts higher slices' here."""

    def prepare(self) -> None:
        """Bring the local pool's size up to date with this machine."""
        pool = local_pool()
        flavors = local_flavors(pool)
        with self._db.read() as tx:
            known = {one.id for one in store.list_flavors(tx)}
            same = pool in store.list_pools(tx) and known.issuperset(one.id for one in flavors)
        if not same:
            with self._db.write() as tx:
                store.save_pool(tx, pool, flavors)

    def reconcile(self) -> None:
        """Make records and processes agree, now."""
        self._reconciler.run()
        if any([follow() for follow in self.followers]):
            self._reconciler.run()

    def platform_argv(self, work: str, *args: str) -> Sequence[str]:
        """The platform's own interpreter doing one of its long works."""
        return self._launcher.platform_argv("work", work, *args)

    def platform_env(self) -> dict[str, str]:
        """The environment that `platform_argv` needs."""
        return self._launcher.platform_env()

    # changes

    def submit(self, tx: Tx, spec: WorkloadSpec, workload_id: str | None = None) -> Workload:
        """Queue a workload in the caller's transaction; call `kick` after the commit.

        Raises InvalidInput where the pool can never hold it, NotFound for an unknown pool.
        """
        pool = self._pool(tx, spec.pool_id)
        size = spec.resources
        reason = "" if spec.coordinator else too_large(size, pool)
        if reason:
            raise InvalidInput(reason)
        if spec.mode is Mode.SERVE and not spec.ports:
            raise InvalidInput(f"{spec.name} serves but names no port.")
        now = now_ms()
        workload = Workload(
            id=workload_id or new_id(),
            kind=spec.kind,
            name=spec.name,
            mode=spec.mode,
            owner_urn=spec.owner_urn,
            parent_id=spec.parent_id,
            pool_id=spec.pool_id,
            state=State.QUEUED,
            wanted=Wanted.RUNNING,
            failure_phase=None,
            reason="",
            spec=spec,
            resources=size,
            attempt=0,
            restarts=0,
            next_try_at=0,
            outcome=None,
            created_at=now,
            started_at=None,
            ended_at=None,
            updated_at=now,
        )
        store.insert_workload(tx, workload)
        announce(tx, workload, "created")
        return workload

    def stop(self, workload_id: str) -> Workload:
        """Ask a workload to stop, its children with it. Stopping twice is no error."""
        with self._db.write() as tx:
            workload = _get(tx, workload_id)
            if store.want(tx, workload_id, Wanted.STOPPED):
                announce(tx, workload, "stopping")
        self.kick()
        return self.get(workload_id)

    def start(self, workload_id: str) -> Workload:
        """Queue a serving workload again. Raises Conflict where it still runs."""
        with self._db.write() as tx:
            workload = _get(tx, workload_id)
            if workload.mode is not Mode.SERVE:
                raise Conflict(f"{workload.name} has run; run it again as a new one.")
            if not store.requeue(tx, workload_id):
                raise Conflict(f"{workload.name} is {workload.state.value}; stop it first.")
            announce(tx, workload, "queued")
        self.kick()
        return self.get(workload_id)

    def resume_outputs(self, workload_id: str) -> Workload:
        """Send the outputs of a `failed (outputs)` again: the same attempt goes on, its command
        is not run. Raises Conflict where there is nothing to send, or it is under way.
        """
        self._uploads.resume(workload_id)
        self.kick()
        return self.get(workload_id)

    def can_resume_outputs(self, workload: Workload) -> bool:
        """Whether `resume_outputs` has something to send; looks at files."""
        return self._uploads.can_resume(workload)

    def delete(self, tx: Tx, workload_id: str) -> None:
        """Forget a final workload and its children; `sweep_runs` removes what it left on disk.

        Raises Conflict where it is not final.
        """
        workload = _get(tx, workload_id)
        if workload.state not in FINAL:
            raise Conflict(f"{workload.name} is {workload.state.value}; stop it first.")
        for child in store.children_of(tx, workload_id):
            self.delete(tx, child.id)
        store.delete_workload(tx, workload_id)
        announce(tx, workload, "deleted")

    def prune(
        self, tx: Tx, kinds: Iterable[str], before: int, needed: Iterable[str], limit: int = 100
    ) -> builtins.list[str]:
        """Forget workloads of these kinds that ended before a time, with their children; at most
        `limit` of them, whose ids are returned.

        Those in `needed` stay, and those that others wait for or belong to.
        """
        unfinished = store.unfinished(tx)
        kept = {*needed, *(name for one in unfinished for name in one.spec.waits_for)}
        kept |= {one.parent_id for one in unfinished if one.parent_id}
        gone = store.long_ended(tx, kinds, before, kept, limit)
        for workload_id in gone:
            self.delete(tx, workload_id)
        return gone

    def sweep_runs(self) -> int:
        """Remove run directories whose workload is gone; returns how many."""
        present = list(self._runs.glob("*"))  # before the look at the records: a run made after
        with self._db.read() as tx:  # it is not among them
            known = store.known_ids(tx)
        gone = [path for path in present if path.name not in known]
        for path in gone:
            shutil.rmtree(path)
        return len(gone)

    # looks

    def get(self, workload_id: str) -> Workload:
        """One workload. Raises NotFound."""
        with self._db.read() as tx:
            return _get(tx, workload_id)

    def find(self, tx: Tx, ids: Iterable[str]) -> dict[str, Workload]:
        """Those of `ids` that exist, by id."""
        return store.find_workloads(tx, ids)

    def list(self, wanted: WorkloadFilter, page: PageQuery) -> Page[Workload]:
        """Workloads, newest first."""
        with self._db.read() as tx:
            found = store.list_workloads(tx, wanted, page.limit + 1, page.marker)
            total = store.count_workloads(tx, wanted)
        more = found[page.limit - 1].id if len(found) > page.limit else None
        return Page[Workload](items=found[: page.limit], total=total, next_marker=more)

    def details(self, workload_id: str) -> tuple[Workload, Progress | None, Sequence[PortState]]:
        """A workload with what it is at and its ports. Raises NotFound."""
        return self.get(workload_id), self.progress(workload_id), self.ports(workload_id)

    def pool_overview(self) -> PoolListBody:
        """Pools, flavors, and whether local workloads outlive the server."""
        outlives, note = load_runner("local").survives_server()
        return PoolListBody(
            pools=self.pools(),
            flavors=self.flavors(),
            survives_server=outlives,
            survival_note=note,
        )

    def unfinished(self) -> Sequence[Workload]:
        """Everything that is queued or under way, oldest first."""
        with self._db.read() as tx:
            return store.unfinished(tx)

    def next_try_in_s(self) -> float | None:
        """How long until the first of those that have failed is tried again; None without any."""
        now = now_ms()
        queued = [one for one in self.unfinished() if one.state is State.QUEUED]
        due = [one.next_try_at for one in queued if one.next_try_at > now]
        return (min(due) - now) / 1000 if due else None

    def endings(self, workloads: Iterable[Workload]) -> Sequence[Path]:
        """The files by whose appearing one sees that a running one of `workloads` has ended."""
        return [
            self._runs / workload.id / str(workload.attempt) / str(task) / OUTCOME
            for workload in workloads
            if workload.state in ACTIVE
            for task in range(workload.spec.tasks)
        ]

    def pools(self) -> Sequence[Pool]:
        """All pools."""
        with self._db.read() as tx:
            return store.list_pools(tx)

    def flavors(self) -> Sequence[Flavor]:
        """All flavors, small ones first."""
        with self._db.read() as tx:
            return store.list_flavors(tx)

    def flavor(self, flavor_id: str) -> Flavor:
        """One flavor. Raises NotFound."""
        for flavor in self.flavors():
            if flavor.id == flavor_id:
                return flavor
        raise NotFound(f"Flavor {flavor_id} not found.")

    def ports(self, workload_id: str) -> Sequence[PortState]:
        """The ports of the current attempt."""
        with self._db.read() as tx:
            return store.list_ports(tx, workload_id)

    def run_dir(self, workload_id: str, task: int = 0) -> Path | None:
        """The run directory of the newest attempt; None before the first."""
        workload = self.get(workload_id)
        path = self._runs / workload.id / str(workload.attempt) / str(task)
        return path if path.is_dir() else None

    def progress(self, workload_id: str) -> Progress | None:
        """What the running attempt is at."""
        run_dir = self.run_dir(workload_id)
        return None if run_dir is None else read_progress(run_dir)

    def usage(self, workload_id: str, task: int = 0) -> Sequence[UsageSample]:
        """CPU and memory of the newest attempt over time."""
        run_dir = self.run_dir(workload_id, task)
        return [] if run_dir is None else read_usage(run_dir)

    def log(self, workload_id: str, offset: int, limit: int, task: int = 0) -> LogChunk:
        """Log text from byte `offset`, at most `limit` bytes. Raises NotFound."""
        ended = self.get(workload_id).state in FINAL
        run_dir = self.run_dir(workload_id, task)
        if run_dir is None:
            return _chunk(Chunk(0, b"", 0, 0), 0, ended=ended)
        log = RunLog(run_dir)
        return _chunk(log.read(offset, limit), log.size, ended=ended)

    def log_tail(self, workload_id: str, lines: int, task: int = 0) -> LogChunk:
        """The last lines of the log."""
        ended = self.get(workload_id).state in FINAL
        run_dir = self.run_dir(workload_id, task)
        if run_dir is None:
            return _chunk(Chunk(0, b"", 0, 0), 0, ended=ended)
        log = RunLog(run_dir)
        return _chunk(log.tail(lines), log.size, ended=ended)

    def wait(self, workload_id: str, timeout_s: float) -> Workload:
        """Reconcile until the workload is final, or until the time is over; returns it."""
        deadline = time.monotonic() + timeout_s
        while True:
            self.reconcile()
            workload = self.get(workload_id)
            if workload.state in FINAL or time.monotonic() > deadline:
                return workload
            time.sleep(0.1)

    def _pool(self, tx: Tx, pool_id: str) -> Pool:
        for pool in store.list_pools(tx):
            if pool.id == pool_id:
                return pool
        raise NotFound(f"Pool {pool_id} not found.")


def _get(tx: Tx, workload_id: str) -> Workload:
    workload = store.get_workload(tx, workload_id)
    if workload is None:
        raise NotFound(f"Workload {workload_id} not found.")
    return workload


def _chunk(part: Chunk, size: int, *, ended: bool) -> LogChunk:
    """Whole characters only: a part of one at the end comes with the next chunk."""
    last = part.next_offset >= size
    text, used = codecs.utf_8_decode(part.data, "replace", ended and last)
    if not used and not last:  # half a character before a gap: its other half was dropped
        text, used = codecs.utf_8_decode(part.data, "replace", True)
    return LogChunk(
        offset=part.offset,
        next_offset=part.next_offset - len(part.data) + used,
        size=size,
        text=text,
        dropped=part.dropped_bytes,
        ended=ended and last,
    )
