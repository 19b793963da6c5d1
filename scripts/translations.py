"""The texts of the front end and their Chinese, one flat catalogue per slice.

`labextension/locale/zh_CN/<slice>.json` maps English to Chinese. At build time they become
the one catalogue that JupyterLab reads. A text with a context is written `context|text`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOMAIN = "jupyter_modelarts"
SOURCES = ROOT / "labextension" / "src"
SCHEMAS = ROOT / "labextension" / "schema"
CATALOGUES = ROOT / "labextension" / "locale" / "zh_CN"
SHIPPED = ROOT / DOMAIN / "locale" / "zh_CN" / "LC_MESSAGES" / f"{DOMAIN}.json"

# trans.__('text'), trans._n('one', 'many', n), trans._p('context', 'text')
CALL = re.compile(r"\btrans\s*\.\s*(__|_n|_p|_np|gettext|ngettext|pgettext|npgettext)\(\s*")
STRING = re.compile(r"'((?:[^'\\\n]|\\.)*)'|\"((?:[^\"\\\n]|\\.)*)\"|`((?:[^`\\$]|\\.)*)`", re.S)
ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.S)
PLACEHOLDER = re.compile(r"%\d+")
SIMPLE_ESCAPES = {"n": "\n", "t": "\t", "\n": ""}
SCHEMA_TEXTS = ("title", "description", "label", "caption", "jupyter.lab.setting-icon-label")


@dataclass(frozen=True)
class Text:
    """A text as its catalogue spells it, and where it is used."""

    key: str
    where: str
    slice: str
    is_plural: bool = False


def used() -> Iterator[Text]:
    """Every text of the sources and of the settings' schemas. Raises ValueError on a
    translation whose text is not a literal."""
    for file in sorted([*SOURCES.rglob("*.ts"), *SOURCES.rglob("*.tsx")]):
        if "__tests__" not in file.parts:
            yield from texts_of_source(file)
    for file in sorted(SCHEMAS.rglob("*.json")):
        for text in texts_of_schema(json.loads(file.read_text("utf-8"))):
            yield Text(text, str(file.relative_to(ROOT)), file.stem)


def texts_of_source(file: Path) -> Iterator[Text]:
    source = file.read_text("utf-8")
    parts = file.relative_to(SOURCES).parts
    for call in CALL.finditer(source):
        line = source.count("\n", 0, call.start()) + 1
        where = f"{file.relative_to(ROOT)}:{line}"
        first, end = literal(source, call.end(), where)
        if call[1] in ("_p", "_np", "pgettext", "npgettext"):
            comma = re.compile(r"\s*,\s*").match(source, end)
            text, _ = literal(source, comma.end() if comma else end, where)
            first = f"{first}|{text}"
        plural = call[1] in ("_n", "_np", "ngettext", "npgettext")
        yield Text(first, where, parts[0] if len(parts) > 1 else "core", plural)


def literal(source: str, start: int, where: str) -> tuple[str, int]:
    found = STRING.match(source, start)
    if not found:
        raise ValueError(f"{where}: the text of a translation must be a literal.")
    body = next(group for group in found.groups() if group is not None)
    return ESCAPE.sub(unescape, body), found.end()


def unescape(escape: re.Match[str]) -> str:
    code = escape[1]
    return chr(int(code[1:], 16)) if len(code) == 5 else SIMPLE_ESCAPES.get(code, code)


def texts_of_schema(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from texts_of_schema(item)
    elif isinstance(node, dict):
        for name, value in node.items():
            if name in SCHEMA_TEXTS and isinstance(value, str):
                yield value
            else:
                yield from texts_of_schema(value)


def catalogues() -> dict[str, dict[str, str]]:
    """Slice to its texts. Raises ValueError on a file that is not a flat object of strings."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted(CATALOGUES.glob("*.json")):
        texts = json.loads(file.read_text("utf-8"))
        if not all(isinstance(text, str) for text in texts.values()):
            raise ValueError(f"{file.relative_to(ROOT)}: every value must be a string.")
        found[file.stem] = texts
    return found


def problems() -> list[str]:
    """One sentence per text that is missing, empty, unused, contradictory or ill-placed."""
    found: list[str] = []
    merged: dict[str, str] = {}
    for name, texts in catalogues().items():
        for key, chinese in texts.items():
            if not chinese.strip():
                found.append(f"{name}.json: {key!r} has no Chinese.")
            elif merged.setdefault(key, chinese) != chinese:
                found.append(f"{name}.json: {key!r} is {merged[key]!r} in another file.")
            if set(PLACEHOLDER.findall(key)) != set(PLACEHOLDER.findall(chinese)):
                found.append(f"{name}.json: {key!r} must keep its placeholders.")
    uses = {text.key: text for text in used()}
    for key, use in uses.items():
        if key not in merged:
            found.append(f"{use.where}: {key!r} is missing in {use.slice}.json.")
    for key in sorted(merged.keys() - uses.keys()):
        found.append(f"{key!r} is in a catalogue but not used.")
    return found


def compiled() -> str:
    """The shipped catalogue. JupyterLab ignores one whose language has an underscore."""
    head = {"domain": DOMAIN, "language": "zh-CN", "plural_forms": "nplurals=1; plural=0;"}
    entries: dict[str, object] = {"": head}
    plurals = {text.key for text in used() if text.is_plural}
    for texts in catalogues().values():
        for key, chinese in texts.items():
            # JupyterLab takes a plural for one only where it has two forms or more.
            forms = 2 if key in plurals else 1
            entries[key.replace("|", "\x04", 1)] = [chinese] * forms
    for file in sorted(SCHEMAS.rglob("*.json")):
        for text in texts_of_schema(json.loads(file.read_text("utf-8"))):
            # JupyterLab's settings editor asks with this context.
            entries[f"schema\x04{text}"] = entries.get(text, [text])
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def compile_catalogue() -> None:
    SHIPPED.parent.mkdir(parents=True, exist_ok=True)
    SHIPPED.write_text(compiled(), "utf-8")
