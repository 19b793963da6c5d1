"""Fails where a lock names a registry's host, or lacks what pyproject.toml asks for."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("yarn.lock", "requirements/run.txt", "requirements/test.txt")
ADDRESS = re.compile(r"(?:https?|file|git\+\w+)://\S+|--(?:extra-)?index-url|--find-links")
DEPENDENCY = re.compile(r'^  "([A-Za-z0-9._-]+)(?:\[[^\]]*\])?[<>=~!]', re.M)


def problems() -> Iterator[str]:
    for name in LOCKS:
        text = (ROOT / name).read_text("utf-8")
        for found in ADDRESS.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            yield f"{name}:{line}: {found[0]} is an address; a lock must work with any registry."
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    yield from missing(section(project, "dependencies = ["), "requirements/run.txt")
    yield from missing(section(project, "test = ["), "requirements/test.txt")
    yield from missing(section(project, "requires = ["), "requirements/run.txt")


def section(project: str, start: str) -> str:
    begin = project.index(f"\n{start}\n")
    return project[begin : project.index("\n]", begin)]


def missing(dependencies: str, lock: str) -> Iterator[str]:
    text = (ROOT / lock).read_text("utf-8")
    locked = {normal(line.partition("==")[0]) for line in text.splitlines() if "==" in line}
    for name in DEPENDENCY.findall(dependencies):
        if normal(name) not in locked:
            yield f"{lock}: {name} of pyproject.toml is missing; run `make lock`."


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.strip()).lower()


if __name__ == "__main__":
    found = list(problems())
    if found:
        sys.exit("\n".join(found))
