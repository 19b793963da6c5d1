"""Copies, listings and the rest, as the published API documents them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from jupyter_modelarts.runtime.modelarts.session import Session

from .conftest import LOCAL, REMOTE, new_folder


@pytest.fixture(params=[LOCAL, REMOTE])
def base(request: pytest.FixtureRequest) -> str:
    """A folder of each sort of store."""
    return new_folder(request.param)


def test_a_file_is_written_and_read(mox: Any, base: str) -> None:
    mox.file.write(f"{base}/a.txt", "Hallo 你好\n")
    mox.file.append(f"{base}/a.txt", "end")

    assert mox.file.read(f"{base}/a.txt") == "Hallo 你好\nend"
    assert mox.file.read(f"{base}/a.txt".replace("obs://", "s3://"), binary=True).endswith(b"end")
    assert mox.file.get_size(f"{base}/a.txt") == len("Hallo 你好\nend".encode())


def test_what_is_there_is_known(mox: Any, base: str) -> None:
    mox.file.write(f"{base}/folder/a.txt", "a")

    assert mox.file.exists(f"{base}/folder/a.txt")
    assert mox.file.exists(f"{base}/folder")
    assert mox.file.exists(f"{base}/folder/")
    assert mox.file.exists("obs://modelarts")
    assert not mox.file.exists("obs://no-such-bucket")
    assert not mox.file.exists(f"{base}/fold")
    assert not mox.file.exists(f"{base}/folder/a.txt/")
    assert mox.file.is_directory(f"{base}/folder")
    assert not mox.file.is_directory(f"{base}/folder/a.txt")
    assert mox.file.isdir(f"{base}/folder")


def test_a_folder_is_listed(mox: Any, base: str) -> None:
    for name in ("b.txt", "a/1.txt", "a/b/2.txt"):
        mox.file.write(f"{base}/{name}", name)
    mox.file.make_dirs(f"{base}/empty")

    listed = mox.file.list_directory

    assert listed(base) == ["a", "b.txt", "empty"]
    assert listed(f"{base}/", remove_sep=False) == ["a/", "b.txt", "empty/"]
    assert listed(base, recursive=True) == [
        *("a", "a/1.txt", "a/b", "a/b/2.txt", "b.txt", "empty"),
    ]
    assert listed(base, recursive=True, skip_dir=True) == ["a/1.txt", "a/b/2.txt", "b.txt"]
    assert listed(base, skip_file=True) == ["a", "empty"]
    assert listed(f"{base}/empty") == []
    with pytest.raises(mox.file.MoxFileNotExistsException):
        listed(f"{base}/none")


def test_a_local_folder_is_listed_alike(mox: Any, tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "2.txt").write_text("2")
    (tmp_path / "c.txt").write_text("c")

    assert mox.file.list_directory(str(tmp_path)) == ["a", "c.txt"]
    assert mox.file.list_directory(tmp_path, recursive=True) == ["a", "a/b", "a/b/2.txt", "c.txt"]


def test_sizes(mox: Any, base: str, tmp_path: Path) -> None:
    mox.file.write(f"{base}/a.bin", b"12345", binary=True)
    mox.file.write(f"{base}/sub/b.bin", b"123", binary=True)
    mox.file.copy_parallel(base, str(tmp_path))

    assert mox.file.get_size(base) == 5
    assert mox.file.get_size(base, recursive=True) == 8
    assert mox.file.get_size(str(tmp_path)) == 8
    with pytest.raises(FileNotFoundError):
        mox.file.get_size(f"{base}/none")


def test_stat_has_both_sorts_of_names(mox: Any, base: str, tmp_path: Path) -> None:
    mox.file.write(f"{base}/a.bin", b"12345", binary=True)
    (tmp_path / "a.bin").write_bytes(b"12345")

    for path in (f"{base}/a.bin", str(tmp_path / "a.bin")):
        found = mox.file.stat(path)
        assert (found.length, found.st_size, found.is_directory) == (5, 5, False)
        assert found.mtime_nsec / 1e9 == pytest.approx(found.st_mtime)
    assert mox.file.stat(base).is_directory
    for path in (f"{base}/none", str(tmp_path / "none")):
        with pytest.raises(mox.file.MoxFileNotExistsException, match="none"):
            mox.file.stat(path)


def test_walk_is_as_that_of_os(mox: Any, base: str) -> None:
    for name in ("b.txt", "a/1.txt", "a/b/2.txt"):
        mox.file.write(f"{base}/{name}", name)

    down = list(mox.file.walk(base))
    up = list(mox.file.walk(base, topdown=False))
    pruned = []
    for root, folders, _ in mox.file.walk(base):
        pruned.append(root)
        folders.clear()

    assert down == [
        (base, ["a"], ["b.txt"]),
        (f"{base}/a", ["b"], ["1.txt"]),
        (f"{base}/a/b", [], ["2.txt"]),
    ]
    assert [root for root, _, _ in up] == [f"{base}/a/b", f"{base}/a", base]
    assert pruned == [base]
    assert list(mox.file.walk(f"{base}/none")) == []


def test_glob(mox: Any, base: str) -> None:
    for name in ("a.jpg", "b.jpg", "c.png", ".hidden.jpg", "x/d.jpg", "y/e.jpg", "y/z/f.jpg"):
        mox.file.write(f"{base}/{name}", "")

    def found(pattern: str, **options: Any) -> list[str]:
        return [url[len(base) + 1 :] for url in mox.file.glob(f"{base}/{pattern}", **options)]

    assert found("*.jpg") == ["a.jpg", "b.jpg"]
    assert found("[ab].*") == ["a.jpg", "b.jpg"]
    assert found("*/*.jpg") == ["x/d.jpg", "y/e.jpg"]
    assert found("?") == ["x", "y"]
    assert found("y") == ["y"]
    assert found("none") == []
    assert found("**/*.jpg", recursive=True) == [
        *("a.jpg", "b.jpg", "x/d.jpg", "y/e.jpg", "y/z/f.jpg"),
    ]
    assert mox.file.glob(f"{base}/*.png".replace("obs:", "s3:"))[0].startswith("s3://")


def test_scan_dir(mox: Any, base: str) -> None:
    mox.file.write(f"{base}/a.txt", "12")
    mox.file.write(f"{base}/sub/b.txt", "")

    with mox.file.scan_dir(base) as entries:
        found = {entry.name: entry for entry in entries}

    assert found["a.txt"].is_file()
    assert found["a.txt"].stat().st_size == 2
    assert found["sub"].is_dir()
    assert found["sub"].path == f"{base}/sub"
    with pytest.raises(FileNotFoundError):
        mox.file.scan_dir(f"{base}/none")


def test_folders_are_made(mox: Any, base: str, tmp_path: Path) -> None:
    mox.file.make_dirs(f"{base}/one/two")
    mox.file.make_dirs(f"{base}/one/two")
    mox.file.mk_dir(f"{base}/one/three")
    mox.file.make_dirs(tmp_path / "a" / "b")

    assert mox.file.is_directory(f"{base}/one/two")
    assert mox.file.is_directory(f"{base}/one/three")
    assert (tmp_path / "a" / "b").is_dir()
    with pytest.raises(OSError, match="none"):
        mox.file.mk_dir(f"{base}/none/below")


def test_only_what_was_meant_is_removed(mox: Any, base: str) -> None:
    mox.file.write(f"{base}/file", "")
    mox.file.write(f"{base}/dir/a", "")
    kept = [f"{base}/file", f"{base}/dir/a"]

    for url in ("file/", "dir", "dir/", "none"):
        mox.file.remove(f"{base}/{url}")
    mox.file.remove(f"{base}/file/", recursive=True)
    assert all(mox.file.exists(url) for url in kept)

    mox.file.remove(f"{base}/file", recursive=True)
    mox.file.remove(f"{base}/dir", recursive=True)
    assert not any(mox.file.exists(url) for url in kept)


def test_what_is_removed_is_in_the_trash(mox: Any, base: str, session: Session) -> None:
    mox.file.write(f"{base}/precious", "!")

    mox.file.remove(f"{base}/precious")

    bucket = base.split("/")[2]
    trash = session.client.call("GET", "/v1/{p}/objects/trash", query={"bucket": bucket})["items"]
    (entry,) = [item for item in trash if item["uri"] == f"{base}/precious"]
    session.client.call(
        "POST", "/v1/{p}/objects/trash", {"bucket": bucket, "trash_id": entry["trash_id"]}
    )
    assert mox.file.read(f"{base}/precious") == "!"


def test_files_and_folders_are_renamed(mox: Any, base: str, tmp_path: Path) -> None:
    mox.file.write(f"{base}/a", "a")
    mox.file.write(f"{base}/dir/b", "b")

    mox.file.rename(f"{base}/a", f"{base}/c")
    mox.file.rename(f"{base}/dir", f"{base}/other")
    mox.file.rename(f"{base}/other", str(tmp_path / "local"))
    mox.file.rename(str(tmp_path / "local" / "b"), f"{base}/back")

    assert mox.file.list_directory(base) == ["back", "c"]
    assert not (tmp_path / "local" / "b").exists()
    with pytest.raises(mox.file.MoxFileNotExistsException):
        mox.file.rename(f"{base}/none", f"{base}/d")


def test_a_file_is_copied_every_way(mox: Any, base: str, tmp_path: Path) -> None:
    local = tmp_path / "new" / "folder" / "a.txt"
    mox.file.write(f"{base}/a.txt", "a")

    mox.file.copy(f"{base}/a.txt", str(local))
    mox.file.copy(str(local), str(tmp_path / "b.txt"))
    mox.file.copy(tmp_path / "b.txt", f"{base}/dir/")
    mox.file.copy(f"{base}/dir/b.txt", f"{base}/c.txt")

    assert mox.file.read(f"{base}/c.txt") == "a"
    assert not list(local.parent.glob(".*"))
    with pytest.raises(OSError, match="copy_parallel"):
        mox.file.copy(f"{base}/dir", str(tmp_path / "x"))
    with pytest.raises(mox.file.MoxFileNotExistsException):
        mox.file.copy(str(tmp_path / "none"), f"{base}/none")
    with pytest.raises(mox.file.MoxFileNotExistsException, match="no-such-bucket"):
        mox.file.copy(str(local), "obs://no-such-bucket/a.txt")


@pytest.mark.parametrize("threads", [0, 16])
def test_a_folder_is_copied_every_way(mox: Any, base: str, tmp_path: Path, threads: int) -> None:
    source = tmp_path / "source"
    (source / "a" / "b").mkdir(parents=True)
    (source / "empty").mkdir()
    for number in range(30):
        (source / "a" / "b" / f"{number}.txt").write_text(str(number))
    (source / "c.txt").write_text("c")
    options = {"threads": threads, "is_processing": True}

    mox.file.copy_parallel(src_url=str(source), dst_url=f"{base}/one", **options)
    mox.file.copy_parallel(f"{base}/one/", f"{base}/two/", **options)
    mox.file.copy_parallel(f"{base}/two", str(tmp_path / "back"), **options)

    def tree(folder: Path) -> dict[str, str | None]:
        paths = sorted(folder.rglob("*"))
        return {
            path.relative_to(folder).as_posix(): path.read_text() if path.is_file() else None
            for path in paths
        }

    assert tree(tmp_path / "back") == tree(source)


def test_some_files_of_a_folder_are_copied(mox: Any, base: str, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "sub/c.txt"):
        mox.file.write(f"{base}/src/{name}", name)

    mox.file.copy_parallel(
        f"{base}/src", str(tmp_path), file_list=["a.txt", f"{base}/src/sub/c.txt"]
    )
    mox.file.copy_parallel(f"{base}/src", f"{base}/dst", include_root_dir=True)
    mox.file.copy_parallel(f"{base}/src/a.txt", str(tmp_path / "single.txt"))

    assert mox.file.list_directory(tmp_path, True) == ["a.txt", "single.txt", "sub", "sub/c.txt"]
    assert mox.file.exists(f"{base}/dst/src/sub/c.txt")
    with pytest.raises(mox.file.MoxFileNotExistsException):
        mox.file.copy_parallel(f"{base}/none", str(tmp_path / "x"))
    with pytest.raises(mox.file.MoxFileNotExistsException):
        mox.file.copy_parallel(str(tmp_path / "none"), f"{base}/x")


def test_one_object_is_appended_to_another(mox: Any, base: str) -> None:
    mox.file.write(f"{base}/a", b"\x00a", binary=True)
    mox.file.write(f"{base}/b", b"\xffb", binary=True)

    mox.file.append_remote(f"{base}/a", f"{base}/b")

    assert mox.file.read(f"{base}/b", binary=True) == b"\xffb\x00a"


def test_a_folder_is_kept_copied(mox: Any, base: str, tmp_path: Path) -> None:
    (tmp_path / "model.txt").write_text("1")

    thread = mox.file.background_sync_copy(str(tmp_path), base, seconds=3600)
    thread.stop()

    assert mox.file.read(f"{base}/model.txt") == "1"


def test_where_there_is_no_cache_disk_it_is_said_how_to_make_one(
    mox: Any, base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").write_text("a file, so that nothing can be made below it")
    cache = str(tmp_path / "taken" / "cache")
    monkeypatch.setattr(sys.modules["moxing.framework.file.local"], "_CACHE", cache)
    mox.file.write(f"{base}/a", "a")

    for copy in (mox.file.copy_parallel, mox.file.copy):
        with pytest.raises(OSError, match="sudo mkdir /cache"):
            copy(f"{base}/a", f"{cache}/data/a")
    with pytest.raises(OSError, match="sudo mkdir /cache"):
        mox.file.make_dirs(f"{cache}/data")
