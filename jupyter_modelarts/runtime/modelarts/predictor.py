"""An online service: asking it, and looking after it."""

from __future__ import annotations

import json
import mimetypes
import shlex
import uuid
from pathlib import Path
from typing import Any, Mapping, NoReturn, Sequence

from .client import segment
from .config.model_config import ServiceConfig
from .display import Card
from .errors import ModelArtsError
from .following import Write, say, wait_for
from .obs import PathLike
from .session import Session, default_session

SERVICES = "/v1/{p}/services"
_SETTLED = ("running", "concerning", "failed", "stopped")


class Predictor:
    """A service that is there."""

    def __init__(self, session: Session | None = None, service_id: str | None = None) -> None:
        if not service_id:
            _refuse("Name the service: Predictor(session, service_id=…).")
        self._session = default_session(session)
        self._body = self._get(service_id)

    @property
    def service_id(self) -> str:
        return str(self._body["service_id"])

    @property
    def service_name(self) -> str:
        """Ours."""
        return str(self._body["service_name"])

    @property
    def state(self) -> str:
        """Ours: deploying, running, concerning, failed, stopping or stopped."""
        return str(self._body["status"])

    @property
    def access_address(self) -> str:
        """Ours: where the service answers, to those who have a token."""
        return str(self._body.get("access_address") or "")

    def predict(self, data: Any, data_type: str | None = None, path: str = "/") -> Any:
        """Ask the service; the answer as it came, JSON as objects.

        `data_type` is `json` (a dict, a list, or a file of JSON), `images` or `files` (a file);
        left out (ours), it follows from what `data` is.
        """
        kind = data_type or _kind(data)
        if kind == "json":
            body, content_type = _json(data), "application/json"
        elif kind in ("images", "files"):
            body, content_type = _multipart(self._field(path, kind), data)
        else:
            _refuse(f"data_type is json, images or files, not {kind}.")
        tail = path if path.startswith("/") else f"/{path}"
        answer = self._session.client.send(
            "POST",
            f"/v1/infers/{segment(self.service_id)}{'' if tail == '/' else tail}",
            body,
            headers={"Content-Type": content_type},
        )
        if "json" in answer.content_type:
            return answer.json()
        return answer.body.decode() if answer.content_type.startswith("text/") else answer.body

    def get_service_info(self) -> dict[str, Any]:
        """The service as documented."""
        return dict(self.refresh()._body)

    def get_service_logs(self) -> dict[str, Any]:
        """What was changed, and how that went."""
        found: dict[str, Any] = self._session.client.call("GET", f"{self._path}/logs")
        return found

    def get_service_monitor(self) -> dict[str, Any]:
        """Calls and use of the machine, for each model."""
        found: dict[str, Any] = self._session.client.call("GET", f"{self._path}/monitor")
        return found

    def update_service_config(
        self,
        description: str | None = None,
        status: str | None = None,
        configs: Sequence[ServiceConfig] | None = None,
        wait: bool = True,
    ) -> dict[str, Any]:
        """Start or stop (`status`), or change what runs; with a status, `configs` is left alone.

        Waits until that is done, unless `wait` (ours) is False.
        """
        body: dict[str, Any] = {} if description is None else {"description": description}
        if status is not None:
            body["status"] = status
        elif configs is not None:
            body["config"] = [one.body() for one in configs]
        self._session.client.call("PUT", self._path, body)
        self.refresh()
        if wait and len(body) > (description is not None):
            self.wait()
        return {}

    def delete_service(self) -> None:
        """Stop the service and remove it."""
        self._session.client.call("DELETE", self._path)

    @staticmethod
    def get_service_list(session: Session | None = None, **conditions: Any) -> dict[str, Any]:
        """Services as documented. Conditions: `service_id`, `service_name`, `infer_type`,
        `offset`, `limit`, `service_status`, `sort_by`, `order`, `model_id`."""
        if "service_status" in conditions:
            conditions["status"] = conditions.pop("service_status")
        found: dict[str, Any] = default_session(session).client.call(
            "GET", SERVICES, query=conditions
        )
        return found

    @staticmethod
    def get_service_object_list(
        session: Session | None = None, is_show: bool = True, **conditions: Any
    ) -> list[Predictor]:
        """As `get_service_list`, as objects; `is_show` prints them."""
        found = default_session(session)
        rows = Predictor.get_service_list(found, **conditions)["services"]
        services = [Predictor(found, row["service_id"]) for row in rows]
        if is_show:
            say("".join(f"{service!r}\n" for service in services))
        return services

    def refresh(self) -> Predictor:
        """Ours: look again."""
        self._body = self._get(self.service_id)
        return self

    def start(self, *, wait: bool = True) -> Predictor:
        """Ours: start a service that was stopped."""
        self.update_service_config(status="running", wait=wait)
        return self

    def stop(self, *, wait: bool = True) -> Predictor:
        """Ours: stop it; it keeps its address."""
        self.update_service_config(status="stopped", wait=wait)
        return self

    def wait(self, *, write: Write = say) -> Predictor:
        """Ours: until the service is running or stopped.

        Raises ModelArtsError with the reason where it failed. Interrupted, it leaves the service
        alone.
        """
        try:
            self._body = wait_for(lambda: self._get(self.service_id), _line, _settled, write)
        except KeyboardInterrupt:
            write("\nNo longer waiting. The service goes on: .stop() stops it.\n")
            return self
        if self.state == "failed":
            _refuse(f"{self.service_name} failed: {self._reason or 'its log says why'}")
        return self

    def curl(self, data: PathLike | None = None, path: str = "/") -> str:
        """Ours: a command for a terminal that asks with a file, or with JSON to fill in.

        It holds a token of this service alone, made now and shown this once, which soon expires.
        """
        made = self._session.client.call("POST", f"{self._path}/tokens", {})
        words = ["curl", "-sS", "-H", f"X-Auth-Token: {made['token']}"]
        if data is None:
            words += ["-H", "Content-Type: application/json", "-d", "{}"]
        elif _kind(data) == "json":
            words += ["-H", "Content-Type: application/json", "-d", f"@{_file(data)}"]
        else:
            words += ["-F", f"{self._field(path, _kind(data))}=@{_file(data)}"]
        words.append(str(made["access_address"]).rstrip("/") + path.rstrip("/"))
        return " ".join(shlex.quote(word) for word in words)

    def card(self) -> Card:
        """Ours: what a notebook shows."""
        body = self._body
        models = [
            f"{one['model_name']} {one['model_version']} ({one['weight']} %)"
            for one in body["config"]
        ]
        return Card(
            self.service_name,
            self.state,
            [
                ("address", self.access_address),
                ("models", ", ".join(models)),
                ("calls", _calls(body)),
            ],
            self._reason,
            f"{self._session.endpoint.rstrip('/')}/lab?modelarts=service/{self.service_id}",
        )

    def _repr_html_(self) -> str:
        return self.card().html()

    def __repr__(self) -> str:
        return f"<Predictor {self.service_name} {self.state} {self.access_address}>"

    @property
    def _reason(self) -> str:
        return str(self._body["error_msg"] or self._body["reason"])

    @property
    def _path(self) -> str:
        return f"{SERVICES}/{segment(self.service_id)}"

    def _get(self, service_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self._session.client.call(
            "GET", f"{SERVICES}/{segment(service_id)}"
        )
        return found

    def _field(self, path: str, kind: str) -> str:
        """The name under which the model expects a file, from its description."""
        for config in self._body["config"]:
            model = self._session.client.call(
                "GET", f"/v1/{{p}}/models/{segment(config['model_id'])}"
            )
            found = file_param(model["input_params"], path)
            if found:
                return found
        return kind


def file_param(params: Sequence[Mapping[str, Any]], path: str) -> str | None:
    """The parameter of a path that takes a file; the guide's examples call an image a string."""
    for wanted in ("file", "string"):
        for one in params:
            if one["url"] == path and one["param_type"] == wanted:
                return str(one["param_name"])
    return None


def create_service(session: Session, body: dict[str, Any]) -> Predictor:
    """Create a service; a retry of the same call makes no second one."""
    made = session.client.call("POST", SERVICES, body, key=uuid.uuid4().hex)
    return Predictor(session, made["service_id"])


def _refuse(sentence: str) -> NoReturn:
    raise ModelArtsError(sentence)


def _settled(body: dict[str, Any]) -> bool:
    return body["status"] in _SETTLED and not body.get("target_config")


def _line(body: dict[str, Any]) -> str:
    reason = f": {body['reason']}" if body["reason"] else ""
    return f"[{body['service_name']}] {body['status']}{reason}"


def _calls(body: dict[str, Any]) -> str:
    calls, failed = body["invocation_times"], body["failed_times"]
    return f"{calls}, of which {failed} failed" if calls else ""


def _kind(data: Any) -> str:
    if not isinstance(data, (str, Path)):
        return "json"
    guessed = mimetypes.guess_type(str(data))[0] or ""
    if guessed == "application/json":
        return "json"
    return "images" if guessed.startswith("image/") else "files"


def _json(data: Any) -> bytes:
    if isinstance(data, (str, Path)):
        text = _file(data).read_bytes()
        try:
            json.loads(text)
        except ValueError as error:
            _refuse(f"{data} is not JSON: {error}")
        return text
    try:
        return json.dumps(data, allow_nan=False).encode()
    except (TypeError, ValueError) as error:
        _refuse(f"data cannot be written as JSON: {error}")


def _multipart(name: str, data: PathLike) -> tuple[bytes, str]:
    path = _file(data)
    boundary = uuid.uuid4().hex
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    quoted = path.name.replace("\\", "_").replace('"', "_").replace("\r", "_").replace("\n", "_")
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{quoted}"\r\n'
        f"Content-Type: {kind}\r\n\r\n"
    )
    body = head.encode() + path.read_bytes() + f"\r\n--{boundary}--\r\n".encode()
    return body, f"multipart/form-data; boundary={boundary}"


def _file(data: PathLike) -> Path:
    path = Path(data)
    if not path.is_file():
        _refuse(f"There is no file {data}.")
    return path
