"""`jupyter modelarts` as a person and a script call it: processes, exit codes, JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jupyter_modelarts.cli import main
from jupyter_modelarts.compose import Foundation
from jupyter_modelarts.engines.catalog import SCIKIT_LEARN
from jupyter_modelarts.obs import Objects
from tests.datasets.conftest import INPUT, OUTPUT, put_images
from tests.training.conftest import stand_in

Call = Callable[..., "subprocess.CompletedProcess[str]"]
Ask = Callable[..., Any]
PATIENCE_S = 120
TRAIN = """
import pathlib, sys
given = dict(word[2:].split("=", 1) for word in sys.argv[1:])
print("epoch 1 loss=0.5")
files = sorted(path.name for path in pathlib.Path(given["data_url"]).rglob("*.png"))
(pathlib.Path(given["train_url"]) / "seen.txt").write_text(" ".join(files))
sys.exit(int(given["code"]))
"""


@pytest.fixture
def call(foundation: Foundation, tmp_path: Path) -> Call:
    """Run a command in a folder that holds `code/train.py`; scikit-learn is there, but empty."""
    stand_in(foundation, SCIKIT_LEARN)
    folder = tmp_path / "work"
    (folder / "code").mkdir(parents=True)
    (folder / "code" / "train.py").write_text(TRAIN)
    environ = {**os.environ, "PIP_NO_INDEX": "1", "JUPYTER_DATA_DIR": str(tmp_path / "jupyter")}

    def run(*words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "jupyter_modelarts.cli", *words],
            cwd=folder,
            env=environ,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
        )

    return run


@pytest.fixture
def ask(call: Call) -> Ask:
    """What a command that works prints for programs."""

    def run(*words: str, stdin: str = "") -> Any:
        done = call("--json", *words, stdin=stdin)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    return run


@pytest.fixture
def version(ask: Ask, call: Call, objects: Objects) -> str:
    """A published version of two labeled images, as `jobs create --input` names it."""
    put_images(objects, ["Cat/1.png", "Dog/2.png"])
    made = ask("datasets", "create", "animals", "--input", INPUT, "--output", OUTPUT, "--wait")
    assert "Nothing is under way" in call("datasets", "cancel", made["dataset_id"]).stdout
    (published,) = ask("datasets", "publish", "animals", "--wait")
    return f"animals:{published['version_name']}"


def create(version: str, code: int, *more: str) -> list[str]:
    """The words that make a job and wait for its end."""
    words = ["jobs", "create", "--code-dir", "code", "--boot-file", "train.py", "--wait"]
    words += ["--input", version, "--output", "obs://modelarts/models/"]
    return [*words, "--parameter", f"code={code}", *more]


def test_from_images_to_a_trained_job(ask: Ask, call: Call, version: str, objects: Objects) -> None:
    job = ask(*create(version, 0, "--name", "mine"))
    again = call(*create(version, 3, "--again", job["metadata"]["id"]))
    listed = ask("jobs", "list")
    newest = listed[0]["id"]
    resumed = call("jobs", "resume", "mine:V0002")
    unclear = call("jobs", "show", "mine")

    assert job["status"]["state"] == "succeeded"
    assert job["status"]["output_files"][0]["url"] == "obs://modelarts/models/V0001/seen.txt"
    assert objects.read("obs://modelarts/models/V0001/seen.txt") == b"1.png 2.png"
    assert (again.returncode, again.stdout) == (1, "epoch 1 loss=0.5\n")
    assert [(one["version"], one["state"]) for one in listed] == [
        ("V0002", "failed"),
        ("V0001", "succeeded"),
    ]
    assert "exit code 3" in listed[0]["reason"]
    assert (resumed.returncode, resumed.stderr.split(" is ")[1]) == (
        2,
        "not one whose outputs could not be saved.\n",
    )
    assert ask("jobs", "diff", newest) == [
        {"field": "algorithm.parameters.code", "old": "0", "new": "3"}
    ]
    assert ask("jobs", "metrics", newest)[0]["last"] == 0.5
    assert ask("jobs", "show", "mine:V0001")["metadata"]["id"] == job["metadata"]["id"]
    assert "say mine:V0002, mine:V0001, or an id" in unclear.stderr


def test_a_job_is_made_of_the_body_that_rest_takes_and_goes_to_the_trash(
    ask: Ask, call: Call, objects: Objects
) -> None:
    objects.put(f"{INPUT}a.png", b"x")
    body = {
        "metadata": {"name": "posted"},
        "algorithm": {
            "code_dir": "code",
            "boot_file": "train.py",
            "engine": {"engine_id": "scikit-learn"},
            "parameters": [{"name": "code", "value": "0"}],
            "inputs": [{"remote": {"obs": {"obs_url": INPUT}}}],
            "outputs": [{"remote": {"obs": {"obs_url": "obs://modelarts/models/"}}}],
        },
    }

    job = ask("jobs", "create", "--file", "-", stdin=json.dumps(body))
    followed = call("jobs", "log", "--follow", job["metadata"]["id"])
    deleted = call("jobs", "delete", "posted")

    assert (followed.returncode, followed.stdout) == (0, "epoch 1 loss=0.5\n")
    assert "posted V0001 is in the trash" in deleted.stdout
    assert ask("jobs", "list") == []
    assert [one["kind"] for one in ask("workloads", "list")] == ["training-job"]
    assert ask("jobs", "restore", "posted")["metadata"]["delete_time"] is None


def test_engines_are_listed_and_a_build_that_fails_says_why(ask: Ask, call: Call) -> None:
    engine, *_ = ask("engines", "list")
    built = call("engines", "build", "--anew", engine["engine_id"])
    listed = call("engines", "list")

    assert engine["state"] == "ready"
    assert ask("engines", "show", "Sklearn-0.20-python3.6")["engine_id"] == engine["engine_id"]
    assert built.returncode == 1
    assert "does not have packages that fit" in built.stdout
    assert "failed" in listed.stdout


def test_sample_data_that_cannot_be_made_says_why(call: Call) -> None:
    """The engine of this test has no packages in it."""
    done = call("--json", "sample-data")

    found = json.loads(done.stdout)
    assert (done.returncode, found["state"]) == (1, "failed")
    assert "No module named 'numpy'" in found["message"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["jobs", "show", "none"], 'Training job "none" not found.'),
        (["jobs", "create", "--name", "x", "--code-dir", "no"], "There is no folder"),
        (["jobs", "create", "--parameter", "x"], "Write x as NAME=VALUE."),
        (["jobs", "create", "--file", "none.json"], "none.json cannot be read"),
        (["datasets", "create", "x", "--input", INPUT, "--output", INPUT], "output"),
        (["engines", "build", "none"], 'There is no engine "none": choose one of'),
        (["workloads", "stop", "none"], "not found"),
        (["work", "none"], "There is no work none"),
    ],
    ids=lambda value: "-".join(value[:2]) if isinstance(value, list) else "",
)
def test_what_is_refused_says_a_sentence(
    state_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)

    code = main(words)

    told = capsys.readouterr()
    assert (code, told.out) == (2, "")
    assert sentence in told.err


def test_a_broken_body_names_its_field_and_the_process_exits_with_2(call: Call) -> None:
    done = call("jobs", "create", "--file", "-", stdin='{"metadata": {"name": 3}}')

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("metadata.name: ")
    assert "Traceback" not in done.stderr
