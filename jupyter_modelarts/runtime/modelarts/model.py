"""Models and the services made of them: `Model` and `Predictor`."""

from __future__ import annotations

import time
import uuid
from pathlib import Path
from typing import Any, NoReturn, Sequence

from .client import segment
from .config.model_config import Dependencies, Params, ServiceConfig
from .display import Card, size
from .errors import ModelArtsError
from .following import Write, say, wait_for
from .package import config_text
from .predictor import Predictor, create_service
from .session import Session, default_session

__all__ = ["Model", "Predictor"]

MODELS = "/v1/{p}/models"
_OBS = "OBS_SOURCE"
_LOCAL = "LOCAL_SOURCE"
_OBJECTS = 150


class Model:
    """A version of a model: with `model_id` one that is there, else one that is imported now.

    As documented; `model_version` may be left out for the next one, and `source_job_id` (with
    `source_location` left out) imports a job's output. The package's `config.json` describes the
    model; where `input_params`, `output_params`, `dependencies` or `apis` are given, they make a
    description that takes its place. Built with `publish=False`, a model of local files is uploaded
    and imported by `publish_model`.
    """

    def __init__(
        self,
        session: Session | None = None,
        model_id: str | None = None,
        model_name: str | None = None,
        model_version: str | None = None,
        publish: bool = True,
        source_location_type: str = _OBS,
        source_location: str | None = None,
        environment: Any = None,
        source_job_id: str | None = None,
        source_job_version: str | None = None,
        source_type: str | None = None,
        model_type: str | None = None,
        model_algorithm: str | None = None,
        description: str | None = None,
        execution_code: str | None = None,
        input_params: Sequence[Params] | None = None,
        output_params: Sequence[Params] | None = None,
        dependencies: Sequence[Dependencies] | None = None,
        apis: Any = None,
    ) -> None:
        self._session = default_session(session)
        self._body: dict[str, Any] = {}
        if model_id:
            self._body = self._get(model_id)
            return
        if environment is not None:
            _refuse("Engines bring their packages: leave environment out, and name model_type.")
        if source_location_type not in (_OBS, _LOCAL):
            _refuse(f"source_location_type is {_OBS} or {_LOCAL}.")
        if source_location_type == _OBS and not publish:
            _refuse("A model that is not published lies in local files: LOCAL_SOURCE.")
        self._local = source_location if source_location_type == _LOCAL else None
        self._request: dict[str, Any] = {
            "model_name": model_name or time.strftime("model-%m%d-%H%M%S"),
            "model_version": model_version,
            "source_location": None if self._local else source_location,
            "source_job_id": source_job_id,
            "source_job_version": source_job_version,
            "source_type": source_type,
            "model_type": model_type,
            "model_algorithm": model_algorithm,
            "description": description,
            "execution_code": execution_code,
            "initial_config": config_text(
                model_type, model_algorithm, input_params, output_params, dependencies, apis
            ),
        }
        if publish:
            self.publish_model()

    def publish_model(self, obs_location: str | None = None) -> None:
        """Import the model; local files are copied to `obs_location` first.

        Raises ModelArtsError with the reason where the server cannot import it.
        """
        if self._body:
            _refuse(f"{self._body['model_name']} {self._body['model_version']} is published.")
        request = {name: value for name, value in self._request.items() if value is not None}
        if self._local:
            request["source_location"] = self._upload(Path(self._local), obs_location)
        made = self._session.client.call("POST", MODELS, request, key=uuid.uuid4().hex)
        self._body = self._settled(str(made["model_id"]))

    @property
    def model_id(self) -> str:
        if not self._body:
            _refuse("The model is not published yet: call publish_model().")
        return str(self._body["model_id"])

    def get_model_id(self) -> str:
        return self.model_id

    def get_model_info(self) -> dict[str, Any]:
        """The model as documented."""
        self._body = self._get(self.model_id)
        return dict(self._body)

    def delete_model(self) -> None:
        """Put the model into the trash. Raises ModelArtsError while a service uses it."""
        self._session.client.call("DELETE", f"{MODELS}/{segment(self.model_id)}")

    def deploy_predictor(
        self,
        service_name: str | None = None,
        infer_type: str = "real-time",
        configs: Sequence[ServiceConfig] | None = None,
        description: str | None = None,
        vpc_id: str | None = None,
        subnet_network_id: str | None = None,
        security_group_id: str | None = None,
        cluster_id: str | None = None,
        schedule: Sequence[dict[str, Any]] | None = None,
        wait: bool = True,
        write: Write = say,
    ) -> Predictor:
        """Deploy an online service and wait until it answers; `wait=False` (ours) does not.

        Without `configs` this model gets all requests, on one replica. `schedule` is
        `[{"op_type": "stop", "time_unit": "HOURS", "duration": 2}]`.
        """
        if infer_type != "real-time":
            _refuse(f"Services of type {infer_type} are not here yet: deploy a real-time one.")
        if vpc_id or subnet_network_id or security_group_id or cluster_id:
            _refuse("A service listens on this machine only: leave networks and clusters out.")
        body = {
            "service_name": service_name or f"{self._body['model_name']}-{time.strftime('%H%M%S')}",
            "description": description or "",
            "infer_type": infer_type,
            "config": [one.body() for one in configs or [ServiceConfig(self.model_id)]],
            "schedule": [_schedule(one) for one in schedule or []],
        }
        predictor = create_service(self._session, body)
        return predictor.wait(write=write) if wait else predictor

    def deploy_transformer(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Batch services come later."""
        _refuse("Batch services are not here yet: deploy_predictor makes an online service.")

    @staticmethod
    def get_model_list(session: Session | None = None, **conditions: Any) -> dict[str, Any]:
        """Models as documented. Conditions: `model_name`, `model_version`, `model_status`,
        `description`, `offset`, `limit`, `sort_by`, `order`, `workspace_id`."""
        body: dict[str, Any] = default_session(session).client.call("GET", MODELS, query=conditions)
        return body

    @staticmethod
    def get_model_object_list(session: Session | None = None, **conditions: Any) -> list[Model]:
        """As `get_model_list`, as objects, at most 150."""
        found = default_session(session)
        rows = Model.get_model_list(found, **{"limit": _OBJECTS, **conditions})["models"]
        return [Model(found, model_id=row["model_id"]) for row in rows]

    @property
    def card(self) -> Card:
        """Ours: what a notebook shows."""
        if not self._body:
            return Card(self._request["model_name"], "local", note="publish_model() imports it.")
        body = self._body
        return Card(
            f"{body['model_name']} {body['model_version']}",
            str(body["model_status"]),
            [
                ("type", body["model_type"]),
                ("size", f"{size(body['model_size'])}, {body['file_count']} files"),
                ("from", f"{body['source_job_name']} {body['source_location']}".strip()),
                ("description", body["description"]),
            ],
            body["reason"],
            link=f"{self._session.endpoint.rstrip('/')}/lab?modelarts=model/{body['model_id']}",
        )

    def _repr_html_(self) -> str:
        return self.card.html()

    def __repr__(self) -> str:
        card = self.card
        return f"<Model {card.title} {card.state}>"

    def _get(self, model_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self._session.client.call("GET", f"{MODELS}/{segment(model_id)}")
        return found

    def _settled(self, model_id: str) -> dict[str, Any]:
        body = wait_for(
            lambda: self._get(model_id),
            lambda body: f"[{body['model_name']} {body['model_version']}] {body['model_status']}",
            lambda body: body["model_status"] in ("published", "failed"),
        )
        if body["model_status"] == "failed":
            _refuse(
                f"{body['model_name']} {body['model_version']} was not imported: {body['reason']}"
            )
        return body

    def _upload(self, folder: Path, obs_location: str | None) -> str:
        target = obs_location or (
            f"obs://{self._session.default_bucket()}/models-local/"
            f"{self._request['model_name']}-{time.strftime('%m%d-%H%M%S')}/"
        )
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                self._session.obs.put_file(path, target + path.relative_to(folder).as_posix())
        say(f"Copied {folder} to {target}\n")
        return target


def _refuse(sentence: str) -> NoReturn:
    raise ModelArtsError(sentence)


def _schedule(one: dict[str, Any]) -> dict[str, Any]:
    """The SDK's word for `type` is op_type."""
    return {"type": "stop", **{("type" if k == "op_type" else k): v for k, v in one.items()}}
