"""The stories in `examples/`: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

from pathlib import Path

from ..core.errors import Unavailable

_PACKAGE = Path(__file__).parent.parent
_PLACES = (_PACKAGE / "examples", _PACKAGE.parent / "examples")


def example_file(story: str, name: str) -> str:
    """The text of one file of a story. Raises Unavailable where the installation lacks it."""
    for place in _PLACES:
        path = place / story / name
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise Unavailable(f"The example {story} is missing from this installation: install it again.")
