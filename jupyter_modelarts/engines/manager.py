"""Engines on this machine: what is there, made on demand, rebuilt and deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from ..compute.manager import WorkloadManager
from ..compute.schemas import FINAL, LogChunk, State, Workload
from ..core.db import Database, Tx
from ..core.errors import Conflict, DomainError, NotFound
from ..core.ids import new_id, now_ms, urn
from ..core.safe.names import shown
from ..core.store import emit
from . import store
from .build import build
from .catalog import CATALOG
from .deriving import derive, derived
from .environment import Environment, digest_of, leaving_a_sentence
from .kernels import Kernels
from .libraries import Libraries
from .names import Choice, choose
from .own import described, shelf
from .requirements import unmet
from .schemas import (
    Build,
    Derivation,
    Engine,
    EngineDescription,
    EngineRecord,
    EngineState,
    EnsuredEngine,
    OwnEngine,
)
from .uv_calls import say
from .works import BUILD, DERIVE, DOWNLOADS, INSTALL, RECIPE_FILE, TOPIC, engine_work, record_of


class EngineManager:
    """Knows the engines of this release and the environments of this machine. Thread-safe."""

    def __init__(
        self,
        db: Database,
        workloads: WorkloadManager,
        state_dir: Path,
        catalog: Mapping[str, EngineDescription] = CATALOG,
        kernels: Kernels | None = None,
    ) -> None:
        self._db = db
        self._workloads = workloads
        self._root = state_dir / "engines"
        self._catalog = catalog
        self._kernels = kernels or Kernels()
        self.libraries = Libraries(db, workloads, self._root, self._found)

    def prepare(self) -> None:
        """Point the environments that are there at this installation: it may be another one than
        when they were made."""
        for receipt in self._root.glob("*/*/receipt.json"):
            with suppress(OSError, DomainError):  # as it was, until the next start
                Environment(receipt.parent).offer_runtime()

    def choose(self, engine_id: str = "", name: str = "", version: str = "") -> Choice:
        """The engine that a request means. Raises InvalidInput with the reason."""
        with self._db.read() as tx:
            return choose(self._shelf(tx), engine_id, name, version)

    def list(self) -> list[Engine]:
        """Every engine as it stands: those of this release, then the users' own."""
        with self._db.read() as tx:
            return [self._engine(tx, description) for description in self._shelf(tx).values()]

    def get(self, engine_id: str) -> Engine:
        """One engine. Raises NotFound."""
        with self._db.read() as tx:
            return self._found(tx, engine_id)

    def create(self, asked: OwnEngine) -> Engine:
        """Know a new engine of the user's, and build it when it is first needed.

        Raises InvalidInput, or Conflict where the name is taken.
        """
        description = described(asked)
        with self._db.write() as tx:
            if description.id in self._shelf(tx):
                raise Conflict(f"There is an engine {description.id}: choose another name.")
            record = EngineRecord(engine_id=description.id, recipe=description, created_at=now_ms())
            store.save_record(tx, record)
            emit(tx, TOPIC, urn("engine", description.id), "created")
        return self.get(description.id)

    def update(self, asked: OwnEngine) -> Engine:
        """Change the recipe of a user's own engine; it is made anew when it is next needed.

        Raises NotFound, Conflict for one of this release's, InvalidInput.
        """
        with self._db.write() as tx:
            record = self._own(tx, asked.engine_id)
            description = described(asked)
            store.save_record(tx, record.model_copy(update={"recipe": description}))
            emit(tx, TOPIC, urn("engine", description.id), "updated")
        return self.get(description.id)

    def ensure(self, tx: Tx, engine_id: str, requirements: Sequence[str] = ()) -> EnsuredEngine:
        """The interpreter to run, in the caller's transaction; builds the engine where it is
        missing, outdated or failed. Call the workloads' `kick` after the commit.

        With `requirements` that the engine does not have, it is that of an environment on top of
        the engine, which is made once and kept with it.
        """
        engine = self._found(tx, engine_id)
        if engine.build is None or engine.state in (EngineState.ABSENT, EngineState.FAILED):
            engine = self._submit(tx, engine.description)
        assert engine.build is not None
        waits_for = [engine.build.workload_id] if engine.state is EngineState.BUILDING else []
        lacking = _lacking(engine, requirements)
        if lacking:
            return self._derived(tx, engine, lacking, waits_for)
        return EnsuredEngine(self._environment(engine.build).python, waits_for)

    def _derived(
        self, tx: Tx, engine: Engine, requirements: Sequence[str], waits_for: Sequence[str]
    ) -> EnsuredEngine:
        assert engine.build is not None
        environment = derived(self._environment(engine.build), requirements)
        if environment.receipt() is not None:
            return EnsuredEngine(environment.python, [])
        recipe = Derivation(
            description=engine.description,
            build_id=engine.build.workload_id,
            requirements=list(requirements),
        ).model_dump_json()
        for other in self._workloads.unfinished():
            if other.kind == DERIVE and other.spec.files.get(RECIPE_FILE) == recipe:
                return EnsuredEngine(environment.python, [other.id])
        spec = engine_work(self._workloads, DERIVE, engine.description, recipe).model_copy(
            update={
                "name": f"libraries on {engine.description.id}",
                "waits_for": list(waits_for),
            }
        )
        made = self._workloads.submit(tx, spec)
        return EnsuredEngine(environment.python, [made.id])

    def why_not(self, engine_id: str, requirements: Sequence[str]) -> str:
        """The sentence that says why these packages could not be added; empty where they were."""
        if not requirements:
            return ""
        engine = self.get(engine_id)
        if engine.build is None:
            return ""
        place = self._environment(engine.build)
        lists = (requirements, _lacking(engine, requirements))  # before it was built, and since
        tried = [derived(place, lines) for lines in lists]
        return next((one.failure() for one in tried if one.receipt() is None and one.failure()), "")

    def failure_of(self, work: Workload) -> str:
        """The sentence that a failed build, or addition of packages, left; empty without one."""
        if work.state is not State.FAILED or RECIPE_FILE not in work.spec.files:
            return ""
        recipe = work.spec.files[RECIPE_FILE]
        if work.kind != DERIVE:
            engine_id = EngineDescription.model_validate_json(recipe).id
            return Environment(self._root / engine_id / work.id).failure()
        told = Derivation.model_validate_json(recipe)
        engine = Environment(self._root / told.description.id / told.build_id)
        why = derived(engine, told.requirements).failure()
        what = f"{', '.join(told.requirements)} cannot be installed on {told.description.id}"
        return f"{what}: {why}" if why else ""

    def build(self, engine_id: str) -> Engine:
        """Begin to build an engine that is not there. One that is there or under way stays."""
        with self._db.write() as tx:
            self.ensure(tx, engine_id)
        self._workloads.kick()
        return self.get(engine_id)

    def rebuild(self, engine_id: str) -> Engine:
        """Make the environment anew. Raises Conflict while something uses or builds it."""
        with self._db.write() as tx:
            engine = self._found(tx, engine_id)
            self._refuse_in_use(engine)
            self._submit(tx, engine.description)
        self._workloads.kick()
        return self.get(engine_id)

    def stop(self, engine_id: str) -> Engine:
        """Stop a build. Raises Conflict where none is under way."""
        engine = self.get(engine_id)
        if engine.build is None or engine.state is not EngineState.BUILDING:
            raise Conflict(f"The engine {engine_id} is not being built.")
        self._workloads.stop(engine.build.workload_id)
        return self.get(engine_id)

    def delete(self, engine_id: str) -> Engine:
        """Remove the environment and its kernel. Raises Conflict while something uses it."""
        with self._db.write() as tx:
            engine = self._found(tx, engine_id)
            self._refuse_in_use(engine)
            store.forget_build(tx, engine_id)
            store.forget_record(tx, engine_id)
            emit(tx, TOPIC, urn("engine", engine_id), "deleted")
        self._kernels.remove(engine_id, self._root)
        if engine.build is not None:
            self._environment(engine.build).remove()
        return Engine(description=engine.description, state=EngineState.ABSENT)

    def log(self, engine_id: str, offset: int, limit: int) -> LogChunk:
        """The log of the newest build. Raises NotFound where there was none."""
        build = self.get(engine_id).build
        if build is None:
            raise NotFound(f"The engine {engine_id} has not been built yet.")
        return self._workloads.log(build.workload_id, offset, limit)

    def needed_workloads(self, tx: Tx) -> set[str]:
        """The newest builds: their logs are shown, and how they ended."""
        return store.newest_builds(tx)

    def run_build(self, recipe: str, build_id: str) -> None:
        """What the workload does: `recipe` is the file that describes the engine.

        Raises BuildFailed or Unavailable after leaving the sentence for the engine's page.
        """
        description = EngineDescription.model_validate_json(Path(recipe).read_bytes())
        environment = Environment(self._root / description.id / build_id)
        with leaving_a_sentence(environment):
            build(description, environment)
            if description.kernel:
                self._kernels.install(description, environment.python)
            self._remove_older(environment)

    def run_derivation(self, recipe: str) -> None:
        """What the workload does that adds packages on top of an engine. Raises BuildFailed."""
        wanted = Derivation.model_validate_json(Path(recipe).read_bytes())
        engine = Environment(self._root / wanted.description.id / wanted.build_id)
        with leaving_a_sentence(derived(engine, wanted.requirements)):
            derive(wanted.description, engine, wanted.requirements)

    def _remove_older(self, environment: Environment) -> None:
        for directory in environment.directory.parent.iterdir():
            is_build = directory.name != DOWNLOADS
            if is_build and directory.name < environment.directory.name:  # ordered by time
                say(f"Removing the environment {directory.name}")
                Environment(directory).remove()

    def _submit(self, tx: Tx, description: EngineDescription) -> Engine:
        identifier = new_id()
        spec = engine_work(
            self._workloads, BUILD, description, description.model_dump_json(), identifier
        )
        self._workloads.submit(tx, spec, identifier)
        made = Build(
            engine_id=description.id,
            digest=digest_of(description),
            workload_id=identifier,
            created_at=now_ms(),
        )
        store.save_build(tx, made)
        return Engine(description=description, state=EngineState.BUILDING, build=made)

    def _found(self, tx: Tx, engine_id: str) -> Engine:
        return self._engine(tx, self._description(tx, engine_id))

    def _engine(self, tx: Tx, description: EngineDescription) -> Engine:
        made = store.get_build(tx, description.id)
        if made is None:
            return Engine(description=description, state=EngineState.ABSENT)
        workload = self._workloads.find(tx, [made.workload_id]).get(made.workload_id)
        state, reason = self._state(made, workload, description)
        receipt = self._environment(made).receipt() if state is EngineState.READY else None
        return Engine(
            description=description,
            state=state,
            build=made,
            receipt=receipt,
            reason=reason,
            change=self.libraries.newest(tx, description.id),
        )

    def _state(
        self, made: Build, workload: Workload | None, description: EngineDescription
    ) -> tuple[EngineState, str]:
        environment = self._environment(made)
        if workload is not None and workload.state not in FINAL:
            return EngineState.BUILDING, workload.reason
        if environment.receipt() is not None:
            if made.digest == digest_of(description):
                return EngineState.READY, ""
            if description.own:
                return EngineState.ABSENT, "What it is made of has changed: it is made anew on use."
            return EngineState.ABSENT, "It was made for an earlier release and is made anew on use."
        if workload is None or workload.state is State.SUCCEEDED:
            return EngineState.ABSENT, "Its environment was removed and is made anew on use."
        if workload.state is State.STOPPED:
            return EngineState.ABSENT, "Its build was stopped."
        return EngineState.FAILED, environment.failure() or workload.reason

    def _refuse_in_use(self, engine: Engine) -> None:
        if engine.state is EngineState.BUILDING:
            raise Conflict(f"The engine {engine.description.id} is being built: stop that first.")
        if engine.build is None:
            return
        place = self._environment(engine.build).directory
        users = [one.name for one in self._workloads.unfinished() if _uses(one, place)]
        if users:
            raise Conflict(
                f"The engine {engine.description.id} is used by {users[0]}"
                f"{f' and {len(users) - 1} more' if users[1:] else ''}: stop it or wait for it."
            )

    def _environment(self, made: Build) -> Environment:
        return Environment(self._root / made.engine_id / made.workload_id)

    def _shelf(self, tx: Tx) -> dict[str, EngineDescription]:
        return shelf(self._catalog, store.all_records(tx))

    def _description(self, tx: Tx, engine_id: str) -> EngineDescription:
        found = self._shelf(tx).get(engine_id)
        if found is None:
            raise NotFound(f"There is no engine {shown(engine_id)}.")
        return found

    def _own(self, tx: Tx, engine_id: str) -> EngineRecord:
        self._description(tx, engine_id)
        if engine_id in self._catalog:
            raise Conflict(
                f"The engine {engine_id} is this release's: make one of your own to change what is "
                "in it, or install libraries into it."
            )
        return record_of(tx, engine_id)


def _lacking(engine: Engine, requirements: Sequence[str]) -> Sequence[str]:
    """What has to be put on top of an engine; all of it while the engine is not there."""
    return requirements if engine.receipt is None else unmet(requirements, engine.receipt)


def _uses(workload: Workload, place: Path) -> bool:
    """Whether it runs in an environment at or on top of that place, or adds to it."""
    if workload.kind in (DERIVE, INSTALL):
        return place.name in workload.spec.files.get(RECIPE_FILE, "")
    return any(word.startswith(f"{place}/") for word in workload.spec.argv)
