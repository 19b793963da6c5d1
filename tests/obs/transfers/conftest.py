"""A bucket, a folder and a state directory, and a sync between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from jupyter_modelarts.obs import ObjectStore, open_store
from jupyter_modelarts.obs.transfers import Plan, Summary, Sync, SyncSpec

BUCKET = "synced"
PREFIX = "data/"


@dataclass(frozen=True)
class Pair:
    """Both sides, and what tests do with them."""

    store: ObjectStore
    work: Path
    state: Path

    def put(self, name: str, data: bytes) -> None:
        self.store.put(BUCKET, PREFIX + name, data)

    def write(self, name: str, data: bytes) -> Path:
        path = self.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def delete(self, name: str) -> None:
        self.store.delete(BUCKET, PREFIX + name)

    def there(self) -> dict[str, bytes]:
        """What the bucket holds."""
        found: dict[str, bytes] = {}
        for info in self.store.list(BUCKET, PREFIX).objects:
            found[info.key.removeprefix(PREFIX)] = self.store.read(BUCKET, info.key)
        return found

    def here(self) -> dict[str, bytes]:
        """What the folder holds, hidden things too."""
        files = (path for path in sorted(self.work.rglob("*")) if path.is_file())
        return {path.relative_to(self.work).as_posix(): path.read_bytes() for path in files}

    def spec(self, **options: Any) -> SyncSpec:
        return SyncSpec(BUCKET, PREFIX, self.work, **options)

    def sync(self, **options: Any) -> Summary:
        return Sync(self.spec(**options), self.store, self.state).run()

    def preview(self, **options: Any) -> Plan:
        return Sync(self.spec(**options), self.store, self.state).preview()


Opened = Callable[[Path], ObjectStore]


@pytest.fixture
def store(tmp_path: Path) -> ObjectStore:
    return open_store("local", {"root": str(tmp_path / "objects")})


@pytest.fixture
def pair(store: ObjectStore, tmp_path: Path) -> Pair:
    store.create_bucket(BUCKET)
    return Pair(store, tmp_path / "work", tmp_path / "state")


def numbers(summary: Summary) -> dict[str, int]:
    """The counts that are not none."""
    return {name: value for name, value in vars(summary.counts).items() if value}


def told(summary: Summary) -> dict[str, tuple[str, str]]:
    """What is said of each name."""
    return {one.name: (one.what, one.reason) for one in summary.told}
