"""`jupyter modelarts examples …`: galleries from a terminal."""

from __future__ import annotations

import argparse
from pathlib import Path, PurePosixPath
from typing import Any

from ..core.commands import Context, add_command, add_group
from ..core.errors import InvalidInput, NotFound
from ..core.safe.names import shown
from ..core.schemas import Schema
from . import gallery_wire as wire
from .gallery_manager import GalleryManager
from .gallery_schemas import BUILT_IN, ExampleBody

COLUMNS = ("file_name", "title", "category", "engine_id", "engine_state")
GALLERY: dict[str, dict[str, Any]] = {
    "--gallery": {"default": BUILT_IN, "help": "the name or id of an added gallery"}
}


def add_commands(commands: Any) -> None:
    """Add this noun's commands."""
    group = add_group(commands, "examples", help="notebooks to begin with")
    add_command(group, "list", _list, help="the examples of a gallery", arguments=GALLERY)
    use: dict[str, dict[str, Any]] = {
        "example": {"help": "its file name"},
        "--name": {"help": "the copy's name (default: the example's)"},
        "--force": {"action": "store_true", "help": "replace files that already exist"},
        **GALLERY,
    }
    add_command(group, "use", _use, help="copy an example into this folder", arguments=use)
    add_command(group, "galleries", _galleries, help="where examples come from", arguments={})
    add: dict[str, dict[str, Any]] = {
        "location": {"help": "a folder, or obs://bucket/prefix/"},
        "--name": {"required": True},
    }
    add_command(group, "add", _add, help="show a folder or a prefix as a gallery", arguments=add)
    one: dict[str, dict[str, Any]] = {"gallery": {"help": "its name or id"}}
    add_command(group, "remove", _remove, help="show a gallery no more", arguments=one)


class _Row(Schema):
    """An example as a terminal lists it."""

    file_name: str
    title: str
    category: str
    engine_id: str
    engine_state: str


def _list(context: Context, arguments: argparse.Namespace) -> int:
    manager = context.manager(GalleryManager)
    shelf = manager.shelf(_gallery_id(manager, arguments.gallery))
    body = wire.example_list_body(shelf, manager.engines())
    if context.as_json:
        context.show(body)
        return 0
    context.table([_row(one) for one in body.examples], COLUMNS)
    for path in body.unreadable:
        context.say(f"{path} is no notebook.")
    if body.left_out:
        context.say(f"{body.left_out} more are not shown: divide the gallery.")
    return 0


def _row(one: ExampleBody) -> _Row:
    return _Row(
        file_name=one.file_name,
        title=one.words.title,
        category=one.words.category,
        engine_id=one.engine_id,
        engine_state=one.engine_state,
    )


def _use(context: Context, arguments: argparse.Namespace) -> int:
    """Whoever has a terminal may copy to where they are."""
    manager = context.manager(GalleryManager)
    gallery_id = _gallery_id(manager, arguments.gallery)
    path = _path(manager, gallery_id, arguments.example)
    made = manager.copy(
        gallery_id,
        path,
        file_name=arguments.name or "",
        overwrite=arguments.force,
        root=Path.cwd(),
    )
    body = wire.copy_body(made, manager.engines())
    if context.as_json:
        context.show(body)
        return 0
    for written in (body.path, *body.files):
        context.say(f"{written} is written.")
    if body.engine_id and not body.kernel_name:
        context.say(
            f"Its engine is not there yet: jupyter modelarts engines build {body.engine_id}"
        )
    return 0


def _galleries(context: Context, _arguments: argparse.Namespace) -> int:
    bodies = wire.gallery_list_body(context.manager(GalleryManager).galleries()).galleries
    context.table(bodies, ("gallery_id", "gallery_name", "location"))
    return 0


def _add(context: Context, arguments: argparse.Namespace) -> int:
    manager = context.manager(GalleryManager)
    location: str = arguments.location
    folder = Path(location)
    if location.startswith(("obs://", "s3://")):
        added = manager.add(arguments.name, location)
    else:
        added = manager.add_folder(arguments.name, folder.absolute())
    context.show(wire.gallery_body(added))
    return 0


def _remove(context: Context, arguments: argparse.Namespace) -> int:
    manager = context.manager(GalleryManager)
    removed = manager.remove(_gallery_id(manager, arguments.gallery))
    context.say(f"{removed.name} is shown no more; its notebooks stay.")
    return 0


def _gallery_id(manager: GalleryManager, named: str) -> str:
    for gallery in manager.galleries():
        if named in (gallery.id, gallery.name):
            return gallery.id
    raise NotFound(f"There is no gallery {shown(named)}.")


def _path(manager: GalleryManager, gallery_id: str, named: str) -> str:
    """Where the one example of this path or file name lies."""
    paths = [one.path for one in manager.shelf(gallery_id).examples]
    found = [path for path in paths if path == named or PurePosixPath(path).name == named]
    if not found:
        raise NotFound(f"There is no example {shown(named)}: list them.")
    if len(found) > 1:
        raise InvalidInput(f"{shown(named)} is several: give one of {', '.join(found)}.")
    return found[0]
