from __future__ import annotations

import pytest

from jupyter_modelarts.core.errors import InvalidInput
from jupyter_modelarts.engines.catalog import CATALOG
from jupyter_modelarts.engines.names import choose

NAMES = {
    "scikit-learn": [
        "scikit-learn",
        "modelarts-scikit-learn",
        "Scikit_Learn-0.18.1-python3.6",
        "scikit_learn-0.18.1-python3.6",
        "Conda-python3",
    ],
    "pytorch": [
        "pytorch",
        "PyTorch",
        "Pytorch-1.0.0",
        "PyTorch-1.0.0-python3.6",
        "PyTorch-1.4.0-python3.6-v2",
        "pytorch-cp36-1.4.0-v2",
        "pytorch1.4-cuda10.1-cudnn7-ubuntu18.04",
        "pytorch_1.8.0-cuda_10.2-py_3.7-ubuntu_18.04-x86_64",
        "pytorch_1.8.2-cuda_11.1-py_3.7-ubuntu_18.04-x86_64-20220926104358-041ba2e",
        "pytorch_1.11.0-cann_7.0.1-py_3.9-euler_2.10.7-aarch64-snt9b",
        "/opt/conda/envs/python36_pytorch/bin/python",
    ],
    "tensorflow": [
        "TensorFlow",
        "TF-2.1.0-python3.6",
        "TensorFlow-2.1.0-python3.6-v2",
        "tensorflow_2.1.0-cuda_10.1-py_3.7-ubuntu_18.04-x86_64",
    ],
    "tensorflow-1": [
        "tensorflow-1",
        "modelarts-tensorflow-1",
        "TF-1.13.1-python3.6",
        "TF-1.8.0-python3.6",
        "TensorFlow-1.13.1",
        "TensorFlow-1.8",
        "tensorflow-cp36-1.13.1-v2",
        "/opt/conda/envs/python36_tf/bin/python",
    ],
    "mxnet": ["MXNet", "MXNet-1.2.1", "MXNet-1.2.1-python3.6", "MXNet-1.2.1-pyton3.6"],
    "xgboost": [
        "XGBoost",
        "XGBoost-Sklearn",
        "XGBoost-0.80-Sklearn-0.18.1-python3.6",
        "ML-1.0.0-python3.6",
        "ML-1.0.0-pyton3.6",
        "/opt/notebook/anaconda3/bin/python",
    ],
    "spark": [
        "Spark_MLlib",
        "PySpark-2.3.2",
        "Spark-2.2.0-python3.6",
        "Spark_MLlib-2.3.2-python3.6",
    ],
    "caffe": ["Caffe", "Caffe-1.0.0"],
}


@pytest.mark.parametrize(
    ("engine_id", "asked"), [(one, name) for one, names in NAMES.items() for name in names]
)
def test_names_of_modelarts_are_found(engine_id: str, asked: str) -> None:
    assert choose(CATALOG, asked).description.id == engine_id


@pytest.mark.parametrize(
    ("engine_id", "name", "version"),
    [
        ("scikit-learn", "Scikit_Learn", "1"),
        ("scikit-learn", "Scikit_Learn", ""),
        ("scikit-learn", "Scikit_Learn", "Scikit_Learn-0.18.1-python3.6"),
        ("tensorflow-1", "TensorFlow", "TF-1.13.1-python3.6"),
        ("tensorflow-1", "TensorFlow", "1"),
        ("tensorflow", "TensorFlow", "2"),
        ("mxnet", "MXNet", "1.2.1"),
        ("spark", "Spark_MLlib", ""),
    ],
)
def test_a_name_and_a_version_are_found(engine_id: str, name: str, version: str) -> None:
    assert choose(CATALOG, "", name, version).description.id == engine_id


@pytest.mark.parametrize(
    ("asked", "difference"),
    [
        ("Scikit_Learn-0.18.1-python3.6", "a current scikit-learn"),
        ("TF-1.13.1-python3.6", "tf.contrib is not among them"),
        ("MXNet-1.2.1-python3.6", "MXNet 1.9.1"),
        ("Caffe-1.0.0", "it cannot train"),
        ("Spark-2.2.0-python3.6", "without a cluster"),
    ],
)
def test_what_differs_is_noted(asked: str, difference: str) -> None:
    assert difference in choose(CATALOG, asked).note


@pytest.mark.parametrize("asked", ["scikit-learn", "XGBoost-Sklearn", "TensorFlow"])
def test_a_name_without_a_version_needs_no_note(asked: str) -> None:
    assert choose(CATALOG, asked).note == ""


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("Scikit_Learn-0.18.1-python2.7", "Python 2.7"),
        ("TF-1.8.0-python2.7", "choose tensorflow-1"),
        ("MXNet-1.2.1-pyton2.7", "choose mxnet"),
        ("PyTorch-1.0.0-python2.7", "choose pytorch"),
        ("pytorch-cp27-1.0.0", "Python 2.7"),
        ("Caffe-1.0.0-python2.7", "choose caffe"),
        ("ML-1.0.0-python27", "choose xgboost"),
        ("Spark-2.2.0-pyton2.7", "choose spark"),
        ("Conda-python2", "Python 2.7"),
        ("/opt/conda/envs/python27_tf/bin/python", "choose tensorflow-1"),
        ("tensorflwo", "did you mean tensorflow"),
        ("sckit-learn-1.0", "did you mean scikit-learn"),
        ("Horovod-0.16.2-TF-1.13.1-python3.6", "in this release"),
        ("nonsense", "choose one of scikit-learn"),
        ("../../etc", "choose one of"),
        ("", "No engine is named"),
    ],
)
def test_what_is_not_there_is_refused_with_the_reason(asked: str, sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        choose(CATALOG, asked)
