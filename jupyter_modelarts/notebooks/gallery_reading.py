"""What a gallery reads of a notebook, which somebody else may have written.

An author's metadata is data: text that is shown, an engine that is looked up, names of files that
lie beside. Of outputs only what cannot act is kept: text, and raster images.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from ..core.errors import DomainError, InvalidInput
from ..core.safe.json import parse
from .gallery_schemas import Example, Preview, PreviewCell, PreviewKind, PreviewOutput, Words
from .gallery_sources import Found, beside

MAX_BYTES = 32 * 1024 * 1024
MAX_OUTPUT = 2 * 1024 * 1024
MAX_OUTPUTS = 12 * 1024 * 1024
MAX_CELLS = 2_000
MAX_FILES = 20
MAX_DURATION_S = 7 * 24 * 3600
KEY = "modelarts_example"
_LENGTHS = {"title": 120, "description": 600, "category": 60}
PICTURES = ("image/png", "image/jpeg")
_KEPT = ("text/html", "text/markdown", "text/latex", "text/plain", *PICTURES, "image/gif")
_ATTACHED = (*PICTURES, "image/gif", "image/webp")
_KINDS = {"code": PreviewKind.CODE, "markdown": PreviewKind.MARKDOWN}
_RANKS = 10_000


def opened(data: bytes) -> dict[str, Any]:
    """The notebook in these bytes. Raises InvalidInput for what is none."""
    try:
        content = parse(data, max_bytes=MAX_BYTES)
    except InvalidInput as error:
        raise InvalidInput(f"The notebook is damaged. {error}") from None
    if not isinstance(content, dict) or not isinstance(content.get("cells"), list):
        raise InvalidInput(
            "This file is no notebook of format 4: open it in Jupyter and save it again."
        )
    return content


def example_of(gallery_id: str, found: Found, content: Mapping[str, Any]) -> Example:
    """What a notebook says of itself; what is wrong in there is as if it were not said."""
    said = _mapping(_mapping(content.get("metadata")).get(KEY))
    path = PurePosixPath(found.path)
    words = _words(said)
    folder = "" if str(path.parent) == "." else str(path.parent)
    return Example(
        gallery_id=gallery_id,
        path=found.path,
        size_bytes=found.size,
        words=Words(
            title=words.title or path.stem,
            description=words.description,
            category=words.category or folder[:60],
        ),
        zh=_words(_mapping(said.get("zh"))),
        engine_id=_line(said.get("engine"), 64),
        duration_s=_number(said.get("duration_s"), MAX_DURATION_S, 0),
        rank=_number(said.get("rank"), _RANKS, 1000),
        thumbnail=next(iter(_names([said.get("thumbnail")], found.path)), ""),
        has_picture=first_picture(content) is not None,
        files=_names(said.get("files"), found.path),
    )


def says_example(content: Mapping[str, Any]) -> bool:
    """Whether a notebook says of itself that it is an example."""
    return bool(_mapping(_mapping(content.get("metadata")).get(KEY)))


def preview_of(example: Example, content: Mapping[str, Any]) -> Preview:
    """The cells, and of their outputs what is small enough."""
    metadata = _mapping(content.get("metadata"))
    language = _mapping(metadata.get("language_info")).get("name")
    budget = _Budget()
    cells = tuple(_cell(cell, budget) for cell in content["cells"][:MAX_CELLS])
    named = language if isinstance(language, str) and language.isidentifier() else "python"
    return Preview(example, named[:40], cells, budget.left_out)


def first_picture(content: Mapping[str, Any]) -> bytes | None:
    """The first raster image among the outputs."""
    for cell in content["cells"]:
        for output in _list(_mapping(cell).get("outputs")):
            bundle = _mapping(_mapping(output).get("data"))
            for kind in PICTURES:
                picture = _decoded(_text(bundle.get(kind)))
                if picture:
                    return picture
    return None


class _Budget:
    """How much of outputs and attachments may still be sent."""

    def __init__(self) -> None:
        self._left = MAX_OUTPUTS
        self.left_out = 0

    def take(self, bundle: dict[str, str]) -> bool:
        size = sum(map(len, bundle.values()))
        if size > min(self._left, MAX_OUTPUT):
            self.left_out += 1
            return False
        self._left -= size
        return True


def _cell(cell: object, budget: _Budget) -> PreviewCell:
    said = _mapping(cell)
    kind = _KINDS.get(str(said.get("cell_type")), PreviewKind.RAW)
    outputs = _list(said.get("outputs")) if kind is PreviewKind.CODE else []
    return PreviewCell(
        kind=kind,
        source=_text(said.get("source")),
        attachments=_attachments(said, budget) if kind is PreviewKind.MARKDOWN else {},
        outputs=[one for output in outputs for one in _output(_mapping(output), budget)],
    )


def _attachments(cell: Mapping[str, Any], budget: _Budget) -> dict[str, str]:
    """Addresses of the pictures that a cell brings, by their names."""
    found: dict[str, str] = {}
    for name, bundle in _mapping(cell.get("attachments")).items():
        for kind, data in _mapping(bundle).items():
            packed = "".join(_text(data).split())
            picture = {name: f"data:{kind};base64,{packed}"}
            if kind in _ATTACHED and _decoded(packed) and budget.take(picture):
                found.update(picture)
                break
    return found


def _output(output: Mapping[str, Any], budget: _Budget) -> Iterator[PreviewOutput]:
    bundle = _bundle(output)
    is_error = output.get("output_type") == "error" or output.get("name") == "stderr"
    if any(bundle.values()) and budget.take(bundle):
        yield PreviewOutput(data=bundle, is_error=is_error)


def _bundle(output: Mapping[str, Any]) -> dict[str, str]:
    if output.get("output_type") == "stream":
        return {"text/plain": _text(output.get("text"))}
    if output.get("output_type") == "error":
        lines = [line for line in _list(output.get("traceback")) if isinstance(line, str)]
        return {"text/plain": "\n".join(lines)}
    data = _mapping(output.get("data"))
    return {kind: _text(data[kind]) for kind in _KEPT if kind in data}


def _words(said: Mapping[str, Any]) -> Words:
    texts = {name: _line(said.get(name), length) for name, length in _LENGTHS.items()}
    return Words(**texts)


def _line(value: object, length: int) -> str:
    """One line of text without what is not printed."""
    text = value if isinstance(value, str) else ""
    return "".join(c if c.isprintable() else " " for c in text).strip()[:length]


def _names(value: object, path: str) -> list[str]:
    """Names of files beside the notebook; others are left out."""
    names: list[str] = []
    for name in _list(value)[:MAX_FILES]:
        try:
            if isinstance(name, str) and name and beside(path, name) != path:
                names.append(name)
        except DomainError:
            continue
    return names


def _number(value: object, most: int, otherwise: int) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return otherwise
    return int(min(max(value, 0), most))


def _text(value: object) -> str:
    """Text of a notebook, which keeps it whole or in lines."""
    if isinstance(value, list):
        return "".join(line for line in value if isinstance(line, str))
    return value if isinstance(value, str) else ""


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
