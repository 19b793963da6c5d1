"""When a service starts again, when it is given up, and how little it may reserve."""

from __future__ import annotations

import sys
import urllib.request

import pytest
from pydantic import ValidationError

from jupyter_modelarts.compute import WorkloadManager
from jupyter_modelarts.compute.policy import after
from jupyter_modelarts.compute.queue import decide
from jupyter_modelarts.compute.schemas import (
    ACTIVE,
    HealthCheck,
    Mode,
    Outcome,
    Port,
    Resources,
    Restart,
    State,
    Wanted,
    Workload,
    WorkloadSpec,
)
from jupyter_modelarts.core.db import Database

from .harness import until
from .test_workloads import PATIENCE_S, is_in, script, submit


def test_what_was_well_for_long_enough_starts_its_restarts_anew(
    db: Database, workloads: WorkloadManager
) -> None:
    spec = _flaky(Restart(max_restarts=1, backoff_s=0.1, stable_s=0))
    served = submit(db, workloads, spec)

    for attempt in (1, 2, 3):
        until(lambda: is_in(workloads, served.id, State.RUNNING), "it to be served")
        assert workloads.get(served.id).attempt == attempt
        _ask_to_die(workloads, served.id)

    until(lambda: is_in(workloads, served.id, State.RUNNING), "it to be served once more")
    assert workloads.get(served.id).restarts == 1


def test_what_was_not_well_for_long_enough_is_given_up_and_can_be_started_again(
    db: Database, workloads: WorkloadManager
) -> None:
    spec = _flaky(Restart(max_restarts=1, backoff_s=0.1, stable_s=3600))
    served = submit(db, workloads, spec)
    for _ in range(2):
        until(lambda: is_in(workloads, served.id, State.RUNNING), "it to be served")
        _ask_to_die(workloads, served.id)
    assert workloads.wait(served.id, PATIENCE_S).state is State.FAILED

    workloads.start(served.id)

    until(lambda: is_in(workloads, served.id, State.RUNNING), "it to be served again")
    assert workloads.get(served.id).restarts == 0


def test_the_pause_before_a_restart_doubles_up_to_a_minute() -> None:
    restart = Restart(max_restarts=9, backoff_s=1.0, stable_s=3600)
    spec = _flaky(restart)
    failed = Outcome(state=State.FAILED)
    now = 5_000_000
    served = _queued("1", spec.resources).model_copy(update={"mode": Mode.SERVE, "spec": spec})

    nexts = [
        after(served.model_copy(update={"restarts": count}), failed, now, host_gone=False)
        for count in range(8)
    ]

    pauses = [following.next_try_at - now for following in nexts]
    assert pauses == [1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000]


def test_many_small_reservations_fill_the_pool_and_not_more(
    db: Database, workloads: WorkloadManager
) -> None:
    tenths = round(workloads.pools()[0].cpu * 10)
    small = Resources(cpu=0.1, memory_mb=0)
    queued = [_queued(str(n), small) for n in range(tenths + 1)]
    pools = {pool.id: pool for pool in workloads.pools()}

    decisions = decide(queued, pools, {}, {}, 0)

    assert [decision.admit for decision in decisions] == [True] * tenths + [False]


def test_the_first_in_line_is_told_which_services_could_be_stopped(
    db: Database, workloads: WorkloadManager
) -> None:
    pool = workloads.pools()[0]
    half, whole = Resources(cpu=0.5, memory_mb=0), Resources(cpu=pool.cpu, memory_mb=0)
    serving = [
        _queued(n, half).model_copy(update={"mode": Mode.SERVE, "name": f"digits-{n}"})
        for n in "1234"
    ]
    queued = [_queued(name, whole) for name in ("first", "second")]

    first, second = decide(queued, {pool.id: pool}, {pool.id: half}, {}, 0, serving)

    assert first.reason.endswith(
        ", 0 ahead; services hold 2 CPUs, stop one to make room: digits-1, digits-2, digits-3 "
        "and 1 more"
    )
    assert second.reason.endswith(", 1 ahead")


def test_a_unix_socket_takes_no_number() -> None:
    with pytest.raises(ValidationError, match="no number"):
        Port(name="http", socket="unix", number=8080)


def test_robustness_a_service_comes_back_without_a_server(
    db: Database, workloads: WorkloadManager
) -> None:
    """What a supervisor leaves behind waits out the pause: nobody here reconciles."""
    served = submit(db, workloads, _flaky(Restart(max_restarts=3, backoff_s=0.5)))
    until(lambda: is_in(workloads, served.id, State.RUNNING), "it to be served")

    (port,) = workloads.ports(served.id)
    with pytest.raises(OSError):  # noqa: PT011
        urllib.request.urlopen(f"http://{port.address}/die")

    until(lambda: workloads.get(served.id).attempt == 2, "the second attempt")


def _flaky(restart: Restart) -> WorkloadSpec:
    """Serves a folder until a request asks it to die."""
    code = """
import http.server, os, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == '/die':
            os._exit(1)
        self.send_response(200)
        self.end_headers()
http.server.HTTPServer(('127.0.0.1', int(sys.argv[1])), Handler).serve_forever()
"""
    return script(
        code,
        mode=Mode.SERVE,
        argv=[sys.executable, "-c", code, "{port:http}"],
        ports=[Port(name="http", health=HealthCheck(interval_s=0.05))],
        resources=Resources(cpu=0, memory_mb=0),
        restart=restart,
    )


def _ask_to_die(workloads: WorkloadManager, workload_id: str) -> None:
    (port,) = workloads.ports(workload_id)
    attempt = workloads.get(workload_id).attempt
    with pytest.raises(OSError):  # noqa: PT011  # whichever way a closed connection shows itself
        urllib.request.urlopen(f"http://{port.address}/die")

    def over() -> bool:
        workloads.reconcile()
        now = workloads.get(workload_id)
        return now.attempt != attempt or now.state not in ACTIVE

    until(over, "its end to be seen")


def _queued(workload_id: str, size: Resources) -> Workload:
    spec = script("print(1)", resources=size)
    return Workload(
        id=workload_id,
        kind=spec.kind,
        name=spec.name,
        mode=spec.mode,
        owner_urn="",
        parent_id=None,
        pool_id=spec.pool_id,
        state=State.QUEUED,
        wanted=Wanted.RUNNING,
        failure_phase=None,
        reason="",
        spec=spec,
        resources=size,
        attempt=0,
        restarts=0,
        next_try_at=0,
        outcome=None,
        created_at=0,
        started_at=None,
        ended_at=None,
        updated_at=0,
    )
