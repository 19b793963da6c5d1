"""The metrics of jobs: read from their logs when somebody looks, kept, and thinned out to draw."""

from __future__ import annotations

from collections.abc import Mapping

from ..compute.manager import WorkloadManager
from ..compute.schemas import LogChunk
from ..core.db import Database, Tx
from .readings import Found, find_points, numbered, read_lines
from .rules import Matcher
from .sampling import thinned
from .schemas import Job, JobMetrics, Mode, Reading, Series
from .store import metrics as store

CHUNK_BYTES = 1024 * 1024
MAX_CHUNKS = 16
"""Read in one look: a longer log is read on by the next one."""
MAX_POINTS = 100_000
"""Kept of one job; what comes later is only in the summaries."""


class MetricReader:
    """Brings what is known of a job's metrics up to date with its log."""

    def __init__(self, db: Database, workloads: WorkloadManager) -> None:
        self._db = db
        self._workloads = workloads

    def metrics(self, job: Job, limit: int) -> JobMetrics:
        """All metrics, with at most `limit` points each."""
        reading = self.catch_up(job)
        with self._db.read() as tx:
            summaries = store.get_series(tx, [job.id]).get(job.id, [])
            points = store.get_points(tx, job.id)
        modes = modes_of(job)
        found = [
            one.model_copy(
                update={
                    "mode": modes.get(one.name),
                    "points": thinned(points.get(one.name, []), limit),
                }
            )
            for one in summaries
        ]
        return JobMetrics(
            series=_in_order(found, modes),
            complete=reading.complete,
            truncated=reading.points >= MAX_POINTS,
        )

    def summaries(self, jobs: list[Job]) -> dict[str, list[Series]]:
        """The summaries of several jobs by id, without points."""
        for job in jobs:
            self.catch_up(job)
        with self._db.read() as tx:
            known = store.get_series(tx, [job.id for job in jobs])
        return {job.id: _with_modes(known.get(job.id, []), job) for job in jobs}

    def catch_up(self, job: Job) -> Reading:
        """Read what was written since the last look, 16 MB at most."""
        with self._db.read() as tx:
            reading = store.get_reading(tx, job.id)
        if reading.complete or not job.config.metrics:
            return reading.model_copy(update={"complete": True})
        matcher = Matcher(job.config.metrics)
        for _ in range(MAX_CHUNKS):
            chunk = self._workloads.log(job.workload_id, reading.log_offset, CHUNK_BYTES)
            if chunk.next_offset == reading.log_offset and not chunk.ended:
                break
            reading = self._take(job, matcher, reading, chunk)
            if reading.complete:
                break
        return reading

    def _take(self, job: Job, matcher: Matcher, before: Reading, chunk: LogChunk) -> Reading:
        carry = "" if chunk.dropped else before.carry  # the line's end was not kept
        lines, rest = read_lines(carry, chunk.text, ended=chunk.ended)
        found = find_points(matcher, lines)
        added = sum(len(one.points) for one in found.values())
        after = Reading(
            log_offset=chunk.next_offset,
            carry=rest,
            points=min(before.points + added, MAX_POINTS),
            complete=chunk.ended,
        )
        with self._db.write() as tx:
            if not store.advance(tx, job.id, before, after):
                return store.get_reading(tx, job.id)
            _keep(tx, job.id, found, room=MAX_POINTS - before.points)
        return after


def modes_of(job: Job) -> dict[str, Mode | None]:
    """Which values of each metric are better."""
    return {rule.name: rule.mode for rule in job.config.metrics}


def _with_modes(found: list[Series], job: Job) -> list[Series]:
    modes = modes_of(job)
    named = [one.model_copy(update={"mode": modes.get(one.name)}) for one in found]
    return _in_order(named, modes)


def _in_order(found: list[Series], modes: Mapping[str, Mode | None]) -> list[Series]:
    order = {name: place for place, name in enumerate(modes)}
    return sorted(found, key=lambda one: order.get(one.name, len(order)))


def _keep(tx: Tx, job_id: str, found: Mapping[str, Found], room: int) -> None:
    known = {one.name: one for one in store.get_series(tx, [job_id]).get(job_id, [])}
    for name, one in found.items():
        before = known.get(name)
        count = before.count if before else 0
        new = numbered(one, count)
        store.add_points(tx, job_id, name, count, new[: max(room, 0)])
        room -= len(new)
        store.save_series(tx, job_id, _merged(name, before, [point.value for point in new]))


def _merged(name: str, before: Series | None, values: list[float]) -> Series:
    lows = [*values, *([before.smallest] if before else [])]
    highs = [*values, *([before.largest] if before else [])]
    return Series(
        name=name,
        count=(before.count if before else 0) + len(values),
        last=values[-1],
        smallest=min(lows),
        largest=max(highs),
    )
