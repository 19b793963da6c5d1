"""What this machine can be asked to download."""

from __future__ import annotations

import os
import sys

from jupyter_modelarts.compute.machine import gpu_count
from jupyter_modelarts.engines.catalog import PYTORCH
from jupyter_modelarts.engines.pip_settings import read_pip_settings, uv_environment
from jupyter_modelarts.engines.resolving import resolve
from jupyter_modelarts.engines.uv_calls import Uv

LARGE = 1 << 30


def pytorch_is_too_large() -> bool:
    """No GPU is here, and yet only the build for GPUs can be had: it is gigabytes."""
    if gpu_count():
        return False
    uv = Uv(PYTORCH, {**os.environ, **uv_environment(read_pip_settings(os.environ), os.environ)})
    found = resolve(uv, PYTORCH.requirements, ["--python", sys.executable], 0)
    return sum(found.sizes.values()) > LARGE
