"""From a model to an answer through the real gateway, and everything that can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from jupyter_modelarts.compose import Platform
from jupyter_modelarts.core.errors import Conflict
from jupyter_modelarts.models import ModelManager
from jupyter_modelarts.models.schemas import Model
from jupyter_modelarts.services import ServiceManager
from jupyter_modelarts.services.deploying import Checker
from jupyter_modelarts.services.drafts import (
    InvalidService,
    ModelDraft,
    ServiceChange,
    ServiceDraft,
)
from jupyter_modelarts.services.schemas import ServedModel, ServiceState
from jupyter_modelarts.services.state import Status, status_of

from .conftest import Deployed, has_stopped, is_running, says

Deploy = Callable[..., Deployed]
MakeModel = Callable[..., Model]


def change(*models: tuple[Model, int]) -> ServiceChange:
    """Another configuration: versions with their weights."""
    drafts = [ModelDraft(model_id=model.id, weight=weight) for model, weight in models]
    return ServiceChange(models=drafts)


def test_a_deployed_model_answers_at_its_address(model: MakeModel, deploy: Deploy) -> None:
    service = deploy(model(says("hello")))

    service.until_answering("hello")

    assert service.status == Status(ServiceState.RUNNING)
    reply = service.ask({"value": 3})
    assert reply.json == {"said": "hello", "heard": {"value": 3}}
    assert reply.headers["x-modelarts-version"] == "0.0.1"


def test_its_address_survives_a_stop(
    model: MakeModel, deploy: Deploy, services: ServiceManager
) -> None:
    service = deploy(model(says("hello")))
    before = service.address

    services.stop(service.id)
    service.until(has_stopped)
    services.start(service.id)
    service.until(is_running)

    service.until_answering("hello")
    assert service.address == before


def test_an_update_switches_without_a_failed_request(
    model: MakeModel, deploy: Deploy, services: ServiceManager
) -> None:
    first, second = model(says("one")), model(says("two"))
    service = deploy(first)
    service.until_answering("one")
    statuses = set()

    services.update(service.id, change((second, 100)))
    while (reply := service.ask()).json["said"] != "two":
        statuses.add(reply.status)
    service.until(lambda seen: len([one for one in seen.view.sights if not one.over]) == 1)

    assert statuses == {200}
    assert service.ask().json["said"] == "two"


def test_two_versions_share_the_calls_by_weight(
    model: MakeModel, deploy: Deploy, services: ServiceManager
) -> None:
    service = deploy(model(says("one")), model(says("two")))
    service.until_answering("one")

    heard = [service.ask().json["said"] for _ in range(60)]

    assert 10 < heard.count("one") < 50
    assert [one.weight for one in service.details.view.shown.models] == [50, 50]


def test_a_deleted_service_lies_in_the_trash_and_comes_back_stopped(
    model: MakeModel, deploy: Deploy, services: ServiceManager, platform: Platform
) -> None:
    made = model(says("one"))
    service = deploy(made)
    with pytest.raises(Conflict, match="service digits"):
        platform.managers.get(ModelManager).delete(made.id)

    services.delete(service.id)
    service.until(has_stopped)

    assert services.list() == []
    assert [one.view.service.id for one in services.list(deleted=True)] == [service.id]
    services.restore(service.id)
    assert status_of(services.get(service.id).view).state is ServiceState.STOPPED


def test_calls_are_counted(model: MakeModel, deploy: Deploy) -> None:
    service = deploy(model(says("one")))
    service.until_answering("one")
    for _ in range(5):
        service.ask()

    seen = service.until(lambda details: details.view.calls.calls >= 6)

    assert seen.view.calls.failures == 0
    (load, *_) = service.services.loads(service.id, 0)
    assert load.total_ms > 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"specification": "huge"}, "config.0.specification"),
        ({"instances": 0}, "config.0.instance_count"),
        ({"envs": {"A B": "c"}}, "config.0.envs"),
        ({"weight": 40}, "config.0.weight"),
        ({"load_s": 0.5}, "config.0.deploy_timeout_in_seconds"),
    ],
)
def test_a_wrong_field_is_named(
    model: MakeModel, deploy: Deploy, changes: dict[str, object], field: str
) -> None:
    made = model(says("one"))

    with pytest.raises(InvalidService) as refused:
        deploy(made, wait=False, **changes)

    assert refused.value.field == field


def test_the_same_key_deploys_once(model: MakeModel, services: ServiceManager) -> None:
    from jupyter_modelarts.services.drafts import ServiceDraft

    draft = ServiceDraft(models=[ModelDraft(model_id=model(says("one")).id)])

    first, again = services.deploy(draft, "key"), services.deploy(draft, "key")

    assert first.view.service.id == again.view.service.id
    assert len(services.list()) == 1


def test_a_model_that_is_deleted_while_it_is_being_deployed_is_named(
    model: MakeModel, platform: Platform, services: ServiceManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the check of the form and the transaction that saves the service."""
    made, checked = model(says("hello")), Checker.models

    def models(checker: Checker, drafts: Sequence[ModelDraft]) -> list[ServedModel]:
        found = checked(checker, drafts)
        platform.managers.get(ModelManager).delete(made.id)
        return found

    monkeypatch.setattr(Checker, "models", models)

    with pytest.raises(InvalidService, match="in the trash"):
        services.deploy(ServiceDraft(models=[ModelDraft(model_id=made.id)]))

    assert services.list() == []


def test_each_thing_that_is_changed_is_told_and_nothing_else(
    model: MakeModel, deploy: Deploy, services: ServiceManager
) -> None:
    service = deploy(model(says("hello")), wait=False)
    services.stop(service.id)
    before = len(service.messages)

    services.update(service.id, ServiceChange(auto_stop_ms=3_600_000))
    services.update(service.id, ServiceChange())
    services.update(service.id, ServiceChange(description="for the demo"))

    told = service.messages[: len(service.messages) - before]
    assert told == ["Its description was changed.", "When it stops by itself was changed."]
