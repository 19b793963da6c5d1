"""Irises deployed through the product over REST, as a program does it."""

from __future__ import annotations

import json
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .load import http_post
from .peers.serving import SAMPLE, fit
from .server import Server, jupyter_server

DEPLOYS = 5
WAIT_S = 600.0
ENGINE = "modelarts/v1/default/engines/scikit-learn"
MODELS = "modelarts/v1/default/models"
SERVICES = "modelarts/v1/default/services"
FIELDS = ("sepal_length", "sepal_width", "petal_length", "petal_width")
BODY = json.dumps({"data": {"req_data": [dict(zip(FIELDS, SAMPLE, strict=True))]}}).encode()


@dataclass(frozen=True)
class Deployment:
    """Where the service is, where its replica, and the bytes of a request to each."""

    gateway: tuple[str, int]
    replica: str
    to_gateway: bytes
    to_replica: bytes
    ready_s: list[float]


@contextmanager
def deployed(folder: Path) -> Iterator[Deployment]:
    """A running service; `ready_s` are the seconds from a deployment to its first answer."""
    with jupyter_server(folder) as server:
        bench = Bench(folder, server)
        bench.make_engine()
        model_id = bench.make_model()
        ready: list[float] = []
        for number in range(DEPLOYS + 1):
            seconds, service, token = bench.deploy(model_id, number)
            ready += [seconds] if number else []  # the first one starts the gateway, too
            if number < DEPLOYS:
                bench.delete(service)
        try:
            yield bench.deployment(service, token, ready)
        finally:
            bench.delete(service)


class Bench:
    """One server."""

    def __init__(self, folder: Path, server: Server) -> None:
        self._state = folder / "state"
        self._call = server.call

    def make_engine(self) -> None:
        """Warm from then on."""
        self._call("POST", f"{ENGINE}/actions", {"action_type": "build"})
        self._until(lambda: bool(self._call("GET", ENGINE)["state"] != "building"), "the engine")
        engine = self._call("GET", ENGINE)
        if engine["state"] != "ready":
            raise RuntimeError(f"The engine is {engine['state']}: {engine['reason']}")

    def make_model(self) -> str:
        """Import a package; the model's id."""
        place = self._state / "objects" / "modelarts" / "iris" / "model"
        place.mkdir(parents=True)
        python = next((self._state / "engines" / "scikit-learn").glob("*/bin/python"))
        with tempfile.TemporaryDirectory() as name:
            fit(python, Path(name) / "iris.m")
            (place / "iris.m").write_bytes((Path(name) / "iris.m").read_bytes())
        (place / "config.json").write_text(json.dumps(_config()))
        body = {
            "model_name": "iris",
            "model_version": "0.0.1",
            "source_location": "obs://modelarts/iris/",
            "model_type": "Scikit_Learn",
        }
        model_id = str(self._call("POST", MODELS, body)["model_id"])
        path = f"{MODELS}/{model_id}"
        self._until(lambda: bool(self._call("GET", path)["model_status"] != "publishing"), "import")
        return model_id

    def deploy(self, model_id: str, number: int) -> tuple[float, str, str]:
        """Seconds to the first answer, the service's id, and a token."""
        config = [{"model_id": model_id, "weight": 100, "instance_count": 1}]
        asked = {"service_name": f"iris-{number}", "infer_type": "real-time", "config": config}
        began = time.perf_counter()
        service = str(self._call("POST", SERVICES, asked)["service_id"])
        made = self._call("POST", f"{SERVICES}/{service}/tokens", {})
        token = str(made["token"])
        self._until(lambda: self._answers(service, token), "the first answer")
        return time.perf_counter() - began, service, token

    def delete(self, service: str) -> None:
        """Stop it and wait until nothing of it runs."""
        self._call("DELETE", f"{SERVICES}/{service}")

    def deployment(self, service: str, token: str, ready_s: list[float]) -> Deployment:
        """What is measured."""
        body = self._call("GET", f"{SERVICES}/{service}")
        host, _, port = _host(body["access_address"]).partition(":")
        workload = body["replicas"][0]["workload_id"]
        ports = next((self._state / "runs" / workload).glob("*/0/ports.json"))
        (replica,) = json.loads(ports.read_text())["ports"].values()
        head = [f"X-Auth-Token: {token}"]
        return Deployment(
            gateway=(host, int(port)),
            replica=str(replica["path"]),
            to_gateway=http_post(f"/v1/infers/{service}", BODY, head),
            to_replica=http_post("/", BODY),
            ready_s=ready_s,
        )

    def _answers(self, service: str, token: str) -> bool:
        address = self._call("GET", f"{SERVICES}/{service}")["access_address"]
        if not address:
            return False
        headers = {"X-Auth-Token": token, "Content-Type": "application/json"}
        request = urllib.request.Request(address, BODY, headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                said = json.load(answer)
        except (urllib.error.URLError, ConnectionError):
            return False
        return bool(said == {"data": {"resp_data": [{"predict_result": 2}]}})

    def _until(self, holds: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + WAIT_S
        while not holds():
            if time.monotonic() > deadline:
                raise TimeoutError(f"Waited {WAIT_S:g} s for {what}.")
            time.sleep(0.02)


def _host(address: str) -> str:
    return address.removeprefix("http://").partition("/")[0]


def _config() -> dict[str, Any]:
    """config.json with the features' order."""
    item = {"type": "object", "properties": {name: {"type": "number"} for name in FIELDS}}
    rows = {"type": "array", "items": [item]}
    data = {"type": "object", "properties": {"req_data": rows}}
    request = {"type": "object", "properties": {"data": data}}
    said = {"type": "object", "properties": {"data": {"type": "object"}}}
    api = {
        "protocol": "http",
        "url": "/",
        "method": "post",
        "request": {"Content-type": "application/json", "data": request},
        "response": {"Content-type": "application/json", "data": said},
    }
    return {"model_type": "Scikit_Learn", "model_algorithm": "iris", "apis": [api]}
