"""The shortcut for linear models says exactly what scikit-learn says, in the engine's Python."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable

import pytest

from jupyter_modelarts.engines.catalog import SCIKIT_LEARN
from jupyter_modelarts.engines.environment import Environment
from jupyter_modelarts.engines.schemas import EngineDescription

from .replicas import RUNTIME

pytestmark = pytest.mark.slow

COMPARE = """
import json, warnings
import numpy as np
from sklearn import linear_model, svm, ensemble, discriminant_analysis
from sklearn.datasets import load_diabetes, load_iris
from model_service.linear import fast_predict

warnings.simplefilter("ignore")
flowers, people = load_iris(), load_diabetes()
two = flowers.target < 2
words = flowers.target_names[flowers.target]

class Shifted(linear_model.LogisticRegression):
    def decision_function(self, X):
        return -super().decision_function(X)

class Doubled(linear_model.Ridge):
    def predict(self, X):
        return 2 * super().predict(X)

models = {
    "three classes": linear_model.LogisticRegression(max_iter=300).fit(flowers.data, words),
    "two classes": linear_model.LogisticRegression().fit(flowers.data[two], words[two]),
    "perceptron": linear_model.Perceptron().fit(flowers.data, flowers.target),
    "machine": svm.LinearSVC().fit(flowers.data, flowers.target),
    "discriminant": discriminant_analysis.LinearDiscriminantAnalysis().fit(
        flowers.data, flowers.target
    ),
    "sparse": linear_model.LogisticRegression().fit(flowers.data, flowers.target).sparsify(),
    "least squares": linear_model.LinearRegression().fit(people.data, people.target),
    "two targets": linear_model.LinearRegression().fit(
        people.data, np.c_[people.target, -people.target]
    ),
    "ridge": linear_model.Ridge().fit(people.data, people.target),
    "own decision": Shifted().fit(flowers.data, flowers.target),
    "own predict": Doubled().fit(people.data, people.target),
    "trees": ensemble.RandomForestClassifier(5).fit(flowers.data, flowers.target),
}
said = {}
for name, model in models.items():
    predict = fast_predict(model)
    data = np.asarray(flowers.data if model.n_features_in_ == 4 else people.data)
    if name in ("least squares", "two targets", "ridge", "own predict"):  # the last digits may vary
        equal = lambda ours, theirs: ours.shape == theirs.shape and np.allclose(ours, theirs, 1e-9)
    else:
        equal = np.array_equal
    same = all(equal(predict(rows), model.predict(rows)) for rows in (data, data[:1]))
    said[name] = [same, predict != model.predict]
model = models["three classes"]
predict = fast_predict(model)
for name, table in {
    "narrow": np.ones((1, 3)), "flat": np.ones(4), "infinite": np.full((1, 4), np.inf),
    "text": np.array([["a"] * 4], dtype=object), "empty": np.empty((0, 4)),
}.items():
    errors = []
    for function in (model.predict, predict):
        try:
            function(table)
        except ValueError as error:
            errors.append(str(error))
    said[name] = [len(errors) == 2 and errors[0] == errors[1], True]
unfitted = linear_model.LogisticRegression()
said["unfitted"] = [fast_predict(unfitted) == unfitted.predict, False]
print(json.dumps(said))
"""

TAKEN = ("three classes", "two classes", "perceptron", "machine", "least squares", "two targets")


def test_the_shortcut_says_what_the_estimator_says(
    made: Callable[[EngineDescription], Environment],
) -> None:
    done = subprocess.run(
        [str(made(SCIKIT_LEARN).python), "-c", COMPARE],
        env={**os.environ, "PYTHONPATH": str(RUNTIME)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr

    said = json.loads(done.stdout)

    assert [name for name, (same, _) in said.items() if not same] == []
    assert [name for name in TAKEN if not said[name][1]] == []
    assert [name for name in ("own decision", "own predict", "trees") if said[name][1]] == []
