"""The one WebSocket of a page: hints to look again, never data."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any, cast

from jupyter_server.base.websocket import WebSocketMixin
from tornado.ioloop import IOLoop
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from .events import EventWatcher
from .handlers import Access, Route, endpoint
from .schemas import Event

MAX_WAITING = 1_000


class EventsSocket(WebSocketMixin, WebSocketHandler, Access):
    """`GET <jupyter>/modelarts/events` as a WebSocket.

    Sends `{"topic", "urn", "change"}` for each event, `{"topic": "hello", …}` first, and
    `{"topic": "again", …}` where a slow page missed some and must look at everything.
    """

    def initialize(self) -> None:
        """Nothing waits yet."""
        self._waiting: deque[str] = deque(maxlen=MAX_WAITING)
        self._missed = False
        self._sending: asyncio.Task[None] | None = None

    @endpoint("read", "events")
    async def get(self, *args: Any, **kwargs: Any) -> None:  # type: ignore[override]  # decorated
        """Upgrade."""
        await WebSocketHandler.get(self, *args, **kwargs)

    def open(self, *args: str, **kwargs: str) -> None:
        """Begin to listen."""
        super().open(*args, **kwargs)
        self._loop = IOLoop.current()
        self._watcher.listen(self._from_thread)
        self._take(Event(topic="hello", urn="", change=""))

    def on_message(self, message: str | bytes) -> None:
        """Pages have nothing to say here."""

    def on_close(self) -> None:
        """Stop listening."""
        self._watcher.forget(self._from_thread)
        super().on_close()

    def _from_thread(self, event: Event) -> None:
        self._loop.add_callback(self._take, event)

    def _take(self, event: Event) -> None:
        self._missed = self._missed or len(self._waiting) == MAX_WAITING
        self._waiting.append(event.model_dump_json())
        if self._sending is None or self._sending.done():
            self._sending = asyncio.create_task(self._send())

    async def _send(self) -> None:
        try:
            while self._waiting:
                if self._missed:
                    self._waiting.clear()
                    self._waiting.append(
                        Event(topic="again", urn="", change="missed").model_dump_json()
                    )
                    self._missed = False
                await self.write_message(self._waiting.popleft())
        except WebSocketClosedError:
            self._watcher.forget(self._from_thread)

    @property
    def _watcher(self) -> EventWatcher:
        return cast(EventWatcher, self.settings["modelarts_events"])


ROUTES = [Route("/events", EventsSocket)]
