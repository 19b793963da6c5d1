"""Services on a platform whose scikit-learn is only an interpreter: models are plain code."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from jupyter_modelarts.compose import Platform, compose
from jupyter_modelarts.engines.catalog import SCIKIT_LEARN
from jupyter_modelarts.models import ModelManager
from jupyter_modelarts.models.schemas import ImportDraft, Model
from jupyter_modelarts.services import ServiceManager
from jupyter_modelarts.services.drafts import ModelDraft, ServiceDraft
from jupyter_modelarts.services.schemas import Details, ServiceState
from jupyter_modelarts.services.state import Status, status_of
from jupyter_modelarts.services.wire import address_of
from tests.conftest import stop_everything
from tests.training.conftest import stand_in

SETTLE_S = 180.0
FOLDER = "obs://modelarts/packages/digits"

CONFIG = {
    "model_type": "Scikit_Learn",
    "model_algorithm": "image_classification",
    "apis": [
        {
            "protocol": "http",
            "url": "/",
            "method": "post",
            "request": {
                "Content-type": "application/json",
                "data": {"type": "object", "properties": {"value": {"type": "number"}}},
            },
            "response": {"Content-type": "application/json", "data": {"type": "object"}},
        }
    ],
}

SAYS = """
from model_service.model_service import SingleNodeService


class Says(SingleNodeService):
    def _inference(self, data):
        return {{"said": {word!r}, "heard": data}}
"""
SLOW = """
import time
from model_service.model_service import SingleNodeService


class Slow(SingleNodeService):
    def _inference(self, data):
        time.sleep(data["value"])
        return {"said": "slow"}
"""


def says(word: str) -> str:
    """The code of a model that always says this word."""
    return SAYS.format(word=word)


@dataclass(frozen=True)
class Reply:
    """What the gateway answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """Its JSON."""
        return json.loads(self.body)


def ask(
    address: str, token: str | None, body: object = None, *, raw: bytes | None = None, **more: str
) -> Reply:
    """POST JSON to a service."""
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.netloc, timeout=300)
    headers = {"Content-Type": "application/json", **more}
    if token is not None:
        headers["X-Auth-Token"] = token
    data = raw if raw is not None else json.dumps({} if body is None else body).encode()
    try:
        connection.request("POST", place.path, data, headers)
        response = connection.getresponse()
        named = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, named, response.read())
    finally:
        connection.close()


@pytest.fixture
def platform(state_dir: Path, tmp_path: Path) -> Iterator[Platform]:
    """Everything; services and whatever else runs at the end of a test is stopped."""
    with closing(compose(state_dir, work_dir=tmp_path)) as made:
        stand_in(made, SCIKIT_LEARN)
        yield made
        stop_services(made.managers.get(ServiceManager))
        stop_everything(made.workloads)


def stop_services(services: ServiceManager) -> None:
    """Replicas of services that are wanted would come back."""
    for details in services.list():
        services.stop(details.view.service.id)
    for details in services.list():
        services.wait(details.view.service.id, SETTLE_S, has_stopped)


def has_stopped(details: Details) -> bool:
    """Nothing of it runs."""
    return status_of(details.view).state is ServiceState.STOPPED


@pytest.fixture
def services(platform: Platform) -> ServiceManager:
    return platform.managers.get(ServiceManager)


@pytest.fixture
def model(platform: Platform) -> Callable[..., Model]:
    """Imports a package of this code as the next version of digits."""
    models = platform.managers.get(ModelManager)
    made = 0

    def make(code: str = says("one"), config: object = CONFIG, **draft: object) -> Model:
        nonlocal made
        made += 1
        folder = f"{FOLDER}-{made}/"
        platform.objects.put(f"{folder}model/config.json", json.dumps(config).encode())
        platform.objects.put(f"{folder}model/customize_service.py", code.encode())
        wanted = ImportDraft(name="digits", location=folder).model_copy(update=draft)
        return models.wait(models.import_(wanted).id, SETTLE_S)

    return make


@dataclass(frozen=True)
class Deployed:
    """A service with a token to call it."""

    services: ServiceManager
    id: str
    token: str

    @property
    def details(self) -> Details:
        return self.services.get(self.id)

    @property
    def status(self) -> Status:
        return status_of(self.details.view)

    @property
    def address(self) -> str:
        return address_of(self.details) or ""

    @property
    def messages(self) -> list[str]:
        """What happened, newest first."""
        return [event.message for event in self.services.events(self.id)]

    def ask(self, body: object = None, **more: Any) -> Reply:
        """Call it."""
        return ask(self.address, self.token, body, **more)

    def until(self, done: Callable[[Details], bool]) -> Details:
        """Keep things going until something is so."""
        found = self.services.wait(self.id, SETTLE_S, done)
        assert done(found), (status_of(found.view), self.messages)
        return found

    def until_answering(self, word: str) -> None:
        """Until the gateway itself has heard of it."""
        deadline = time.monotonic() + SETTLE_S
        reply = None
        while time.monotonic() < deadline:
            self.services.advance()
            with suppress(OSError):
                reply = self.ask()
            if reply is not None and reply.status == 200 and reply.json["said"] == word:
                return
            time.sleep(0.05)
        raise AssertionError((reply, self.status, self.messages))


@pytest.fixture
def deploy(services: ServiceManager) -> Callable[..., Deployed]:
    """Deploys a model and waits until it has settled."""

    def make(*models: Model, wait: bool = True, instances: int = 1, **changes: Any) -> Deployed:
        drafts = [ModelDraft(model_id=one.id, instances=instances, **changes) for one in models]
        details = services.deploy(ServiceDraft(models=drafts))
        identifier = details.view.service.id
        found = Deployed(services, identifier, services.issue_token(identifier).secret)
        if wait:
            found.until(has_settled)
        return found

    return make


def has_settled(details: Details) -> bool:
    """Not being deployed any more."""
    return status_of(details.view).state is not ServiceState.DEPLOYING


def is_running(details: Details) -> bool:
    """All is well."""
    return status_of(details.view) == Status(ServiceState.RUNNING)
