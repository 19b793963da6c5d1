"""Scripts with MoXing as training jobs, also while the Jupyter server is closed."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from benchmarks.server import Server, free_port, jupyter_server
from jupyter_modelarts.compose import lay_foundation
from jupyter_modelarts.engines.catalog import SCIKIT_LEARN
from jupyter_modelarts.runtime.modelarts.estimator import Estimator
from jupyter_modelarts.runtime.modelarts.session import Session
from tests.compute.harness import until
from tests.conftest import stop_everything
from tests.training.conftest import stand_in

from .conftest import RUNTIME, Running, fresh_moxing

EXAMPLE = Path(__file__).parents[3] / "examples" / "moxing"
BASE = "obs://modelarts/moxing-jobs"
OUTLIVES = f"""
import os, pathlib, sys, time
import moxing as mox
stream = mox.file.File("{BASE}/log.txt", "w")
stream.write("before\\n")
stream.flush()
pathlib.Path("{{folder}}/begun").touch()
while not os.path.exists("{{folder}}/closed"):
    time.sleep(0.05)
stream.write("after\\n")
stream.close()
mox.file.copy(__file__, "{BASE}/script.py")
print("copied", flush=True)
"""


def estimator(session: Session, code: str, **options: Any) -> Estimator:
    return Estimator(
        session,
        code_dir=code,
        boot_file="train.py",
        framework_version="scikit-learn",
        output_path="/modelarts/moxing-jobs/output/",
        **options,
    )


def token(server: Server) -> str:
    made = server.call("POST", "modelarts/v1/default/access-tokens", {"name": "tests"})
    return str(made["token"])


def logged(folder: Path) -> str:
    """What jobs have printed so far."""
    return "".join(path.read_text() for path in folder.glob("state/runs/*/*/*/log/*.log"))


def test_the_example_runs_as_a_job(session: Session) -> None:
    session.obs.upload_dir(EXAMPLE, f"{BASE}/example/")

    job = estimator(session, f"{BASE}/example/moxing/").fit(
        inputs=f"{BASE}/example/moxing/data/", job_name="leaves", wait=True
    )

    assert job.state == "succeeded"
    assert job.metrics()["accuracy"] > 0.9
    centres = json.loads(session.obs.read(f"{job.output_url}centres.json"))
    assert sorted(centres) == ["large", "medium", "small"]


def test_the_example_runs_on_objects(mox: Any, base: str, running: Running, tmp_path: Path) -> None:
    mox.file.copy_parallel(str(EXAMPLE / "data"), f"{base}/data")
    argv = [sys.executable, str(EXAMPLE / "train.py"), f"--data_url={base}/data"]
    environment = {"PYTHONPATH": str(RUNTIME), "MODELARTS_CONFIG": str(running.config)}

    ended = subprocess.run(
        [*argv, f"--train_url={base}/model"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    assert "Wrote centres.json" in ended.stdout
    assert sorted(json.loads(mox.file.read(f"{base}/model/centres.json")))[0] == "large"


def test_robustness_a_job_waits_for_a_server_that_was_closed(tmp_path: Path) -> None:
    foundation = lay_foundation(tmp_path / "state")
    stand_in(foundation, SCIKIT_LEARN)
    with jupyter_server(tmp_path, alone=True) as server:
        session = Session(endpoint=server.url, token=token(server))
        script = OUTLIVES.format(folder=tmp_path).encode()
        session.obs.put(script, f"{BASE}/code/train.py")
        estimator(session, f"{BASE}/code/").fit(job_name="outlives")
        until((tmp_path / "begun").exists, "the script has begun")

    (tmp_path / "closed").touch()
    until(lambda: "Waiting for up to" in logged(tmp_path), "the script waits")
    with jupyter_server(tmp_path, alone=True) as server:
        session = Session(endpoint=server.url, token=token(server))
        until(lambda: "copied" in logged(tmp_path), "the script has gone on")
        log = session.obs.read(f"{BASE}/log.txt")
        copied = session.obs.read(f"{BASE}/script.py")

    stop_everything(foundation.workloads)
    foundation.close()
    assert log == b"before\nafter\n"
    assert copied == script
    assert "JupyterLab is closed" in logged(tmp_path)


def test_robustness_what_cannot_be_stored_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = {"endpoint": f"http://127.0.0.1:{free_port()}/", "token": "t"}
    (tmp_path / "config.json").write_text(json.dumps(config))
    monkeypatch.setenv("MODELARTS_CONFIG", str(tmp_path / "config.json"))
    monkeypatch.setenv("MODELARTS_WAIT_S", "0.1")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    with fresh_moxing(monkeypatch) as mox:
        file = mox.file.File("obs://modelarts/model.bin", "wb")
        file.write(b"weights")
        with pytest.raises(mox.file.MoxFileRespException, match="is JupyterLab running") as caught:
            file.close()
        with pytest.raises(mox.file.MoxFileRespException, match="MODELARTS_WAIT_S"):
            mox.file.exists("obs://modelarts/a")

    kept = Path(str(caught.value).split("is kept in ")[1].split(":")[0])
    assert kept.read_bytes() == b"weights"
    kept.unlink()
