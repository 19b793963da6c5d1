"""What an engine's requirements come to on this machine: which files, from where, how large.

PyTorch's build for CPUs is a tenth of its build for GPUs and is not on the usual index. Where there
is no GPU it is taken from pip's folders of wheels if they have it, else from PyTorch's own index,
else, where that is out of reach, whatever the usual index has, with a word about its size.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .errors import BuildFailed
from .uv_calls import Uv, say

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_PACKAGE = re.compile(r'^name = "([^"]+)"$', re.M)
_SIZE = re.compile(r"\bsize = (\d+)")
_LOCAL = re.compile(r'url = "(file://[^"]+)"')
_FOR_GPUS = re.compile(r"nvidia-|cuda-|triton")
_FROM_MB = 5
_MB = 2**20


@dataclass(frozen=True)
class Source:
    """Requirements, and uv's options that say where they come from."""

    requirements: list[str]
    options: list[str] = field(default_factory=list)
    words: str = ""


@dataclass(frozen=True)
class Resolution:
    """What will be installed from a source: name and size in bytes of each file."""

    source: Source
    sizes: dict[str, int]

    def summary(self) -> str:
        """The size of it, the largest first."""
        large = sorted(self.sizes.items(), key=lambda item: -item[1])[:4]
        parts = [f"{name} {size // _MB} MiB" for name, size in large if size >= _FROM_MB * _MB]
        named = f" ({', '.join(parts)}{', …' if len(self.sizes) > len(parts) else ''})"
        return (
            f"{len(self.sizes)} packages, {sum(self.sizes.values()) // _MB} MiB to download"
            f"{named if parts else ''}, less what was fetched before."
        )


def resolve(uv: Uv, requirements: list[str], options: list[str], gpus: int) -> Resolution:
    """The first source that has all of the requirements. Raises BuildFailed of the last one.

    `options` name the interpreter, and hold for each source.
    """
    sources = list(_sources(uv, requirements, options, gpus))
    for source in sources[:-1]:
        try:
            return _checked(sizes(uv, source, options), gpus)
        except BuildFailed:
            say(f"{source.words} could not be used; going on with pip's own.")
    return _checked(sizes(uv, sources[-1], options), gpus)


def _sources(uv: Uv, requirements: list[str], options: list[str], gpus: int) -> Iterator[Source]:
    plain = Source(requirements)
    chosen = "UV_TORCH_BACKEND" in uv.environ  # by the user, as uv documents it
    if "torch" not in map(_name, requirements) or chosen or sys.platform == "darwin":
        yield plain
        return
    pinned = None if gpus else _in_folders(uv, requirements, options)
    if pinned is None:
        backend = "auto" if gpus else "cpu"
        yield Source(requirements, ["--torch-backend", backend], "PyTorch's own index")
        yield plain
    else:
        yield pinned


def _in_folders(uv: Uv, requirements: list[str], options: list[str]) -> Source | None:
    """PyTorch as pip's folders of wheels have it, pinned so that no newer one is preferred."""
    if not uv.environ.get("UV_FIND_LINKS"):
        return None
    torch = next(line for line in requirements if _name(line) == "torch")
    once = [option for option in options if option != "--no-index"]
    alone = ["--no-index", "--no-deps", "--no-header", "--no-annotate", "--quiet", *once]
    try:
        pin = uv.read(["pip", "compile", "-", *alone], torch, quiet=True).strip()
    except BuildFailed:
        return None
    say(f"PyTorch is taken from pip's folder of wheels: {pin}")
    return Source([pin if line == torch else line for line in requirements])


def sizes(uv: Uv, source: Source, options: list[str]) -> Resolution:
    """Name and size of each file that these requirements come to. Raises BuildFailed."""
    lock = ["--format", "pylock.toml", "--quiet"]
    text = "\n".join(source.requirements)
    answer = uv.read(["pip", "compile", "-", *lock, *options, *source.options], text)
    return Resolution(source, dict(_files(answer)))


def _checked(resolution: Resolution, gpus: int) -> Resolution:
    say(resolution.summary())
    if not gpus and any(map(_FOR_GPUS.match, resolution.sizes)):
        say(
            "This machine has no GPU, but only the large build for GPUs can be had here. To have "
            "the small one, stop this, set pip's find-links to a folder with a CPU wheel of torch, "
            "or let this machine reach download.pytorch.org, and build the engine again."
        )
    return resolution


def _files(lock: str) -> Iterator[tuple[str, int]]:
    """Name and size of what a pylock.toml of uv installs; 0 where the index does not say."""
    for block in lock.split("[[packages]]")[1:]:
        name = _PACKAGE.search(block)
        file = block[max(block.find("wheels = "), 0) :].partition("hashes")[0]
        size, local = _SIZE.search(file), _LOCAL.search(file)
        if name is not None:
            known = int(size[1]) if size else _size_of(local[1]) if local else 0
            yield name[1], known


def _size_of(url: str) -> int:
    path = Path(unquote(urlsplit(url).path))
    return path.stat().st_size if path.is_file() else 0


def _name(requirement: str) -> str:
    found = _NAME.match(requirement)
    return found[0].lower() if found else ""
