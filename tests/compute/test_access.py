"""The token of an attempt: there for its code alone, and worth nothing when the attempt is over."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from jupyter_modelarts.compose import Foundation
from jupyter_modelarts.compute.schemas import State, WorkloadSpec

from .harness import until
from .test_workloads import PATIENCE_S, is_in, script, submit

CODE = """
import json, os, time
config = json.load(open(os.environ['MODELARTS_CONFIG']))
json.dump(config, open('seen.json.part', 'w'))
os.replace('seen.json.part', 'seen.json')
while not os.path.exists('end'):
    time.sleep(0.02)
"""


def _run_dir(foundation: Foundation, workload_id: str) -> Path:
    found = foundation.workloads.run_dir(workload_id)
    assert found is not None
    return found


def test_robustness_a_token_lives_and_ends_with_its_attempt(foundation: Foundation) -> None:
    """robustness.md: tokens in job environments, process lists, logs."""
    spec = script(CODE, calls_platform=True)
    made = submit(foundation.db, foundation.workloads, spec)
    run_dir = _run_dir(foundation, made.id)
    until(lambda: (run_dir / "work" / "seen.json").exists(), "the job to have read its file")
    until(lambda: is_in(foundation.workloads, made.id, State.RUNNING), "the job to run")
    config = json.loads((run_dir / "work" / "seen.json").read_text())
    (run_dir / "work" / "seen.json").unlink()

    principal = foundation.tokens.verify_token(config["token"])

    assert principal is not None
    assert principal.scope.workload == f"{made.id}/1"
    assert not principal.may("write", "iam")
    assert config["endpoint_file"] == str(foundation.state_dir / "server.json")
    assert (run_dir / "modelarts.json").stat().st_mode & 0o777 == 0o600
    holding = [path for path in _files(foundation.state_dir) if config["token"] in _text(path)]
    assert holding == [run_dir / "modelarts.json"]
    started = json.loads((run_dir / "started.json").read_text())
    for pid in (started["pid"], started["command"]["pid"]):
        for name in ("environ", "cmdline"):
            proc = Path(f"/proc/{pid}/{name}")
            assert not proc.exists() or config["token"] not in _text(proc)

    (run_dir / "work" / "end").touch()
    assert foundation.workloads.wait(made.id, PATIENCE_S).state is State.SUCCEEDED
    assert foundation.tokens.verify_token(config["token"]) is None
    assert foundation.tokens.list() == []


def test_the_next_attempt_has_another_token(foundation: Foundation) -> None:
    spec = script(CODE, calls_platform=True, resumable=True, restart={"max_restarts": 1})
    made = submit(foundation.db, foundation.workloads, spec)
    first = _token(_run_dir(foundation, made.id))
    until(lambda: is_in(foundation.workloads, made.id, State.RUNNING), "the job to run")
    started = json.loads((_run_dir(foundation, made.id) / "started.json").read_text())

    os.kill(started["pid"], signal.SIGKILL)

    def again() -> bool:
        foundation.workloads.reconcile()
        return foundation.workloads.get(made.id).attempt == 2

    until(again, "the second attempt")

    assert foundation.tokens.verify_token(first) is None
    second = foundation.tokens.verify_token(_token(_run_dir(foundation, made.id)))
    assert second is not None
    assert second.scope.workload == f"{made.id}/2"


def test_what_does_not_call_the_platform_gets_nothing(foundation: Foundation) -> None:
    code = "import os; print('MODELARTS_CONFIG' in os.environ)"
    spec = WorkloadSpec(kind="test", name="a job", argv=[sys.executable, "-c", code])

    made = submit(foundation.db, foundation.workloads, spec)
    foundation.workloads.wait(made.id, PATIENCE_S)

    assert foundation.workloads.log(made.id, 0, 1000).text == "False\n"
    assert not (_run_dir(foundation, made.id) / "modelarts.json").exists()


def _token(run_dir: Path) -> str:
    return str(json.loads((run_dir / "modelarts.json").read_text())["token"])


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _text(path: Path) -> str:
    return path.read_bytes().decode(errors="replace")
