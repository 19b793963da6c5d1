"""Building an environment with uv: what the workload `build-engine` does."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from ..core.errors import DomainError
from ..core.ids import now_ms
from .environment import Environment, python_for
from .pip_settings import read_pip_settings, uv_environment, uv_options
from .schemas import EngineDescription, Package, Receipt

_UNREACHABLE = re.compile(
    r"error sending request|dns error|failed to lookup address|could not connect|timed out"
    r"|connection (refused|reset)|network is unreachable",
    re.IGNORECASE,
)
_REASONS = (
    (
        re.compile(r"no space left on device|disk quota exceeded", re.IGNORECASE),
        "The disk is full: free some space and build the engine again.",
    ),
    (
        _UNREACHABLE,
        "The package index could not be reached: check the network, or pip's configuration where "
        "this machine has an index of its own, and build the engine again. Packages that were "
        "fetched already are kept.",
    ),
    (
        re.compile(r"no solution found|not found in the package registry", re.IGNORECASE),
        "The package index does not have packages that fit together: the log names them. Check "
        "which index pip is configured to use, and build the engine again.",
    ),
    (
        re.compile(r"no interpreter found", re.IGNORECASE),
        "No Python was found that this engine works with: install one of {pythons}, and build the "
        "engine again.",
    ),
)


class BuildFailed(DomainError):
    """The environment could not be made; the sentence is what the engine's page shows."""


def build(description: EngineDescription, environment: Environment) -> Receipt:
    """Make the environment, from nothing, and count it as finished. Raises BuildFailed."""
    environment.remove()
    settings = read_pip_settings(os.environ)
    uv = _Uv(description, {**os.environ, **uv_environment(settings, os.environ)})
    say(f"Engine {description.id}: making an environment with Python {python_for(description)}")
    uv.run(["venv", *uv_options(settings), *_seed(description), *_python(description, environment)])
    at = ["--python", str(environment.python)]
    if description.requirements:
        say(f"Installing {', '.join(description.requirements)}")
        uv.run(["pip", "install", *uv_options(settings), *at, "--", *description.requirements])
    environment.offer_runtime()
    receipt = Receipt(
        python_version=_version(environment.python),
        size_bytes=_size(environment.directory),
        packages=_packages(uv.read(["pip", "list", "--format", "json", *at])),
        built_at=now_ms(),
    )
    environment.finish(receipt)
    say(f"Engine {description.id} is ready: {receipt.size_bytes // 2**20} MiB.")
    return receipt


def say(line: str) -> None:
    """A line of the build's log."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class _Uv:
    """Calls of uv whose output goes to the log, and whose failure becomes a sentence."""

    def __init__(self, description: EngineDescription, environ: Mapping[str, str]) -> None:
        from uv import find_uv_bin

        self._description = description
        self._binary = find_uv_bin()
        self._environ = {**environ, "UV_NO_PROGRESS": "1", "NO_COLOR": "1"}
        self._environ.pop("VIRTUAL_ENV", None)

    def run(self, arguments: list[str]) -> None:
        """Run uv and pass its lines on as they come."""
        argv = [self._binary, *arguments]
        lines: list[str] = []
        with subprocess.Popen(
            argv,
            env=self._environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                lines.append(line)
                say(line.rstrip("\n"))
        if process.returncode != 0:
            raise BuildFailed(failure_sentence("".join(lines), self._description))

    def read(self, arguments: list[str]) -> str:
        """Run uv for its answer."""
        argv = [self._binary, *arguments]
        done = subprocess.run(argv, env=self._environ, capture_output=True, text=True)
        if done.returncode != 0:
            raise BuildFailed(failure_sentence(done.stderr, self._description))
        return done.stdout


def failure_sentence(output: str, description: EngineDescription) -> str:
    """What a failed call of uv means, and what to do."""
    for pattern, sentence in _REASONS:
        if pattern.search(output):
            return sentence.format(pythons=", ".join(description.pythons))
    last = next((line for line in reversed(output.splitlines()) if line.strip()), "no message")
    return f"uv could not make the environment: {last.strip()[:300]}"


def _seed(description: EngineDescription) -> list[str]:
    return ["--seed"] if description.seed else []


def _python(description: EngineDescription, environment: Environment) -> list[str]:
    wanted = python_for(description)
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    return ["--python", sys.executable if wanted == own else wanted, str(environment.directory)]


def _version(python: Path) -> str:
    argv = [str(python), "-I", "-c", "import platform; print(platform.python_version())"]
    return subprocess.run(argv, capture_output=True, text=True, check=True).stdout.strip()


def _packages(text: str) -> list[Package]:
    return [Package.model_validate(item) for item in json.loads(text)]


def _size(directory: Path) -> int:
    """Bytes of the files; those that are hard links into uv's cache cost the disk nothing more."""
    return sum(path.lstat().st_size for path in directory.rglob("*") if not path.is_symlink())
