"""What users delete is moved below a hidden prefix of its bucket, and stays there for a while.

`.trash/<time>-<random>/<key>`: an id sorts by time, and the rest is the key to restore. The
moves of a folder are one by one: what a crash leaves is partly moved under one id, nothing lost.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timezone

from ..core.errors import Conflict, InvalidInput, NotFound
from ..core.safe.names import shown
from ..core.safe.uris import MAX_KEY_BYTES
from .schemas import TrashEntry
from .stores import ObjectStore
from .watching import Watch, unwatched

HIDDEN = ".trash/"
_ID = re.compile(r"\d{8}T\d{12}Z-[0-9a-f]{8}")
_TIME = "%Y%m%dT%H%M%S%fZ"


def new_entry_id() -> str:
    """A place in the trash that nobody else uses."""
    return f"{datetime.now(timezone.utc).strftime(_TIME)}-{secrets.token_hex(4)}"


class Trash:
    """The trash of each bucket, in the bucket's own store."""

    def __init__(self, store_of: Callable[[str], ObjectStore]) -> None:
        self._store_of = store_of

    def take(
        self,
        bucket: str,
        keys: Sequence[str],
        what: str,
        entry_id: str,
        watch: Watch = unwatched,
    ) -> TrashEntry:
        """Move the keys below `entry_id`; `what` is named where there are none."""
        if not keys:
            raise NotFound(f"There is nothing at {what}.")
        for done, key in enumerate(keys):
            watch(done, len(keys))
            self._store_of(bucket).move(bucket, key, _fitting(entry_id, key))
        return TrashEntry(bucket=bucket, id=entry_id, trashed=time_of(entry_id), count=len(keys))

    def entries(self, bucket: str) -> list[TrashEntry]:
        return [self._entry(bucket, entry_id) for entry_id in self.ids(bucket)]

    def ids(self, bucket: str) -> list[str]:
        return list(reversed(list(self._ids(bucket))))

    def keys(self, bucket: str, entry_id: str, limit: int) -> list[str]:
        prefix = _prefix(entry_id)
        page = self._store_of(bucket).list(bucket, prefix, limit=limit)
        return [info.key.removeprefix(prefix) for info in page.objects]

    def forget(self, bucket: str, entry_id: str, watch: Watch = unwatched) -> int:
        """Delete one deletion for good; the number of objects."""
        return self._delete(bucket, list(self._keys(bucket, _prefix(entry_id))), watch)

    def restore(self, bucket: str, entry_id: str, watch: Watch = unwatched) -> TrashEntry:
        prefix = _prefix(entry_id)
        keys = list(self._keys(bucket, prefix))
        if not keys:
            raise NotFound(f"There is no {shown(entry_id)} in the trash of the bucket {bucket}.")
        for key in keys:
            watch(0, None)
            self._refuse_taken(bucket, key.removeprefix(prefix))
        for done, key in enumerate(keys):
            watch(done, len(keys))
            self._store_of(bucket).move(bucket, key, key.removeprefix(prefix), if_absent=True)
        trashed = time_of(entry_id)
        return TrashEntry(bucket=bucket, id=entry_id, trashed=trashed, count=len(keys))

    def empty(self, bucket: str, before: datetime, watch: Watch = unwatched) -> int:
        old = [entry_id for entry_id in self._ids(bucket) if time_of(entry_id) <= before]
        keys = [key for entry_id in old for key in self._keys(bucket, _prefix(entry_id))]
        return self._delete(bucket, keys, watch)

    def _delete(self, bucket: str, keys: Sequence[str], watch: Watch) -> int:
        for done, key in enumerate(keys):
            watch(done, len(keys))
            self._store_of(bucket).delete(bucket, key)
        return len(keys)

    def _entry(self, bucket: str, entry_id: str) -> TrashEntry:
        count = sum(1 for _ in self._keys(bucket, _prefix(entry_id)))
        return TrashEntry(bucket=bucket, id=entry_id, trashed=time_of(entry_id), count=count)

    def _ids(self, bucket: str) -> Iterator[str]:
        marker: str | None = ""
        while marker is not None:
            page = self._store_of(bucket).list(bucket, HIDDEN, delimiter="/", marker=marker)
            names = (prefix.removeprefix(HIDDEN)[:-1] for prefix in page.prefixes)
            yield from (name for name in names if _ID.fullmatch(name))
            marker = page.next_marker

    def _keys(self, bucket: str, prefix: str) -> Iterator[str]:
        marker: str | None = ""
        while marker is not None:
            page = self._store_of(bucket).list(bucket, prefix, marker=marker)
            yield from (info.key for info in page.objects)
            marker = page.next_marker

    def _refuse_taken(self, bucket: str, key: str) -> None:
        try:
            self._store_of(bucket).head(bucket, key)
        except NotFound:
            return
        raise Conflict(f"The object {shown(key)} exists again: rename or delete it first.")


def _fitting(entry_id: str, key: str) -> str:
    target = f"{HIDDEN}{entry_id}/{key}"
    if len(target.encode("utf-8")) > MAX_KEY_BYTES:
        raise InvalidInput(
            f"The key {shown(key)} is too long for the trash: delete the object for good instead."
        )
    return target


def _prefix(entry_id: str) -> str:
    if not _ID.fullmatch(entry_id):
        raise NotFound(f"There is no {shown(entry_id)} in the trash.")
    return f"{HIDDEN}{entry_id}/"


def time_of(entry_id: str) -> datetime:
    """When this deletion was."""
    moment = datetime.strptime(entry_id.partition("-")[0], _TIME)
    return moment.replace(tzinfo=timezone.utc)
