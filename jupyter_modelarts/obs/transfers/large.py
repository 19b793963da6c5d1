"""Large files in parts: each is remembered when it has arrived, and never moves again."""

from __future__ import annotations

import errno
import hashlib
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from ...core.errors import Conflict, NotFound, Unavailable
from ...core.safe.writing import storage_errors
from .folder import Folder
from .journal import Journal, Transfer
from .lanes import CHUNK, MIB, Lane, Proof
from .shapes import Item, Local, Remote

MAX_PARTS = 10_000
_THREADS = 4
_IN_MEMORY = 128 * MIB
_BOOT = Path("/proc/sys/kernel/random/boot_id")
_TRIES = 3
UNSTEADY = "it changes while it is read: sync again when it rests"
ALTERED = (
    "it arrived altered three times: something on the way changes it; check the network and proxies"
)


@dataclass
class LargeDown:
    """Fetches one large object into a staged file."""

    lane: Lane
    folder: Folder
    journal: Journal
    moved: Callable[[int], None]

    def fetch(self, item: Item, token: str) -> None:
        """The staged file is whole and checked when this returns."""
        remote = item.remote
        assert remote is not None
        seen: list[bytes] = []
        while len(seen) < _TRIES:
            proof = self._attempt(item.name, remote, token)
            if proof.holds() is not False:
                return
            seen.append(proof.digest())
            if len(seen) >= min(_TRIES, self.lane.doubts) and len(set(seen)) == 1:
                return  # not all ETags are sums
            self.moved(-remote.size)
            self.journal.abandoned(item.name)
        self.folder.unstage(token)
        raise Unavailable(ALTERED)

    def _attempt(self, name: str, remote: Remote, token: str) -> Proof:
        version = version_of(remote, self.lane.part_bytes)
        transfer = self.journal.transfer(name, version)
        if transfer is not None and token not in self.folder.staged():
            transfer = None
        descriptor = self.folder.stage(token)
        try:
            if transfer is None:
                _reserve(descriptor, remote.size)
                transfer = self.journal.begin(name, version)
            return self._parts(name, remote, descriptor, transfer)
        finally:
            os.close(descriptor)

    def _parts(self, name: str, remote: Remote, descriptor: int, transfer: Transfer) -> Proof:
        parts = list(_ranges(remote.size, self.lane.part_bytes))
        missing = [part for part in parts if part[0] not in transfer.parts]
        here = sum(end - start for number, start, end in parts if number in transfer.parts)
        self.moved(here)
        arrived = _Arrived(transfer.parts)
        follower = _Follower(descriptor, parts, arrived, self.lane.proof(remote))

        def one(part: tuple[int, int, int]) -> None:
            number, start, end = part
            self.lane.read_part(remote, start, end, partial(self._sink, descriptor))
            arrived.add(number)
            self.journal.arrived(name, [(number, "")])

        with follower.running():
            _each(missing, one, _THREADS)
            with storage_errors():
                os.fsync(descriptor)  # now, while the proof still has to be read to its end
        return follower.proof

    def _sink(self, descriptor: int, data: memoryview, at: int) -> None:
        size = len(data)
        with storage_errors():
            while data:
                written = os.pwrite(descriptor, data, at)
                data, at = data[written:], at + written
        self.moved(size)


@dataclass
class LargeUp:
    """Sends one large file in parts that the store keeps until they are put together."""

    lane: Lane
    journal: Journal
    moved: Callable[[int], None]

    def send(self, name: str, key: str, descriptor: int, local: Local) -> Remote:
        """The object as it is then; it is seen when all parts are there."""
        size = part_size(local.size, self.lane.part_bytes)
        version = f"{local.size}:{local.modified}:{size}"
        transfer = self.journal.transfer(name, version)
        if transfer is not None:
            with suppress(NotFound):  # the store may have forgotten it: then from the beginning
                return self._send(name, key, descriptor, local, transfer, size)
        transfer = self.journal.begin(name, version, self.lane.begin_upload(key))
        return self._send(name, key, descriptor, local, transfer, size)

    def _send(
        self, name: str, key: str, descriptor: int, local: Local, transfer: Transfer, size: int
    ) -> Remote:
        parts = list(_ranges(local.size, size))
        missing = [part for part in parts if part[0] not in transfer.parts]
        self.moved(sum(end - start for n, start, end in parts if n in transfer.parts))

        def one(part: tuple[int, int, int]) -> None:
            number, start, end = part
            data = os.pread(descriptor, end - start, start)
            if len(data) != end - start:
                raise Conflict(UNSTEADY)
            etag = self.lane.send_part(key, transfer.upload, number, data)
            transfer.parts[number] = etag
            self.journal.arrived(name, [(number, etag)])
            self.moved(len(data))

        _each(missing, one, max(1, min(_THREADS, _IN_MEMORY // size)))
        made = self.lane.finish_upload(key, transfer.upload, transfer.parts)
        if made.size != local.size:
            raise Unavailable(f"the store has {made.size} bytes of it instead of {local.size}")
        return made


class _Arrived:
    """Which parts are in the file; others can wait for one."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self._numbers = set(numbers)
        self._changed = threading.Condition()
        self._ended = False

    def add(self, number: int) -> None:
        with self._changed:
            self._numbers.add(number)
            self._changed.notify_all()

    def end(self) -> None:
        """No more will come."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def wait(self, number: int) -> bool:
        """Whether it has come, at last."""
        with self._changed:
            self._changed.wait_for(lambda: number in self._numbers or self._ended)
            return number in self._numbers


@dataclass
class _Follower:
    """Reads the file in its order, behind the parts that arrive in any order, for the proof."""

    descriptor: int
    parts: list[tuple[int, int, int]]
    arrived: _Arrived
    proof: Proof

    @contextmanager
    def running(self) -> Iterator[None]:
        thread = threading.Thread(target=self._follow, name="sync-proof", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self.arrived.end()
            thread.join()

    def _follow(self) -> None:
        buffer = memoryview(bytearray(CHUNK))
        for number, start, end in self.parts:
            if not self.arrived.wait(number):
                return
            while start < end:
                count = os.preadv(self.descriptor, [buffer[: min(CHUNK, end - start)]], start)
                if not count:
                    return  # somebody has cut it: no proof then
                self.proof.add(buffer[:count])
                start += count


def token_of(name: str, version: str) -> str:
    """Under what a large file is staged, in this run and the next."""
    return hashlib.sha256(f"{name}\0{version}".encode()).hexdigest()[:32]


def version_of(remote: Remote, part_bytes: int) -> str:
    """What must be the same for the parts that are here to be of use.

    They are not synced one by one: what a process wrote outlives it, but not the system.
    """
    return f"{remote.etag}:{remote.size}:{part_bytes}:{_boot()}"


@cache
def _boot() -> str:
    with suppress(OSError), _BOOT.open("rb") as stream:
        return stream.read().decode().strip()
    return ""


def part_size(size: int, usual: int) -> int:
    """So large that the parts are not too many."""
    return max(usual, -(-size // MAX_PARTS))


def _ranges(size: int, part: int) -> Iterator[tuple[int, int, int]]:
    for number, start in enumerate(range(0, size, part), 1):
        yield number, start, min(size, start + part)


def _reserve(descriptor: int, size: int) -> None:
    """Find out now whether the disk holds it."""
    with storage_errors():
        os.ftruncate(descriptor, 0)
        space = os.fstatvfs(descriptor)
        if space.f_bavail * space.f_frsize < size:
            raise OSError(errno.ENOSPC, "full")
        os.ftruncate(descriptor, size)


def _each(
    parts: list[tuple[int, int, int]], call: Callable[[tuple[int, int, int]], None], threads: int
) -> None:
    """All parts, some at once; the first failure ends it and is raised."""
    with ThreadPoolExecutor(threads, thread_name_prefix="sync-part") as pool:
        running: list[Future[None]] = [pool.submit(call, part) for part in parts]
        wait(running, return_when=FIRST_EXCEPTION)
        for one in running:
            one.cancel()
    for one in running:
        if not one.cancelled():
            one.result()
