"""JSON that others send: bounded in size, depth and numbers before anything looks at it."""

from __future__ import annotations

import json
from typing import Any, NoReturn

import orjson

from ..errors import InvalidInput, TooLarge

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 64
_EXACT = 2**63  # orjson answers integers from here on as rounded floats


def parse(body: bytes, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> Any:
    """Parse one JSON value.

    Raises `TooLarge` over `max_bytes`, and `InvalidInput` for what is no JSON in UTF-8 (NaN and
    Infinity included), nested deeper than `max_depth`, or has an integer beyond 64 bits. Of a
    repeated key the last value counts, as in browsers.
    """
    if len(body) > max_bytes:
        raise TooLarge(f"The body has {len(body)} bytes: {max_bytes} is the most.")
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise InvalidInput(_sentence(error)) from None
    if _inspect(value, max_depth):
        _refuse_huge_integers(body)
    return value


def _inspect(value: Any, max_depth: int) -> bool:
    """Refuse deep nesting; whether there are numbers that may be rounded integers."""
    level, depth, suspicious = [value], 0, False
    while level:
        below: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                below.extend(item.values())
            elif isinstance(item, list):
                below.extend(item)
            elif isinstance(item, float) and abs(item) >= _EXACT:
                suspicious = True
        containers = any(isinstance(item, (dict, list)) for item in level)
        depth += containers
        if depth > max_depth:
            raise InvalidInput(f"The body is nested more than {max_depth} levels deep: flatten it.")
        level = below
    return suspicious


def _refuse_huge_integers(body: bytes) -> None:
    """Read again with the slow parser, which sees integers as they are written."""
    json.loads(body, parse_int=_checked_integer)


def _checked_integer(digits: str) -> int:
    if len(digits) > 20 or not -_EXACT <= int(digits) < 2 * _EXACT:
        _refuse_integer(digits)
    return int(digits)


def _refuse_integer(digits: str) -> NoReturn:
    raise InvalidInput(
        f"The body contains the integer {digits[:30]}, which does not fit in 64 bits: "
        "send it as text."
    )


def _sentence(error: orjson.JSONDecodeError) -> str:
    if "depth limit" in error.msg or "recursion" in error.msg:
        return f"The body is nested more than {MAX_DEPTH} levels deep: flatten it."
    return (
        f"The body is not valid JSON: {error.msg} at line {error.lineno}, column {error.colno}. "
        "Numbers must be finite and text must be UTF-8."
    )
