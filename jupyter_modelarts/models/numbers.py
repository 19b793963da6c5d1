"""Version numbers of models: 0.0.1, 0.0.2, … as ModelArts counts them."""

from __future__ import annotations

import re

from ..core.errors import InvalidInput
from ..core.safe.names import shown

FIRST = "0.0.1"
LAST_RANK = 99_99_99
_NUMBER = re.compile(r"(0|[1-9]\d?)\.(0|[1-9]\d?)\.(0|[1-9]\d?)")


def checked_version(text: str) -> str:
    """Raises InvalidInput for what is no version's number."""
    rank_of(text)
    return text


def rank_of(text: str) -> int:
    """A number that orders versions. Raises InvalidInput."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise InvalidInput(
            f"{shown(text)} is no version of a model: write three numbers of at most two digits, "
            "such as 0.0.1."
        )
    major, minor, patch = (int(part) for part in found.groups())
    return (major * 100 + minor) * 100 + patch


def version_after(rank: int | None) -> str:
    """The version that follows the highest so far. Raises InvalidInput after 99.99.99."""
    if rank is None:
        return FIRST
    if rank >= LAST_RANK:
        raise InvalidInput("This model has had the last version, 99.99.99: choose another name.")
    number = rank + 1
    return f"{number // 10_000}.{number // 100 % 100}.{number % 100}"
