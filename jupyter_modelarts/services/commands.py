"""`jupyter modelarts services …`: online services from a terminal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..compute.commands import print_log
from ..compute.manager import WorkloadManager
from ..core.commands import Context, Work, add_command, add_group
from ..core.errors import InvalidInput
from ..core.managers import Managers
from ..core.schemas import Schema
from ..models.commands import model_id
from . import wire
from .drafts import ModelDraft, ServiceDraft
from .gateway_workload import WORK
from .manager import ServiceManager
from .predicting import Answer, predict
from .schemas import Details, ServiceState
from .state import status_of

COLUMNS = ("id", "name", "state", "versions", "calls", "reason")
WAIT_S = 600.0
_ONE: dict[str, dict[str, Any]] = {"service": {"help": "its name or its id"}}
_DEPLOY: dict[str, dict[str, Any]] = {
    "model": {"nargs": "+", "metavar": "MODEL[=WEIGHT]", "help": "NAME, NAME:VERSION or id"},
    "--name": {"default": "", "help": "default: the model's name"},
    "--description": {"default": ""},
    "--specification": {"default": "", "help": "how much of this computer a replica may use"},
    "--instances": {"type": int, "default": 1},
    "--env": {"action": "append", "default": [], "metavar": "NAME=VALUE"},
    "--load-seconds": {"type": float, "help": "how long loading the model may take"},
    "--stop-after": {"type": int, "metavar": "MINUTES", "help": "stop by itself"},
    "--wait": {"action": "store_true", "help": "until it answers or has failed"},
}
_PREDICT: dict[str, dict[str, Any]] = {
    **_ONE,
    "--file": {"metavar": "[NAME=]PATH", "help": "send a file; the name is the parameter's"},
    "--json": {"dest": "body", "metavar": "JSON", "help": "send this text; - is standard input"},
    "--path": {"default": "", "help": "of the model's API, where it has several"},
}


class ServiceRow(Schema):
    """A service in a table."""

    id: str
    name: str
    state: str
    versions: str
    calls: int
    reason: str


def add_commands(commands: Any) -> None:
    """Add this slice's commands."""
    group = add_group(commands, "services", help="online services")
    add_command(group, "list", _list, help="newest first", arguments={})
    add_command(group, "deploy", _deploy, help="have a model answer", arguments=_DEPLOY)
    add_command(group, "show", _show, help="one service", arguments=_ONE)
    add_command(group, "stop", _stop, help="stop a service", arguments=_ONE)
    waits = {"--wait": {"action": "store_true", "help": "until it answers or has failed"}}
    add_command(group, "start", _start, help="start it again", arguments={**_ONE, **waits})
    add_command(group, "delete", _delete, help="stop it; to the trash", arguments=_ONE)
    add_command(group, "predict", _predict, help="call a service", arguments=_PREDICT)
    follow: dict[str, dict[str, Any]] = {
        "--replica": {"type": int, "help": "its number; default: the newest"},
        "--follow": {"action": "store_true", "help": "until it has ended"},
    }
    add_command(group, "logs", _logs, help="a replica's log", arguments={**_ONE, **follow})


def _list(context: Context, _arguments: argparse.Namespace) -> int:
    found = context.manager(ServiceManager).list()
    context.table([_row(details) for details in found], COLUMNS)
    return 0


def _deploy(context: Context, arguments: argparse.Namespace) -> int:
    models = [_model(context, text, arguments) for text in arguments.model]
    minutes = arguments.stop_after
    draft = ServiceDraft(
        name=arguments.name,
        description=arguments.description,
        models=models,
        auto_stop_ms=None if minutes is None else minutes * 60_000,
    )
    details = context.manager(ServiceManager).deploy(draft)
    return _settled(context, details, wait=arguments.wait)


def _show(context: Context, arguments: argparse.Namespace) -> int:
    _show_one(context, _named(context, arguments))
    return 0


def _start(context: Context, arguments: argparse.Namespace) -> int:
    service_id = _named(context, arguments).view.service.id
    details = context.manager(ServiceManager).start(service_id)
    return _settled(context, details, wait=arguments.wait)


def _stop(context: Context, arguments: argparse.Namespace) -> int:
    manager = context.manager(ServiceManager)
    service_id = _named(context, arguments).view.service.id
    manager.stop(service_id)
    stopped = manager.wait(service_id, 60.0, _has_stopped)
    context.say(f"{stopped.view.service.name} is {status_of(stopped.view).state.value}.")
    return 0


def _delete(context: Context, arguments: argparse.Namespace) -> int:
    manager = context.manager(ServiceManager)
    details = manager.delete(_named(context, arguments).view.service.id)
    manager.wait(details.view.service.id, 60.0, _has_stopped)
    context.say(f"{details.view.service.name} is in the trash.")
    return 0


def _predict(context: Context, arguments: argparse.Namespace) -> int:
    manager = context.manager(ServiceManager)
    address, token = manager.caller(_named(context, arguments).view.service.id)
    answer = predict(address + arguments.path, token, _file(arguments.file), _body(arguments.body))
    return _print(answer)


def _logs(context: Context, arguments: argparse.Namespace) -> int:
    view = _named(context, arguments).view
    numbered = {sight.replica.number: sight.log_id for sight in view.sights}
    if not numbered:
        raise InvalidInput(f"{view.service.name} has no replica yet.")
    number = arguments.replica or max(numbered)
    if number not in numbered:
        known = ", ".join(map(str, numbered))
        raise InvalidInput(f"There is no replica {number}: there are {known}.")
    print_log(context.manager(WorkloadManager), numbered[number], follow=arguments.follow)
    return 0


def _named(context: Context, arguments: argparse.Namespace) -> Details:
    return context.manager(ServiceManager).find(arguments.service)


def _settled(context: Context, details: Details, *, wait: bool) -> int:
    if wait:
        manager = context.manager(ServiceManager)
        details = manager.wait(details.view.service.id, WAIT_S, _has_settled)
    _show_one(context, details)
    return int(status_of(details.view).state is ServiceState.FAILED)


def _has_settled(details: Details) -> bool:
    return status_of(details.view).state is not ServiceState.DEPLOYING


def _has_stopped(details: Details) -> bool:
    return status_of(details.view).state is ServiceState.STOPPED


def _show_one(context: Context, details: Details) -> None:
    if context.as_json:
        context.show(wire.service_body(details))
        return
    context.show(_row(details))
    address = wire.address_of(details)
    if address:
        context.say(f"address   {address}")


def _row(details: Details) -> ServiceRow:
    view, status = details.view, status_of(details.view)
    return ServiceRow(
        id=view.service.id,
        name=view.service.name,
        state=status.state.value,
        versions=", ".join(f"{one.title} ({one.weight} %)" for one in view.shown.models),
        calls=view.calls.calls,
        reason=status.reason,
    )


def _model(context: Context, text: str, arguments: argparse.Namespace) -> ModelDraft:
    named, equals, weight = text.partition("=")
    if equals and not weight.isdigit():
        raise InvalidInput(f"Write {text} as MODEL=WEIGHT, as digits:0.0.1=30.")
    return ModelDraft(
        model_id=model_id(context, named),
        weight=int(weight) if equals else None,
        specification=arguments.specification,
        instances=arguments.instances,
        envs=dict(_pair(one) for one in arguments.env),
        load_s=arguments.load_seconds,
    )


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise InvalidInput(f"Write {text} as NAME=VALUE.")
    return name, value


def _file(text: str | None) -> tuple[str, Path] | None:
    if text is None:
        return None
    name, equals, path = text.partition("=")
    return (name, Path(path)) if equals and name.isidentifier() else ("images", Path(text))


def _body(text: str | None) -> bytes | None:
    if text is None:
        return None
    return sys.stdin.buffer.read() if text == "-" else text.encode()


def _print(answer: Answer) -> int:
    sys.stdout.write(answer.text.rstrip("\n") + "\n")
    return int(answer.status >= 400)


def _gateway(managers: Managers, _arguments: Sequence[str]) -> None:
    from .serving import serve

    serve(managers)


WORKS: dict[str, Work] = {WORK: _gateway}
