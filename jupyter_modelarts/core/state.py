"""Where everything is kept. Light: Jupyter's start asks it."""

from __future__ import annotations

import os
from pathlib import Path

STATE_VARIABLE = "MODELARTS_STATE_DIR"
DATABASE = "modelarts.db"
SERVER_FILE = "server.json"
"""Says where the newest server on this state is."""
CONFIG_VARIABLE = "MODELARTS_CONFIG"
"""Names a file in which kernels and jobs find server and token."""
PROJECT = "default"


def default_state_dir() -> Path:
    """`MODELARTS_STATE_DIR`, else `modelarts` in Jupyter's data directory."""
    if named := os.environ.get(STATE_VARIABLE):
        return Path(named)
    from jupyter_core.paths import jupyter_data_dir

    return Path(jupyter_data_dir()) / "modelarts"
