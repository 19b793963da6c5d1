"""How the command ended, before its outputs are moved: `exit.json`, and the base of the outcome."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from .failure import Traceback
from .files import now_ms, read_json


class Ending(NamedTuple):
    """The words of `outcome.json`, but for outputs."""

    state: str
    phase: str | None = None
    exit_code: int | None = None
    signal: int | None = None
    oom: bool = False
    message: str = ""
    traceback: dict[str, object] | None = None

    @property
    def well(self) -> bool:
        """Whether the command did what was asked of it."""
        return self.state == "succeeded"


def failed(phase: str, message: str) -> Ending:
    """An ending before or after the command."""
    return Ending("failed", phase, message=message)


def stopped() -> Ending:
    """Somebody asked for it."""
    return Ending("stopped", message="Stopped on request.")


def trace(found: Traceback | None) -> dict[str, object] | None:
    """As `outcome.json` spells it."""
    return {"text": found.text, "file": found.file, "line": found.line} if found else None


def read_ending(run_dir: Path) -> Ending | None:
    """What `exit.json` says, None where the command did not end under our eyes."""
    value: Any = read_json(run_dir / "exit.json")
    return Ending(**{key: value[key] for key in Ending._fields}) if value else None


def as_json(ending: Ending) -> dict[str, object]:
    """For `exit.json` and `outcome.json`."""
    return {**ending._asdict(), "ended_at": now_ms()}
