"""`make check`: every linter and every check, two at a time. Names on the command line choose."""

from __future__ import annotations

import shlex
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from scripts.setup import BIN, PYTHON, ROOT, say, setup

PYTHON_TREES = ("jupyter_modelarts", "tests", "scripts", "benchmarks", "examples")
PARALLEL = 2


@dataclass(frozen=True)
class Check:
    name: str
    command: list[str]


@dataclass(frozen=True)
class Result:
    check: Check
    seconds: float
    code: int
    output: str


def checks() -> list[Check]:
    """The longest first, so that the last to end are short."""
    trees = [tree for tree in PYTHON_TREES if (ROOT / tree).is_dir()]
    typed = [tree for tree in trees if tree != "examples"]
    return [
        tool("mypy", *typed),
        node("eslint"),
        node("types"),
        node("prettier"),
        *generated(),
        tool("lint-imports"),
        *own_checks(),
        tool("ruff", "check", *trees),
        Check("ruff format", [str(BIN / "ruff"), "format", "--check", *trees]),
    ]


def tool(name: str, *arguments: str) -> Check:
    return Check(name, [str(BIN / name), *arguments])


def node(script: str) -> Check:
    return Check(script, [str(PYTHON), "-m", "scripts.frontend", "run", script])


def module(name: str, *arguments: str) -> Check:
    return Check(name, [str(PYTHON), "-m", f"scripts.{name}", *arguments])


def generated() -> list[Check]:
    return [
        module(name, "--check")
        for name in ("generate_types",)
        if (ROOT / "scripts" / f"{name}.py").is_file()
    ]


def own_checks() -> list[Check]:
    return [module(file.stem) for file in sorted(Path(ROOT, "scripts").glob("check_*.py"))]


def run(check: Check) -> Result:
    start = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        check=False,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return Result(check, time.monotonic() - start, done.returncode, done.stdout)


def tell(result: Result) -> None:
    word = "failed" if result.code else "ok"
    say(f"{result.check.name:24} {word:8} {result.seconds:5.1f} s")
    if result.code:
        say(f"$ {shlex.join(result.check.command)}\n{result.output}")


def main(names: list[str]) -> int:
    setup("test")
    chosen = [check for check in checks() if not names or check.name in names]
    failed: list[str] = []
    with ThreadPoolExecutor(PARALLEL) as pool:
        for result in pool.map(run, chosen):
            tell(result)
            failed += [result.check.name] if result.code else []
    say(f"failed: {', '.join(failed)}" if failed else f"{len(chosen)} checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
