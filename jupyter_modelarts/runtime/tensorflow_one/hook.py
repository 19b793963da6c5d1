"""Waits for the first `import tensorflow`, and puts the facade in its place.

It is imported at every start of the engine's Python, so it imports next to nothing itself.
"""

from __future__ import annotations

import importlib
import sys
from importlib.machinery import ModuleSpec, PathFinder
from os import environ
from types import ModuleType
from typing import Any

SWITCH = "MODELARTS_TENSORFLOW_1"
_NAME = "tensorflow"
_CONTRIB = "tensorflow.contrib."


class _Finder:
    """Finds TensorFlow where it is, with a loader that does more."""

    @staticmethod
    def find_spec(name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if name.startswith(_CONTRIB):
            contrib = importlib.import_module(_CONTRIB[:-1])
            raise ModuleNotFoundError(
                contrib.sentence(name[len(_CONTRIB) :].split(".")[0]), name=name
            )
        if name != _NAME:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader)  # type: ignore[assignment]
        return spec


class _Loader:
    """Loads TensorFlow, then dresses it."""

    def __init__(self, loader: Any) -> None:
        self._loader = loader

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)

    def create_module(self, spec: ModuleSpec) -> Any:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        from .facade import dressed

        sys.modules[_NAME] = dressed(sys.modules[_NAME])


def install() -> None:
    """Once; not at all where the switch says so."""
    is_off = environ.get(SWITCH, "").lower() in ("off", "0", "no", "false")
    if not is_off and not any(isinstance(one, _Finder) for one in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


install()
