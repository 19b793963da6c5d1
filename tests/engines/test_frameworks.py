"""Each engine as users get it, made once, and what it is for done once in it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from jupyter_modelarts.engines.catalog import (
    CAFFE,
    CATALOG,
    MXNET,
    SPARK,
    TENSORFLOW,
    TENSORFLOW_1,
    XGBOOST,
)
from jupyter_modelarts.engines.environment import Environment
from jupyter_modelarts.engines.java import find_java, java_version
from jupyter_modelarts.engines.schemas import EngineDescription

from .test_scikit_learn import fits_on

pytestmark = pytest.mark.slow

MINUTES = 300

TRAIN_TENSORFLOW = """
import numpy as np, tensorflow as tf
x = np.linspace(-1, 1, 64, dtype="float32")[:, None]
model = tf.keras.Sequential([tf.keras.layers.Input((1,)), tf.keras.layers.Dense(1)])
model.compile(optimizer=tf.keras.optimizers.SGD(0.5), loss="mse")
model.fit(x, 3 * x + 2, epochs=30, verbose=0)
print("weight=%.1f bias=%.1f" % tuple(float(w.ravel()[0]) for w in model.get_weights()))
"""
TRAIN_MXNET = """
import mxnet as mx
from mxnet import autograd, gluon
x = mx.nd.array([[-1], [0], [1], [2]])
net = gluon.nn.Dense(1)
net.initialize()
trainer = gluon.Trainer(net.collect_params(), "sgd", {"learning_rate": 0.3})
for _ in range(100):
    with autograd.record():
        loss = gluon.loss.L2Loss()(net(x), 3 * x + 2)
    loss.backward()
    trainer.step(4)
print("weight=%.1f bias=%.1f" % (net.weight.data().asscalar(), net.bias.data().asscalar()))
"""
TRAIN_XGBOOST = """
import xgboost, numpy as np
from sklearn.datasets import load_iris
x, y = load_iris(return_X_y=True)
model = xgboost.XGBClassifier(n_estimators=5).fit(x, y)
print("good" if model.score(x, y) > 0.9 else "bad")
"""
TRAIN_SPARK = """
import tempfile
from model_service.spark_model_service import SparkServingBaseService
from pyspark.ml import Pipeline
from pyspark.ml.feature import VectorAssembler
from pyspark.ml.regression import LinearRegression
from pyspark.sql import SparkSession
spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
table = spark.createDataFrame([(x, 3 * x + 2) for x in (-1.0, 0.0, 1.0, 2.0)], ["x", "label"])
features = VectorAssembler(inputCols=["x"], outputCol="features")
model = Pipeline(stages=[features, LinearRegression()]).fit(table)
print("weight=%.1f bias=%.1f" % (model.stages[1].coefficients[0], model.stages[1].intercept))
with tempfile.TemporaryDirectory() as folder:
    model.save(f"file://{folder}/spark_model")
    answer = SparkServingBaseService("line", folder).inference({"data": {"req_data": [{"x": 5.0}]}})
print("served=%.1f" % answer["data"]["resp_data"][0]["predict_result"])
spark.stop()
"""
PREDICT_CAFFE = """
import cv2, numpy as np
text = b'''name: "n" input: "data" input_dim: 1 input_dim: 1 input_dim: 2 input_dim: 2
layer { name: "pool" type: "Pooling" bottom: "data" top: "out"
        pooling_param { pool: AVE kernel_size: 2 stride: 2 } }'''
net = cv2.dnn.readNetFromCaffe(np.frombuffer(text, np.uint8))
net.setInput(np.array([[[[1, 2], [3, 6]]]], np.float32))
print("mean=%.1f" % net.forward().ravel()[0])
"""
WORK: list[tuple[EngineDescription, str, str]] = [
    (TENSORFLOW, TRAIN_TENSORFLOW, "weight=3.0 bias=2.0"),
    (MXNET, TRAIN_MXNET, "weight=3.0 bias=2.0"),
    (XGBOOST, TRAIN_XGBOOST, "good"),
    (SPARK, TRAIN_SPARK, "weight=3.0 bias=2.0\nserved=17.0"),
    (CAFFE, PREDICT_CAFFE, "mean=3.0"),
]


@pytest.mark.parametrize(
    ("description", "script", "printed"), WORK, ids=[one[0].id for one in WORK]
)
def test_it_is_built_and_works(
    description: EngineDescription,
    script: str,
    printed: str,
    made: Callable[[EngineDescription], Environment],
) -> None:
    if description.java > java_version(find_java({}) or ""):
        pytest.skip("no Java is here that is new enough")
    environment = made(description)
    argv = [str(environment.python), "-c", script]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=MINUTES, check=False)
    assert printed in done.stdout, done.stderr


ELSEWHERE = [
    (TENSORFLOW, "3.13", "macos"),
    (TENSORFLOW_1, "3.10", "macos"),
    (MXNET, "3.10", "linux"),
    (XGBOOST, "3.13", "linux"),
    (CAFFE, "3.12", "macos"),
]
"""Spark comes as sources alone, which need no compiler."""


@pytest.mark.parametrize(
    ("description", "python", "platform"), ELSEWHERE, ids=[one[0].id for one in ELSEWHERE]
)
def test_its_requirements_fit_together_elsewhere(
    description: EngineDescription, python: str, platform: str, tmp_path: Path
) -> None:
    assert "numpy==" in fits_on(description, tmp_path, python, platform)


@pytest.mark.parametrize("engine_id", CATALOG)
def test_each_engine_is_a_kernel_and_runs(engine_id: str) -> None:
    description = CATALOG[engine_id]
    assert description.kernel
    assert any(line.startswith("ipykernel") for line in description.requirements)
