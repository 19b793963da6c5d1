"""Calls of uv, whose lines go to the build's log and whose failure becomes a sentence."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping, Sequence

from .errors import BuildFailed
from .schemas import EngineDescription

_UNREACHABLE = re.compile(
    r"error sending request|dns error|failed to lookup address|could not connect|timed out"
    r"|connection (refused|reset)|network is unreachable",
    re.IGNORECASE,
)
_REASONS = (
    (
        re.compile(r"no space left on device|disk quota exceeded", re.IGNORECASE),
        "The disk is full: free some space and try again.",
    ),
    (
        re.compile(r"python-build-standalone|no interpreter found", re.IGNORECASE),
        "No Python was found that this engine works with, and none could be fetched: install one "
        "of {pythons}, so that it is on the server's PATH, and build the engine again.",
    ),
    (
        _UNREACHABLE,
        "The package index could not be reached: check the network, or pip's configuration where "
        "this machine has an index of its own, and try again. Packages that were "
        "fetched already are kept.",
    ),
    (
        re.compile(
            r"no solution found|not found in the package registry|no matching distribution"
            r"|resolutionimpossible|conflicting dependencies",
            re.IGNORECASE,
        ),
        "The package index does not have packages that fit together: the log names them. Check "
        "which index pip is configured to use, and try again.",
    ),
)


def say(line: str) -> None:
    """A line of the build's log."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def tell(argv: Sequence[str], environ: Mapping[str, str]) -> tuple[int, str]:
    """Run a program and pass its lines on as they come; its exit code, and all that it said."""
    lines: list[str] = []
    with subprocess.Popen(
        argv,
        env=environ,
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
    return process.returncode, "".join(lines)


class Uv:
    """uv, for one engine, in an environment of variables."""

    def __init__(self, description: EngineDescription, environ: Mapping[str, str]) -> None:
        from uv import find_uv_bin

        self._description = description
        self._binary = find_uv_bin()
        self.environ = {**environ, "UV_NO_PROGRESS": "1", "NO_COLOR": "1"}
        self.environ.pop("VIRTUAL_ENV", None)

    def run(self, arguments: list[str]) -> None:
        """Run uv and pass its lines on as they come. Raises BuildFailed."""
        code, text = tell([self._binary, *arguments], self.environ)
        if code != 0:
            raise BuildFailed(failure_sentence(text, self._description))

    def explain(self, arguments: list[str]) -> str:
        """What uv says that it would do. Raises BuildFailed."""
        argv = [self._binary, *arguments]
        done = subprocess.run(
            argv, env=self.environ, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        if done.returncode != 0:
            raise BuildFailed(failure_sentence(done.stderr, self._description))
        return done.stderr + done.stdout

    def read(self, arguments: list[str], given: str = "", quiet: bool = False) -> str:
        """Run uv on a text for its answer. Raises BuildFailed; unless quiet, the log says more."""
        argv = [self._binary, *arguments]
        done = subprocess.run(argv, env=self.environ, input=given, capture_output=True, text=True)
        if done.returncode != 0:
            if not quiet:
                say(done.stderr.rstrip("\n"))
            raise BuildFailed(failure_sentence(done.stderr, self._description))
        return done.stdout


def failure_sentence(output: str, description: EngineDescription, program: str = "uv") -> str:
    """What a failed call of uv or pip means, and what to do."""
    for pattern, sentence in _REASONS:
        if pattern.search(output):
            return sentence.format(pythons=", ".join(description.pythons))
    last = next((line for line in reversed(output.splitlines()) if line.strip()), "no message")
    return f"{program} could not make the environment: {last.strip()[:300]}"
