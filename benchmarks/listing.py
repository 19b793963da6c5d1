"""The first page of a very large folder, and how long JupyterLab waits for it.

Ours is asked over HTTP, as the drive does; the local store's directory holds the files already.
`lab_blocked_ms` is how much longer than usual another request took while pages were asked.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

from .report import Figure, Figures, median
from .server import Server, jupyter_server

KEYS, QUICK_KEYS = 1_000_000, 20_000
PAIRS, QUICK_PAIRS = 9, 5
FOLDER = "obs://bench/many/"
PAGE = 1000


def measure(*, quick: bool) -> Figures:
    """Fresh servers ask for the first page; the last one goes on to the pages after."""
    count, rounds = (QUICK_KEYS, QUICK_PAIRS) if quick else (KEYS, PAIRS)
    first: list[float] = []
    later: list[float] = []
    blocked: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for number in range(rounds + 1):  # the first is the warm-up: the disk's cache
            with jupyter_server(place / "server", extension=True) as server:
                server.call("GET", "modelarts/v1/default/buckets")
                _fill(place / "server" / "state" / "objects" / "bench" / "many", count)
                page_s, rest_s, blocked_s = _ask(server)
            if number:
                first.append(page_s * 1000)
                later.append(rest_s * 1000)
                blocked.append(blocked_s * 1000)
    return {
        "first_page_ms": Figure(median(first), "ms", "< 500", note=f"{count:,} keys in a folder"),
        "second_page_ms": Figure(median(later), "ms", note="the names are sorted then"),
        "lab_blocked_ms": Figure(
            median(blocked), "ms", "< 50", note="the longest wait of another request, less usual"
        ),
        "keys": Figure(count, ""),
    }


def _fill(folder: Path, count: int) -> None:
    """Files in the local store's own directory are objects."""
    if folder.exists():
        return
    folder.mkdir(parents=True)
    for number in range(count):
        os.close(os.open(folder / f"{number * 7919 % count:08}.png", os.O_CREAT | os.O_WRONLY))
    time.sleep(0.5)  # a directory that has just changed is not kept in mind


def _ask(server: Server) -> tuple[float, float, float]:
    """The first page, the second one, and how long something else waited meanwhile."""
    waits: list[float] = []
    ended = threading.Event()

    def look() -> None:
        while not ended.is_set():
            began = time.perf_counter()
            server.call("GET", "api/status")
            waits.append(time.perf_counter() - began)
            time.sleep(0.005)

    usual = []
    for _ in range(20):
        began = time.perf_counter()
        server.call("GET", "api/status")
        usual.append(time.perf_counter() - began)
    looker = threading.Thread(target=look)
    looker.start()
    try:
        first_s, marker = _page(server, "")
        second_s, _ = _page(server, marker)
    finally:
        ended.set()
        looker.join()
    return first_s, second_s, max(0.0, max(waits) - median(usual))


def _page(server: Server, marker: str) -> tuple[float, str]:
    began = time.perf_counter()
    query = urlencode({"uri": FOLDER, "limit": PAGE, "marker": marker})
    body = server.call("GET", f"modelarts/v1/default/objects?{query}")
    taken = time.perf_counter() - began
    assert len(body["objects"]) == PAGE
    return taken, str(body["next_marker"])
