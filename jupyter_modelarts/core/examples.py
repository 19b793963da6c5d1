"""The stories in `examples/`: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

from pathlib import Path

from .errors import Unavailable

_PACKAGE = Path(__file__).parent.parent
_PLACES = (_PACKAGE / "examples", _PACKAGE.parent / "examples")


def examples_folder() -> Path:
    """Where the stories are. Raises Unavailable where the installation lacks them."""
    for place in _PLACES:
        if place.is_dir():
            return place
    raise Unavailable("The examples are missing from this installation: install it again.")


def example_file(story: str, name: str) -> str:
    """The text of one file of a story. Raises Unavailable where the installation lacks it."""
    path = examples_folder() / story / name
    if path.is_file():
        return path.read_text(encoding="utf-8")
    raise Unavailable(f"The example {story} is missing from this installation: install it again.")
