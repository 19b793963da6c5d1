"""Notebooks in the words of the REST API."""

from __future__ import annotations

from .schemas import Conversion, ConversionBody


def conversion_body(conversion: Conversion) -> ConversionBody:
    """What a conversion answers."""
    script = conversion.script
    return ConversionBody(
        path=conversion.path,
        cells=script.cells,
        notes=list(script.notes),
        arguments=list(script.arguments),
    )
