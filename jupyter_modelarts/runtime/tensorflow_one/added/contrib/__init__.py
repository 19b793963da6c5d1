"""`tf.contrib`, which TensorFlow dropped: slim lives on as tf_slim, the rest says where it went."""

from __future__ import annotations

import importlib
import sys
from typing import Any

_WENT_TO = {
    "layers": "use tf.layers, or tf_slim.layers",
    "rnn": "use tf.nn.rnn_cell and tf.nn.static_rnn",
    "learn": "use tf.estimator",
    "data": "use tf.data and tf.data.experimental",
    "estimator": "use tf.estimator",
    "losses": "use tf.losses",
    "metrics": "use tf.metrics",
    "seq2seq": "install tensorflow-addons, or write the decoder with tf.while_loop",
    "crf": "install tensorflow-addons",
    "opt": "use tf.train's optimizers",
    "distribute": "use tf.distribute",
    "tensorrt": "use tf.experimental.tensorrt",
    "eager": "use tf.GradientTape and tf.function",
    "keras": "use tf.keras",
    "saved_model": "use tf.saved_model",
    "lookup": "use tf.lookup",
    "image": "use tf.image",
    "training": "use tf.train",
    "framework": "use tf.train, tf.summary and tf_slim",
    "summary": "use tf.summary",
}

try:
    slim = importlib.import_module("tf_slim")
    sys.modules[f"{__name__}.slim"] = slim
except ImportError:
    slim = None  # type: ignore[assignment]


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    raise ImportError(sentence(name))


def sentence(name: str) -> str:
    """What became of a part of contrib."""
    advice = _WENT_TO.get(name, "look for its successor in TensorFlow 2's migration guide")
    return (
        f"tf.contrib.{name} does not exist any more: TensorFlow dropped tf.contrib with 2.0, and "
        f"this engine runs on 2.15. Instead, {advice}."
    )
