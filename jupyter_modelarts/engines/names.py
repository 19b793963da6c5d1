"""Which engine a name means: ours, or one of those that ModelArts' guide, console and REST use.

As ModelArts spells them: Scikit_Learn-0.18.1-python3.6, TF-1.13.1-python2.7, MXNet-1.2.1-pyton3.6,
XGBoost-0.80-Sklearn-0.18.1-python3.6, ML-1.0.0-python27, Conda-python2, pytorch-cp36-1.4.0-v2,
tensorflow_2.1.0-cuda_10.1-py_3.7-ubuntu_18.04-x86_64, pytorch1.4-cuda10.1-cudnn7-ubuntu18.04, and
the environments of its notebooks: /opt/conda/envs/python36_tf/bin/python.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..core.errors import InvalidInput
from ..core.safe.names import shown
from .kernels import PREFIX
from .schemas import EngineDescription

_IDS = {
    "scikit-learn": "scikit-learn",
    "sklearn": "scikit-learn",
    "conda": "scikit-learn",
    "pytorch": "pytorch",
    "torch": "pytorch",
    "tensorflow": "tensorflow",
    "tf": "tensorflow",
    "keras": "tensorflow",
    "mxnet": "mxnet",
    "xgboost": "xgboost",
    "ml": "xgboost",  # "Scikit-learn & XGBoost" of the guide's tables
    "spark-mllib": "spark",
    "pyspark": "spark",
    "spark": "spark",
    "caffe": "caffe",
}
_DIFFERENCES = {
    "scikit-learn": "a current scikit-learn; functions removed since then need their new names",
    "pytorch": "a current PyTorch; functions removed since then need their new names",
    "tensorflow": "a current TensorFlow 2 with Keras 3; functions removed since then need their "
    "new names",
    "tensorflow-1": "TensorFlow 2.15 that offers TensorFlow 1's functions; tf.contrib is not among "
    "them",
    "mxnet": "MXNet 1.9.1, the last one",
    "xgboost": "a current XGBoost and scikit-learn; functions removed since then need their new "
    "names",
    "spark": "a current Spark on this computer alone, without a cluster",
    "caffe": "OpenCV, which reads Caffe's networks and predicts; it cannot train",
}
_NAME = re.compile(
    r"(?P<framework>scikit-learn|sklearn|conda|pytorch|torch|tensorflow|tf|keras|mxnet|xgboost|ml"
    r"|spark-mllib|pyspark|spark|caffe)"
    r"(-cp(?P<cpython>\d+))?([-_]?(?P<version>\d[\d.]*))?(-sklearn(-\d[\d.]*)?)?"
    r"(-(?:py|python|pyton)_?(?P<python>\d[\d.]*)"
    r"|-(?:cp|cuda|cudnn|cann|ubuntu|euler|x86|aarch|snt|v|cpu|gpu|lts)[_\d]?[\w.]*"
    r"|-\d{8,}|-[0-9a-f]{7})*"
)
_NOTEBOOK = re.compile(
    r"(?:/opt/conda/envs/)?python(?P<python>\d\d)_(?P<framework>\w+?)(?:/bin/python)?"
)
_ANACONDA = re.compile(r"/opt/notebook/anaconda(?P<python>[23])/bin/python")
_ELSEWHERE = re.compile(r"horovod|mindspore|ray|ascend|moxing|paddle|r-|julia")


@dataclass(frozen=True)
class Choice:
    """The engine that a request means; `note` says what differs from the name that it used."""

    description: EngineDescription
    note: str = ""


@dataclass(frozen=True)
class _Reading:
    framework: str
    version: str
    python: str


def is_taken(name: str) -> bool:
    """Whether a name means an engine of ours, or of ModelArts."""
    return name in _DIFFERENCES or _read(name) is not None


def choose(
    catalog: Mapping[str, EngineDescription],
    engine_id: str = "",
    name: str = "",
    version: str = "",
) -> Choice:
    """Find an engine by its id, by one of ModelArts' names, or by name and version.

    Raises InvalidInput with the reason where there is no such engine.
    """
    if engine_id.removeprefix(PREFIX) in catalog:
        return Choice(catalog[engine_id.removeprefix(PREFIX)])
    asked = engine_id or version or name
    if not asked:
        raise InvalidInput(f"No engine is named: choose one of {', '.join(catalog)}.")
    for description in catalog.values():
        if not engine_id and name == description.framework and version == description.version:
            return Choice(description)
    found = _read(asked) or _read(f"{name}-{version}")
    chosen = _engine_of(found) if found else ""
    if found is None or chosen not in catalog:
        raise InvalidInput(_unknown(asked, catalog))
    if found.python.startswith("2"):
        raise InvalidInput(
            f"{shown(asked)} needs Python 2.7, which no engine has any more: convert the script to "
            f"Python 3 and choose {chosen}."
        )
    return Choice(catalog[chosen], _note(asked, found, chosen))


def _read(asked: str) -> _Reading | None:
    text = asked.strip().lower().removeprefix(PREFIX)
    found = _NOTEBOOK.fullmatch(text)
    if found and found["framework"] in _IDS:
        return _Reading(found["framework"], "1", found["python"])
    found = _ANACONDA.fullmatch(text)
    if found:
        return _Reading("ml", "", found["python"])
    for spelled in (text, text.replace("_", "-", 1)):
        found = _NAME.fullmatch(spelled)
        if found:
            python = found["python"] or found["cpython"] or ""
            return _Reading(found["framework"], found["version"] or "", python)
    return None


def _engine_of(found: _Reading) -> str:
    chosen = _IDS[found.framework]
    if found.framework in ("tensorflow", "tf") and found.version.partition(".")[0] in ("0", "1"):
        return "tensorflow-1"
    return chosen


def _note(asked: str, found: _Reading, engine_id: str) -> str:
    if not found.version and not found.python and found.framework != "conda":
        return ""
    return f"{shown(asked)} stands for {engine_id} here: {_DIFFERENCES[engine_id]}."


def _unknown(asked: str, catalog: Mapping[str, EngineDescription]) -> str:
    known, text = ", ".join(catalog), asked.lower()
    if _ELSEWHERE.match(text):
        return f"There is no engine {shown(asked)} in this release: it has {known}."
    words = {**{one: one for one in catalog}, **{k: v for k, v in _IDS.items() if v in catalog}}
    near = difflib.get_close_matches(text, words, 1) or difflib.get_close_matches(
        re.split(r"[-_ ]?\d", text)[0], words, 1
    )
    if near:
        return f"There is no engine {shown(asked)}: did you mean {words[near[0]]}?"
    return f"There is no engine {shown(asked)}: choose one of {known}."
