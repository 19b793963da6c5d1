"""The words of a magic's line."""

from __future__ import annotations

import argparse
import re
import shlex
from typing import Any, Mapping, NoReturn

from ..errors import ModelArtsError

_VARIABLE = re.compile(r"\{([A-Za-z_]\w*)\}")
_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_END = "--"


class Parser(argparse.ArgumentParser):
    """Says what is wrong in a sentence, where argparse would end the kernel."""

    def __init__(self, verb: str) -> None:
        super().__init__(prog=verb, add_help=False, allow_abbrev=False, usage=argparse.SUPPRESS)

    def error(self, message: str) -> NoReturn:
        raise ModelArtsError(f"{self.prog}: {message}. %modelarts alone shows how it is used.")


def expanded(text: str, variables: Mapping[str, Any]) -> str:
    """`{name}` replaced by the notebook's variable; other braces, as of JSON, stay."""

    def value(found: re.Match[str]) -> str:
        name = found[1]
        return str(variables[name]) if name in variables else found[0]

    return _VARIABLE.sub(value, text)


def split(text: str) -> list[str]:
    """The words of a line, quoted as in a shell."""
    try:
        return shlex.split(text)
    except ValueError as error:
        raise ModelArtsError(f"The line cannot be read: {error}.") from None


def before_and_after(words: list[str]) -> tuple[list[str], list[str]]:
    """What stands before a lone `--`, and what after it."""
    if _END not in words:
        return words, []
    at = words.index(_END)
    return words[:at], words[at + 1 :]


def parameters(words: list[str]) -> list[dict[str, str]]:
    """`--epochs 30`, `--epochs=30` and `epochs=30` as a job's run arguments."""
    found: list[dict[str, str]] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name, equals, value = word.lstrip("-").partition("=")
        if not equals:
            if not word.startswith("--") or not rest or rest[0].startswith("--"):
                raise ModelArtsError(
                    f"{word} has no value: arguments of the script are --name value or name=value."
                )
            value = rest.pop(0)
        if not _NAME.fullmatch(name):
            raise ModelArtsError(f"{word} is no argument: write --name value or name=value.")
        found.append({"name": name, "value": value})
    return found


def named_version(text: str) -> tuple[str, str | None]:
    """`NAME:VERSION`, or a name alone."""
    name, colon, version = text.partition(":")
    if not name or (colon and not version):
        raise ModelArtsError(f"{text} is not NAME or NAME:VERSION.")
    return name, version or None
