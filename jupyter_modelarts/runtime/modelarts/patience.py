"""How long one waits for a server that is gone, and how often what broke off is tried again."""

from __future__ import annotations

import logging
import os
import time
from dataclasses import dataclass
from typing import Callable, TypeVar

from .errors import ServerUnreachable, TryAgain
from .together import pause

VARIABLE = "MODELARTS_WAIT_S"
"""Sets how many seconds are waited for a server that is gone."""
JOB_VARIABLE = "MODELARTS_JOB_ID"
JOB_WAIT_S = 600.0
WAIT_S = 20.0
TRIES = 6
FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 5.0

_T = TypeVar("_T")
log = logging.getLogger("modelarts")


@dataclass(frozen=True)
class Patience:
    """Calls what may be called twice without harm until it works.

    A server that is gone is waited for: it may be restarted, and a job outlives it. What breaks
    off is tried `tries` times in a row.
    """

    wait_s: float
    tries: int = TRIES
    first_pause_s: float = FIRST_PAUSE_S

    def __call__(self, call: Callable[[], _T]) -> _T:
        """What `call` returns. Raises its last error, with how long was waited."""
        began = time.monotonic()
        tried, seconds, told = 0, self.first_pause_s, False
        while True:
            try:
                return call()
            except ServerUnreachable as error:
                self._give_up_late(error, began)
                told = told or self._tell(error)
                if pause(seconds):
                    raise
            except TryAgain:
                tried += 1
                if tried >= self.tries or pause(seconds):
                    raise
            seconds = min(2 * seconds, max(LONGEST_PAUSE_S, self.first_pause_s))

    def _give_up_late(self, error: ServerUnreachable, began: float) -> None:
        if time.monotonic() - began < self.wait_s:
            return
        waited = f" Waited {self.wait_s:.0f} s for it ({VARIABLE} changes that)."
        raise ServerUnreachable(error.error_msg + (waited if self.wait_s else "")) from None

    def _tell(self, error: ServerUnreachable) -> bool:
        log.warning("%s Waiting for up to %.0f s.", error.error_msg, self.wait_s)
        return True


def usual() -> Patience:
    """Ten minutes in a job, which goes on without a server; else what a restart takes."""
    given = os.environ.get(VARIABLE, "")
    if given.replace(".", "", 1).isdigit():
        return Patience(float(given))
    return Patience(JOB_WAIT_S if os.environ.get(JOB_VARIABLE) else WAIT_S)
