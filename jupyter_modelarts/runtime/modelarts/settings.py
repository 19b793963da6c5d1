"""Where the server is and who calls: `MODELARTS_CONFIG`, else `~/.modelarts/config.json`."""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import ModelArtsError, ServerUnreachable

VARIABLE = "MODELARTS_CONFIG"
PROJECT = "default"
START_S = 5.0


@dataclass(frozen=True)
class Settings:
    """Address and credentials. `token`, or a key pair that signs each request."""

    endpoint: str
    token: str = ""
    access_key: str = ""
    secret_key: str = ""
    project_id: str = PROJECT


def config_path() -> Path:
    """The file that the server writes for its kernels and jobs."""
    given = os.environ.get(VARIABLE)
    return Path(given) if given else Path.home() / ".modelarts" / "config.json"


def read_settings(path: Path | None = None) -> Settings:
    """What the file says. Raises ModelArtsError with what to do where it does not say enough."""
    path = config_path() if path is None else path
    config = _read(path)
    endpoint = config.get("endpoint") or _endpoint_of(config.get("endpoint_file"))
    token = config.get("token")
    if not endpoint and token and config.get("endpoint_file"):
        raise ServerUnreachable(
            "JupyterLab is closed, or another one has not started yet: start it, and this job "
            "finds it by itself."
        )
    if not isinstance(endpoint, str) or not endpoint or not isinstance(token, str) or not token:
        raise ModelArtsError(
            f"{path} names no server and token: it was not written by this ModelArts. Start "
            "JupyterLab with the ModelArts extension, which adds them, and restart the kernel."
        )
    return Settings(endpoint, token, project_id=str(config.get("project_id") or PROJECT))


def _read(path: Path) -> dict[str, Any]:
    try:
        _wait_for(path)
        config = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise ModelArtsError(
            f"There is no {path}: start JupyterLab with the ModelArts extension, which writes it, "
            "or give Session an endpoint and a token."
        ) from None
    except (OSError, ValueError) as error:
        raise ModelArtsError(
            f"{path} cannot be read ({error}): restart JupyterLab, which writes it anew."
        ) from None
    if not isinstance(config, dict):
        raise ModelArtsError(f"{path} is not a JSON object: restart JupyterLab, which writes it.")
    return config


def _wait_for(path: Path) -> None:
    """A server that has just started writes the file in its first seconds."""
    deadline = time.monotonic() + (START_S if os.environ.get(VARIABLE) == str(path) else 0)
    while not path.exists() and time.monotonic() < deadline:
        time.sleep(0.1)


def _endpoint_of(path: Any) -> str | None:
    """A job asks a file where the server is now: it may outlive the one that started it."""
    if not isinstance(path, str):
        return None
    try:
        found = json.loads(Path(path).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    endpoint = found.get("endpoint") if isinstance(found, dict) else None
    return endpoint if isinstance(endpoint, str) else None
