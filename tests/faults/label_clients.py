"""Four clients that save labels over HTTP, and take down what they were promised."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.server import Server, jupyter_server

from .ledger import Ledger, Save

THREADS = 4
ALL = "modelarts/v2/default/datasets"


@dataclass(frozen=True)
class Asked:
    """A request whose answer was not seen."""

    sample: str
    save: Save
    key: str


class Clients:
    """They survive the server, as browsers do."""

    def __init__(self, folder: Path, dataset_id: str, labels: tuple[str, ...]) -> None:
        self._folder = folder
        self._path = f"{ALL}/{dataset_id}/data-annotations/samples"
        self._labels = labels
        self._samples: list[str] = []
        self._unanswered: dict[int, Asked] = {}
        self.ledger = Ledger()
        self.repeated = 0
        self.surprises: list[str] = []

    @contextmanager
    def server(self) -> Iterator[Server]:
        """A whole Jupyter server, with the extension."""
        with jupyter_server(self._folder, alone=True) as server:
            yield server

    def look(self, server: Server) -> None:
        """The first answer of the platform."""
        page = server.call("GET", f"{self._path}?limit=1000&order=asc")
        self._samples = [one["sample_id"] for one in page["samples"]]

    def save_until_killed(self, server: Server, seconds: float) -> None:
        """Save, kill the server after `seconds`, and wait until every client has noticed."""
        threads = [
            threading.Thread(target=self._save, args=(server, number)) for number in range(THREADS)
        ]
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        os.kill(server.pid, signal.SIGKILL)
        for thread in threads:
            thread.join()

    def _save(self, server: Server, number: int) -> None:
        parts = urlsplit(server.url)
        assert parts.hostname is not None
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=300)
        try:
            if number in self._unanswered:
                self.repeated += 1
                self._send(connection, server, number, self._unanswered[number])
            for turn in count():
                self._send(connection, server, number, self._next(number, turn))
        except (OSError, http.client.HTTPException):
            return  # killed: the unanswered request is sent again to the next server
        finally:
            connection.close()

    def _next(self, number: int, turn: int) -> Asked:
        own = self._samples[number::THREADS]
        sample = own[turn % len(own)]
        before = self.ledger.acknowledged.get(sample, Save(1, None))
        label = self._labels[(turn + before.revision) % len(self._labels)]
        return Asked(sample, Save(before.revision + 1, label), secrets.token_hex(8))

    def _send(
        self, connection: http.client.HTTPConnection, server: Server, number: int, asked: Asked
    ) -> None:
        self._unanswered[number] = asked
        self.ledger.ask(asked.sample, asked.save)
        update = {
            "sample_id": asked.sample,
            "labels": [{"name": asked.save.label}],
            "revision": asked.save.revision - 1,
        }
        headers = {
            "Authorization": f"token {server.token}",
            "Content-Type": "application/json",
            "Idempotency-Key": asked.key,
        }
        path = f"{urlsplit(server.url).path}{self._path}"
        connection.request("PUT", path, json.dumps({"samples": [update]}), headers)
        answer = connection.getresponse()
        self._take_down(asked, answer.status, json.loads(answer.read()))
        del self._unanswered[number]

    def _take_down(self, asked: Asked, status: int, body: dict[str, Any]) -> None:
        saved = body["results"][0].get("sample") if status == 200 else None
        if saved is None or saved["revision"] != asked.save.revision:
            self.surprises.append(f"{asked} was answered {status}: {body}")
            return
        self.ledger.promise(asked.sample, asked.save)
