"""What every object store must do; a backend joins by an entry in `STORES`.

`s3` is tried on two servers. moto knows conditions and all keys but those with line ends; rclone
keeps keys as paths of files, so it gets plain ones.
"""

from __future__ import annotations

import io
import re
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from jupyter_modelarts.core.errors import Conflict, InvalidInput, NotFound
from jupyter_modelarts.core.safe.uris import MAX_KEY_BYTES
from jupyter_modelarts.obs import ObjectStore, open_store
from jupyter_modelarts.obs.stores import STORES
from jupyter_modelarts.obs.stores.s3 import S3Store
from jupyter_modelarts.obs.stores.s3_client import needs_care

from ..s3_servers import S3Server, moto_server, reset_moto

BUCKET = "conformance"

ODD_KEYS = [
    "a",
    "a/",
    "a/b",
    "a//b",
    "a//",
    "/",
    "//",
    "/leading",
    ".",
    "..",
    "../../etc/passwd",
    "./a",
    "a/./b",
    "a/../b",
    "...",
    "100%.png",
    "%41",
    "%-",
    "%=a",
    "%+a/b",
    "%-%01",
    "a\\b",
    "new\nline",
    "\x01\x7f",
    "猫/狗.jpg",
    "é" * 512,
    "x" * 255,
    "x" * 256,
    "x" * 1024,
    "y" * 300 + "/z",
    "y" * 300,
    "/" * 1024,
    "a/" * 512,
    "a b+c&d#e?f",
    ".tmp",
    ".locks/x",
    "a.txt",
    "a0",
    "-rf",
    "~",
    "\U0001f600",
    "\u202e",
    "\ufffd",
    "cafe\u0301",
    "caf\u00e9",
    "Twin.txt",
    "twin.txt",
]

SEGMENTS = st.one_of(
    st.sampled_from(["", ".", "..", "a", "b", "a.txt", "%", "%-", "%=", "%+", "%-%2E", "x" * 300]),
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=5),
)
KEYS = (
    st.lists(SEGMENTS, min_size=1, max_size=4)
    .map("/".join)
    .filter(lambda key: 0 < len(key.encode()) <= MAX_KEY_BYTES)
)


KINDS = [*sorted(STORES), "s3-rclone"]


@pytest.fixture(scope="module")
def moto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    with moto_server(tmp_path_factory.mktemp("moto")) as server:
        yield server


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def store(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ObjectStore]:
    if kind == "local":
        opened = open_store("local", {"root": str(tmp_path / "store")})
    else:
        name = "s3_server" if kind == "s3-rclone" else "moto"
        server: S3Server = request.getfixturevalue(name)
        if name == "moto":
            reset_moto(server)
        opened = open_store("s3", server.settings)
    opened.create_bucket(BUCKET)
    yield opened
    if isinstance(opened, S3Store):
        opened.close()


def _held(kind: str, keys: Sequence[str]) -> list[str]:
    """Those of the keys that the server behind the store can hold, side by side."""
    if kind == "local":
        return list(keys)
    if kind == "s3":
        return [key for key in keys if not re.search(r"[\n\r\ufffe\uffff]", key)]
    keys = [key for key in keys if unicodedata.is_normalized("NFC", key)]  # one file for all forms
    short = [key for key in keys if max(len(part.encode()) for part in key.split("/")) < 256]
    plain = [key for key in short if not needs_care(key)]
    return [key for key in plain if not any(other.startswith(f"{key}/") for other in plain)]


def _refuse_unless_atomic(kind: str) -> None:
    if kind == "s3-rclone":
        pytest.skip("the server replaces a file in two steps: for a moment there is none")


def _keys(store: ObjectStore, prefix: str = "", *, limit: int = 1000) -> list[str]:
    keys: list[str] = []
    marker: str | None = ""
    while marker is not None:
        page = store.list(BUCKET, prefix, marker=marker, limit=limit)
        assert len(page.objects) <= limit
        keys.extend(info.key for info in page.objects)
        marker = page.next_marker
    return keys


def _clear(store: ObjectStore) -> None:
    for key in _keys(store):
        store.delete(BUCKET, key)


def test_an_object_is_what_was_put(store: ObjectStore) -> None:
    info = store.put(BUCKET, "folder/a.bin", b"0123456789")
    assert (info.bucket, info.key, info.size) == (BUCKET, "folder/a.bin", 10)
    seen = store.head(BUCKET, "folder/a.bin")
    assert seen == replace(info, modified=seen.modified)
    assert abs(seen.modified - info.modified) < timedelta(seconds=5)
    assert store.read(BUCKET, "folder/a.bin") == b"0123456789"
    with store.open(BUCKET, "folder/a.bin") as stream:
        assert stream.read() == b"0123456789"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, None, b"0123"), (1, 3, b"12"), (2, 99, b"23"), (9, None, b""), (2, 2, b"")],
)
def test_ranges(store: ObjectStore, start: int, end: int | None, expected: bytes) -> None:
    store.put(BUCKET, "a", b"0123")
    assert store.read(BUCKET, "a", start, end) == expected


def test_a_stream_is_put_and_an_empty_object_is_one(store: ObjectStore) -> None:
    big = bytes(range(256)) * 16_384 * 5  # 20 MiB: three parts
    assert store.put(BUCKET, "big", io.BytesIO(big)).size == len(big)
    assert store.read(BUCKET, "big") == big
    assert store.put(BUCKET, "empty", b"").size == 0
    assert store.read(BUCKET, "empty") == b""


def test_all_odd_keys_live_side_by_side(store: ObjectStore, kind: str) -> None:
    keys = _held(kind, ODD_KEYS)
    for key in keys:
        store.put(BUCKET, key, key.encode())
    assert _keys(store) == sorted(keys, key=str.encode)
    assert {key: store.read(BUCKET, key) for key in keys} == {k: k.encode() for k in keys}
    for key in keys:
        store.delete(BUCKET, key)
        with pytest.raises(NotFound):
            store.head(BUCKET, key)
    assert _keys(store) == []
    store.delete_bucket(BUCKET)


@pytest.mark.parametrize("kind", sorted(STORES))
@settings(
    max_examples=25,
    deadline=None,  # a loaded machine is no fault of the store
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    operations=st.lists(st.tuples(st.sampled_from("ppd"), KEYS), max_size=25),
    prefix=st.one_of(st.just(""), KEYS),
    marker=st.one_of(st.just(""), KEYS),
    limit=st.integers(1, 4),
)
@example(operations=[("p", "a/b"), ("p", "a"), ("p", "a.txt")], prefix="a", marker="", limit=1)
@example(operations=[("p", "a/"), ("p", "a//"), ("p", "a/b")], prefix="a/", marker="a/", limit=1)
@example(
    operations=[("p", "a"), ("p", "a/b"), ("d", "a/b"), ("p", "a")], prefix="", marker="", limit=1
)
def test_a_store_behaves_as_a_dictionary(
    store: ObjectStore,
    kind: str,
    operations: list[tuple[str, str]],
    prefix: str,
    marker: str,
    limit: int,
) -> None:
    if kind != "local":  # each step is a request; and moto cannot say a marker that XML cannot
        operations = operations[:6]
        assume(
            not re.search(r"[\x00-\x1f]", "".join([prefix, marker, *(k for _, k in operations)]))
        )
    held = set(_held(kind, [key for _, key in operations]))
    operations = [one for one in operations if one[1] in held]
    assume(_held(kind, [prefix or "a"]) and _held(kind, [marker or "a"]))
    _clear(store)
    model: dict[str, bytes] = {}
    for number, (operation, key) in enumerate(operations):
        if operation == "p":
            model[key] = b"%d" % number
            store.put(BUCKET, key, model[key])
        else:
            model.pop(key, None)
            store.delete(BUCKET, key)

    under = sorted((key for key in model if key.startswith(prefix)), key=str.encode)
    assert _keys(store, prefix, limit=limit) == under
    page = store.list(BUCKET, prefix, marker=marker)
    assert [info.key for info in page.objects] == [key for key in under if key > marker]
    assert {key: store.read(BUCKET, key) for key in model} == model
    assert _first_level(store, prefix, limit) == _expected_first_level(under, prefix)


def _first_level(store: ObjectStore, prefix: str, limit: int) -> list[str]:
    items: list[str] = []
    marker: str | None = ""
    while marker is not None:
        page = store.list(BUCKET, prefix, delimiter="/", marker=marker, limit=limit)
        items.extend(sorted([*(info.key for info in page.objects), *page.prefixes]))
        marker = page.next_marker
    return items


def _expected_first_level(keys: list[str], prefix: str) -> list[str]:
    items: dict[str, None] = {}
    for key in keys:
        rest, slash, _ = key[len(prefix) :].partition("/")
        items[prefix + rest + slash] = None
    return list(items)


def test_order_is_by_bytes_of_the_whole_key(store: ObjectStore, kind: str) -> None:
    keys = ["a/b", "a.txt", "a", "a0", "é", "z", "Z", "\uffff", "\U00010000", "a/b/c", "\uabcd"]
    keys = _held(kind, keys)
    for key in keys:
        store.put(BUCKET, key, b"")
    assert _keys(store) == sorted(keys, key=str.encode)
    assert _keys(store, limit=1) == sorted(keys, key=str.encode)


def test_a_listing_goes_on_while_keys_come_and_go(store: ObjectStore) -> None:
    for number in range(10):
        store.put(BUCKET, f"d/{number}", b"")
    first = store.list(BUCKET, limit=5)
    store.delete(BUCKET, "d/4")
    store.delete(BUCKET, "d/7")
    store.put(BUCKET, "d/55", b"")
    second = store.list(BUCKET, marker=first.next_marker or "")
    assert [info.key for info in second.objects] == ["d/5", "d/55", "d/6", "d/8", "d/9"]
    assert second.next_marker is None


def test_a_bucket_that_keeps_no_versions_says_so(store: ObjectStore) -> None:
    store.put(BUCKET, "a", b"one")
    store.put(BUCKET, "a", b"two")

    assert store.versions(BUCKET, "a") is None
    with pytest.raises(NotFound):
        store.restore_version(BUCKET, "a", "1")


@pytest.mark.parametrize("key", ["", "a\0b", "x" * 1025, "\ud800"])
def test_keys_that_s3_does_not_allow_are_refused(store: ObjectStore, key: str) -> None:
    actions: list[Callable[[], object]] = [
        lambda: store.put(BUCKET, key, b""),
        lambda: store.head(BUCKET, key),
        lambda: store.open(BUCKET, key),
        lambda: store.delete(BUCKET, key),
    ]
    for action in actions:
        with pytest.raises(InvalidInput):
            action()


def test_what_is_missing_is_said(store: ObjectStore) -> None:
    for action in (store.head, store.read, store.open):
        with pytest.raises(NotFound):
            action(BUCKET, "missing")
        with pytest.raises(NotFound):
            action(BUCKET, "missing/below")
        with pytest.raises(NotFound):
            action("no-such-bucket", "a")
    with pytest.raises(NotFound):
        store.put("no-such-bucket", "a", b"")
    with pytest.raises(NotFound):
        store.list("no-such-bucket")
    with pytest.raises(NotFound):
        store.copy(BUCKET, "missing", BUCKET, "b")
    store.delete(BUCKET, "missing")


def test_a_prefix_of_a_key_is_no_object(store: ObjectStore) -> None:
    store.put(BUCKET, "a/b", b"")
    for key in ("a", "a/"):
        with pytest.raises(NotFound):
            store.head(BUCKET, key)


def test_every_write_of_other_bytes_changes_the_etag(store: ObjectStore) -> None:
    tags = [store.put(BUCKET, "a", b"%d" % number).etag for number in range(20)]
    assert len(set(tags)) == 20


def test_conditions_protect_from_lost_updates(store: ObjectStore) -> None:
    first = store.put(BUCKET, "a", b"1", if_absent=True)
    with pytest.raises(Conflict):
        store.put(BUCKET, "a", b"2", if_absent=True)
    second = store.put(BUCKET, "a", b"2", if_match=first.etag)
    with pytest.raises(Conflict):
        store.put(BUCKET, "a", b"3", if_match=first.etag)
    with pytest.raises(Conflict):
        store.put(BUCKET, "b", b"3", if_match=second.etag)
    assert store.read(BUCKET, "a") == b"2"


def test_one_of_many_creators_wins(store: ObjectStore) -> None:
    won: list[int] = []

    def create(number: int) -> None:
        try:
            store.put(BUCKET, "a/b/c", b"%d" % number, if_absent=True)
        except Conflict:
            return
        won.append(number)

    _together([partial(create, number) for number in range(8)])
    assert len(won) == 1
    assert store.read(BUCKET, "a/b/c") == b"%d" % won[0]


def test_no_update_is_lost_between_threads(store: ObjectStore, kind: str) -> None:
    _refuse_unless_atomic(kind)
    store.put(BUCKET, "n", b"0")

    def increment() -> None:
        done = 0
        while done < 10:
            info = store.head(BUCKET, "n")
            value = int(store.read(BUCKET, "n"))
            try:
                store.put(BUCKET, "n", b"%d" % (value + 1), if_match=info.etag)
            except Conflict:
                continue
            done += 1

    _together([increment] * 4)
    assert store.read(BUCKET, "n") == b"40"


def test_readers_see_whole_objects_while_others_write_and_delete(
    store: ObjectStore, kind: str
) -> None:
    _refuse_unless_atomic(kind)
    stop = threading.Event()
    seen: list[bytes] = []

    def write(letter: bytes) -> None:
        for _ in range(15):
            store.put(BUCKET, "a/b", letter * 100_000)
            store.put(BUCKET, "a", letter * 1000)
            store.delete(BUCKET, "a/b")

    def read() -> None:
        while not stop.is_set():
            try:
                seen.append(store.read(BUCKET, "a/b"))
            except NotFound:
                continue

    reader = threading.Thread(target=read)
    reader.start()
    try:
        _together([lambda: write(b"x"), lambda: write(b"y")])
    finally:
        stop.set()
        reader.join()
    assert all(len(body) == 100_000 and len(set(body)) == 1 for body in seen)
    assert _keys(store) == ["a"]


def test_a_stream_keeps_its_version(store: ObjectStore) -> None:
    store.put(BUCKET, "a", b"old" * 100_000)
    with store.open(BUCKET, "a") as stream:
        beginning = stream.read(3)
        store.put(BUCKET, "a", b"new" * 100_000)
        rest = stream.read()
    assert beginning + rest == b"old" * 100_000


def test_a_source_that_fails_changes_nothing(store: ObjectStore) -> None:
    class Failing(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise OSError("the upload broke off")

    store.put(BUCKET, "a", b"old")
    for key in ("a", "b"):
        with pytest.raises(OSError, match="broke off"):
            store.put(BUCKET, key, cast(BinaryIO, Failing()))
    assert _keys(store) == ["a"]
    assert store.read(BUCKET, "a") == b"old"


def test_copies_are_independent(store: ObjectStore) -> None:
    store.create_bucket("other")
    store.put(BUCKET, "a", b"one")
    store.copy(BUCKET, "a", "other", "b")
    store.put(BUCKET, "a", b"two")
    assert store.read("other", "b") == b"one"


@pytest.mark.parametrize(
    ("key", "to"), [("a", "b"), ("a", "a/b"), ("a/b", "a"), ("a/b/c", "a/b"), ("a", "x/../y")]
)
def test_moves_leave_nothing_behind(store: ObjectStore, kind: str, key: str, to: str) -> None:
    if len(_held(kind, [key, to])) < 2:
        pytest.skip("the server keeps keys as paths")
    store.put(BUCKET, key, b"one")
    assert store.move(BUCKET, key, to).key == to
    assert _keys(store) == [to]
    assert store.read(BUCKET, to) == b"one"
    with pytest.raises(NotFound):
        store.move(BUCKET, key, to)


def test_a_move_can_refuse_to_replace(store: ObjectStore) -> None:
    store.put(BUCKET, "a", b"one")
    store.put(BUCKET, "b", b"two")
    with pytest.raises(Conflict):
        store.move(BUCKET, "a", "b", if_absent=True)
    store.move(BUCKET, "a", "b")
    assert store.read(BUCKET, "b") == b"one"


def test_buckets_come_and_go(store: ObjectStore) -> None:
    store.create_bucket("second")
    assert [bucket.name for bucket in store.buckets()] == [BUCKET, "second"]
    with pytest.raises(Conflict):
        store.create_bucket("second")
    store.put("second", "a", b"")
    with pytest.raises(Conflict):
        store.delete_bucket("second")
    store.delete("second", "a")
    store.delete_bucket("second")
    with pytest.raises(NotFound):
        store.delete_bucket("second")
    for name in ("..", "a", "Upper", "a/b", ".tmp"):
        with pytest.raises(InvalidInput):
            store.create_bucket(name)


def test_files_are_put_and_fetched_whole(store: ObjectStore, tmp_path: Path) -> None:
    source, target = tmp_path / "in.bin", tmp_path / "new" / "out.bin"
    source.write_bytes(b"0123456789" * 1_000_000)
    sent: list[int] = []
    came: list[int] = []
    put = store.put_file(BUCKET, "a/b", source, reached=sent.append)
    fetched = store.fetch_file(BUCKET, "a/b", target, reached=came.append)
    for seen in (sent, came):
        assert (len(seen) > 2, max(seen)) == (True, 10_000_000)
    assert (fetched.size, fetched.etag) == (10_000_000, put.etag)
    assert target.read_bytes() == source.read_bytes()
    assert [path.name for path in target.parent.iterdir()] == ["out.bin"]
    with pytest.raises(NotFound):
        store.fetch_file(BUCKET, "missing", tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_large_stream_can_be_sought_in(store: ObjectStore) -> None:
    body = bytes(range(251)) * 80_000
    store.put(BUCKET, "a", io.BytesIO(body))
    with store.open(BUCKET, "a") as stream:
        assert stream.seek(-10, io.SEEK_END) == len(body) - 10
        assert stream.read() == body[-10:]
        assert stream.seek(9_000_000) == 9_000_000
        assert stream.read(5) == body[9_000_000:9_000_005]
        assert stream.seek(0) == 0
        assert stream.read() == body


def test_a_store_that_is_a_directory_shows_it(store: ObjectStore) -> None:
    store.put(BUCKET, "in/a.png", b"png")
    path = store.local_path(BUCKET, "in/a.png")
    folder = store.local_directory(BUCKET, "out/..//", create=True)
    if path is None or folder is None:
        assert path is folder
        return
    assert path.read_bytes() == b"png"
    (folder / "model").mkdir()
    (folder / "model" / "weights").write_bytes(b"w")
    assert _keys(store, "out/") == ["out/..//model/weights"]


def _together(actions: list[Callable[[], None]]) -> None:
    """Run all at once; the first failure is raised here."""
    with ThreadPoolExecutor(len(actions)) as pool:
        for future in [pool.submit(action) for action in actions]:
            future.result()
