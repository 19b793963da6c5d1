"""From the bytes of a request to the `data` that a service class is given."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, NoReturn
from urllib.parse import unquote

from .errors import RequestError

_PARTS = 1_000
_BOUNDARY = re.compile(r'boundary=(?:"([^"]{1,200})"|([^;\s"]{1,200}))', re.IGNORECASE)
_PARAMETER = re.compile(r';\s*(name|filename)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))', re.I)
_EXTENDED = re.compile(r";\s*filename\*\s*=\s*(?:UTF-8)?''([^;\s]+)", re.IGNORECASE)

# What curl and others call a body when they are told nothing.
_UNNAMED = ("", "application/x-www-form-urlencoded", "text/plain", "text/json")


class JsonText(str):
    """A JSON body that is both its text and the object it says.

    Published code of scikit-learn and XGBoost packages calls `json.loads` on it; others take
    `data["data"]`.
    """

    parsed: Any

    def __new__(cls, text: str, parsed: Any) -> JsonText:
        made = super().__new__(cls, text)
        made.parsed = parsed
        return made

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str) or isinstance(self.parsed, list):
            return self.parsed[key]
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        return key in self.parsed

    def __iter__(self) -> Iterator[Any]:
        return iter(self.parsed)

    def get(self, key: Any, default: Any = None) -> Any:
        """As a dictionary's."""
        return self.parsed.get(key, default)

    def keys(self) -> Any:
        """As a dictionary's."""
        return self.parsed.keys()

    def values(self) -> Any:
        """As a dictionary's."""
        return self.parsed.values()

    def items(self) -> Any:
        """As a dictionary's."""
        return self.parsed.items()


def parse_json(body: bytes) -> tuple[str, Any]:
    """The text and what it says. Raises RequestError where it is not strict JSON."""
    try:
        text = body.decode("utf-8")
        return text, _DECODER.decode(text)
    except UnicodeDecodeError:
        raise RequestError("The body is not JSON: it is not UTF-8 text.") from None
    except RecursionError:
        raise RequestError("The body is not JSON to read: it is nested too deep.") from None
    except ValueError as error:
        raise RequestError(f"The body is not JSON: {error}") from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number in JSON")


def _integer(digits: str) -> int:
    if len(digits) > 4_300:
        raise ValueError(f"an integer of {len(digits)} digits is too long")
    return int(digits)


# Python itself limits integers since 3.11 (and in the last releases before); a hook costs time.
_LIMITED = hasattr(sys, "get_int_max_str_digits")
_DECODER = json.JSONDecoder(
    parse_constant=_refuse_constant, parse_int=None if _LIMITED else _integer
)


def is_form(content_type: str) -> bool:
    """Whether the body is a form with files."""
    return content_type[:19].lower() == "multipart/form-data"


def check_type(content_type: str) -> None:
    """Raises RequestError where the body claims to be neither JSON nor a form."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind != "application/json" and kind not in _UNNAMED and not kind.endswith("+json"):
        raise RequestError(
            f"A body of type {kind[:80]!r} cannot be read: send JSON as application/json, or files "
            "as multipart/form-data.",
            status=415,
        )


def parse_form(content_type: str, body: bytes) -> dict[str, Any]:
    """`{field: {file name: BytesIO}}`, and `{field: text}` for fields that are not files.

    Raises RequestError where the form is broken or cut.
    """
    found = _BOUNDARY.search(content_type)
    if found is None:
        raise RequestError("The form has no boundary in its Content-Type.")
    boundary = (found[1] or found[2]).encode("latin-1", "replace")
    data: dict[str, Any] = {}
    for disposition, content in _parts(boundary, body):
        name, file_name = _names(disposition)
        if file_name is None:
            data[name] = content.decode("utf-8", "replace")
            continue
        files = data.setdefault(name, {})
        if not isinstance(files, dict):
            files = data[name] = {}
        files[_fresh(file_name, files)] = BytesIO(content)
    return data


def _parts(boundary: bytes, body: bytes) -> Iterator[tuple[str, bytes]]:
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary, _PARTS + 2)
    if len(pieces) < 2 or len(pieces) > _PARTS + 1 or pieces[-1][:2] != b"--":
        raise RequestError("The form is cut or broken: its last boundary is missing.")
    for piece in pieces[1:-1]:
        head, mark, content = piece.partition(b"\r\n\r\n")
        if not mark:
            raise RequestError("A part of the form has no headers.")
        yield _disposition(head), content


def _disposition(head: bytes) -> str:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-disposition":
            return value.decode("utf-8", "replace")
    raise RequestError("A part of the form has no Content-Disposition.")


def _names(disposition: str) -> tuple[str, str | None]:
    given = {
        found[1].lower(): _unquoted(found[2]) if found[3] is None else found[3]
        for found in _PARAMETER.finditer(disposition)
    }
    if "name" not in given:
        raise RequestError("A part of the form has no name.")
    extended = _EXTENDED.search(disposition)
    return given["name"], unquote(extended[1]) if extended else given.get("filename")


def _unquoted(text: str) -> str:
    return text.replace('\\"', '"').replace("\\\\", "\\").replace("%22", '"')


def _fresh(name: str, taken: Mapping[str, Any]) -> str:
    """A second file of the same name must not hide the first."""
    number, fresh = 2, name
    while fresh in taken:
        number, fresh = number + 1, f"{name} ({number})"
    return fresh
