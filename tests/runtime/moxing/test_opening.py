"""`mox.file.File`: an object opened as a file is opened."""

from __future__ import annotations

import gc
import io
import json
import logging
import mmap
import os
import pickle
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jupyter_modelarts.runtime.modelarts.session import Session

from .conftest import LOCAL, REMOTE, RUNTIME, Running, new_folder

Call = tuple[str, tuple[Any, ...]]
BYTES = st.binary(max_size=40)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=20)
HERE = "a folder here"


@pytest.fixture(params=[LOCAL, REMOTE])
def base(request: pytest.FixtureRequest) -> str:
    """A folder of each sort of store."""
    return new_folder(request.param)


@pytest.fixture(params=[LOCAL, REMOTE, HERE])
def anywhere(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder of each sort of store, and one of this machine."""
    if request.param == HERE:
        return str(tmp_path_factory.mktemp("here"))
    return new_folder(request.param)


def calls(data: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Call]]:
    """What one does with an open file."""
    return st.lists(
        st.one_of(
            st.tuples(st.just("read"), st.tuples(st.integers(-1, 30))),
            st.tuples(st.just("readline"), st.just(())),
            st.tuples(st.just("readlines"), st.just(())),
            st.tuples(st.just("write"), st.tuples(data)),
            st.tuples(st.just("seek"), st.tuples(st.integers(0, 50))),
            st.tuples(st.just("seek"), st.tuples(st.just(0), st.just(2))),
            st.tuples(st.just("tell"), st.just(())),
            st.tuples(st.just("flush"), st.just(())),
            st.tuples(st.just("truncate"), st.tuples(st.integers(0, 50))),
            st.tuples(st.just("readable"), st.just(())),
            st.tuples(st.just("writable"), st.just(())),
            st.tuples(st.just("__next__"), st.just(())),
        ),
        max_size=8,
    )


def outcome(do: Callable[[], Any]) -> Any:
    """What a call answers, or the kind of its error."""
    try:
        return do()
    except StopIteration:
        return "StopIteration"
    except (OSError, ValueError) as error:
        return "UnsupportedOperation" if isinstance(error, io.UnsupportedOperation) else "OSError"


def carried_out(file: Any, wanted: list[Call]) -> list[Any]:
    with file:
        return [outcome(partial(getattr(file, name), *args)) for name, args in wanted]


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    mode=st.sampled_from(["rb", "r+b", "wb", "w+b", "ab", "a+b", "xb", "br", "bw+"]),
    before=st.none() | BYTES,
    wanted=calls(BYTES),
)
def test_bytes_are_those_of_a_local_file(
    mox: Any, anywhere: str, tmp_path: Path, mode: str, before: bytes | None, wanted: list[Call]
) -> None:
    local, remote = tmp_path / "local", f"{anywhere}/remote"
    start(mox, local, remote, before)

    expected = outcome(lambda: carried_out(local.open(mode), wanted))
    found = outcome(lambda: carried_out(mox.file.File(remote, mode), wanted))

    assert found == expected
    assert left(mox, local, remote)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    mode=st.sampled_from(["r", "rt", "r+", "w", "w+", "a", "a+", "x"]),
    before=st.none() | TEXT,
    wanted=calls(TEXT),
)
def test_text_is_that_of_a_local_file(
    mox: Any, anywhere: str, tmp_path: Path, mode: str, before: str | None, wanted: list[Call]
) -> None:
    wanted = [(name, args) for name, args in wanted if name != "seek" or args == (0, 2)]
    local, remote = tmp_path / "local", f"{anywhere}/remote"
    start(mox, local, remote, None if before is None else before.encode())

    expected = outcome(lambda: carried_out(local.open(mode, encoding="utf-8"), wanted))
    found = outcome(lambda: carried_out(mox.file.File(remote, mode), wanted))

    assert found == expected
    assert left(mox, local, remote)


def start(mox: Any, local: Path, remote: str, before: bytes | None) -> None:
    local.unlink(missing_ok=True)
    if mox.file.exists(remote):
        mox.file.remove(remote)
    if before is not None:
        local.write_bytes(before)
        mox.file.write(remote, before, binary=True)


def left(mox: Any, local: Path, remote: str) -> bool:
    """Whether both are the same afterwards."""
    if not local.exists():
        return not mox.file.exists(remote)
    return bool(mox.file.read(remote, binary=True) == local.read_bytes())


def test_wrong_modes_are_refused(mox: Any, base: str) -> None:
    for mode in ("", "rw", "bt", "q", "r++"):
        if mode:
            with pytest.raises(ValueError, match="mode"):
                mox.file.File(f"{base}/a", mode)
    with pytest.raises(ValueError, match="encoding"):
        mox.file.File(f"{base}/a", "rb", encoding="utf-8")
    with pytest.raises(mox.file.MoxFileNotExistsException):
        mox.file.File(f"{base}/a", "r+")
    with pytest.raises(IsADirectoryError):
        mox.file.File("obs://modelarts", "w")


def test_libraries_take_it_for_a_file(mox: Any, anywhere: str) -> None:
    with mox.file.File(f"{anywhere}/a.zip", "wb") as file, zipfile.ZipFile(file, "w") as made:
        made.writestr("one.txt", "1" * 100_000)
    with mox.file.File(f"{anywhere}/a.pkl", "wb") as file:
        pickle.dump({"a": 1}, file)
    with mox.file.File(f"{anywhere}/a.json", "w") as file:
        json.dump([1, 2], file)

    with mox.file.File(f"{anywhere}/a.zip", "rb") as file, zipfile.ZipFile(file) as found:
        assert found.read("one.txt") == b"1" * 100_000
    with mox.file.File(f"{anywhere}/a.pkl", "rb") as file:
        assert pickle.load(file) == {"a": 1}  # noqa: S301  # written above
    with mox.file.File(f"{anywhere}/a.json") as file:
        assert json.load(file) == [1, 2]
        assert file.size() == 6


def test_there_is_a_local_copy_for_those_that_need_one(mox: Any, base: str) -> None:
    mox.file.write(f"{base}/a.bin", b"0123456789", binary=True)

    with mox.file.File(f"{base}/a.bin", "rb") as file:
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            assert mapped[3:5] == b"34"
        file.seek(8)
        assert os.read(file.fileno(), 10) == b"89"
        assert file.read() == b"89"


def test_lines_are_read_one_by_one(mox: Any, anywhere: str) -> None:
    mox.file.write(f"{anywhere}/a.txt", "one\ntwo\r\nthree")

    with mox.file.File(f"{anywhere}/a.txt") as file:
        first, rest = file.next(), list(file)

    assert (first, rest) == ("one\n", ["two\n", "three"])


def test_a_log_may_be_an_object(mox: Any, base: str) -> None:
    stream = mox.file.File(f"{base}/log.txt", "w")
    handler = logging.StreamHandler(stream)
    logger = logging.Logger("to-an-object")
    logger.addHandler(handler)

    logger.info("first")
    shown = mox.file.read(f"{base}/log.txt")
    for number in range(200):
        logger.info("line %d", number)
    stream.close()

    assert shown == "first\n"
    assert mox.file.read(f"{base}/log.txt").count("\n") == 201


def test_a_file_that_nobody_closed_is_stored(mox: Any, base: str, running: Running) -> None:
    mox.file.File(f"{base}/dropped.txt", "w").write("dropped")
    gc.collect()
    code = f"import moxing as mox; f = mox.file.File('{base}/left.txt', 'w'); f.write('left')"
    environment = {"PYTHONPATH": str(RUNTIME), "MODELARTS_CONFIG": str(running.config)}

    subprocess.run([sys.executable, "-c", code], env=environment, check=True)

    assert mox.file.read(f"{base}/dropped.txt") == "dropped"
    assert mox.file.read(f"{base}/left.txt") == "left"


def test_what_others_append_meanwhile_is_kept(mox: Any, base: str) -> None:
    mox.file.write(f"{base}/log.txt", "start\n")

    with mox.file.File(f"{base}/log.txt", "a") as file:
        file.write("mine\n")
        mox.file.append(f"{base}/log.txt", "theirs\n")
        file.flush()
        mox.file.append(f"{base}/log.txt", "theirs again\n")
        file.write("mine again\n")

    lines = mox.file.read(f"{base}/log.txt").splitlines()
    assert lines == ["start", "theirs", "mine", "theirs again", "mine again"]


def test_many_processes_append_to_one_object(mox: Any, base: str, running: Running) -> None:
    code = f"""if True:
        import sys, moxing as mox
        for number in range(5):
            mox.file.append('{base}/log.txt', f'{{sys.argv[1]}} {{number}}\\n')
    """
    environment = {"PYTHONPATH": str(RUNTIME), "MODELARTS_CONFIG": str(running.config)}
    argv = [sys.executable, "-c", code]

    started = [subprocess.Popen([*argv, str(who)], env=environment) for who in range(3)]
    ended = [process.wait(timeout=120) for process in started]

    lines = mox.file.read(f"{base}/log.txt").splitlines()
    assert ended == [0, 0, 0]
    assert sorted(lines) == sorted(f"{who} {number}" for who in range(3) for number in range(5))


def test_what_others_write_into_the_middle_is_not_lost(
    mox: Any, base: str, session: Session, tmp_path: Path
) -> None:
    mox.file.write(f"{base}/a.txt", "0123456789")

    file = mox.file.File(f"{base}/a.txt", "r+")
    file.write("mine")
    session.obs.put(b"theirs", f"{base}/a.txt")
    with pytest.raises(mox.file.MoxFileRespException, match="is kept in") as caught:
        file.close()

    assert mox.file.read(f"{base}/a.txt") == "theirs"
    kept = Path(str(caught.value).split("is kept in ")[1].split(":")[0])
    assert kept.read_text() == "mine456789"
    kept.unlink()


def test_what_is_written_to_while_it_is_read_is_no_mixture(
    mox: Any, base: str, session: Session
) -> None:
    mox.file.write(f"{base}/a.bin", bytes(3_000_000), binary=True)

    with mox.file.File(f"{base}/a.bin", "rb") as file:
        file.read(10)
        session.obs.put(b"1" * 3_000_000, f"{base}/a.bin")
        file.seek(2_500_000)
        with pytest.raises(mox.file.MoxFileReadException, match="written to"):
            file.read(10)
