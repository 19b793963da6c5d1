"""Carrying out a plan: many small files at once, large ones one after another in parts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timezone

from ...core.errors import DomainError, Forbidden, Unavailable
from .folder import Folder, InTheWay
from .journal import Journal
from .lanes import MIB, Lane
from .large import token_of
from .moving import SMALL_BYTES, Moved, Mover
from .planning import Plan
from .shapes import Action, Base, Direction, Item, Progress, Summary, SyncSpec

Report = Callable[[Progress], None]
SETTLE_S = 0.5
_IN_MEMORY = 64 * MIB
_HOPELESS = 16
_PASSING = ("network", "server")


class Stopped(Exception):
    """Somebody has asked for the end."""


class Run:
    """One run of one plan; the lock of its folder is the caller's."""

    def __init__(
        self,
        spec: SyncSpec,
        plan: Plan,
        lane: Lane,
        folder: Folder,
        journal: Journal,
        report: Report,
    ) -> None:
        self._spec, self._plan = spec, plan
        self._folder, self._journal, self._report = folder, journal, report
        self._threads = lane.threads
        now = datetime.now(timezone.utc)
        self._mover = Mover(spec, lane, folder, journal, now, self._note_bytes)
        self._part_bytes = lane.part_bytes
        self._summary = Summary()
        self._guard = threading.Lock()
        self._settling = threading.Lock()
        self._memory = _Memory(_IN_MEMORY)
        self._done: list[Moved] = []
        self._ended = threading.Event()
        self._files = self._bytes = self._failures = 0
        self._total = sum(item.size for item in plan.items if item.action is not Action.DELETE)
        self.stop = threading.Event()

    def run(self) -> Summary:
        """Move everything that can be moved; what cannot is told. Raises Stopped."""
        self._begin()
        small = _Shared(item for item in self._plan.items if self._is_small(item))
        with self._settler():
            threads = [
                threading.Thread(target=self._work, args=(small,), daemon=True)
                for _ in range(min(self._threads, len(self._plan.items)))
            ]
            for thread in threads:
                thread.start()
            try:
                for item in self._plan.items:
                    if item.action is not Action.DELETE and not self._is_small(item):
                        self._guarded(item)
            except BaseException:
                self.stop.set()
                raise
            finally:
                for thread in threads:
                    thread.join()
        return self._end()

    def _begin(self) -> None:
        plan, summary = self._plan, self._summary
        summary.counts.same = plan.counts.same
        for item in plan.told:
            summary.counts.add(item.action)
            summary.tell(item.name, item.action.value, item.reason)
        if plan.same or plan.gone:
            self._journal.settle(plan.same, plan.gone)
        if self._spec.direction is not Direction.UP:
            for name in plan.folders:
                self._make_folder(name)
        if not plan.items:
            return
        kept = {token_of(name, transfer.version) for name, transfer in self._journal.under_way()}
        for token in self._folder.staged():
            if token not in kept:
                self._folder.unstage(token)

    def _make_folder(self, name: str) -> None:
        try:
            self._folder.make_folder(name)
        except PermissionError as error:
            self._tell(name, Action.SKIPPED.value, f"the system says: {error.strerror}")

    def _end(self) -> Summary:
        if self._plan.counts.delete and not self.stop.is_set() and not self._summary.problem:
            for item in self._plan.items:
                if item.action is Action.DELETE:
                    self._guarded(item)
            self._settle()
        if self.stop.is_set() and not self._summary.problem:
            raise Stopped
        self._tell_progress("done")
        return self._summary

    def _is_small(self, item: Item) -> bool:
        return item.action is not Action.DELETE and item.size <= SMALL_BYTES

    def _work(self, shared: _Shared) -> None:
        try:
            while not self.stop.is_set() and (item := shared.take()) is not None:
                with self._memory.holding(item.size):
                    self._guarded(item)
        except DomainError as error:  # the plan itself cannot be read any more
            self._give_up(str(error))

    def _guarded(self, item: Item) -> None:
        if self.stop.is_set():
            return
        try:
            moved = self._mover.move(item)
        except Stopped:
            self.stop.set()
        except InTheWay as error:
            self._tell(item.name, Action.SKIPPED.value, str(error))
        except DomainError as error:
            self._fail(item, str(error), hopeless=_is_hopeless(error))
        except OSError as error:
            self._fail(item, f"the system says: {error.strerror or type(error).__name__}")
        else:
            self._note(moved)

    def _note(self, moved: Moved) -> None:
        item = moved.item
        with self._guard:
            self._failures = 0
            self._files += item.action is not Action.DELETE
            self._summary.counts.add(item.action, item.size)
            if item.action is Action.DELETE:
                kept = f"kept in {moved.kept}" if moved.kept else "in the trash"
                self._summary.tell(item.name, "delete", f"deleted, and {kept}")
            elif moved.kept:
                self._summary.tell(item.name, "conflict", f"{item.reason}: kept as {moved.kept}")
            self._done.append(moved)

    def _tell(self, name: str, what: str, reason: str) -> None:
        with self._guard:
            if what == Action.SKIPPED.value:
                self._summary.counts.skipped += 1
            self._summary.tell(name, what, reason)

    def _fail(self, item: Item, reason: str, *, hopeless: bool = False) -> None:
        with self._guard:
            self._failures += 1
            self._summary.counts.failed += 1
            self._summary.tell(item.name, "failed", reason)
            if hopeless or self._failures >= _HOPELESS:
                self._summary.problem = self._summary.problem or reason
                self.stop.set()

    def _note_bytes(self, count: int) -> None:
        with self._guard:
            self._bytes += count
        if self.stop.is_set():
            raise Stopped

    # what is done is made durable, then remembered

    @contextmanager
    def _settler(self) -> Iterator[None]:
        thread = threading.Thread(target=self._settle_now_and_then, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._ended.set()
            thread.join()
            self._settle()

    def _settle_now_and_then(self) -> None:
        while not self._ended.wait(SETTLE_S):
            try:
                self._settle()
                self._tell_progress("moving")
            except (DomainError, OSError) as error:
                self._give_up(str(error))

    def _give_up(self, problem: str) -> None:
        with self._guard:
            self._summary.problem = self._summary.problem or problem
        self.stop.set()

    def _settle(self) -> None:
        with self._settling:
            with self._guard:
                done, self._done = self._done, []
            if not done:
                return
            self._folder.settle()
            same: list[tuple[str, Base]] = [
                (moved.item.name, moved.base) for moved in done if moved.base is not None
            ]
            self._journal.settle(same, [one.item.name for one in done if one.base is None])

    def _tell_progress(self, phase: str) -> None:
        with self._guard:
            files, moved = self._files, self._bytes
        moving = len(self._plan.items) - self._plan.counts.delete
        self._report(Progress(phase, files, moving, moved, self._total))


class _Shared:
    """Items that several threads take from."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = iter(items)
        self._guard = threading.Lock()

    def take(self) -> Item | None:
        with self._guard:
            return next(self._items, None)


class _Memory:
    """Bytes of small files that are held at once."""

    def __init__(self, limit: int) -> None:
        self._free = limit
        self._changed = threading.Condition()

    @contextmanager
    def holding(self, size: int) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: self._free >= size)
            self._free -= size
        try:
            yield
        finally:
            with self._changed:
                self._free += size
                self._changed.notify_all()


def _is_hopeless(error: DomainError) -> bool:
    """Whether the next file would fail for the same reason: a full disk, a wrong key."""
    cause = getattr(error, "cause", "")
    if isinstance(error, Unavailable):
        return cause not in _PASSING and not str(error).startswith("it ")
    return isinstance(error, Forbidden) and cause == "credential"
