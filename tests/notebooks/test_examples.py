"""The gallery's introduction, each notebook run for real in its engine's kernel."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from examples.running import execute, printed
from jupyter_modelarts.engines.catalog import CATALOG, PYTORCH
from jupyter_modelarts.engines.environment import Environment
from jupyter_modelarts.engines.kernels import Kernels
from jupyter_modelarts.engines.schemas import EngineDescription
from tests.engines.means import pytorch_is_too_large

pytestmark = pytest.mark.slow

FOLDER = Path(__file__).parent.parent.parent / "examples" / "introduction"
RESULTS = {
    "mxnet_mnist_digit_recognition_train": ("accuracy", 0.94),
    "sklearn_bank_loan_prediction_bayes_classification": ("auc", 0.7),
    "sklearn_diabetes_predicton_logistic_regression": ("auc", 0.8),
    "pytorch_text_sentiment_analysis_py36": ("accuracy", 0.95),
}

Made = Callable[[EngineDescription], Environment]


@pytest.mark.parametrize("name", RESULTS)
def test_it_runs_to_its_end_and_finds_what_it_says(
    name: str, made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure, least = RESULTS[name]
    notebook = FOLDER / f"{name}.ipynb"
    example = json.loads(notebook.read_text())["metadata"]["modelarts_example"]
    engine = CATALOG[example["engine"]]
    if engine is PYTORCH and pytorch_is_too_large():
        pytest.skip("only PyTorch's build for GPUs can be had here")
    for file in example.get("files", []):
        shutil.copy(FOLDER / file, tmp_path)
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path))
    Kernels(tmp_path).install(engine, made(engine).python)

    done = execute(notebook, tmp_path, {"MPLCONFIGDIR": str(tmp_path / "mpl")})

    found = re.search(rf"\b{measure}=([\d.]+)", printed(done, "result"))
    assert found
    assert float(found[1]) >= least


def test_the_data_are_what_the_documented_script_makes(tmp_path: Path) -> None:
    from examples.introduction import make_data

    make_data.write_loans(tmp_path / "bank_loans.csv")
    make_data.write_opinions(tmp_path / "opinions.tsv")

    for made in tmp_path.iterdir():
        assert made.read_bytes() == (FOLDER / made.name).read_bytes()
