"""Datasets on a running server, used over HTTP as the dataset page uses them."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from .client import Browser, timed
from .server import Server

PAGE = 100
WAIT_S = 1800.0
ALL = "/modelarts/v2/default/datasets"
LABELS = ("cat", "dog", "bird")


class Workshop:
    """One server, and datasets in its default bucket."""

    def __init__(self, folder: Path, server: Server) -> None:
        self._objects = folder / "state" / "objects" / "modelarts"
        self.browser = Browser(server.url, {"Authorization": f"token {server.token}"})
        self.browser.main.call("GET", ALL)  # makes the platform, and its bucket

    def begin_dataset(self, name: str, images: Path) -> tuple[str, str]:
        """Create a dataset of the files of `images`; its id and its import's."""
        images.rename(self._objects / name)  # plain names are plain files in the local store
        body = {
            "dataset_name": name,
            "data_sources": [{"data_path": f"obs://modelarts/{name}/"}],
            "work_path": "obs://modelarts/work/",
            "labels": [{"name": label} for label in LABELS],
        }
        answer = self.browser.main.call("POST", ALL, body)
        return answer["dataset_id"], answer["import_task_id"]

    def dataset(self, name: str, images: Path) -> str:
        """As `begin_dataset`, and wait for the end of the import."""
        dataset_id, task_id = self.begin_dataset(name, images)
        self._until(lambda: self.importing(dataset_id, task_id) == "COMPLETED", name)
        return dataset_id

    def importing(self, dataset_id: str, task_id: str) -> str:
        """The state of an import. Raises RuntimeError where it failed."""
        task = self.browser.main.call("GET", f"{ALL}/{dataset_id}/import-tasks/{task_id}")
        if task["status"] in ("FAILED", "STOPPED"):
            raise RuntimeError(f"The import {task['status']}: {task['error_msg']}")
        return str(task["status"])

    def wait_until_importing(self, dataset_id: str, task_id: str) -> None:
        """Until its first images are being read."""
        begun = ("RUNNING", "COMPLETED")
        self._until(lambda: self.importing(dataset_id, task_id) in begun, "the import")

    def samples(self, dataset_id: str) -> list[dict[str, Any]]:
        """All samples."""
        found: list[dict[str, Any]] = []
        marker = ""
        while True:
            page = self.browser.main.call("GET", f"{_samples(dataset_id)}?limit=1000{marker}")
            found += page["samples"]
            if page["next_marker"] is None:
                return found
            marker = f"&marker={page['next_marker']}"

    def label(self, dataset_id: str, sample: dict[str, Any], label: str) -> float:
        """Seconds from the request to its acknowledgement."""
        update = {
            "sample_id": sample["sample_id"],
            "labels": [{"name": label}],
            "revision": sample["revision"],
        }
        key = {"Idempotency-Key": secrets.token_hex(16)}
        seconds, answer = timed(
            lambda: self.browser.main.call(
                "PUT", _samples(dataset_id), {"samples": [update]}, **key
            )
        )
        sample["revision"] = answer["results"][0]["sample"]["revision"]
        return seconds

    def pages(self, dataset_id: str) -> Iterator[list[dict[str, Any]]]:
        """Unlabeled samples, a page at a time: each step is one request."""
        marker = ""
        while True:
            path = f"{_samples(dataset_id)}?limit={PAGE}&sample_state=__NONE__{marker}"
            page = self.browser.main.call("GET", path)
            assert len(page["samples"]) == PAGE
            yield page["samples"]
            marker = f"&marker={page['next_marker']}"

    def thumbnails(self, dataset_id: str, page: list[dict[str, Any]]) -> None:
        """The pictures of a page."""
        root = _samples(dataset_id)
        self.browser.pictures(
            [f"{root}/{one['sample_id']}/thumbnail?size=256&v={one['etag']}" for one in page]
        )

    def close(self) -> None:
        """Hang up."""
        self.browser.close()

    def _until(self, holds: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + WAIT_S
        while not holds():
            if time.monotonic() > deadline:
                raise TimeoutError(f"Waited {WAIT_S:g} s for {what}.")
            time.sleep(0.05)


def _samples(dataset_id: str) -> str:
    return f"{ALL}/{dataset_id}/data-annotations/samples"
