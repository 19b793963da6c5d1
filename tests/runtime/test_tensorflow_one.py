"""Scripts as people wrote them for TensorFlow 1, unchanged, started as jobs start theirs."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from jupyter_modelarts.engines.catalog import TENSORFLOW_1
from jupyter_modelarts.engines.environment import Environment
from jupyter_modelarts.engines.schemas import EngineDescription

pytestmark = pytest.mark.slow

MINUTES = 300
SOFTMAX = """
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

tf.app.flags.DEFINE_string("data_url", None, "dir of dataset")
tf.app.flags.DEFINE_integer("steps", 200, "steps")
FLAGS = tf.app.flags.FLAGS

def main(_):
    mnist = input_data.read_data_sets(FLAGS.data_url, one_hot=True)
    sess = tf.InteractiveSession()
    x = tf.placeholder("float", shape=[None, 784])
    y_ = tf.placeholder("float", shape=[None, 10])
    W = tf.Variable(tf.zeros([784, 10]))
    b = tf.Variable(tf.zeros([10]))
    sess.run(tf.initialize_all_variables())
    y = tf.nn.softmax(tf.matmul(x, W) + b)
    cross_entropy = -tf.reduce_mean(tf.reduce_sum(y_ * tf.log(y + 1e-9), axis=1))
    train_step = tf.train.GradientDescentOptimizer(0.5).minimize(cross_entropy)
    for i in range(FLAGS.steps):
        batch = mnist.train.next_batch(50)
        train_step.run(feed_dict={x: batch[0], y_: batch[1]})
    right = tf.equal(tf.argmax(y, 1), tf.argmax(y_, 1))
    accuracy = tf.reduce_mean(tf.cast(right, "float"))
    print("accuracy=%g" % sess.run(accuracy, {x: mnist.test.images, y_: mnist.test.labels}))

    try:
        tf.contrib.rnn.BasicLSTMCell
    except ImportError as error:
        print(error)
    try:
        import tensorflow.contrib.learn as learn
    except ImportError as error:
        print(error)
    import tensorflow.contrib.slim as slim
    from tensorflow.keras.layers import Dense
    print("slim", slim.conv2d is tf.contrib.slim.conv2d, "keras", Dense is tf.keras.layers.Dense)

if __name__ == "__main__":
    tf.app.run(main=main)
"""


@pytest.fixture(scope="module")
def engine(made: Callable[[EngineDescription], Environment]) -> Environment:
    return made(TENSORFLOW_1)


def run(engine: Environment, folder: Path, script: str, *words: str, **variables: str) -> str:
    """What a script prints that is started as a job starts it."""
    (folder / "train.py").write_text(script)
    started = [str(engine.python), "-I", "-m", "job_environment", str(folder / "environment")]
    done = subprocess.run(
        [*started, str(folder / "train.py"), *words],
        env={**os.environ, **variables, "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
        timeout=MINUTES,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_session_trains_on_the_tutorials_digits_without_a_network(
    engine: Environment, tmp_path: Path
) -> None:
    printed = run(engine, tmp_path, SOFTMAX, "--data_url", str(tmp_path / "none"))

    accuracy = float(printed.split("accuracy=")[1].split()[0])
    assert accuracy > 0.4
    assert "digits are drawn instead" in printed
    assert "use tf.nn.rnn_cell" in printed
    assert "use tf.estimator" in printed
    assert "slim True keras True" in printed


def test_a_variable_leaves_tensorflow_as_it_is(engine: Environment, tmp_path: Path) -> None:
    script = "import tensorflow as tf; print(hasattr(tf, 'Session'), tf.executing_eagerly())"
    assert "False True" in run(engine, tmp_path, script, MODELARTS_TENSORFLOW_1="off")
