"""Brings a task's inputs into its run directory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from .copying import Tick, copy_file, walk
from .files import inside
from .launch import File, Input, Launch, is_remote, is_url

Fetch = Callable[[str, Path, Tick], int]
"""`web.fetch`, handed in because importing it costs what most tasks need not pay."""


class InputError(Exception):
    """An input is missing or not what was announced; the sentence names it."""


class Transfer(NamedTuple):
    """One file to bring; `label` is what messages call it."""

    source: str
    target: Path
    size: int | None
    label: str


class Progress:
    """Counts what is done; `report` is called after each step and may raise to give up."""

    def __init__(self, report: Callable[[Progress], None]) -> None:
        self.done = 0
        self.total = 0
        self.bytes = 0
        self._report = report

    def moved(self, count: int) -> None:
        """`count` more bytes are there."""
        self.bytes += count
        self._report(self)

    def at(self, done: int, total: int, count: int) -> None:
        """Somebody else has brought it so far."""
        self.done, self.total, self.bytes = done, total, count
        self._report(self)

    def finished(self) -> None:
        """One more file is there."""
        self.done += 1
        self._report(self)


def fetch_inputs(launch: Launch, run_dir: Path, progress: Progress, fetch: Fetch | None) -> None:
    """Make the prepared directories and bring every input but the courier's. Raises InputError."""
    for name in launch.directories:
        inside(run_dir, name).mkdir(parents=True, exist_ok=True)
    transfers = [one for each in launch.inputs for one in _transfers(each, run_dir)]
    transfers = [one for one in transfers if not is_remote(one.source)]
    progress.total = len(transfers)
    made: set[Path] = set()
    for transfer in transfers:
        if transfer.target.parent not in made:
            transfer.target.parent.mkdir(parents=True, exist_ok=True)
            made.add(transfer.target.parent)
        _bring(transfer, progress, fetch)
        progress.finished()


def _transfers(each: Input, run_dir: Path) -> Iterator[Transfer]:
    target = inside(run_dir, each.target)
    if is_remote(each.source):
        return
    if each.kind == "file":
        yield Transfer(each.source, target, each.size, each.label)
    elif each.kind == "files":
        yield from (_listed(each, file, target) for file in each.files)
    else:
        yield from _tree(each, target)


def _listed(each: Input, file: File, target: Path) -> Transfer:
    label = f"{each.label}{file.target}" if each.label else file.target
    return Transfer(file.source, inside(target, file.target), file.size, label)


def _tree(each: Input, target: Path) -> Iterator[Transfer]:
    source = Path(each.source)
    target.mkdir(parents=True, exist_ok=True)
    if source.is_symlink() or not source.is_dir():
        raise InputError(f"The input folder {each.label} does not exist.")
    for entry in walk(source):
        label = f"{each.label.rstrip('/')}/{entry.name}"
        yield Transfer(str(entry.path), inside(target, entry.name), entry.size, label)


def _bring(transfer: Transfer, progress: Progress, fetch: Fetch | None) -> None:
    try:
        if is_url(transfer.source) and fetch is not None:
            size = fetch(transfer.source, transfer.target, progress.moved)
        else:
            size = copy_file(Path(transfer.source), transfer.target, progress.moved)
    except FileNotFoundError:
        raise InputError(f"The input {transfer.label} does not exist.") from None
    except ValueError as error:
        raise InputError(f"The input {transfer.label} {error}.") from None
    except OSError as error:
        reason = error.strerror or error
        raise InputError(f"The input {transfer.label} cannot be read: {reason}.") from None
    if transfer.size is not None and size != transfer.size:
        raise InputError(
            f"The input {transfer.label} has {size} bytes instead of {transfer.size}: "
            "it changed after this was submitted. Submit it again."
        )
