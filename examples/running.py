"""Runs an example's notebook in the kernel of its engine, as JupyterLab would."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

CELL_S = 600


def execute(notebook: Path, work_dir: Path, environ: Mapping[str, str] | None = None) -> Any:
    """The notebook with its outputs, run in `work_dir` by the kernel that it names.

    Jupyter must know the kernel: JUPYTER_DATA_DIR says where. Raises nbclient's
    CellExecutionError where a cell fails.
    """
    import nbformat
    from nbclient import NotebookClient

    read: Any = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(
        read,
        kernel_name=read.metadata.kernelspec.name,
        resources={"metadata": {"path": str(work_dir)}},
        timeout=CELL_S,
        record_timing=False,
    )
    # What the kernel itself says goes nowhere; what cells print comes as outputs.
    client.execute(env={**os.environ, **(environ or {})}, stderr=subprocess.DEVNULL)
    return read


def printed(notebook: Any, tag: str) -> str:
    """What the cells with this tag have printed or shown, as text."""
    return "".join(
        output.get("text") or output.get("data", {}).get("text/plain", "")
        for cell in notebook.cells
        if tag in cell.metadata.get("tags", [])
        for output in cell.get("outputs", [])
    )
