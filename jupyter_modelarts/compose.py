"""The composition root that the server, the command line and the platform's own work share.

Everything is made here, by constructor, from a state directory; nothing is made at import. This
file knows every slice, and neither HTTP nor tornado.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .compute import AttemptAccess, Launcher, WorkloadManager
from .core.db import Database
from .core.managers import Managers
from .core.migrations import migrate
from .core.safe.filesystem import refuse_network_filesystem
from .core.safe.images import ImageDecoders
from .core.safe.writing import atomic_write, storage_errors
from .core.state import DATABASE, SERVER_FILE
from .iam import TokenManager
from .obs import (
    Folders,
    FolderTasks,
    Objects,
    StoreManager,
    StoreRecords,
    Stores,
    Uploads,
    open_store,
)

DEFAULT_BUCKET = "modelarts"
DATABASE_FILE = "database_url"


@dataclass(frozen=True)
class Foundation:
    """What every slice stands on, and all that reconciling needs."""

    state_dir: Path
    db: Database
    objects: Objects
    tokens: TokenManager
    workloads: WorkloadManager

    def close(self) -> None:
        """Release the connections of database and stores; what runs goes on."""
        self.objects.close()
        self.db.close()


@dataclass(frozen=True)
class Platform(Foundation):
    """All managers of one state directory."""

    managers: Managers
    decoders: ImageDecoders

    def close(self) -> None:
        """End the decoding children too."""
        self.decoders.close()
        super().close()


def compose(state_dir: Path, database_url: str = "", work_dir: Path | None = None) -> Platform:
    """Build the platform on `state_dir`, made where it is missing.

    `database_url` is any SQLAlchemy URL; empty means the URL kept in the state directory, or
    SQLite in it. `work_dir` is the folder whose files a job may name (Jupyter's root).
    Raises a DomainError with the way out: network file system, full disk, newer or damaged
    database.
    """
    base = lay_foundation(state_dir, database_url)
    with _closed_on_error(base):
        decoders = ImageDecoders()  # no child before the first picture
        managers = _manage(base, decoders, work_dir.absolute() if work_dir else None)
        return Platform(
            base.state_dir,
            base.db,
            base.objects,
            base.tokens,
            base.workloads,
            managers,
            decoders,
        )


def lay_foundation(state_dir: Path, database_url: str = "") -> Foundation:
    """As `compose`, without the domains."""
    state_dir = state_dir.expanduser().absolute()
    with storage_errors():
        state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    refuse_network_filesystem(state_dir)
    db = Database(_database_url(state_dir, database_url))
    with _closed_on_error(db):
        migrate(db)
        objects = open_objects(state_dir)
        if not objects.store.buckets():
            objects.create_bucket(DEFAULT_BUCKET)
        tokens = TokenManager(db, state_dir)
        access = AttemptAccess(tokens, state_dir / SERVER_FILE)
        workloads = WorkloadManager(db, Launcher(objects, state_dir), state_dir / "runs", access)
        workloads.prepare()
        return Foundation(state_dir, db, objects, tokens, workloads)


def open_objects(state_dir: Path) -> Objects:
    """The objects of a state directory that is there, without its database."""
    local = open_store("local", {"root": str(state_dir / "objects")})
    return Objects(Stores(local, StoreRecords(state_dir)))


@contextmanager
def _closed_on_error(made: Database | Foundation) -> Iterator[None]:
    try:
        yield
    except BaseException:
        made.close()
        raise


def _manage(base: Foundation, decoders: ImageDecoders, work_dir: Path | None) -> Managers:
    from .datasets import DatasetManager
    from .engines import EngineManager
    from .home import HomeManager
    from .models import ModelManager
    from .notebooks import GalleryManager, NotebookManager, SyncManager
    from .services import ServiceManager
    from .training import TrainingManager

    db, objects, workloads, state_dir = base.db, base.objects, base.workloads, base.state_dir
    engines = EngineManager(db, workloads, state_dir)
    engines.prepare()
    datasets = DatasetManager(db, objects, workloads, decoders, state_dir / "cache")
    training = TrainingManager(db, objects, workloads, engines, datasets, state_dir, work_dir)
    models = ModelManager(db, objects, workloads, engines, training, DEFAULT_BUCKET)
    services = ServiceManager(db, workloads, engines, models, base.tokens)
    models.guards.append(services)
    workloads.followers.append(services.advance)
    home = HomeManager(
        db, objects, workloads, engines, datasets, training, models, services, work_dir
    )
    notebooks = NotebookManager(work_dir, objects)
    gallery = GalleryManager(db, objects, engines, decoders, work_dir)
    syncs = SyncManager(db, objects, workloads, state_dir, work_dir)
    folders = Folders(objects)
    return Managers(
        objects,
        folders,
        FolderTasks(folders, state_dir / "folder-tasks"),
        Uploads(objects, state_dir / "uploads"),
        StoreManager(objects, StoreRecords(state_dir)),
        base.tokens,
        workloads,
        engines,
        datasets,
        notebooks,
        gallery,
        syncs,
        training,
        models,
        services,
        home,
    )


def _database_url(state_dir: Path, url: str) -> str:
    """A URL that is not the default is kept, for the owner only, for the platform's work."""
    kept = state_dir / DATABASE_FILE
    if url:
        if not kept.is_file() or kept.read_text() != url:
            atomic_write(kept, url.encode(), permissions=0o600)
        return url
    if kept.is_file():
        return kept.read_text().strip()
    return f"sqlite:///{state_dir / DATABASE}"
