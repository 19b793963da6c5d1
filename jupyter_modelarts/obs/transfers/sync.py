"""A sync from beginning to end: lock, compare, check the limits, move, say what was done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ..stores import STORES, ObjectStore
from .folder import Folder, check_root
from .journal import Journal, journal_path
from .lanes import Lane, StoreLane
from .locks import locked
from .planning import Plan, Planner, check_limits
from .running import Report, Run
from .shapes import Progress, Summary, SyncSpec

if TYPE_CHECKING:
    from ..stores.s3 import S3Store


class Sync:
    """Syncs one pair of folders. Raises domain errors where nothing can move at all."""

    def __init__(self, spec: SyncSpec, store: ObjectStore, state_dir: Path) -> None:
        self._spec = spec
        self._store = store
        self._state_dir = state_dir
        self._run: Run | None = None

    def preview(self) -> Plan:
        """What a run would do now; no file of the user's changes."""
        from tempfile import TemporaryDirectory  # not at the start of every sync

        check_root(self._spec.root)
        with TemporaryDirectory() as nothing:
            root = self._spec.root if self._spec.root.exists() else Path(nothing)
            with self._opened(root) as (lane, folder, journal):
                return Planner(self._spec, lane, folder, journal).plan()

    def run(self, report: Report = lambda _: None) -> Summary:
        """Compare and move. Waits for another sync of the folder. Raises Stopped."""
        with locked(self._state_dir, self._spec.root, lambda: report(Progress("waiting"))):
            report(Progress("comparing"))
            with self._opened(self._spec.root) as (lane, folder, journal):
                plan = Planner(self._spec, lane, folder, journal).plan()
                check_limits(self._spec, plan)
                self._run = Run(self._spec, plan, lane, folder, journal, report)
                summary = self._run.run()
                self._forget_deleted(folder)
                return summary

    def stop(self) -> bool:
        """End soon; what has arrived stays. Whether anything moves yet."""
        if self._run is None:
            return False
        self._run.stop.set()
        return True

    def _forget_deleted(self, folder: Folder) -> None:
        days = self._spec.keep_deleted_days
        if days is not None:
            folder.forget_deleted(datetime.now(timezone.utc) - timedelta(days=days))

    @contextmanager
    def _opened(self, root: Path) -> Iterator[tuple[Lane, Folder, Journal]]:
        folder = Folder(root)
        try:
            journal = Journal(journal_path(self._state_dir, self._spec))
            try:
                yield lane_of(self._store, self._spec.bucket), folder, journal
            finally:
                journal.close()
        finally:
            folder.close()


def lane_of(store: ObjectStore, bucket: str) -> Lane:
    """The quickest way to a bucket of this store."""
    if STORES.get("s3") != type(store).__module__:
        return StoreLane(store, bucket)
    from .s3_lane import S3Lane

    return S3Lane(cast("S3Store", store), bucket)
