"""JupyterLab in real Chromium: a server, its state and its settings for each module of tests."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from scripts.machine import find_browser

ROOT = Path(__file__).parent.parent.parent
SCREENSHOTS = ROOT / "test-results" / "screenshots"
TOKEN = "a-token-of-the-tests"
START_S = 240.0
PATIENCE_MS = 60_000
FLAGS = [
    "--no-sandbox",  # Chromium refuses root otherwise; it opens our own pages only
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SMALL, LARGE = (1280, 800), (1920, 1080)
Settings = dict[str, dict[str, object]]
DARK: Settings = {"@jupyterlab/apputils-extension/themes": {"theme": "JupyterLab Dark"}}
CHINESE: Settings = {"@jupyterlab/translation-extension/plugin": {"locale": "zh_CN"}}
QUIET: Settings = {"@jupyterlab/apputils-extension/notification": {"fetchNews": "false"}}

OpenPage = Callable[..., Page]

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture
def jp_asyncio_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """pytest-jupyter's loop and playwright's collide: here nobody needs the former."""
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


@pytest.fixture(autouse=True)
def jp_server_cleanup() -> None:
    """The server is a process of its own here."""


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab. `root` is this module's directory, `work` the folder it shows."""

    root: Path
    port: int

    @property
    def work(self) -> Path:
        return self.root / "work"

    @property
    def state(self) -> Path:
        return self.root / "state"

    def url(self, path: str) -> str:
        """An address of the server, with its token."""
        mark = "&" if "?" in path else "?"
        return f"http://localhost:{self.port}/{path}{mark}token={TOKEN}"

    def rest(self, path: str, body: object = None, method: str | None = None) -> Any:
        """Ask our REST API: POST where there is a body, unless the method is said."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"token {TOKEN}", "Content-Type": "application/json"}
        url = f"http://localhost:{self.port}/modelarts/{path}"
        request = urllib.request.Request(url, data, headers, method=method)
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read())


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab on an empty state directory, ended with everything that it began."""
    started = Lab(tmp_path_factory.mktemp("lab"), _free_port())
    for name in ("work", "settings", "workspaces"):
        (started.root / name).mkdir()
    log = (started.root / "log").open("wb")
    server = subprocess.Popen(_command(started), env=_environment(started), stdout=log, stderr=log)
    try:
        _wait_for(started, server)
        yield started
        _stop_workloads(started)
    finally:
        server.terminate()
        server.wait(timeout=180)
        log.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The machine's browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(lab: Lab, chromium: Browser) -> Iterator[OpenPage]:
    """Open JupyterLab: `open_page(settings=DARK, size=LARGE, path="lab")`. What the console
    complains of fails the test; `refusals="409"` lets it tell of such an answer."""
    complaints: list[str] = []
    contexts = []

    def listen(message: ConsoleMessage, refusals: str) -> None:
        refused = bool(refusals) and f"with a status of {refusals}" in message.text
        if message.type == "error" and not refused:
            complaints.append(message.text)

    def open_(
        *,
        settings: Settings | None = None,
        size: tuple[int, int] = SMALL,
        path: str = "lab",
        refusals: str = "",
    ) -> Page:
        _write_settings(lab, {**QUIET, **(settings or {})})
        context = chromium.new_context(viewport={"width": size[0], "height": size[1]})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", lambda message: listen(message, refusals))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(lab.url(path))
        wait_for_lab(page)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def wait_for_lab(page: Page) -> None:
    """Until the layout of before is restored: JupyterLab removes its splash then."""
    page.wait_for_selector("#jp-main-dock-panel")
    page.wait_for_selector("#jupyterlab-splash", state="detached")


def screenshot(page: Page, name: str) -> Path:
    """Keep what is seen now as `test-results/screenshots/<name>.png`."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    path = SCREENSHOTS / f"{name}.png"
    page.screenshot(path=path, animations="disabled")
    return path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _command(lab: Lab) -> list[str]:
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--allow-root",
        f"--ServerApp.port={lab.port}",
        "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={TOKEN}",
        f"--ServerApp.root_dir={lab.work}",
        f"--ModelArtsApp.state_dir={lab.state}",
        "--ServerApp.jpserver_extensions=jupyter_modelarts=True",
        "--LabApp.extension_manager=readonly",
    ]


def _environment(lab: Lab) -> dict[str, str]:
    own = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    }
    return {**os.environ, **{name: str(lab.root / folder) for name, folder in own.items()}}


def _wait_for(lab: Lab, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_S
    while True:
        try:
            lab.rest("v1/default/home")
            return
        except (urllib.error.URLError, ConnectionError):
            log = (lab.root / "log").read_text()
            assert server.poll() is None, log
            assert time.monotonic() < deadline, log
            time.sleep(0.2)


def _stop_workloads(lab: Lab) -> None:
    services = "v1/default/services"
    for service in lab.rest(services)["services"]:  # the replicas of a wanted one would come back
        lab.rest(f"{services}/{service['service_id']}", {"status": "stopped"}, "PUT")
    active = "v1/default/workloads?active=true&limit=100"
    for workload in lab.rest(active)["workloads"]:
        lab.rest(f"v1/default/workloads/{workload['workload_id']}/stop", {})
    deadline = time.monotonic() + START_S
    while lab.rest(active)["workloads"] and time.monotonic() < deadline:
        time.sleep(0.2)


def _write_settings(lab: Lab, settings: Settings) -> None:
    """JupyterLab reads its settings when the page is loaded."""
    folder = lab.root / "settings"
    for old in folder.rglob("*.jupyterlab-settings"):
        old.unlink()
    for name, values in settings.items():
        path = folder / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values))
