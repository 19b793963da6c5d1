"""What users ask to be installed: requirement lines, checked before anything sees them.

A line goes to pip and uv as an argument or in a file, so nothing that they would take as an option
or as a path passes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from ..core.errors import InvalidInput
from ..core.safe.names import shown
from .schemas import Receipt

MAX_LINES = 200
MAX_BYTES = 64 * 1024
FILES = ("requirements.txt", "pip-requirements.txt")
"""What a code directory may hold; ModelArts documents the second."""
_BUILDS = {
    "tensorflow": "tensorflow-cpu",
    "xgboost": "xgboost-cpu",
    "opencv-python": "opencv-python-headless",
}


def requirement(line: str) -> str:
    """One requirement in pip's own spelling. Raises InvalidInput."""
    text = line.strip()
    if text.startswith("-"):
        raise InvalidInput(
            f"{shown(text)} is an option of pip: write packages only. Indexes and the like are "
            "read from pip's configuration."
        )
    try:
        found = Requirement(text)
    except InvalidRequirement:
        raise InvalidInput(
            f"{shown(text)} is no package: write a name, or a name with versions such as "
            "shapely>=2,<3."
        ) from None
    if found.url is not None and urlsplit(found.url).scheme not in ("https", "http"):
        raise InvalidInput(
            f"{shown(text)}: only addresses with https or http can be installed from."
        )
    return str(found)


def requirements(lines: Iterable[str]) -> list[str]:
    """Several, none twice, in their order. Raises InvalidInput."""
    found = list(dict.fromkeys(requirement(line) for line in lines))
    if len(found) > MAX_LINES:
        raise InvalidInput(f"There are {len(found)} requirements: {MAX_LINES} at most.")
    return found


def read_requirements(data: bytes, name: str) -> list[str]:
    """The requirements of a file that pip can read. Raises InvalidInput with the line."""
    if len(data) > MAX_BYTES:
        raise InvalidInput(f"{name} is larger than {MAX_BYTES // 1024} KiB: list packages only.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput(f"{name} is not UTF-8 text: save it as UTF-8.") from None
    found: list[str] = []
    for number, line in _lines(text):
        try:
            found.append(requirement(line))
        except InvalidInput as error:
            raise InvalidInput(f"{name}, line {number}: {error}") from None
    return requirements(found)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Without comments and empty lines; a backslash at the end goes on with the next line."""
    carried, begun = "", 0
    for number, line in enumerate(text.splitlines(), start=1):
        begun = begun if carried else number
        plain = "" if line.lstrip().startswith("#") else line.split(" #")[0].rstrip()
        if plain.endswith("\\"):
            carried += plain[:-1]
            continue
        whole, carried = (carried + plain).strip(), ""
        if whole:
            yield begun, whole
    if carried.strip():
        yield begun, carried.strip()


def unmet(wanted: Sequence[str], receipt: Receipt) -> list[str]:
    """Those that an environment does not have, or not for certain."""
    there = {str(canonicalize_name(one.name)): one.version for one in receipt.packages}
    return [line for line in wanted if not _is_met(Requirement(line), there)]


def version_of(name: str, there: Mapping[str, str]) -> str | None:
    """The version of a package, or of the build of it for CPUs that has another name.

    `there` has names as indexes compare them.
    """
    plain = str(canonicalize_name(name))
    return there.get(plain) or there.get(_BUILDS.get(plain, ""))


def _is_met(wanted: Requirement, there: Mapping[str, str]) -> bool:
    version = version_of(wanted.name, there)
    if version is None or wanted.url or wanted.extras or wanted.marker:
        return False
    return wanted.specifier.contains(version, prereleases=True)
