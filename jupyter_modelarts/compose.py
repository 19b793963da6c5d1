"""The composition root that the server, the command line and the platform's own work share.

Everything is made here, by constructor, from a state directory; nothing is made at import. This
file knows every slice, and neither HTTP nor tornado.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from .compute import Launcher, WorkloadManager
from .core.db import Database
from .core.managers import Managers
from .core.migrations import migrate
from .core.safe.filesystem import refuse_network_filesystem
from .core.safe.writing import storage_errors
from .datasets import DatasetManager
from .engines import EngineManager
from .home import HomeManager
from .obs import Objects, open_store
from .training import TrainingManager

DEFAULT_BUCKET = "modelarts"
STATE_VARIABLE = "MODELARTS_STATE_DIR"
DATABASE_FILE = "database_url"


@dataclass(frozen=True)
class Platform:
    """All managers of one state directory."""

    state_dir: Path
    db: Database
    managers: Managers

    @property
    def workloads(self) -> WorkloadManager:
        """The manager of workloads, which nearly every caller needs."""
        return self.managers.get(WorkloadManager)

    def close(self) -> None:
        """Release the database's connections; what runs goes on."""
        self.db.close()


def compose(state_dir: Path, database_url: str = "", work_dir: Path | None = None) -> Platform:
    """Build the platform on `state_dir`, made where it is missing.

    `database_url` is any SQLAlchemy URL; empty means the URL kept in the state directory, or
    SQLite in it. `work_dir` is the folder whose files a job may name (Jupyter's root).
    Raises a DomainError with the way out: network file system, full disk, newer or damaged
    database.
    """
    state_dir = state_dir.expanduser().absolute()
    with storage_errors():
        state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    refuse_network_filesystem(state_dir)
    db = Database(_database_url(state_dir, database_url))
    migrate(db)
    objects = Objects(open_store("local", root=state_dir / "objects"))
    if not objects.buckets():
        objects.create_bucket(DEFAULT_BUCKET)
    workloads = WorkloadManager(db, Launcher(objects, state_dir), state_dir / "runs")
    workloads.prepare()
    engines = EngineManager(db, workloads, state_dir)
    datasets = DatasetManager(db, objects, workloads, state_dir)
    training = TrainingManager(db, objects, workloads, engines, datasets, work_dir)
    home = HomeManager(db, objects, workloads, engines, datasets, training, work_dir)
    managers = Managers(objects, workloads, engines, datasets, training, home)
    return Platform(state_dir, db, managers)


def default_state_dir() -> Path:
    """`MODELARTS_STATE_DIR`, else `modelarts` in Jupyter's data directory."""
    from jupyter_core.paths import jupyter_data_dir

    named = os.environ.get(STATE_VARIABLE)
    return Path(named) if named else Path(jupyter_data_dir()) / "modelarts"


def _database_url(state_dir: Path, url: str) -> str:
    """A URL that is not the default is kept, readable by the owner only, for the platform's work."""
    kept = state_dir / DATABASE_FILE
    if url:
        if not kept.is_file() or kept.read_text() != url:
            kept.touch(mode=0o600)
            kept.write_text(url)
        return url
    if kept.is_file():
        return kept.read_text().strip()
    return f"sqlite:///{state_dir / 'modelarts.db'}"
