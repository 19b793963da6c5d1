"""One isolated environment on disk: where it is, and whether it is finished.

Environments cannot be moved, so each is built where it will stay, in a directory of its own that
no other build uses; the receipt, written last, makes it count.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from ..core.errors import DomainError, Unavailable
from ..core.safe.paths import atomic_write
from .schemas import EngineDescription, Receipt

RECIPE = 1
"""Raised when the way of building changes, so that environments are made anew."""
RUNTIME = Path(__file__).resolve().parents[1] / "runtime"
_POINTER = "modelarts-runtime.pth"
_HOOK = "modelarts-start.pth"  # read after the pointer: their names are in this order


@dataclass(frozen=True)
class Environment:
    """The directory of one build of one engine."""

    directory: Path
    interpreter: str = ""

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return Path(self.interpreter) if self.interpreter else self.directory / "bin" / "python"

    def receipt(self) -> Receipt | None:
        """What was installed; None where the environment is not finished or no longer works."""
        try:
            receipt = Receipt.model_validate_json((self.directory / "receipt.json").read_bytes())
        except (OSError, ValidationError):
            return None
        return receipt if self.python.exists() else None  # its base Python may have been removed

    def finish(self, receipt: Receipt) -> None:
        """Make it count."""
        atomic_write(self.directory / "receipt.json", receipt.model_dump_json().encode())

    def offer_runtime(self, runtime: Path = RUNTIME) -> None:
        """Let its Python import what lies in the platform's folder `runtime`.

        The folder moves with the installation; an environment that names the right one is left
        alone.
        """
        line = f"{runtime}\n".encode()
        for packages in self.directory.glob("lib/python*/site-packages"):
            pointer = packages / _POINTER
            if not pointer.is_file() or pointer.read_bytes() != line:
                atomic_write(pointer, line)

    def add_hook(self, module: str) -> None:
        """Let its Python import a module of the runtime at each start."""
        for packages in self.directory.glob("lib/python*/site-packages"):
            atomic_write(packages / _HOOK, f"import {module}\n".encode())

    def failure(self) -> str:
        """The sentence that a failed build left."""
        try:
            return (self.directory / "failure.txt").read_text(encoding="utf-8").strip()
        except OSError:
            return ""

    def fail(self, sentence: str) -> None:
        """Leave a sentence for whoever looks."""
        self.directory.mkdir(parents=True, exist_ok=True)
        atomic_write(self.directory / "failure.txt", sentence.encode())

    def remove(self) -> None:
        """Remove it; half removed it does not count."""
        (self.directory / "receipt.json").unlink(missing_ok=True)
        if self.directory.exists():
            shutil.rmtree(self.directory)


def python_for(description: EngineDescription) -> str:
    """The Python to build with, as uv takes it: this one where the engine works with it, else
    any that it works with."""
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    if own in description.pythons:
        return own
    major, minor = description.pythons[-1].split(".")
    return f">={description.pythons[0]},<{major}.{int(minor) + 1}"


def digest_of(description: EngineDescription) -> str:
    """Changes whenever an environment has to be made anew."""
    parts: list[object] = [
        RECIPE,
        python_for(description),
        description.requirements,
        description.seed,
        description.kernel,
    ]
    further = (description.gpu_requirements, description.hook, description.interpreter)
    parts += [part for part in further if part]
    if description.older_java:
        parts.append(description.older_java.model_dump())
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


@contextmanager
def leaving_a_sentence(environment: Environment) -> Iterator[None]:
    """Whatever goes wrong is left for whoever looks at the environment, and raised."""
    try:
        yield
    except DomainError as error:
        environment.fail(str(error))
        raise
    except OSError as error:
        sentence = f"The environment could not be written: {error.strerror}."
        with suppress(OSError, DomainError):  # a full disk may not even hold the sentence
            environment.fail(sentence)
        raise Unavailable(sentence) from error
