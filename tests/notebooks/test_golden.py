"""Whole notebooks against the files that they become; one of those is run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from jupyter_modelarts.notebooks.converting import convert
from jupyter_modelarts.notebooks.reading import read
from jupyter_modelarts.notebooks.schemas import ConversionOptions, Script
from tests.notebooks.notebooks import parsed

GOLDEN = Path(__file__).parent / "golden"
OF_A_PYTHON = re.compile(r"does not parse: .*")


def converted(name: str) -> Script:
    """The script of a notebook here, without its cells tagged `skip`."""
    data = (GOLDEN / f"{name}.ipynb.json").read_bytes()
    return convert(read(f"{name}.ipynb", data), None, ConversionOptions(drop_tags=["skip"]))


@pytest.mark.parametrize("name", ["story", "format3"])
def test_a_notebook_becomes_the_same_file_as_ever(name: str) -> None:
    wanted = (GOLDEN / f"{name}.py.txt").read_text("utf-8")

    made = converted(name).text

    parsed(made)
    assert OF_A_PYTHON.sub("does not parse", made) == OF_A_PYTHON.sub("does not parse", wanted)


def test_what_cannot_be_converted_is_named_by_cell() -> None:
    found = [(note.cell + 1, note.kind.value) for note in converted("story").notes]

    assert found == [
        (3, "install_value"),
        (4, "parameter"),
        (5, "variable"),
        (11, "cell_magic"),
        (12, "syntax"),
        (13, "await"),
    ]


def test_the_file_runs_as_a_job_would_run_it(tmp_path: Path) -> None:
    (tmp_path / "story.py").write_text(converted("story").text)
    (tmp_path / "pip").write_text('#!/bin/sh\necho pip "$@"\n')
    (tmp_path / "pip").chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "HOME": "/home/x"}
    given = ["--learning_rate=0.5", "--layers=8,4", "--data_url=/data", "--train_url=/out"]

    run = subprocess.run(
        [sys.executable, "-u", "story.py", *given],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )

    assert run.stderr == ""
    assert run.stdout.splitlines() == [
        "pip install -q Shapely>=1.8 numpy<2",
        "it's O'NEIL, /home/x",
        "        []",
        "helped",
        "42 ['a', 'b']",
        '[0.5, 3, [8, 4], "3 rounds"]',
    ]
