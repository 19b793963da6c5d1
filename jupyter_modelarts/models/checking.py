"""Whether a package can be a model: everything that speaks against it, by file and field."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from ..core.errors import Conflict, DomainError, Forbidden, InvalidInput, NotFound, TooLarge
from ..core.safe.names import shown
from ..engines.manager import EngineManager
from ..obs.manager import Objects
from .code import MAX_CODE_BYTES, check_code
from .package import (
    CODE,
    CONFIG,
    FOLDER,
    MAX_CONFIG_BYTES,
    InvalidConfig,
    PackageConfig,
    read_config,
)
from .requirements import IMAGE, engine_of, unmet
from .schemas import PackageProblem, SourceFile
from .sources import Found

_REFUSALS = (InvalidInput, NotFound, Forbidden, Conflict, TooLarge)


@dataclass
class Findings:
    """Problems by the field of the request, or of a file of the package."""

    problems: list[PackageProblem] = field(default_factory=list)

    def add(self, name: str, message: str, file: str = "") -> None:
        self.problems.append(PackageProblem(field=name, message=message, file=file))

    @contextmanager
    def about(self, name: str, file: str = "") -> Iterator[None]:
        """Whatever is refused inside is a problem of this field."""
        try:
            yield
        except InvalidConfig as error:
            for path, sentence in error.problems:
                self.add(path, sentence, CONFIG)
        except _REFUSALS as error:
            self.add(name, str(error), file)


@dataclass(frozen=True)
class Checked:
    """What a package says of itself, as far as it could be read."""

    config: PackageConfig | None = None
    engine_id: str = ""
    notes: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()


class InvalidModel(InvalidInput):
    """400 with the path of the field that is wrong, in the request or in config.json."""

    def __init__(self, problem: PackageProblem) -> None:
        self.field = problem.field
        file, path = problem.file, problem.field if problem.file else ""
        before = "" if problem.message.startswith(file) else f"{file}: "
        super().__init__(f"{before}{f'{path}: ' if path else ''}{problem.message}")


class Checker:
    """Looks at packages; reads config.json and customize_service.py, and runs nothing."""

    def __init__(self, objects: Objects, engines: EngineManager) -> None:
        self._objects = objects
        self._engines = engines

    def check(self, found: Found, findings: Findings, given: str = "") -> Checked:
        """What the package is; `given` stands in for its config.json."""
        _check_places(found, findings, given)
        code = _named(found.files, CODE)
        if code is not None:
            with findings.about("", CODE):
                check_code(self._read(code, MAX_CODE_BYTES))
        if not any(file.name not in (CONFIG, CODE) for file in found.files) and code is None:
            findings.add("source_location", f"{FOLDER} holds no model file and no {CODE}.")
        config = self._config(found, findings, given)
        if config is None:
            return Checked()
        beside = found.beside is not None and _named(found.files, CONFIG) is None
        if beside and config.model_type.lower() != IMAGE and not given:
            findings.add("source_location", f"It lies beside {FOLDER}: move it in there.", CONFIG)
        return self._engine(config, findings, code)

    def _config(self, found: Found, findings: Findings, given: str) -> PackageConfig | None:
        file = _named(found.files, CONFIG) or found.beside
        with findings.about("", CONFIG):
            if given:
                return read_config(given.encode())
            if file is not None:
                return read_config(self._read(file, MAX_CONFIG_BYTES))
        return None

    def _engine(
        self, config: PackageConfig, findings: Findings, code: SourceFile | None
    ) -> Checked:
        engine_id, notes, lacking = "", [], []
        if code is None:
            notes.append(f"There is no {CODE}: the engine's own way to predict is used.")
        with findings.about("model_type", CONFIG):
            engine_id, note = engine_of(self._engines, config)
            notes.extend([note] if note else [])
            lacking = unmet(self._engines.get(engine_id), config)
        return Checked(config, engine_id, tuple(notes), tuple(lacking))

    def _read(self, file: SourceFile, most: int) -> bytes:
        """At most one byte more than allowed, which the reader then refuses."""
        try:
            return self._objects.read(file.uri, 0, most + 1)
        except DomainError as error:
            raise InvalidInput(f"{file.name} cannot be read: {error}") from None


def _check_places(found: Found, findings: Findings, given: str) -> None:
    """There is one config.json and at most one customize_service.py, where they belong."""
    inside = _named(found.files, CONFIG)
    if inside is None and found.beside is None and not given:
        findings.add("source_location", f"There is no {CONFIG} in {FOLDER}: write one.")
    if inside is not None and found.beside is not None:
        sentence = f"{CONFIG} is there twice, in {FOLDER} and beside it: keep the one in {FOLDER}."
        findings.add("source_location", sentence)
    for name in (CONFIG, CODE):
        other = next((one.name for one in found.files if one.name.endswith(f"/{name}")), None)
        if other is not None:
            findings.add(
                "source_location",
                f"There may be one {name}, {FOLDER}{name}, but there is {shown(FOLDER + other)} "
                "too: rename it.",
            )


def _named(files: list[SourceFile], name: str) -> SourceFile | None:
    return next((file for file in files if file.name == name), None)
