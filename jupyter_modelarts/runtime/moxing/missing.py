"""What MoXing has and this package has not, in a sentence where a script asks for it."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from typing import Callable, NoReturn

_ROOT = __name__.rpartition(".")[0]
_HERE = (
    "this ModelArts has MoXing's file operations (mox.file), not its way of training. Write the "
    "training with TensorFlow, PyTorch or MXNet itself."
)


def explain(module: str) -> Callable[[str], NoReturn]:
    """A `__getattr__` for `module`."""

    def missing(name: str) -> NoReturn:
        if name.startswith("__"):  # what Python and its tools ask of every module
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        raise AttributeError(f"There is no {module}.{name} here: {_HERE}")

    return missing


def install() -> None:
    """Let `import moxing.…` of what is not here say the same."""
    if not any(isinstance(finder, _Missing) for finder in sys.meta_path):
        sys.meta_path.append(_Missing())


class _Missing(MetaPathFinder):
    """Asked last, so only for what nobody has found."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name.startswith(f"{_ROOT}."):
            raise ModuleNotFoundError(f"There is no module {name} here: {_HERE}", name=name)
