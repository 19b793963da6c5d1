"""What a run directory says about a running attempt, in the platform's shapes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from .runners.attempt import PhaseReport, read_file
from .schemas import Progress, UsageSample

MAX_SAMPLES = 1_000


def read_progress(run_dir: Path) -> Progress | None:
    """The phase, with what is done of what is known."""
    report = read_file(run_dir / "phase.json", PhaseReport)
    if report is None:
        return None
    counted = report.progress
    return Progress(
        phase=report.phase,
        done=counted.done if counted else None,
        total=counted.total if counted else None,
        detail=report.stage or "",
    )


def read_usage(run_dir: Path) -> list[UsageSample]:
    """Samples oldest first, thinned evenly to at most 1,000."""
    lines = [
        line
        for name in ("usage.1.jsonl", "usage.jsonl")
        if (run_dir / name).is_file()
        for line in (run_dir / name).read_text().splitlines()
    ]
    step = -(-len(lines) // MAX_SAMPLES) or 1
    return list(_samples(lines[::step]))


def _samples(lines: list[str]) -> Iterator[UsageSample]:
    for line in lines:
        try:
            yield UsageSample.model_validate_json(line)
        except ValidationError:
            continue  # the last line may be half written
