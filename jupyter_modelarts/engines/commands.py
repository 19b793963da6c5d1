"""`jupyter modelarts engines …`, and the work that builds one."""

from __future__ import annotations

import argparse
import math
from collections.abc import Mapping, Sequence
from typing import Any

from ..compute.commands import exit_code, print_log
from ..compute.manager import WorkloadManager
from ..core.commands import Context, Work, add_command, add_group
from ..core.managers import Managers
from . import wire
from .manager import DERIVE, WORK, EngineManager
from .schemas import Engine, EngineState

COLUMNS = ("engine_id", "state", "python_version", "size_bytes", "reason")


def add_commands(commands: Any) -> None:
    """Add this slice's commands."""
    group = add_group(commands, "engines", help="the environments that code runs in")
    one: dict[str, dict[str, Any]] = {"engine": {"help": "its id, or one of ModelArts' names"}}
    add_command(group, "list", _list, help="all engines", arguments={})
    add_command(group, "show", _show, help="one engine and its packages", arguments=one)
    anew = {"--anew": {"action": "store_true", "help": "also where it is there"}}
    add_command(
        group, "build", _build, help="make an engine, and wait for it", arguments={**one, **anew}
    )
    add_command(group, "delete", _delete, help="remove an engine and its kernel", arguments=one)


def _list(context: Context, _arguments: argparse.Namespace) -> int:
    context.table(wire.engine_list_body(context.manager(EngineManager).list()).engines, COLUMNS)
    return 0


def _show(context: Context, arguments: argparse.Namespace) -> int:
    context.show(
        wire.engine_body(context.manager(EngineManager).get(_id(context, arguments.engine)))
    )
    return 0


def _build(context: Context, arguments: argparse.Namespace) -> int:
    manager = context.manager(EngineManager)
    make = manager.rebuild if arguments.anew else manager.build
    return _wait(context, make(_id(context, arguments.engine)))


def _id(context: Context, text: str) -> str:
    """Of an engine that is named; `TF-1.13.1-python3.6` is one of ours, too."""
    return context.manager(EngineManager).choose(text).description.id


def _wait(context: Context, engine: Engine) -> int:
    manager, name = context.manager(WorkloadManager), engine.description.id
    code = 0
    if engine.state is not EngineState.BUILDING or engine.build is None:
        context.say(f"The engine {name} is {engine.state.value}.")
    elif context.as_json:
        code = exit_code(manager.wait(engine.build.workload_id, math.inf))
    else:
        code = exit_code(print_log(manager, engine.build.workload_id, follow=True))
    if context.as_json:
        context.show(wire.engine_body(context.manager(EngineManager).get(name)))
    return code


def _delete(context: Context, arguments: argparse.Namespace) -> int:
    context.manager(EngineManager).delete(_id(context, arguments.engine))
    context.say(
        f"The engine {_id(context, arguments.engine)} is gone; it is made again when it is needed."
    )
    return 0


def _work(managers: Managers, arguments: Sequence[str]) -> None:
    recipe, build_id = arguments
    managers.get(EngineManager).run_build(recipe, build_id)


def _derive(managers: Managers, arguments: Sequence[str]) -> None:
    (recipe,) = arguments
    managers.get(EngineManager).run_derivation(recipe)


WORKS: Mapping[str, Work] = {WORK: _work, DERIVE: _derive}
