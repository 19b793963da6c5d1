"""The engine that users get, made from the package index (or uv's cache) once."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

from jupyter_modelarts.engines.catalog import SCIKIT_LEARN
from jupyter_modelarts.engines.environment import Environment
from jupyter_modelarts.engines.kernels import Kernels
from jupyter_modelarts.engines.pip_settings import read_pip_settings, uv_environment
from jupyter_modelarts.engines.schemas import EngineDescription, Receipt

pytestmark = pytest.mark.slow

FIT = """
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
pixels, digits = load_digits(return_X_y=True)
model = LogisticRegression(max_iter=300).fit(pixels[:500], digits[:500])
print(model.score(pixels[500:], digits[500:]))
"""


@pytest.fixture(scope="module")
def engine(made: Callable[[EngineDescription], Environment]) -> tuple[Environment, Receipt]:
    """The finished environment."""
    environment = made(SCIKIT_LEARN)
    receipt = environment.receipt()
    assert receipt is not None
    return environment, receipt


def run(environment: Environment, *words: str) -> str:
    """What the engine's interpreter prints."""
    argv = [str(environment.python), *words]
    return subprocess.run(argv, capture_output=True, text=True, check=True, timeout=300).stdout


def test_it_trains(engine: tuple[Environment, Receipt]) -> None:
    assert float(run(engine[0], "-c", FIT)) > 0.85


def test_its_packages_are_known_and_can_be_added_to(engine: tuple[Environment, Receipt]) -> None:
    environment, receipt = engine
    names = {package.name for package in receipt.packages}
    assert {"scikit-learn", "numpy", "pillow", "ipykernel", "pip"} <= names
    assert receipt.size_bytes > 100 * 2**20
    assert "pip" in run(environment, "-m", "pip", "--version")


def test_it_is_a_kernel(engine: tuple[Environment, Receipt], tmp_path: Path) -> None:
    Kernels(tmp_path).install(SCIKIT_LEARN, engine[0].python)
    specs = KernelSpecManager(kernel_dirs=[str(tmp_path / "kernels")])
    kernel = KernelManager(kernel_name="modelarts-scikit-learn", kernel_spec_manager=specs)
    kernel.start_kernel()
    client = kernel.blocking_client()
    client.start_channels()
    printed: list[str] = []
    try:
        client.wait_for_ready(timeout=300)
        reply = client.execute_interactive(
            "import sklearn, sys; print(sys.prefix)",
            timeout=300,
            output_hook=lambda message: printed.append(message["content"].get("text", "")),
        )
    finally:
        client.stop_channels()
        kernel.shutdown_kernel(now=True)
    assert reply["content"]["status"] == "ok"
    assert str(engine[0].directory) in "".join(printed)


KINDS = [("3.10", "linux"), ("3.11", "macos"), ("3.12", "linux"), ("3.13", "macos")]
"""Each Python and each system, though not each pair: every one asks the index."""


def fits_on(
    description: EngineDescription, folder: Path, python: str, platform: str = "linux"
) -> str:
    """What an engine's requirements resolve to, of wheels alone: no compiler is needed."""
    from uv import find_uv_bin

    requirements = folder / "requirements.in"
    requirements.write_text("\n".join(description.requirements))
    wanted = ["--python-version", python, "--python-platform", platform]
    environ = {**os.environ, **uv_environment(read_pip_settings(os.environ), os.environ)}
    argv = [find_uv_bin(), "pip", "compile", str(requirements), *wanted]
    argv += ["--only-binary", ":all:", "--quiet"]
    done = subprocess.run(argv, env=environ, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(("python", "platform"), KINDS)
def test_its_requirements_fit_together_on_every_python(
    python: str, platform: str, tmp_path: Path
) -> None:
    assert "scikit-learn==1." in fits_on(SCIKIT_LEARN, tmp_path, python, platform)
