"""Which store a bucket is in: the local one first, then the configured ones in their order."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..core.errors import DomainError, Forbidden, NotFound, Unavailable
from .configured import LOCAL, ConfiguredStore, StoreRecords
from .schemas import Bucket
from .stores import ObjectStore, open_store

_FOUND_S = 60.0
_LISTED_S = 15.0
_TROUBLE_S = 30.0  # how long a server that did not answer is left alone


@dataclass
class _Opened:
    record: ConfiguredStore
    store: ObjectStore
    buckets: list[Bucket] = field(default_factory=list)
    asked: float = 0.0
    trouble: DomainError | None = None

    def takes(self, bucket: str) -> bool:
        return bucket.startswith(self.record.prefix)

    def rests(self) -> bool:
        """Whether it failed a moment ago."""
        return isinstance(self.trouble, Unavailable) and self._age() < _TROUBLE_S

    def is_known(self) -> bool:
        return self.asked > 0 and self._age() < (_TROUBLE_S if self.trouble else _LISTED_S)

    def _age(self) -> float:
        return time.monotonic() - self.asked


@dataclass(frozen=True)
class StoreView:
    """A store as the page shows it: `record` is None for the local one."""

    record: ConfiguredStore | None
    buckets: list[str]
    hidden: list[str]
    trouble: str | None


class Stores:
    """All stores of a state directory. Thread-safe; nothing is asked before it is needed."""

    def __init__(self, local: ObjectStore, records: StoreRecords | None = None) -> None:
        self.local, self.records = local, records
        self._lock = threading.RLock()
        self._opened: dict[str, _Opened] = {}
        self._revision: object = None
        self._found: dict[str, tuple[float, ObjectStore]] = {}

    def store_of(self, bucket: str) -> ObjectStore:
        """The store that has the bucket; the local one where none has, to say so."""
        if self.records is None or self.local.has_bucket(bucket):
            return self.local
        opened = list(self._all())
        with self._lock:
            known = self._found.get(bucket)
        if known is not None and time.monotonic() - known[0] < _FOUND_S:
            return known[1]
        found = self._search(bucket, opened)
        if found is None:
            return self.local
        with self._lock:
            self._found[bucket] = (time.monotonic(), found)
        return found

    def only_one_for(self, bucket: str) -> ObjectStore | None:
        """The store that alone can have the bucket, found without asking any server; None where
        there is a choice."""
        if self.records is None or self.local.has_bucket(bucket):
            return self.local
        able = [one.store for one in self._all() if one.takes(bucket)]
        return able[0] if len(able) == 1 else None

    def is_remote(self, bucket: str) -> bool:
        """Whether the bucket is not local, and another store may have it."""
        if self.records is None or self.local.has_bucket(bucket):
            return False
        return bool(self.records.all())

    def named(self, name: str) -> ObjectStore:
        """The store of this name. Raises `NotFound`."""
        if name in ("", LOCAL):
            return self.local
        for one in self._all():
            if one.record.name == name:
                return one.store
        raise NotFound(f"There is no object store {name}.")

    def buckets(self) -> list[tuple[str, Bucket]]:
        """Every bucket that can be reached, with its store's name; a store that does not answer is
        passed over, and looked at again in a while."""
        views = [(LOCAL, self.local.buckets())]
        views += [(one.record.name, self._buckets_of(one)) for one in self._all()]
        seen: set[str] = set()
        found: list[tuple[str, Bucket]] = []
        for name, buckets in views:
            found += [(name, bucket) for bucket in buckets if bucket.name not in seen]
            seen |= {bucket.name for bucket in buckets}
        return sorted(found, key=lambda one: one[1].name)

    def views(self) -> list[StoreView]:
        """Every store with its buckets; `hidden` are those that an earlier store has too."""
        local = [bucket.name for bucket in self.local.buckets()]
        views = [StoreView(None, local, [], None)]
        seen = set(local)
        for one in self._all():
            names = [bucket.name for bucket in self._buckets_of(one)]
            hidden = [name for name in names if name in seen]
            trouble = str(one.trouble) if one.trouble else None
            views.append(StoreView(one.record, names, hidden, trouble))
            seen.update(names)
        return views

    def forget(self) -> None:
        """Ask every server again."""
        with self._lock:
            self._found.clear()
            for one in self._opened.values():
                one.asked, one.trouble = 0.0, None

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            for one in self._opened.values():
                one.store.close()
            self._opened.clear()
            self._revision = None

    def _all(self) -> Iterator[_Opened]:
        if self.records is None:
            return iter(())
        with self._lock:
            revision = self.records.revision()
            if revision != self._revision:
                self._open(self.records.all())
                self._revision = revision
            return iter(list(self._opened.values()))

    def _open(self, records: list[ConfiguredStore]) -> None:
        """Open what is new; what stayed as it was keeps its connections."""
        before, self._opened = self._opened, {}
        self._found.clear()
        for record in records:
            kept = before.pop(record.name, None)
            if kept is not None and kept.record == record:
                self._opened[record.name] = kept
            else:
                store = open_store("s3", record.settings())
                self._opened[record.name] = _Opened(record, store)

    def _search(self, bucket: str, opened: list[_Opened]) -> ObjectStore | None:
        trouble: DomainError | None = None
        forbidden: ObjectStore | None = None
        for one in opened:
            if not one.takes(bucket):
                continue
            if one.rests():
                trouble = trouble or one.trouble
                continue
            try:
                if one.store.has_bucket(bucket):
                    return one.store
            except Forbidden:  # it is there, and its objects may still be ours
                forbidden = forbidden or one.store
            except DomainError as error:
                trouble = trouble or error
                one.trouble, one.asked = error, time.monotonic()
        if forbidden is None and trouble is not None:
            raise trouble
        return forbidden

    def _buckets_of(self, one: _Opened) -> list[Bucket]:
        if one.is_known():
            return one.buckets
        try:
            one.buckets = [bucket for bucket in one.store.buckets() if one.takes(bucket.name)]
            one.trouble = None
        except DomainError as error:
            one.trouble = error
        one.asked = time.monotonic()
        return one.buckets
