"""Outputs that could not be saved are sent again, when somebody asks for it."""

from __future__ import annotations

from pathlib import Path

from ..core.db import Database, Tx
from ..core.errors import Conflict, NotFound
from . import store
from .attempt import Attempt, close
from .reconcile import announce
from .runners import load_runner
from .schemas import Phase, State, Wanted, Workload


class Uploads:
    """Lets the attempt of a `failed (outputs)` go on with its outputs, and only with them."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def can_resume(self, workload: Workload) -> bool:
        """Whether there is something to send; looks at files."""
        if not _failed_to_upload(workload):
            return False
        with self._db.read() as tx:
            attempt = _attempt(tx, workload)
        return attempt.uploads_again

    def resume(self, workload_id: str) -> None:
        """Begin. Raises Conflict where there is nothing to send, or it is under way."""
        held: dict[int, int] = {}
        try:
            with self._db.write() as tx:
                attempt = _reopen(tx, workload_id)
                held = attempt.reopen()  # locked before the change commits, as for a new attempt
            attempt.upload_again(held)
        finally:
            close(held)


def _reopen(tx: Tx, workload_id: str) -> Attempt:
    workload = store.get_workload(tx, workload_id)
    if workload is None:
        raise NotFound(f"Workload {workload_id} not found.")
    if not _failed_to_upload(workload):
        raise Conflict(f"{workload.name} is not one whose outputs could not be saved.")
    attempt = _attempt(tx, workload)
    if not attempt.uploads_again:
        raise Conflict(f"What {workload.name} wrote is not there any more: run it again.")
    running: dict[str, object] = {"state": State.RUNNING, "ended_at": None}
    cleared = {"failure_phase": None, "reason": "", "outcome": None, "wanted": Wanted.RUNNING}
    if store.change(tx, workload.id, workload.attempt, [State.FAILED], **running, **cleared):
        store.mark_attempt(tx, workload.id, workload.attempt, **running)
        announce(tx, workload, State.RUNNING.value)
    return attempt


def _attempt(tx: Tx, workload: Workload) -> Attempt:
    runner = next(pool.runner for pool in store.list_pools(tx) if pool.id == workload.pool_id)
    run_dirs = store.run_dirs(tx, workload.id, workload.attempt)
    return Attempt(workload, [Path(text) for text in run_dirs], load_runner(runner))


def _failed_to_upload(workload: Workload) -> bool:
    return workload.state is State.FAILED and workload.failure_phase is Phase.OUTPUTS
