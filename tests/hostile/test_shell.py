"""robustness.md, hostile input: shell and template injection: argument lists, validated keys."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from jupyter_modelarts.compute import WorkloadManager
from jupyter_modelarts.compute.schemas import State
from jupyter_modelarts.core.db import Database
from tests.compute.test_workloads import run, script

from .conftest import Target
from .requests import JOBS, job

WORDS = [
    "; touch {mark}",
    "$(touch {mark})",
    "`touch {mark}`",
    "| touch {mark}",
    "&& touch {mark} &&",
    "\n touch {mark}\n",
    "--help",
    "-c",
    "%s %n {{7*7}} ${{HOME}}",
    "'\"\\",
]
KEYS = ["A=B", "A B", "1A", "", "A;id", "LD_PRELOAD\0", "A\nB", "$(id)", "a-b", "é"]
RESERVED = ["MODELARTS_RUN", "DLS_DATA_URL", "MA_JOB_DIR"]


def test_robustness_arguments_reach_a_script_as_they_were_written(
    db: Database, workloads: WorkloadManager, tmp_path: Path
) -> None:
    """robustness.md: argument lists, never a shell."""
    mark = tmp_path / "mark"
    words = [word.format(mark=mark) for word in WORDS]
    show = "import json, os, sys; print(json.dumps([sys.argv[1:], os.environ['GIVEN']]))"
    argv = [sys.executable, "-c", show, *words]

    ended = run(db, workloads, script("", argv=argv, env={"GIVEN": words[0]}, name=words[1]))

    assert ended.state is State.SUCCEEDED
    assert json.loads(workloads.log(ended.id, 0, 10_000).text) == [words, words[0]]
    assert not mark.exists()


@pytest.mark.parametrize("key", [*KEYS, *RESERVED])
def test_robustness_environment_keys_are_validated(target: Target, key: str) -> None:
    """robustness.md: environment keys."""
    target.assert_refused(
        target.ask("POST", JOBS, job(environments={key: "x"})), "algorithm.environments"
    )


@pytest.mark.parametrize("name", ["a b", "a;id", "$(id)", "--x=y", "a\n", "a=b", "é", ""])
def test_robustness_parameter_names_are_validated(target: Target, name: str) -> None:
    """robustness.md: shell and template injection in names."""
    target.assert_refused(target.ask("POST", JOBS, job(parameters=[{"name": name, "value": "x"}])))


@pytest.mark.parametrize("name", ["a b", "a/b", "..", "$(id)", "a\n", "x" * 65, ""])
def test_robustness_job_names_are_validated(target: Target, name: str) -> None:
    """robustness.md: shell and template injection in names."""
    answer = target.ask("POST", JOBS, {**job(), "metadata": {"name": name}})

    target.assert_refused(answer, "metadata.name")


def test_the_request_is_right_but_for_what_a_test_puts_into_it(target: Target) -> None:
    """The control: what is refused here is refused for what is hostile in it."""
    answer = target.ask("POST", "/v2/default/training-job-previews", job())

    assert answer.json["problems"] == []
