"""A script of TensorFlow 1 as a training job of its own, in the engine that users get."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jupyter_modelarts.compose import Foundation
from jupyter_modelarts.compute.schemas import State
from jupyter_modelarts.engines import EngineManager
from jupyter_modelarts.engines.catalog import TENSORFLOW_1
from jupyter_modelarts.engines.environment import Environment
from jupyter_modelarts.engines.kernels import Kernels
from jupyter_modelarts.engines.schemas import EngineDescription
from jupyter_modelarts.obs import Objects
from jupyter_modelarts.training import TrainingManager
from jupyter_modelarts.training.drafts import JobDraft

from .conftest import OUTPUT, lend

pytestmark = pytest.mark.slow

MINUTES = 300
ESTIMATOR = """
import argparse, numpy as np, tensorflow as tf
parser = argparse.ArgumentParser()
parser.add_argument("--train_url")
args, _ = parser.parse_known_args()

def model_fn(features, labels, mode):
    net = tf.layers.dense(features["x"], 1, name="line")
    loss = tf.losses.mean_squared_error(labels, net)
    step = tf.train.get_or_create_global_step()
    train = tf.train.GradientDescentOptimizer(0.5).minimize(loss, global_step=step)
    return tf.estimator.EstimatorSpec(mode, predictions={"y": net}, loss=loss, train_op=train)

x = np.linspace(-1, 1, 64, dtype=np.float32).reshape(-1, 1)
inputs = tf.estimator.inputs.numpy_input_fn(
    {"x": x}, 3 * x + 2, batch_size=64, num_epochs=None, shuffle=True)
estimator = tf.estimator.Estimator(model_fn, model_dir=args.train_url)
estimator.train(inputs, steps=60)
print("weight=%.1f" % estimator.get_variable_value("line/kernel")[0, 0])
"""


@pytest.fixture
def engines(
    foundation: Foundation, tmp_path: Path, made: Callable[[EngineDescription], Environment]
) -> EngineManager:
    lend(foundation, TENSORFLOW_1, made(TENSORFLOW_1))
    catalog, kernels = {TENSORFLOW_1.id: TENSORFLOW_1}, Kernels(tmp_path / "jupyter")
    return EngineManager(
        foundation.db, foundation.workloads, foundation.state_dir, catalog, kernels
    )


def test_an_estimator_trains_and_its_checkpoint_arrives(
    training: TrainingManager,
    foundation: Foundation,
    draft: Callable[..., JobDraft],
    objects: Objects,
) -> None:
    asked = draft(ESTIMATOR, engine_id="", engine_version="TF-1.13.1-python3.6")

    job = training.create(asked).job
    foundation.workloads.wait(job.workload_id, MINUTES)

    view = training.get(job.id)
    log = training.log(job.id, 0, 1 << 20).text
    assert view.workload.state is State.SUCCEEDED, log
    assert "weight=3.0" in log
    assert view.job.config.engine.engine_id == "tensorflow-1"
    names = [str(one.uri).rpartition("/")[2] for one in objects.walk(f"{OUTPUT}V0001/")]
    assert any(name.startswith("model.ckpt-60.") for name in names), names
