"""How the kernels of a server find it: files that only their owner can read.

Kernels get `MODELARTS_CONFIG`, the path of a file of this server's own, so that those of two
servers do not mix; whatever else the user runs finds the newest server in
`~/.modelarts/config.json`.
Nothing here may break a server: what cannot be written is logged, and the server goes on.
"""

from __future__ import annotations

import json
import logging
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..core.errors import DomainError
from ..core.ids import new_id, urn
from ..core.safe.json import parse
from ..core.safe.writing import atomic_write
from ..core.state import PROJECT
from .manager import TokenManager
from .schemas import Issued

LIFETIME_S = 30 * 24 * 3600
_MAX_BYTES = 1 << 20
_OURS = ("endpoint", "token", "project_id")

log = logging.getLogger(__name__)


class Handover:
    """What one server leaves for its kernels while it runs."""

    def __init__(
        self,
        tokens: TokenManager,
        endpoint: str,
        own: Path,
        shared: Path | None,
        server_file: Path,
    ) -> None:
        """`own` is this server's file, `shared` the user's, `server_file` the state directory's."""
        self._tokens = tokens
        self._endpoint = endpoint
        self._own = own
        self._shared = shared
        self._server_file = server_file
        self._owner = urn("server", new_id())
        self._issued: Issued | None = None

    def begin(self) -> None:
        """Make a token and write it down."""
        _remove_those_of_the_dead(self._own.parent)
        try:
            name = f"Kernels of {self._endpoint}"[:64]
            issued = self._tokens.issue(name, ttl_s=LIFETIME_S, owner_urn=self._owner)
        except DomainError as error:
            log.warning("Kernels will not find this server: %s", error)
            return
        self._issued = issued
        config = {"endpoint": self._endpoint, "token": issued.secret, "project_id": PROJECT}
        _try_to_write(self._own, config)
        _try_to_write(self._server_file, {"endpoint": self._endpoint})
        if self._shared is not None:
            _try_to_merge(self._shared, config)

    def renew(self) -> None:
        """To be called daily: the token of a server that runs does not expire."""
        if self._issued is not None:
            self._tokens.prolong(self._issued.id, LIFETIME_S)

    def end(self) -> None:
        """The token is worth nothing any more, and no file names it."""
        if self._issued is None:
            return
        with suppress(DomainError):
            self._tokens.revoke_owned(self._owner)
        with suppress(OSError):
            self._own.unlink(missing_ok=True)
        with suppress(OSError, DomainError):
            if _read(self._server_file).get("endpoint") == self._endpoint:
                self._server_file.unlink()
        if self._shared is not None:
            _take_back(self._shared, self._issued.secret)


def _try_to_write(path: Path, config: dict[str, Any]) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        atomic_write(path, json.dumps(config, indent=2).encode() + b"\n", permissions=0o600)
    except (OSError, DomainError) as error:
        log.warning("%s cannot be written, so kernels may not find this server: %s", path, error)


def _try_to_merge(path: Path, config: dict[str, Any]) -> None:
    """The user's other keys stay; a file that is not ours to understand stays as it is."""
    try:
        path = path.resolve()  # a link of the user's stays one
        known = _read(path)
    except (OSError, DomainError) as error:
        log.warning("%s cannot be read, and is left as it is: %s", path, error)
        return
    _try_to_write(path, {**known, **config})


def _take_back(path: Path, token: str) -> None:
    with suppress(OSError, DomainError):
        path = path.resolve()
        known = _read(path)
        if known.get("token") == token:
            _try_to_write(path, {name: known[name] for name in known if name not in _OURS})


def _read(path: Path) -> dict[str, Any]:
    """Raises OSError or InvalidInput; nothing where it is not there."""
    try:
        with path.open("rb") as stream:
            value = parse(stream.read(_MAX_BYTES + 1) or b"{}", max_bytes=_MAX_BYTES)
    except FileNotFoundError:
        return {}
    return value if isinstance(value, dict) else parse(b"")


def _remove_those_of_the_dead(directory: Path) -> None:
    """What a server left that was killed; its token expires by itself."""
    with suppress(OSError):
        for path in directory.glob("modelarts-*.json"):
            number = path.stem.removeprefix("modelarts-")
            if number.isdigit() and int(number) != os.getpid() and not _lives(int(number)):
                path.unlink(missing_ok=True)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
