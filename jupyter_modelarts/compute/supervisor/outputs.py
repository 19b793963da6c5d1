"""Brings a task's outputs to their targets; what is there already is not sent again."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from .copying import Entry, Tick, digest, digest_into, walk
from .courier import send_remote
from .files import inside, sync_directory
from .inputs import Progress
from .launch import Launch, Output

Put = Callable[[Path, int, str], int]
"""`web.put`, handed in because importing it costs what most tasks need not pay."""

_PLACE_TRIES = 3
ODD_NAME = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]|(^|/)%[-=+]")


class Delivered(NamedTuple):
    """One file that is at its target."""

    name: str
    key: str
    size: int
    sha256: str


class Delivery(NamedTuple):
    """What arrived, and what first went wrong, if anything did."""

    outputs: list[Delivered]
    fault: str | None


class Ledger:
    """`uploads.jsonl`: what has been sent to a URL; local targets speak for themselves."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = set(_read_ledger(path))

    def has(self, delivered: Delivered) -> bool:
        """Whether this very content is noted."""
        return delivered in self._known

    def note(self, delivered: Delivered) -> None:
        """Keep it for a next try; a full disk only means that it will be sent again."""
        if delivered in self._known:
            return
        try:
            with self._path.open("a", encoding="ascii") as file:
                file.write(json.dumps(delivered) + "\n")
        except OSError:
            return
        self._known.add(delivered)


def _read_ledger(path: Path) -> list[Delivered]:
    found = []
    if path.exists():
        for line in path.read_bytes().splitlines():
            try:
                found.append(Delivered(*json.loads(line)))
            except (ValueError, TypeError):  # cut short by a crash
                continue
    return found


def deliver(
    launch: Launch, run_dir: Path, well: bool, progress: Progress, put: Put | None
) -> Delivery:
    """Every output that is due; goes on after a failed file so that little is left to resume."""
    carrier = _Carrier(run_dir, progress, put)
    for output in launch.outputs:
        if (well or output.always) and output.target_uri is None:
            carrier.bring(output, inside(run_dir, output.directory))
    if any((well or output.always) and output.target_uri for output in launch.outputs):
        carrier.send_remote(launch, run_dir, well)
    return carrier.finish()


class _Carrier:
    def __init__(self, run_dir: Path, progress: Progress, put: Put | None) -> None:
        self._staging = run_dir / "staging"
        self._ledger = Ledger(run_dir / "uploads.jsonl")
        self._progress = progress
        self._put = put
        self._delivered: list[Delivered] = []
        self._faults: list[str] = []
        self._directories: set[Path] = set()

    def bring(self, output: Output, directory: Path) -> None:
        if not directory.is_dir():
            return
        entries = list(walk(directory))
        self._progress.total += len(entries)
        for entry in entries:
            try:
                self._delivered.append(self._one(output, entry))
            except (OSError, ValueError) as error:
                self._fail(entry, error)
                if isinstance(error, OSError) and error.errno == errno.ENOSPC:
                    return
            self._progress.finished()

    def send_remote(self, launch: Launch, run_dir: Path, well: bool) -> None:
        """What the courier has sent is noted at once: the next try leaves it alone."""

        def arrived(told: list[Any]) -> None:
            delivered = Delivered(*told)
            self._ledger.note(delivered)
            self._delivered.append(delivered)

        sent = send_remote(launch, run_dir, well, self._progress, arrived)
        self._faults += sent.faults

    def finish(self) -> Delivery:
        try:
            for directory in self._directories:
                sync_directory(directory)
        except OSError as error:
            self._faults.append(f"The outputs could not be made durable: {error.strerror}.")
        if not self._faults:
            return Delivery(self._delivered, None)
        others = len(self._faults) - 1
        more = f" {others} more could not be saved either." if others else ""
        return Delivery(self._delivered, self._faults[0] + more)

    def _one(self, output: Output, entry: Entry) -> Delivered:
        if ODD_NAME.search(entry.name):
            raise ValueError("its name holds characters that an object's key cannot have")
        if output.target_directory is None:
            return self._send(output, entry)
        return self._store(output, entry, Path(output.target_directory))

    def _send(self, output: Output, entry: Entry) -> Delivered:
        url = output.urls.get(entry.name)
        if url is None or self._put is None:
            raise ValueError("no address was given for it")
        sha256 = digest(entry.path, self._progress.moved)
        delivered = Delivered(output.name, entry.name, entry.size, sha256)
        if not self._ledger.has(delivered):
            self._put(entry.path, entry.size, url)
            self._ledger.note(delivered)
        return delivered

    def _store(self, output: Output, entry: Entry, root: Path) -> Delivered:
        target = inside(root, entry.name)
        self._directories |= _make_parents(target.parent, root)
        tick = self._progress.moved
        if target.is_file() and target.stat().st_size == entry.size:
            sha256 = digest(entry.path, tick)
            if digest(target, lambda count: None) == sha256:
                return Delivered(output.name, entry.name, entry.size, sha256)
        staging = Path(output.staging) if output.staging else self._staging
        try:
            stored = store(entry.path, target, _temporary(staging), tick)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            stored = store(entry.path, target, _beside(target), tick)
        return Delivered(output.name, entry.name, *stored)

    def _fail(self, entry: Entry, error: OSError | ValueError) -> None:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        self._faults.append(f"The output {entry.name!a} could not be saved: {reason}.")


def _temporary(staging: Path) -> Path:
    """Where nobody takes it for an object, and where it is cleared away after a crash."""
    staging.mkdir(parents=True, exist_ok=True)
    return staging / f"{os.urandom(16).hex()}"


def _beside(target: Path) -> Path:
    """For a target on another file system: a name that the local store takes for nobody's, the
    same at each try, so that a crash leaves one at most."""
    return target.with_name(f"%-{hashlib.sha256(os.fsencode(target.name)).hexdigest()[:16]}.tmp")


def _make_parents(directory: Path, root: Path) -> set[Path]:
    """Make a directory and say which ones must be synced for it to last."""
    chain = [directory, *directory.parents]
    directory.mkdir(parents=True, exist_ok=True)
    return {one for one in chain if one == root or root in one.parents}


def store(source: Path, target: Path, temporary: Path, tick: Tick) -> tuple[int, str]:
    """Copy to a temporary name, sync, rename; returns the size and SHA-256 of what was copied."""
    # Locked while in use: the local store clears away temporaries that nobody holds.
    writing = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
    try:
        fcntl.flock(writing, fcntl.LOCK_EX | fcntl.LOCK_NB)
        sha256 = digest_into(source, writing, tick)
        now = time.time_ns()  # finer than the file system's clock, which makes the store's etag
        os.utime(writing, ns=(now, now))
        os.fsync(writing)
        size = os.fstat(writing).st_size
        _place(temporary, target)
    finally:
        os.close(writing)
        temporary.unlink(missing_ok=True)
    return size, sha256


def _place(temporary: Path, target: Path) -> None:
    """Rename; again when the store has just removed the directory because it was empty."""
    for _ in range(_PLACE_TRIES - 1):
        try:
            temporary.replace(target)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
        else:
            return
    temporary.replace(target)
