"""What a server does once a day: what was deleted or done with long ago goes for good."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import timedelta

from .compose import Platform
from .core.errors import DomainError
from .core.ids import now_ms
from .core.store import forget_answers
from .datasets import DatasetManager
from .datasets.tasks import WORK as IMPORT_AND_PUBLISH
from .engines import EngineManager
from .engines.works import BUILD, DERIVE, INSTALL, MEASURE
from .home import HomeManager
from .home.sample_data import WORK as SAMPLE_DATA
from .models import ModelManager
from .notebooks import SyncManager
from .notebooks.sync_manager import WORK as SYNC
from .obs import FolderTasks, Uploads
from .services import ServiceManager
from .training import TrainingManager

WORKS = (
    BUILD,
    DERIVE,
    INSTALL,
    MEASURE,
    SAMPLE_DATA,
    SYNC,
    *IMPORT_AND_PUBLISH.values(),
)
"""Kinds of workloads that only their outcome matters of; a model's import belongs to the model."""
RETENTION = timedelta(days=30)
ANSWERS_KEPT = timedelta(days=2)
FIRST_S = 60.0
EVERY_S = 24 * 3600.0

log = logging.getLogger(__name__)


def housekeep(platform: Platform, retention: timedelta = RETENTION) -> None:
    """Empty every trash of what has lain there longer than `retention`, and sweep the runs.

    May be interrupted anywhere and called again.
    """
    milliseconds = int(retention.total_seconds() * 1000)
    platform.managers.get(DatasetManager).purge_trash(milliseconds)
    platform.managers.get(TrainingManager).empty_trash(retention)
    platform.managers.get(ServiceManager).empty_trash(retention)
    platform.managers.get(ModelManager).empty_trash(retention)
    platform.managers.get(Uploads).sweep()
    platform.managers.get(FolderTasks).sweep()
    platform.managers.get(SyncManager).forget_ended(now_ms() - milliseconds)
    _empty_buckets_trash(platform, retention)
    while _prune_works(platform, now_ms() - milliseconds):
        pass
    platform.workloads.sweep_runs()
    platform.tokens.forget_expired(milliseconds)
    with platform.db.write() as tx:
        forget_answers(tx, ANSWERS_KEPT)


def _empty_buckets_trash(platform: Platform, retention: timedelta) -> None:
    """A server that does not answer waits for the next day; the rest goes on."""
    for bucket in platform.objects.buckets():
        try:
            platform.objects.empty_trash(bucket.name, retention)
        except DomainError as error:
            log.warning("The trash of the bucket %s stays for now: %s", bucket.name, error)


def _prune_works(platform: Platform, before: int) -> bool:
    """Forget some of the platform's own works that ended long ago; False when none is left."""
    tasks = platform.managers.get(DatasetManager).tasks
    engines, home = platform.managers.get(EngineManager), platform.managers.get(HomeManager)
    with platform.db.write() as tx:
        needed = engines.needed_workloads(tx) | home.needed_workloads(tx)
        needed |= tasks.needed_workloads(tx)
        needed |= platform.managers.get(SyncManager).needed_workloads(tx)
        gone = platform.workloads.prune(tx, WORKS, before, needed)
        tasks.forget_workloads(tx, gone)
    return bool(gone)


class Housekeeper:
    """Calls `housekeep` a minute after the start and then daily, on a thread of its own."""

    def __init__(self, platform: Platform, also: Callable[[], None]) -> None:
        """`also` is the server's own daily work."""
        self._platform = platform
        self._also = also
        self._ended = threading.Event()
        self._thread = threading.Thread(
            target=self._run, name="modelarts-housekeeping", daemon=True
        )

    def start(self) -> None:
        """Begin to wait for the first time."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread; a round that is under way ends first."""
        self._ended.set()
        self._thread.join(timeout=30)

    def _run(self) -> None:
        pause = FIRST_S
        while not self._ended.wait(pause):
            pause = EVERY_S
            try:
                self._also()
                housekeep(self._platform)
            except (DomainError, OSError) as error:  # tomorrow is another day
                log.warning("housekeeping: %s", error)
