"""From submitting a training job to the first line of its script, over the bare interpreter."""

from __future__ import annotations

import itertools
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .report import Figure, Figures, in_turn, median, percentile
from .server import Server, jupyter_server

QUICK_PAIRS, PAIRS = 5, 20
QUEUED = 50
WAIT_S = 600.0
JOBS = "modelarts/v2/default/training-jobs"
ENGINE = "modelarts/v1/default/engines/scikit-learn"

# Its first line takes the time; the last one is the end of what the user wrote.
SCRIPT = """\
import time; begun = time.time()
import pathlib, sys
given = dict(word[2:].split("=", 1) for word in sys.argv[1:])
print(f"begun {begun!r}")
while "gate" in given and not pathlib.Path(given["gate"]).exists():
    time.sleep(0.01)
print(f"ended {time.time()!r}")
"""


def measure(*, quick: bool) -> Figures:
    """Jobs through the server and the engine's interpreter on the same script, in turn."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "code").mkdir()
        (folder / "code" / "first.py").write_text(SCRIPT)
        with jupyter_server(folder) as server:
            bench = JobStart(folder, server)
            bench.prepare()
            pairs = QUICK_PAIRS if quick else PAIRS
            ours, bare = in_turn(bench.submit_to_first_line, bench.bare, pairs)
            between = bench.queued(QUEUED)
    over = [one - other for one, other in zip(ours, bare, strict=True)]
    over_queued = [one - median(bare) for one in between]
    return {
        "overhead_s": Figure(median(over), "s", "< 0.5"),
        "overhead_queued_s": Figure(
            median(over_queued), "s", "< 0.5", note=f"{QUEUED} queued, one after another"
        ),
        "ray_submit_s": Figure(None, "s", note="comes with the Ray runner"),
        "overhead_p95_s": Figure(percentile(over, 0.95), "s"),
        "overhead_queued_p95_s": Figure(percentile(over_queued, 0.95), "s"),
        "submit_request_s": Figure(median(bench.requests), "s", note="the request alone"),
        "bare_interpreter_s": Figure(median(bare), "s"),
    }


@dataclass(frozen=True)
class Ran:
    """When a script's first line ran, and its last."""

    begun: float
    ended: float


class JobStart:
    """One server with a warm engine."""

    def __init__(self, folder: Path, server: Server) -> None:
        self._folder = folder
        self._server = server
        self._number = 0
        self.requests: list[float] = []

    def prepare(self) -> None:
        """Make the engine; not measured."""
        self._server.call("POST", f"{ENGINE}/actions", {"action_type": "build"})
        self._until(lambda: self._server.call("GET", ENGINE)["state"] != "building", "the engine")
        engine = self._server.call("GET", ENGINE)
        if engine["state"] != "ready":
            raise RuntimeError(f"The engine is {engine['state']}: {engine['reason']}")

    def submit_to_first_line(self) -> float:
        """Seconds from before the request to the first line; waits for the end of the job."""
        asked = time.time()
        job_id = self._submit()
        return self._ran(job_id).begun - asked

    def bare(self) -> float:
        """Seconds from starting the engine's own interpreter to the first line."""
        python = next((self._folder / "state" / "engines" / "scikit-learn").glob("*/bin/python"))
        asked = time.time()
        script = str(self._folder / "code" / "first.py")
        done = subprocess.run([str(python), script], capture_output=True, text=True, check=True)
        return _read(done.stdout).begun - asked

    def queued(self, count: int) -> list[float]:
        """Seconds from each last line to the next first line, with `count` jobs in the queue."""
        gate = self._folder / "gate"
        flavors = self._server.call("GET", "modelarts/v2/default/training-job-flavors")["flavors"]
        whole = max(flavors, key=lambda one: one["flavor_info"]["cpu"]["core_num"])["flavor_id"]
        first = self._submit(whole, gate=str(gate))
        ids = [first, *(self._submit(whole) for _ in range(count))]
        gate.touch()
        ran = [self._ran(job_id) for job_id in ids]
        return [then.begun - before.ended for before, then in itertools.pairwise(ran)]

    def _submit(self, flavor_id: str = "", **parameters: str) -> str:
        self._number += 1
        body = {
            "metadata": {"name": f"bench-{self._number}"},
            "algorithm": {
                "code_dir": "code",
                "boot_file": "first.py",
                "engine": {"engine_id": "scikit-learn"},
                "parameters": [{"name": key, "value": text} for key, text in parameters.items()],
                "outputs": [{"remote": {"obs": {"obs_url": "obs://modelarts/out/"}}}],
            },
            "spec": {"resource": {"flavor_id": flavor_id}},
        }
        asked = time.perf_counter()
        answer = self._server.call("POST", JOBS, body)
        self.requests.append(time.perf_counter() - asked)
        return str(answer["metadata"]["id"])

    def _ran(self, job_id: str) -> Ran:
        path = f"{JOBS}/{job_id}"
        ended = ("succeeded", "failed", "stopped", "lost")
        job: dict[str, Any] = {}

        def over() -> bool:
            job.update(self._server.call("GET", path))
            return job["status"]["state"] in ended

        self._until(over, "a job")
        if job["status"]["state"] != "succeeded":
            raise RuntimeError(f"A job {job['status']['state']}: {job['status']['failure']}")
        run_dir = self._folder / "state" / "runs" / job["status"]["workload_id"]
        logs = sorted(run_dir.glob("*/0/log/*.log"))
        return _read("".join(log.read_text() for log in logs))

    def _until(self, holds: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + WAIT_S
        while not holds():
            if time.monotonic() > deadline:
                raise TimeoutError(f"Waited {WAIT_S:g} s for {what}.")
            time.sleep(0.1)


def _read(text: str) -> Ran:
    said = dict(line.split() for line in text.splitlines())
    return Ran(float(said["begun"]), float(said["ended"]))
