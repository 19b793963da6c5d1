"""Label Studio with SQLite: a project of the same images, its pages and pictures over HTTP."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..client import Browser
from ..server import free_port
from . import PeerMissing, cache, environment

REQUIREMENT = "label-studio==1.23.2"
START_S = 240.0
BATCH = 5_000
LABELING = """<View><Image name="image" value="$image"/>
<Choices name="choice" toName="image"><Choice value="a"/><Choice value="b"/></Choices></View>"""
UNLABELED = {"filter": "filter:tasks:completed_at", "operator": "empty", "type": "Datetime"}


@dataclass(frozen=True)
class LabelStudio:
    """A project, looked at through its list of unlabeled tasks."""

    browser: Browser
    project: int
    view: int

    def page(self, number: int, size: int) -> Sequence[str]:
        """The tasks of a page; the addresses of their pictures."""
        path = f"/api/tasks?project={self.project}&view={self.view}&page={number}&page_size={size}"
        tasks: list[Any] = self.browser.main.call("GET", path)["tasks"]
        assert len(tasks) == size
        return [task["data"]["image"] for task in tasks]


@contextmanager
def running(folder: Path, images: Path) -> Iterator[LabelStudio]:
    """Start it on `folder` with a task for each file of `images`. Raises PeerMissing."""
    tool = environment("label-studio", REQUIREMENT) / "bin" / "label-studio"
    if not tool.is_file():
        raise PeerMissing("its command is not where it was installed")
    data, kept = folder / "data", cache() / "label-studio-data"
    if kept.is_dir():  # its first start makes the database in a minute
        shutil.copytree(kept, data)
    else:
        data.mkdir(parents=True)
    token, port = secrets.token_hex(20), free_port()
    process = _start(tool, folder, images, port, token)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(url, process)
        if not kept.is_dir():
            shutil.copytree(data, kept)
        browser = Browser(url, {"Authorization": f"Token {token}"})
        try:
            yield _project(browser, images)
        finally:
            browser.close()
    finally:
        process.terminate()
        process.wait()


def _start(
    tool: Path, folder: Path, images: Path, port: int, token: str
) -> subprocess.Popen[bytes]:
    options = {
        "--port": str(port),
        "--internal-host": "127.0.0.1",
        "--username": f"bench-{token[:8]}@example.com",
        "--password": token,
        "--user-token": token,
        "--log-level": "ERROR",
    }
    settings = {
        "HOME": str(folder),
        "LABEL_STUDIO_BASE_DATA_DIR": str(folder / "data"),
        "DJANGO_DB": "sqlite",
        "LABEL_STUDIO_LOCAL_FILES_SERVING_ENABLED": "true",
        "LABEL_STUDIO_LOCAL_FILES_DOCUMENT_ROOT": str(images.parent),
        "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
        "COLLECT_ANALYTICS": "false",
        "LATEST_VERSION_CHECK": "false",
        "SENTRY_DSN": "",
        "FRONTEND_SENTRY_DSN": "",
    }
    words = [word for option in options.items() for word in option]
    with (folder / "server.log").open("ab") as log:
        return subprocess.Popen(
            [str(tool), "start", "--no-browser", *words],
            env={**os.environ, **settings},
            stdout=log,
            stderr=log,
        )


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise PeerMissing("it did not start")


def _project(browser: Browser, images: Path) -> LabelStudio:
    call = browser.main.call
    asked = {"title": "bench", "label_config": LABELING}
    project = call("POST", "/api/projects", asked)["id"]
    storage = {"project": project, "path": str(images), "use_blob_urls": True}
    call("POST", "/api/storages/localfiles", storage)  # without it the files are not served
    names = sorted(path.name for path in images.iterdir())
    for start in range(0, len(names), BATCH):
        tasks = [
            {"data": {"image": f"/data/local-files/?d={images.name}/{name}"}}
            for name in names[start : start + BATCH]
        ]
        call("POST", f"/api/projects/{project}/import", tasks)
    chosen = {"conjunction": "and", "items": [{**UNLABELED, "value": True}]}
    view = call("POST", "/api/dm/views", {"project": project, "data": {"filters": chosen}})
    return LabelStudio(browser, project, view["id"])
