"""Jupyter's start pays for one small file: what is heavy waits for the first request."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
import jupyter_server.serverapp
import jupyter_server.extension.application
before = set(sys.modules)
import jupyter_modelarts
(point,) = jupyter_modelarts._jupyter_server_extension_points()
point["app"]()._state_dir()
heavy = {"sqlalchemy", "pydantic", "alembic", "PIL", "orjson", "re2"}
print(sorted(heavy & {name.partition(".")[0] for name in set(sys.modules) - before}))
"""


def test_the_extension_loads_nothing_heavy_before_it_is_asked() -> None:
    shown = subprocess.run(
        [sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True
    )

    assert shown.stdout.strip() == "[]"
