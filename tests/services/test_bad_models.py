"""Models that cannot serve: the service says why, its log is kept, and others go on.

robustness.md: packages with import side effects, `os._exit`, fork bombs, endless loops; a bad
version; a replica killed under load; a crash loop.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from jupyter_modelarts.compose import Platform
from jupyter_modelarts.compute.runners.attempt import Started, read_file
from jupyter_modelarts.compute.supervisor.processes import carrying
from jupyter_modelarts.models.schemas import Model
from jupyter_modelarts.services import ServiceManager
from jupyter_modelarts.services.schemas import Result, ServiceState

from .conftest import SLOW, Deployed, Reply, has_settled, has_stopped, says
from .test_story import change

Deploy = Callable[..., Deployed]
MakeModel = Callable[..., Model]

TORN = """
import pickle
from pathlib import Path
from model_service.model_service import SingleNodeService


class Torn(SingleNodeService):
    def __init__(self, model_name, model_path):
        super().__init__(model_name, model_path)
        pickle.loads(Path(__file__).read_bytes())
"""
RAISES = says("never") + 'raise RuntimeError("not today")\n'
EXITS = says("never") + "import os\nos._exit(7)\n"
EXITED = "The command ended with exit code 7."
FORKS = """
import os, time
for _ in range(20):
    if os.fork() == 0:
        os.setsid()
        time.sleep(1000)
    print("forked", flush=True)
raise RuntimeError("enough")
"""
HANGS = says("never") + "import time\nprint('loading for ever', flush=True)\ntime.sleep(1000)\n"


@pytest.mark.parametrize(
    ("code", "reason"),
    [(TORN, "UnpicklingError"), (RAISES, "RuntimeError: not today"), (EXITS, EXITED)],
    ids=["torn", "raises", "exits"],
)
def test_robustness_what_does_not_load_fails_with_its_last_line(
    model: MakeModel, deploy: Deploy, platform: Platform, code: str, reason: str
) -> None:
    service = deploy(model(code))

    assert service.status.state is ServiceState.FAILED
    assert reason in service.status.reason
    (sight,) = service.details.view.sights
    assert sight.workload.restarts == 3
    assert sum("restart" in message for message in service.messages) == 3


def test_robustness_one_that_forks_as_it_loads_leaves_nothing_and_others_go_on(
    model: MakeModel, deploy: Deploy, platform: Platform
) -> None:
    other = deploy(model(says("other"), name="other"))
    other.until_answering("other")

    service = deploy(model(says("never") + FORKS))

    assert service.status.state is ServiceState.FAILED
    assert "RuntimeError: enough" in service.status.reason
    assert other.ask().status == 200
    (sight,) = service.details.view.sights
    ended = platform.workloads.wait(sight.workload.id, 300)
    assert platform.workloads.log(ended.id, 0, 10_000).text.count("forked") == 20
    for attempt in range(1, ended.attempt + 1):
        assert list(carrying([f"MODELARTS_RUN={ended.id}/{attempt}"])) == []


def test_robustness_one_that_hangs_while_it_loads_fails_in_its_time(
    model: MakeModel, deploy: Deploy, platform: Platform
) -> None:
    service = deploy(model(HANGS), load_s=10.0)

    assert service.status.state is ServiceState.FAILED
    assert "within 10 seconds" in service.status.reason
    (sight,) = service.details.view.sights
    assert "loading for ever" in platform.workloads.log(sight.workload.id, 0, 10_000).text
    platform.workloads.wait(sight.workload.id, 300)
    assert platform.workloads.get(sight.workload.id).ended_at is not None


def test_robustness_one_that_never_answers_is_ended_and_started_anew(
    model: MakeModel, deploy: Deploy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jupyter_modelarts.services.replicas.ANSWER_S", 0.0)
    service = deploy(model(SLOW))
    service.until(lambda seen: seen.view.ready(seen.view.shown))

    lost = service.ask({"value": 1000})

    assert lost.status == 502
    service.until(lambda seen: any("restart" in message for message in service.messages))
    service.until(lambda seen: seen.view.ready(seen.view.shown))
    assert service.ask({"value": 0}).status == 200


def test_robustness_a_bad_version_leaves_the_old_one_answering(
    model: MakeModel, deploy: Deploy, services: ServiceManager
) -> None:
    service = deploy(model(says("old")))
    service.until_answering("old")
    statuses = set()

    services.update(service.id, change((model(RAISES), 100)))
    while service.details.view.latest.result is Result.RUNNING:
        services.advance()
        statuses.add(service.ask().status)

    assert statuses == {200}
    assert service.status.state is ServiceState.CONCERNING
    assert "digits 0.0.1 goes on" in service.status.reason
    assert service.ask().json["said"] == "old"


def test_robustness_a_service_whose_replicas_all_fail_leaves_another_untouched(
    model: MakeModel, deploy: Deploy, services: ServiceManager
) -> None:
    """Same replicas, same attempts, every call answered, from its crash loop to its deletion."""
    other = deploy(model(says("other"), name="other"), instances=2)
    other.until_answering("other")
    before = (replicas_of(other), other.messages)
    statuses = set()

    bad = deploy(model(EXITS), wait=False, instances=2)
    while bad.status.state is ServiceState.DEPLOYING:
        services.wait(bad.id, 0.1, has_settled)
        statuses.add(other.ask().status)
    failed = bad.status.state
    services.delete(bad.id)
    bad.until(has_stopped)
    statuses.add(other.ask().status)

    assert failed is ServiceState.FAILED
    assert statuses == {200}
    assert other.status.state is ServiceState.RUNNING
    assert (replicas_of(other), other.messages) == before


def replicas_of(service: Deployed) -> list[tuple[str, int, int]]:
    """Which replicas a service has, in which attempt, how often restarted."""
    sights = service.details.view.sights
    return [(one.workload.id, one.workload.attempt, one.workload.restarts) for one in sights]


def test_a_failed_service_is_tried_again_and_answers_once_it_can(
    model: MakeModel, deploy: Deploy, services: ServiceManager
) -> None:
    service = deploy(model(RAISES))
    assert service.status.state is ServiceState.FAILED

    services.update(service.id, change((model(says("good")), 100)))

    service.until_answering("good")


def test_robustness_a_killed_replica_costs_at_most_its_own_requests(
    model: MakeModel, deploy: Deploy, platform: Platform
) -> None:
    service = deploy(model(says("one")), instances=2)
    service.until_answering("one")

    with ThreadPoolExecutor(4) as callers:
        first = [callers.submit(service.ask) for _ in range(40)]
        kill(platform, service.details.view.sights[0].workload.id)
        later = [callers.submit(service.ask) for _ in range(80)]
        replies: list[Reply] = [one.result() for one in [*first, *later]]

    failed = [reply.status for reply in replies if reply.status != 200]
    assert len(failed) <= 4, failed
    service.until(lambda seen: seen.view.ready(seen.view.shown))


def kill(platform: Platform, workload_id: str) -> None:
    """Kill -9 the command of a workload."""
    run_dir = platform.workloads.run_dir(workload_id)
    assert run_dir is not None
    started = read_file(run_dir / "started.json", Started)
    assert started is not None
    assert started.command is not None
    os.kill(started.command.pid, signal.SIGKILL)
