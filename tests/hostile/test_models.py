"""robustness.md, hostile input: pickled models, and packages that do what they should not."""

from __future__ import annotations

import os
import pickle
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from jupyter_modelarts.compose import compose
from jupyter_modelarts.models import ModelManager
from jupyter_modelarts.models.schemas import ImportDraft, ModelState
from tests.conftest import stop_everything
from tests.models.packages import config
from tests.runtime.replicas import ECHO, package, serving, started, until

FOLDER = "obs://modelarts/packages/digits/"
IMPORT_S = 60.0


class Payload:
    """What a pickle does when it is loaded."""

    def __init__(self, source: str) -> None:
        self.source = source

    def __reduce__(self) -> Any:
        return exec, (self.source,)


def test_robustness_a_model_is_unpickled_in_its_replica_alone(
    tmp_path: Path, state_dir: Path
) -> None:
    """robustness.md: the platform's process never unpickles."""
    model = package(tmp_path, None, **config())
    mark = tmp_path / "mark"
    source = f"import os, pathlib; pathlib.Path({str(mark)!r}).write_text(str(os.getpid()))"
    (model / "model.pkl").write_bytes(pickle.dumps(Payload(source)))

    import_(model, state_dir)
    assert not mark.exists()

    with started(model) as replica:
        replica.process.wait(120)

    assert mark.read_text() == str(replica.process.pid)
    assert mark.read_text() != str(os.getpid())


def import_(model: Path, state_dir: Path) -> None:
    """All that the platform does with a package before it is deployed."""
    with closing(compose(state_dir, work_dir=state_dir.parent)) as platform:
        for file in model.iterdir():
            platform.objects.put(f"{FOLDER}model/{file.name}", file.read_bytes())
        models = platform.managers.get(ModelManager)
        draft = ImportDraft(name="digits", location=FOLDER)
        assert models.preview(draft).problems == []
        imported = models.wait(models.import_(draft).id, IMPORT_S)
        stop_everything(platform.workloads)
    assert imported.state is ModelState.PUBLISHED, imported.reason


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
