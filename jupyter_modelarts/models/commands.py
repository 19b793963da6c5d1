"""`jupyter modelarts models …`, and the work that copies a package."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..compute.commands import print_log
from ..compute.manager import WorkloadManager
from ..core.commands import Context, Named, add_command, add_group, every, only_named
from ..core.managers import Managers
from ..core.schemas import Schema
from ..training.commands import job_id
from .manager import ModelManager
from .schemas import ImportDraft, Model, ModelFilter, ModelState
from .tasks import WORK

COLUMNS = ("id", "name", "version", "state", "engine", "size", "source", "reason")
_FOREVER_S = float("inf")
_ONE: dict[str, dict[str, Any]] = {"model": {"help": "its id, its name, or NAME:VERSION"}}
_IMPORT: dict[str, dict[str, Any]] = {
    "name": {},
    "--job": {"default": "", "metavar": "JOB", "help": "a training job's output"},
    "--location": {"default": "", "help": "obs://bucket/folder/ that holds model/"},
    "--version": {"default": "", "help": "default: the next of 0.0.1, 0.0.2, …"},
    "--description": {"default": ""},
    "--wait": {"action": "store_true", "help": "until it has ended"},
}


class ModelRow(Schema):
    """A model in a table."""

    id: str
    name: str
    version: str
    state: str
    engine: str
    size: int
    source: str
    reason: str


def add_commands(commands: Any) -> None:
    """Add this slice's commands."""
    group = add_group(commands, "models", help="packages of trained models, and their versions")
    latest = {
        "--latest": {"action": "store_true", "help": "only the newest version of each"},
        "--trash": {"action": "store_true", "help": "what was deleted"},
    }
    add_command(group, "list", _list, help="newest first", arguments=latest)
    add_command(group, "show", _show, help="one model", arguments=_ONE)
    add_command(group, "import", _import, help="copy a package", arguments=_IMPORT)
    add_command(group, "stop", _stop, help="stop an import", arguments=_ONE)
    add_command(group, "delete", _delete, help="to the trash", arguments=_ONE)
    add_command(group, "restore", _restore, help="out of the trash", arguments=_ONE)


def run_import(managers: Managers, arguments: Sequence[str]) -> None:
    """The work `import-model MODEL_ID [CONFIG_FILE]`."""
    given = ""
    if arguments[1:]:
        given = Path(arguments[1]).read_text(encoding="utf-8")
    managers.get(ModelManager).run_import(arguments[0], given)


WORKS = {WORK: run_import}


def _list(context: Context, arguments: argparse.Namespace) -> int:
    wanted = ModelFilter(latest_only=arguments.latest, deleted=arguments.trash)
    manager = context.manager(ModelManager)
    rows = [_row(model) for model in every(lambda page: manager.list(wanted, page))]
    context.table(rows, COLUMNS)
    return 0


def _show(context: Context, arguments: argparse.Namespace) -> int:
    _show_one(context, context.manager(ModelManager).get(model_id(context, arguments.model)))
    return 0


def _import(context: Context, arguments: argparse.Namespace) -> int:
    manager = context.manager(ModelManager)
    draft = ImportDraft(
        name=arguments.name,
        version=arguments.version,
        description=arguments.description,
        job_id=arguments.job and job_id(context, arguments.job),
        location=arguments.location,
    )
    model = manager.import_(draft)
    if arguments.wait and not context.as_json:
        print_log(context.manager(WorkloadManager), model.workload_id, follow=True)
    if arguments.wait:
        model = manager.wait(model.id, _FOREVER_S)
    _show_one(context, model)
    return 1 if model.state is ModelState.FAILED else 0


def _stop(context: Context, arguments: argparse.Namespace) -> int:
    manager = context.manager(ModelManager)
    found = model_id(context, arguments.model)
    manager.stop(found)
    model = manager.wait(found, timeout_s=60)
    context.say(f"{model.called} is {model.state.value}.")
    return 0


def _delete(context: Context, arguments: argparse.Namespace) -> int:
    model = context.manager(ModelManager).delete(model_id(context, arguments.model))
    context.say(f"{model.called} is in the trash.")
    return 0


def _restore(context: Context, arguments: argparse.Namespace) -> int:
    deleted = model_id(context, arguments.model, deleted=True)
    _show_one(context, context.manager(ModelManager).restore(deleted))
    return 0


def model_id(context: Context, text: str, *, deleted: bool = False) -> str:
    """Of a model that is named; each version is a model."""
    manager = context.manager(ModelManager)
    wanted = ModelFilter(name=text.partition(":")[0], deleted=deleted)
    models = every(lambda page: manager.list(wanted, page))
    return only_named("model", text, (Named(m.id, m.name, m.version) for m in models))


def _show_one(context: Context, model: Model) -> None:
    context.show(model if context.as_json else _row(model))


def _row(model: Model) -> ModelRow:
    return ModelRow(
        id=model.id,
        name=model.name,
        version=model.version,
        state=model.state.value,
        engine=model.engine_id,
        size=model.size,
        source=model.source.job_name or model.source.location,
        reason=model.reason,
    )
