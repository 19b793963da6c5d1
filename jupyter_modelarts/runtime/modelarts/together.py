"""Several transfers at the same time, which end together where one fails or the user interrupts."""

from __future__ import annotations

import threading
import time
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from typing import Any, Callable, Sequence

_here = threading.local()


def run_all(work: Sequence[Callable[[], Any]], at_once: int, name: str) -> None:
    """Call all of it. The first failure is raised; what was not begun then is left out."""
    if at_once <= 1 or len(work) <= 1:
        for call in work:
            call()
        return
    stop: threading.Event = getattr(_here, "stop", None) or threading.Event()

    def begin() -> None:
        _here.stop = stop

    with ThreadPoolExecutor(min(at_once, len(work)), name, begin) as pool:
        futures = [pool.submit(call) for call in work]
        try:
            for future in wait(futures, return_when=FIRST_EXCEPTION).done:
                future.result()
        except BaseException:
            stop.set()
            raise
        finally:
            for future in futures:
                future.cancel()


def pause(seconds: float) -> bool:
    """Wait; whether what this is part of has ended meanwhile."""
    stop: threading.Event | None = getattr(_here, "stop", None)
    if stop is not None:
        return stop.wait(seconds)
    time.sleep(seconds)
    return False
