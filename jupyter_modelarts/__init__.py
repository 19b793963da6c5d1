"""The ModelArts workshop inside JupyterLab.

Importing this package costs nothing: Jupyter asks it only where its two halves are, and a notebook
for its magics.
"""

from __future__ import annotations

from typing import Any


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "jupyter_modelarts"}]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    from .extension import ModelArtsApp

    return [{"module": "jupyter_modelarts.extension", "app": ModelArtsApp}]


def load_ipython_extension(shell: Any) -> None:
    """`%load_ext jupyter_modelarts` in the platform's own kernel: the magics, and the SDK."""
    _magics().load_ipython_extension(shell)


def unload_ipython_extension(shell: Any) -> None:
    """Remove the magics."""
    _magics().unload_ipython_extension(shell)


def _magics() -> Any:
    """The runtime's package, which engines find by themselves; here it comes after all else."""
    import importlib
    import sys
    from pathlib import Path

    folder = str(Path(__file__).parent / "runtime")
    if folder not in sys.path:
        sys.path.append(folder)
    return importlib.import_module("modelarts.magics")
