"""A model's description, where a program gives it instead of the package's `config.json`."""

from __future__ import annotations

import json
from typing import Any, Sequence

from .config.model_config import Dependencies, Params
from .errors import ModelArtsError

_FILE = "file"


def config_text(
    model_type: str | None,
    model_algorithm: str | None,
    input_params: Sequence[Params] | None,
    output_params: Sequence[Params] | None,
    dependencies: Sequence[Dependencies] | None,
    apis: Any = None,
) -> str | None:
    """A `config.json` of what was given; None where nothing was, and the package's own counts.

    `apis` is a list as in `config.json`, or its JSON. Raises ModelArtsError where it is neither.
    """
    if not (input_params or output_params or dependencies or apis):
        return None
    if not model_type:
        raise ModelArtsError("model_type is needed beside parameters, dependencies and apis.")
    config = {
        "model_type": model_type,
        "model_algorithm": model_algorithm or "custom",
        "apis": _apis(apis) if apis else _of_params(input_params or [], output_params or []),
        "dependencies": [one.body() for one in dependencies or []],
    }
    return json.dumps(config)


def _apis(given: Any) -> list[Any]:
    try:
        found = json.loads(given) if isinstance(given, str) else given
    except ValueError as error:
        raise ModelArtsError(f"apis is not JSON: {error}") from None
    if not isinstance(found, list):
        raise ModelArtsError("apis is a list of interfaces, as config.json has it.")
    return found


def _of_params(inputs: Sequence[Params], outputs: Sequence[Params]) -> list[dict[str, Any]]:
    urls = list(dict.fromkeys(one.url for one in [*inputs, *outputs])) or ["/"]
    return [
        {
            "protocol": "http",
            "url": url,
            "method": "post",
            "request": _side([one for one in inputs if one.url == url]),
            "response": _side([one for one in outputs if one.url == url]),
        }
        for url in urls
    ]


def _side(params: Sequence[Params]) -> dict[str, Any]:
    has_file = any(one.param_type == _FILE for one in params)
    return {
        "Content-type": "multipart/form-data" if has_file else "application/json",
        "data": {
            "type": "object",
            "properties": {one.param_name: _schema(one) for one in params},
        },
    }


def _schema(param: Params) -> dict[str, Any]:
    found = {
        "type": param.param_type,
        "minimum": param.min,
        "maximum": param.max,
        "description": param.param_desc,
    }
    return {name: value for name, value in found.items() if value is not None}
