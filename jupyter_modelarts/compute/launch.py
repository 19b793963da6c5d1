"""From a specification to the launch file that a supervisor reads: every `obs://` resolved.

The supervisor knows neither stores nor credentials, so what it gets are local paths. Objects of
other stores keep their URIs: its courier, which is the platform's own, moves those.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from ..core.errors import InvalidInput
from ..core.safe.uris import parse_uri
from ..core.state import CONFIG_VARIABLE
from ..obs import Objects
from .access import FILE
from .environment import platform_environment, user_environment
from .gpus import environment_of
from .runners.attempt import Launch
from .schemas import Input, InputFile, Output, Workload, WorkloadSpec

PLATFORM_MODULE = "jupyter_modelarts.cli"
_LOG_DIRECTORY = "log-export"


@dataclass(frozen=True)
class Launcher:
    """Writes launch files for workloads of one state directory."""

    objects: Objects
    state_dir: Path

    def platform_argv(self, *command: str) -> list[str]:
        """The platform's own interpreter running one of its commands."""
        return [sys.executable, "-m", PLATFORM_MODULE, *command]

    def is_platform(self, spec: WorkloadSpec) -> bool:
        """Whether it runs one of the platform's own commands."""
        own = self.platform_argv()
        return spec.argv[: len(own)] == own

    def platform_env(self) -> dict[str, str]:
        """What the platform's own commands need to find the same state."""
        return {**platform_environment(), "MODELARTS_STATE_DIR": str(self.state_dir)}

    def launch(
        self, workload: Workload, task: int, run_dir: Path, gpus: Sequence[str] | None = None
    ) -> Launch:
        """The launch file of one task of the attempt that is about to begin.

        Of the GPUs it sees those named, or, without a list, what the server sees.
        Raises InvalidInput where an input cannot be resolved.
        """
        spec = workload.spec
        names = {"{run}": str(run_dir)}
        body: dict[str, Any] = {
            "protocol": 1,
            "workload_id": workload.id,
            "attempt": workload.attempt + 1,
            "task": task,
            "mode": spec.mode.value,
            "argv": [_fill(word, names) for word in spec.argv],
            "env": {
                **user_environment(),
                **{name: _fill(value, names) for name, value in spec.env.items()},
                **({CONFIG_VARIABLE: str(run_dir / FILE)} if spec.calls_platform else {}),
                **({} if gpus is None else environment_of(gpus)),
            },
            "cwd": spec.cwd,
            "directories": [spec.cwd, *spec.directories, *_parents(spec.files)],
            "inputs": [self._input(item) for item in spec.inputs],
            "outputs": [self._output(item) for item in [*spec.outputs, *_log_output(spec)]],
            "log_file": _log_file(spec, task),
            "ports": [port.model_dump() for port in spec.ports],
            "limits": {"log_bytes": spec.log_bytes, **_limits(workload)},
            "grace_s": spec.grace_s,
            "reconcile": {"argv": self.platform_argv("reconcile"), "env": self.platform_env()},
            "courier": {"argv": self.platform_argv("courier"), "env": self.platform_env()},
        }
        return Launch.model_validate(body)

    def _input(self, item: Input) -> dict[str, Any]:
        listed = item.files if item.listing is None else _read_listing(item.listing)
        if listed:
            files = [[self._source(file.source), file.target, file.size] for file in listed]
            return {"kind": "files", "target": item.target, "files": files}
        if item.source is None:
            raise InvalidInput(f"Input {item.name} names no source.")
        kind = "tree" if item.source.endswith("/") else "file"
        found = self._source(item.source)
        source = {"uri" if found.startswith("obs://") else "path": found}
        return {"kind": kind, "source": source, "target": item.target, "label": item.source}

    def _output(self, item: Output) -> dict[str, Any]:
        uri = parse_uri(item.target)
        if self.objects.is_remote(uri):
            target = {"uri": str(uri.folder())}
        else:
            target = {"directory": str(self.objects.local_directory(uri, create=True))}
        return {
            "name": item.name,
            "directory": item.directory,
            "when": "always",
            "target": target,
        }

    def _source(self, source: str) -> str:
        """A path, or the URI of what only the courier can bring."""
        if "://" not in source:
            return source
        uri = parse_uri(source)
        if self.objects.is_remote(uri):
            return str(uri)
        folder = source.endswith("/")
        found = self.objects.local_directory(uri) if folder else self.objects.local_path(uri)
        if found is None:
            raise InvalidInput(f"{source} does not exist (any more).")
        return str(found)


def _log_file(spec: WorkloadSpec, task: int) -> str | None:
    """Where the whole log is put together, for the output that carries it away."""
    if spec.log_target is None:
        return None
    name = PurePosixPath(spec.log_target).name
    return f"{_LOG_DIRECTORY}/{name if task == 0 else f'{task}-{name}'}"


def _log_output(spec: WorkloadSpec) -> list[Output]:
    if spec.log_target is None:
        return []
    folder = spec.log_target.rpartition("/")[0] + "/"
    return [Output(name="log", directory=_LOG_DIRECTORY, target=folder)]


def _read_listing(path: str) -> list[InputFile]:
    try:
        lines = Path(path).read_bytes().splitlines()
    except FileNotFoundError:
        raise InvalidInput("The list of input files is gone: submit this again.") from None
    return [InputFile.model_validate_json(line) for line in lines]


def _limits(workload: Workload) -> dict[str, float]:
    size = workload.resources
    limits: dict[str, float] = {}
    if size.memory_mb:
        limits["memory_mb"] = size.memory_mb
    if size.cpu:
        limits["cpus"] = size.cpu
    return limits


def _fill(text: str, names: Mapping[str, str]) -> str:
    for name, value in names.items():
        text = text.replace(name, value)
    return text


def _parents(files: Mapping[str, str]) -> list[str]:
    return sorted({str(Path(name).parent) for name in files})
