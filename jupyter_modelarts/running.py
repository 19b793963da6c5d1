"""The platform inside a server: managers, threads that keep it going, and the routes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tornado.web import Application

from .compose import compose
from .compute.ticker import Ticker
from .core.errors import DomainError
from .core.events import EventWatcher
from .core.handlers import NowhereHandler, RefusingHandler, tornado_rules
from .core.state import SERVER_FILE
from .core.threads import Pools
from .housekeeping import Housekeeper
from .iam.handover import Handover
from .obs import StoreManager
from .routes import ROUTES

RETRY_S = 5.0


@dataclass(frozen=True)
class Places:
    """Where this server is, and where its kernels look for that.

    `endpoint` is empty where a program cannot reach it by TCP. `shared_config` is None where the
    user's own file is to be left alone.
    """

    endpoint: str
    own_config: Path
    shared_config: Path | None


class Running:
    """What a server process holds; nothing of it outlives or outranks the state directory.

    `application` answers what is below `<jupyter>/modelarts` and shares the settings of `outer`.
    """

    def __init__(
        self,
        outer: Application,
        state_dir: Path,
        database_url: str,
        work_dir: Path,
        busy: Callable[[], None],
        places: Places,
    ) -> None:
        """Raises a DomainError where the state directory cannot be used."""
        self._platform = compose(state_dir, database_url, work_dir)
        self._platform.managers.get(StoreManager).note_environment()
        self._pools = Pools()
        self._events = EventWatcher(self._platform.db)
        self._ticker = Ticker(self._platform.workloads, busy)
        self._handover = Handover(
            self._platform.tokens,
            places.endpoint,
            places.own_config,
            places.shared_config,
            self._platform.state_dir / SERVER_FILE,
        )
        self._housekeeper = Housekeeper(self._platform, self._handover.renew)
        self._platform.workloads.kick = self._ticker.kick
        outer.settings["modelarts_managers"] = self._platform.managers
        outer.settings["modelarts_authenticator"] = self._platform.tokens
        outer.settings["modelarts_pools"] = self._pools
        outer.settings["modelarts_events"] = self._events
        base_url = outer.settings["base_url"]
        routes = [route for owned in ROUTES.values() for route in owned]
        rules: list[Any] = [*tornado_rules(base_url, routes), (".*", NowhereHandler)]
        self.application = _inside(outer, rules)
        if places.endpoint:
            self._handover.begin()
        self._ticker.start()
        self._housekeeper.start()

    def close(self) -> None:
        """Stop the threads; workloads go on."""
        self._ticker.stop()
        self._housekeeper.stop()
        self._handover.end()
        self._events.stop()
        self._pools.close()
        self._platform.close()


class Refusal:
    """Stands in for `Running` where the state directory cannot be used, until it can."""

    def __init__(self, outer: Application, error: DomainError) -> None:
        self._made = time.monotonic()
        self.application = _inside(outer, [(".*", RefusingHandler, {"error": error})])

    @property
    def stale(self) -> bool:
        """It is time to try again."""
        return time.monotonic() - self._made > RETRY_S

    def close(self) -> None:
        """Nothing to stop."""


def _inside(outer: Application, rules: list[Any]) -> Application:
    application = Application(rules)
    application.settings = outer.settings
    return application
