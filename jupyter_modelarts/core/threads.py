"""Two bounded thread pools: slow storage calls never stand in a label's way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Pools:
    """`quick` for records, `storage` for bytes."""

    def __init__(self, quick: int = 4, storage: int = 8) -> None:
        self.quick = ThreadPoolExecutor(quick, thread_name_prefix="modelarts-quick")
        self.storage = ThreadPoolExecutor(storage, thread_name_prefix="modelarts-storage")

    async def run(
        self, pool: ThreadPoolExecutor, call: Callable[P, R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Await `call` on a thread of `pool`."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(pool, lambda: call(*args, **kwargs))

    def close(self) -> None:
        """Let running calls end and take no new ones."""
        self.quick.shutdown(wait=False, cancel_futures=True)
        self.storage.shutdown(wait=False, cancel_futures=True)
