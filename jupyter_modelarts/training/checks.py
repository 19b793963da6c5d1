"""Rules of a request that need nothing but the request."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..core.errors import InvalidInput
from ..core.safe.expressions import compile_metric
from ..core.safe.names import environment_key, shown
from ..core.safe.paths import relative_path
from ..core.safe.uris import parse_uri
from .arguments import RESERVED_PREFIXES
from .schemas import JobOutput, MetricRule, Parameter, Place

MAX_DESCRIPTION = 256
MAX_ENVIRONMENTS = 100
MAX_VALUE = 4096
MAX_PARAMETERS = 200
MAX_METRICS = 50
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")


def check_description(text: str) -> str:
    """At most 256 characters, as ModelArts has it."""
    if len(text) > MAX_DESCRIPTION:
        raise InvalidInput(f"The description has {len(text)} characters: 256 is the most.")
    return text


def check_argument_name(name: str) -> str:
    """The name of a run argument, an input or an output: it becomes `--name=…`."""
    if not _NAME.fullmatch(name):
        raise InvalidInput(
            f"{shown(name)} cannot be an argument's name: use letters, digits, dots, underscores "
            "and hyphens, beginning with a letter or underscore, 64 at most."
        )
    return name


def check_parameters(parameters: list[Parameter]) -> list[Parameter]:
    """Names that can be arguments, values that can be passed."""
    if len(parameters) > MAX_PARAMETERS:
        raise InvalidInput(f"There are {len(parameters)} run arguments: {MAX_PARAMETERS} at most.")
    for parameter in parameters:
        check_argument_name(parameter.name)
        _check_value(parameter.name, parameter.value)
    return parameters


def check_unique(names: Iterable[str]) -> None:
    """Inputs, outputs and run arguments share one command line."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise InvalidInput(
                f"{shown(name)} is named twice: each input, output and run argument needs a name "
                "of its own."
            )
        seen.add(name)


def check_environments(environments: dict[str, str]) -> dict[str, str]:
    """At most 100 variables whose names are not ours."""
    if len(environments) > MAX_ENVIRONMENTS:
        raise InvalidInput(
            f"There are {len(environments)} environment variables: {MAX_ENVIRONMENTS} at most."
        )
    for name, value in environments.items():
        environment_key(name)
        if name.startswith(RESERVED_PREFIXES):
            raise InvalidInput(f"{shown(name)} is set by the platform: choose another name.")
        _check_value(name, value)
    return environments


def check_metrics(rules: list[MetricRule]) -> list[MetricRule]:
    """Expressions that compile, each under its own name."""
    if len(rules) > MAX_METRICS:
        raise InvalidInput(f"There are {len(rules)} metrics: {MAX_METRICS} at most.")
    seen: set[str] = set()
    for rule in rules:
        if not rule.name or len(rule.name) > 64:
            raise InvalidInput("A metric needs a name of 1 to 64 characters.")
        if rule.name in seen:
            raise InvalidInput(f"The metric {shown(rule.name)} is named twice.")
        seen.add(rule.name)
        compile_metric(rule.regex)
    return rules


def boot_file(given: str, code_dir: Place) -> str:
    """The boot file relative to its code directory.

    Raises InvalidInput where it is no Python file, or lies outside.
    """
    if not given:
        raise InvalidInput("No boot file is given: choose the script to run.")
    if not given.endswith(".py"):
        raise InvalidInput(f"The boot file {shown(given)} is not a Python file (.py).")
    relative = _below(given, code_dir)
    if relative is None:
        raise InvalidInput(
            f"The boot file {shown(given)} is not in the code directory {shown(code_dir.given)}."
        )
    return str(relative_path(relative))


def check_apart(outputs: list[JobOutput], sources: list[tuple[str, str]]) -> None:
    """No output lies in something that is read, and no two in the same place.

    `sources` are (what to call it, URI). The next run would read what this one wrote.
    """
    for number, output in enumerate(outputs):
        target = parse_uri(output.place.uri)
        for what, uri in sources:
            if uri.startswith("obs://") and parse_uri(uri).folder().contains(target):
                raise InvalidInput(
                    f"The output {shown(output.place.given)} lies in {what}: choose another folder."
                )
        if any(other.place.uri == output.place.uri for other in outputs[:number]):
            raise InvalidInput(f"Two outputs go to {shown(output.place.given)}: separate them.")


def _below(given: str, code_dir: Place) -> str | None:
    if given.startswith("file://"):
        given = given[len("file://") :]
    for folder in (code_dir.uri, code_dir.given):
        prefix = folder.rstrip("/") + "/"
        if given.startswith(prefix):
            return given[len(prefix) :]
    if code_dir.is_object and (given.startswith("/") or "://" in given):
        prefix = code_dir.uri
        uri = str(parse_uri(given))
        return uri[len(prefix) :] if uri.startswith(prefix) else None
    return None if given.startswith("/") or "://" in given else given


def _check_value(name: str, value: str) -> None:
    if len(value) > MAX_VALUE or "\0" in value:
        raise InvalidInput(f"The value of {shown(name)} is longer than {MAX_VALUE} or has a NUL.")
