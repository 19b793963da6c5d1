"""Users' own engines, and libraries put into engines, from a folder of wheels."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from jupyter_modelarts.compute import WorkloadManager
from jupyter_modelarts.compute.schemas import State
from jupyter_modelarts.core.errors import Conflict, InvalidInput, NotFound
from jupyter_modelarts.engines import EngineManager
from jupyter_modelarts.engines.kernels import Kernels
from jupyter_modelarts.engines.schemas import Download, Engine, EngineState, OwnEngine

from .test_manager import BUILD_S, built
from .wheels import wheel

MINE = OwnEngine(engine_id="mine", description="What I need.", requirements=["greeting==1.0"])


@pytest.fixture(autouse=True)
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All that an engine of one's own is made of, without a network."""
    folder = tmp_path / "wheels"
    for name in ("pip", "setuptools", "wheel", "ipykernel"):
        wheel(folder, name, "6.30")
    wheel(folder, "greeting", "1.0", "WORD = 'hello'")
    wheel(folder, "greeting", "2.0", "WORD = 'good day'", size=3 * 2**20)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def says(engines: EngineManager, engine: Engine, code: str = "") -> str:
    """What the greeting in an engine is."""
    assert engine.build is not None
    python = Kernels().python(engine.description.id)
    argv = [str(python), "-c", code or "import greeting; print(greeting.WORD)"]
    return subprocess.run(argv, capture_output=True, text=True, check=False).stdout.strip()


def installed(
    engines: EngineManager, workloads: WorkloadManager, engine_id: str, lines: Sequence[str]
) -> Engine:
    change = engines.libraries.install(engine_id, lines).change
    assert change is not None
    workloads.wait(change.workload_id, BUILD_S)
    return engines.get(engine_id)


def measured(
    engines: EngineManager, workloads: WorkloadManager, engine_id: str, lines: Sequence[str] = ()
) -> Download:
    engines.libraries.measure(engine_id, lines)
    for workload in workloads.unfinished():
        workloads.wait(workload.id, BUILD_S)
    measuring, found = engines.libraries.download(engine_id, lines)
    assert not measuring
    assert found is not None
    return found


def test_an_engine_of_requirements_is_created_changed_and_deleted(
    engines: EngineManager, workloads: WorkloadManager
) -> None:
    created = engines.create(MINE)
    first = built(engines, workloads, "mine")
    word = says(engines, first)
    changed = engines.update(MINE.model_copy(update={"requirements": ["greeting"]}))
    second = built(engines, workloads, "mine")

    assert created.state is EngineState.ABSENT
    assert [one.description.id for one in engines.list()][-1] == "mine"
    assert (first.state, word) == (EngineState.READY, "hello")
    assert "has changed" in changed.reason
    assert says(engines, second) == "good day"

    engines.delete("mine")

    with pytest.raises(NotFound):
        engines.get("mine")
    assert Kernels().python("mine") is None


def test_an_engine_on_an_interpreter_has_its_packages_and_leaves_it_alone(
    engines: EngineManager, workloads: WorkloadManager, tmp_path: Path
) -> None:
    base = tmp_path / "base"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(base)], check=True)
    packages = next(base.glob("lib/python*/site-packages"))
    (packages / "mine_alone.py").write_text("WORD = 'mine'")
    for name in ("pip", "ipykernel"):
        (packages / f"{name}-1.dist-info").mkdir()
        (packages / f"{name}-1.dist-info" / "METADATA").write_text(f"Name: {name}\nVersion: 1\n")
    engines.create(OwnEngine(engine_id="stands", interpreter=str(base / "bin" / "python")))

    engine = built(engines, workloads, "stands")

    assert engine.state is EngineState.READY, engine.reason
    assert says(engines, engine, "import mine_alone; print(mine_alone.WORD)") == "mine"
    assert engine.receipt is not None
    assert engine.receipt.size_bytes < 2**20


def test_a_library_is_installed_and_comes_back_when_the_engine_is_made_anew(
    engines: EngineManager, workloads: WorkloadManager
) -> None:
    engines.create(OwnEngine(engine_id="mine"))
    built(engines, workloads, "mine")

    after = installed(engines, workloads, "mine", ["greeting<2"])
    word = says(engines, after)
    rebuilt = engines.rebuild("mine")
    assert rebuilt.build is not None
    workloads.wait(rebuilt.build.workload_id, BUILD_S)

    assert (after.state, word) == (EngineState.READY, "hello")
    assert after.change is not None
    assert after.change.state is State.SUCCEEDED
    assert after.description.libraries == ["greeting<2"]
    assert after.receipt is not None
    assert "greeting" in {one.name for one in after.receipt.packages}
    assert says(engines, engines.get("mine")) == "hello"


def test_a_library_that_cannot_be_had_says_so_and_changes_nothing(
    engines: EngineManager, workloads: WorkloadManager
) -> None:
    engines.create(MINE)
    built(engines, workloads, "mine")

    after = installed(engines, workloads, "mine", ["nowhere==1"])

    assert after.change is not None
    assert after.change.state is State.FAILED
    assert "does not have packages that fit" in after.change.reason
    assert (after.state, after.description.libraries) == (EngineState.READY, [])


def test_what_will_be_downloaded_is_known_before(
    engines: EngineManager, workloads: WorkloadManager
) -> None:
    engines.create(MINE)
    whole = measured(engines, workloads, "mine")
    built(engines, workloads, "mine")
    library = measured(engines, workloads, "mine", ["greeting>=2"])
    nothing = measured(engines, workloads, "mine", ["nowhere"])

    assert (whole.packages, whole.reason) == (2, "")
    assert library.size_bytes > 3 * 2**20
    assert list(library.largest) == ["greeting"]
    assert "does not have packages that fit" in nothing.reason


def test_an_installation_says_what_it_downloads_before_it_starts(
    engines: EngineManager, workloads: WorkloadManager
) -> None:
    engines.create(MINE)
    built(engines, workloads, "mine")

    first = installed(engines, workloads, "mine", ["greeting>=2"]).change
    second = installed(engines, workloads, "mine", ["greeting>=2"]).change

    assert first is not None
    assert second is not None
    log, again = (workloads.log(one.workload_id, 0, 1 << 20).text for one in (first, second))
    said = log.index("1 packages, 3 MiB to download")
    assert said < log.index("greeting==2.0") < log.index("is in the engine mine")
    assert "Nothing has to be downloaded." in again


def test_only_a_ready_engine_takes_libraries_and_only_ones_own_are_changed(
    engines: EngineManager,
) -> None:
    engines.create(MINE)
    with pytest.raises(Conflict, match="build it first"):
        engines.libraries.install("mine", ["greeting"])
    with pytest.raises(Conflict, match="this release's"):
        engines.update(OwnEngine(engine_id="tiny"))
    with pytest.raises(Conflict, match="choose another name"):
        engines.create(MINE)
    with pytest.raises(InvalidInput, match="No library is named"):
        engines.libraries.install("mine", [])


@pytest.mark.parametrize(
    "changes",
    [
        {"engine_id": "../up"},
        {"engine_id": "Mine"},
        {"engine_id": "a" * 41},
        {"engine_id": "tensorflow"},
        {"engine_id": "tf-1.13.1-python3.6"},
        {"engine_id": ""},
        {"requirements": ["--index-url=http://x"]},
        {"requirements": ["greeting; import os"]},
        {"requirements": ["./somewhere"]},
        {"interpreter": "python3"},
        {"interpreter": "/etc/passwd"},
        {"interpreter": "/nowhere/bin/python"},
        {"python": "2.7"},
        {"python": "3.11; rm"},
    ],
)
def test_robustness_hostile_engines_are_refused(
    changes: dict[str, object], engines: EngineManager
) -> None:
    with pytest.raises(InvalidInput):
        engines.create(MINE.model_copy(update=changes))
    assert len(engines.list()) == 2
