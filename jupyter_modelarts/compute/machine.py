"""What this machine has to give: the size of the local pool and the flavors cut from it."""

from __future__ import annotations

import itertools
import os
import re
import shutil
from pathlib import Path

from .schemas import LOCAL_POOL, Flavor, Pool

VISIBLE = "CUDA_VISIBLE_DEVICES"
_CGROUP = Path("/sys/fs/cgroup")
_DRIVER = Path("/proc/driver/nvidia/gpus")
_MODEL = re.compile(r"^Model:\s*(.+)$", re.M)
RESERVED_MB = 512


def local_pool() -> Pool:
    """The pool of local processes: this machine's CPUs and memory, as its cgroup limits them."""
    return Pool(
        id=LOCAL_POOL,
        name="This computer",
        runner="local",
        cpu=float(cpu_count()),
        memory_mb=max(memory_mb() - RESERVED_MB, RESERVED_MB),
        gpus=len(usable_gpus()),
    )


def local_flavors(pool: Pool) -> list[Flavor]:
    """One CPU, two, four … up to all, each with its share of the memory; then the GPUs, with
    their share of the machine, or half of that, which leaves room beside them."""
    most = int(pool.cpu)
    counts = [count for count in (1, 2, 4, 8, 16, 32) if count < pool.cpu] + [most]
    with_gpus = [
        (max(most * gpus // (pool.gpus * part), 1), gpus)
        for gpus in range(1, pool.gpus + 1)
        for part in (2, 1)
    ]
    sizes = [*((count, 0) for count in counts), *dict.fromkeys(with_gpus)]
    return [_flavor(pool, cpu, pool.memory_mb * cpu // most, gpus) for cpu, gpus in sizes]


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


def usable_gpus() -> list[str]:
    """Those that workloads may have, as CUDA names them: all, or those that the server was left."""
    count = gpu_count()
    given = os.environ.get(VISIBLE)
    return [str(number) for number in range(count)] if given is None else visible(given)[:count]


def visible(value: str) -> list[str]:
    """What a value of CUDA_VISIBLE_DEVICES names; CUDA stops at the first that is no device."""
    names = [name.strip() for name in value.split(",")]
    return list(itertools.takewhile(lambda name: name not in ("", "-1"), names))


def gpu_model() -> str:
    """What the driver calls the first GPU; empty where it does not say."""
    for path in sorted(_DRIVER.glob("*/information")):
        found = _MODEL.search(_read(path))
        if found:
            return found[1].strip()
    return ""


def _flavor(pool: Pool, cpu: int, memory: int, gpus: int) -> Flavor:
    identifier = f"modelarts.{pool.id}.{cpu}u" + (f".{gpus}g" if gpus else "")
    model = f" ({gpu_model()})" if gpus and gpu_model() else ""
    name = f"{cpu} CPU, {memory / 1024:.1f} GiB" + (f", {gpus} GPU{model}" if gpus else "")
    return Flavor(id=identifier, pool_id=pool.id, name=name, cpu=cpu, memory_mb=memory, gpus=gpus)


def _read(path: Path) -> str:
    return path.read_text() if path.is_file() else ""
