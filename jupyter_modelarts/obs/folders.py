"""What a user does to objects and folders alike: copy, move, delete, and have them back.

A folder is a URI that ends in a slash. Its objects go one by one: what an interruption leaves is
partly here and partly there, and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from ..core.errors import Conflict, InvalidInput, NotFound
from ..core.safe.uris import ObjectUri, object_key
from .manager import Objects
from .schemas import Removal, Trashed
from .trash import time_of
from .watching import Watch, unwatched

SHOWN_KEYS = 1000
CHUNK = 2**20
Step = Callable[[ObjectUri, ObjectUri], None]


class Folders:
    """Works upon whole folders of the object store."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects

    def copy(self, source: ObjectUri, target: ObjectUri, *, overwrite: bool = False) -> int:
        """The number of objects copied. Raises `Conflict` where the target is there."""
        self.refuse_transfer(source, target, overwrite)
        return self.go_on_copying(source, target)

    def move(self, source: ObjectUri, target: ObjectUri, *, overwrite: bool = False) -> int:
        """The number of objects moved. Raises `Conflict` where the target is there."""
        self.refuse_transfer(source, target, overwrite)
        return self.go_on_moving(source, target, overwrite=overwrite)

    def refuse_transfer(self, source: ObjectUri, target: ObjectUri, overwrite: bool) -> None:
        """Raises for a copy or a move that makes no sense, or `Conflict` for a taken target."""
        _refuse_nonsense(source, target)
        if not overwrite:
            self._refuse_taken(target)

    def go_on_copying(self, source: ObjectUri, target: ObjectUri, watch: Watch = unwatched) -> int:
        """Copy whatever is at the target; the number of objects."""

        def step(one: ObjectUri, to: ObjectUri) -> None:
            self._objects.copy(one, to)

        return self._transfer(source, target, step, watch)

    def go_on_moving(
        self,
        source: ObjectUri,
        target: ObjectUri,
        watch: Watch = unwatched,
        *,
        overwrite: bool = False,
    ) -> int:
        """Move what is still at the source; the number of objects."""

        def step(one: ObjectUri, to: ObjectUri) -> None:
            try:
                self._objects.move(one, to, if_absent=not overwrite)
            except Conflict:
                if not self._is_same(one, to):
                    raise
                self._objects.delete(one)  # it had arrived when the work before broke off

        return self._transfer(source, target, step, watch)

    def create_folder(self, folder: ObjectUri) -> int:
        """Make a folder that stands while it is empty: an object whose key ends in a slash."""
        folder = folder.folder()
        if not folder.key:
            raise InvalidInput(f"{folder} is a bucket: create a bucket instead.")
        self._refuse_taken(folder)
        self._objects.put(folder, b"", if_absent=True)
        return 1

    def delete(self, uri: ObjectUri, *, permanent: bool = False) -> Removal:
        """Move an object or a folder to the trash, or delete it for good; a bucket if empty."""
        if not uri.key:
            return self._delete_bucket(uri, permanent)
        if permanent:
            return Removal(trash_id=None, count=self._delete_for_good(uri))
        return self.trash(uri)

    def trash(
        self, uri: ObjectUri, entry_id: str | None = None, watch: Watch = unwatched
    ) -> Removal:
        """Move an object or a folder to the trash, there below `entry_id`."""
        entry = self._objects.trash(uri, entry_id, watch)
        return Removal(trash_id=entry.id, count=entry.count)

    def holds_anything(self, folder: ObjectUri) -> bool:
        """Whether there is an object in it."""
        page = self._objects.list(folder, delimiter="", limit=1)
        return bool(page.objects) or page.next_marker is not None

    def trashed(self, bucket: str) -> list[Trashed]:
        """What was deleted in a bucket, the latest first."""
        entries = (self._trashed(bucket, entry_id) for entry_id in self._objects.trash_ids(bucket))
        return [entry for entry in entries if entry is not None]

    def is_trashed(self, bucket: str, entry_id: str) -> bool:
        """Whether the trash holds anything of this deletion."""
        return bool(self._objects.trashed_keys(bucket, entry_id, 1))

    def restore(self, bucket: str, entry_id: str, watch: Watch = unwatched) -> int:
        """The number of objects put back. Raises `Conflict` where a key is in use again."""
        return self._objects.restore(bucket, entry_id, watch).count

    def forget(self, bucket: str, entry_id: str | None, watch: Watch = unwatched) -> int:
        """Delete one deletion, or all of a bucket's trash, for good; the number of objects."""
        if entry_id is None:
            return self._objects.empty_trash(bucket, watch=watch)
        return self._objects.forget(bucket, entry_id, watch)

    def _transfer(self, source: ObjectUri, target: ObjectUri, step: Step, watch: Watch) -> int:
        if not source.is_folder:
            step(source, target)
            return 1
        total = self._counted(source, target, watch)
        if not total:
            raise NotFound(f"There is nothing at {source}.")
        count = 0
        for count, info in enumerate(self._objects.walk(source), start=1):
            watch(count - 1, total)
            step(info.uri, _moved(info.key, source, target))
        return count

    def _counted(self, source: ObjectUri, target: ObjectUri, watch: Watch) -> int:
        """How many there are. A key that becomes too long is found before the first one moves."""
        total = 0
        for info in self._objects.walk(source):
            watch(0, None)
            object_key(_target_key(info.key, source, target))
            total += 1
        return total

    def _is_same(self, one: ObjectUri, other: ObjectUri) -> bool:
        if self._objects.head(one).size != self._objects.head(other).size:
            return False
        with self._objects.open(one) as a, self._objects.open(other) as b:
            while (data := a.read(CHUNK)) == b.read(CHUNK):
                if not data:
                    return True
        return False

    def _refuse_taken(self, target: ObjectUri) -> None:
        taken = self.holds_anything if target.is_folder else self._objects.exists
        if taken(target):
            raise Conflict(f"{target} exists already: choose another name, or replace it.")

    def _delete_for_good(self, uri: ObjectUri) -> int:
        infos = self._objects.walk(uri) if uri.is_folder else iter([self._objects.head(uri)])
        count = 0
        for info in infos:
            self._objects.delete(info.uri)
            count += 1
        if not count:
            raise NotFound(f"There is nothing at {uri}.")
        return count

    def _delete_bucket(self, uri: ObjectUri, permanent: bool) -> Removal:
        if self._objects.list(uri, delimiter="", limit=1).objects:
            raise Conflict(f"The bucket {uri.bucket} is not empty: delete what is in it first.")
        if not permanent and self._objects.trash_ids(uri.bucket):
            raise Conflict(
                f"The trash of the bucket {uri.bucket} is not empty: empty it, or delete the "
                "bucket permanently."
            )
        count = self._objects.empty_trash(uri.bucket, timedelta())
        self._objects.delete_bucket(uri.bucket)
        return Removal(trash_id=None, count=count)

    def _trashed(self, bucket: str, entry_id: str) -> Trashed | None:
        keys = self._objects.trashed_keys(bucket, entry_id, SHOWN_KEYS)
        if not keys:
            return None
        return Trashed(
            bucket=bucket,
            id=entry_id,
            trashed=time_of(entry_id),
            uri=ObjectUri(bucket, _common(keys)),
            count=len(keys),
            is_more=len(keys) == SHOWN_KEYS,
        )


def _refuse_nonsense(source: ObjectUri, target: ObjectUri) -> None:
    if not source.key or not target.key:
        raise InvalidInput("A whole bucket cannot be copied or moved: name a folder in it.")
    if source.is_folder != target.is_folder:
        raise InvalidInput("An object becomes an object and a folder a folder: end both alike.")
    if source == target or (source.is_folder and source.contains(target)):
        raise InvalidInput(f"{target} is the same place, or within it: choose another one.")


def _moved(key: str, source: ObjectUri, target: ObjectUri) -> ObjectUri:
    return ObjectUri(target.bucket, _target_key(key, source, target))


def _target_key(key: str, source: ObjectUri, target: ObjectUri) -> str:
    return target.key + key.removeprefix(source.key)


def _common(keys: list[str]) -> str:
    """The object, or the innermost folder that holds all of them."""
    first, last = min(keys), max(keys)
    if first == last:
        return first
    same = next(
        (i for i, pair in enumerate(zip(first, last, strict=False)) if len(set(pair)) > 1),
        min(len(first), len(last)),
    )
    return first[: first[:same].rfind("/") + 1]
