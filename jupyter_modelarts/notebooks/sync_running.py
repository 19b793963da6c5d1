"""What the workload of a sync does: run it once, or again and again while it watches, and keep a
record of how it stands."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ..compute.schemas import FINAL, State
from ..core.db import Database
from ..core.errors import DomainError, NotFound
from ..core.ids import now_ms, urn
from ..core.store import emit
from ..obs.transfers import Progress, Summary, Sync
from . import sync_store as store
from . import sync_wire as wire
from .sync_schemas import TOPIC, SyncCounts, SyncName, SyncProgress, SyncRecord, SyncResult

LOOK_S = 3.0
LOOK_MOST_S = 60.0
_KEPT_NAMES = 200
_RATE_S = 5.0
_NOTICEABLE = frozenset({"new", "changed", "conflict", "delete", "failed"})


class SyncRun:
    """One sync that is under way in this process."""

    def __init__(self, db: Database, record: SyncRecord, sync: Sync) -> None:
        self._db = db
        self._record = record
        self._sync = sync
        self._rate = Rate()

    def once(self) -> SyncResult:
        """Run it and record how it ended; what is wrong is recorded and raised."""
        with self._recorded():
            summary = self._sync.run(self._report)
        result = wire.result_of(summary)
        problem = summary.problem or _failures(summary)
        state = State.FAILED if problem else State.SUCCEEDED
        self._change(state=state.value, result=result, message=problem, ended_at=now_ms())
        if problem:
            raise NotSynced(problem)
        return result

    def watch(self, sleep: Callable[[float], None] = time.sleep) -> None:
        """Follow both sides until the process is ended. What goes wrong is shown, and tried again
        after a pause that grows."""
        total, troubles = SyncResult(), 0
        while True:
            began = time.monotonic()
            try:
                summary = self._sync.run(self._report_in_watch)
                total, troubles = added(total, wire.result_of(summary), now_ms()), 0
            except DomainError as error:
                troubles += 1
                total = total.model_copy(update={"problem": str(error), "looked_at": now_ms()})
            self._change(result=total, progress=SyncProgress(phase="watching"))
            took = time.monotonic() - began
            sleep(min(LOOK_MOST_S, max(LOOK_S, 5 * took) * 2 ** min(troubles, 5)))

    @contextmanager
    def _recorded(self) -> Iterator[None]:
        try:
            yield
        except DomainError as error:
            result = SyncResult(problem=str(error))
            state = State.FAILED.value
            self._change(state=state, result=result, message=str(error), ended_at=now_ms())
            raise

    def _report(self, progress: Progress) -> None:
        self._change(progress=with_rate(progress, self._rate.of(progress.bytes)))

    def _report_in_watch(self, progress: Progress) -> None:
        """A look that finds nothing to do is not worth telling."""
        if progress.phase == "moving" or progress.phase == "waiting":
            self._report(progress)

    def _change(self, **values: object) -> None:
        dumped = {
            name: value.model_dump(mode="json")
            if isinstance(value, (SyncResult, SyncProgress))
            else value
            for name, value in values.items()
        }
        with self._db.write() as tx:
            store.change(tx, self._record.id, **dumped)
            emit(tx, TOPIC, urn("sync", self._record.id), "updated")


class NotSynced(DomainError):
    """Some of it did not arrive; the record says which."""


class Rate:
    """Bytes a second over the last few seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: list[tuple[float, int]] = []

    def of(self, count: int) -> float:
        """The rate, now that so many have moved."""
        now = self._clock()
        self._seen = [*(one for one in self._seen if now - one[0] < _RATE_S), (now, count)]
        (began, first), took = self._seen[0], now - self._seen[0][0]
        return max(0.0, (count - first) / took) if took > 0 and began < now else 0.0


def with_rate(progress: Progress, rate: float) -> SyncProgress:
    """How far it is, and for how long it still moves at this rate."""
    left = progress.total_bytes - progress.bytes
    seconds = left / rate if rate > 0 and progress.phase == "moving" else None
    return SyncProgress(**vars(progress), rate=rate, seconds_left=seconds)


def begin(db: Database, sync_id: str) -> SyncRecord:
    """Note that it runs. Raises NotFound."""
    with db.write() as tx:
        record = store.get(tx, sync_id)
        if record is None:
            raise NotFound(f"Sync {sync_id} not found.")
        if record.state not in FINAL:
            store.change(tx, sync_id, state=State.RUNNING.value, started_at=now_ms())
            emit(tx, TOPIC, urn("sync", sync_id), "updated")
        return record


def added(total: SyncResult, result: SyncResult, moment: int) -> SyncResult:
    """What all looks have done; what there is to say of a name is what was said last."""
    counts = {
        name: getattr(total.counts, name) + value
        for name, value in result.counts.model_dump().items()
    }
    counts |= {"same": result.counts.same, "skipped": result.counts.skipped}
    names: dict[tuple[str, str], SyncName] = {
        (one.name, one.what): one for one in total.names if one.what in _NOTICEABLE
    }
    for one in result.names:
        names.pop((one.name, one.what), None)
        names[one.name, one.what] = one
    return SyncResult(
        counts=SyncCounts(**counts),
        names=list(names.values())[-_KEPT_NAMES:],
        problem=result.problem,
        looked_at=moment,
    )


def _failures(summary: Summary) -> str:
    if not summary.counts.failed:
        return ""
    first = next(one for one in summary.told if one.what == "failed")
    more = f" and {summary.counts.failed - 1} more" if summary.counts.failed > 1 else ""
    return f"{first.name}{more} could not be synced: {first.reason}. Sync again to go on."
