from __future__ import annotations

import re
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpecManager

from jupyter_modelarts.engines.catalog import CATALOG
from jupyter_modelarts.engines.kernels import Kernels, logo

from .conftest import TINY


def test_jupyter_finds_the_kernel(data_dir: Path, tmp_path: Path) -> None:
    Kernels().install(TINY, tmp_path / "engine/bin/python")

    spec = KernelSpecManager(data_dir=str(data_dir)).get_kernel_spec("modelarts-tiny")

    assert spec.display_name == "ModelArts: tiny"
    assert spec.argv[0] == str(tmp_path / "engine/bin/python")
    assert ">TI</text>" in (Path(spec.resource_dir) / "logo-svg.svg").read_text()


def test_each_engine_of_ours_has_letters_and_a_colour_of_its_own() -> None:
    looks = [logo(one) for one in CATALOG]
    letters = {text for look in looks for text in re.findall(r">(\w+)</text>", look)}
    colours = {hue for look in looks for hue in re.findall(r"hsl\((\d+)", look)}
    assert len(letters) == len(colours) == len(CATALOG)


@pytest.mark.parametrize(
    ("name", "letters"), [("geo", "GE"), ("my-torch", "MT"), ("a--b", "AB"), ("x", "X")]
)
def test_an_engine_of_ones_own_has_its_initials(name: str, letters: str) -> None:
    assert f">{letters}</text>" in logo(name)


def test_a_kernel_of_another_installation_stays(tmp_path: Path) -> None:
    kernels = Kernels(tmp_path)
    kernels.install(TINY, Path("/elsewhere/bin/python"))
    kernels.remove("tiny", below=tmp_path)
    assert kernels.python("tiny") == Path("/elsewhere/bin/python")


def test_removing_what_is_not_there_is_no_error(tmp_path: Path) -> None:
    Kernels(tmp_path).remove("tiny", below=tmp_path)
    assert Kernels(tmp_path).python("tiny") is None
