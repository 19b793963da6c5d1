"""What every runner must do; a new backend adds itself to the parameters."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from jupyter_modelarts.compute.runners import RUNNERS, Launch, Runner, load_runner, write_launch
from jupyter_modelarts.compute.runners.attempt import SameHost
from jupyter_modelarts.compute.schemas import Phase, State
from jupyter_modelarts.compute.supervisor.launch import Launch as Understood
from jupyter_modelarts.compute.supervisor.launch import read_launch
from jupyter_modelarts.compute.supervisor.processes import snapshot
from jupyter_modelarts.core.errors import Conflict, InvalidInput
from tests.compute.harness import STUBBORN, Bench, python

TESTED = ["local"]


@pytest.fixture(params=TESTED)
def runner(request: pytest.FixtureRequest) -> Runner:
    return load_runner(request.param)


@pytest.fixture
def attempts(tmp_path: Path, runner: Runner) -> Iterator[Bench]:
    made = Bench(tmp_path / "runs", runner)
    try:
        yield made
    finally:
        made.close()


def test_every_registered_runner_is_tested() -> None:
    assert set(RUNNERS) == set(TESTED)


def test_an_unknown_runner_is_refused_by_name() -> None:
    with pytest.raises(InvalidInput, match=r"'slurm'; known are: local"):
        load_runner("slurm")


def test_a_prepared_directory_is_alive_and_cannot_be_prepared_again(
    runner: Runner, tmp_path: Path
) -> None:
    lock = runner.prepare(tmp_path / "run")

    with pytest.raises(Conflict):
        runner.prepare(tmp_path / "run")
    during = runner.observe(tmp_path / "run")
    os.close(lock)
    after = runner.observe(tmp_path / "run")

    assert (during.alive, during.started, during.host) == (True, None, SameHost.UNKNOWN)
    assert (after.alive, after.started) == (False, None)


def test_what_was_never_begun_can_be_launched(runner: Runner, attempts: Bench) -> None:
    attempt = attempts.attempt(python("pass"))
    os.close(runner.prepare(attempt.run_dir))

    assert attempt.begin().end().state is State.SUCCEEDED


def test_what_did_not_arrive_is_locked_and_sent_again(
    runner: Runner, attempts: Bench, tmp_path: Path
) -> None:
    target = tmp_path / "target"
    target.write_text("a file where a directory is wanted")
    output = {"name": "o", "directory": "out", "target": {"directory": str(target)}}
    code = "import pathlib; pathlib.Path('../out/a').write_text('A')"
    failed, attempt = attempts.run(code, outputs=[output], directories=["out"])
    target.unlink()

    lock = runner.reopen(attempt.run_dir)
    between = runner.observe(attempt.run_dir)
    runner.resume_outputs(attempt.run_dir, lock)

    assert (failed.state, failed.phase) == (State.FAILED, Phase.OUTPUTS)
    assert (between.alive, between.outcome) == (True, None)
    assert attempt.end().state is State.SUCCEEDED
    with pytest.raises(Conflict, match="Nothing is left"):
        runner.reopen(attempt.run_dir)


def test_a_launcher_keeps_neither_descriptor_nor_child(attempts: Bench) -> None:
    attempt = attempts.attempt(python("pass"))
    before = _descriptors(), _children()

    attempt.begin()

    assert (_descriptors(), _children()) == before
    assert attempt.end().state is State.SUCCEEDED


def test_observe_from_start_to_end(attempts: Bench) -> None:
    attempt = attempts.begin(python("import time; print('on'); time.sleep(600)"))
    attempt.until_logged("on")
    attempt.until_phase("running")

    seen = attempt.observe()
    attempt.runner.stop(attempt.run_dir, 1.0)
    outcome = attempt.end()

    assert (seen.alive, seen.host, seen.outcome) == (True, SameHost.SAME, None)
    assert seen.phase is not None
    assert seen.phase.phase == "running"
    assert outcome.state is State.STOPPED
    assert attempt.observe().stop_requested


def test_stopping_what_is_gone_is_harmless(attempts: Bench, tmp_path: Path) -> None:
    outcome, attempt = attempts.run("pass")

    attempt.runner.stop(attempt.run_dir, 1.0)
    attempt.runner.stop(attempt.run_dir, 1.0)

    assert attempt.observe().outcome == outcome


def test_sweep_ends_what_a_killed_supervisor_left(attempts: Bench) -> None:
    attempt = attempts.begin(python(STUBBORN))
    attempt.until_logged("ready")
    attempt.kill_supervisor()

    attempt.runner.sweep(attempt.launch.workload_id, attempt.launch.attempt)

    assert attempt.processes() == []
    assert attempt.runner.sweep(attempt.launch.workload_id, attempt.launch.attempt) == 0


def test_survival_has_a_reason(runner: Runner) -> None:
    survives, reason = runner.survives_server()

    assert isinstance(survives, bool)
    assert reason.endswith((".", ")."))


def test_the_supervisor_understands_every_field_of_the_launch_file(tmp_path: Path) -> None:
    launch = Launch.model_validate(
        {
            "workload_id": "w",
            "attempt": 3,
            "task": 2,
            "mode": "serve",
            "argv": ["a", "b"],
            "env": {"A": "1"},
            "cwd": "c",
            "directories": ["d"],
            "inputs": [
                {"kind": "tree", "source": {"path": "/p"}, "target": "t", "label": "l"},
                {"kind": "file", "source": {"url": "https://u/x"}, "target": "t", "size": 4},
                {"kind": "files", "target": "t", "files": [["/s", "n", None]]},
                {"kind": "tree", "source": {"uri": "obs://b/k/"}, "target": "t"},
            ],
            "outputs": [
                {
                    "name": "o",
                    "directory": "e",
                    "target": {"directory": "/x", "staging": "/y"},
                    "when": "success",
                },
                {"name": "p", "directory": "f", "target": {"urls": {"k": "https://v"}}},
                {"name": "q", "directory": "g", "target": {"uri": "obs://b/k/"}},
            ],
            "ports": [
                {"name": "h", "socket": "unix", "health": {"kind": "tcp"}},
                {"name": "i", "listen": True, "number": 8080},
            ],
            "limits": {"memory_mb": 5, "cpus": 1.5, "log_bytes": 1 << 21},
            "grace_s": 7,
            "reconcile": {"argv": ["r"], "env": {"B": "2"}},
            "courier": {"argv": ["c"], "env": {"C": "3"}},
        }
    )
    write_launch(tmp_path, launch)

    assert _plain(read_launch(tmp_path)) == launch.model_dump(mode="json")


def _children() -> set[int]:
    return {one.pid for one in snapshot().values() if one.parent == os.getpid()}


def _descriptors() -> list[str]:
    return sorted(path.name for path in Path("/dev/fd").iterdir())


def _plain(understood: Understood) -> dict[str, object]:
    """What the supervisor read, in the words of the launch file."""

    def source(text: str) -> dict[str, str | None] | None:
        if not text:
            return None
        word = {"https": "url", "obs": "uri"}.get(text.partition("://")[0], "path")
        return {"path": None, "url": None, "uri": None, word: text}

    fields = understood._asdict()
    fields["protocol"] = 1
    fields["argv"] = list(understood.argv)
    fields["directories"] = list(understood.directories)
    fields["limits"] = understood.limits._asdict()
    fields["inputs"] = [
        {
            **one._asdict(),
            "source": source(one.source),
            "files": [list(file) for file in one.files],
            "label": one.label if one.label != one.source else "",
        }
        for one in understood.inputs
    ]
    fields["outputs"] = [
        {
            "name": one.name,
            "directory": one.directory,
            "when": "always" if one.always else "success",
            "target": {
                "directory": one.target_directory,
                "staging": one.staging,
                "urls": one.urls,
                "uri": one.target_uri,
            },
        }
        for one in understood.outputs
    ]
    fields["ports"] = [
        {**one._asdict(), "health": one.health._asdict() if one.health else None}
        for one in understood.ports
    ]
    for name, spawn in (("reconcile", understood.reconcile), ("courier", understood.courier)):
        fields[name] = {"argv": list(spawn.argv), "env": spawn.env} if spawn else None
    return fields
