"""Convert to Python File against `jupyter nbconvert --to script`, on notebooks of several sizes.

What a person waits for, both warm: ours is one request to a server that has converted before, and
leaves the file on disk; theirs is the command, its modules and byte code in the page cache. Beside
it, both inside of one process that has imported everything and keeps its exporter (`inprocess_…`),
and both as commands (`command_…`).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyter_modelarts.notebooks.converting import convert
from jupyter_modelarts.notebooks.reading import read

from .report import PAIRS, Figure, Figures, in_turn, median
from .server import Server, jupyter_server

SIZES = {"small": 10, "medium": 100, "large": 1000}
QUICK_SIZES = {"small": 10, "medium": 50, "large": 100}
INPROCESS_ROUNDS = 5
WANTED = ">= 20"

_STEP = """\
import math

def step_{0}(rate, rounds={0}):
    '''One step of the training.'''
    total = 0.0
    for number in range(rounds):
        total += rate * math.sqrt(number)  # {0}
    return {{"total": total, "name": f"step-{0}-{{rounds}}"}}

print(step_{0}(0.1))
"""
_LINES = """\
%matplotlib inline
!ls data/{0}
files = !find data -name '*.png'
%time result = step_{0}(0.5)
"""


def measure(*, quick: bool) -> Figures:
    """Every size in three ways; the plain keys are the worst of the sizes."""
    sizes = QUICK_SIZES if quick else SIZES
    figures: Figures = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        jupyter_server(Path(folder), alone=True) as server,
    ):
        for name, cells in sizes.items():
            path = Path(folder) / f"{name}.ipynb"
            path.write_bytes(notebook(cells))
            figures |= _figures(f"{name}_inprocess", *_in_process(path))
            requests, commands, theirs = _from_outside(server, path)
            figures |= _figures(f"{name}_request", requests, theirs)
            figures |= _figures(f"{name}_command", commands, theirs)
    worst = {way: _worst(figures, way) for way in ("request", "inprocess", "command")}
    return {
        "vs_nbconvert_ratio": Figure(
            worst["request"], "x", WANTED, "their command over our request, the worst size"
        ),
        "inprocess_vs_nbconvert_ratio": Figure(worst["inprocess"], "x", note="both in a process"),
        "command_vs_nbconvert_ratio": Figure(worst["command"], "x", note="both as commands"),
        **figures,
    }


def notebook(cells: int) -> bytes:
    """Text, Python, and every fifth cell with magics and shell lines."""
    made = [_cell(number) for number in range(cells)]
    metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python", "file_extension": ".py"},
    }
    whole = {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole).encode()


def _cell(number: int) -> dict[str, Any]:
    kept: dict[str, Any] = {"id": f"cell-{number}", "metadata": {}}
    if number % 3 == 0:
        text = f"## Step {number}\n\nWhat is *done* here, in a sentence or two."
        return {**kept, "cell_type": "markdown", "source": text}
    source = (_LINES if number % 5 == 0 else _STEP).format(number)
    return {
        **kept,
        "cell_type": "code",
        "execution_count": None,
        "outputs": [],
        "source": source.splitlines(keepends=True),
    }


def _from_outside(server: Server, path: Path) -> tuple[list[float], list[float], list[float]]:
    """Our request, our command and their command, in turn, after one of each to warm up."""
    body = {"notebook": path.name, "file_name": f"{path.stem}_ours.py", "overwrite": True}
    state = str(path.parent / "state")
    words = ["-m", "jupyter_modelarts.cli", "--state-dir", state, "convert", "--force"]
    acts: list[Callable[[], object]] = [
        lambda: server.call("POST", "modelarts/v1/default/notebook-conversions", body),
        lambda: _run(*words, "--name", f"{path.stem}_command", str(path)),
        lambda: _run("-m", "nbconvert", "--to", "script", "--log-level", "ERROR", str(path)),
    ]
    turns = [[_timed(act)() for act in acts] for _ in range(1 + PAIRS)][1:]
    requests, commands, theirs = zip(*turns, strict=True)
    return list(requests), list(commands), list(theirs)


def _in_process(path: Path) -> tuple[list[float], list[float]]:
    """From the file to the text; nbconvert's exporter is made once."""
    from nbconvert.exporters.python import PythonExporter

    make_exporter: Any = PythonExporter  # nbconvert has no types
    exporter = make_exporter()
    theirs = _timed(lambda: exporter.from_filename(str(path)))
    ours = _timed(lambda: convert(read(path.name, path.read_bytes())))
    return in_turn(ours, theirs, PAIRS * INPROCESS_ROUNDS)


def _run(*words: str) -> None:
    argv = [sys.executable, *words]
    subprocess.run(argv, check=True, stdout=subprocess.DEVNULL, env=dict(os.environ))


def _timed(act: Callable[[], object]) -> Callable[[], float]:
    def timed() -> float:
        began = time.perf_counter()
        act()
        return time.perf_counter() - began

    return timed


def _figures(prefix: str, ours: list[float], theirs: list[float]) -> Figures:
    ratio = median([other / one for one, other in zip(ours, theirs, strict=True)])
    return {
        f"{prefix}_ms": Figure(median(ours) * 1000, "ms"),
        f"{prefix}_peer_ms": Figure(median(theirs) * 1000, "ms"),
        f"{prefix}_vs_nbconvert_ratio": Figure(ratio, "x"),
    }


def _worst(figures: Figures, way: str) -> float:
    ends = f"_{way}_vs_nbconvert_ratio"
    return min(figure.value or 0.0 for key, figure in figures.items() if key.endswith(ends))
