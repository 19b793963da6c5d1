"""An engine with more packages on top: an environment of its own, the engine stays as it is.

It lies in the engine's environment, under the digest of what was asked for, and goes with it.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Sequence

from ..core.ids import now_ms
from .environment import RUNTIME, Environment
from .errors import BuildFailed
from .packages import directory_size, installed, python_version
from .schemas import EngineDescription, Receipt
from .uv_calls import failure_sentence, say, tell

_FOLDER = "derived"
_LAYER = RUNTIME / "job_environment.py"


def derived(engine: Environment, requirements: Sequence[str]) -> Environment:
    """Where it lies, made or not."""
    return Environment(engine.directory / _FOLDER / digest_of_lines(requirements))


def digest_of_lines(requirements: Sequence[str]) -> str:
    """The same for the same packages in any order."""
    text = json.dumps(sorted(requirements)).encode()
    return hashlib.sha256(text).hexdigest()[:16]


def derive(
    description: EngineDescription, engine: Environment, requirements: Sequence[str]
) -> Receipt:
    """Make it. Raises BuildFailed."""
    environment = derived(engine, requirements)
    environment.remove()
    say(f"An environment on top of {description.id} with {', '.join(requirements)}")
    lay_on_top(engine, environment)
    install(description, environment, requirements)
    receipt = Receipt(
        python_version=python_version(environment.python),
        size_bytes=directory_size(environment.directory),
        packages=installed(environment.python),
        built_at=now_ms(),
    )
    environment.finish(receipt)
    return receipt


def lay_on_top(engine: Environment, environment: Environment) -> None:
    """An empty one, in which all of the engine's packages are there. Raises BuildFailed."""
    argv = [str(engine.python), "-I", str(_LAYER), str(environment.directory)]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    if done.returncode != 0 or not environment.python.exists():
        raise BuildFailed(f"The environment could not be made: {done.stderr.strip()[-300:]}")


def install(
    description: EngineDescription, environment: Environment, requirements: Sequence[str]
) -> None:
    """By the engine's own pip, which leaves what is there and fits. Raises BuildFailed."""
    options = ["--no-input", "--disable-pip-version-check", "--no-warn-script-location"]
    argv = [str(environment.python), "-m", "pip", "install", *options, "--", *requirements]
    told = {"VIRTUAL_ENV": str(environment.directory), "PIP_PROGRESS_BAR": "off"}
    code, text = tell(argv, {**os.environ, **told})
    if code != 0:
        if "No module named pip" in text:
            raise BuildFailed(f"The engine {description.id} has no pip: install pip into it first.")
        raise BuildFailed(failure_sentence(text, description, "pip"))
