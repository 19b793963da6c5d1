"""What a model needs: an engine for its type, and the packages that its config.json names."""

from __future__ import annotations

import re

from packaging.version import InvalidVersion, Version

from ..core.errors import InvalidInput
from ..engines.manager import EngineManager
from ..engines.requirements import requirements, version_of
from ..engines.schemas import Engine
from .package import PackageConfig, PackageDependency, Restraint

IMAGE = "image"
# The guide's runtimes had TensorFlow 1 alone; later ones say so: tf1.13-python3.6-cpu.
_TENSORFLOW_1 = re.compile(r"python3\.6|tf1\.", re.IGNORECASE)
_OPERATORS = {Restraint.EXACT: "==", Restraint.ATLEAST: ">=", Restraint.ATMOST: "<="}
_REQUIREMENT = re.compile(r"[A-Za-z0-9._-]+")


def engine_of(engines: EngineManager, config: PackageConfig) -> tuple[str, str]:
    """The engine's id for a model's type, and a note about it. Raises InvalidInput."""
    if config.model_type.lower() == IMAGE:
        raise InvalidInput(
            "Models of the type Image run a container image of their own, which this release does "
            "not start: package the model file with a customize_service.py instead."
        )
    is_old = config.model_type == "TensorFlow" and _TENSORFLOW_1.match(config.runtime)
    choice = engines.choose(name=config.model_type, version="1" if is_old else "")
    return choice.description.id, choice.note


def lines_of(engine: Engine, config: PackageConfig) -> list[str]:
    """Its dependencies as pip writes them. Raises InvalidInput for one that pip cannot read.

    What the engine itself is made of is not replaced by an older one: packages of years ago name
    the versions of years ago (numpy 1.15), which the engine's own Python cannot have.
    """
    return requirements(
        f"{one.package_name}{_OPERATORS[one.restraint]}{one.package_version}"
        if one.package_version and one.restraint
        else one.package_name
        for one in config.packages
        if not _is_older(engine, one)
    )


def _is_older(engine: Engine, wanted: PackageDependency) -> bool:
    """Whether the engine has it, and newer than what is asked for."""
    if engine.receipt is None:
        return wanted.restraint is not None and _is_named(engine, wanted.package_name)
    installed = {_plain(package.name): package.version for package in engine.receipt.packages}
    version = version_of(wanted.package_name, installed)
    if version is None or not wanted.package_version:
        return False
    try:
        return Version(version) > Version(wanted.package_version)
    except InvalidVersion:
        return False


def unmet(engine: Engine, config: PackageConfig) -> list[str]:
    """A sentence for each dependency that the engine does not meet, or not for certain."""
    found = [_lacking(engine, dependency) for dependency in config.packages]
    return [sentence for sentence in found if sentence]


def _lacking(engine: Engine, wanted: PackageDependency) -> str:
    name, engine_id = wanted.package_name, engine.description.id
    if engine.receipt is None:
        if _is_named(engine, name):
            return ""
        return (
            f"{name}: the engine {engine_id} is not built yet, so nobody knows whether it has "
            "this package: build the engine."
        )
    installed = {_plain(package.name): package.version for package in engine.receipt.packages}
    version = version_of(name, installed)
    if version is None:
        return f"{name} is not in the engine {engine_id}."
    if _fits(version, wanted):
        return ""
    return f"{name} {version} is in the engine {engine_id}, {_words(wanted)} is asked for."


def _is_named(engine: Engine, package: str) -> bool:
    """Whether the engine will have it when it is built."""
    known = {_plain(_base(text)) for text in engine.description.requirements}
    return _plain(package) in known


def _fits(version: str, wanted: PackageDependency) -> bool:
    if not wanted.package_version or wanted.restraint is None:
        return True
    try:
        there, asked = Version(version), Version(wanted.package_version)
    except InvalidVersion:
        return version == wanted.package_version
    match wanted.restraint:
        case Restraint.EXACT:
            return there == asked or there.public == asked.public
        case Restraint.ATLEAST:
            return there >= asked
        case Restraint.ATMOST:
            return there <= asked


def _words(wanted: PackageDependency) -> str:
    before = {
        Restraint.EXACT: "exactly ",
        Restraint.ATLEAST: "at least ",
        Restraint.ATMOST: "at most ",
        None: "",
    }
    return f"{before[wanted.restraint]}{wanted.package_version}"


def _base(requirement: str) -> str:
    found = _REQUIREMENT.match(requirement)
    return found[0] if found else requirement


def _plain(name: str) -> str:
    """A package's name as every index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()
