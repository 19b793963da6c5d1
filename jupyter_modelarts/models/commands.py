"""`jupyter modelarts models …`, and the work that copies a package."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..core.managers import Managers
from .manager import ModelManager
from .tasks import WORK


def add_commands(commands: Any) -> None:
    """Add this slice's commands."""


def run_import(managers: Managers, arguments: Sequence[str]) -> None:
    """The work `import-model MODEL_ID [CONFIG_FILE]`."""
    given = ""
    if arguments[1:]:
        given = Path(arguments[1]).read_text(encoding="utf-8")
    managers.get(ModelManager).run_import(arguments[0], given)


WORKS = {WORK: run_import}
