"""Runs an example's notebook in the kernel of its engine, as JupyterLab would."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

CELL_S = 600


def execute(
    notebook: Path, work_dir: Path, kernels: Path, environ: Mapping[str, str] | None = None
) -> Any:
    """The notebook with its outputs, run in `work_dir`.

    Its kernel is looked for in `kernels`, a folder with one folder for each kernel. Raises
    nbclient's CellExecutionError where a cell fails.
    """
    import nbformat
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient

    read: Any = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(
        read,
        km=AsyncKernelManager(
            kernel_name=read.metadata.kernelspec.name,
            kernel_spec_manager=KernelSpecManager(kernel_dirs=[str(kernels)]),
        ),
        resources={"metadata": {"path": str(work_dir)}},
        timeout=CELL_S,
        record_timing=False,
    )
    client.execute(env={**os.environ, **(environ or {})})
    return read


def printed(notebook: Any, tag: str) -> str:
    """What the cells with this tag have printed or shown, as text."""
    return "".join(
        output.get("text") or output.get("data", {}).get("text/plain", "")
        for cell in notebook.cells
        if tag in cell.metadata.get("tags", [])
        for output in cell.get("outputs", [])
    )
