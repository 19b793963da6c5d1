"""A module that has TensorFlow 1's names first, and TensorFlow 2's where 1 had none."""

from __future__ import annotations

import importlib
import logging
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

_ADDED = str(Path(__file__).parent / "added")
_OWN = ("__name__", "__path__", "__file__", "__spec__", "__loader__", "__package__", "__doc__")


class TensorFlow(ModuleType):
    """`tf` of a TensorFlow 1 script."""

    _first: ModuleType
    _second: ModuleType

    def __getattr__(self, name: str) -> Any:
        if name == "contrib":
            return importlib.import_module("tensorflow.contrib")
        for module in (self._first, self._second):
            try:
                value = getattr(module, name)
            except AttributeError:
                continue
            setattr(self, name, value)
            return value
        raise AttributeError(
            f"module 'tensorflow' has no attribute {name!r}: neither TensorFlow 1's names nor "
            "those of TensorFlow 2.15, which this engine runs on, have it"
        )

    def __dir__(self) -> list[str]:
        return sorted({*dir(self._first), *dir(self._second), "contrib"})


def dressed(real: ModuleType) -> TensorFlow:
    """The facade of the TensorFlow that was just imported, with the behaviour of 1."""
    first = importlib.import_module("tensorflow.compat.v1")
    _quietly(first.disable_v2_behavior)
    facade = TensorFlow("tensorflow", real.__doc__)
    for name in _OWN[1:]:
        setattr(facade, name, getattr(real, name, None))
    facade.__path__ = [*real.__path__, _ADDED]
    facade.__version__ = real.__version__  # type: ignore[attr-defined]
    facade._first, facade._second = first, real
    for name in ("keras", "estimator"):
        _offer(f"tensorflow.{name}", getattr(first, name, None))
    return facade


def _quietly(action: Any) -> None:
    """TensorFlow warns that 1's behaviour is old: who is here knows."""
    logger = logging.getLogger("tensorflow")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        action()
    finally:
        logger.setLevel(level)


def _offer(name: str, module: Any) -> None:
    """So that `from tensorflow.keras import layers` and `tf.keras.layers` are the same."""
    if module is not None and name not in sys.modules:
        sys.modules[name] = module
