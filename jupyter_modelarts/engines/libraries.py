"""Libraries that users install into engines, and the size of what would be downloaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pydantic import ValidationError

from ..compute.manager import WorkloadManager
from ..compute.schemas import FINAL, State, Workload
from ..core.db import Database, Tx
from ..core.errors import Conflict, DomainError, InvalidInput
from ..core.ids import now_ms, urn
from ..core.safe.paths import atomic_write
from ..core.store import emit
from . import store
from .deriving import digest_of_lines
from .environment import Environment, leaving_a_sentence
from .installing import install, measure_build, measure_libraries
from .requirements import requirements
from .schemas import (
    Change,
    Download,
    Engine,
    EngineState,
    Installation,
    Measurement,
)
from .works import DOWNLOADS, INSTALL, MEASURE, RECIPE_FILE, TOPIC, engine_work, record_of


class Libraries:
    """What goes into engines that are there."""

    def __init__(
        self,
        db: Database,
        workloads: WorkloadManager,
        root: Path,
        find: Callable[[Tx, str], Engine],
    ) -> None:
        """`find` raises NotFound."""
        self._db = db
        self._workloads = workloads
        self._root = root
        self._find = find

    def install(self, engine_id: str, lines: Sequence[str]) -> Engine:
        """Begin to put libraries into an engine that is ready. It keeps them when it is built anew.

        Raises InvalidInput, or Conflict where the engine is not ready or is being added to.
        """
        wanted = _some(lines)
        with self._db.write() as tx:
            engine = self._find(tx, engine_id)
            if engine.state is not EngineState.READY or engine.build is None:
                raise Conflict(f"The engine {engine_id} is {engine.state.value}: build it first.")
            self._refuse_changing(engine_id)
            recipe = Installation(
                description=engine.description,
                build_id=engine.build.workload_id,
                requirements=wanted,
            )
            spec = engine_work(
                self._workloads, INSTALL, engine.description, recipe.model_dump_json()
            )
            spec = spec.model_copy(update={"name": f"install into {engine_id}"})
            made = self._workloads.submit(tx, spec)
            record = record_of(tx, engine_id)
            store.save_record(tx, record.model_copy(update={"change_id": made.id}))
            emit(tx, TOPIC, urn("engine", engine_id), "installing")
        self._workloads.kick()
        return self._now(engine_id)

    def measure(self, engine_id: str, lines: Sequence[str] = ()) -> Engine:
        """Begin to find out what a build would download, or the installation of `lines`.

        Raises InvalidInput, or Conflict where libraries are asked for and the engine is not ready.
        """
        wanted = requirements(lines)
        with self._db.write() as tx:
            engine = self._find(tx, engine_id)
            if wanted and (engine.state is not EngineState.READY or engine.build is None):
                raise Conflict(f"The engine {engine_id} is {engine.state.value}: build it first.")
            recipe = Measurement(
                description=engine.description,
                requirements=wanted,
                build_id=engine.build.workload_id if wanted and engine.build else None,
            )
            self._download_file(engine_id, wanted).unlink(missing_ok=True)
            if self._measuring(engine_id, wanted) is None:
                spec = engine_work(
                    self._workloads, MEASURE, engine.description, recipe.model_dump_json()
                )
                self._workloads.submit(tx, spec.model_copy(update={"name": f"size of {engine_id}"}))
        self._workloads.kick()
        return engine

    def download(self, engine_id: str, lines: Sequence[str] = ()) -> tuple[bool, Download | None]:
        """Whether that is being found out, and what the newest answer is."""
        wanted = requirements(lines)
        self._now(engine_id)
        measuring = self._measuring(engine_id, wanted)
        try:
            data = self._download_file(engine_id, wanted).read_bytes()
            found = Download.model_validate_json(data)
        except (OSError, ValidationError):
            found = None
        return measuring is not None and found is None, found

    def newest(self, tx: Tx, engine_id: str) -> Change | None:
        record = store.all_records(tx).get(engine_id)
        if record is None or record.change_id is None:
            return None
        workload = self._workloads.find(tx, [record.change_id]).get(record.change_id)
        if workload is None:
            return None
        told = Installation.model_validate_json(workload.spec.files[RECIPE_FILE])
        place = Environment(self._root / engine_id / told.build_id)
        failed = workload.state in FINAL and workload.state is not State.SUCCEEDED
        return Change(
            workload_id=workload.id,
            requirements=told.requirements,
            state=workload.state,
            reason=(place.failure() or workload.reason) if failed else "",
        )

    def run_installation(self, recipe: str) -> None:
        """What the workload does that installs libraries. Raises BuildFailed or Unavailable."""
        told = Installation.model_validate_json(Path(recipe).read_bytes())
        engine_id = told.description.id
        environment = Environment(self._root / engine_id / told.build_id)
        with leaving_a_sentence(environment):
            install(told.description, environment, told.requirements)
        with self._db.write() as tx:
            record = record_of(tx, engine_id)
            kept = dict.fromkeys([*record.libraries, *told.requirements])
            store.save_record(tx, record.model_copy(update={"libraries": list(kept)}))
            emit(tx, TOPIC, urn("engine", engine_id), "updated")

    def run_measurement(self, recipe: str) -> None:
        """What the workload does that measures a download; a failure is an answer too."""
        told = Measurement.model_validate_json(Path(recipe).read_bytes())
        try:
            if told.build_id is None:
                found = measure_build(told.description)
            else:
                place = Environment(self._root / told.description.id / told.build_id)
                found = measure_libraries(told.description, place, told.requirements)
        except DomainError as error:
            found = Download(
                requirements=told.requirements, reason=str(error), measured_at=now_ms()
            )
        path = self._download_file(told.description.id, told.requirements)
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic_write(path, found.model_dump_json().encode())

    def _refuse_changing(self, engine_id: str) -> None:
        own = urn("engine", engine_id)
        if any(
            one.kind == INSTALL and one.owner_urn == own for one in self._workloads.unfinished()
        ):
            raise Conflict(f"Something is being installed into {engine_id}: wait for it.")

    def _measuring(self, engine_id: str, wanted: Sequence[str]) -> Workload | None:
        own = urn("engine", engine_id)
        for one in self._workloads.unfinished():
            if one.kind == MEASURE and one.owner_urn == own:
                told = Measurement.model_validate_json(one.spec.files[RECIPE_FILE])
                if told.requirements == list(wanted):
                    return one
        return None

    def _download_file(self, engine_id: str, wanted: Sequence[str]) -> Path:
        name = digest_of_lines(wanted) if wanted else "build"
        return self._root / engine_id / DOWNLOADS / f"{name}.json"

    def _now(self, engine_id: str) -> Engine:
        with self._db.read() as tx:
            return self._find(tx, engine_id)


def _some(lines: Sequence[str]) -> list[str]:
    """Raises InvalidInput where nothing is asked for, or something that cannot be."""
    wanted = requirements(lines)
    if not wanted:
        raise InvalidInput("No library is named: write a package such as shapely>=2.")
    return wanted
