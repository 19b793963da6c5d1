"""`jupyter modelarts sync`: from a bucket into a folder, or back; runs in this process."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..core.commands import Context, Work, add_command
from ..core.errors import InvalidInput
from ..core.managers import Managers
from ..core.safe.uris import ObjectUri, parse_uri
from ..obs.transfers import Counts, Direction, OnConflict, Plan, Progress, Summary, SyncSpec
from . import sync_wire as wire
from .sync_manager import WORK, SyncManager
from .sync_schemas import MAX_BYTES, MAX_FILES

ARGUMENTS: dict[str, dict[str, Any]] = {
    "source": {"help": "obs://bucket/folder/ or a folder here; a single file of either will do"},
    "target": {"nargs": "?", "help": "the other side (default: the folder that one is in)"},
    "--delete": {
        "action": "store_true",
        "help": "also delete what was deleted in the source since the last sync (it is kept in a "
        "trash)",
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
        "default": MAX_BYTES // 2**20,
        "help": "what the target folder may hold in the end; 0 for no limit",
    },
}


def add_commands(commands: Any) -> None:
    """Add this noun's command."""
    add_command(
        commands, "sync", _sync, help="sync a folder with a folder of a bucket", arguments=ARGUMENTS
    )


def _sync(context: Context, arguments: argparse.Namespace) -> int:
    spec = spec_of(arguments)
    sync = context.manager(SyncManager).sync(spec)
    if arguments.preview:
        return _preview(context, sync.preview())
    show = Meter(quiet=context.as_json or not sys.stderr.isatty())
    try:
        summary = sync.run(show.report)
    except KeyboardInterrupt:
        sync.stop()
        raise
    finally:
        show.end()
    return _tell(context, summary)


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
    elif not down and path.is_file():
        names, path = (path.name,), path.parent
    elif not down and not path.is_dir():
        raise InvalidInput(f"There is no {path} here.")
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
    )


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


def _preview(context: Context, plan: Plan) -> int:
    body = wire.plan_body(plan, "")
    if context.as_json:
        context.show(body)
        return 0
    for one in body.names:
        context.say(f"{one.what:<9} {one.name}{f': {one.reason}' if one.reason else ''}")
    context.say(sentence(plan.counts, would=True))
    return 0


def _tell(context: Context, summary: Summary) -> int:
    failed = bool(summary.problem or summary.counts.failed)
    if context.as_json:
        context.show(wire.result_of(summary))
        return 1 if failed else 0
    for one in summary.told:
        context.say(f"{one.what:<9} {one.name}: {one.reason}")
    context.say(sentence(summary.counts))
    if summary.problem:
        context.say(f"It ended early: {summary.problem}")
    return 1 if failed else 0


def sentence(counts: Counts, *, would: bool = False) -> str:
    """The numbers in words."""
    named = ("new", "changed", "conflict", "delete", "same", "skipped", "failed")
    parts = [f"{getattr(counts, name)} {name}" for name in named if getattr(counts, name)]
    moved = "would move" if would else "moved"
    return f"{', '.join(parts) or 'nothing there'}; {counts.bytes / 2**20:,.1f} MB {moved}."


def _is_uri(text: str) -> bool:
    return text.startswith(("obs://", "s3://"))


def _work(managers: Managers, arguments: Sequence[str]) -> None:
    managers.get(SyncManager).run(*arguments)


WORKS: Mapping[str, Work] = {WORK: _work}
