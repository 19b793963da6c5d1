"""What the command line gives each slice: managers, tables on standard output, progress."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from .errors import Conflict
from .managers import Managers
from .schemas import Page, PageQuery

M = TypeVar("M")
Item = TypeVar("Item")
Run = Callable[["Context", argparse.Namespace], int]
_PAGE = 1000
_MOST_SHOWN = 5
_OLDEST_MS = 10**12
"""2001: a smaller number is a duration, and no moment in milliseconds since 1970."""

Work = Callable[[Managers, Sequence[str]], None]
"""Long work of the platform, run as a workload: `jupyter modelarts work NAME ARGUMENTS`."""


@dataclass(frozen=True)
class Context:
    """What a command works with; with `as_json` results are printed for programs.

    The platform is composed where a command first asks for one of its managers.
    """

    compose: Callable[[], Managers]
    as_json: bool = False

    @property
    def managers(self) -> Managers:
        """The platform's managers."""
        return self.compose()

    def manager(self, kind: type[M]) -> M:
        """The platform's manager of this class."""
        return self.managers.get(kind)

    def say(self, text: str) -> None:
        """One line for a person, left out where a program reads."""
        if not self.as_json:
            sys.stdout.write(f"{text}\n")
            sys.stdout.flush()

    def show(self, body: BaseModel) -> None:
        """One thing, as JSON or as `name  value` lines."""
        values = body.model_dump(mode="json")
        if self.as_json:
            _print_json(values)
            return
        width = max(len(name) for name in values)
        for name, value in values.items():
            sys.stdout.write(f"{name:<{width}}  {_cell(name, value)}\n")

    def table(self, rows: Iterable[BaseModel], columns: Sequence[str]) -> None:
        """Many things, as a JSON array or in columns."""
        dumped = [row.model_dump(mode="json") for row in rows]
        if self.as_json:
            _print_json(dumped)
            return
        lines = [
            list(columns),
            *([_cell(name, row.get(name)) for name in columns] for row in dumped),
        ]
        widths = [max(len(line[index]) for line in lines) for index in range(len(columns))]
        for line in lines:
            cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
            sys.stdout.write("  ".join(cells).rstrip() + "\n")


@dataclass(frozen=True)
class Named:
    """Something that a command may be told the name of, and its version where it has several."""

    id: str
    name: str
    version: str = ""


def only_named(what: str, text: str, found: Iterable[Named]) -> str:
    """The id of the only one that is called `text`: `NAME`, or `NAME:VERSION`.

    `text` itself where none is, for it may be an id. Raises Conflict where several are.
    """
    fitting = [one for one in found if text in (one.name, f"{one.name}:{one.version}")]
    if len(fitting) > 1:
        shown = [f"{one.name}:{one.version}" if one.version else one.id for one in fitting]
        more = f" and {len(shown) - _MOST_SHOWN} more" if len(shown) > _MOST_SHOWN else ""
        raise Conflict(
            f"There are {len(shown)} of this name, and the {what} to take is not clear: say "
            f"{', '.join(shown[:_MOST_SHOWN])}{more}, or an id."
        )
    return fitting[0].id if fitting else text


def every(fetch: Callable[[PageQuery], Page[Item]]) -> Iterator[Item]:
    """What all pages of a list hold."""
    marker: str | None = None
    while True:
        page = fetch(PageQuery(limit=_PAGE, marker=marker))
        yield from page.items
        marker = page.next_marker
        if marker is None:
            return


def add_state_dir(parser: argparse.ArgumentParser, **default: Any) -> None:
    """Add `--state-dir`, which may stand before a command and after it."""
    parser.add_argument(
        "--state-dir",
        type=Path,
        help="where database, objects and runs are (default: $MODELARTS_STATE_DIR, "
        "else modelarts in Jupyter's data directory)",
        **default,
    )


def add_command(
    commands: Any, name: str, run: Run, *, help: str, arguments: Mapping[str, Mapping[str, Any]]
) -> None:
    """Add a command with its arguments: `{"name": {}, "--label": {"action": "append"}}`."""
    parser = commands.add_parser(name, help=help, description=help)
    add_state_dir(parser, default=argparse.SUPPRESS)  # what stood before the command stays
    for argument, options in arguments.items():
        parser.add_argument(argument, **options)
    parser.set_defaults(run=run)


def add_group(commands: Any, name: str, *, help: str) -> Any:
    """Add a group such as `datasets`, to which its commands are added."""
    parser = commands.add_parser(name, help=help, description=help)
    return parser.add_subparsers(metavar="command", required=True)


def _cell(name: str, value: object) -> str:
    """A value for a person: times as the clock shows them, several in a row."""
    if value is None or value == []:
        return "-"
    if isinstance(value, str):
        return value
    if isinstance(value, int) and value > _OLDEST_MS and name.endswith(("_time", "_at")):
        return datetime.fromtimestamp(value / 1000).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return json.dumps(value, ensure_ascii=False)


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
