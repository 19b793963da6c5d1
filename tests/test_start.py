"""Jupyter's start pays for one small file: what is heavy waits for the first request."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import Any

import pytest

from jupyter_modelarts.extension import LazyRouter, ModelArtsApp

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


def test_the_users_programs_find_the_server_in_the_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MODELARTS_KERNEL_CONFIG")

    assert ModelArtsApp().kernel_config == "~/.modelarts/config.json"


class Slow:
    """A server whose platform takes as long to build as the test wants."""

    def __init__(self) -> None:
        self.is_building, self.may_go_on = threading.Event(), threading.Event()
        self.is_closed = False

    def running(self) -> Any:
        """Itself stands for the platform."""
        self.is_building.set()
        self.may_go_on.wait(60)
        return self

    def close(self) -> None:
        """As the platform's."""
        self.is_closed = True


def test_a_platform_that_is_being_built_when_the_server_stops_is_closed() -> None:
    server: Any = Slow()
    router = LazyRouter(server)
    build, close = threading.Thread(target=router.build), threading.Thread(target=router.close)
    build.start()
    server.is_building.wait(60)
    close.start()
    server.may_go_on.set()
    build.join(60)
    close.join(60)

    assert server.is_closed


def test_the_command_line_and_reconciling_load_no_client_of_s3() -> None:
    program = (
        "import sys, jupyter_modelarts.compose, jupyter_modelarts.obs.commands\n"
        "print(sorted({'boto3', 'botocore', 'obstore'} & set(sys.modules)))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )

    assert shown.stdout.strip() == "[]"
