"""`jupyter modelarts jobs …`: training jobs from a terminal."""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..compute.commands import exit_code, print_log
from ..compute.manager import WorkloadManager
from ..core.commands import Context, Named, add_command, add_group, every, only_named
from ..core.errors import InvalidInput
from ..core.ids import now_ms
from ..core.safe.json import parse
from ..core.schemas import Schema
from ..datasets.commands import dataset_id, version_id
from .arguments import version_name
from .bodies import TrainingJobRequest
from .drafts import InputDraft, JobDraft, OutputDraft
from .manager import TrainingManager
from .schemas import JobFilter, JobView, Parameter
from .wire import answers, requests

COLUMNS = ("id", "name", "version", "state", "reason")
_ONE: dict[str, dict[str, Any]] = {"job": {"help": "its id, its name, or NAME:VERSION"}}
_MANY: dict[str, Any] = {"action": "append", "default": []}
_CREATE: dict[str, dict[str, Any]] = {
    "--file": {"help": "the body of the REST API in JSON, - for standard input"},
    "--name": {"default": ""},
    "--description": {"default": ""},
    "--again": {"metavar": "JOB", "help": "make the next version of this job"},
    "--code-dir": {"default": "", "help": "obs://… or a folder of the current directory"},
    "--boot-file": {"default": ""},
    "--engine": {"default": "scikit-learn"},
    "--input": {**_MANY, "metavar": "[NAME=]URL or [NAME=]DATASET:VERSION"},
    "--output": {**_MANY, "metavar": "[NAME=]URL"},
    "--parameter": {**_MANY, "metavar": "NAME=VALUE"},
    "--env": {**_MANY, "metavar": "NAME=VALUE"},
    "--requirement": {**_MANY, "metavar": "PACKAGE", "help": "a library beyond the engine's"},
    "--flavor": {"default": ""},
    "--wait": {"action": "store_true", "help": "print the log until the job has ended"},
}


class JobRow(Schema):
    """A job in a table."""

    id: str
    name: str
    version: str
    state: str
    reason: str


def add_commands(commands: Any) -> None:
    """Add this slice's commands."""
    group = add_group(commands, "jobs", help="training jobs")
    add_command(group, "create", _create, help="make a version and queue it", arguments=_CREATE)
    latest = {"--latest": {"action": "store_true", "help": "only the newest version of each"}}
    add_command(group, "list", _list, help="newest first", arguments=latest)
    add_command(group, "show", _show, help="one job", arguments=_ONE)
    follow = {"--follow": {"action": "store_true", "help": "until it has ended"}}
    add_command(group, "log", _log, help="print a log", arguments={**_ONE, **follow})
    add_command(group, "metrics", _metrics, help="what it printed", arguments=_ONE)
    against = {"--against": {"metavar": "JOB"}}
    add_command(group, "diff", _diff, help="what changed", arguments={**_ONE, **against})
    add_command(group, "stop", _stop, help="stop a job", arguments=_ONE)
    again = "upload outputs that could not be saved"
    add_command(group, "resume", _resume, help=again, arguments=_ONE)
    add_command(group, "delete", _delete, help="to the trash", arguments=_ONE)
    add_command(group, "restore", _restore, help="out of the trash", arguments=_ONE)


def _create(context: Context, arguments: argparse.Namespace) -> int:
    draft = _draft_of_file(arguments.file) if arguments.file else _draft(context, arguments)
    view = context.manager(TrainingManager).create(draft)
    if not arguments.wait:
        _show_job(context, view)
        return 0
    manager = context.manager(WorkloadManager)
    if not context.as_json:
        return exit_code(print_log(manager, view.workload.id, follow=True))
    ended = manager.wait(view.workload.id, math.inf)
    _show_job(context, context.manager(TrainingManager).get(view.job.id))
    return exit_code(ended)


def _list(context: Context, arguments: argparse.Namespace) -> int:
    manager, wanted = context.manager(TrainingManager), JobFilter(latest_only=arguments.latest)
    rows = [_row(view) for view in every(lambda page: manager.list(wanted, page))]
    context.table(rows, COLUMNS)
    return 0


def _show(context: Context, arguments: argparse.Namespace) -> int:
    _show_job(context, context.manager(TrainingManager).get(job_id(context, arguments.job)))
    return 0


def _log(context: Context, arguments: argparse.Namespace) -> int:
    view = context.manager(TrainingManager).get(job_id(context, arguments.job))
    manager = context.manager(WorkloadManager)
    workload = print_log(manager, view.workload.id, follow=arguments.follow)
    return exit_code(workload) if arguments.follow else 0


def _metrics(context: Context, arguments: argparse.Namespace) -> int:
    found = context.manager(TrainingManager).metrics(job_id(context, arguments.job))
    context.table(found.series, ("name", "count", "last", "smallest", "largest"))
    return 0


def _diff(context: Context, arguments: argparse.Namespace) -> int:
    against = None if arguments.against is None else job_id(context, arguments.against)
    found = context.manager(TrainingManager).compare(job_id(context, arguments.job), against)
    context.table(found.changes, ("field", "old", "new"))
    return 0


def _stop(context: Context, arguments: argparse.Namespace) -> int:
    view = context.manager(TrainingManager).stop(job_id(context, arguments.job))
    stopped = context.manager(WorkloadManager).wait(view.workload.id, timeout_s=60)
    context.say(f"{stopped.name} is {stopped.state.value}.")
    return 0


def _resume(context: Context, arguments: argparse.Namespace) -> int:
    view = context.manager(TrainingManager).resume_outputs(job_id(context, arguments.job))
    ended = context.manager(WorkloadManager).wait(view.workload.id, math.inf)
    _show_job(context, context.manager(TrainingManager).get(view.job.id))
    return exit_code(ended)


def _delete(context: Context, arguments: argparse.Namespace) -> int:
    view = context.manager(TrainingManager).delete(job_id(context, arguments.job))
    context.say(f"{view.job.name} {version_name(view.job.version)} is in the trash.")
    return 0


def _restore(context: Context, arguments: argparse.Namespace) -> int:
    deleted = job_id(context, arguments.job, deleted=True)
    _show_job(context, context.manager(TrainingManager).restore(deleted))
    return 0


def job_id(context: Context, text: str, *, deleted: bool = False) -> str:
    """Of a job that is named; each version is a job."""
    manager = context.manager(TrainingManager)
    wanted = JobFilter(name=text.partition(":")[0], deleted=deleted)
    views = every(lambda page: manager.list(wanted, page))
    named = (Named(v.job.id, v.job.name, version_name(v.job.version)) for v in views)
    return only_named("training job", text, named)


def _show_job(context: Context, view: JobView) -> None:
    context.show(answers.job_body(view, now_ms()) if context.as_json else _row(view))


def _row(view: JobView) -> JobRow:
    return JobRow(
        id=view.job.id,
        name=view.job.name,
        version=version_name(view.job.version),
        state=view.workload.state.value,
        reason=view.failure.message if view.failure else view.workload.reason,
    )


def _draft_of_file(name: str) -> JobDraft:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise InvalidInput(f"{name} cannot be read: {error.strerror}.") from None
    try:
        return requests.draft(TrainingJobRequest.model_validate(parse(data)))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise InvalidInput(f"{field}: {first['msg']}") from None


def _draft(context: Context, arguments: argparse.Namespace) -> JobDraft:
    again = arguments.again and job_id(context, arguments.again)
    return JobDraft(
        name=arguments.name,
        description=arguments.description,
        pre_version_id=again,
        code_dir=arguments.code_dir,
        boot_file=arguments.boot_file,
        engine_id=arguments.engine,
        inputs=[_input(context, text) for text in arguments.input],
        outputs=[OutputDraft(name=name, url=url) for name, url in map(_named, arguments.output)],
        parameters=[
            Parameter(name=name, value=value) for name, value in map(_pair, arguments.parameter)
        ],
        environments=dict(map(_pair, arguments.env)),
        requirements=arguments.requirement,
        flavor_id=arguments.flavor,
    )


def _input(context: Context, text: str) -> InputDraft:
    name, place = _named(text)
    dataset, colon, version = place.partition(":")
    if not colon or "/" in place:
        return InputDraft(name=name, url=place)
    found = dataset_id(context, dataset)
    return InputDraft(name=name, dataset_id=found, version_id=version_id(context, found, version))


def _named(text: str) -> tuple[str, str]:
    name, equals, place = text.partition("=")
    return (name, place) if equals and name.isidentifier() else ("", text)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise InvalidInput(f"Write {text} as NAME=VALUE.")
    return name, value
