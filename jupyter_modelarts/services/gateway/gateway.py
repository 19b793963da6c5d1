"""Routes each request by weight and load, keeps time, counts, and ends without losing one."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import socket
from collections.abc import Callable, Collection, Iterator

from .client import Client
from .counters import Counters, Counts
from .doorkeeper import Doorkeeper
from .exchange import Exchange
from .limits import Limits
from .refusals import NEVER_TAKEN, NO_REPLICA, NO_SERVICE, OVERLOADED, Refusal, timed_out
from .replica import Replica
from .request_log import RequestLog
from .routes import Group, Routes, Service

_TICK_S = 0.1
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class Gateway:
    """One for all services. For one event loop."""

    def __init__(
        self,
        routes: Callable[[], Routes],
        doorkeeper: Doorkeeper,
        hosts: Collection[str] = _LOOPBACK,
        limits: Limits | None = None,
        log: RequestLog | None = None,
    ) -> None:
        """`hosts` are the names, without a port, under which it may be called."""
        self.routes = routes
        self.doorkeeper = doorkeeper
        self.hosts = frozenset(host.lower() for host in hosts)
        self.limits = limits or Limits()
        self.clients: set[Client] = set()
        self.held_bytes = 0  # of request bodies
        self.is_draining = False
        self._log = log
        self._counters = Counters()
        self._replicas: dict[str, Replica] = {}
        self._exchanges: set[Exchange] = set()
        self._absent: list[Exchange] = []  # no replica of theirs can be reached
        self._known: Routes | None = None
        self._end: asyncio.Event | None = None
        self._ids = self._request_ids()

    # its life

    async def serve(self, listener: socket.socket) -> None:
        """Until `drain`, and then until the last answer is sent. Closes the listener."""
        loop = asyncio.get_running_loop()
        self._end = asyncio.Event()
        if self.is_draining:
            self._end.set()
        server = await loop.create_server(lambda: Client(self), sock=listener, backlog=1024)
        ticker = loop.create_task(self._tick())
        try:
            await self._end.wait()
            server.close()
            await self._finish()
        finally:
            ticker.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await ticker
            server.close()
            for client in list(self.clients):
                client.abort()
            for replica in self._replicas.values():
                replica.close()
            if self._log:
                self._log.flush_all()

    def drain(self) -> None:
        """Take no more connections, answer what has come, and end."""
        self.is_draining = True
        if self._end:
            self._end.set()

    async def _finish(self) -> None:
        for client in list(self.clients):
            client.drain()
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self.limits.drain_s
        while self.clients and loop.time() < deadline:
            await asyncio.sleep(0.02)

    # a request's way

    def new_request_id(self) -> str:
        """Unique, and cheap."""
        return next(self._ids)

    def accept(self, exchange: Exchange) -> None:
        """A complete request that may be answered."""
        self._exchanges.add(exchange)
        self.dispatch(exchange)

    def dispatch(self, exchange: Exchange) -> None:
        """Give it to a replica, or have it wait. Also for what a lost replica never had."""
        if exchange.is_over:
            return
        service = self.routes().get(exchange.service.id)
        if service is None:
            self.refuse(exchange, NO_SERVICE)
            return
        replica = self._choose(service)
        if replica is None:
            self._wait(exchange)
        elif replica.load >= self.limits.replica_connections and self._is_full(service):
            self.refuse(exchange, OVERLOADED)
        else:
            replica.submit(exchange)

    def _choose(self, service: Service) -> Replica | None:
        """A version by weight among those that can be reached, its replica with the least load."""
        now = asyncio.get_running_loop().time()
        reachable = []
        for group in service.groups:
            found = self._reachable(group, now) if group.weight > 0 else []
            if found:
                reachable.append((group.weight, found))
        if not reachable:
            return None
        if len(reachable) == 1:
            replicas = reachable[0][1]
        else:
            weights = [weight for weight, _ in reachable]
            replicas = random.choices(reachable, weights)[0][1]
        if len(replicas) == 1:
            return replicas[0]
        least = min(replica.load for replica in replicas)
        return random.choice([replica for replica in replicas if replica.load == least])

    def _reachable(self, group: Group, now: float) -> list[Replica]:
        found = []
        for target in group.targets:
            replica = self._replicas.get(target.socket)
            if replica is None or replica.target != target:
                before = replica
                replica = self._replicas[target.socket] = Replica(self, target)
                if before is not None:
                    before.close()  # what waited there comes back here, and must find the new one
            if replica.down_until <= now:
                found.append(replica)
        return found

    def _is_full(self, service: Service) -> bool:
        waiting = 0
        for group in service.groups:
            for target in group.targets:
                replica = self._replicas.get(target.socket)
                waiting += replica.waiting if replica else 0
        return waiting >= self.limits.waiting

    def _wait(self, exchange: Exchange) -> None:
        absent = sum(one.service.id == exchange.service.id for one in self._absent)
        if absent >= self.limits.waiting:
            self.refuse(exchange, OVERLOADED)
        else:
            self._absent.append(exchange)

    # how it ends

    def refuse(self, exchange: Exchange, refusal: Refusal) -> None:
        """Answer for a replica that cannot."""
        if not exchange.is_over:
            exchange.status = refusal.status
            exchange.caller.refuse(exchange, refusal)

    def over(self, exchange: Exchange, now: float) -> None:
        """Answered, or its caller has gone. Heard once."""
        exchange.is_over = True
        self._exchanges.discard(exchange)
        self.held_bytes -= len(exchange.body)
        if exchange.status:
            ms = (now - exchange.began) * 1000
            self._counters.add(exchange.service.id, exchange.version, exchange.status, ms)
            if self._log:
                self._log.add(
                    exchange.request_id,
                    exchange.service.id,
                    exchange.version,
                    exchange.path,
                    exchange.status,
                    ms,
                )

    def counters(self) -> dict[tuple[str, str], Counts]:
        """By service and version, since it began. From any thread: a copy of numbers."""
        return self._counters.snapshot()

    # time

    async def _tick(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(_TICK_S)
            now = loop.time()
            self._look_at_routes()
            self._look_at_exchanges(now)
            for client in list(self.clients):
                client.check(now)
            if self._log:
                self._log.flush()

    def _look_at_routes(self) -> None:
        """Let go of replicas that are routed to no longer."""
        routes = self.routes()
        if routes is self._known:
            return
        self._known = routes
        wanted = {
            target.socket: target
            for service in routes.values()
            for group in service.groups
            for target in group.targets
        }
        for path in [path for path, one in self._replicas.items() if path not in wanted]:
            self._replicas.pop(path).close()

    def _look_at_exchanges(self, now: float) -> None:
        absent, self._absent = self._absent, []
        for exchange in absent:
            if exchange.is_over:
                continue
            if now >= exchange.absent_until:
                self.refuse(exchange, NO_REPLICA)
            else:
                self.dispatch(exchange)
        for exchange in [one for one in self._exchanges if one.deadline <= now]:
            self._time_out(exchange)

    def _time_out(self, exchange: Exchange) -> None:
        hold, exchange.hold = exchange.hold, None
        taken = not isinstance(hold, Replica) and hold is not None
        if hold is not None:
            hold.release(exchange)
        if exchange.is_answering:
            exchange.status = 504
            exchange.caller.abort()
        else:
            self.refuse(exchange, timed_out(exchange.service.timeout_s) if taken else NEVER_TAKEN)

    @staticmethod
    def _request_ids() -> Iterator[str]:
        stem = os.urandom(8).hex()
        number = 0
        while True:
            number += 1
            yield f"{stem}-{number:x}"
