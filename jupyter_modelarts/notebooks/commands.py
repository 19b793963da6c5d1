"""`jupyter modelarts convert`: a notebook as a Python file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ..core.commands import Context, add_command
from . import wire
from .manager import NotebookManager


def add_commands(commands: Any) -> None:
    """Add this slice's command."""
    add_command(
        commands,
        "convert",
        _convert,
        help="write a notebook as a Python file beside it",
        arguments={
            "notebook": {"type": Path},
            "--name": {"help": "the file's name (default: the notebook's)"},
            "--force": {"action": "store_true", "help": "replace the file if it already exists"},
        },
    )


def _convert(context: Context, arguments: argparse.Namespace) -> int:
    """Whoever has a terminal may name any notebook, so its own folder is the work directory."""
    notebook: Path = arguments.notebook
    name = arguments.name or notebook.stem
    manager = NotebookManager(notebook.absolute().parent)
    made = wire.conversion_body(manager.convert(notebook.name, name, overwrite=arguments.force))
    if context.as_json:
        context.show(made)
        return 0
    context.say(f"{made.path} holds {made.cells} cells.")
    for note in made.notes:
        context.say(f"  cell {note.cell + 1}: {note.message}")
    return 0
