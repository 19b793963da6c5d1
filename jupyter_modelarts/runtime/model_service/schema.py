"""The part of JSON schema that config.json uses to say what a request must hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .errors import RequestError

_DEPTH = 16


class Schema:
    """Names what a request lacks. Only `required` counts, at any depth."""

    def __init__(self, schema: Any) -> None:
        self._schema = schema
        self.demands = any(_requirements(schema, _DEPTH))

    def check(self, data: Any) -> None:
        """Raises RequestError that names the first missing field."""
        if self.demands:
            missing = next(_missing(self._schema, data, "", _DEPTH), None)
            if missing is not None:
                raise RequestError(f"The request has no {missing!r}, which config.json requires.")


def fields_of(schema: Any) -> Sequence[str]:
    """The features of a sample in their order: the properties of data.req_data's items."""
    node = _property(_property(schema, "data"), "req_data")
    item = _item(node)
    properties = item.get("properties") if isinstance(item, dict) else None
    return tuple(properties) if isinstance(properties, dict) else ()


def _requirements(schema: Any, depth: int) -> Iterator[bool]:
    if not isinstance(schema, dict) or not depth:
        return
    if isinstance(schema.get("required"), list) and schema["required"]:
        yield True
    for _, below in _properties(schema):
        yield from _requirements(below, depth - 1)
    yield from _requirements(_item(schema), depth - 1)


def _missing(schema: Any, data: Any, place: str, depth: int) -> Iterator[str]:
    if not isinstance(schema, dict) or not depth:
        return
    if isinstance(data, dict):
        required = schema.get("required")
        for name in required if isinstance(required, list) else ():
            if name not in data:
                yield f"{place}{name}"
        for name, below in _properties(schema):
            if name in data:
                yield from _missing(below, data[name], f"{place}{name}.", depth - 1)
    elif isinstance(data, list):
        item = _item(schema)
        for at, element in enumerate(data):
            yield from _missing(item, element, f"{place[:-1]}[{at}].", depth - 1)


def _properties(schema: Any) -> Sequence[tuple[str, Any]]:
    properties = schema.get("properties")
    return list(properties.items()) if isinstance(properties, dict) else []


def _property(schema: Any, name: str) -> Any:
    properties = schema.get("properties") if isinstance(schema, dict) else None
    return properties.get(name) if isinstance(properties, dict) else None


def _item(schema: Any) -> Any:
    """Published examples write `items` as a list of one schema, some `item`."""
    if not isinstance(schema, dict):
        return None
    items = schema.get("items", schema.get("item"))
    return items[0] if isinstance(items, list) and items else items
