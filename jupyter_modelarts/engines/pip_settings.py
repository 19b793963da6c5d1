"""The machine's pip configuration, so that engines come from where its packages come from.

uv reads neither pip.conf nor PIP_ variables, and a machine behind a proxy, with a mirror or with a
folder of wheels is set up through them. They are handed on as variables and not as arguments: an
index's address can carry a password, and arguments show in process lists.
"""

from __future__ import annotations

import configparser
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

_SECTIONS = ("global", "install")
_ON = ("1", "true", "yes", "on")


def read_pip_settings(
    environ: Mapping[str, str], files: Iterable[Path] | None = None
) -> dict[str, str]:
    """What pip would use, by the names of its long options; later sources win, as in pip."""
    settings: dict[str, str] = {}
    for path in pip_files(environ) if files is None else files:
        settings.update(_read_file(path))
    for name, value in environ.items():
        if name.startswith("PIP_") and value:
            settings[name[4:].lower().replace("_", "-")] = value
    return settings


def pip_files(environ: Mapping[str, str]) -> list[Path]:
    """The files that pip reads, in its order: machine, user, environment, then PIP_CONFIG_FILE."""
    home = Path(environ.get("HOME", "/"))
    named = environ.get("PIP_CONFIG_FILE")
    if named == "/dev/null":  # pip's own way to say: no files
        return []
    user = Path(environ.get("XDG_CONFIG_HOME") or home / ".config") / "pip" / "pip.conf"
    if sys.platform == "darwin":
        support = home / "Library" / "Application Support" / "pip" / "pip.conf"
        user = support if support.parent.is_dir() else user
    machine = [Path("/etc/xdg/pip/pip.conf"), Path("/etc/pip.conf")]
    own = [home / ".pip" / "pip.conf", user, Path(sys.prefix) / "pip.conf"]
    return [*machine, *own, *([Path(named)] if named else [])]


def uv_environment(settings: Mapping[str, str], environ: Mapping[str, str]) -> dict[str, str]:
    """The variables that tell uv the same; what the user set for uv itself stays."""
    wanted = {
        "UV_DEFAULT_INDEX": settings.get("index-url", "").strip(),
        "UV_INDEX": " ".join(_words(settings.get("extra-index-url"))),
        "UV_FIND_LINKS": ",".join(_words(settings.get("find-links"))),
        "UV_INSECURE_HOST": " ".join(_words(settings.get("trusted-host"))),
        "UV_HTTP_TIMEOUT": settings.get("default-timeout", settings.get("timeout", "")),
        "SSL_CERT_FILE": settings.get("cert", ""),
        "HTTPS_PROXY": settings.get("proxy", ""),
        # pip takes the best version of all indexes; uv alone would stop at the first that has any
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }
    return {name: value for name, value in wanted.items() if value and name not in environ}


def uv_options(settings: Mapping[str, str]) -> list[str]:
    """What uv takes only as an option."""
    return ["--no-index"] if settings.get("no-index", "").strip().lower() in _ON else []


def _read_file(path: Path) -> dict[str, str]:
    parser = configparser.RawConfigParser()
    try:
        parser.read(path, encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError, OSError):
        return {}  # pip says what is wrong with its own file
    present = (section for section in _SECTIONS if parser.has_section(section))
    items = (item for section in present for item in parser.items(section))
    return {name.replace("_", "-"): value for name, value in items}


def _words(text: str | None) -> list[str]:
    return (text or "").split()
