"""HTML for notebooks, in JupyterLab's own colours. Everything that is not ours is escaped."""

from __future__ import annotations

import base64
import html
import mimetypes
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Iterable, Iterator, Sequence

from .errors import ModelArtsError

_COLORS = {
    "brand": ("running", "starting", "deploying", "publishing"),
    "success": ("succeeded", "published", "ready"),
    "warn": ("concerning", "stopping", "lost"),
    "error": ("failed",),
}
_CARD = (
    "display:inline-block;min-width:24em;max-width:60em;padding:8px 12px;"
    "border:1px solid var(--jp-border-color2);border-radius:4px;line-height:1.5"
)
_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_GRAY = "color:var(--jp-ui-font-color2)"


@dataclass(frozen=True)
class Html:
    """Text that is HTML already; whatever is not gets escaped."""

    text: str


@dataclass(frozen=True)
class Card:
    """What a result object shows: lines of a name and a value, and a sentence below."""

    title: str
    state: str
    lines: Sequence[tuple[str, object]] = ()
    note: str = ""
    link: str = ""

    def html(self) -> str:
        """The card as HTML."""
        rows = "".join(
            f'<tr style="background:none"><td style="{_GRAY};text-align:left;padding:0 12px 0 0">'
            f'{markup(name)}</td><td style="text-align:left;padding:0">{markup(value)}</td></tr>'
            for name, value in self.lines
            if value not in ("", None)
        )
        table = f'<table style="margin:4px 0 0 0">{rows}</table>' if rows else ""
        note = f'<div style="margin-top:4px">{markup(self.note)}</div>' if self.note else ""
        return (
            f'<div style="{_CARD}"><strong>{markup(self.title)}</strong> {badge(self.state).text}'
            f"{_open(self.link)}{table}{note}</div>"
        )


@dataclass(frozen=True)
class Table:
    """Rows that a notebook shows as a table; iterates over dicts of what is known of each."""

    headers: Sequence[str]
    rows: Sequence[Sequence[object]]
    empty: str = "There is nothing to show."
    items: Sequence[dict[str, Any]] = field(default=(), repr=False)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.rows)

    def _repr_html_(self) -> str:
        if not self.rows:
            return f'<p style="{_GRAY}">{markup(self.empty)}</p>'
        left = ' style="text-align:left"'
        head = "".join(f"<th{left}>{markup(name)}</th>" for name in self.headers)
        body = "".join(
            f"<tr>{''.join(f'<td{left}>{markup(cell)}</td>' for cell in row)}</tr>"
            for row in self.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def __repr__(self) -> str:
        if not self.rows:
            return self.empty
        shown = [column for column, name in enumerate(self.headers) if name]  # others are pictures
        lines = [[plain(line[column]) for column in shown] for line in (self.headers, *self.rows)]
        widths = [max(len(line[column]) for line in lines) for column in range(len(shown))]
        return "\n".join(_padded(line, widths) for line in lines)


def badge(state: str) -> Html:
    """A state, coloured; the word says it too."""
    kind = next((kind for kind, states in _COLORS.items() if state in states), "")
    color = f"var(--jp-{kind}-color1)" if kind else "var(--jp-ui-font-color2)"
    style = f"color:{color};border:1px solid;border-radius:8px;padding:0 7px;font-size:90%"
    return Html(f'<span style="{style}">{markup(state)}</span>')


def markup(value: object) -> str:
    """HTML of a value."""
    return value.text if isinstance(value, Html) else html.escape(plain(value))


def plain(value: object) -> str:
    """A value as text."""
    if isinstance(value, Html):
        return html.unescape(_without_tags(value.text))
    return "" if value is None else str(value)


def seconds(milliseconds: int) -> str:
    """A duration, as `75 s` or `12 min`."""
    passed = milliseconds / 1000
    if passed < 120:
        return f"{passed:.0f} s"
    return f"{passed / 60:.0f} min" if passed < 7200 else f"{passed / 3600:.1f} h"


def moment(milliseconds: int) -> str:
    """A time of day here."""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(milliseconds / 1000))


def number(value: float) -> str:
    """A value to four places that matter."""
    return f"{value:.4g}"


def picture(path: str | os.PathLike[str], height: int = 32) -> Html:
    """An image file as a notebook shows it; a terminal shows nothing."""
    file = Path(path)
    kind = mimetypes.guess_type(file.name)[0] or ""
    if kind not in _PICTURES:
        raise ModelArtsError(f"{file.name} is no PNG, JPEG, GIF or WebP image.")
    data = base64.b64encode(file.read_bytes()).decode()
    style = f"height:{int(height)}px;width:auto"
    return Html(f'<img src="data:{kind};base64,{data}" style="{style}" alt="">')


def size(count: int) -> str:
    """Bytes in a readable unit."""
    value = float(count)
    for unit in ("B", "KB", "MB"):
        if value < 1024:
            return f"{value:.0f} {unit}"
        value /= 1024
    return f"{value:.1f} GB"


def _open(link: str) -> str:
    if not link.startswith(("http://", "https://")):
        return ""
    return f' &nbsp;<a href="{html.escape(link)}" target="_blank">open</a>'


def _padded(cells: Iterable[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths)).rstrip()


def _without_tags(text: str) -> str:
    parts = text.split("<")
    return parts[0] + "".join(part.partition(">")[2] for part in parts[1:])
