"""Which keys are names of files that are worth a sync, and how conflict copies are named."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from pathlib import PurePosixPath

PRIVATE = ".modelarts-sync"
"""The folder in a synced folder that holds what is not finished, and what was deleted."""
MAX_NAME_BYTES = 255
_LEFTOVERS = {
    "__pycache__": "Python makes it again where it is needed",
    ".ipynb_checkpoints": "it holds JupyterLab's own checkpoints",
}
_ODD = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
MAX_PATH_BYTES = 3072


def unfit(name: str) -> str:
    """Why a key, relative to its folder, can or should be no file here; empty where it is one."""
    if name.startswith("/"):
        return "its name begins with a slash"
    for segment in name.split("/"):
        if reason := unfit_segment(segment):
            return reason
    if len(name.encode("utf-8", "surrogatepass")) > MAX_PATH_BYTES:
        return f"its path is longer than {MAX_PATH_BYTES} bytes"
    return ""


def unfit_segment(segment: str) -> str:
    """The same of one part of a name."""
    if segment == "":
        return "its name has two slashes in a row"
    if segment in (".", ".."):
        return f'its name has "{segment}" for a folder'
    if segment == PRIVATE:
        return f"{PRIVATE} is where syncs keep their own files"
    if segment in _LEFTOVERS:
        return _LEFTOVERS[segment]
    if odd := _ODD.search(segment):
        surrogate = "\ud800" <= odd[0] <= "\udfff"
        return f"its name {'is not valid Unicode' if surrogate else 'has a control character'}"
    if len(segment) * 4 > MAX_NAME_BYTES and len(segment.encode()) > MAX_NAME_BYTES:
        return f"a part of its name is longer than {MAX_NAME_BYTES} bytes"
    return ""


def folded(name: str) -> str:
    """Names that a file system which ignores case or Unicode forms takes for one are equal."""
    return unicodedata.normalize("NFC", name).casefold()


def conflict_name(name: str, moment: datetime, number: int = 1) -> str:
    """`a (conflict 2026-11-26 10.55.01).txt`: what the other side's own bytes are kept as."""
    path = PurePosixPath(name)
    counted = f" {number}" if number > 1 else ""
    mark = f" (conflict {moment:%Y-%m-%d %H.%M.%S}{counted})"
    stem = path.stem
    while len(f"{stem}{mark}{path.suffix}".encode()) > MAX_NAME_BYTES and stem:
        stem = stem[:-1]
    return str(path.with_name(f"{stem}{mark}{path.suffix}"))
