"""Building an environment with uv: what the workload `build-engine` does."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ..compute.machine import gpu_count
from ..core.ids import now_ms
from .deriving import install, lay_on_top
from .environment import Environment, python_for
from .java import fit_java
from .own import KERNEL
from .packages import directory_size, installed, python_version
from .pip_settings import read_pip_settings, uv_environment, uv_options
from .resolving import resolve
from .schemas import EngineDescription, Receipt
from .uv_calls import Uv, say


def build(description: EngineDescription, environment: Environment) -> Receipt:
    """Make the environment, from nothing, and count it as finished. Raises BuildFailed."""
    fitting, recipe = fit_java(description), description
    description = fitting.description
    if fitting.note:
        say(fitting.note)
    environment.remove()
    if description.interpreter:
        _stand_on(description, environment)
    else:
        _make(description, environment)
    environment.offer_runtime()
    if description.hook:
        environment.add_hook(description.hook)
    receipt = Receipt(
        python_version=python_version(environment.python),
        size_bytes=directory_size(environment.directory),
        packages=installed(environment.python),
        built_at=now_ms(),
        note=fitting.note,
        requirements=description.requirements if description is not recipe else [],
    )
    environment.finish(receipt)
    say(f"Engine {description.id} is ready: {receipt.size_bytes // 2**20} MiB.")
    return receipt


def _make(description: EngineDescription, environment: Environment) -> None:
    settings = read_pip_settings(os.environ)
    uv = Uv(description, {**os.environ, **uv_environment(settings, os.environ)})
    say(f"Engine {description.id}: making an environment with Python {python_for(description)}")
    uv.run(["venv", *uv_options(settings), *_seed(description), *_python(description, environment)])
    at = ["--python", str(environment.python)]
    gpus = gpu_count()
    wanted = (gpus and description.gpu_requirements) or description.requirements
    wanted = [*wanted, *description.libraries]
    if wanted:
        say(f"Installing {', '.join(wanted)}")
        found = resolve(uv, wanted, [*uv_options(settings), *at], gpus)
        options = [*uv_options(settings), *at, *found.source.options]
        uv.run(["pip", "install", *options, "--", *found.source.requirements])


def _stand_on(description: EngineDescription, environment: Environment) -> None:
    """An environment on top of an interpreter that exists, which stays as it is."""
    base = Environment(Path(description.interpreter).parents[1], description.interpreter)
    say(f"Engine {description.id}: an environment on top of {description.interpreter}")
    lay_on_top(base, environment)
    wanted = [*description.requirements, *description.libraries]
    if not any(one.name.lower() == "ipykernel" for one in installed(environment.python)):
        say("It has no ipykernel, which a kernel needs: that is installed on top of it.")
        wanted.append(KERNEL)
    if wanted:
        install(description, environment, wanted)


def _seed(description: EngineDescription) -> list[str]:
    return ["--seed"] if description.seed else []


def _python(description: EngineDescription, environment: Environment) -> list[str]:
    wanted = python_for(description)
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    return ["--python", sys.executable if wanted == own else wanted, str(environment.directory)]
