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


def test_an_old_version_is_noted() -> None:
    choice = choose(CATALOG, "Scikit_Learn-0.18.1-python3.6")
    assert "instead of 0.18.1" in choice.note


def test_the_engines_own_name_needs_no_note() -> None:
    assert choose(CATALOG, "scikit-learn").note == ""


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("Scikit_Learn-0.18.1-python2.7", "Python 2.7"),
        ("TF-1.8.0-python3.6", "in this release"),
        ("nonsense", "choose one of scikit-learn"),
        ("", "No engine is named"),
    ],
)
def test_what_is_not_there_is_refused_with_the_reason(asked: str, sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        choose(CATALOG, asked)
