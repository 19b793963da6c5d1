"""The systemd scope of an attempt, where there is systemd: here a program passes for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_modelarts.compute.runners.scope import MOST_TASKS, scope_command


def test_a_scope_limits_how_many_tasks_an_attempt_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = tmp_path / "systemd-run"
    tool.write_text("#!/bin/sh\n")
    tool.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr(Path, "is_dir", lambda _path: True)

    command = scope_command.__wrapped__()

    assert command[0] == str(tool)
    assert f"--property=TasksMax={MOST_TASKS}" in command[: command.index("--")]
