"""`jupyter modelarts …`: the platform from a terminal, on the same state as the server.

Needs no server: it composes the platform itself, and reconciles as it goes.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack, closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from .core.errors import DomainError, InvalidInput
from .core.managers import Managers
from .core.state import default_state_dir

if TYPE_CHECKING:
    from .compose import Platform
    from .core.commands import Context, Run, Work
    from .obs import ObjectStore

SLICES = (
    "home",
    "datasets",
    "notebooks",
    "training",
    "models",
    "services",
    "engines",
    "compute",
    "iam",
    "obs",
)
REFUSED = 2
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command: 0 where it worked, 1 where what it ran failed, 2 where it was refused."""
    words = sys.argv[1:] if argv is None else list(argv)
    try:
        if words == ["reconcile"]:
            return _reconcile()
        if words[:1] == ["courier"]:
            return _courier(words[1:])
        if words[:1] == ["sync"]:
            return _sync(words[1:])
        return _run(_parser().parse_args(words))
    except DomainError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted. What was started goes on.\n")
        return INTERRUPTED


def _reconcile() -> int:
    """The last act of every supervisor: in a hurry, so without the domains.

    Stays for what is to be tried again after a pause: a service comes back without a server too.
    """
    from .compose import lay_foundation

    foundation = lay_foundation(default_state_dir())
    try:
        foundation.workloads.reconcile()
        while (pause := foundation.workloads.next_try_in_s()) is not None:
            time.sleep(pause + 0.01)
            foundation.workloads.reconcile()
    finally:
        foundation.close()
    return 0


def _courier(words: list[str]) -> int:
    """A supervisor's child: moves a task's objects, without database and domains."""
    from .compose import open_objects
    from .compute.courier import main as move

    with closing(open_objects(default_state_dir())) as objects:
        return move(objects, words)


def _sync(words: list[str]) -> int:
    """Often over in no time, so without database and domains too."""
    from .obs.configured import StoreRecords
    from .obs.routing import Stores
    from .obs.stores import open_store
    from .obs.transfers import command

    parser = argparse.ArgumentParser(prog="jupyter modelarts sync", description=command.__doc__)
    parser.add_argument("--state-dir", type=Path, help="where the object stores are known from")
    for name, options in command.ARGUMENTS.items():
        parser.add_argument(name, **options)
    arguments = parser.parse_args(words)
    state_dir = (arguments.state_dir or default_state_dir()).absolute()
    if not (state_dir / "objects").is_dir():  # never used: made first
        return _run(_parser().parse_args(["sync", *words]))
    local = open_store("local", {"root": str(state_dir / "objects")})
    with closing(Stores(local, StoreRecords(state_dir))) as stores:

        def store_of(bucket: str) -> ObjectStore:
            return stores.only_one_for(bucket) or stores.store_of(bucket)

        return command.run(arguments, store_of, state_dir, as_json=False)


def _run(arguments: argparse.Namespace) -> int:
    from .core.commands import Context

    run: Run = arguments.run
    with ExitStack() as opened:

        @cache
        def managers() -> Managers:
            return opened.enter_context(closing(_composed(arguments))).managers

        return run(Context(managers, as_json=arguments.json), arguments)


def _composed(arguments: argparse.Namespace) -> Platform:
    from .compose import compose

    state_dir = arguments.state_dir or default_state_dir()
    if not state_dir.exists():
        sys.stderr.write(f"{state_dir} is new: --state-dir names another state directory.\n")
    return compose(state_dir, work_dir=Path.cwd())


def _parser() -> argparse.ArgumentParser:
    from .core.commands import add_command, add_state_dir

    parser = argparse.ArgumentParser(prog="jupyter modelarts", description=__doc__)
    add_state_dir(parser)
    parser.add_argument("--json", action="store_true", help="print results for programs")
    commands = parser.add_subparsers(metavar="command", required=True)
    for name in SLICES:
        importlib.import_module(f".{name}.commands", __package__).add_commands(commands)
    add_command(
        commands,
        "work",
        _work,
        help="do one of the platform's long works (what its workloads call)",
        arguments={"name": {}, "arguments": {"nargs": "*"}},
    )
    return parser


def _work(context: Context, arguments: argparse.Namespace) -> int:
    works: dict[str, Work] = {}
    for name in SLICES:
        module = importlib.import_module(f".{name}.commands", __package__)
        works.update(getattr(module, "WORKS", {}))
    if arguments.name not in works:
        raise InvalidInput(f"There is no work {arguments.name}: it is one of {', '.join(works)}.")
    works[arguments.name](context.managers, arguments.arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main())
