"""Engines built by real workloads."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jupyter_modelarts.compute import WorkloadManager
from jupyter_modelarts.compute.schemas import Phase, State, WorkloadSpec
from jupyter_modelarts.core.db import Database
from jupyter_modelarts.core.errors import Conflict, NotFound
from jupyter_modelarts.engines import EngineManager
from jupyter_modelarts.engines.environment import RUNTIME
from jupyter_modelarts.engines.kernels import Kernels
from jupyter_modelarts.engines.schemas import Engine, EngineState

BUILD_S = 120.0


def built(engines: EngineManager, workloads: WorkloadManager, engine_id: str = "tiny") -> Engine:
    engine = engines.build(engine_id)
    assert engine.build is not None
    workloads.wait(engine.build.workload_id, BUILD_S)
    return engines.get(engine_id)


def test_an_engine_is_absent_until_it_is_built(
    engines: EngineManager, workloads: WorkloadManager, data_dir: Path
) -> None:
    before = engines.get("tiny")
    after = built(engines, workloads)
    assert before.state is EngineState.ABSENT
    assert after.state is EngineState.READY
    assert after.receipt is not None
    assert "tiny is ready" in engines.log("tiny", 0, 1 << 20).text
    assert os.access(Kernels().python("tiny") or "", os.X_OK)


def test_two_who_need_an_engine_wait_for_one_build(db: Database, engines: EngineManager) -> None:
    with db.write() as tx:
        first = engines.ensure(tx, "tiny")
    with db.write() as tx:
        second = engines.ensure(tx, "tiny")
    assert len(first.waits_for) == 1
    assert second == first


def test_a_ready_engine_is_waited_for_by_nobody(
    db: Database, engines: EngineManager, workloads: WorkloadManager
) -> None:
    built(engines, workloads)
    with db.write() as tx:
        ensured = engines.ensure(tx, "tiny")
    assert ensured.waits_for == []
    assert ensured.python.exists()


def test_a_build_that_fails_says_why_and_so_does_the_job_that_waited(
    db: Database, engines: EngineManager, workloads: WorkloadManager
) -> None:
    with db.write() as tx:
        ensured = engines.ensure(tx, "broken")
        spec = WorkloadSpec(
            kind="test", name="job", argv=[str(ensured.python)], waits_for=ensured.waits_for
        )
        job = workloads.submit(tx, spec)
    workloads.wait(ensured.waits_for[0], BUILD_S)

    engine = engines.get("broken")
    job = workloads.wait(job.id, BUILD_S)

    assert engine.state is EngineState.FAILED
    assert "does not have packages that fit" in engine.reason
    assert "jupyter-modelarts-nowhere" in engines.log("broken", 0, 1 << 20).text
    assert (job.state, job.failure_phase) == (State.FAILED, Phase.ENVIRONMENT)
    assert "engine broken" in job.reason


def test_a_failed_engine_is_built_again_for_the_next_who_needs_it(
    db: Database, engines: EngineManager, workloads: WorkloadManager
) -> None:
    first = built(engines, workloads, "broken").build
    with db.write() as tx:
        ensured = engines.ensure(tx, "broken")
    assert first is not None
    assert ensured.waits_for != [first.workload_id]


def test_rebuilding_leaves_one_environment(
    engines: EngineManager, workloads: WorkloadManager, state_dir: Path
) -> None:
    built(engines, workloads)
    again = engines.rebuild("tiny").build
    assert again is not None
    workloads.wait(again.workload_id, BUILD_S)
    assert engines.get("tiny").state is EngineState.READY
    left = [path.name for path in (state_dir / "engines" / "tiny").iterdir()]
    assert left == [again.workload_id]


def test_an_engine_in_use_is_neither_rebuilt_nor_deleted(
    db: Database, engines: EngineManager, workloads: WorkloadManager
) -> None:
    built(engines, workloads)
    with db.write() as tx:
        python = str(engines.ensure(tx, "tiny").python)
        workloads.submit(tx, WorkloadSpec(kind="test", name="job one", argv=[python, "-V"]))
    with pytest.raises(Conflict, match="used by job one"):
        engines.rebuild("tiny")
    with pytest.raises(Conflict, match="used by job one"):
        engines.delete("tiny")


def test_an_installation_that_moved_is_found_again(
    engines: EngineManager, workloads: WorkloadManager, state_dir: Path
) -> None:
    built(engines, workloads)
    (pointer,) = (state_dir / "engines" / "tiny").glob("*/lib/*/site-packages/modelarts-*.pth")
    made = pointer.read_text()
    pointer.write_text("/an/earlier/installation/runtime\n")

    engines.prepare()

    assert pointer.read_text() == made == f"{RUNTIME}\n"
    assert engines.get("tiny").state is EngineState.READY


def test_deleting_takes_environment_and_kernel(
    engines: EngineManager, workloads: WorkloadManager, state_dir: Path, data_dir: Path
) -> None:
    built(engines, workloads)
    engine = engines.delete("tiny")
    assert engine.state is EngineState.ABSENT
    assert not any((state_dir / "engines" / "tiny").iterdir())
    assert Kernels(data_dir).python("tiny") is None


def test_a_stopped_build_is_no_failure(engines: EngineManager, workloads: WorkloadManager) -> None:
    workloads.kick = lambda: None  # it stays in the queue
    engine = engines.build("tiny")
    engines.stop("tiny")
    assert engine.build is not None
    workloads.wait(engine.build.workload_id, BUILD_S)
    assert engines.get("tiny").state is EngineState.ABSENT
    assert "stopped" in engines.get("tiny").reason
    with pytest.raises(Conflict, match="not being built"):
        engines.stop("tiny")


def test_unknown_engines_are_not_found(engines: EngineManager) -> None:
    with pytest.raises(NotFound, match="nowhere"):
        engines.get("nowhere")
    with pytest.raises(NotFound, match="has not been built"):
        engines.log("tiny", 0, 10)
