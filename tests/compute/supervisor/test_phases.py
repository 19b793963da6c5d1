"""From launch to outcome: what succeeds, what fails in which phase, and what is said about it."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from jupyter_modelarts.compute.runners import write_launch
from jupyter_modelarts.compute.schemas import Phase, State

from ..harness import Bench, python, until


def test_success_moves_outputs_and_lists_them(attempts: Bench, tmp_path: Path) -> None:
    store = tmp_path / "bucket" / "prefix"
    output = {"name": "model", "directory": "out", "target": {"directory": str(store)}}
    code = "import os; os.makedirs('../out/a'); open('../out/a/w.bin','wb').write(b'abc')"

    outcome, _ = attempts.run(code, outputs=[output])

    assert outcome.state is State.SUCCEEDED
    assert [(one.name, one.key, one.size) for one in outcome.outputs] == [("model", "a/w.bin", 3)]
    assert (store / "a" / "w.bin").read_bytes() == b"abc"
    assert [path.name for path in store.rglob("*") if path.is_file()] == ["w.bin"]


def test_inputs_are_there_before_the_command_and_are_copies(
    attempts: Bench, tmp_path: Path
) -> None:
    source = tmp_path / "source"
    (source / "deep").mkdir(parents=True)
    (source / "deep" / "one.txt").write_text("one")
    (source / "link").symlink_to("/etc/passwd")
    inputs = [
        {"kind": "tree", "source": {"path": str(source)}, "target": "in/tree"},
        {"kind": "file", "source": {"path": str(source / "deep/one.txt")}, "target": "in/file"},
        {
            "kind": "files",
            "target": "in/list",
            "files": [[str(source / "deep/one.txt"), "x/y", 3]],
        },
    ]
    code = (
        "import os; open('../in/tree/deep/one.txt','a').write('!'); print(os.listdir('../in/tree'))"
    )

    outcome, attempt = attempts.run(code, inputs=inputs, directories=["work"])

    assert outcome.state is State.SUCCEEDED
    assert attempt.log() == b"['deep']\n"
    assert (source / "deep" / "one.txt").read_text() == "one"
    assert (attempt.run_dir / "in/file").read_text() == "one"
    assert (attempt.run_dir / "in/list/x/y").read_text() == "one"


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"kind": "file", "source": {"path": "/no/such"}, "target": "x"}, "/no/such"),
        (
            {
                "kind": "tree",
                "source": {"path": "/no/such"},
                "target": "x",
                "label": "obs://b/data/",
            },
            "obs://b/data/",
        ),
        ({"kind": "files", "target": "x", "files": [["/no/such", "a.png", 1]]}, "a.png"),
        ({"kind": "file", "source": {"path": "/dev/null"}, "target": "x"}, "/dev/null"),
        ({"kind": "file", "source": {"path": "/etc/passwd"}, "target": "../x"}, "../x"),
        ({"kind": "file", "source": {"path": "/etc/passwd"}, "target": "x", "size": 1}, "bytes"),
    ],
)
def test_an_input_that_cannot_be_had_is_named(
    attempts: Bench, given: dict[str, object], named: str
) -> None:
    outcome, attempt = attempts.run("print('ran')", inputs=[given])

    assert (outcome.state, outcome.phase) == (State.FAILED, Phase.INPUTS)
    assert named in outcome.message
    assert attempt.log() == b""


def test_a_signed_url_that_does_not_answer_loses_its_query(attempts: Bench) -> None:
    given = {"kind": "file", "source": {"url": "http://127.0.0.1:9/a?key=s"}, "target": "x"}

    outcome, _ = attempts.run("pass", inputs=[given])

    assert outcome.phase is Phase.INPUTS
    assert "http://127.0.0.1:9/a cannot be read" in outcome.message
    assert "key" not in outcome.message


def test_a_traceback_becomes_text_file_and_line(attempts: Bench, tmp_path: Path) -> None:
    script = tmp_path / "train.py"
    script.write_text("import json\nprint('start')\njson.loads('{')\n")

    attempt = attempts.begin([sys.executable, str(script)])
    outcome = attempt.end()

    assert (outcome.state, outcome.phase, outcome.exit_code) == (State.FAILED, Phase.CODE, 1)
    assert outcome.traceback is not None
    assert (outcome.traceback.file, outcome.traceback.line) == (str(script), 3)
    assert outcome.traceback.text.startswith("Traceback (most recent call last):")
    assert outcome.message.endswith("(train.py, line 3)")


def test_a_script_that_cannot_be_read_has_a_place_too(attempts: Bench, tmp_path: Path) -> None:
    script = tmp_path / "train.py"
    script.write_text("x = 1\nx = = 2\n")

    outcome = attempts.begin([sys.executable, str(script)]).end()

    assert outcome.traceback is not None
    assert (outcome.traceback.file, outcome.traceback.line) == (str(script), 2)
    assert outcome.message.startswith("SyntaxError")


def test_an_exit_code_without_a_traceback(attempts: Bench) -> None:
    outcome, _ = attempts.run("import sys; sys.exit(3)")

    assert (outcome.state, outcome.phase, outcome.exit_code) == (State.FAILED, Phase.CODE, 3)
    assert outcome.message == "The command ended with exit code 3."
    assert outcome.traceback is None


def test_a_signal_is_named(attempts: Bench) -> None:
    outcome, _ = attempts.run("import os; os.abort()")

    assert (outcome.phase, outcome.signal, outcome.exit_code) == (Phase.CODE, 6, None)
    assert "Aborted" in outcome.message


def test_too_much_memory_ends_the_whole_tree(attempts: Bench) -> None:
    code = "import os, time; os.fork(); block = b'1' * (150 << 20); time.sleep(600)"

    outcome, attempt = attempts.run(code, limits={"memory_mb": 128})

    assert (outcome.state, outcome.phase, outcome.oom) == (State.FAILED, Phase.CODE, True)
    assert "MB of 128 MB" in outcome.message
    assert attempt.processes() == []


@pytest.mark.parametrize("argv", [["/no/such/program"], ["no-such-program"], ["/etc/passwd"]])
def test_a_command_that_cannot_be_started(attempts: Bench, argv: list[str]) -> None:
    outcome = attempts.begin(argv).end()

    assert (outcome.state, outcome.phase) == (State.FAILED, Phase.ENVIRONMENT)
    assert argv[0] in outcome.message


def test_a_launch_file_of_another_protocol_is_refused(attempts: Bench) -> None:
    attempt = attempts.attempt(python("print('ran')"))
    lock = attempt.runner.prepare(attempt.run_dir)
    write_launch(attempt.run_dir, attempt.launch)
    path = attempt.run_dir / "launch.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "protocol": 2}))

    attempt.runner.launch(attempt.run_dir, lock)
    outcome = attempt.end()

    assert (outcome.state, outcome.phase) == (State.FAILED, Phase.ENVIRONMENT)
    assert "protocol 2" in outcome.message


def test_the_command_sees_its_environment_and_nothing_else(
    attempts: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTER_TOKEN", "secret")
    code = "import json, os; print(json.dumps(dict(os.environ)))"

    _, attempt = attempts.run(
        code, env={"PATH": "/bin", "A": "{run}/x"}, limits={"cpus": 2.5, "memory_mb": 1000}
    )
    seen = json.loads(attempt.log())

    assert seen.pop("MODELARTS_RUN") == f"{attempt.launch.workload_id}/1"
    assert (seen.pop("MODELARTS_TASK"), seen.pop("OMP_NUM_THREADS")) == ("0", "2")
    assert seen.pop("A") == f"{attempt.run_dir}/x"
    seen.pop("LC_CTYPE", None)  # Python's own
    assert {name for name in seen if not name.endswith("_THREADS")} == {"PATH"}


def test_the_command_holds_no_descriptor_of_the_supervisor(attempts: Bench) -> None:
    code = "import os; print(sorted(int(n) for n in os.listdir('/dev/fd') if int(n) > 2))"

    _, attempt = attempts.run(code)

    assert attempt.log() == b"[3]\n"  # the listing's own


def test_the_last_act_is_to_call_reconcile(attempts: Bench, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    look = "import os,sys; print(os.path.exists(sys.argv[1]), file=open(sys.argv[2]+'.tmp','w'))"
    code = f"{look}; os.rename(sys.argv[2]+'.tmp', sys.argv[2])"
    attempt = attempts.attempt(python("pass"))
    argv = [*python(code), str(attempt.run_dir / "outcome.json"), str(mark)]
    spawn = {"argv": argv, "env": {"PATH": os.environ["PATH"]}}
    attempt.launch = attempt.launch.model_validate(
        {**attempt.launch.model_dump(), "reconcile": spawn}
    )

    attempt.begin().end()

    until(mark.exists, "reconcile")
    assert mark.read_text() == "True\n"


def test_usage_is_sampled_over_the_tree(attempts: Bench) -> None:
    attempt = attempts.begin(python("import os, time; os.fork(); time.sleep(600)"))
    usage = attempt.run_dir / "usage.jsonl"

    def twice() -> bool:
        return usage.exists() and '"processes": 2' in usage.read_text()

    until(twice, "a sample of both processes")
    sample = json.loads(usage.read_text().splitlines()[-1])
    assert sample["memory_bytes"] > 1 << 20
    assert sample["cpu_percent"] >= 0


def test_gpus_are_sampled_where_the_tool_is(
    attempts: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = tmp_path / "nvidia-smi"
    tool.write_text("#!/bin/sh\necho 50, 1000\necho 100, 24\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    attempt = attempts.begin(python("import time; time.sleep(600)"))
    usage = attempt.run_dir / "usage.jsonl"

    until(lambda: usage.exists() and "gpu" in usage.read_text(), "a sample with GPU figures")

    sample = json.loads(usage.read_text().splitlines()[-1])
    assert (sample["gpu_percent"], sample["gpu_memory_bytes"]) == (75, 1024 << 20)
    assert sample["processes"] == 1


def test_a_job_without_gpus_does_not_ask_for_them(
    attempts: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool, asked = tmp_path / "nvidia-smi", tmp_path / "asked"
    tool.write_text(f"#!/bin/sh\ntouch {asked}\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    attempts.run("pass", env={"PATH": "/bin", "CUDA_VISIBLE_DEVICES": ""})

    assert not asked.exists()
