"""`jupyter modelarts workloads …` and `jupyter modelarts reconcile`."""

from __future__ import annotations

import argparse
import sys
import time
from typing import Any

from ..core.commands import Context, add_command, add_group
from . import wire
from .manager import WorkloadManager
from .schemas import FINAL, State, Workload, WorkloadListQuery

READ_BYTES = 1 << 20
COLUMNS = ("workload_id", "kind", "name", "state", "reason")


def add_commands(commands: Any) -> None:
    """Add this slice's commands."""
    add_command(
        commands,
        "reconcile",
        _reconcile,
        help="make records and processes agree, once",
        arguments={},
    )
    group = add_group(commands, "workloads", help="everything that runs, whatever it is")
    one: dict[str, dict[str, Any]] = {"workload_id": {}}
    add_command(
        group,
        "list",
        _list,
        help="newest first",
        arguments={"--active": {"action": "store_true", "help": "only what has not ended"}},
    )
    add_command(group, "show", _show, help="one workload", arguments=one)
    add_command(group, "stop", _stop, help="stop a workload and its children", arguments=one)
    add_command(
        group,
        "log",
        _log,
        help="print a log",
        arguments={**one, "--follow": {"action": "store_true", "help": "until it has ended"}},
    )


def print_log(manager: WorkloadManager, workload_id: str, *, follow: bool) -> Workload:
    """Write a log to standard output as it is, and with `follow` until the workload has ended."""
    offset = 0
    while True:
        workload = manager.get(workload_id)
        part = manager.log(workload_id, offset, READ_BYTES)
        sys.stdout.write(part.text)
        sys.stdout.flush()
        moved, offset = part.next_offset > offset, part.next_offset
        if not moved and (not follow or workload.state in FINAL):
            return workload
        if not moved:
            manager.reconcile()
            time.sleep(0.2)


def exit_code(workload: Workload) -> int:
    """0 for success, 1 for any other end."""
    return 0 if workload.state is State.SUCCEEDED else 1


def _reconcile(context: Context, _arguments: argparse.Namespace) -> int:
    context.manager(WorkloadManager).reconcile()
    return 0


def _list(context: Context, arguments: argparse.Namespace) -> int:
    query = WorkloadListQuery(active=arguments.active, limit=1000)
    page = context.manager(WorkloadManager).list(wire.filter_of(query), query)
    context.table(wire.list_body(page).workloads, COLUMNS)
    return 0


def _show(context: Context, arguments: argparse.Namespace) -> int:
    manager = context.manager(WorkloadManager)
    context.show(wire.body(*manager.details(arguments.workload_id)))
    return 0


def _stop(context: Context, arguments: argparse.Namespace) -> int:
    manager = context.manager(WorkloadManager)
    manager.stop(arguments.workload_id)
    stopped = manager.wait(arguments.workload_id, timeout_s=60)
    context.say(f"{stopped.name} is {stopped.state.value}.")
    return 0


def _log(context: Context, arguments: argparse.Namespace) -> int:
    manager = context.manager(WorkloadManager)
    workload = print_log(manager, arguments.workload_id, follow=arguments.follow)
    return exit_code(workload) if arguments.follow else 0
