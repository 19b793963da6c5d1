"""The gallery's notebooks of the SDK and of each domain, run for real against a server."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from examples.quickstart.run import serving
from examples.running import execute, printed
from jupyter_modelarts.compose import lay_foundation
from tests.conftest import stop_everything

pytestmark = pytest.mark.slow

FOLDER = Path(__file__).parent.parent.parent / "examples" / "sdk"
PATIENCE_S = 300
RESULTS = {
    "moxing_files": r"left=False files=5",
    "notebooks_to_python_files": r"loss=0\.0067",
    "sdk_buckets_and_objects": r"objects=3",
    "sdk_datasets": r"labeled=1438",
    "sdk_training_jobs": r"accuracy=0\.9\d+ objects=4",
    "sdk_models_and_services": r"right=[45]",
    "engines_and_libraries": r"here=False accuracy=(0\.99|1\.00)",
    "access_token_for_a_script": r"before=200 after=401: .",
    "sync_obs": r"objects=\['june.csv', 'leaves.py', 'may.csv'\] kept=1 july=False",
    "training_versions_compared": r"best=V000[23] accuracy=0\.9",
    "services_canary": r"right=(4[5-9]|50)",
}


@dataclass(frozen=True)
class Server:
    """A server with the sample data; `environ` is what its kernels get."""

    work: Path
    environ: dict[str, str]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for all notebooks, so that the engine and the sample data are made once."""
    root = tmp_path_factory.mktemp("sdk")
    state, work, own, data = (root / name for name in ("state", "work", "own", "data"))
    work.mkdir()
    own.mkdir()
    kept = {"JUPYTER_DATA_DIR": str(data), "IPYTHONDIR": str(own), "MPLCONFIGDIR": str(own)}
    argv = [sys.executable, "-m", "jupyter_modelarts.cli", "--state-dir", str(state)]
    subprocess.run(
        [*argv, "sample-data"],
        cwd=work,
        env={**os.environ, **kept},
        check=True,
        capture_output=True,
        timeout=PATIENCE_S,
    )
    with pytest.MonkeyPatch.context() as patch:
        for name, value in kept.items():
            patch.setenv(name, value)
        with serving(state, work, own) as config:
            yield Server(work, {**kept, "MODELARTS_CONFIG": str(config)})
        with closing(lay_foundation(state)) as foundation:
            stop_everything(foundation.workloads)


@pytest.mark.parametrize("name", RESULTS)
def test_it_runs_to_its_end(name: str, server: Server) -> None:
    done = execute(FOLDER / f"{name}.ipynb", server.work, server.environ)

    assert re.search(RESULTS[name], printed(done, "result"))


def test_every_notebook_is_run() -> None:
    assert {path.stem for path in FOLDER.glob("*.ipynb")} == set(RESULTS)
