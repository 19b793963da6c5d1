"""From the fields of a request to a model's named inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .errors import RequestError


def by_input(data: Any, names: Sequence[str]) -> dict[str, Any]:
    """A value for each input. With one input the field's name does not matter; a JSON body may
    have its fields in `data` or `instances`. Raises RequestError."""
    for wrapper in ("data", "instances"):
        if isinstance(data, Mapping) and list(data) == [wrapper] and wrapper not in names:
            data = data[wrapper]
    if not isinstance(data, Mapping):
        data = {names[0]: data} if len(names) == 1 else data
    if isinstance(data, Mapping) and all(name in data for name in names):
        return {name: data[name] for name in names}
    if isinstance(data, Mapping) and len(data) == len(names) == 1:
        return {names[0]: next(iter(data.values()))}
    raise RequestError(
        f"The model takes {', '.join(names)}: send a field for each, or prepare the request in "
        "_preprocess of a customize_service.py."
    )


def array(value: Any, name: str, kind: Any) -> Any:
    """A numpy array of that type. Raises RequestError."""
    import numpy

    if isinstance(value, Mapping):
        raise RequestError(
            f"{name} holds files: write a customize_service.py whose _preprocess turns them into "
            "numbers."
        )
    try:
        return numpy.asarray(value, dtype=kind)
    except (TypeError, ValueError) as error:
        raise RequestError(f"{name} cannot be read as numbers: {error}") from error
