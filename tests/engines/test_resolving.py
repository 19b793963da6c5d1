"""Where PyTorch comes from, on package indexes of empty wheels."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from jupyter_modelarts.engines.errors import BuildFailed
from jupyter_modelarts.engines.resolving import Resolution, resolve
from jupyter_modelarts.engines.uv_calls import Uv

from .conftest import TINY
from .wheels import wheel

pytestmark = pytest.mark.skipif(sys.platform == "darwin", reason="macOS has one build of PyTorch")
WANTED = ["torch>=2.6,<3", "numpy>=1"]


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """What the usual package index is like: its newest PyTorch brings much for GPUs along."""
    folder = tmp_path / "index"
    wheel(folder, "torch", "2.14.0", requires="nvidia_cublas", size=7 * 2**20)
    wheel(folder, "nvidia_cublas", "13.0", size=9 * 2**20)
    wheel(folder, "numpy", "2.0")
    return folder


def resolved(folders: list[Path], gpus: int = 0, **variables: str) -> Resolution:
    """With folders alone, so that nothing asks a network."""
    environ: Mapping[str, str] = {
        "UV_FIND_LINKS": ",".join(map(str, folders)),
        "UV_NO_CACHE": "1",
        **variables,
    }
    return resolve(Uv(TINY, environ), WANTED, ["--no-index", "--python", sys.executable], gpus)


def test_without_a_gpu_a_cpu_wheel_at_hand_is_taken(tmp_path: Path) -> None:
    wheel(tmp_path / "wheels", "torch", "2.13.0+cpu")
    wheel(tmp_path / "wheels", "numpy", "2.0")

    found = resolved([tmp_path / "wheels"])

    assert found.source.requirements == ["torch==2.13.0+cpu", "numpy>=1"]
    assert set(found.sizes) == {"torch", "numpy"}


def test_what_will_be_downloaded_is_said(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    resolved([index])

    said = capsys.readouterr().out
    assert "3 packages, 16 MiB to download (nvidia-cublas 9 MiB, torch 7 MiB, …)" in said


def test_the_large_build_where_no_gpu_is_comes_with_a_word(
    index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    resolved([index])
    without = capsys.readouterr().out
    resolved([index], gpus=1)
    with_gpu = capsys.readouterr().out

    assert "no GPU" in without
    assert "no GPU" not in with_gpu


def test_the_users_own_choice_of_a_build_holds(index: Path) -> None:
    found = resolved([index], UV_TORCH_BACKEND="cpu")
    assert found.source.requirements == WANTED
    assert found.source.options == []


def test_what_is_nowhere_fails_with_uvs_words_in_the_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wheel(tmp_path / "wheels", "numpy", "2.0")
    with pytest.raises(BuildFailed, match="packages that fit together"):
        resolved([tmp_path / "wheels"])
    assert "torch" in capsys.readouterr().out


@pytest.mark.parametrize(("gpus", "build"), [(0, "cpu"), (1, "auto")])
def test_pytorchs_own_index_is_asked_for_the_build_of_this_machine_before_the_usual_one(
    monkeypatch: pytest.MonkeyPatch, gpus: int, build: str
) -> None:
    asked: list[list[str]] = []

    def read(_uv: Uv, arguments: list[str], given: str = "") -> str:
        asked.append(arguments)
        raise BuildFailed("It is out of reach.")

    monkeypatch.setattr(Uv, "read", read)

    with pytest.raises(BuildFailed, match="out of reach"):
        resolve(Uv(TINY, {}), WANTED, [], gpus)

    first, last = asked
    assert first == [*last, "--torch-backend", build]
