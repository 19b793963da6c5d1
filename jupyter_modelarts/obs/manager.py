"""The rules of buckets and objects: spellings of URIs, folders, and the trash."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import BinaryIO

from ..core.errors import Conflict, Forbidden, InvalidInput, NotFound
from ..core.safe.names import bucket_name
from ..core.safe.uris import ObjectUri, object_key, parse_uri
from .routing import Stores
from .schemas import Bucket, ListPage, ObjectInfo, ObjectVersion, TrashEntry
from .stores import MAX_PAGE, ObjectStore
from .stores.watched import Reached, nobody
from .trash import HIDDEN, Trash, new_entry_id
from .watching import Watch, unwatched

Uri = ObjectUri | str


class Objects:
    """What every slice uses to reach objects; a URI may come in any accepted spelling.

    Thread-safe and synchronous. The trash is hidden: no URI reaches into it.
    """

    def __init__(self, stores: Stores | ObjectStore) -> None:
        self.stores = stores if isinstance(stores, Stores) else Stores(stores)
        self.store = self.stores.local
        self._trash = Trash(self.store_of)

    def store_of(self, bucket: str) -> ObjectStore:
        """The store that has this bucket."""
        return self.stores.store_of(bucket_name(bucket))

    def close(self) -> None:
        """Close connections to servers."""
        self.stores.close()

    def buckets(self) -> list[Bucket]:
        return [bucket for _, bucket in self.stores.buckets()]

    def has_bucket(self, bucket: str) -> bool:
        """Whether there is such a bucket; one that the credential may not list is one too."""
        try:
            return self.store_of(bucket).has_bucket(bucket)
        except Forbidden:
            return True

    def create_bucket(self, bucket: str, store: str = "") -> Bucket:
        """Make a bucket in the store of this name; without one, in the local store."""
        if self.stores.store_of(bucket_name(bucket)).has_bucket(bucket):
            raise Conflict(f"The bucket {bucket} exists already: choose another name.")
        made = self.stores.named(store).create_bucket(bucket)
        self.stores.forget()
        return made

    def delete_bucket(self, bucket: str) -> None:
        """Raises `Conflict` while it holds an object, or its trash does."""
        self.store_of(bucket).delete_bucket(bucket)
        self.stores.forget()

    def head(self, uri: Uri) -> ObjectInfo:
        target = _object(uri)
        return self.store_of(target.bucket).head(target.bucket, target.key)

    def exists(self, uri: Uri) -> bool:
        """Whether there is an object at exactly this key; a folder is none."""
        try:
            self.head(uri)
        except NotFound:
            return False
        return True

    def read(self, uri: Uri, start: int = 0, end: int | None = None) -> bytes:
        target = _object(uri)
        return self.store_of(target.bucket).read(target.bucket, target.key, start, end)

    def open(self, uri: Uri) -> BinaryIO:
        target = _object(uri)
        return self.store_of(target.bucket).open(target.bucket, target.key)

    def put(
        self,
        uri: Uri,
        source: bytes | BinaryIO,
        *,
        if_absent: bool = False,
        if_match: str | None = None,
    ) -> ObjectInfo:
        target = _object(uri)
        return self.store_of(target.bucket).put(
            target.bucket, target.key, source, if_absent=if_absent, if_match=if_match
        )

    def copy(self, source: Uri, target: Uri) -> ObjectInfo:
        from_, to = _object(source), _object(target)
        store, to_store = self.store_of(from_.bucket), self.store_of(to.bucket)
        if store is to_store:
            return store.copy(from_.bucket, from_.key, to.bucket, to.key)
        with store.open(from_.bucket, from_.key) as stream:
            return to_store.put(to.bucket, to.key, stream)

    def put_file(
        self,
        uri: Uri,
        path: Path,
        *,
        if_absent: bool = False,
        if_match: str | None = None,
        reached: Reached = nobody,
    ) -> ObjectInfo:
        """`put` of a file of this machine."""
        target = _object(uri)
        return self.store_of(target.bucket).put_file(
            target.bucket,
            target.key,
            path,
            if_absent=if_absent,
            if_match=if_match,
            reached=reached,
        )

    def fetch_file(self, uri: Uri, path: Path, *, reached: Reached = nobody) -> ObjectInfo:
        """Write an object to a file, which has its name only when it is whole and durable."""
        target = _object(uri)
        store = self.store_of(target.bucket)
        return store.fetch_file(target.bucket, target.key, path, reached=reached)

    def move(self, source: Uri, target: Uri, *, if_absent: bool = False) -> ObjectInfo:
        """Give an object another key, or another bucket: there it is whole before it goes here."""
        from_, to = _object(source), _object(target)
        if from_.bucket == to.bucket:
            return self.store_of(from_.bucket).move(
                from_.bucket, from_.key, to.key, if_absent=if_absent
            )
        if if_absent and self.exists(to):
            raise Conflict(f"{to} exists already.")
        made = self.copy(from_, to)
        self.delete(from_)
        return made

    def delete(self, uri: Uri) -> None:
        """Remove one object for good, without the trash; one that is not there is no error."""
        target = _object(uri)
        self.store_of(target.bucket).delete(target.bucket, target.key)

    def versions(self, uri: Uri) -> Sequence[ObjectVersion] | None:
        """What its store keeps of an object, the latest first; None where it keeps no versions."""
        target = _object(uri)
        return self.store_of(target.bucket).versions(target.bucket, target.key)

    def restore_version(self, uri: Uri, version_id: str) -> ObjectInfo:
        """Make a version the latest again. Raises `NotFound`."""
        target = _object(uri)
        store = self.store_of(target.bucket)
        return store.restore_version(target.bucket, target.key, version_id)

    def walk(self, uri: Uri) -> Iterator[ObjectInfo]:
        """All objects under a prefix in the order of keys, fetched a page at a time."""
        marker: str | None = ""
        while marker is not None:
            page = self.list(uri, delimiter="", marker=marker)
            yield from page.objects
            marker = page.next_marker

    def is_remote(self, uri: Uri) -> bool:
        """Whether it may lie in a configured store: nothing is asked over a network."""
        return self.stores.is_remote(_visible(uri).bucket)

    def local_path(self, uri: Uri) -> Path | None:
        """The object's file to read, where the store is a directory of this machine."""
        target = _object(uri)
        return self.store_of(target.bucket).local_path(target.bucket, target.key)

    def local_directory(self, uri: Uri, *, create: bool = False) -> Path | None:
        """The folder's directory, where the store is one; files written there become objects."""
        target = _visible(uri).folder()
        return self.store_of(target.bucket).local_directory(
            target.bucket, target.key, create=create
        )

    def trash(self, uri: Uri, entry_id: str | None = None, watch: Watch = unwatched) -> TrashEntry:
        """Move an object, or all of a folder (a URI that ends in a slash), to the trash.

        A caller that must know afterwards, whatever happens, gives a `new_entry_id` of its own.
        """
        target = _visible(uri)
        if not target.key:
            raise InvalidInput(f"{target} is a whole bucket: name an object or a folder in it.")
        infos = self.walk(target) if target.is_folder else iter([self.head(target)])
        keys = []  # all of them first: nothing goes by half a listing
        for info in infos:
            watch(0, None)
            keys.append(info.key)
        return self._trash.take(target.bucket, keys, str(target), entry_id or new_entry_id(), watch)

    def trashed(self, bucket: str) -> list[TrashEntry]:
        """What is in a bucket's trash, the latest first."""
        return self._trash.entries(bucket_name(bucket))

    def trashed_keys(self, bucket: str, entry_id: str, limit: int = MAX_PAGE) -> list[str]:
        """The first keys that one deletion moved to the trash, as they were before."""
        return self._trash.keys(bucket_name(bucket), entry_id, limit)

    def trash_ids(self, bucket: str) -> list[str]:
        """The deletions in a bucket's trash, the latest first."""
        return self._trash.ids(bucket_name(bucket))

    def restore(self, bucket: str, entry_id: str, watch: Watch = unwatched) -> TrashEntry:
        """Put everything of one deletion back. Raises `Conflict`, and moves nothing, where a key
        is in use again."""
        return self._trash.restore(bucket_name(bucket), entry_id, watch)

    def forget(self, bucket: str, entry_id: str, watch: Watch = unwatched) -> int:
        """Delete one deletion for good; the number of objects."""
        return self._trash.forget(bucket_name(bucket), entry_id, watch)

    def empty_trash(
        self, bucket: str, older_than: timedelta = timedelta(), watch: Watch = unwatched
    ) -> int:
        """Delete for good what was trashed longer ago than this; the number of objects."""
        before = datetime.now(timezone.utc) - older_than
        return self._trash.empty(bucket_name(bucket), before, watch)

    def list(
        self, uri: Uri, *, delimiter: str = "/", marker: str = "", limit: int = MAX_PAGE
    ) -> ListPage:
        """One page of what lies under a prefix; the first level only, unless `delimiter` is ""."""
        target = _visible(uri)
        return _without_trash(
            self.store_of(target.bucket),
            target,
            delimiter=delimiter,
            marker=_past_trash(marker),
            limit=limit,
        )


def _visible(uri: Uri) -> ObjectUri:
    target = parse_uri(uri) if isinstance(uri, str) else uri
    if target.key.startswith(HIDDEN):
        raise NotFound(f"There is no {target}: {HIDDEN} is the trash, restore from it instead.")
    return target


def _object(uri: Uri) -> ObjectUri:
    target = _visible(uri)
    object_key(target.key)
    return target


def _past_trash(marker: str) -> str:
    """A marker in the trash, moved to its end: nothing in there is worth reading."""
    return HIDDEN + "\U0010ffff" if marker.startswith(HIDDEN) else marker


def _without_trash(
    store: ObjectStore, target: ObjectUri, *, delimiter: str, marker: str, limit: int
) -> ListPage:
    page = store.list(target.bucket, target.key, delimiter=delimiter, marker=marker, limit=limit)
    return ListPage(
        tuple(info for info in page.objects if not info.key.startswith(HIDDEN)),
        tuple(p for p in page.prefixes if not p.startswith(HIDDEN)),
        page.next_marker and _past_trash(page.next_marker),
    )
