"""The only place that reads outcomes, applies the restart policy and admits the queue.

Anything may call `Reconciler.run`: the server's tick, a supervisor's last act, the command line.
One pass runs at a time; a caller that finds another at work leaves a mark (the dirty counter) that
the other looks at once more after it has let go, so that no call is lost.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..core.db import Database, Tx
from ..core.errors import DomainError, Unavailable
from ..core.ids import now_ms, urn
from ..core.safe.paths import inside
from ..core.safe.writing import atomic_write
from ..core.store import bump, count, emit
from ..iam import Draft
from . import store
from .access import AttemptAccess
from .attempt import Attempt, Sighting, Verdict, broken_outcome, ended_outcome, lost_outcome
from .gpus import share_out
from .launch import Launcher
from .policy import after
from .queue import Decision, decide
from .runners import Runner, load_runner
from .runners.attempt import write_launch
from .schemas import ACTIVE, Mode, Outcome, Phase, Pool, State, Wanted, Workload

DIRTY = LOCK = "reconcile"
TOPIC = "compute"

NOTHING_SEEN = Sighting([], [])

log = logging.getLogger(__name__)


class Reconciler:
    """Brings records and processes into agreement."""

    def __init__(self, db: Database, launcher: Launcher, runs: Path, access: AttemptAccess) -> None:
        self._db = db
        self._launcher = launcher
        self._runs = runs
        self._access = access

    def run(self) -> None:
        """Make passes until nobody has asked for another one."""
        if self._passes():
            return
        with self._db.write() as tx:
            bump(tx, DIRTY)
        self._passes()  # the holder may have let go just before the mark was made

    def _passes(self) -> bool:
        while True:
            with self._db.exclusive(LOCK) as mine:
                if not mine:
                    return False
                seen = self._dirty()
                self._pass()
            if self._dirty() == seen:
                return True

    def _dirty(self) -> int:
        with self._db.read() as tx:
            return count(tx, DIRTY)

    def _pass(self) -> None:
        with self._db.read() as tx:
            pools = {pool.id: pool for pool in store.list_pools(tx)}
            unfinished = store.unfinished(tx)
        for workload in unfinished:
            if workload.state in ACTIVE:
                self._look_after(workload, load_runner(pools[workload.pool_id].runner))
        self._stop_what_is_not_wanted()
        self._admit(pools)

    # attempts that are under way

    def _look_after(self, workload: Workload, runner: Runner) -> None:
        with self._db.read() as tx:
            run_dirs = store.run_dirs(tx, workload.id, workload.attempt)
        attempt = Attempt(workload, [Path(text) for text in run_dirs], runner)
        sighting = attempt.look()
        if workload.wanted is Wanted.STOPPED and workload.state is not State.STOPPING:
            attempt.stop()
            self._move(workload, State.STOPPING, reason="")
        for task, verdict in enumerate(sighting.verdicts):
            if not self._mend(attempt, task, verdict):
                return
        if Verdict.LOST in sighting.verdicts:
            attempt.sweep()
            self._end(workload, lost_outcome(sighting), sighting)
        elif all(verdict is Verdict.ENDED for verdict in sighting.verdicts):
            self._end(workload, ended_outcome(sighting), sighting)
        elif sighting.broken:
            attempt.stop()  # one rank has failed: the others have nothing to wait for
        else:
            self._note(workload, sighting)

    def _mend(self, attempt: Attempt, task: int, verdict: Verdict) -> bool:
        """Start again what can be; False where that was tried in vain and the attempt is over."""
        if verdict is Verdict.NOT_BEGUN and not attempt.relaunch(task):
            message = "The supervisor did not start; supervisor.log in the run directory says why."
            self._end(attempt.workload, broken_outcome(message))
            return False
        if verdict is Verdict.RESUMABLE and not attempt.resume_outputs(task):
            message = "Its outputs could not be moved to the object store."
            self._end(attempt.workload, broken_outcome(message, Phase.OUTPUTS))
            return False
        return True

    def _note(self, workload: Workload, sighting: Sighting) -> None:
        if workload.state is State.STARTING and sighting.running:
            self._move(workload, State.RUNNING, reason="", started_at=sighting.started_at)
        with self._db.read() as tx:
            known = store.list_ports(tx, workload.id)
        if sighting.ports != known:
            with self._db.write() as tx:
                store.save_ports(tx, workload.id, workload.attempt, sighting.ports)
                announce(tx, workload, "ports")

    def _move(self, workload: Workload, state: State, **values: object) -> None:
        with self._db.write() as tx:
            if store.change(
                tx, workload.id, workload.attempt, [workload.state], state=state, **values
            ):
                store.mark_attempt(tx, workload.id, workload.attempt, state=state)
                announce(tx, workload, state.value)

    def _end(self, workload: Workload, outcome: Outcome, seen: Sighting = NOTHING_SEEN) -> None:
        ended_at = outcome.ended_at or now_ms()
        well_ms = seen.well_ms(ended_at)
        follows = after(workload, outcome, now_ms(), host_gone=seen.host_gone, well_ms=well_ms)
        again = follows.state is State.QUEUED
        with self._db.write() as tx:
            changed = store.change(
                tx,
                workload.id,
                workload.attempt,
                ACTIVE,
                state=follows.state,
                failure_phase=outcome.phase if follows.state is State.FAILED else None,
                reason=outcome.message if follows.state is not State.SUCCEEDED else "",
                outcome=outcome,
                restarts=follows.restarts if again else workload.restarts,
                next_try_at=follows.next_try_at,
                started_at=workload.started_at or seen.started_at,
                ended_at=None if again else ended_at,
            )
            if changed:
                ended = {"state": outcome.state, "ended_at": ended_at}
                store.mark_attempt(tx, workload.id, workload.attempt, **ended)
                store.save_ports(tx, workload.id, workload.attempt, [])
                self._access.end(tx, workload)
                announce(tx, workload, follows.state.value)

    # what should not run any more

    def _stop_what_is_not_wanted(self) -> None:
        with self._db.read() as tx:
            unfinished = store.unfinished(tx)
            parents = store.find_workloads(tx, {w.parent_id for w in unfinished if w.parent_id})
        for workload in unfinished:
            parent = parents.get(workload.parent_id or "")
            if workload.wanted is Wanted.RUNNING and parent is not None and _is_over(parent):
                workload = self._want_stopped(workload)
            if workload.wanted is Wanted.STOPPED and workload.state is State.QUEUED:
                self._move(workload, State.STOPPED, reason="", ended_at=now_ms())

    def _want_stopped(self, workload: Workload) -> Workload:
        with self._db.write() as tx:
            store.want(tx, workload.id, Wanted.STOPPED)
            bump(tx, DIRTY)  # what is running is stopped in the pass after this one
            announce(tx, workload, "stopping")
        return workload.model_copy(update={"wanted": Wanted.STOPPED})

    # the queue

    def _admit(self, pools: dict[str, Pool]) -> None:
        with self._db.read() as tx:
            unfinished = store.unfinished(tx)
            queued = [item for item in unfinished if item.state is State.QUEUED]
            needed = store.find_workloads(tx, {name for w in queued for name in w.spec.waits_for})
            reserved = {name: store.reserved(tx, name) for name in pools}
        serving = [one for one in unfinished if one.mode is Mode.SERVE and one.state in ACTIVE]
        for decision in decide(queued, pools, reserved, needed, now_ms(), serving):
            self._carry_out(decision, pools)

    def _carry_out(self, decision: Decision, pools: dict[str, Pool]) -> None:
        workload = decision.workload
        if decision.fails_in is not None:
            self._refuse(workload, decision.fails_in, decision.reason)
        elif not decision.admit:
            if decision.reason != workload.reason:
                self._move(workload, State.QUEUED, reason=decision.reason)
        else:
            try:
                self._start(workload, pools[workload.pool_id])
            except DomainError as error:
                self._refuse(workload, Phase.INPUTS, str(error))
            except OSError as error:
                log.warning("workload %s could not be started", workload.id, exc_info=True)
                self._refuse(workload, Phase.ENVIRONMENT, f"It could not start: {error.strerror}.")

    def _refuse(self, workload: Workload, phase: Phase, message: str) -> None:
        outcome = broken_outcome(message, phase)
        self._move(
            workload,
            State.FAILED,
            failure_phase=phase,
            reason=message,
            outcome=outcome,
            ended_at=outcome.ended_at,
        )

    def _start(self, workload: Workload, pool: Pool) -> None:
        runner, number = load_runner(pool.runner), workload.attempt + 1
        run_dirs = [
            self._runs / workload.id / str(number) / str(task)
            for task in range(workload.spec.tasks)
        ]
        token = self._access.draft(workload, number)
        gpus = self._gpus(workload, pool)
        held = self._prepare(workload, runner, run_dirs, token, gpus)
        try:
            if not self._claimed(workload, pool, run_dirs, token):
                shutil.rmtree(run_dirs[0].parent)
                return
            if number > 1:
                runner.sweep(workload.id, number - 1)
            for run_dir in run_dirs:
                runner.launch(run_dir, held.pop(0))
        finally:  # a lock that stayed here would look like a task that lives
            for descriptor in held:
                os.close(descriptor)

    def _prepare(
        self,
        workload: Workload,
        runner: Runner,
        run_dirs: Iterable[Path],
        token: Draft | None,
        gpus: Sequence[Sequence[str]] | None,
    ) -> list[int]:
        held: list[int] = []
        try:
            for task, run_dir in enumerate(run_dirs):
                held.append(runner.prepare(run_dir))
                seen = None if gpus is None else gpus[task]
                write_launch(run_dir, self._launcher.launch(workload, task, run_dir, seen))
                if token is not None:
                    self._access.write(run_dir, token)
                for name, text in workload.spec.files.items():
                    target = inside(run_dir, name)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    atomic_write(target, text.encode())
        except BaseException:
            for descriptor in held:
                os.close(descriptor)
            raise
        return held

    def _gpus(self, workload: Workload, pool: Pool) -> list[list[str]] | None:
        """For each task those that it alone has; None on a pool without any, and for the
        platform's own work, which may have to see all to share them out."""
        if not pool.gpus or self._launcher.is_platform(workload.spec):
            return None
        with self._db.read() as tx:
            busy = [
                Path(text)
                for other in store.unfinished(tx)
                if other.state in ACTIVE and other.resources.gpus and other.pool_id == pool.id
                for text in store.run_dirs(tx, other.id, other.attempt)
            ]
        each = 0 if workload.spec.coordinator else workload.resources.gpus
        return share_out(each, workload.spec.tasks, busy)

    def _claimed(
        self, workload: Workload, pool: Pool, run_dirs: Iterable[Path], token: Draft | None
    ) -> bool:
        """Whether it is ours to start; where the database cannot say, a later pass asks again."""
        try:
            return self._claim(workload, pool, run_dirs, token)
        except Unavailable:
            log.warning("workload %s could not be claimed", workload.id, exc_info=True)
            return False

    def _claim(
        self, workload: Workload, pool: Pool, run_dirs: Iterable[Path], token: Draft | None
    ) -> bool:
        with self._db.write() as tx:
            changed = store.claim(tx, workload.id, workload.attempt)
            if changed:
                places = [str(path) for path in run_dirs]
                number = workload.attempt + 1
                store.insert_attempt(tx, workload.id, number, pool.runner, places)
                self._access.keep(tx, token)
                announce(tx, workload, State.STARTING.value)
            return changed


def _is_over(workload: Workload) -> bool:
    return workload.wanted is Wanted.STOPPED or workload.ended_at is not None


def announce(tx: Tx, workload: Workload, change: str) -> None:
    """Tell open pages that a workload changed, under its own name and its owner's."""
    emit(tx, TOPIC, urn("workload", workload.id), change)
    if workload.owner_urn and workload.spec.topic:
        emit(tx, workload.spec.topic, workload.owner_urn, change)
