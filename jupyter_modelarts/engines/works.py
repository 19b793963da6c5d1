"""The long works on engines, which run as workloads of the platform's own interpreter."""

from __future__ import annotations

from ..compute.manager import WorkloadManager
from ..compute.schemas import Resources, WorkloadSpec
from ..core.db import Tx
from ..core.ids import now_ms, urn
from . import store
from .schemas import EngineDescription, EngineRecord

TOPIC = "engines"
BUILD = "build-engine"
DERIVE = "add-libraries"
INSTALL = "install-libraries"
MEASURE = "measure-download"
RECIPE_FILE = "work/engine.json"
DOWNLOADS = "downloads"
"""Beside the environments of an engine: what its downloads were measured to be."""
_SIZE = Resources(cpu=1, memory_mb=512)


def engine_work(
    workloads: WorkloadManager,
    work: str,
    description: EngineDescription,
    recipe: str,
    *words: str,
) -> WorkloadSpec:
    """One of these works; it is told `recipe` in a file, and `words`."""
    return WorkloadSpec(
        kind=work,
        name=f"engine {description.id}",
        argv=workloads.platform_argv(work, f"{{run}}/{RECIPE_FILE}", *words),
        env=workloads.platform_env(),
        files={RECIPE_FILE: recipe},
        owner_urn=urn("engine", description.id),
        topic=TOPIC,
        resources=_SIZE,
    )


def record_of(tx: Tx, engine_id: str) -> EngineRecord:
    """What users changed about an engine; a new one where they changed nothing."""
    found = store.all_records(tx).get(engine_id)
    return found or EngineRecord(engine_id=engine_id, created_at=now_ms())
