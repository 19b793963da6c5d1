"""What opens files without Python's `open`, shifted too: frameworks, and notebooks.

A module that is imported later is reached when it is.
"""

from __future__ import annotations

import importlib.util
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, Callable

from .opening import File

Replace = Callable[[Any, str, Callable[..., Any], int], None]


def _save(original: Callable[..., Any]) -> Callable[..., Any]:
    def save(obj: Any, f: Any, *args: Any, **options: Any) -> Any:
        with File(f, "wb") as file:
            return original(obj, file, *args, **options)

    return save


def _load(original: Callable[..., Any]) -> Callable[..., Any]:
    def load(f: Any, *args: Any, **options: Any) -> Any:
        with File(f, "rb") as file:
            return original(file, *args, **options)

    return load


def _open(original: Callable[..., Any]) -> Callable[..., Any]:
    return File


_WAYS: dict[str, list[tuple[str, str, Callable[..., Any]]]] = {
    "torch": [
        ("torch", "save", _save),
        ("torch", "load", _load),
        ("torch.jit", "save", _save),
        ("torch.jit", "load", _load),
    ],
    # a notebook's own `open` asks this one
    "IPython.core.interactiveshell": [("IPython.core.interactiveshell", "io_open", _open)],
}


class Frameworks(MetaPathFinder):
    """While it is installed, these functions are given to `replace`, as soon as they are there."""

    def __init__(self, replace: Replace) -> None:
        self._replace = replace
        self._looking: set[str] = set()

    def install(self) -> None:
        sys.meta_path.insert(0, self)
        for name in _WAYS:
            if name in sys.modules:
                self._shift(name)

    def remove(self) -> None:
        if self in sys.meta_path:
            sys.meta_path.remove(self)

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if name not in _WAYS or name in self._looking:
            return None
        self._looking.add(name)
        try:
            spec = importlib.util.find_spec(name)
        finally:
            self._looking.discard(name)
        if spec is not None and spec.loader is not None:
            self._follow(spec.loader, name)
        return spec

    def _follow(self, loader: Any, name: str) -> None:
        execute = loader.exec_module

        def exec_module(module: ModuleType) -> None:
            execute(module)
            self._shift(name)

        loader.exec_module = exec_module

    def _shift(self, framework: str) -> None:
        for module, name, way in _WAYS[framework]:
            owner = sys.modules.get(module)
            original = getattr(owner, name, None)
            if self in sys.meta_path and original is not None:
                self._replace(owner, name, way(original), 2)
