"""From what was asked for to a configuration: checked, and with every default filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from ..compute.manager import WorkloadManager
from ..compute.queue import too_large
from ..core.db import Tx
from ..core.errors import DomainError, NotFound
from ..core.safe.names import environment_key, service_name
from ..engines.manager import EngineManager
from ..engines.schemas import Capability
from ..models import ModelManager
from ..models.package import PackageApi
from ..models.requirements import lines_of
from ..models.schemas import Model, ModelState
from . import store
from .drafts import InvalidService, ModelDraft, ServiceDraft
from .schemas import ALL, ServedApi, ServedModel
from .specifications import SMALL, resources_of

MAX_MODELS = 8
MAX_INSTANCES = 32
MAX_DESCRIPTION = 100
LOAD_S = 300.0  # a framework that a slow disk reads for the first time takes a minute by itself
MAX_LOAD_S = 3600.0
MAX_STOP_MS = 366 * 24 * 3600 * 1000
_FORBIDDEN = "<>=&\"'"


class Checker:
    """Turns drafts into configurations. Raises InvalidService with the field that is wrong."""

    def __init__(
        self, workloads: WorkloadManager, engines: EngineManager, models: ModelManager
    ) -> None:
        self._workloads = workloads
        self._engines = engines
        self._models = models

    def name(self, tx: Tx, draft: ServiceDraft, models: Sequence[ServedModel]) -> str:
        """The name that was asked for, or the first free one after the model's."""
        with _about("service_name"):
            if draft.name:
                name = service_name(draft.name)
                if store.get_named(tx, name):
                    raise InvalidService(
                        "service_name", f"There is a service {name}: choose another name."
                    )
                return name
            name = base = service_name(models[0].model_name[:58])
            number = 1
            while store.get_named(tx, name):
                number += 1
                name = f"{base}-{number}"
            return name

    def models(self, drafts: Sequence[ModelDraft]) -> list[ServedModel]:
        """The versions, with weights that sum up to 100."""
        if not drafts:
            raise InvalidService("config", "Choose a model to deploy.")
        if len(drafts) > MAX_MODELS:
            raise InvalidService("config", f"A service has at most {MAX_MODELS} versions.")
        if len({draft.model_id for draft in drafts}) < len(drafts):
            raise InvalidService("config", "A model version is there twice: say each once.")
        weights = _weights(drafts)
        return [self._model(at, draft, weights[at]) for at, draft in enumerate(drafts)]

    def _model(self, at: int, draft: ModelDraft, weight: int) -> ServedModel:
        with _about(f"config.{at}.model_id"):
            model = _published(self._models.get(draft.model_id))
            engine = self._engines.get(model.engine_id)
            if Capability.SERVE not in engine.description.capabilities:
                raise InvalidService(
                    f"config.{at}.model_id", f"The engine {model.engine_id} cannot serve models."
                )
            lines = lines_of(engine, model.config)
        specification = draft.specification or SMALL.id
        with _about(f"config.{at}.specification"):
            resources = resources_of(self._workloads.flavors(), specification, draft.custom)
            reason = too_large(resources, self._workloads.pools()[0])
            if reason:
                raise InvalidService(f"config.{at}.specification", reason)
        if not 1 <= draft.instances <= MAX_INSTANCES:
            raise InvalidService(
                f"config.{at}.instance_count", f"It must be from 1 to {MAX_INSTANCES}."
            )
        load_s = LOAD_S if draft.load_s is None else draft.load_s
        if not 1 <= load_s <= MAX_LOAD_S:
            raise InvalidService(
                f"config.{at}.deploy_timeout_in_seconds", f"It must be from 1 to {MAX_LOAD_S:g}."
            )
        with _about(f"config.{at}.envs"):
            for name in draft.envs:
                environment_key(name)
        return ServedModel(
            model_id=model.id,
            model_name=model.name,
            model_version=model.version,
            engine_id=model.engine_id,
            location=model.location,
            weight=weight,
            specification=specification,
            resources=resources,
            instances=draft.instances,
            envs=draft.envs,
            load_s=load_s,
            apis=[_api(api) for api in model.config.apis],
            requirements=lines,
        )

    def recheck(self, tx: Tx, models: Sequence[ServedModel]) -> None:
        """In the transaction that saves them: none was deleted meanwhile."""
        for at, served in enumerate(models):
            with _about(f"config.{at}.model_id"):
                _published(self._models.find(tx, served.model_id))


def _published(model: Model) -> Model:
    if model.deleted_at is not None:
        raise NotFound(f"Model {model.called} is in the trash: restore it first.")
    if model.state is ModelState.FAILED:
        raise NotFound(f"Model {model.called} could not be imported: {model.reason}")
    if model.state is not ModelState.PUBLISHED:
        raise NotFound(f"Model {model.called} is still being imported: wait for it.")
    return model


def _api(api: PackageApi) -> ServedApi:
    return ServedApi(
        url=api.url,
        method=api.method,
        request_type=api.request.content_type,
        request=api.request.data,
        response_type=api.response.content_type,
        response=api.response.data,
    )


def check_description(text: str) -> str:
    """The description. Raises InvalidService."""
    if len(text) > MAX_DESCRIPTION:
        raise InvalidService("description", f"It has {len(text)} characters: 100 is the most.")
    wrong = next((character for character in text if character in _FORBIDDEN), None)
    if wrong is not None:
        raise InvalidService("description", f"It contains {wrong}: leave out {_FORBIDDEN}.")
    return text


def check_auto_stop(span_ms: int | None) -> int | None:
    """After how long it stops. Raises InvalidService."""
    if span_ms is not None and not 60_000 <= span_ms <= MAX_STOP_MS:
        raise InvalidService("schedule.0.duration", "It must be from one minute to one year.")
    return span_ms


def _weights(drafts: Sequence[ModelDraft]) -> list[int]:
    """Those that say none share the rest evenly."""
    said = sum(draft.weight or 0 for draft in drafts)
    silent = [at for at, draft in enumerate(drafts) if draft.weight is None]
    weights = [draft.weight or 0 for draft in drafts]
    for place, at in enumerate(silent):
        share, more = divmod(max(ALL - said, 0), len(silent))
        weights[at] = share + (place < more)
    if any(weight < 0 for weight in weights) or sum(weights) != ALL:
        listed = " + ".join(map(str, weights))
        raise InvalidService("config.0.weight", f"The weights {listed} do not sum up to {ALL}.")
    return weights


@contextmanager
def _about(field: str) -> Iterator[None]:
    """A domain error inside is about this field."""
    try:
        yield
    except InvalidService:
        raise
    except DomainError as error:
        raise InvalidService(field, str(error)) from None
