"""Services whose model needs packages that its engine lacks, from a folder of wheels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jupyter_modelarts.compose import Platform
from jupyter_modelarts.engines import EngineManager
from jupyter_modelarts.engines.catalog import SCIKIT_LEARN
from jupyter_modelarts.models.schemas import Model
from jupyter_modelarts.services import ServiceManager
from jupyter_modelarts.services.schemas import ServiceState
from jupyter_modelarts.services.state import status_of
from jupyter_modelarts.services.wire import service_body
from tests.engines.wheels import wheel
from tests.training.conftest import stand_in

from .conftest import CONFIG, Deployed, says

Deploy = Callable[..., Deployed]
MakeModel = Callable[..., Model]
GREETS = "import greeting\n" + says("one").replace("'one'", "greeting.WORD")


@pytest.fixture(autouse=True)
def index(platform: Platform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine with pip, and all that it can install."""
    stand_in(platform, SCIKIT_LEARN, pip=True)
    wheel(tmp_path / "wheels", "greeting", "1.0", "WORD = 'hello'")
    wheel(tmp_path / "wheels", "greeting", "2.0", "WORD = 'good day'")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))


def needing(version: str, restraint: str, name: str = "greeting") -> dict[str, object]:
    """config.json of a model that needs it."""
    one = {"package_name": name, "package_version": version, "restraint": restraint}
    return {**CONFIG, "dependencies": [{"installer": "pip", "packages": [one]}]}


def test_what_a_model_needs_is_installed_on_top_of_its_engine(
    model: MakeModel, deploy: Deploy, platform: Platform
) -> None:
    made = model(GREETS, config=needing("1.0", "ATMOST"))

    service = deploy(made, wait=False)
    (sight,) = service.details.view.sights
    waits = "waiting for libraries on scikit-learn"
    service.until(lambda seen: status_of(seen.view).reason == waits)
    service.until_answering("hello")

    needs = "digits 0.0.1 needs greeting<=1.0: what its engine lacks is installed first."
    assert needs in service.messages
    assert "greeting-1.0" in platform.workloads.log(sight.log_id, 0, 1 << 20).text
    engine = platform.managers.get(EngineManager).get(SCIKIT_LEARN.id)
    assert engine.receipt is not None
    assert "greeting" not in [one.name for one in engine.receipt.packages]


def test_what_the_engine_is_made_of_is_not_replaced_by_an_older_one(
    model: MakeModel, deploy: Deploy
) -> None:
    service = deploy(model(says("one"), config=needing("9.0.1", "EXACT", name="pip")))

    service.until_answering("one")
    assert not [told for told in service.messages if "installed first" in told]


def test_what_cannot_be_had_fails_the_service_with_the_reason(
    model: MakeModel, deploy: Deploy, platform: Platform, services: ServiceManager
) -> None:
    service = deploy(model(GREETS, config=needing("9.0", "EXACT")))

    assert service.status.state is ServiceState.FAILED
    assert "greeting==9.0 cannot be installed on scikit-learn: " in service.status.reason
    assert "does not have packages that fit together" in service.status.reason
    (replica,) = service_body(services.get(service.id)).replicas
    log = platform.workloads.log(replica.log_workload_id, 0, 1 << 20).text
    assert "No matching distribution found for greeting==9.0" in log
