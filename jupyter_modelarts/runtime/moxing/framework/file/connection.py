"""The one connection of a process, made when the first object is asked for."""

from __future__ import annotations

import logging
import threading
from typing import Any

from ...sdk import ModelArtsError, Obs, Patience, Session, usual
from .errors import as_mox_error

log = logging.getLogger("moxing")


class _Connection:
    """What `set_auth` changes; threads share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._obs: Obs | None = None
        self._patience: Patience | None = None

    def obs(self) -> Obs:
        with self._lock:
            if self._obs is None:
                patience = self._patience or usual()
                self._obs = Obs(patience(Session).client, patience)
            return self._obs

    def set_retries(self, tries: int | None, pause_s: float | None) -> None:
        with self._lock:
            before = self._patience or usual()
            self._patience = Patience(
                before.wait_s,
                before.tries if tries is None else max(1, int(tries)),
                before.first_pause_s if pause_s is None else max(0.0, float(pause_s)),
            )
            self._obs = None


_connection = _Connection()


def obs(url: str) -> Obs:
    """The way to the object `url`, which an error names."""
    try:
        return _connection.obs()
    except ModelArtsError as error:
        raise as_mox_error(url, error) from None


def set_auth(
    ak: str | None = None,
    sk: str | None = None,
    server: str | None = None,
    port: int | None = None,
    is_secure: bool | None = None,
    ssl_verify: bool | None = None,
    long_conn_mode: bool | None = None,
    path_style: bool | None = None,
    retry: int | None = None,
    retry_wait: float | None = None,
    client_timeout: float | None = None,
    list_max_keys: int | None = None,
    timeout_config: Any = None,
) -> None:
    """`retry` and `retry_wait` count; the rest is taken and changes nothing.

    Objects are reached through this server, which alone has the keys of the object store.
    """
    if ak or sk or server:
        log.warning(
            "mox.file.set_auth: ak, sk and server are not used. This ModelArts keeps the keys of "
            "object stores itself: add the store on its page Object stores."
        )
    if retry is not None or retry_wait is not None:
        _connection.set_retries(retry, retry_wait)
