"""Runs a gateway as the whole of a process."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import resource
import signal
import socket
import sys

from .gateway import Gateway


def run(gateway: Gateway, listener: socket.socket) -> None:
    """Serve until SIGTERM or SIGINT, then finish what has come."""
    _allow_many_connections()
    gc.collect()
    gc.freeze()  # what was loaded lives as long as the process
    gc.set_threshold(50_000, 20, 50)
    sys.setswitchinterval(0.0005)  # other threads of this process must not keep a caller waiting
    asyncio.run(_serve(gateway, listener))


async def _serve(gateway: Gateway, listener: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, gateway.drain)
    await gateway.serve(listener)


def _allow_many_connections() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 8_192 if hard == resource.RLIM_INFINITY else min(8_192, hard)
    if soft < wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
