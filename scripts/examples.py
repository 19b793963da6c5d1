"""Runs the gallery's notebooks and keeps what they show, for their previews.

    .venv/bin/python -m scripts.examples [NAME ...]

Only those whose outputs are the same on every machine: the folder `introduction`.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from examples.running import execute
from jupyter_modelarts.engines.build import build
from jupyter_modelarts.engines.catalog import CATALOG
from jupyter_modelarts.engines.environment import Environment
from jupyter_modelarts.engines.kernels import Kernels

FOLDER = Path(__file__).parent.parent / "examples" / "introduction"


def main(names: list[str]) -> None:
    """Run those whose file names contain one of the words; all where there are none."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["JUPYTER_DATA_DIR"] = folder
        for notebook in sorted(FOLDER.glob("*.ipynb")):
            if not names or any(name in notebook.name for name in names):
                fill(notebook, Path(folder))


def fill(notebook: Path, folder: Path) -> None:
    """Run one in a copy of its folder."""
    kept = json.loads(notebook.read_text("utf-8"))
    description = CATALOG[kept["metadata"]["modelarts_example"]["engine"]]
    environment = Environment(folder / "engines" / description.id)
    if not environment.directory.exists():
        build(description, environment)
        Kernels(folder).install(description, environment.python)
    work = Path(shutil.copytree(FOLDER, folder / notebook.stem))
    done = execute(notebook, work, {"MPLCONFIGDIR": str(folder / "mpl")})
    for cell, ran in zip(kept["cells"], done.cells, strict=True):
        if cell["cell_type"] == "code":
            cell["outputs"] = [_plain(output) for output in ran.outputs if _is_shown(output)]
            cell["execution_count"] = ran.execution_count
    notebook.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(f"{notebook.name} is filled")


def _is_shown(output: Any) -> bool:
    """What goes to stderr is about this machine."""
    return bool(output.get("name") != "stderr")


def _plain(output: Any) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(output))
    if "text" in plain:
        plain["text"] = plain["text"].splitlines(keepends=True)
    return plain


if __name__ == "__main__":
    main(sys.argv[1:])
