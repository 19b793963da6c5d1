"""Replicas in the engines of the other frameworks: packages with and without code."""

from __future__ import annotations

import io
import json
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from jupyter_modelarts.engines.catalog import CAFFE, MXNET, TENSORFLOW, TENSORFLOW_1, XGBOOST
from jupyter_modelarts.engines.environment import Environment
from jupyter_modelarts.engines.schemas import EngineDescription

from .replicas import form, package, request, serving

pytestmark = pytest.mark.slow

Made = Callable[[EngineDescription], Environment]
MINUTES = 300

SAVE_KERAS = """
import sys, numpy as np, tensorflow as tf
model = tf.keras.Sequential([tf.keras.layers.Input((2,)), tf.keras.layers.Dense(1, name="sum")])
model.set_weights([np.ones((2, 1)), np.zeros(1)])
model.export(sys.argv[1])
"""
SAVE_TF1 = """
import sys, tensorflow as tf
x = tf.placeholder(tf.float32, [None, 784], name="x")
W = tf.Variable(tf.reshape(tf.eye(784)[:, :10], [784, 10]))
y = tf.matmul(x, W)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    info = tf.saved_model.utils.build_tensor_info
    signature = tf.saved_model.signature_def_utils.build_signature_def(
        {"images": info(x)}, {"scores": info(y)}, "tensorflow/serving/predict")
    builder = tf.saved_model.builder.SavedModelBuilder(sys.argv[1])
    builder.add_meta_graph_and_variables(sess, ["serve"], {"predict_images": signature})
    builder.save()
"""
# In the shape of the guide's example for TensorFlow.
MNIST_SERVICE = """
from PIL import Image
import numpy as np
from model_service.tfserving_model_service import TfServingBaseService

class mnist_service(TfServingBaseService):
    def _preprocess(self, data):
        preprocessed_data = {}
        for k, v in data.items():
            for file_name, file_content in v.items():
                image1 = Image.open(file_content)
                image1 = np.array(image1, dtype=np.float32)
                image1.resize((1, 784))
                preprocessed_data[k] = image1
        return preprocessed_data

    def _postprocess(self, data):
        infer_output = {}
        for output_name, result in data.items():
            infer_output["mnist_result"] = result[0].index(max(result[0]))
        return infer_output
"""
SAVE_MXNET = """
import sys, mxnet as mx
net = mx.sym.FullyConnected(mx.sym.var("data"), num_hidden=2, name="fc")
net = mx.sym.SoftmaxOutput(net, name="softmax")
module = mx.mod.Module(net, ["data"], ["softmax_label"])
module.bind([("data", (1, 2))], [("softmax_label", (1,))])
weights = {"fc_weight": mx.nd.array([[1, 0], [0, 1]]) * 9, "fc_bias": mx.nd.zeros(2)}
module.set_params(weights, {})
module.save_checkpoint(sys.argv[1] + "/net", 3)
"""
MXNET_SERVICE = """
import mxnet as mx
from mms.model_service.mxnet_model_service import MXNetBaseService

class Which(MXNetBaseService):
    def _postprocess(self, data):
        best = int(mx.nd.argmax(data[0], axis=1).asscalar())
        return {"label": self.labels[best], "chance": float(data[0][0][best].asscalar())}
"""
SAVE_XGBOOST = """
import sys, xgboost
from sklearn.datasets import load_iris
x, y = load_iris(return_X_y=True)
model = xgboost.XGBClassifier(n_estimators=5).fit(x, y)
model.get_booster().save_model(sys.argv[1] + "/model.json")
"""
NETWORK = """
name: "n" input: "data" input_shape { dim: 1 dim: 4 }
layer { name: "sum" type: "InnerProduct" bottom: "data" top: "sum"
        inner_product_param { num_output: 1 bias_term: false } }
"""


def message(number: int, value: bytes) -> bytes:
    """A field of a protocol buffer that holds bytes."""
    return varint(number << 3 | 2) + varint(len(value)) + value


def varint(value: int) -> bytes:
    return bytes([value]) if value < 128 else bytes([value & 127 | 128]) + varint(value >> 7)


def caffemodel(*weights: float) -> bytes:
    """The weights of NETWORK's one layer, as Caffe writes them."""
    shape = b"".join(varint(1 << 3) + varint(one) for one in (1, len(weights)))
    blob = message(7, shape) + message(5, struct.pack(f"<{len(weights)}f", *weights))
    layer = message(1, b"sum") + message(2, b"InnerProduct") + message(7, blob)
    return message(1, b"n") + message(100, layer)


def saved(engine: Environment, script: str, target: Path) -> None:
    argv = [str(engine.python), "-c", script, str(target)]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=MINUTES, check=False)
    assert done.returncode == 0, done.stderr


def asked(value: object) -> bytes:
    return request(json.dumps(value).encode())


def test_a_saved_model_of_keras_answers_by_its_signature(made: Made, tmp_path: Path) -> None:
    engine = made(TENSORFLOW)
    model = package(tmp_path, None, model_type="TensorFlow")
    saved(engine, SAVE_KERAS, model)

    with serving(model, python=str(engine.python)) as replica:
        sums = replica.send(asked({"data": [[1, 2], [3, 4.5]]}))
        wide = replica.send(asked({"data": [[1, 2, 3]]}))
        words = replica.send(asked({"data": [["a", "b"]]}))

    assert next(iter(sums.json.values())) == [[3.0], [7.5]]
    assert (wide.status, words.status) == (400, 400)
    assert "shape [1, 3]" in wide.message
    assert "numbers" in words.message


def test_a_saved_model_of_tensorflow_1_serves_with_the_guides_code(
    made: Made, tmp_path: Path
) -> None:
    engine = made(TENSORFLOW_1)
    model = package(tmp_path, MNIST_SERVICE, model_type="TensorFlow")
    saved(engine, SAVE_TF1, model / "1")
    picture = Image.new("L", (28, 28))
    picture.putpixel((7, 0), 255)
    stream = io.BytesIO()
    picture.save(stream, "PNG")

    with serving(model, python=str(engine.python)) as replica:
        answer = replica.send(request(*form(("images", "seven.png", stream.getvalue()))))

    assert (answer.status, answer.json) == (200, {"mnist_result": 7})


def test_mxnets_symbol_and_parameters_answer_with_and_without_code(
    made: Made, tmp_path: Path
) -> None:
    engine = made(MXNET)
    plain = package(tmp_path / "plain", None, model_type="MXNet")
    coded = package(tmp_path / "coded", MXNET_SERVICE, model_type="MXNet")
    (coded / "synset.txt").write_text("left\nright\n")
    for model in (plain, coded):
        saved(engine, SAVE_MXNET, model)

    with serving(plain, python=str(engine.python)) as replica:
        two = replica.send(asked({"data": [[1, 0], [0, 1]]}))
        wide = replica.send(asked({"data": [[1, 0, 5]]}))
        again = replica.send(asked({"data": [[0, 1]]}))
    with serving(coded, python=str(engine.python)) as replica:
        labelled = replica.send(asked({"data": [[0, 1]]}))

    assert [round(row[0]) for row in two.json["softmax_output"]] == [1, 0]
    assert wide.status == 400
    assert round(again.json["softmax_output"][0][1]) == 1
    assert labelled.json["label"] == "right"


def test_a_booster_answers(made: Made, tmp_path: Path) -> None:
    engine = made(XGBOOST)
    model = package(tmp_path, None, model_type="XGBoost")
    saved(engine, SAVE_XGBOOST, model)

    with serving(model, python=str(engine.python)) as replica:
        answer = replica.send(asked({"data": {"req_data": [[5.1, 3.5, 1.4, 0.2]]}}))

    chances = answer.json["data"]["resp_data"][0]["predict_result"]
    assert chances.index(max(chances)) == 0


def test_a_network_of_caffe_answers(made: Made, tmp_path: Path) -> None:
    engine = made(CAFFE)
    model = package(tmp_path, None, model_type="Caffe")
    (model / "deploy.prototxt").write_text(NETWORK)
    (model / "net.caffemodel").write_bytes(caffemodel(1, 2, 3, 4))

    with serving(model, python=str(engine.python)) as replica:
        answer = replica.send(asked({"data": [[1, 1, 1, 2]]}))

    assert answer.json == {"sum": [[14.0]]}


def test_a_package_without_a_model_says_what_is_missing(made: Made, tmp_path: Path) -> None:
    model = package(tmp_path, None, model_type="Caffe")
    with (
        pytest.raises(RuntimeError, match=r"no \*\.prototxt"),
        serving(model, python=str(made(CAFFE).python)),
    ):
        pass
