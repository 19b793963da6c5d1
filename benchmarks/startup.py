"""What the extension adds to the start of a Jupyter server: time until it answers, and memory."""

from __future__ import annotations

import tempfile
from pathlib import Path

from .report import Figure, Figures, in_turn, median
from .server import jupyter_server

QUICK_PAIRS, PAIRS = 5, 15


def measure(*, quick: bool) -> Figures:
    """A server with the extension and one without, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        memory: dict[bool, list[float]] = {True: [], False: []}
        first: list[float] = []

        def start(extension: bool) -> float:
            with jupyter_server(place / str(extension), extension=extension) as server:
                memory[extension].append(server.resident_mb())
                if extension:
                    server.call("GET", "modelarts/v2/default/pools")
                    first.append(server.resident_mb())
                return server.started_s

        pairs = QUICK_PAIRS if quick else PAIRS
        ours, plain = in_turn(lambda: start(True), lambda: start(False), pairs)
    added = [(one - other) * 1000 for one, other in zip(ours, plain, strict=True)]
    grown = median(memory[True]) - median(memory[False])
    after = median(first) - median(memory[False])
    return {
        "added_ms": Figure(median(added), "ms", "< 150"),
        "added_mb": Figure(grown, "MB", "< 30"),
        "plain_start_ms": Figure(median(plain) * 1000, "ms"),
        "plain_mb": Figure(median(memory[False]), "MB"),
        "added_mb_after_first_request": Figure(
            after, "MB", note="database, schemas and managers are loaded when first asked"
        ),
    }
