"""Users' own engines: what they ask for, checked, and what all engines are for it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from ..core.errors import InvalidInput
from ..core.safe.names import shown
from .names import is_taken
from .requirements import requirements
from .schemas import EngineDescription, EngineRecord, OwnEngine

KERNEL = "ipykernel>=6.29,<8"
PYTHONS = ("3.9", "3.10", "3.11", "3.12", "3.13", "3.14")
_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
_LONGEST = 500


def described(asked: OwnEngine) -> EngineDescription:
    """The recipe of a user's own engine. Raises InvalidInput with what is wrong."""
    if not _ID.fullmatch(asked.engine_id):
        raise InvalidInput(
            f"{shown(asked.engine_id)} cannot be an engine's name: use small letters, digits and "
            "hyphens, 40 at most, beginning and ending with a letter or digit."
        )
    if is_taken(asked.engine_id):
        raise InvalidInput(
            f"{shown(asked.engine_id)} names an engine already: choose another name."
        )
    if len(asked.description) > _LONGEST:
        raise InvalidInput(f"The description is longer than {_LONGEST} characters.")
    if asked.python and asked.python not in PYTHONS:
        raise InvalidInput(
            f"There is no Python {shown(asked.python)}: one of {', '.join(PYTHONS)}."
        )
    wanted = requirements(asked.requirements)
    if asked.interpreter:
        _check_interpreter(asked)
    elif not any(line.lower().startswith("ipykernel") for line in wanted):
        wanted.append(KERNEL)
    return EngineDescription(
        id=asked.engine_id,
        framework=asked.engine_id,
        version="",
        description=asked.description,
        requirements=wanted,
        pythons=[asked.python] if asked.python else list(PYTHONS[1:5]),
        own=True,
        interpreter=asked.interpreter,
    )


def _check_interpreter(asked: OwnEngine) -> None:
    path = Path(asked.interpreter)
    if not path.is_absolute() or "\0" in asked.interpreter:
        raise InvalidInput(f"{shown(asked.interpreter)}: give the whole path of a Python.")
    if not path.is_file() or not os.access(path, os.X_OK):
        raise InvalidInput(f"{shown(asked.interpreter)} is no program that can be run.")
    if asked.python:
        raise InvalidInput("An interpreter has its own version: leave python out.")


def shelf(
    catalog: Mapping[str, EngineDescription], records: Mapping[str, EngineRecord]
) -> dict[str, EngineDescription]:
    """Every engine, with what was installed into it: this release's, then the users' own."""
    own = {one.engine_id: one.recipe for one in records.values() if one.recipe is not None}
    everything = {**own, **catalog}
    ordered = [*catalog, *(name for name in own if name not in catalog)]
    return {name: _with_libraries(everything[name], records.get(name)) for name in ordered}


def _with_libraries(
    description: EngineDescription, record: EngineRecord | None
) -> EngineDescription:
    if record is None or not record.libraries:
        return description
    return description.model_copy(update={"libraries": record.libraries})
