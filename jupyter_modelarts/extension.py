"""The Jupyter server extension: settings, and one router that builds the rest when first asked.

Jupyter's start pays for this file only. The platform (database, managers, handlers) is composed on
the first request below `<jupyter>/modelarts`, or shortly after the start where a database is there,
since workloads may be waiting in it.
"""

from __future__ import annotations

import os
import threading
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_server.extension.application import ExtensionApp
from tornado.httputil import HTTPMessageDelegate, HTTPServerRequest
from tornado.ioloop import IOLoop
from tornado.routing import Router
from tornado.web import Application
from traitlets import Unicode, default

from .core.state import CONFIG_VARIABLE, DATABASE, default_state_dir

if TYPE_CHECKING:
    from .running import Refusal, Running

WARM_UP_S = 3.0
STOPPING = "The server is stopping: try again when it is back."


class ModelArtsApp(ExtensionApp):
    """Settings of the platform in this Jupyter server."""

    name = "jupyter_modelarts"
    app_name = "ModelArts"
    load_other_extensions = True

    state_dir = Unicode(
        "",
        config=True,
        help="Where database, objects, engines and run directories are kept, on a local disk. "
        "Default: $MODELARTS_STATE_DIR, else modelarts in Jupyter's data directory.",
    )
    database_url = Unicode(
        "", config=True, help="A SQLAlchemy URL. Default: SQLite in the state directory."
    )

    kernel_config = Unicode(
        config=True,
        help="The file in which programs of the user find the newest server and a token, beside "
        "the one of its own that each server's kernels get. Empty: write none. Default: "
        "$MODELARTS_KERNEL_CONFIG, else ~/.modelarts/config.json.",
    )

    @default("kernel_config")
    def _default_kernel_config(self) -> str:
        return os.environ.get("MODELARTS_KERNEL_CONFIG", "~/.modelarts/config.json")

    def initialize_handlers(self) -> None:
        """Route everything below `<jupyter>/modelarts` to what is built on demand."""
        assert self.serverapp is not None
        web_app = self.serverapp.web_app
        base_url = web_app.settings["base_url"].rstrip("/")
        self._router = LazyRouter(self)
        rules = [(f"{base_url}/modelarts/.*", self._router)]
        # Jupyter's own add_handlers looks for handler classes to check, and a router is none.
        Application.add_handlers(web_app, ".*$", rules)
        self._tell_kernels()
        if (self._state_dir() / DATABASE).exists():
            IOLoop.current().call_later(WARM_UP_S, self._warm_up)

    def running(self) -> Running | Refusal:
        """Compose the platform. Slow (imports, a migration): called by the router."""
        from .core.errors import DomainError, Unavailable
        from .running import Places, Refusal, Running

        assert self.serverapp is not None
        web_app, work_dir = self.serverapp.web_app, Path(self.serverapp.root_dir)
        if self._router.is_closed:
            return Refusal(web_app, Unavailable(STOPPING))
        try:
            return Running(
                web_app,
                self._state_dir(),
                self.database_url,
                work_dir,
                self._note_activity,
                Places(self._endpoint(), self._own_config(), self._shared_config()),
            )
        except DomainError as error:
            self.log.error("ModelArts cannot start: %s", error)
            return Refusal(web_app, error)

    async def stop_extension(self) -> None:
        """Stop ticking; workloads go on."""
        self._tell_kernels_no_more()
        await IOLoop.current().run_in_executor(None, self._router.close)

    def _state_dir(self) -> Path:
        return Path(self.state_dir) if self.state_dir else default_state_dir()

    def _tell_kernels(self) -> None:
        """Only where to look; the file itself is written when the platform is composed."""
        self._told_before = os.environ.get(CONFIG_VARIABLE)
        os.environ[CONFIG_VARIABLE] = str(self._own_config())

    def _tell_kernels_no_more(self) -> None:
        os.environ.pop(CONFIG_VARIABLE, None)
        if self._told_before is not None:
            os.environ[CONFIG_VARIABLE] = self._told_before

    def _own_config(self) -> Path:
        assert self.serverapp is not None
        return Path(self.serverapp.runtime_dir) / f"modelarts-{os.getpid()}.json"

    def _shared_config(self) -> Path | None:
        return Path(self.kernel_config).expanduser() if self.kernel_config else None

    def _endpoint(self) -> str:
        """The address for programs on this computer; empty on a unix socket."""
        app = self.serverapp
        assert app is not None
        if app.sock:
            return ""
        ip = {"::": "::1", "": "127.0.0.1", "*": "127.0.0.1", "0.0.0.0": "127.0.0.1"}.get(
            app.ip, app.ip
        )
        host = f"[{ip}]" if ":" in ip else ip
        return f"{'https' if app.certfile else 'http'}://{host}:{app.port}{app.base_url}"

    def _warm_up(self) -> None:
        threading.Thread(target=self._router.build, name="modelarts-start", daemon=True).start()

    def _note_activity(self) -> None:
        assert self.serverapp is not None
        now = datetime.now(timezone.utc)
        self.serverapp.web_app.settings["modelarts_last_activity"] = now


class LazyRouter(Router):
    """Builds the platform on the first request, or again where it could not be built before."""

    def __init__(self, app: ModelArtsApp) -> None:
        self._app = app
        self.is_closed = False
        self._building = threading.Lock()
        self._running: Running | Refusal | None = None

    def build(self) -> Running | Refusal:
        """The platform, built by the first caller."""
        with self._building:
            if self._running is None or getattr(self._running, "stale", False):
                self._running = self._app.running()
            return self._running

    def find_handler(self, request: HTTPServerRequest, **kwargs: Any) -> HTTPMessageDelegate | None:
        """The handler of one of our routes."""
        return self.build().application.find_handler(request)

    def close(self) -> None:
        """Stop what was built, or is being built on another thread; build no more."""
        self.is_closed = True
        with self._building:
            if self._running is not None:
                self._running.close()


main = launch_new_instance = ModelArtsApp.launch_instance
