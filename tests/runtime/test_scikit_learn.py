"""Replicas in the scikit-learn engine: packages with and without code of their own."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jupyter_modelarts.engines.catalog import SCIKIT_LEARN
from jupyter_modelarts.engines.environment import Environment
from jupyter_modelarts.engines.schemas import EngineDescription

from .replicas import form, package, request, serving, started

pytestmark = pytest.mark.slow

FIT = """
import joblib, sys
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
data = load_iris()
joblib.dump(LogisticRegression(max_iter=300).fit(data.data, data.target), sys.argv[1])
"""
FIELDS = ["sepal_length", "sepal_width", "petal_length", "petal_width"]
SAMPLE = {"petal_width": 1.8, "petal_length": 5.1, "sepal_width": 3.0, "sepal_length": 5.9}

# As published for scikit-learn, but for joblib's import.
PUBLISHED = """
# coding:utf-8
import collections
import json
import joblib
from model_service.python_model_service import XgSklServingBaseService

class user_Service(XgSklServingBaseService):
    def _preprocess(self, data):
        rows = json.loads(data, object_pairs_hook=collections.OrderedDict)["data"]["req_data"]
        return [list(row.values()) for row in rows]
    def _inference(self, data):
        return joblib.load(self.model_path).predict(data).tolist()
    def _postprocess(self, data):
        return [{"class": element} for element in data]
"""


@pytest.fixture(scope="module")
def python(made: Callable[[EngineDescription], Environment]) -> str:
    """The engine's interpreter."""
    return str(made(SCIKIT_LEARN).python)


@pytest.fixture(scope="module")
def model_file(python: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fitted model of irises."""
    place = tmp_path_factory.mktemp("model") / "iris.m"
    subprocess.run([python, "-c", FIT, str(place)], check=True, timeout=300)
    return place


def irises(folder: Path, model_file: Path, code: str | None = None) -> Path:
    """A package of the model whose config.json names the features."""
    item = {"type": "object", "properties": {name: {"type": "number"} for name in FIELDS}}
    rows = {"type": "array", "items": [item]}
    data = {"type": "object", "properties": {"req_data": rows}}
    schema = {"type": "object", "properties": {"data": data}}
    apis: list[Any] = [{"request": {"Content-type": "application/json", "data": schema}}]
    model = package(folder, code, model_type="Scikit_Learn", apis=apis)
    (model / model_file.name).write_bytes(model_file.read_bytes())
    return model


def test_a_package_without_code_predicts_in_the_order_of_config_json(
    tmp_path: Path, python: str, model_file: Path
) -> None:
    with serving(irises(tmp_path, model_file), python=python) as replica:
        answer = replica.ask({"meta": {"id": 7}, "data": {"req_data": [SAMPLE, [5, 3.4, 1.5, 0]]}})

    assert answer.json == {
        "data": {"resp_data": [{"predict_result": 2}, {"predict_result": 0}]},
        "meta": {"id": 7},
    }


def test_a_package_without_code_says_what_is_wrong(
    tmp_path: Path, python: str, model_file: Path
) -> None:
    with serving(irises(tmp_path, model_file), python=python) as replica:
        missing = replica.ask({"data": {"req_data": [{**SAMPLE}, {"sepal_length": 1}]}})
        text = replica.ask({"data": {"req_data": [{**SAMPLE, "petal_width": "wide"}]}})
        short = replica.ask({"data": {"req_data": [[1, 2]]}})
        null = replica.ask({"data": {"req_data": [[1, 2, 3, None]]}})
        image = replica.send(request(*form(("images", "a.png", b"x"))))
        shape = replica.ask({"rows": 1})

    answers = [missing, text, short, null, image, shape]
    assert [answer.status for answer in answers] == [400] * 6
    assert "data.req_data[1] has no 'sepal_width'" in missing.message
    assert "wide" in text.message
    assert "2 features" in short.message
    assert "NaN" in null.message
    assert "customize_service.py" in image.message
    assert "data.req_data" in shape.message


def test_published_code_runs(tmp_path: Path, python: str, model_file: Path) -> None:
    ordered = {name: SAMPLE[name] for name in FIELDS}
    with serving(irises(tmp_path, model_file, PUBLISHED), python=python) as replica:
        assert replica.ask({"data": {"req_data": [ordered]}}).json == {
            "data": {"resp_data": [{"class": 2}]}
        }


def test_a_model_that_cannot_be_loaded_says_so(
    tmp_path: Path, python: str, model_file: Path
) -> None:
    model = irises(tmp_path, model_file)
    (model / "iris.m").write_bytes(b"not a model")
    with started(model, python=python) as replica:
        assert replica.process.wait(60) == 1
        assert "iris.m cannot be loaded" in replica.said()
