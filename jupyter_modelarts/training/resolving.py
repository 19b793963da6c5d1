"""From a request to a configuration, with every reason why it cannot be run.

Each field is looked at even where another is wrong, so that a form can mark all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from ..compute.manager import WorkloadManager
from ..compute.queue import too_large
from ..compute.schemas import Flavor
from ..core.errors import Forbidden, InvalidInput, NotFound
from ..core.safe.names import shown
from ..core.safe.paths import inside, open_inside
from ..core.safe.uris import parse_uri
from ..datasets.manager import DatasetManager
from ..datasets.schemas import VersionState
from ..engines.manager import EngineManager
from ..engines.requirements import FILES, MAX_BYTES, read_requirements, requirements
from ..obs.manager import Objects
from . import checks
from .arguments import version_name
from .drafts import InputDraft, JobDraft
from .places import WorkDirectory, code_files
from .rules import DEFAULT_RULES
from .schemas import (
    DATA_URL,
    TRAIN_URL,
    DatasetVersion,
    JobConfig,
    JobEngine,
    JobFlavor,
    JobInput,
    JobOutput,
    Place,
    Problem,
)


@dataclass
class Findings:
    """Problems by the field of the request."""

    problems: list[Problem] = field(default_factory=list)

    @contextmanager
    def about(self, name: str) -> Iterator[None]:
        """Whatever is refused inside is a problem of this field."""
        try:
            yield
        except (InvalidInput, NotFound, Forbidden) as error:
            self.problems.append(Problem(field=name, message=str(error)))


@dataclass(frozen=True)
class Resolver:
    """Looks up what a request names."""

    objects: Objects
    engines: EngineManager
    datasets: DatasetManager
    workloads: WorkloadManager
    work: WorkDirectory

    def resolve(self, draft: JobDraft, version: int, findings: Findings) -> JobConfig | None:
        """The configuration of that version; None where `findings` say why not."""
        about = findings.about
        code = boot = engine = flavor = log = None
        asked: list[str] = []
        found: list[str] = []
        inputs: list[JobInput] = []
        outputs: list[JobOutput] = []
        with about("algorithm.code_dir"):
            code = self._code(draft.code_dir)
        if code is not None:
            with about("algorithm.boot_file"):
                boot = self._boot(draft.boot_file, code)
        with about("algorithm.engine"):
            engine = self._engine(draft)
        for number, item in enumerate(draft.inputs):
            with about(f"algorithm.inputs.{number}"):
                inputs.append(self._input(number, item))
        for number, given in enumerate(draft.outputs):
            with about(f"algorithm.outputs.{number}"):
                name = given.name or _numbered(TRAIN_URL, number)
                outputs.append(self._output(number, name, given.url, version))
        with about("algorithm.parameters"):
            checks.check_parameters(draft.parameters)
            names = [item.name for item in inputs] + [item.name for item in outputs]
            checks.check_unique([*names, *(item.name for item in draft.parameters)])
        with about("algorithm.environments"):
            checks.check_environments(draft.environments)
        with about("algorithm.requirements"):
            asked = requirements(draft.requirements)
            found = self._code_requirements(code)
        with about("algorithm.metrics"):
            checks.check_metrics(draft.metrics or [])
        with about("spec.resource.flavor_id"):
            flavor = self._flavor(draft)
        if draft.log_url:
            with about("spec.log_export_path"):
                log = self._bucket_of(draft.log_url)
        with about("algorithm.outputs"):
            checks.check_apart(outputs, _sources(code, inputs))
        if findings.problems or not (code and boot and engine and flavor):
            return None
        return JobConfig(
            code_dir=code,
            boot_file=boot,
            boot_file_given=draft.boot_file,
            engine=engine,
            parameters=draft.parameters,
            inputs=inputs,
            outputs=outputs,
            environments=draft.environments,
            metrics=DEFAULT_RULES if draft.metrics is None else draft.metrics,
            flavor=flavor,
            log_export=log,
            requirements=asked,
            code_requirements=found,
        )

    def _code(self, text: str) -> Place:
        place = self.work.parse(text)
        if place.is_object:
            self._refuse_empty(place, "code directory")
        else:
            code_files(self.work.path(place))
        return place

    def _boot(self, given: str, code: Place) -> str:
        relative = checks.boot_file(given, code)
        if code.is_object:
            there = self.objects.exists(f"{code.uri}{relative}")
        else:
            there = inside(self.work.path(code), relative).is_file()
        if not there:
            raise InvalidInput(
                f"There is no boot file {shown(relative)} in {shown(code.given)}: check its name."
            )
        return relative

    def _code_requirements(self, code: Place | None) -> list[str]:
        """What the first requirements file beside the code names."""
        for name in FILES:
            data = self._code_file(code, name) if code is not None else None
            if data is not None:
                return read_requirements(data, name)
        return []

    def _code_file(self, code: Place, name: str) -> bytes | None:
        if code.is_object:
            uri = f"{code.uri}{name}"
            return self.objects.read(uri, 0, MAX_BYTES + 1) if self.objects.exists(uri) else None
        folder = self.work.path(code)
        if not inside(folder, name).is_file():
            return None
        with open_inside(folder, name) as file:
            return file.read(MAX_BYTES + 1)

    def _engine(self, draft: JobDraft) -> JobEngine:
        choice = self.engines.choose(draft.engine_id, draft.engine_name, draft.engine_version)
        return JobEngine(
            engine_id=choice.description.id,
            engine_name=choice.description.framework,
            engine_version=choice.description.version,
            note=choice.note,
        )

    def _input(self, number: int, item: InputDraft) -> JobInput:
        name = checks.check_argument_name(item.name or _numbered(DATA_URL, number))
        local = f"inputs/{name}_{number}"
        if item.dataset_id:
            if item.url:
                raise InvalidInput("An input is a location or a dataset's version, not both.")
            return self._dataset(name, local, item)
        if not item.url:
            raise InvalidInput("An input needs a location or a dataset's version.")
        uri = parse_uri(item.url)
        if not uri.is_folder and self.objects.exists(uri):
            raise InvalidInput(f"{shown(item.url)} is a file: choose the folder that it is in.")
        place = Place(given=item.url, uri=str(uri.folder()))
        self._refuse_empty(place, "input")
        return JobInput(name=name, local_dir=local, uri=place.uri, place=place)

    def _dataset(self, name: str, local: str, item: InputDraft) -> JobInput:
        dataset = self.datasets.get(item.dataset_id)
        if not item.version_id:
            raise InvalidInput(f"Choose a version of {dataset.name}: a job trains on one.")
        version = self.datasets.versions.get(item.dataset_id, item.version_id)
        if version.state is not VersionState.READY:
            raise InvalidInput(f"{dataset.name} {version.name} is {version.state.value}.")
        if version.total == 0:
            raise InvalidInput(f"{dataset.name} {version.name} is empty: publish it with data.")
        chosen = DatasetVersion(
            dataset_id=dataset.id,
            version_id=version.id,
            dataset_name=dataset.name,
            version_name=version.name,
        )
        manifest = str(parse_uri(version.manifest_path))
        return JobInput(name=name, local_dir=local, uri=manifest, dataset=chosen)

    def _output(self, number: int, name: str, url: str, version: int) -> JobOutput:
        checks.check_argument_name(name)
        place = self._bucket_of(url)
        return JobOutput(
            name=name,
            local_dir=f"outputs/{name}_{number}",
            place=place,
            target=f"{place.uri}{version_name(version)}/",
        )

    def _bucket_of(self, url: str) -> Place:
        """A folder to write to, which need not exist; its bucket must."""
        if not url:
            raise InvalidInput("No location is given: choose a folder in the object store.")
        uri = parse_uri(url).folder()
        if not self.objects.has_bucket(uri.bucket):
            raise InvalidInput(f"There is no bucket {shown(uri.bucket)}: create it first.")
        return Place(given=url, uri=str(uri))

    def _refuse_empty(self, place: Place, what: str) -> None:
        if next(self.objects.walk(place.uri), None) is None:
            raise InvalidInput(
                f"The {what} {shown(place.given)} is empty or does not exist: check its spelling."
            )

    def _flavor(self, draft: JobDraft) -> JobFlavor:
        pools = {pool.id: pool for pool in self.workloads.pools()}
        if draft.pool_id and draft.pool_id not in pools:
            raise InvalidInput(f"There is no pool {shown(draft.pool_id)}.")
        found = [flavor for flavor in self.workloads.flavors() if _asked(flavor, draft)]
        if not found:
            raise InvalidInput(f"There is no flavor {shown(draft.flavor_id)}: choose another.")
        flavor = found[0]
        reason = too_large(flavor.resources, pools[flavor.pool_id])
        if reason:
            raise InvalidInput(f"{reason} Choose a smaller flavor.")
        return JobFlavor(
            flavor_id=flavor.id,
            name=flavor.name,
            pool_id=flavor.pool_id,
            cpu=flavor.cpu,
            memory_mb=flavor.memory_mb,
            gpus=flavor.gpus,
        )


def _asked(flavor: Flavor, draft: JobDraft) -> bool:
    pool_fits = not draft.pool_id or flavor.pool_id == draft.pool_id
    return pool_fits and (not draft.flavor_id or flavor.id == draft.flavor_id)


def _numbered(name: str, number: int) -> str:
    return name if number == 0 else f"{name}_{number}"


def _sources(code: Place | None, inputs: list[JobInput]) -> list[tuple[str, str]]:
    read = [(f"the input {shown(item.place.given)}", item.uri) for item in inputs if item.place]
    return [*([("the code directory", code.uri)] if code else []), *read]
