"""The S3 servers that the user has entered, and the one that the environment names.

They lie in the state directory, in files that only their owner can read: the platform's own work
finds them there. Secrets are in no database, no answer and no environment of a job.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, fields, replace
from enum import Enum
from pathlib import Path
from typing import Any

from ..core.errors import Conflict, InvalidInput, NotFound, Unavailable
from ..core.safe.names import shown
from ..core.safe.writing import atomic_write, storage_errors

FILE = "stores.json"
ENVIRONMENT_FILE = "stores.environment.json"
LOCAL, ENVIRONMENT = "local", "environment"
_RESERVED = {LOCAL, ENVIRONMENT}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_PREFIX = re.compile(r"[a-z0-9.-]{0,63}")


class Credentials(str, Enum):
    """Where a store's access key comes from."""

    KEPT = "kept"
    ENVIRONMENT = "environment"


class Addressing(str, Enum):
    """Where a bucket's name goes: into the path, or in front of the host."""

    AUTO = "auto"
    PATH = "path"
    VIRTUAL = "virtual"


@dataclass(frozen=True)
class ConfiguredStore:
    """An S3 server and how to ask it; of its buckets only those that begin with `prefix`."""

    name: str
    endpoint: str = ""
    region: str = ""
    addressing: Addressing = Addressing.AUTO
    credentials: Credentials = Credentials.KEPT
    access_key: str = ""
    secret_key: str = field(default="", repr=False)
    session_token: str = field(default="", repr=False)
    prefix: str = ""

    def settings(self) -> Mapping[str, str]:
        """For `open_store("s3", …)`."""
        return {
            "name": self.name,
            "endpoint": self.endpoint,
            "region": self.region,
            "addressing": self.addressing.value,
            "access_key": self.access_key,
            "secret_key": self.secret_key,
            "session_token": self.session_token,
        }

    def with_keys_of(self, other: ConfiguredStore | None) -> ConfiguredStore:
        """The same with another's access key."""
        if other is None:
            return self
        return replace(
            self,
            access_key=other.access_key,
            secret_key=other.secret_key,
            session_token=other.session_token,
        )


_FIELDS = tuple(one.name for one in fields(ConfiguredStore))


class StoreRecords:
    """The configured stores of one state directory; any number of processes may change them."""

    def __init__(self, state_dir: Path, env: Mapping[str, str] | None = None) -> None:
        self._path, self._noted = state_dir / FILE, state_dir / ENVIRONMENT_FILE
        self._env = os.environ if env is None else env

    def all(self) -> list[ConfiguredStore]:
        """Those entered, in their order, then the environment's; keys filled in."""
        around = self.environment()
        entered = [
            one.with_keys_of(around) if one.credentials is Credentials.ENVIRONMENT else one
            for one in self._read(self._path)
        ]
        return [*entered, *([around] if around else [])]

    def get(self, name: str) -> ConfiguredStore:
        """Raises `NotFound`."""
        for one in self.all():
            if one.name == name:
                return one
        raise NotFound(f"There is no object store {shown(name)}.")

    def environment(self) -> ConfiguredStore | None:
        """What this process's variables name, else what the server's named when it started."""
        found = environment_store(self._env)
        if found is None:
            found = next(iter(self._read(self._noted)), None)
        return found

    def note_environment(self) -> None:
        """Keep what the variables name for the platform's work, which does not inherit them."""
        found = environment_store(self._env)
        kept = self._read(self._noted)
        if found is None:
            with storage_errors(), suppress(FileNotFoundError):
                self._noted.unlink()
        elif kept != [found]:
            self._write(self._noted, [found])

    def revision(self) -> tuple[int, ...]:
        """Another one after each change."""
        return (_changed(self._path), _changed(self._noted))

    def add(self, store: ConfiguredStore) -> None:
        """Raises `Conflict` where the name is in use."""
        with self._changing() as stores:
            if store.name in _RESERVED or any(one.name == store.name for one in stores):
                raise Conflict(f"There is an object store {store.name} already: choose another.")
            stores.append(store)

    def replace(self, store: ConfiguredStore) -> None:
        """Raises `NotFound`."""
        with self._changing() as stores:
            stores[_place(stores, store.name)] = store

    def remove(self, name: str) -> None:
        """Raises `NotFound`; the objects stay where they are."""
        with self._changing() as stores:
            del stores[_place(stores, name)]

    @contextmanager
    def _changing(self) -> Iterator[list[ConfiguredStore]]:
        with storage_errors():
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
            lock = os.open(self._path.with_suffix(".lock"), flags, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            stores = self._read(self._path)
            yield stores
            self._write(self._path, stores)
        finally:
            os.close(lock)

    def _read(self, path: Path) -> list[ConfiguredStore]:
        try:
            return [_store(one) for one in json.loads(path.read_bytes())["stores"]]
        except FileNotFoundError:
            return []
        except (ValueError, LookupError, TypeError, OSError):
            raise Unavailable(
                f"The file {path.name} in the state directory is damaged: repair or remove it, "
                "then enter the object stores again."
            ) from None

    def _write(self, path: Path, stores: list[ConfiguredStore]) -> None:
        text = json.dumps({"stores": [asdict(one) for one in stores]})
        atomic_write(path, text.encode(), permissions=0o600)


def store_name(name: str) -> str:
    """Check a name for a store."""
    if not _NAME.fullmatch(name):
        raise InvalidInput(
            f"The name {shown(name)} is not valid: use up to 40 letters, digits, hyphens and "
            "underscores."
        )
    return name


def bucket_prefix(prefix: str) -> str:
    """Check what a store's buckets begin with."""
    if not _PREFIX.fullmatch(prefix):
        raise InvalidInput(f"{shown(prefix)} cannot begin a bucket's name.")
    return prefix


def environment_store(env: Mapping[str, str]) -> ConfiguredStore | None:
    """The store that the usual variables of OBS, or of AWS, name with a key."""
    for kind, endpoints, regions, token in (
        ("OBS", ("OBS_ENDPOINT", "OBS_SERVER"), ("OBS_REGION",), "OBS_SECURITY_TOKEN"),
        (
            "AWS",
            ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"),
            ("AWS_REGION", "AWS_DEFAULT_REGION"),
            "AWS_SESSION_TOKEN",
        ),
    ):
        access = env.get(f"{kind}_ACCESS_KEY_ID", "")
        secret = env.get(f"{kind}_SECRET_ACCESS_KEY", "")
        if access and secret:
            return ConfiguredStore(
                name=ENVIRONMENT,
                endpoint=with_scheme(_first(env, endpoints)),
                region=_first(env, regions),
                credentials=Credentials.ENVIRONMENT,
                access_key=access,
                secret_key=secret,
                session_token=env.get(token, ""),
            )
    return None


def _store(kept: Mapping[str, Any]) -> ConfiguredStore:
    """A store as the file has it; what a later release has added is left out."""
    known = {name: kept[name] for name in _FIELDS if name in kept}
    if not all(isinstance(value, str) for value in known.values()):
        raise TypeError("a store's fields are texts")
    for name, choice in (("addressing", Addressing), ("credentials", Credentials)):
        if name in known:
            known[name] = choice(known[name])
    return ConfiguredStore(**known)


def with_scheme(endpoint: str) -> str:
    """OBS's documents write its endpoints without one."""
    endpoint = endpoint.strip().rstrip("/")
    return endpoint if not endpoint or "://" in endpoint else f"https://{endpoint}"


def _first(env: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((env[name] for name in names if env.get(name)), "")


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _place(stores: list[ConfiguredStore], name: str) -> int:
    for index, one in enumerate(stores):
        if one.name == name:
            return index
    if name in _RESERVED:
        raise Conflict(f"The object store {name} is not entered here: it cannot be changed here.")
    raise NotFound(f"There is no object store {shown(name)}.")
