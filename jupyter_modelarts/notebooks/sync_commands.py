"""`jupyter modelarts sync`, and the work that a sync is."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from ..core.commands import Context, Work, add_command
from ..core.managers import Managers
from ..obs.transfers import command
from .sync_manager import WORK, SyncManager


def add_commands(commands: Any) -> None:
    """Add this noun's command."""
    what = "sync a folder with a folder of a bucket"
    add_command(commands, "sync", _sync, help=what, arguments=command.ARGUMENTS)


def _sync(context: Context, arguments: argparse.Namespace) -> int:
    manager = context.manager(SyncManager)
    return command.run(arguments, manager.store_of, manager.state_dir, as_json=context.as_json)


def _work(managers: Managers, arguments: Sequence[str]) -> None:
    managers.get(SyncManager).run(*arguments)


WORKS: Mapping[str, Work] = {WORK: _work}
