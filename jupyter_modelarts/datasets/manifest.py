"""Manifest files of image classification: JSON Lines, one image a line (the guide, 2.3.2.2).

Read and written one line at a time. A line that is not understood is an error of that line, with
its number; the rest of the file is read on. Times of creation are UTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any, BinaryIO

import orjson

from ..core.errors import DomainError, InvalidInput
from ..core.safe.json import parse
from ..core.safe.names import label_name, shown
from .schemas import HUMAN, Annotation, Usage

TYPE = "modelarts/image_classification"
ACCEPTED_TYPES = frozenset({TYPE, "image_classification"})
MAX_LINE = 1024 * 1024
MAX_DEPTH = 16
MAX_ANNOTATIONS = 100
MAX_PROPERTIES = 64
MAX_TEXT = 2000
_TIME = "%Y-%m-%d %H:%M:%S"
_TIME_SHAPE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", re.ASCII)
_KNOWN = frozenset({"source", "usage", "id", "annotation"})
_KNOWN_ANNOTATION = frozenset(
    {"type", "name", "property", "hard", "annotated-by", "creation-time", "confidence"}
)


@dataclass(frozen=True)
class Entry:
    """One image of a manifest. `notes` say what of the line was left out."""

    source: str
    annotations: list[Annotation] = field(default_factory=list)
    usage: Usage | None = None
    id: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class BadLine:
    """A line that could not be read, and why."""

    number: int
    reason: str


@dataclass(frozen=True)
class Line:
    """A line of the file by its number, counted from 1."""

    number: int
    entry: Entry


def read(stream: BinaryIO) -> Iterator[Line | BadLine]:
    """The entries of a manifest; empty lines are passed over."""
    for number, raw in _lines(stream):
        if len(raw) > MAX_LINE:
            yield BadLine(number, f"the line is longer than {MAX_LINE} bytes")
        elif raw.strip():
            yield _read_line(number, raw)


def write(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The lines of a manifest, each with its end."""
    for entry in entries:
        yield orjson.dumps(_line_of(entry)) + b"\n"


def parse_line(raw: bytes) -> Entry:
    """One line. Raises InvalidInput with what is wrong with it."""
    value = _object(raw)
    notes: list[str] = [f"the field {shown(k)} is not kept" for k in value.keys() - _KNOWN]
    given = [] if value.get("annotation") is None else value["annotation"]
    if not isinstance(given, list) or len(given) > MAX_ANNOTATIONS:
        raise InvalidInput(f'"annotation" is no list of at most {MAX_ANNOTATIONS} objects')
    annotations = _unique([a for one in given for a in _annotations_of(one, notes)], notes)
    return Entry(
        source=_text(value, "source", required=True),
        annotations=annotations,
        usage=_usage(value, notes),
        id=_text(value, "id", longest=200) or None,
        notes=tuple(notes),
    )


def _object(raw: bytes) -> dict[str, Any]:
    try:
        value = parse(raw, max_bytes=MAX_LINE, max_depth=MAX_DEPTH)
    except DomainError:
        raise InvalidInput(
            "it is no JSON in UTF-8, is nested too deep, or has a number that is not finite"
        ) from None
    if not isinstance(value, dict):
        raise InvalidInput("it is no JSON object")
    return value


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Lines by number; of one that is too long only the beginning is held."""
    number = 0
    while raw := stream.readline(MAX_LINE + 2):
        number += 1
        yield number, raw
        while raw and not raw.endswith(b"\n") and len(raw) > MAX_LINE:
            raw = stream.readline(MAX_LINE + 2)


def _read_line(number: int, raw: bytes) -> Line | BadLine:
    try:
        return Line(number, parse_line(raw))
    except DomainError as error:
        return BadLine(number, str(error))


def _annotations_of(value: Any, notes: list[str]) -> list[Annotation]:
    if not isinstance(value, dict):
        raise InvalidInput("an annotation is no JSON object")
    kind = value.get("type")
    if kind not in ACCEPTED_TYPES:
        notes.append(f"annotations of type {shown(str(kind))} are not image classification")
        return []
    notes += [f"the field {shown(k)} is not kept" for k in value.keys() - _KNOWN_ANNOTATION]
    annotation = Annotation(
        name=label_name(_text(value, "name", required=True)),
        hard=truth(value.get("hard", False)),
        annotated_by=_text(value, "annotated-by", longest=100) or HUMAN,
        confidence=_confidence(value.get("confidence")),
        properties=_properties(value.get("property")),
        created_at=_milliseconds(_text(value, "creation-time")),
    )
    return [annotation]


def _unique(annotations: list[Annotation], notes: list[str]) -> list[Annotation]:
    """Of several annotations with one name the first, as a sample has a label once."""
    by_name: dict[str, Annotation] = {}
    for annotation in annotations:
        by_name.setdefault(annotation.name, annotation)
    if len(by_name) < len(annotations):
        notes.append("labels that stand twice on an image are kept once")
    return list(by_name.values())


def truth(value: Any) -> bool:
    """ModelArts writes booleans as "true", "True", true, "1" and 1."""
    word = str(value).lower()
    if word not in ("true", "false", "1", "0", "none", ""):
        raise InvalidInput(f'"hard" is {shown(str(value))}: true or false is meant')
    return word in ("true", "1")


def _usage(value: dict[str, Any], notes: list[str]) -> Usage | None:
    word = _text(value, "usage").upper()
    try:
        return Usage(word) if word else None
    except ValueError:
        notes.append(f"the usage {shown(word)} is unknown")
        return None


def _confidence(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
        raise InvalidInput('"confidence" is no number from 0 to 1')
    return float(value)


def _properties(value: Any) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict) or len(value) > MAX_PROPERTIES:
        raise InvalidInput(f'"property" is no object of at most {MAX_PROPERTIES} fields')
    return value


def _text(
    value: dict[str, Any], name: str, *, required: bool = False, longest: int = MAX_TEXT
) -> str:
    text = value.get(name)
    if text is None and not required:
        return ""
    if not isinstance(text, str) or not text:
        raise InvalidInput(f'"{name}" is missing or no text')
    if len(text) > longest:
        raise InvalidInput(f'"{name}" has {len(text)} characters: {longest} is the most')
    return text


def _milliseconds(text: str) -> int:
    if not text:
        return 0
    try:
        if not _TIME_SHAPE.fullmatch(text):
            raise ValueError(text)
        moment = datetime.fromisoformat(text)  # ten times as fast as strptime
    except ValueError:
        raise InvalidInput(f'"creation-time" {shown(text)} is not as 2019-01-23 11:30:30') from None
    return int(moment.replace(tzinfo=timezone.utc).timestamp() * 1000)


def _line_of(entry: Entry) -> dict[str, Any]:
    line: dict[str, Any] = {"source": entry.source}
    if entry.usage is not None:
        line["usage"] = entry.usage.value
    if entry.id is not None:
        line["id"] = entry.id
    if entry.annotations:
        line["annotation"] = [_annotation_line(one) for one in entry.annotations]
    return line


def _annotation_line(annotation: Annotation) -> dict[str, Any]:
    line: dict[str, Any] = {"type": TYPE, "name": annotation.name}
    if annotation.properties:
        line["property"] = annotation.properties
    if annotation.hard:
        line["hard"] = "true"
    line["annotated-by"] = annotation.annotated_by
    if annotation.confidence is not None:
        line["confidence"] = annotation.confidence
    if annotation.created_at:
        line["creation-time"] = _spelled(annotation.created_at // 1000)
    return line


def _spelled(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, tz=timezone.utc).strftime(_TIME)
