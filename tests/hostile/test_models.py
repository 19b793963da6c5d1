"""robustness.md, hostile input: pickled models, and packages that do what they should not."""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import Any

import pytest

from tests.runtime.replicas import ECHO, package, serving, started, until


class Payload:
    """What a pickle does when it is loaded."""

    def __init__(self, source: str) -> None:
        self.source = source

    def __reduce__(self) -> Any:
        return exec, (self.source,)


def test_robustness_a_model_is_unpickled_in_its_replica_alone(tmp_path: Path) -> None:
    """robustness.md: the platform's process never unpickles."""
    model = package(tmp_path, None, model_type="Scikit_Learn")
    mark = tmp_path / "mark"
    source = f"import os, pathlib; pathlib.Path({str(mark)!r}).write_text(str(os.getpid()))"
    (model / "model.pkl").write_bytes(pickle.dumps(Payload(source)))

    with started(model) as replica:
        replica.process.wait(120)

    assert mark.read_text() == str(replica.process.pid)
    assert mark.read_text() != str(os.getpid())


@pytest.mark.parametrize("code", ["import os; os._exit(3)", "import os; os.abort()", "1 / 0"])
def test_robustness_a_package_that_ends_its_process_ends_no_other(
    tmp_path: Path, code: str
) -> None:
    """robustness.md: packages with import side effects, os._exit."""
    with serving(package(tmp_path / "good")) as other:
        with started(package(tmp_path / "bad", code)) as replica:
            assert replica.process.wait(120) != 0

        assert other.ask([1]).json == [1]


def test_robustness_a_package_that_hangs_is_never_healthy(tmp_path: Path) -> None:
    """robustness.md: endless loops."""
    with started(package(tmp_path, f"while True: pass\n{ECHO}")) as replica:
        until(lambda: replica.health() != 0)

        assert replica.health() == 503
