"""Libraries put into an engine that is there, and what that would download."""

from __future__ import annotations

import os
import re
from contextlib import suppress

from ..compute.machine import gpu_count
from ..core.ids import now_ms
from .deriving import install as pip_install
from .environment import Environment, python_for
from .errors import BuildFailed
from .java import fit_java
from .packages import directory_size, installed
from .pip_settings import read_pip_settings, uv_environment, uv_options
from .resolving import Resolution, Source, resolve, sizes
from .schemas import Download, EngineDescription, Receipt
from .uv_calls import Uv, say

_PIN = re.compile(r"^ \+ (\S+==\S+)", re.M)
_SHOWN = 4


def install(
    description: EngineDescription, environment: Environment, requirements: list[str]
) -> Receipt:
    """Put them in, and count again what is there. Raises BuildFailed."""
    before = environment.receipt()
    if before is None:
        raise BuildFailed(f"The engine {description.id} is gone: build it, and install again.")
    _say_size(description, environment, requirements)
    if description.interpreter:
        pip_install(description, environment, requirements)
    else:
        uv, options = _uv(description)
        at = ["--python", str(environment.python)]
        uv.run(["pip", "install", *options, *at, "--", *requirements])
    receipt = before.model_copy(
        update={
            "packages": installed(environment.python),
            "size_bytes": directory_size(environment.directory),
        }
    )
    environment.finish(receipt)
    say(f"{', '.join(requirements)} is in the engine {description.id}.")
    return receipt


def measure_build(description: EngineDescription) -> Download:
    """What building it would fetch. Raises BuildFailed."""
    if description.interpreter and not description.requirements:
        return Download(requirements=[], measured_at=now_ms())
    description = fit_java(description).description
    uv, options = _uv(description)
    gpus = gpu_count()
    wanted = (gpus and description.gpu_requirements) or description.requirements
    python = description.interpreter or python_for(description)
    found = resolve(uv, [*wanted, *description.libraries], [*options, *_python(python)], gpus)
    return _download([], found)


def measure_libraries(
    description: EngineDescription, environment: Environment, requirements: list[str]
) -> Download:
    """What putting them in would fetch. Raises BuildFailed."""
    return _download(requirements, _plan(description, environment, requirements))


def _say_size(
    description: EngineDescription, environment: Environment, requirements: list[str]
) -> None:
    with suppress(BuildFailed):  # the installation itself says what is wrong
        found = _plan(description, environment, requirements)
        say(found.summary() if found.sizes else "Nothing has to be downloaded.")


def _plan(
    description: EngineDescription, environment: Environment, requirements: list[str]
) -> Resolution:
    uv, options = _uv(description)
    at = [*options, "--python", str(environment.python)]
    plan = uv.explain(["pip", "install", "--dry-run", *at, "--", *requirements])
    pins = _PIN.findall(plan)
    return sizes(uv, Source(pins), [*at, "--no-deps"]) if pins else Resolution(Source([]), {})


def _uv(description: EngineDescription) -> tuple[Uv, list[str]]:
    settings = read_pip_settings(os.environ)
    environ = {**os.environ, **uv_environment(settings, os.environ)}
    return Uv(description, environ), uv_options(settings)


def _python(wanted: str) -> list[str]:
    """Of a version that need not be there; a range is measured for its newest."""
    newest = wanted.rpartition("<")[2]
    if newest != wanted:
        major, minor = newest.split(".")
        return ["--python-version", f"{major}.{int(minor) - 1}"]
    return ["--python", wanted] if "/" in wanted else ["--python-version", wanted]


def _download(requirements: list[str], found: Resolution) -> Download:
    largest = sorted(found.sizes.items(), key=lambda item: -item[1])[:_SHOWN]
    return Download(
        requirements=requirements,
        packages=len(found.sizes),
        size_bytes=sum(found.sizes.values()),
        largest=dict(largest),
        measured_at=now_ms(),
    )
