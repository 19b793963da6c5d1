"""A notebook kernel for each engine, kept in step with it."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

from ..core.safe.paths import atomic_write
from .schemas import EngineDescription

PREFIX = "modelarts-"
_LOOKS = {
    "scikit-learn": ("SK", 210),
    "pytorch": ("PT", 10),
    "tensorflow": ("TF", 30),
    "tensorflow-1": ("TF1", 45),
    "mxnet": ("MX", 285),
    "xgboost": ("XG", 150),
    "spark": ("SP", 180),
    "caffe": ("CF", 330),
}
"""The letters and the hue of our own, each apart from the others."""


def kernel_name(engine_id: str) -> str:
    """The kernel's name, as notebooks keep it in their metadata."""
    return PREFIX + engine_id


def logo(engine_id: str) -> str:
    """A picture for the launcher: the engine's initials on a colour of its own."""
    letters, hue = _LOOKS.get(engine_id) or (_initials(engine_id), _hue(engine_id))
    size = 26 if len(letters) < 3 else 20
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" rx="12" fill="hsl({hue} 55% 38%)"/>'
        f'<text x="32" y="{32 + size * 0.36:g}" text-anchor="middle" fill="#fff" '
        f'font-family="sans-serif" font-weight="700" font-size="{size}">{letters}</text></svg>'
    )


def _initials(engine_id: str) -> str:
    """Of its first two words; the first two letters of one."""
    words = [word for word in engine_id.split("-") if word]
    letters = words[0][0] + words[1][0] if words[1:] else words[0][:2]
    return letters.upper()


def _hue(engine_id: str) -> int:
    return int(hashlib.sha256(engine_id.encode()).hexdigest()[:4], 16) % 360


class Kernels:
    """The kernels in one of Jupyter's data directories."""

    def __init__(self, data_dir: Path | None = None) -> None:
        self._data_dir = data_dir

    def install(self, description: EngineDescription, python: Path) -> None:
        """Add the kernel, or point it at `python`."""
        directory = self._directory(description.id)
        directory.mkdir(parents=True, exist_ok=True)
        spec = {
            "argv": [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            "display_name": f"ModelArts: {description.id}",
            "language": "python",
            "interrupt_mode": "signal",
            "metadata": {"debugger": True, "modelarts": {"engine_id": description.id}},
        }
        atomic_write(directory / "logo-svg.svg", logo(description.id).encode())
        atomic_write(directory / "kernel.json", json.dumps(spec, indent=1).encode())

    def remove(self, engine_id: str, below: Path) -> None:
        """Remove the kernel where its interpreter lies below `below`: another installation's, that
        shares Jupyter's data directory, stays."""
        python = self.python(engine_id)
        if python is not None and python.is_relative_to(below):
            shutil.rmtree(self._directory(engine_id))

    def python(self, engine_id: str) -> Path | None:
        """The interpreter that the kernel starts; None where there is no kernel."""
        try:
            spec = json.loads((self._directory(engine_id) / "kernel.json").read_bytes())
            return Path(spec["argv"][0])
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def _directory(self, engine_id: str) -> Path:
        return self._root() / "kernels" / kernel_name(engine_id)

    def _root(self) -> Path:
        if self._data_dir is None:
            from jupyter_core.paths import jupyter_data_dir

            return Path(jupyter_data_dir())
        return self._data_dir
