"""`jupyter modelarts engines …`, and the work that builds one."""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..compute.commands import exit_code, print_log
from ..compute.manager import WorkloadManager
from ..core.commands import Context, Work, add_command, add_group
from ..core.errors import InvalidInput, Unavailable
from ..core.managers import Managers
from . import wire
from .manager import EngineManager
from .requirements import read_requirements
from .schemas import Engine, EngineState, OwnEngine
from .works import BUILD, DERIVE, INSTALL, MEASURE

_LOOK_S = 0.3
COLUMNS = ("engine_id", "state", "python_version", "size_bytes", "reason")


_RECIPE: dict[str, dict[str, Any]] = {
    "--requirement": {"action": "append", "default": [], "metavar": "PACKAGE"},
    "--requirements-file": {"default": "", "metavar": "FILE"},
    "--interpreter": {"default": "", "help": "an existing Python to stand on"},
    "--python": {"default": "", "help": "a version such as 3.11"},
    "--description": {"default": ""},
}


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
    add_command(group, "create", _create, help="one of your own", arguments={**one, **_RECIPE})
    add_command(group, "update", _update, help="change your own", arguments={**one, **_RECIPE})
    several: dict[str, dict[str, Any]] = {"requirement": {"nargs": "+", "metavar": "PACKAGE"}}
    add_command(
        group, "install", _install, help="put libraries into it", arguments={**one, **several}
    )
    some = {"requirement": {"nargs": "*", "metavar": "PACKAGE"}}
    add_command(group, "size", _size, help="what a build would download", arguments={**one, **some})


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
    name = engine.description.id
    code = 0
    if engine.state is not EngineState.BUILDING or engine.build is None:
        context.say(f"The engine {name} is {engine.state.value}.")
    else:
        code = _follow(context, engine.build.workload_id)
    if context.as_json:
        context.show(wire.engine_body(context.manager(EngineManager).get(name)))
    return code


def _follow(context: Context, workload_id: str) -> int:
    manager = context.manager(WorkloadManager)
    if context.as_json:
        return exit_code(manager.wait(workload_id, math.inf))
    return exit_code(print_log(manager, workload_id, follow=True))


def _delete(context: Context, arguments: argparse.Namespace) -> int:
    engine = context.manager(EngineManager).delete(_id(context, arguments.engine))
    again = "" if engine.description.own else "; it is made again when it is needed"
    context.say(f"The engine {engine.description.id} is gone{again}.")
    return 0


def _create(context: Context, arguments: argparse.Namespace) -> int:
    engine = context.manager(EngineManager).create(_own(arguments))
    context.show(wire.engine_body(engine))
    return 0


def _update(context: Context, arguments: argparse.Namespace) -> int:
    engine = context.manager(EngineManager).update(_own(arguments))
    context.show(wire.engine_body(engine))
    return 0


def _own(arguments: argparse.Namespace) -> OwnEngine:
    name, lines = arguments.requirements_file, list(arguments.requirement)
    if name:
        try:
            lines = [*read_requirements(Path(name).read_bytes(), name), *lines]
        except OSError as error:
            raise InvalidInput(f"{name} cannot be read: {error.strerror}.") from None
    return OwnEngine(
        engine_id=arguments.engine,
        description=arguments.description,
        requirements=lines,
        interpreter=arguments.interpreter,
        python=arguments.python,
    )


def _install(context: Context, arguments: argparse.Namespace) -> int:
    manager = context.manager(EngineManager)
    engine = manager.libraries.install(_id(context, arguments.engine), arguments.requirement)
    assert engine.change is not None
    code = _follow(context, engine.change.workload_id)
    if context.as_json:
        context.show(wire.engine_body(manager.get(engine.description.id)))
    else:
        context.say(
            "Jobs on this engine have it from now on; jobs on other engines get it only if they "
            "ask for it: jobs create --requirement."
        )
    return code


def _size(context: Context, arguments: argparse.Namespace) -> int:
    libraries = context.manager(EngineManager).libraries
    engine_id = _id(context, arguments.engine)
    libraries.measure(engine_id, arguments.requirement)
    while True:
        measuring, found = libraries.download(engine_id, arguments.requirement)
        if not measuring:
            break
        time.sleep(_LOOK_S)
    if found is None:
        raise Unavailable("The download could not be measured: look at the server's log.")
    context.show(found)
    return 0 if not found.reason else 1


def _work(managers: Managers, arguments: Sequence[str]) -> None:
    recipe, build_id = arguments
    managers.get(EngineManager).run_build(recipe, build_id)


def _derive(managers: Managers, arguments: Sequence[str]) -> None:
    (recipe,) = arguments
    managers.get(EngineManager).run_derivation(recipe)


def _installation(managers: Managers, arguments: Sequence[str]) -> None:
    (recipe,) = arguments
    managers.get(EngineManager).libraries.run_installation(recipe)


def _measurement(managers: Managers, arguments: Sequence[str]) -> None:
    (recipe,) = arguments
    managers.get(EngineManager).libraries.run_measurement(recipe)


WORKS: Mapping[str, Work] = {
    BUILD: _work,
    DERIVE: _derive,
    INSTALL: _installation,
    MEASURE: _measurement,
}
