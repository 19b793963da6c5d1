"""`jupyter modelarts datasets …`: datasets from a terminal."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from typing import Any

from ..compute.manager import WorkloadManager
from ..compute.schemas import FINAL, State
from ..core.commands import Context, Named, add_command, add_group, every, only_named
from ..core.ids import now_ms
from ..core.managers import Managers
from ..core.schemas import PageQuery, Schema
from . import sample_wire, wire
from .manager import DatasetManager
from .schemas import (
    Annotation,
    ImportKind,
    ImportSpec,
    Labeling,
    NewDataset,
    NewLabel,
    PublishSpec,
    SampleFilter,
    SampleState,
    Task,
    TaskKind,
    Version,
    VersionState,
)

COLUMNS = ("id", "name", "images", "unlabeled", "input")
SAMPLE_COLUMNS = ("sample_id", "sample_name", "sample_status", "source")
VERSION_COLUMNS = ("version_id", "version_name", "status", "total_sample_count", "manifest_path")
LOOK_S = 0.2
_ONE: dict[str, dict[str, Any]] = {"dataset": {"help": "its id or its name"}}
_WAIT: dict[str, dict[str, Any]] = {
    "--wait": {"action": "store_true", "help": "until it has ended"}
}
_CREATE: dict[str, dict[str, Any]] = {
    "name": {},
    "--input": {"required": True, "help": "obs://bucket/folder/ with the images"},
    "--output": {"required": True, "help": "obs://bucket/folder/ for versions"},
    "--description": {"default": ""},
    "--label": {"action": "append", "default": [], "help": "a label of the set"},
    **_WAIT,
}
_IMPORT: dict[str, dict[str, Any]] = {
    **_ONE,
    "path": {"help": "a folder, or a Manifest file with --manifest"},
    "--manifest": {"action": "store_true"},
    "--hard-only": {"action": "store_true"},
    **_WAIT,
}
_LIST_SAMPLES: dict[str, dict[str, Any]] = {
    **_ONE,
    "--state": {"choices": [state.value for state in SampleState]},
    "--label": {},
    "--limit": {"type": int, "default": 100},
    "--after": {"metavar": "SAMPLE_ID"},
}
_LABEL: dict[str, dict[str, Any]] = {
    **_ONE,
    "sample_id": {},
    "label": {"nargs": "*", "help": "none: the image becomes unlabeled"},
}
_PUBLISH: dict[str, dict[str, Any]] = {
    **_ONE,
    "--name": {"help": "default: the next of V001, V002, …"},
    "--description": {"default": ""},
    "--train-ratio": {"type": float, "help": "share of images marked TRAIN, 0 to 1"},
    **_WAIT,
}


class DatasetRow(Schema):
    """A dataset in a table."""

    id: str
    name: str
    images: int
    unlabeled: int
    input: str


def add_commands(commands: Any) -> None:
    """Add this slice's commands."""
    group = add_group(commands, "datasets", help="images, labels and versions")
    add_command(group, "create", _create, help="make one and import its input", arguments=_CREATE)
    add_command(group, "list", _list, help="newest first", arguments={})
    add_command(group, "show", _show, help="one dataset", arguments=_ONE)
    add_command(group, "import", _import, help="from a folder or manifest", arguments=_IMPORT)
    add_command(group, "sync", _sync, help="import what is new", arguments={**_ONE, **_WAIT})
    add_command(group, "samples", _samples, help="list images", arguments=_LIST_SAMPLES)
    add_command(group, "label", _label, help="give an image its labels", arguments=_LABEL)
    add_command(group, "publish", _publish, help="make a version", arguments=_PUBLISH)
    add_command(group, "versions", _versions, help="newest first", arguments=_ONE)
    stops = "stop imports and publications that are under way"
    add_command(group, "cancel", _cancel, help=stops, arguments=_ONE)
    add_command(group, "delete", _delete, help="to the trash", arguments=_ONE)
    add_command(group, "restore", _restore, help="out of the trash", arguments=_ONE)


def run_import(managers: Managers, arguments: Sequence[str]) -> None:
    """The work `import-dataset TASK_ID`."""
    managers.get(DatasetManager).run_import(arguments[0])


def run_publish(managers: Managers, arguments: Sequence[str]) -> None:
    """The work `publish-dataset TASK_ID`."""
    managers.get(DatasetManager).run_publish(arguments[0])


WORKS = {"import-dataset": run_import, "publish-dataset": run_publish}


def _create(context: Context, arguments: argparse.Namespace) -> int:
    wanted = NewDataset(
        name=arguments.name,
        input_path=arguments.input,
        work_path=arguments.output,
        description=arguments.description,
        labels=[NewLabel(name=name) for name in arguments.label],
    )
    dataset, task = context.manager(DatasetManager).create(wanted)
    context.say(f"Dataset {dataset.id}")
    code = _after(context, task, arguments.wait)
    return code or _show_one(context, dataset.id)


def _list(context: Context, arguments: argparse.Namespace) -> int:
    rows = [
        DatasetRow(
            id=one.id,
            name=one.name,
            images=one.total,
            unlabeled=one.total - one.labeled,
            input=one.input_path,
        )
        for one in every(context.manager(DatasetManager).page)
    ]
    context.table(rows, COLUMNS)
    return 0


def _show(context: Context, arguments: argparse.Namespace) -> int:
    return _show_one(context, dataset_id(context, arguments.dataset))


def _import(context: Context, arguments: argparse.Namespace) -> int:
    spec = ImportSpec(
        path=arguments.path,
        kind=ImportKind.MANIFEST if arguments.manifest else ImportKind.DIRECTORY,
        hard_only=arguments.hard_only,
    )
    task = context.manager(DatasetManager).import_data(dataset_id(context, arguments.dataset), spec)
    return _show_task(context, task, arguments.wait)


def _sync(context: Context, arguments: argparse.Namespace) -> int:
    task = context.manager(DatasetManager).sync(dataset_id(context, arguments.dataset))
    return _show_task(context, task, arguments.wait)


def _samples(context: Context, arguments: argparse.Namespace) -> int:
    state = SampleState(arguments.state) if arguments.state else None
    wanted = SampleFilter(state=state, label=arguments.label)
    page = PageQuery(limit=min(1000, max(1, arguments.limit)), marker=arguments.after)
    found = context.manager(DatasetManager).samples.page(
        dataset_id(context, arguments.dataset), wanted, page
    )
    context.table([sample_wire.sample_body(one) for one in found.items], SAMPLE_COLUMNS)
    return 0


def _label(context: Context, arguments: argparse.Namespace) -> int:
    annotations = [Annotation(name=name) for name in arguments.label]
    labeling = Labeling(sample_id=arguments.sample_id, annotations=annotations)
    outcome = context.manager(DatasetManager).samples.label(
        dataset_id(context, arguments.dataset), [labeling]
    )
    result = sample_wire.labeling_answer(outcome).results[0]
    context.show(result)
    return 0 if result.success else 1


def _publish(context: Context, arguments: argparse.Namespace) -> int:
    spec = PublishSpec(
        name=arguments.name,
        description=arguments.description,
        train_ratio=arguments.train_ratio,
    )
    versions, found = (
        context.manager(DatasetManager).versions,
        dataset_id(context, arguments.dataset),
    )
    version = versions.publish(found, spec)
    while arguments.wait and version.state is VersionState.PUBLISHING:
        time.sleep(LOOK_S)
        context.manager(WorkloadManager).reconcile()
        version = versions.get(found, version.id)
    _show_versions(context, found, [version])
    return 1 if version.state is VersionState.FAILED else 0


def _versions(context: Context, arguments: argparse.Namespace) -> int:
    versions, found = (
        context.manager(DatasetManager).versions,
        dataset_id(context, arguments.dataset),
    )
    page = versions.page(found, PageQuery(limit=1000))
    _show_versions(context, found, page.items)
    return 0


def _cancel(context: Context, arguments: argparse.Namespace) -> int:
    stopped = context.manager(DatasetManager).cancel(dataset_id(context, arguments.dataset))
    words = {
        TaskKind.IMPORT: "The import is stopped; what it brought stays.",
        TaskKind.SYNC: "The synchronization is stopped; what it brought stays.",
        TaskKind.PUBLISH: "The publication is stopped; nothing of it is left.",
    }
    for kind in stopped:
        context.say(words[kind])
    if not stopped:
        context.say("Nothing is under way.")
    return 0


def _delete(context: Context, arguments: argparse.Namespace) -> int:
    context.manager(DatasetManager).delete(dataset_id(context, arguments.dataset))
    context.say("It is in the trash; every object is where it was.")
    return 0


def _restore(context: Context, arguments: argparse.Namespace) -> int:
    found = dataset_id(context, arguments.dataset, deleted=True)
    context.manager(DatasetManager).restore(found)
    return _show_one(context, found)


def dataset_id(context: Context, text: str, *, deleted: bool = False) -> str:
    """Of a dataset that is named."""
    page_of = context.manager(DatasetManager).page
    found = every(lambda page: page_of(page, search=text, deleted=deleted))
    return only_named("dataset", text, (Named(one.id, one.name) for one in found))


def version_id(context: Context, of_dataset: str, text: str) -> str:
    """Of a dataset's version that is named."""
    page_of = context.manager(DatasetManager).versions.page
    found = every(lambda page: page_of(of_dataset, page))
    return only_named("version", text, (Named(one.id, one.name) for one in found))


def _show_one(context: Context, of_dataset: str) -> int:
    manager = context.manager(DatasetManager)
    described = manager.describe([manager.get(of_dataset)])[0]
    context.show(wire.dataset_body(described, manager.labels.all(of_dataset)))
    return 0


def _show_task(context: Context, task: Task, wait: bool) -> int:
    code = _after(context, task, wait)
    task = context.manager(DatasetManager).tasks.get(task.dataset_id, task.id)
    context.show(wire.import_task_body(task, now_ms()))
    return code


def _after(context: Context, task: Task, wait: bool) -> int:
    """Wait for an import where it was asked for; 1 where it failed."""
    tasks = context.manager(DatasetManager).tasks
    while wait and task.state not in FINAL:
        time.sleep(LOOK_S)
        context.manager(WorkloadManager).reconcile()
        task = tasks.get(task.dataset_id, task.id)
    if task.state in FINAL:
        context.say(task.message or task.result.summary)
    return 0 if task.state is State.SUCCEEDED or task.state not in FINAL else 1


def _show_versions(context: Context, of_dataset: str, versions: Sequence[Version]) -> None:
    manager = context.manager(DatasetManager)
    dataset, tasks = manager.get(of_dataset), manager.versions.tasks_of(versions)
    rows = [wire.version_body(one, dataset, tasks.get(one.task_id or "")) for one in versions]
    context.table(rows, VERSION_COLUMNS)
