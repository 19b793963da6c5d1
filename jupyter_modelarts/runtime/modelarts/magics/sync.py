"""`%modelarts sync`: Sync OBS from a notebook."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from ..client import segment
from ..errors import ModelArtsError
from ..following import LOOK_S, say
from ..session import Session
from .words import Parser

_ENDED = ("succeeded", "failed", "stopped", "lost")
_NUMBERS = ("new", "changed", "conflict", "delete", "same", "skipped", "failed")
_SHOWN = 20
_MAX_FILES = 1024
_MAX_MB = 500


def sync(session: Session, words: list[str]) -> str:
    """Sync a folder of a bucket with one here, and wait for it."""
    parser = Parser("%modelarts sync")
    parser.add_argument("uri")
    parser.add_argument("--to", default=".")
    parser.add_argument("--name", action="append", default=[])
    parser.add_argument("--up", action="store_true")
    parser.add_argument("--watch", action="store_true")
    parser.add_argument("--delete", action="store_true")
    parser.add_argument("--on-conflict", default="copy", choices=["copy", "overwrite", "skip"])
    parser.add_argument("--max-files", type=int, default=_MAX_FILES)
    parser.add_argument("--max-mb", type=int, default=_MAX_MB)
    parser.add_argument("--no-wait", action="store_true")
    given = parser.parse_args(words)
    folder = Path(given.to).expanduser().resolve()
    body = {
        **_place(given.uri, given.name, folder if given.up else None),
        "folder": str(folder),
        "direction": "up" if given.up else "down",
        "delete": given.delete,
        "on_conflict": given.on_conflict,
        "watch": given.watch,
        "max_files": given.max_files or None,
        "max_bytes": given.max_mb * 2**20 or None,
    }
    begun = session.client.call("POST", "/v1/{p}/syncs", body)
    if given.watch or given.no_wait:
        return f"Sync {begun['sync_id']} has begun: the page Sync OBS shows it, and stops it."
    return _told(_wait(session, begun))


def _place(uri: str, names: list[str], giving: Path | None) -> dict[str, Any]:
    """A single object is a name in its folder. What a folder here gives must be in it: else the
    URI is that of a folder without its slash."""
    folder, slash, last = uri.rpartition("/")
    is_there = giving is None or os.path.lexists(giving / last)
    if last and folder.count("/") >= 2 and not names and is_there:
        return {"uri": folder + slash, "names": [last]}
    return {"uri": uri, "names": names}


def _wait(session: Session, body: dict[str, Any]) -> dict[str, Any]:
    path = f"/v1/{{p}}/syncs/{segment(body['sync_id'])}"
    phase = ""
    try:
        while body["state"] not in _ENDED:
            if body["progress"]["phase"] != phase:
                phase = body["progress"]["phase"]
                say(f"{phase} …\n")
            time.sleep(LOOK_S)
            body = session.client.call("GET", path)
    except KeyboardInterrupt:
        session.client.call("POST", f"{path}/stop")
        raise ModelArtsError("Stopped. What had arrived stays; the next sync goes on.") from None
    return body


def _told(body: dict[str, Any]) -> str:
    result = body["result"]
    counts = [f"{result['counts'][one]} {one}" for one in _NUMBERS if result["counts"][one]]
    lines = [f"  {one['what']} {one['name']}: {one['reason']}" for one in result["names"][:_SHOWN]]
    if body["state"] != "succeeded":
        raise ModelArtsError("\n".join([body["message"] or body["state"], *lines]))
    return "\n".join([", ".join(counts) or "There is nothing to sync.", *lines])
