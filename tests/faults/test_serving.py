"""robustness.md, faults of services: replicas killed, bad versions, overload."""

from __future__ import annotations

import socket
import subprocess
import threading
from collections import Counter
from pathlib import Path

import pytest

from jupyter_modelarts.services.gateway import Limits
from tests.runtime.replicas import (
    Replica,
    environment,
    package,
    read_answer,
    serving,
    started,
    until,
)
from tests.runtime.test_replica import SLOW
from tests.services.gateway.conftest import Door, inference, opened

pytestmark = pytest.mark.faults

CALLERS = 16
IN_FLIGHT = Limits().replica_connections


class Crowd:
    """Callers that ask one question after another, and count the answers."""

    def __init__(self, door: Door, count: int = CALLERS) -> None:
        self.statuses: Counter[int] = Counter()
        self._address = door.address
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._ask) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    def _ask(self) -> None:
        with socket.create_connection(self._address, timeout=300) as connection:
            while not self._ended.is_set():
                connection.sendall(inference())
                self.statuses[read_answer(connection).status] += 1

    def until_more(self, count: int) -> None:
        """Until so many more questions have been answered well."""
        wanted = self.statuses[200] + count
        until(lambda: self.statuses[200] >= wanted)

    def end(self) -> None:
        """No more questions."""
        self._ended.set()
        for thread in self._threads:
            thread.join(60)


def again(replica: Replica) -> None:
    """Start an ended replica anew on its socket, as its restart policy does."""
    with replica.log.open("ab") as log:
        replica.process = subprocess.Popen(
            replica.process.args, env=environment(), stdout=log, stderr=log
        )


def test_robustness_a_replica_killed_under_load_loses_what_is_on_it(tmp_path: Path) -> None:
    """robustness.md: at most what is in flight on it fails; it is asked again once it is back."""
    with (
        serving(package(tmp_path / "a")) as first,
        serving(package(tmp_path / "b")) as second,
        opened() as door,
    ):
        door.route((100, [first.place, second.place]))
        crowd = Crowd(door)
        crowd.until_more(200)
        first.process.kill()
        first.process.wait()
        crowd.until_more(200)
        again(first)
        until(lambda: door.gateway._replicas[str(first.place)].load > 0)
        crowd.until_more(200)
        crowd.end()

    assert set(crowd.statuses) <= {200, 502}
    assert crowd.statuses[502] <= IN_FLIGHT


def test_robustness_the_only_replica_is_killed_under_load(tmp_path: Path) -> None:
    """robustness.md: what it was not given waits for its return."""
    with serving(package(tmp_path)) as replica, opened(Limits(absent_s=60.0)) as door:
        door.route((100, [replica.place]), timeout_s=60.0)
        crowd = Crowd(door)
        crowd.until_more(200)
        replica.process.kill()
        replica.process.wait()
        again(replica)
        crowd.until_more(200)
        crowd.end()

    assert set(crowd.statuses) <= {200, 502}
    assert crowd.statuses[502] <= IN_FLIGHT


@pytest.mark.parametrize("code", ["1 / 0", "import os; os._exit(1)", "while True: pass"])
def test_robustness_a_bad_version_fails_no_request(tmp_path: Path, code: str) -> None:
    """robustness.md: the old version keeps answering, even where a bad one is routed to."""
    bad = package(tmp_path / "bad", code)
    with serving(package(tmp_path / "good")) as good, opened() as door:
        door.route((100, [good.place]))
        crowd = Crowd(door, 4)
        crowd.until_more(50)
        with started(bad) as broken:
            door.route((50, [good.place]), (50, [broken.place]))
            crowd.until_more(200)
            door.route((100, [good.place]))
        crowd.until_more(50)
        crowd.end()

    assert set(crowd.statuses) == {200}


def test_robustness_overload_is_refused_quickly_and_passes(tmp_path: Path) -> None:
    """robustness.md: 429 with Retry-After, memory flat, healthy after."""
    model = package(tmp_path, SLOW)
    with serving(model) as replica, opened(Limits(waiting=20)) as door:
        door.route((100, [replica.place]), max_body=10_000)
        connections = [door.connect() for _ in range(200)]
        body = b'"' + b"x" * 9_000 + b'"'
        for connection in connections:
            connection.sendall(inference(body))
        until((model / "begun").exists)
        until(lambda: len(refused(door)) == 200 - 20 - IN_FLIGHT)
        held = door.gateway.held_bytes
        (model / "gate").touch()
        answers = [read_answer(connection) for connection in connections]
        after = door.ask(b"1")
        until(lambda: door.gateway.held_bytes == 0)  # after the answer

    statuses = Counter(answer.status for answer in answers)
    assert statuses == {200: 20 + IN_FLIGHT, 429: 200 - 20 - IN_FLIGHT}
    assert all(one.headers["retry-after"] == "1" for one in answers if one.status == 429)
    assert held == (20 + IN_FLIGHT) * len(body)
    assert after.json == 1
    assert sum(counts.calls for counts in door.gateway.counters().values()) == 201


def refused(door: Door) -> list[str]:
    """The log's lines of refused requests."""
    lines = b"".join(door.log).decode().splitlines()
    return [line for line in lines if " 429 " in line]
