"""`mox.file.shift('os', 'mox')`: Python's own functions, for objects and for local files."""

from __future__ import annotations

import builtins
import glob
import io
import logging
import os
import pickle
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

NAMES = {
    os: "access listdir lstat makedirs mkdir remove rename replace rmdir scandir stat unlink walk",
    os.path: "abspath exists getmtime getsize isabs isdir isfile islink lexists normpath realpath",
    glob: "glob iglob",
    shutil: "copy copy2 copyfile copytree move rmtree",
    builtins: "open",
    io: "open",
}


@pytest.fixture
def shifted(mox: Any) -> Iterator[Any]:
    mox.file.shift("os", "mox")
    yield mox
    mox.file.shift("mox", "os")


def originals() -> dict[str, Any]:
    return {
        f"{module.__name__}.{name}": getattr(module, name)
        for module, names in NAMES.items()
        for name in names.split()
    }


def test_back_is_as_before(mox: Any) -> None:
    before = originals()

    mox.file.shift("os", "mox")
    mox.file.shift("os", "mox")
    during = originals()
    mox.file.shift("mox", "os")

    assert not [name for name in before if during[name] is before[name]]
    assert not [name for name, function in originals().items() if function is not before[name]]
    with pytest.raises(ValueError, match="shift"):
        mox.file.shift("os", "s3")


def test_objects_are_files(shifted: Any, base: str) -> None:
    os.makedirs(os.path.join(base, "a", "b"), exist_ok=True)
    with open(f"{base}/a/one.txt", "w") as file:
        file.write("1\n")
    with open(f"{base}/a/b/two.txt", "x", encoding="gbk") as file:
        file.write("二")

    assert sorted(os.listdir(base)) == ["a"]
    assert os.listdir(f"{base}/a") == ["b", "one.txt"]
    assert os.path.exists(f"{base}/a/b")
    assert os.path.isdir(f"{base}/a")
    assert os.path.isfile(f"{base}/a/one.txt")
    assert not os.path.isfile(f"{base}/a")
    assert os.path.getsize(f"{base}/a/b/two.txt") == 2
    assert os.path.getmtime(f"{base}/a/one.txt") == os.stat(f"{base}/a/one.txt").st_mtime
    assert [root for root, _, _ in os.walk(base)] == [base, f"{base}/a", f"{base}/a/b"]
    assert glob.glob(f"{base}/*/*.txt") == [f"{base}/a/one.txt"]
    assert list(glob.iglob(f"{base}/**/*.txt", recursive=True))[-1] == f"{base}/a/one.txt"
    with os.scandir(f"{base}/a") as entries:
        assert [entry.name for entry in entries if entry.is_file()] == ["one.txt"]
    with pytest.raises(FileNotFoundError):
        open(f"{base}/none")
    with pytest.raises(FileNotFoundError):
        os.stat(f"{base}/none")


def test_a_url_is_absolute(shifted: Any, base: str) -> None:
    handler = logging.FileHandler(f"{base}/log.txt")
    handler.emit(logging.LogRecord("a", 20, "", 1, "said", None, None))
    handler.close()

    assert shifted.file.read(f"{base}/log.txt") == "said\n"
    assert os.path.abspath(f"{base}/a") == os.path.realpath(f"{base}/a") == f"{base}/a"
    assert os.path.normpath(f"{base}/a") == f"{base}/a"
    assert os.path.isabs(base)
    assert not os.path.isabs("a")
    assert os.path.normpath("a//b/../c") == "a/c"


def test_objects_are_moved_and_removed(shifted: Any, base: str, tmp_path: Path) -> None:
    local = tmp_path / "local.txt"
    local.write_text("text")

    shutil.copyfile(local, f"{base}/a.txt")
    shutil.copy(f"{base}/a.txt", f"{base}/b.txt")
    os.rename(f"{base}/b.txt", f"{base}/c.txt")
    shutil.move(f"{base}/c.txt", str(tmp_path))
    shutil.copytree(tmp_path, f"{base}/tree")
    os.remove(f"{base}/tree/c.txt")
    os.mkdir(f"{base}/made")
    os.rmdir(f"{base}/made")

    assert shifted.file.list_directory(base, recursive=True) == ["a.txt", "tree", "tree/local.txt"]
    assert (tmp_path / "c.txt").read_text() == "text"
    with pytest.raises(OSError, match="not empty"):
        os.rmdir(f"{base}/tree")
    shutil.rmtree(f"{base}/tree")
    shutil.rmtree(f"{base}/tree", ignore_errors=True)
    assert os.listdir(base) == ["a.txt"]
    with pytest.raises(FileNotFoundError):
        shutil.rmtree(f"{base}/tree")


def test_local_files_are_as_before(shifted: Any, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    with open(tmp_path / "a.bin", "wb", buffering=0) as raw:
        raw.write(b"1")
    descriptor = os.open(tmp_path / "a.bin", os.O_RDONLY)

    with open(descriptor, "rb") as file:
        assert isinstance(file, io.BufferedReader)
        assert file.read() == b"1"
    assert isinstance(os.stat(str(tmp_path).encode()), os.stat_result)
    assert os.listdir(os.fsencode(tmp_path)) in ([b"a.bin", b"sub"], [b"sub", b"a.bin"])
    assert os.path.samefile(
        shutil.copy2(tmp_path / "a.bin", tmp_path / "sub"), tmp_path / "sub/a.bin"
    )
    with pytest.raises(FileExistsError):
        os.makedirs(tmp_path / "sub")
    with pytest.raises(FileNotFoundError):
        os.remove(tmp_path / "none")
    shutil.rmtree(tmp_path / "sub")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.bin"]


def test_they_stand_for_the_functions_they_replace(shifted: Any) -> None:
    taken: Any = type("Taken", (), {"exists": os.path.exists})()

    assert taken.exists("/")
    assert os.stat in os.supports_follow_symlinks
    assert pickle.loads(pickle.dumps(os.remove)) == os.remove  # noqa: S301
    assert os.listdir.__name__ == "listdir"
