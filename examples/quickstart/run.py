"""Run the notebook cell by cell, against a Jupyter server of its own that ends with it."""

from __future__ import annotations

import json
import os
import re
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NOTEBOOK = Path(__file__).with_name("quickstart.ipynb")
START_S = 90.0
OTHERS = ("jupyterlab", "jupyter_lsp", "jupyter_server_terminals", "notebook_shim")
_HEADING = re.compile(r"^## (.*)$", re.MULTILINE)

Tell = Callable[[str], None]


class NotRun(Exception):
    """The notebook could not be run to its end."""


@contextmanager
def serving(state_dir: Path, work_dir: Path, own_dir: Path) -> Iterator[Path]:
    """A Jupyter server on this state; yields the file in which kernels find it.

    What it writes of its own goes to `own_dir`. Raises NotRun where it does not start.
    """
    token, port = secrets.token_hex(16), _free_port()
    config = own_dir / "config.json"
    enabled = {"jupyter_modelarts": True, **dict.fromkeys(OTHERS, False)}
    command = [
        *(sys.executable, "-m", "jupyter_server", "--no-browser"),
        *(["--allow-root"] if os.geteuid() == 0 else []),
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={work_dir}",
        f"--ServerApp.jpserver_extensions={enabled}",
        f"--ModelArtsApp.state_dir={state_dir}",
        f"--ModelArtsApp.kernel_config={config}",
    ]
    environment = {
        **os.environ,
        "JUPYTER_TOKEN": token,
        "JUPYTER_CONFIG_DIR": str(own_dir / "config"),
        "JUPYTER_RUNTIME_DIR": str(own_dir / "runtime"),
    }
    with (own_dir / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        _wait_for(f"http://127.0.0.1:{port}/modelarts/v1/default/home", token, server)
        yield config
    except _NotStarted:
        raise NotRun((own_dir / "server.log").read_text()[-2000:]) from None
    finally:
        server.terminate()
        server.wait()


def run(work_dir: Path, config: Path, tell: Tell) -> dict[str, str]:
    """Execute the notebook in `work_dir`; what each cell that has a tag is worth, as text.

    Raises NotRun with the sentence of the cell that failed.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    notebook: Any = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(
        notebook,
        kernel_name=_kernel(notebook),
        resources={"metadata": {"path": str(work_dir)}},
        on_cell_start=lambda cell, cell_index: _tell_heading(notebook, cell_index, tell),
    )
    try:
        client.execute(
            env={**os.environ, "MODELARTS_CONFIG": str(config)},
            stderr=subprocess.DEVNULL,  # the kernel's own; what cells print comes as outputs
        )
    except CellExecutionError as error:
        raise NotRun(f"{error.ename}: {error.evalue}") from None
    return {
        cell.metadata.tags[0]: _text(cell) for cell in notebook.cells if cell.metadata.get("tags")
    }


def _kernel(notebook: Any) -> str:
    """The engine's, where Jupyter knows it; the SDK works in any Python."""
    from jupyter_client.kernelspec import KernelSpecManager

    named = str(notebook.metadata.kernelspec.name)
    return named if named in KernelSpecManager().find_kernel_specs() else "python3"


def _tell_heading(notebook: Any, index: int, tell: Tell) -> None:
    above = notebook.cells[index - 1] if index else None
    heading = _HEADING.search(above.source) if above else None
    if heading and above and above.cell_type == "markdown":
        tell(heading[1])


def _text(cell: Any) -> str:
    """A result object's text without its brackets."""
    shown = [output.data.get("text/plain", "") for output in cell.outputs if "data" in output]
    return "\n".join(text[1:-1] if text.startswith("<") else text for text in shown)


class _NotStarted(Exception):
    pass


def _wait_for(url: str, token: str, server: subprocess.Popen[bytes]) -> None:
    """Until the platform answers, which is when it has told kernels where it is."""
    request = urllib.request.Request(url, headers={"Authorization": f"token {token}"})
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                json.loads(answer.read())
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise _NotStarted


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
