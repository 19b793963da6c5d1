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
        "matplotlib>=3.8,<4",  # what notebooks draw with; ModelArts' kernels have it too
        "ipykernel>=6.29,<8",
    ],
    pythons=["3.10", "3.11", "3.12", "3.13"],
    capabilities=[Capability.RUN, Capability.SERVE],
)

PYTORCH = EngineDescription(
    id="pytorch",
    framework="PyTorch",
    version="2",
    description="PyTorch with NumPy and Pillow: deep learning, on GPUs where there are any.",
    requirements=[
        "torch>=2.6,<3",  # from 2.6 on torch.load runs no code unless it is told to
        "numpy>=1.26,<3",
        "pillow>=11,<14",
        "matplotlib>=3.8,<4",  # what notebooks draw with; ModelArts' kernels have it too
        "ipykernel>=6.29,<8",
    ],
    pythons=["3.10", "3.11", "3.12", "3.13"],
    capabilities=[Capability.RUN, Capability.SERVE],
)

CATALOG: Mapping[str, EngineDescription] = {one.id: one for one in (SCIKIT_LEARN, PYTORCH)}

# As ModelArts spells them: Scikit_Learn-0.18.1-python3.6, pytorch-cp36-1.4.0-v2,
# pytorch_1.8.0-cuda_10.2-py_3.7-ubuntu_18.04-x86_64, pytorch1.4-cuda10.1-cudnn7-ubuntu18.04.
_NAME = re.compile(
    r"(?P<framework>scikit[_-]learn|pytorch)(-cp(?P<cpython>\d+))?([-_]?(?P<version>\d[\d.]*))?"
    r"(-(?:py|python)_?(?P<python>\d[\d.]*)"
    r"|-(?:cp|cuda|cudnn|cann|ubuntu|euler|x86|aarch|snt|v)[_\d][\w.]*|-\d{8,}|-[0-9a-f]{7})*"
)
_IDS = {"scikit-learn": SCIKIT_LEARN.id, "scikit_learn": SCIKIT_LEARN.id, "pytorch": PYTORCH.id}
_LATER = "tensorflow|tf|mxnet|caffe|spark|xgboost|horovod|mindspore|ray"


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
    found = _NAME.fullmatch(asked.lower())
    chosen = _IDS[found["framework"]] if found else ""
    if found is None or chosen not in catalog:
        raise InvalidInput(_unknown(asked, catalog))
    if (found["python"] or found["cpython"] or "").startswith("2"):
        raise InvalidInput(
            f"{shown(asked)} needs Python 2.7, which no engine has any more: convert the script to "
            f"Python 3 and choose {chosen}."
        )
    return Choice(catalog[chosen], _note(asked, found["version"], chosen))


def _note(asked: str, version: str | None, engine_id: str) -> str:
    if version is None:
        return ""
    return (
        f"{shown(asked)} stands for {engine_id} here: a current {engine_id} on a current "
        f"Python instead of {version}; functions removed since then need their new names."
    )


def _unknown(asked: str, catalog: Mapping[str, EngineDescription]) -> str:
    known = ", ".join(catalog)
    if re.match(_LATER, asked.lower()):
        return f"There is no engine {shown(asked)} in this release: it has {known}."
    return f"There is no engine {shown(asked)}: choose one of {known}."
