"""Outputs arrive whole or not at all, once, and what failed can be resumed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from jupyter_modelarts.compute.schemas import Outcome, Phase, State
from jupyter_modelarts.compute.supervisor import outputs as under_test
from jupyter_modelarts.compute.supervisor.inputs import Progress
from jupyter_modelarts.compute.supervisor.launch import Launch, Limits, Output
from jupyter_modelarts.compute.supervisor.outputs import deliver

from ..harness import Attempt, Bench
from .store import Store

TWO = "open('../out/a','w').write('A'); open('../out/b','w').write('B')"


def resume(attempt: Attempt) -> Outcome:
    attempt.runner.resume_outputs(attempt.run_dir, attempt.runner.prepare(attempt.run_dir))
    return attempt.end()


def to_urls(store: Store, *keys: str) -> dict[str, object]:
    urls = {key: store.url(key) for key in keys}
    return {"name": "o", "directory": "out", "target": {"urls": urls}}


def test_a_refused_upload_is_named_and_only_it_is_sent_again(attempts: Bench, store: Store) -> None:
    store.refused = {"b"}
    outcome, attempt = attempts.run(TWO, outputs=[to_urls(store, "a", "b")], directories=["out"])

    assert (outcome.state, outcome.phase) == (State.FAILED, Phase.OUTPUTS)
    assert "The output 'b' could not be saved: the store answered 403" in outcome.message
    assert "secret" not in outcome.message
    assert [one.key for one in outcome.outputs] == ["a"]
    assert attempt.observe().resumable

    store.refused = set()
    resumed = resume(attempt)

    assert resumed.state is State.SUCCEEDED
    assert [(one.key, one.sha256) for one in resumed.outputs] == [
        ("a", hashlib.sha256(b"A").hexdigest()),
        ("b", hashlib.sha256(b"B").hexdigest()),
    ]
    assert store.puts == ["a", "b"]
    assert not attempt.observe().resumable


def test_a_file_without_an_address_is_named(attempts: Bench, store: Store) -> None:
    outcome, _ = attempts.run(TWO, outputs=[to_urls(store, "a")], directories=["out"])

    assert (outcome.state, outcome.phase) == (State.FAILED, Phase.OUTPUTS)
    assert "The output 'b' could not be saved" in outcome.message


def test_inputs_by_url_arrive(attempts: Bench, store: Store) -> None:
    store.objects["data"] = b"12345"
    given = {"kind": "files", "target": "in", "files": [[store.url("data"), "data", 5]]}

    outcome, attempt = attempts.run("print(open('../in/data').read())", inputs=[given])

    assert outcome.state is State.SUCCEEDED
    assert attempt.log() == b"12345\n"


def test_a_short_answer_is_a_failed_input(attempts: Bench, store: Store) -> None:
    store.objects["data"] = b"123"
    given = {"kind": "files", "target": "in", "files": [[store.url("data"), "data", 5]]}

    outcome, _ = attempts.run("print('ran')", inputs=[given])

    assert (outcome.state, outcome.phase) == (State.FAILED, Phase.INPUTS)
    assert "data has 3 bytes instead of 5" in outcome.message


def test_a_failed_command_still_saves_what_it_made(attempts: Bench, tmp_path: Path) -> None:
    always = {"name": "x", "directory": "out", "target": {"directory": str(tmp_path / "x")}}
    success = {**always, "target": {"directory": str(tmp_path / "y")}, "when": "success"}

    outcome, attempt = attempts.run(
        f"{TWO}; raise SystemExit(2)", outputs=[always, success], directories=["out"]
    )

    assert (outcome.state, outcome.phase) == (State.FAILED, Phase.CODE)
    assert [one.key for one in outcome.outputs] == ["a", "b"]
    assert not (tmp_path / "y").exists()
    assert not attempt.observe().resumable


def test_an_unwritable_target_fails_and_resumes(attempts: Bench, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("a file where a directory is wanted")
    output = {"name": "o", "directory": "out", "target": {"directory": str(target)}}
    outcome, attempt = attempts.run(TWO, outputs=[output], directories=["out"])

    target.unlink()
    resumed = resume(attempt)

    assert (outcome.state, outcome.phase) == (State.FAILED, Phase.OUTPUTS)
    assert resumed.state is State.SUCCEEDED
    assert (target / "b").read_text() == "B"


def test_a_stop_while_outputs_move_can_be_resumed(attempts: Bench, store: Store) -> None:
    store.gate.clear()
    attempt = attempts.attempt(
        ["/bin/sh", "-c", "echo -n A > ../out/a"],
        outputs=[to_urls(store, "a")],
        directories=["out"],
    ).begin()
    store.waiting.wait()

    attempt.runner.stop(attempt.run_dir, 1.0)
    outcome = attempt.end()
    store.gate.set()

    assert (outcome.state, outcome.phase, outcome.exit_code) == (State.STOPPED, None, 0)
    assert outcome.message == "Stopped while its outputs were being saved."
    assert resume(attempt).state is State.SUCCEEDED
    assert store.objects["a"] == b"A"


def test_what_is_at_its_target_is_not_written_again(tmp_path: Path) -> None:
    run_dir, target = tmp_path / "run", tmp_path / "target"
    (run_dir / "out").mkdir(parents=True)
    (run_dir / "out" / "same").write_text("same")
    (run_dir / "out" / "other").write_text("new!")
    deliver(_launch(target), run_dir, True, Progress(_quiet), None)
    before = {path.name: path.stat().st_ino for path in target.iterdir()}
    (run_dir / "out" / "other").write_text("newer")

    delivery = deliver(_launch(target), run_dir, True, Progress(_quiet), None)

    after = {path.name: path.stat().st_ino for path in target.iterdir()}
    assert delivery.fault is None
    assert after["same"] == before["same"]
    assert after["other"] != before["other"]
    assert (target / "other").read_text() == "newer"


def test_a_name_that_no_key_can_have_is_told(attempts: Bench, tmp_path: Path) -> None:
    output = {"name": "o", "directory": "out", "target": {"directory": str(tmp_path / "t")}}
    code = "open('../out/a\\nb', 'w'); open('../out/%-c', 'w'); open('../out/ok', 'w')"

    outcome, _ = attempts.run(code, outputs=[output], directories=["out"])

    assert outcome.phase is Phase.OUTPUTS
    assert "its name holds characters that an object's key cannot have" in outcome.message
    assert [one.key for one in outcome.outputs] == ["ok"]


def test_a_full_disk_leaves_no_part_and_no_success(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_dir, target = tmp_path / "run", tmp_path / "target"
    (run_dir / "out").mkdir(parents=True)
    (run_dir / "out" / "big").write_bytes(b"x" * 100)

    def full(path: Path, writing: int | None, tick: object) -> str:
        os.write(writing or 0, b"part")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(under_test, "digest_into", full)
    delivery = deliver(_launch(target), run_dir, True, Progress(_quiet), None)

    assert delivery.outputs == []
    assert delivery.fault == "The output 'big' could not be saved: No space left on device."
    assert list(target.iterdir()) == []


def _quiet(progress: Progress) -> None:
    """Nobody looks."""


def _launch(target: Path) -> Launch:
    output = Output("o", "out", True, str(target), None, {})
    return Launch(
        workload_id="w",
        attempt=1,
        task=0,
        mode="run",
        argv=("true",),
        env={},
        cwd="work",
        directories=(),
        inputs=(),
        outputs=(output,),
        ports=(),
        limits=Limits(),
        grace_s=1.0,
        reconcile=None,
    )
