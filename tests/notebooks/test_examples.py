"""The gallery's introduction, each notebook run for real in its engine's kernel."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from examples.running import execute, printed
from jupyter_modelarts.engines.build import build
from jupyter_modelarts.engines.catalog import CATALOG
from jupyter_modelarts.engines.environment import Environment
from jupyter_modelarts.engines.kernels import Kernels
from tests.engines.means import pytorch_is_too_large

pytestmark = pytest.mark.slow

FOLDER = Path(__file__).parent.parent.parent / "examples" / "introduction"
RESULTS = {
    "mxnet_mnist_digit_recognition_train": ("accuracy", 0.94),
    "sklearn_bank_loan_prediction_bayes_classification": ("auc", 0.7),
    "sklearn_diabetes_predicton_logistic_regression": ("auc", 0.8),
    "pytorch_text_sentiment_analysis_py36": ("accuracy", 0.95),
}

Provide = Callable[[str], Path]


@pytest.fixture(scope="module")
def provide(tmp_path_factory: pytest.TempPathFactory) -> Provide:
    """Makes the kernel of an engine, once; the folder that kernels are in."""
    folder = tmp_path_factory.mktemp("engines")

    def made(engine_id: str) -> Path:
        if engine_id == "pytorch" and pytorch_is_too_large():
            pytest.skip("only PyTorch's build for GPUs can be had here")
        environment = Environment(folder / engine_id)
        if environment.receipt() is None:
            build(CATALOG[engine_id], environment)
            Kernels(folder).install(CATALOG[engine_id], environment.python)
        return folder / "kernels"

    return made


@pytest.mark.parametrize("name", RESULTS)
def test_it_runs_to_its_end_and_finds_what_it_says(
    name: str, provide: Provide, tmp_path: Path
) -> None:
    measure, least = RESULTS[name]
    example = json.loads((FOLDER / f"{name}.ipynb").read_text())["metadata"]["modelarts_example"]
    for file in example.get("files", []):
        shutil.copy(FOLDER / file, tmp_path)
    kernels = provide(example["engine"])

    done = execute(
        FOLDER / f"{name}.ipynb", tmp_path, kernels, {"MPLCONFIGDIR": str(tmp_path / "mpl")}
    )

    found = re.search(rf"\b{measure}=([\d.]+)", printed(done, "result"))
    assert found
    assert float(found[1]) >= least


def test_the_data_are_what_the_documented_script_makes(tmp_path: Path) -> None:
    from examples.introduction import make_data

    make_data.write_loans(tmp_path / "bank_loans.csv")
    make_data.write_opinions(tmp_path / "opinions.tsv")

    for made in tmp_path.iterdir():
        assert made.read_bytes() == (FOLDER / made.name).read_bytes()
