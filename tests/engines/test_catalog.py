from __future__ import annotations

import pytest

from jupyter_modelarts.core.errors import InvalidInput
from jupyter_modelarts.engines.catalog import CATALOG, choose


@pytest.mark.parametrize(
    ("engine_id", "name", "version"),
    [
        ("scikit-learn", "", ""),
        ("", "Scikit_Learn", "1"),
        ("", "Scikit_Learn", ""),
        ("Scikit_Learn-0.18.1-python3.6", "", ""),
        ("scikit_learn-0.18.1-python3.6", "", ""),
        ("", "Scikit_Learn", "Scikit_Learn-0.18.1-python3.6"),
    ],
)
def test_every_spelling_of_scikit_learn_is_found(engine_id: str, name: str, version: str) -> None:
    choice = choose(CATALOG, engine_id, name, version)
    assert choice.description.id == "scikit-learn"


@pytest.mark.parametrize(
    "asked",
    [
        "pytorch",
        "PyTorch",
        "PyTorch-1.0.0-python3.6",
        "PyTorch-1.4.0-python3.6-v2",
        "pytorch-cp36-1.4.0-v2",
        "pytorch1.4-cuda10.1-cudnn7-ubuntu18.04",
        "pytorch_1.8.0-cuda_10.2-py_3.7-ubuntu_18.04-x86_64",
        "pytorch_1.8.2-cuda_11.1-py_3.7-ubuntu_18.04-x86_64-20220926104358-041ba2e",
        "pytorch_1.11.0-cann_7.0.1-py_3.9-euler_2.10.7-aarch64-snt9b",
    ],
)
def test_every_spelling_of_pytorch_is_found(asked: str) -> None:
    assert choose(CATALOG, asked).description.id == "pytorch"


def test_an_old_version_is_noted() -> None:
    choice = choose(CATALOG, "Scikit_Learn-0.18.1-python3.6")
    assert "instead of 0.18.1" in choice.note


def test_the_engines_own_name_needs_no_note() -> None:
    assert choose(CATALOG, "scikit-learn").note == ""


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("Scikit_Learn-0.18.1-python2.7", "Python 2.7"),
        ("PyTorch-1.0.0-python2.7", "choose pytorch"),
        ("pytorch-cp27-1.0.0", "Python 2.7"),
        ("pytorch-lightning", "choose one of scikit-learn, pytorch"),
        ("TF-1.8.0-python3.6", "in this release"),
        ("nonsense", "choose one of scikit-learn"),
        ("", "No engine is named"),
    ],
)
def test_what_is_not_there_is_refused_with_the_reason(asked: str, sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        choose(CATALOG, asked)
