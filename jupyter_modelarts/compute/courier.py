"""The platform's side of the courier: moves inputs and outputs of stores with credentials.

Runs in the platform's interpreter as a child of the supervisor, which knows no credentials. What
it may move is what `launch.json` says; see docs/developers/attempt-protocol.md.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from ..core.errors import DomainError, InvalidInput
from ..core.safe.names import shown
from ..core.safe.uris import ObjectUri, parse_uri
from ..obs import Objects, Reached
from .runners.attempt import Input, Launch, Output
from .supervisor.copying import Entry, digest, walk
from .supervisor.files import inside
from .supervisor.outputs import ODD_NAME, Delivered, Ledger

_PARALLEL = 8
_TOLD_S = 0.5
REMOTE = "obs://"

Tell = Callable[[dict[str, Any]], None]


class _Fetch(NamedTuple):
    uri: ObjectUri
    target: Path
    size: int | None


def main(objects: Objects, words: list[str]) -> int:
    """`RUN_DIRECTORY fetch`, or `RUN_DIRECTORY deliver well|ill`."""
    _end_with_our_parent()
    run_dir, what = Path(words[0]), words[1]
    launch = Launch.model_validate_json((run_dir / "launch.json").read_bytes())
    try:
        if what == "fetch":
            fetch(objects, launch, run_dir, _tell)
        else:
            deliver(objects, launch, run_dir, words[2] == "well", _tell)
    except DomainError as error:
        _tell({"fault": str(error)})
    _tell({"end": True})
    return 0


def fetch(objects: Objects, launch: Launch, run_dir: Path, tell: Tell) -> None:
    """Bring every remote input; each file is whole and compared with the store's checksum."""
    wanted = [one for each in launch.inputs for one in _wanted(objects, each, run_dir)]
    meter = _Meter(len(wanted), tell)

    def bring(one: _Fetch) -> None:
        try:
            with meter.watching() as reached:
                info = objects.fetch_file(one.uri, one.target, reached=reached)
        except OSError as error:
            reason = error.strerror or "it cannot be written"
            raise InvalidInput(f"The input {one.uri} cannot be a file here: {reason}.") from None
        if one.size is not None and info.size != one.size:
            raise InvalidInput(
                f"The input {one.uri} has {info.size} bytes instead of {one.size}: it changed "
                "after this was submitted. Submit it again."
            )

    for _ in _parallel(bring, wanted):
        meter.finished()


def _wanted(objects: Objects, each: Input, run_dir: Path) -> Iterator[_Fetch]:
    target = inside(run_dir, each.target)
    source = (each.source.uri if each.source else None) or ""
    if each.kind == "files":
        for uri, name, size in each.files:
            if uri.startswith(REMOTE):
                yield _Fetch(parse_uri(uri), _place(target, name, uri), size)
    elif source and each.kind == "file":
        yield _Fetch(parse_uri(source), target, each.size)
    elif source:
        target.mkdir(parents=True, exist_ok=True)
        folder = parse_uri(source)
        for info in objects.walk(folder):
            name = info.key[len(folder.key) :]
            if name and not name.endswith("/"):  # a folder's own marker holds nothing
                yield _Fetch(info.uri, _place(target, name, str(info.uri)), info.size)


def _place(target: Path, name: str, label: str) -> Path:
    """A key may be no file's name: then it is said, not bent."""
    odd = any(part in ("", ".", "..") for part in name.split("/")) or ODD_NAME.search(name)
    if odd or any(len(part.encode()) > 255 for part in name.split("/")):
        raise InvalidInput(f"The input {shown(label)} cannot be a file here: rename the object.")
    return inside(target, name)


def deliver(objects: Objects, launch: Launch, run_dir: Path, well: bool, tell: Tell) -> None:
    """Send every output that is due; what the ledger has, with the same digest, is there."""
    ledger = Ledger(run_dir / "uploads.jsonl")
    due = [one for one in launch.outputs if one.target.uri and (well or one.when == "always")]
    files = [(one, entry) for one in due for entry in _entries(run_dir, one)]
    meter = _Meter(len(files), tell)

    def send(file: tuple[Output, Entry]) -> dict[str, Any]:
        output, entry = file
        try:
            with meter.watching() as reached:
                return {"delivered": list(_send(objects, ledger, output, entry, reached))}
        except (DomainError, OSError, ValueError) as error:
            reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
            return {"fault": f"The output {entry.name!a} could not be saved: {reason.rstrip('.')}."}

    for told in _parallel(send, files):
        tell(told)
        meter.finished()


def _entries(run_dir: Path, output: Output) -> Iterator[Entry]:
    directory = inside(run_dir, output.directory)
    return walk(directory) if directory.is_dir() else iter(())


def _send(
    objects: Objects, ledger: Ledger, output: Output, entry: Entry, reached: Reached
) -> Delivered:
    if ODD_NAME.search(entry.name):
        raise ValueError("its name holds characters that an object's key cannot have")
    sha256 = digest(entry.path, lambda count: None)
    delivered = Delivered(output.name, entry.name, entry.size, sha256)
    if not ledger.has(delivered):
        uri = parse_uri(output.target.uri or "").join(entry.name)
        made = objects.put_file(uri, entry.path, reached=reached)
        if made.size != entry.size or digest(entry.path, lambda count: None) != sha256:
            raise ValueError("it was changed while it was sent")
    reached(entry.size)
    return delivered


class _Meter:
    """Tells how far it is, twice a second at most. Thread-safe."""

    def __init__(self, total: int, tell: Tell) -> None:
        self._total, self._tell = total, tell
        self._done = self._bytes = 0
        self._told = 0.0
        self._guard = threading.Lock()
        self._say()

    @contextmanager
    def watching(self) -> Iterator[Reached]:
        """For one file: takes how many of its bytes have moved, none of them where it fails."""
        before = 0

        def reached(count: int) -> None:
            nonlocal before
            with self._guard:
                self._bytes += count - before
                before = count
                self._say_now_and_then()

        try:
            yield reached
        except BaseException:
            reached(0)
            raise

    def finished(self) -> None:
        with self._guard:
            self._done += 1
            if self._done == self._total:
                self._say()
            else:
                self._say_now_and_then()

    def _say_now_and_then(self) -> None:
        if time.monotonic() - self._told > _TOLD_S:
            self._say()

    def _say(self) -> None:
        self._told = time.monotonic()
        self._tell({"done": self._done, "total": self._total, "bytes": self._bytes})


def _parallel(act: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
    """Results as they come; the first failure ends it."""
    rest = iter(items)
    with ThreadPoolExecutor(_PARALLEL) as pool:
        waiting: set[Future[Any]] = {pool.submit(act, item) for item in islice(rest, _PARALLEL * 2)}
        while waiting:
            finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            try:
                yield from [future.result() for future in finished]
            except BaseException:
                for future in waiting:
                    future.cancel()
                raise
            waiting |= {pool.submit(act, item) for item in islice(rest, len(finished))}


def _tell(what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def _end_with_our_parent() -> None:
    def watch() -> None:
        while sys.stdin.buffer.read(1):
            pass
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
