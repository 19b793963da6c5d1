"""Answered predictions per second: our gateway and replica beside MLServer and BentoML.

scikit-learn on irises, one worker, everything on this machine with the load generator.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import jupyter_modelarts

from .load import Load, http_post, measured
from .peers import PeerMissing, environment
from .peers.serving import SAMPLE, START_S, Peer, bentoml, fit, mlserver
from .report import PAIRS, Figure, Figures, median
from .server import free_port

CONCURRENCIES = (1, 16, 64)
QUICK_S, LONG_S = 0.6, 3.0
FIELDS = ("sepal_length", "sepal_width", "petal_length", "petal_width")
OURS, DIRECT = "ours", "replica"
RUNTIME = Path(jupyter_modelarts.__file__).parent / "runtime"


@dataclass(frozen=True)
class Measured:
    """Something that answers: where, and the file with the bytes of a request."""

    address: str | tuple[str, int]
    request: Path


Loads = dict[str, dict[int, list[Load]]]


def measure(*, quick: bool) -> Figures:
    """All servers are up; each concurrency measures each of them in turn."""
    with tempfile.TemporaryDirectory(prefix="b") as name, ExitStack() as stack:
        folder = Path(name)
        missing: dict[str, str] = {}
        servers = dict(stack.enter_context(ours(folder)))
        for title, start in peers(folder).items():
            try:
                peer = stack.enter_context(start())
            except PeerMissing as reason:
                missing[title] = str(reason)
                continue
            servers[title] = _measured(folder, title, peer.address, peer.request)
        loads = in_turn(servers, QUICK_S if quick else LONG_S)
    ready = Figure(None, "s", "< 3", "comes with the services")
    return figures(loads, missing, ready)


GATEWAY = """
import os, socket, sys
from jupyter_modelarts.services.gateway import Gateway, Group, Service, Target, run
from jupyter_modelarts.services.gateway.request_log import RequestLog, to_descriptor

class OneToken:
    def admits(self, request, service_id):
        return request.header(b"x-auth-token") == "bench"

group = Group(100, (Target(sys.argv[2], "replica", "0.0.1"),))
routes = {"bench": Service("bench", "bench", (group,), 60.0, 1 << 20)}
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=1024)
run(Gateway(lambda: routes, OneToken(), log=RequestLog(to_descriptor(1))), listener)
"""


@contextmanager
def ours(folder: Path) -> Iterator[dict[str, Measured]]:
    """A replica in an engine's environment, and the gateway before it."""
    python = environment("replica", "scikit-learn>=1.5,<2", "numpy>=1.26,<3") / "bin/python"
    model = folder / "model"
    model.mkdir()
    fit(python, model / "iris.m")
    (model / "config.json").write_text(json.dumps(config()))
    place, port = folder / "replica.sock", free_port()
    argv = [str(python), "-m", "model_service.replica", "--socket", str(place)]
    settings = {"PYTHONPATH": str(RUNTIME), "OMP_NUM_THREADS": "1"}
    with (folder / "ours.log").open("ab") as log:
        replica = subprocess.Popen(
            [*argv, "--model", str(model)], env={**os.environ, **settings}, stdout=log, stderr=log
        )
        gateway = subprocess.Popen(
            [sys.executable, "-c", GATEWAY, str(port), str(place)], stdout=log, stderr=log
        )
    body = json.dumps({"data": {"req_data": [dict(zip(FIELDS, SAMPLE, strict=True))]}}).encode()
    direct = _measured(folder, DIRECT, str(place), http_post("/", body))
    through = http_post("/v1/infers/bench", body, ["X-Auth-Token: bench"])
    try:
        wait_until(lambda: b"is ready" in (folder / "ours.log").read_bytes())
        yield {OURS: _measured(folder, OURS, ("127.0.0.1", port), through), DIRECT: direct}
    finally:
        for process in (gateway, replica):
            process.terminate()
            process.wait()


def config() -> dict[str, object]:
    """config.json with the features' order."""
    item = {"type": "object", "properties": {name: {"type": "number"} for name in FIELDS}}
    rows = {"type": "array", "items": [item]}
    data = {"type": "object", "properties": {"req_data": rows}}
    schema = {"type": "object", "properties": {"data": data}}
    api = {"request": {"Content-type": "application/json", "data": schema}}
    return {"model_type": "Scikit_Learn", "model_algorithm": "iris", "apis": [api]}


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for our own servers."""
    deadline = time.monotonic() + START_S
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError("Our own servers did not start.")
        time.sleep(0.02)


def peers(folder: Path) -> Mapping[str, Callable[[], AbstractContextManager[Peer]]]:
    """What we are compared with."""
    return {
        "mlserver_in_process": lambda: mlserver(folder / "mlserver-0", 0),
        "mlserver": lambda: mlserver(folder / "mlserver-1", 1),
        "bentoml": lambda: bentoml(folder / "bentoml"),
    }


def in_turn(servers: Mapping[str, Measured], seconds: float) -> Loads:
    """A B C … five times for each concurrency, after a round to warm up."""
    loads: Loads = {title: {count: [] for count in CONCURRENCIES} for title in servers}
    for count in CONCURRENCIES:
        for turn in range(PAIRS + 1):
            for title, server in servers.items():
                load = measured(server.address, server.request, count, seconds)
                if turn:
                    loads[title][count].append(load)
    return loads


def figures(loads: Loads, missing: Mapping[str, str], ready: Figure) -> Figures:
    """Ratios to the best peer, then everybody's own numbers."""
    found: Figures = {}
    for count in CONCURRENCIES:
        rates = {title: median([load.rps for load in loads[title][count]]) for title in loads}
        tails = {title: median([load.p99_ms for load in loads[title][count]]) for title in loads}
        theirs = [title for title in loads if title not in (OURS, DIRECT)]
        if theirs:
            rate: float | None = rates[OURS] / max(rates[title] for title in theirs)
            tail: float | None = tails[OURS] / min(tails[title] for title in theirs)
        else:
            rate = tail = None
        note = "" if theirs else "no peer could be installed"
        found[f"c{count}_rps_vs_best_ratio"] = Figure(rate, "", ">= 3", note)
        found[f"c{count}_p99_vs_best_ratio"] = Figure(tail, "", "< 1", note)
    alone = {title: median([load.p50_ms for load in loads[title][1]]) for title in (OURS, DIRECT)}
    added = [
        through.p50_ms - past.p50_ms
        for through, past in zip(loads[OURS][1], loads[DIRECT][1], strict=True)
    ]
    found["gateway_p50_ms"] = Figure(median(added), "ms", "< 0.3", "added at concurrency 1")
    found["ready_s"] = ready
    found["p50_ms"] = Figure(alone[OURS], "ms")
    for title, by_count in loads.items():
        for count, series in by_count.items():
            name = f"{title}_c{count}"
            found[f"{name}_rps"] = Figure(median([load.rps for load in series]), "1/s")
            found[f"{name}_p99_ms"] = Figure(median([load.p99_ms for load in series]), "ms")
    for title, reason in missing.items():
        found[f"{title}_c1_rps"] = Figure(None, "1/s", note=reason)
    return found


def _measured(folder: Path, title: str, address: str | tuple[str, int], data: bytes) -> Measured:
    place = folder / f"{title}.request"
    place.write_bytes(data)
    return Measured(address, place)
