"""The ModelArts workshop inside JupyterLab.

Importing this package costs nothing: Jupyter asks it only where its two halves are.
"""

from __future__ import annotations


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "jupyter_modelarts"}]


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "jupyter_modelarts.extension"}]
