"""The end of the trash: forgetting for good what was deleted long ago."""

from __future__ import annotations

from ..core.db import Database
from ..core.store import forget_links
from .schemas import dataset_urn, version_urn
from .store import datasets, labels, samples

_PIECE = 500


def purge(db: Database, before: int) -> int:
    """Erase datasets and samples that were deleted before `before`; how many.

    Objects are not touched: those that went to their bucket's trash end with it. Works in small
    transactions and goes on where it was interrupted.
    """
    erased = 0
    while gone := _some_samples(db, before):
        erased += gone
    with db.read() as tx:
        expired = datasets.expired(tx, before, 1000)
    for dataset_id in expired:
        _dataset(db, dataset_id)
        erased += 1
    return erased


def _some_samples(db: Database, before: int) -> int:
    with db.write() as tx:
        ids = samples.expired(tx, before, _PIECE)
        samples.erase(tx, ids)
    return len(ids)


def _dataset(db: Database, dataset_id: str) -> None:
    while True:
        with db.write() as tx:
            ids = samples.some_of(tx, dataset_id, _PIECE)
            samples.erase(tx, ids)
            if not ids:
                labels.erase_all(tx, dataset_id)
                versions = datasets.erase(tx, dataset_id)
                forget_links(tx, [dataset_urn(dataset_id), *map(version_urn, versions)])
                return
