"""What this machine has to give: the size of the local pool and the flavors cut from it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from .schemas import LOCAL_POOL, Flavor, Pool

_CGROUP = Path("/sys/fs/cgroup")
RESERVED_MB = 512


def local_pool() -> Pool:
    """The pool of local processes: this machine's CPUs and memory, as its cgroup limits them."""
    return Pool(
        id=LOCAL_POOL,
        name="This computer",
        runner="local",
        cpu=float(cpu_count()),
        memory_mb=max(memory_mb() - RESERVED_MB, RESERVED_MB),
        gpus=gpu_count(),
    )


def local_flavors(pool: Pool) -> list[Flavor]:
    """One CPU, two, four … up to all, each with its share of the memory."""
    counts = [count for count in (1, 2, 4, 8, 16, 32) if count < pool.cpu] + [int(pool.cpu)]
    share = pool.memory_mb // int(pool.cpu)
    return [_flavor(pool, count, share * count, 0) for count in counts] + [
        _flavor(pool, int(pool.cpu), pool.memory_mb, gpus) for gpus in range(1, pool.gpus + 1)
    ]


def cpu_count() -> int:
    """CPUs that this process may use."""
    try:
        available = len(os.sched_getaffinity(0))
    except AttributeError:
        available = os.cpu_count() or 1
    quota = _read(_CGROUP / "cpu.max").split()
    if len(quota) == 2 and quota[0].isdigit():
        available = min(available, max(1, int(quota[0]) // int(quota[1])))
    return available


def memory_mb() -> int:
    """Memory of the machine or of its cgroup, in MiB."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limit = _read(_CGROUP / "memory.max").strip()
    return (min(total, int(limit)) if limit.isdigit() else total) // (1024 * 1024)


def gpu_count() -> int:
    """NVIDIA devices, by their device files (no library is loaded)."""
    if shutil.which("nvidia-smi") is None:
        return 0
    return sum(1 for path in Path("/dev").glob("nvidia*") if path.name[6:].isdigit())


def _flavor(pool: Pool, cpu: int, memory: int, gpus: int) -> Flavor:
    identifier = f"modelarts.{pool.id}.{cpu}u" + (f".{gpus}g" if gpus else "")
    name = f"{cpu} CPU, {memory / 1024:.1f} GiB" + (f", {gpus} GPU" if gpus else "")
    return Flavor(id=identifier, pool_id=pool.id, name=name, cpu=cpu, memory_mb=memory, gpus=gpus)


def _read(path: Path) -> str:
    return path.read_text() if path.is_file() else ""
