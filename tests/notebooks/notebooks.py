"""Notebooks to convert."""

from __future__ import annotations

import ast
import io
import json
import warnings
from collections.abc import Sequence
from typing import Any

from PIL import Image


def code(*lines: str) -> dict[str, Any]:
    """A cell of code, as format 4 keeps it."""
    source = [f"{line}\n" for line in lines[:-1]] + list(lines[-1:])
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": "a",
        "metadata": {},
        "outputs": [],
        "source": source,
    }


def markdown(text: str) -> dict[str, Any]:
    """A cell of text."""
    return {"cell_type": "markdown", "id": "b", "metadata": {}, "source": text}


def tagged(cell: dict[str, Any], *tags: object) -> dict[str, Any]:
    """The cell with tags."""
    return {**cell, "metadata": {"tags": list(tags)}}


def notebook(cells: Sequence[object], **metadata: object) -> bytes:
    """The bytes of a notebook file."""
    whole = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole).encode()


def png() -> bytes:
    """A small picture."""
    stream = io.BytesIO()
    Image.new("RGB", (32, 32), "red").save(stream, "PNG")
    return stream.getvalue()


def parsed(text: str) -> ast.Module:
    """Python that must parse; an invalid escape is its author's business, and only warned of."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)
