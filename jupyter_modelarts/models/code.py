"""A look at customize_service.py without running any of it."""

from __future__ import annotations

import ast

from ..core.errors import InvalidInput
from .package import CODE

MAX_CODE_BYTES = 1024 * 1024
_LAST_LINE = 999_999


class InvalidCode(InvalidInput):
    """400: customize_service.py cannot be the code of a service; `line` is where, if known."""

    def __init__(self, sentence: str, line: int | None = None) -> None:
        self.line = line
        where = "" if line is None else f", line {line}"
        super().__init__(f"{CODE}{where}: {sentence}")


def check_code(text: bytes) -> None:
    """Raises InvalidCode for what is no Python, or defines no class that inherits from one.

    Which base it inherits from is not judged: it may come from another file of the package.
    """
    if len(text) > MAX_CODE_BYTES:
        raise InvalidCode(f"it has {len(text)} bytes: {MAX_CODE_BYTES} is the most.")
    if not any(_is_service(node) for node in ast.walk(_parsed(text))):
        raise InvalidCode(
            "no class inherits from a service base, such as "
            "model_service.python_model_service.XgSklServingBaseService: write one."
        )


def _parsed(text: bytes) -> ast.Module:
    try:
        return ast.parse(text)
    except SyntaxError as error:
        line = error.lineno if error.lineno and error.lineno < _LAST_LINE else None
        raise InvalidCode(f"{error.msg}: correct it.", line) from None
    except (ValueError, RecursionError, MemoryError):
        raise InvalidCode("it is no Python text that can be read: correct it.") from None


def _is_service(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef) and bool(node.bases)
