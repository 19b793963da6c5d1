"""config.json of a model package, as chapter 12.2 of the guide describes it.

Accepted as the guide's own examples have it: metrics in a list, `item` for `items`, an array's
`items` in a list, an empty restraint, a schema as text. Unknown fields are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationError, field_validator, model_validator

from ..core.errors import InvalidInput
from ..core.safe.json import parse
from ..core.safe.names import shown
from ..core.schemas import Schema

CONFIG = "config.json"
CODE = "customize_service.py"
FOLDER = "model/"
MAX_CONFIG_BYTES = 256 * 1024
_MAX_APIS = 50
_MAX_PACKAGES = 200
_PACKAGE_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,126}[A-Za-z0-9])?")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.!+_-]{0,62}")
_ALGORITHM = re.compile(r"[^\x00-\x1f\x7f]{1,64}")


class InvalidConfig(InvalidInput):
    """400: config.json is wrong; `problems` are (path of the field, sentence)."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        self.field, sentence = problems[0]
        self.problems = problems
        super().__init__(f"{CONFIG}: {self.field}: {sentence}" if self.field else sentence)


class Restraint(str, Enum):
    """Which versions of a package do."""

    EXACT = "EXACT"
    ATLEAST = "ATLEAST"
    ATMOST = "ATMOST"


class PackageDependency(Schema):
    """A package that the inference code needs; no version means any."""

    package_name: str
    package_version: str = ""
    restraint: Restraint | None = None

    @field_validator("package_name")
    @classmethod
    def _name(cls, value: str) -> str:
        if not _PACKAGE_NAME.fullmatch(value):
            raise ValueError(f"{shown(value)} is no name of a Python package.")
        return value

    @field_validator("package_version", mode="before")
    @classmethod
    def _version(cls, value: object) -> object:
        if value is not None and value != "" and not _VERSION.fullmatch(str(value)):
            raise ValueError(f"{shown(str(value))} is no version.")
        return "" if value is None else str(value)

    @field_validator("restraint", mode="before")
    @classmethod
    def _restraint(cls, value: object) -> object:
        return value.upper() or None if isinstance(value, str) else value

    @model_validator(mode="after")
    def _both(self) -> PackageDependency:
        if self.package_version and self.restraint is None:
            raise ValueError(
                "restraint is needed where package_version is given: EXACT, ATLEAST or ATMOST."
            )
        return self


class PackageDependencies(Schema):
    """Packages by how they are installed; pip is the only way."""

    installer: str = "pip"
    packages: Annotated[list[PackageDependency], Field(max_length=_MAX_PACKAGES)]

    @field_validator("installer")
    @classmethod
    def _pip(cls, value: str) -> str:
        if value.lower() != "pip":
            raise ValueError(f'The installer {shown(value)} is not supported: write "pip".')
        return "pip"


def _json_schema(value: object) -> object:
    """The schema in one spelling: `items` as one object, never a list or `item`."""
    if isinstance(value, str):
        try:
            value = parse(value.encode(), max_bytes=MAX_CONFIG_BYTES)
        except InvalidInput as error:
            raise ValueError(str(error).replace("The body", "The text", 1)) from None
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, dict):
        raise ValueError('It must be a JSON schema such as {"type": "object", "properties": {}}.')
    return _in_one_spelling(value)


def _in_one_spelling(schema: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, value in schema.items():
        if name == "properties" and isinstance(value, dict):
            made[name] = {
                key: _in_one_spelling(below) if isinstance(below, dict) else below
                for key, below in value.items()
            }
        elif name in ("item", "items"):
            first = value[0] if isinstance(value, list) and value else value
            made["items"] = _in_one_spelling(first) if isinstance(first, dict) else first
        else:
            made[name] = value
    return made


class PackageApiBody(Schema):
    """What goes in or out: its type, and a JSON schema of it."""

    content_type: str = Field(alias="Content-type", min_length=1, max_length=200)
    data: Annotated[dict[str, Any], BeforeValidator(_json_schema)]

    @model_validator(mode="before")
    @classmethod
    def _any_case(cls, value: object) -> object:
        """HTTP's names have no case."""
        if not isinstance(value, dict):
            return value
        return {
            "Content-type" if str(key).lower() == "content-type" else key: below
            for key, below in value.items()
        }


class PackageApi(Schema):
    """One path that the model answers."""

    protocol: str
    url: Annotated[str, Field(max_length=1000)]
    method: str
    request: PackageApiBody
    response: PackageApiBody

    @field_validator("protocol")
    @classmethod
    def _protocol(cls, value: str) -> str:
        if value.lower() not in ("http", "https"):
            raise ValueError(f'{shown(value)} is no protocol of a service: write "http".')
        return value.lower()

    @field_validator("url")
    @classmethod
    def _url(cls, value: str) -> str:
        if not value.startswith("/") or value.startswith("//"):
            raise ValueError(f'{shown(value)} is no path: begin it with one "/".')
        return value

    @field_validator("method")
    @classmethod
    def _method(cls, value: str) -> str:
        if value.lower() not in ("post", "get"):
            raise ValueError(f'{shown(value)} is no method of a service: write "post" or "get".')
        return value.lower()


class PackageMetrics(Schema):
    """How good the model is, each where it is known."""

    f1: float | None = None
    recall: float | None = None
    precision: float | None = None
    accuracy: float | None = None


class PackageConfig(Schema):
    """A package's description of itself; `runtime` and `swr_location` are kept as they came."""

    model_type: str
    model_algorithm: str
    runtime: str = ""
    swr_location: str = ""
    metrics: PackageMetrics = PackageMetrics()
    apis: Annotated[list[PackageApi], Field(min_length=1, max_length=_MAX_APIS)]
    dependencies: list[PackageDependencies] = []

    @field_validator("model_type", "model_algorithm")
    @classmethod
    def _word(cls, value: str) -> str:
        if not _ALGORITHM.fullmatch(value):
            raise ValueError("It must have 1 to 64 characters.")
        return value

    @field_validator("metrics", mode="before")
    @classmethod
    def _merged(cls, value: object) -> object:
        if value is None:
            return {}
        if not isinstance(value, list):
            return value
        found: dict[str, Any] = {}
        for one in value:
            if not isinstance(one, dict):
                raise ValueError('It must be an object such as {"accuracy": 0.97}.')
            found.update(one)
        return found

    @field_validator("runtime", "swr_location", mode="before")
    @classmethod
    def _optional(cls, value: object) -> object:
        return "" if value is None else value

    @field_validator("dependencies", mode="before")
    @classmethod
    def _no_dependencies(cls, value: object) -> object:
        return [] if value is None else value

    @property
    def packages(self) -> Iterator[PackageDependency]:
        """All dependencies."""
        return (package for group in self.dependencies for package in group.packages)


def read_config(text: bytes) -> PackageConfig:
    """The config.json of a package. Raises InvalidConfig that names every wrong field."""
    if len(text) > MAX_CONFIG_BYTES:
        most = f"{MAX_CONFIG_BYTES // 1024} KiB is the most."
        raise InvalidConfig([("", f"{CONFIG} has {len(text)} bytes: {most}")])
    try:
        value = parse(text, max_bytes=MAX_CONFIG_BYTES)
    except InvalidInput as error:
        sentence = str(error).replace("The body", CONFIG, 1)
        raise InvalidConfig([("", sentence)]) from None
    if not isinstance(value, dict):
        raise InvalidConfig([("", f"{CONFIG} must be a JSON object: begin it with {{.")])
    try:
        return PackageConfig.model_validate(value)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False, include_context=False)
        raise InvalidConfig([(_path(one), _sentence(one)) for one in found]) from None


def _path(error: Any) -> str:
    return ".".join(str(part) for part in error["loc"])


_SENTENCES = {
    "missing": "It is missing: add it.",
    "string_type": "It must be text.",
    "float_type": "It must be a number.",
    "float_parsing": "It must be a number.",
    "list_type": "It must be a list.",
    "dict_type": "It must be an object.",
    "model_type": "It must be an object.",
    "model_attributes_type": "It must be an object.",
    "finite_number": "It must be a finite number.",
    "enum": "It must be EXACT, ATLEAST or ATMOST, or be left out.",
    "too_short": "It must have at least one entry.",
}


def _sentence(error: Any) -> str:
    message = str(error["msg"]).removeprefix("Value error, ")
    return _SENTENCES.get(error["type"], message)
