"""The ModelArts workshop inside JupyterLab.

Importing this package costs nothing: Jupyter asks it only where its two halves are.
"""

from __future__ import annotations

from typing import Any


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "jupyter_modelarts"}]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    from .extension import ModelArtsApp

    return [{"module": "jupyter_modelarts.extension", "app": ModelArtsApp}]
