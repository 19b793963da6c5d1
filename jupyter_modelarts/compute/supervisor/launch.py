"""What `launch.json` says."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from .files import read_json

PROTOCOL = 1


class LaunchError(Exception):
    """`launch.json` is missing or cannot be honoured."""


class File(NamedTuple):
    """One file to fetch: `source` is a path or an http(s) URL, `target` relative."""

    source: str
    target: str
    size: int | None


class Input(NamedTuple):
    """Bytes to fetch; `kind` is file, tree or files; `label` is what messages call it."""

    kind: str
    source: str
    target: str
    size: int | None
    files: tuple[File, ...]
    label: str


class Output(NamedTuple):
    """A directory whose files go to `target_directory`, each to its URL, or with the courier to
    `target_uri`."""

    name: str
    directory: str
    always: bool
    target_directory: str | None
    staging: str | None
    urls: dict[str, str]
    target_uri: str | None = None


class Health(NamedTuple):
    """How a port is known to answer."""

    kind: str = "http"
    path: str = "/"
    interval_s: float = 1.0
    timeout_s: float = 2.0
    start_grace_s: float = 60.0


class Port(NamedTuple):
    """A named port; `socket` is tcp or unix; `listen`: made here and handed on."""

    name: str
    socket: str = "tcp"
    listen: bool = False
    number: int | None = None
    health: Health | None = None


class Limits(NamedTuple):
    """What the task may use; None is without limit."""

    memory_mb: int | None = None
    cpus: float | None = None
    log_bytes: int = 256 * 1024 * 1024


class Spawn(NamedTuple):
    """A process to leave behind."""

    argv: tuple[str, ...]
    env: dict[str, str]


class Launch(NamedTuple):
    """One task of one attempt."""

    workload_id: str
    attempt: int
    task: int
    mode: str
    argv: tuple[str, ...]
    env: dict[str, str]
    cwd: str
    directories: tuple[str, ...]
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    ports: tuple[Port, ...]
    limits: Limits
    grace_s: float
    reconcile: Spawn | None
    courier: Spawn | None = None
    log_file: str | None = None

    @property
    def run(self) -> str:
        """The value of MODELARTS_RUN."""
        return f"{self.workload_id}/{self.attempt}"

    @property
    def uses_network(self) -> bool:
        """Whether anything is fetched from or sent to a URL."""
        sources = [one.source for one in self.inputs]
        sources += [file.source for one in self.inputs for file in one.files]
        return any(is_url(one) for one in sources) or any(one.urls for one in self.outputs)


def is_url(source: str) -> bool:
    """Whether to fetch it rather than copy it."""
    return source.startswith(("http://", "https://"))


def is_remote(source: str) -> bool:
    """Whether it lies in a store with credentials: the courier brings it."""
    return source.startswith("obs://")


def read_launch(run_dir: Path) -> Launch:
    """Raises LaunchError with a sentence."""
    try:
        value: Any = read_json(run_dir / "launch.json")
        if value is None:
            raise LaunchError("launch.json is missing.")
        if value["protocol"] != PROTOCOL:
            raise LaunchError(f"launch.json speaks protocol {value['protocol']}, not {PROTOCOL}.")
        return _launch(value)
    except KeyError as error:
        raise LaunchError(f"launch.json lacks {error}.") from error
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise LaunchError(f"launch.json cannot be read: {error}.") from error


def _launch(value: dict[str, Any]) -> Launch:
    return Launch(
        workload_id=str(value["workload_id"]),
        attempt=int(value["attempt"]),
        task=int(value["task"]),
        mode=value["mode"],
        argv=tuple(value["argv"]),
        env=dict(value["env"]),
        cwd=value["cwd"],
        directories=tuple(value.get("directories") or ()),
        inputs=tuple(_input(one) for one in value.get("inputs") or ()),
        outputs=tuple(_output(one) for one in value.get("outputs") or ()),
        log_file=value.get("log_file"),
        ports=tuple(_port(one) for one in value.get("ports") or ()),
        limits=_limits(value.get("limits") or {}),
        grace_s=float(value.get("grace_s", 5.0)),
        reconcile=_spawn(value.get("reconcile")),
        courier=_spawn(value.get("courier")),
    )


def _spawn(value: dict[str, Any] | None) -> Spawn | None:
    return Spawn(tuple(value["argv"]), dict(value["env"])) if value else None


def _input(value: dict[str, Any]) -> Input:
    if value["kind"] not in ("file", "tree", "files"):
        raise ValueError(f"an input's kind is {value['kind']!r}")
    place = value.get("source") or {}
    source = place.get("path") or place.get("url") or place.get("uri") or ""
    if value["kind"] != "files" and not source:
        raise ValueError("an input has no source")
    files = tuple(File(str(one[0]), str(one[1]), one[2]) for one in value.get("files") or ())
    # A signed URL's query is a secret: it appears in no message.
    label = value.get("label") or (source.partition("?")[0] if is_url(source) else source)
    return Input(value["kind"], source, value["target"], value.get("size"), files, label)


def _output(value: dict[str, Any]) -> Output:
    target = value["target"]
    return Output(
        name=value["name"],
        directory=value["directory"],
        always=value.get("when", "always") == "always",
        target_directory=target.get("directory"),
        staging=target.get("staging"),
        urls=dict(target.get("urls") or {}),
        target_uri=target.get("uri"),
    )


def _port(value: dict[str, Any]) -> Port:
    health = value.get("health")
    given = {key: health[key] for key in Health._fields if key in health} if health else {}
    return Port(
        name=value["name"],
        socket=value.get("socket", "tcp"),
        listen=bool(value.get("listen", False)),
        number=value.get("number"),
        health=Health(**given) if health else None,
    )


def _limits(value: dict[str, Any]) -> Limits:
    given = {key: value[key] for key in Limits._fields if value.get(key) is not None}
    return Limits(**given)
