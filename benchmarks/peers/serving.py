"""MLServer and BentoML with a scikit-learn model of irises: one worker each, on the loopback."""

from __future__ import annotations

import json
import os
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ..load import http_post
from ..server import free_port
from . import PeerMissing, environment

# Its default needs an uvloop before 0.22: https://github.com/SeldonIO/MLServer/issues
MLSERVER = ("mlserver==1.7.1", "mlserver-sklearn==1.7.1", "uvloop<0.22")
BENTOML = ("bentoml>=1.4,<1.5", "scikit-learn>=1.5,<2")
START_S = 120.0
SAMPLE = (5.9, 3.0, 5.1, 1.8)

FIT = """
import joblib, sys
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
data = load_iris()
joblib.dump(LogisticRegression(max_iter=300).fit(data.data, data.target), sys.argv[1])
"""

SERVICE = """
import bentoml
import joblib
import numpy as np

@bentoml.service(workers=1)
class Iris:
    def __init__(self) -> None:
        self.model = joblib.load("model.joblib")

    @bentoml.api
    def predict(self, rows: np.ndarray) -> np.ndarray:
        return self.model.predict(rows)
"""


class Peer:
    """A running server: where it is, and the bytes of one request."""

    def __init__(self, port: int, request: bytes) -> None:
        self.address = ("127.0.0.1", port)
        self.request = request


def fit(python: Path, place: Path) -> None:
    """Fit the model in a server's own environment. Raises PeerMissing."""
    done = subprocess.run([str(python), "-c", FIT, str(place)], capture_output=True, check=False)
    if done.returncode:
        raise PeerMissing("its scikit-learn does not work")


@contextmanager
def mlserver(folder: Path, workers: int) -> Iterator[Peer]:
    """`workers` 0 is in-process, 1 its default. Raises PeerMissing."""
    place = environment("mlserver", *MLSERVER)
    folder.mkdir()
    fit(place / "bin/python", folder / "model.joblib")
    port = free_port()
    settings = {
        "host": "127.0.0.1",
        "http_port": port,
        "grpc_port": free_port(),
        "metrics_port": free_port(),
        "parallel_workers": workers,
        "debug": False,
    }
    model = {
        "name": "iris",
        "implementation": "mlserver_sklearn.SKLearnModel",
        "parameters": {"uri": str(folder / "model.joblib"), "version": "v1"},
    }
    (folder / "settings.json").write_text(json.dumps(settings))
    (folder / "model-settings.json").write_text(json.dumps(model))
    tensor = {"name": "x", "shape": [1, 4], "datatype": "FP64", "data": [list(SAMPLE)]}
    body = json.dumps({"inputs": [tensor]}).encode()
    argv = [str(place / "bin/mlserver"), "start", str(folder)]
    with _started(argv, folder, f"http://127.0.0.1:{port}/v2/models/iris/ready", {}):
        yield Peer(port, http_post("/v2/models/iris/infer", body))


@contextmanager
def bentoml(folder: Path) -> Iterator[Peer]:
    """As its quickstart has it. Raises PeerMissing."""
    place = environment("bentoml", *BENTOML)
    folder.mkdir()
    fit(place / "bin/python", folder / "model.joblib")
    (folder / "service.py").write_text(SERVICE)
    port = free_port()
    argv = [str(place / "bin/bentoml"), "serve", "service:Iris"]
    argv += ["--host", "127.0.0.1", "--port", str(port)]
    settings = {"BENTOML_HOME": str(folder / "home"), "BENTOML_DO_NOT_TRACK": "True"}
    with _started(argv, folder, f"http://127.0.0.1:{port}/readyz", settings):
        yield Peer(port, http_post("/predict", json.dumps({"rows": [list(SAMPLE)]}).encode()))


@contextmanager
def _started(
    argv: list[str], folder: Path, ready: str, settings: Mapping[str, str]
) -> Iterator[None]:
    threads = {"OMP_NUM_THREADS": "1"}  # as our engines have it for one core
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(
            argv, cwd=folder, env={**os.environ, **threads, **settings}, stdout=log, stderr=log
        )
    try:
        _wait_for(ready, process)
        yield
    finally:
        process.terminate()
        process.wait()


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise PeerMissing("it did not start")
