"""The engines of this release, and which of them ModelArts' own engine names mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..core.errors import InvalidInput
from ..core.safe.names import shown
from .schemas import Capability, EngineDescription

SCIKIT_LEARN = EngineDescription(
    id="scikit-learn",
    framework="Scikit_Learn",
    version="1",
    description="scikit-learn with NumPy, SciPy and Pillow: classical machine learning on CPUs.",
    requirements=[
        "scikit-learn>=1.5,<2",
        "numpy>=1.26,<3",
        "pillow>=11,<13",
        "ipykernel>=6.29,<8",
    ],
    pythons=["3.10", "3.11", "3.12", "3.13"],
    capabilities=[Capability.RUN, Capability.SERVE],
)

CATALOG: Mapping[str, EngineDescription] = {SCIKIT_LEARN.id: SCIKIT_LEARN}

_SCIKIT_LEARN_NAME = re.compile(r"scikit[_-]learn(-(?P<version>[0-9.]+))?(-python(?P<python>.+))?")
_LATER = "tensorflow|tf|mxnet|caffe|spark|xgboost|pytorch|horovod|mindspore|ray"


@dataclass(frozen=True)
class Choice:
    """The engine that a request means; `note` says what differs from the name that it used."""

    description: EngineDescription
    note: str = ""


def choose(
    catalog: Mapping[str, EngineDescription],
    engine_id: str = "",
    name: str = "",
    version: str = "",
) -> Choice:
    """Find an engine by its id, by one of ModelArts' ids, or by name and version.

    Raises InvalidInput with the reason where this release has no such engine.
    """
    if engine_id in catalog:
        return Choice(catalog[engine_id])
    asked = engine_id or version or name
    if not asked:
        raise InvalidInput(f"No engine is named: choose one of {', '.join(catalog)}.")
    for description in catalog.values():
        if not engine_id and name == description.framework and version == description.version:
            return Choice(description)
    found = _SCIKIT_LEARN_NAME.fullmatch(asked.lower())
    if found is None or SCIKIT_LEARN.id not in catalog:
        raise InvalidInput(_unknown(asked, catalog))
    if (found["python"] or "").startswith("2"):
        raise InvalidInput(
            f"{shown(asked)} needs Python 2.7, which no engine has any more: convert the script to "
            f"Python 3 and choose {SCIKIT_LEARN.id}."
        )
    return Choice(catalog[SCIKIT_LEARN.id], _note(asked, found["version"]))


def _note(asked: str, version: str | None) -> str:
    if version is None:
        return ""
    return (
        f"{shown(asked)} stands for {SCIKIT_LEARN.id} here: a current scikit-learn on a current "
        f"Python instead of {version}; functions removed since then need their new names."
    )


def _unknown(asked: str, catalog: Mapping[str, EngineDescription]) -> str:
    known = ", ".join(catalog)
    if re.match(_LATER, asked.lower()):
        return f"There is no engine {shown(asked)} in this release: it has {known}."
    return f"There is no engine {shown(asked)}: choose one of {known}."
