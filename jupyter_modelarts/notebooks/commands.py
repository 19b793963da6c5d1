"""`jupyter modelarts convert`, notebooks as Python files; and `examples`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from ..core.commands import Context, Work, add_command
from ..core.errors import DomainError, InvalidInput
from ..obs import Objects
from . import gallery_commands, sync_commands, wire
from .manager import write_script
from .places import SCHEMES, BucketPlace, Place, WorkPlace
from .schemas import ConversionBody, ConversionOptions

WORKS: Mapping[str, Work] = sync_commands.WORKS


def add_commands(commands: Any) -> None:
    """Add this slice's commands."""
    gallery_commands.add_commands(commands)
    add_command(
        commands,
        "convert",
        _convert,
        help="write notebooks as Python files beside them",
        arguments={
            "notebook": {"nargs": "+", "help": "a path, or obs://bucket/folder/name.ipynb"},
            "--name": {"help": "the file's name (default: the notebook's)"},
            "--force": {"action": "store_true", "help": "replace the file if it already exists"},
            "--no-markdown": {"action": "store_true", "help": "leave text out"},
            "--drop-tag": {
                "action": "append",
                "default": [],
                "metavar": "TAG",
                "help": "leave out cells with this tag; may be given several times",
            },
            "--no-arguments": {
                "action": "store_true",
                "help": "keep the values of cells tagged parameters as they are",
            },
        },
    )
    sync_commands.add_commands(commands)


def _convert(context: Context, arguments: argparse.Namespace) -> int:
    notebooks: list[str] = arguments.notebook
    if arguments.name and len(notebooks) > 1:
        raise InvalidInput("--name names one file: convert the notebooks one by one, or leave it.")
    options = ConversionOptions(
        markdown=not arguments.no_markdown,
        drop_tags=arguments.drop_tag,
        arguments=not arguments.no_arguments,
    )
    code = 0
    for notebook in notebooks:
        try:
            place = _place(context, notebook)
            name = arguments.name or PurePosixPath(place.name).stem
            made = write_script(place, name, overwrite=arguments.force, options=options)
        except DomainError as error:
            if len(notebooks) == 1:
                raise
            code = 1  # the others are converted all the same
            sys.stderr.write(f"{notebook}: {error}\n")
        else:
            _tell(context, wire.conversion_body(made))
    return code


def _place(context: Context, notebook: str) -> Place:
    """Whoever has a terminal may name any notebook, so its own folder is the work directory."""
    if notebook.startswith(SCHEMES):
        return BucketPlace(context.manager(Objects), notebook)
    path = Path(notebook).absolute()
    return WorkPlace(path.parent, path.name)


def _tell(context: Context, made: ConversionBody) -> None:
    if context.as_json:
        context.show(made)
        return
    names = ", ".join(f"--{argument.name}" for argument in made.arguments)
    takes = f", and takes {names}" if names else ""
    cells = "1 cell" if made.cells == 1 else f"{made.cells} cells"
    context.say(f"{made.path} holds {cells}{takes}.")
    for note in made.notes:
        context.say(f"  cell {note.cell + 1}: {note.message}")
