"""Training on an engine that is only an interpreter, made in a moment."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qsl

import pytest
from jupyter_server.serverapp import ServerApp
from tornado.httpclient import HTTPClientError, HTTPResponse

from jupyter_modelarts.compose import Foundation
from jupyter_modelarts.compute import WorkloadManager
from jupyter_modelarts.core.ids import new_id, now_ms
from jupyter_modelarts.core.managers import Managers
from jupyter_modelarts.core.safe.images import ImageDecoders
from jupyter_modelarts.datasets.manager import DatasetManager
from jupyter_modelarts.engines import EngineManager
from jupyter_modelarts.engines.build import build
from jupyter_modelarts.engines.catalog import SCIKIT_LEARN
from jupyter_modelarts.engines.environment import Environment, digest_of
from jupyter_modelarts.engines.kernels import Kernels
from jupyter_modelarts.engines.schemas import Build, EngineDescription
from jupyter_modelarts.engines.store import save_build
from jupyter_modelarts.obs import Objects
from jupyter_modelarts.training import TrainingManager
from jupyter_modelarts.training.drafts import InputDraft, JobDraft, OutputDraft
from jupyter_modelarts.training.schemas import JobView
from tests.conftest import stop_everything
from tests.engines.conftest import BROKEN, TINY

Fetch = Callable[..., Awaitable[HTTPResponse]]
Ask = Callable[..., Awaitable[Any]]
JOB_S = 300.0
CODE = "obs://modelarts/code/"
DATA = "obs://modelarts/data/"
OUTPUT = "obs://modelarts/models/"
"""The default bucket's folders that the drafts of these tests name."""


def stand_in(foundation: Foundation, description: EngineDescription, pip: bool = False) -> None:
    """Let an interpreter without packages, but for pip, pass for an engine that was built."""
    seed = pip or (description.seed and description.requirements == [])
    build(TINY.model_copy(update={"seed": seed}), Environment(built_place(foundation, description)))


def lend(foundation: Foundation, description: EngineDescription, made: Environment) -> None:
    """Let an engine that was made elsewhere be the one of this state directory."""
    place = built_place(foundation, description)
    place.parent.mkdir(parents=True)
    place.symlink_to(made.directory)


def built_place(foundation: Foundation, description: EngineDescription) -> Path:
    """Where an engine's environment is looked for from now on."""
    identifier = new_id()
    made = Build(
        engine_id=description.id,
        digest=digest_of(description),
        workload_id=identifier,
        created_at=now_ms(),
    )
    with foundation.db.write() as tx:
        save_build(tx, made)
    return foundation.state_dir / "engines" / description.id / identifier


@pytest.fixture
def engines(foundation: Foundation, tmp_path: Path) -> EngineManager:
    """One engine that is ready, one that cannot be made."""
    stand_in(foundation, TINY)
    return EngineManager(
        foundation.db,
        foundation.workloads,
        foundation.state_dir,
        {"tiny": TINY, "broken": BROKEN},
        Kernels(tmp_path / "jupyter"),
    )


@pytest.fixture
def work_dir(tmp_path: Path) -> Path:
    """The folder that JupyterLab shows."""
    path = tmp_path / "work"
    path.mkdir()
    return path


@pytest.fixture
def datasets(foundation: Foundation, tmp_path: Path) -> Iterator[DatasetManager]:
    """Real datasets."""
    decoders = ImageDecoders()
    yield DatasetManager(
        foundation.db, foundation.objects, foundation.workloads, decoders, tmp_path / "cache"
    )
    decoders.close()


@pytest.fixture
def training(
    foundation: Foundation, engines: EngineManager, datasets: DatasetManager, work_dir: Path
) -> TrainingManager:
    """Training jobs of this state directory."""
    return TrainingManager(
        foundation.db,
        foundation.objects,
        foundation.workloads,
        engines,
        datasets,
        foundation.state_dir,
        work_dir,
    )


@pytest.fixture
def draft(objects: Objects) -> Callable[..., JobDraft]:
    """Puts a script and one data file into the store, and drafts a job of them."""

    def make(script: str = "print('hello')", **changes: object) -> JobDraft:
        objects.put(f"{CODE}train.py", script.encode())
        objects.put(f"{DATA}a.txt", b"some data")
        usual = JobDraft(
            name="job",
            code_dir=CODE,
            boot_file="train.py",
            engine_id="tiny",
            inputs=[InputDraft(url=DATA)],
            outputs=[OutputDraft(url=OUTPUT)],
        )
        return usual.model_copy(update=changes)

    return make


@pytest.fixture
def run(training: TrainingManager, foundation: Foundation) -> Callable[[JobDraft], JobView]:
    """Create a job and wait until it has ended."""

    def create_and_wait(draft: JobDraft) -> JobView:
        created = training.create(draft)
        foundation.workloads.wait(created.workload.id, JOB_S)
        return training.get(created.job.id)

    return create_and_wait


@pytest.fixture
def jp_server_config(foundation: Foundation) -> dict[str, object]:
    """A server with the extension, on a state whose scikit-learn is there, without packages."""
    stand_in(foundation, SCIKIT_LEARN)
    return {"ServerApp": {"jpserver_extensions": {"jupyter_modelarts": True}}}


@pytest.fixture
def managers(
    jp_serverapp: ServerApp, jp_fetch: Fetch, jp_asyncio_loop: asyncio.AbstractEventLoop
) -> Iterator[Managers]:
    """The platform, which is built when it is first asked."""
    jp_asyncio_loop.run_until_complete(jp_fetch("modelarts/v1/p/engines"))
    found: Managers = jp_serverapp.web_app.settings["modelarts_managers"]
    objects = found.get(Objects)
    objects.put(f"{CODE}train.py", b"print('epoch 1 loss=0.5')\nraise SystemExit('the end')\n")
    objects.put(f"{DATA}a.txt", b"some data")
    yield found
    stop_everything(found.get(WorkloadManager))


@pytest.fixture
def ask(jp_fetch: Fetch, managers: Managers) -> Ask:
    """Ask for a path below `/v2/p`; the code and the JSON of the answer or of the error."""

    async def send(method: str, path: str, body: object = None, **headers: str) -> Any:
        sent = None if method in ("GET", "DELETE") else json.dumps(body or {})
        path, _, query = path.partition("?")
        parameters = dict(parse_qsl(query))
        url = f"modelarts/v2/p/{path}"
        try:
            answer = await jp_fetch(
                url, method=method, body=sent, headers=headers, params=parameters
            )
        except HTTPClientError as error:
            answer = cast(HTTPResponse, error.response)
        return answer.code, json.loads(answer.body)

    return send


def request(**changes: Any) -> dict[str, Any]:
    """A job of the reference's shape."""
    return {
        "kind": "job",
        "metadata": {"name": "job"},
        "algorithm": {
            "code_dir": CODE,
            "boot_file": f"{CODE}train.py",
            "engine": {"engine_id": "scikit-learn"},
            "inputs": [{"remote": {"obs": {"obs_url": DATA}}}],
            "outputs": [{"remote": {"obs": {"obs_url": OUTPUT}}}],
            **changes,
        },
    }
