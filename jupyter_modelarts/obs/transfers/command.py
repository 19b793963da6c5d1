"""`jupyter modelarts sync`: from a bucket into a folder, or back; runs in this process.

Light on purpose: a sync that finds nothing to do is over in no time, so nothing is loaded for it
that it does not use.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Any

from ...core.errors import Forbidden, InvalidInput
from ...core.safe.uris import ObjectUri, parse_uri
from ..stores import ObjectStore
from .planning import Plan
from .running import Stopped
from .shapes import KEEP_DELETED_DAYS, Counts, Direction, OnConflict, Progress, Summary, SyncSpec
from .sync import Sync

_INTERRUPTED = 130  # as shells have it
_GRACE_S = 1.0
_STOPPED = "Stopped. What had arrived stays, and the next sync goes on from there.\n"
MAX_FILES = 1024
MAX_MB = 500
ARGUMENTS: dict[str, dict[str, Any]] = {
    "source": {"help": "obs://bucket/folder/ or a folder here; a single file of either will do"},
    "target": {"nargs": "?", "help": "the other side (default: the folder that one is in)"},
    "--delete": {
        "action": "store_true",
        "help": "also delete what was deleted in the source since the last sync (it is kept in a "
        "trash; here in .modelarts-sync/deleted of the folder)",
    },
    "--keep-deleted": {
        "type": int,
        "metavar": "DAYS",
        "default": KEEP_DELETED_DAYS,
        "help": "how long that stays in the folder; 0: until you remove it (default: 30)",
    },
    "--both": {"action": "store_true", "help": "follow changes of both sides"},
    "--on-conflict": {
        "choices": [one.value for one in OnConflict],
        "default": OnConflict.COPY.value,
        "help": "where both sides were changed: keep a copy (default), overwrite, or skip",
    },
    "--preview": {"action": "store_true", "help": "say what would be done, and do nothing"},
    "--max-files": {"type": int, "default": MAX_FILES, "help": "0 for no limit"},
    "--max-mb": {
        "type": int,
        "default": MAX_MB,
        "help": "what the target folder may hold in the end; 0 for no limit",
    },
}


def run(
    arguments: argparse.Namespace,
    store_of: Callable[[str], ObjectStore],
    state_dir: Path,
    *,
    as_json: bool,
) -> int:
    """Do it: 0 where all is the same now, 1 where something failed."""
    spec = spec_of(arguments)
    sync = Sync(spec, store_of(spec.bucket), state_dir)
    if arguments.preview:
        return _preview(sync.preview(), as_json=as_json)
    meter = Meter(quiet=as_json or not sys.stderr.isatty())
    try:
        with _ending_on_interrupt(sync):
            summary = sync.run(meter.report)
    except (Stopped, KeyboardInterrupt):
        sys.stderr.write(_STOPPED)
        return _INTERRUPTED
    finally:
        meter.end()
    return _tell(summary, as_json=as_json)


@contextmanager
def _ending_on_interrupt(sync: Sync) -> Iterator[None]:
    """Ctrl+C asks for the end, and does not wait long for it: what a part on its way has sent is
    lost, as when the process is killed, and nothing else."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    last = threading.Timer(_GRACE_S, _leave)
    last.daemon = True

    def ask(_number: int, _frame: object) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        last.start()
        if not sync.stop():
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield
    finally:
        last.cancel()
        signal.signal(signal.SIGINT, before)


def _leave() -> None:
    sys.stderr.write(_STOPPED)
    sys.stderr.flush()
    os._exit(_INTERRUPTED)


def spec_of(arguments: argparse.Namespace) -> SyncSpec:
    """What the words mean. One side must be a URI."""
    source, target = arguments.source, arguments.target or ""
    down = _is_uri(source)
    if down == _is_uri(target) and target:
        raise InvalidInput("Name one folder of a bucket (obs://bucket/folder/) and one of yours.")
    if not down and not target:
        raise InvalidInput("Name the folder of a bucket too: obs://bucket/folder/.")
    uri = parse_uri(source if down else target)
    path = Path(target or ".") if down else Path(source)
    names: tuple[str, ...] = ()
    if down and not uri.is_folder:
        names, uri = (uri.name,), ObjectUri(uri.bucket, uri.key[: -len(uri.name)])
    elif not down:
        names, path = _sent(path)
    uri = uri.folder()
    direction = Direction.DOWN if down else Direction.UP
    return SyncSpec(
        bucket=uri.bucket,
        prefix=uri.key,
        root=path.absolute(),
        direction=Direction.BOTH if arguments.both else direction,
        names=names,
        delete=arguments.delete,
        on_conflict=OnConflict(arguments.on_conflict),
        max_files=arguments.max_files or None,
        max_bytes=arguments.max_mb * 2**20 or None,
        limited=path.absolute(),
        keep_deleted_days=arguments.keep_deleted or None,
    )


def _sent(path: Path) -> tuple[tuple[str, ...], Path]:
    """The folder that is meant, and the file in it where one is named."""
    try:
        if path.is_file():
            return (path.name,), path.parent
        if path.is_dir():
            return (), path
    except PermissionError:
        raise Forbidden(f"The system does not permit looking at {path}.") from None
    raise InvalidInput(f"There is no {path} here.")


class Meter:
    """One line on a terminal that says how far it is."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._written = False

    def report(self, progress: Progress) -> None:
        if self._quiet:
            return
        self._written = True
        of = f"{progress.files} of {progress.total_files} files"
        size = f"{progress.bytes / 2**20:,.1f} of {progress.total_bytes / 2**20:,.1f} MB"
        sys.stderr.write(f"\r\x1b[K{progress.phase}: {of}, {size}")
        sys.stderr.flush()

    def end(self) -> None:
        if self._written:
            sys.stderr.write("\r\x1b[K")


def _preview(plan: Plan, *, as_json: bool) -> int:
    items = chain(plan.items, plan.told)
    if as_json:
        named = [
            {"name": one.name, "what": one.action.value, "reason": one.reason, "size": one.size}
            for one in items
        ]
        _print(json.dumps({"counts": asdict(plan.counts), "names": named}, ensure_ascii=False))
        return 0
    for one in items:
        _print(f"{one.action.value:<9} {one.name}{f': {one.reason}' if one.reason else ''}")
    _print(sentence(plan.counts, would=True))
    return 0


def _tell(summary: Summary, *, as_json: bool) -> int:
    failed = bool(summary.problem or summary.counts.failed)
    if as_json:
        _print(json.dumps(asdict(summary), ensure_ascii=False))
        return 1 if failed else 0
    for one in summary.told:
        _print(f"{one.what:<9} {one.name}: {one.reason}")
    _print(sentence(summary.counts))
    if summary.problem:
        _print(f"It ended early: {summary.problem}")
    return 1 if failed else 0


def sentence(counts: Counts, *, would: bool = False) -> str:
    """The numbers in words."""
    named = ("new", "changed", "conflict", "delete", "same", "skipped", "failed")
    parts = [f"{getattr(counts, name)} {name}" for name in named if getattr(counts, name)]
    moved = "would move" if would else "moved"
    return f"{', '.join(parts) or 'nothing there'}; {counts.bytes / 2**20:,.1f} MB {moved}."


def _is_uri(text: str) -> bool:
    return text.startswith(("obs://", "s3://"))


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")
