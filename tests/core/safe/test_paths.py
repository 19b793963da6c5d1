"""Robustness row: path traversal, double encoding, backslash, siblings, absolute, NUL, links."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_modelarts.core.errors import InvalidInput, NotFound, Unavailable
from jupyter_modelarts.core.safe.paths import (
    OpenMode,
    atomic_write,
    inside,
    open_inside,
    relative_path,
)

HOSTILE = [
    "",
    "..",
    "../secret",
    "a/../../secret",
    "a/./b",
    "a//b",
    "/etc/passwd",
    "//host/share",
    "~/secret",
    "a\\..\\b",
    "C:\\secret",
    "a\0b",
    "a\nb",
    "a\x7fb",
    "%2e%2e/secret",
    "%2e%2e%2fsecret",
    "%252e%252e%252fsecret",
    "%25252e%25252e",
    "a%5cb",
    "a%00b",
    ".%2e",
    "x" * 256,
    "a/" * 2100 + "b",
    "\udcff",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_paths_are_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        relative_path(text)


@pytest.mark.parametrize(
    "text",
    ["a", "a/b.txt", "100%.png", "50%25.png", "...", "..a", "猫/狗.jpg", ".hidden", "a b", "~x"],
)
def test_plain_paths_pass_unchanged(text: str) -> None:
    assert str(relative_path(text)) == text


@given(st.text())
def test_what_passes_stays_below_its_root(text: str) -> None:
    try:
        parsed = relative_path(text)
    except InvalidInput:
        return
    assert os.path.normpath(f"/root/{parsed}").startswith("/root/")


def test_a_sibling_with_the_same_prefix_is_out_of_reach(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data-secret").mkdir()
    with pytest.raises(InvalidInput):
        inside(tmp_path / "data", "../data-secret/key")


def test_a_link_on_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret").write_text("s")
    root = tmp_path / "root"
    root.mkdir()
    (root / "door").symlink_to(tmp_path / "outside")
    for attempt in (inside, open_inside):
        with pytest.raises(InvalidInput, match="symbolic link"):
            attempt(root, "door/secret")


@pytest.mark.parametrize("mode", ["rb", "wb", "ab", "xb"])
def test_a_link_at_the_end_is_refused(tmp_path: Path, mode: OpenMode) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s")
    root = tmp_path / "root"
    root.mkdir()
    (root / "door").symlink_to(secret)
    with pytest.raises(InvalidInput):
        open_inside(root, "door", mode)
    assert secret.read_text() == "s"


def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for mode in ("rb", "wb"):
        with pytest.raises(InvalidInput, match="regular file"):
            open_inside(tmp_path, "pipe", mode)


def test_files_inside_are_written_and_read(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with open_inside(tmp_path, "a/b", "xb") as stream:
        stream.write(b"one")
    with open_inside(tmp_path, "a/b", "ab") as stream:
        stream.write(b" two")
    with open_inside(tmp_path, "a/b") as stream:
        assert stream.read() == b"one two"
    with pytest.raises(NotFound):
        open_inside(tmp_path, "a/c")
    with pytest.raises(NotFound):
        open_inside(tmp_path, "z/c")


def test_a_failing_writer_leaves_the_old_file_and_no_temporary(tmp_path: Path) -> None:
    target = tmp_path / "file"
    atomic_write(target, b"old")

    def fail(stream: BinaryIO) -> None:
        stream.write(b"half")
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - raised three lines above
        atomic_write(target, fail)

    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_is_said_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "file"
    atomic_write(target, b"old")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(Unavailable, match="The disk is full"):
            atomic_write(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]

    atomic_write(target, b"new")
    assert target.read_bytes() == b"new"


def test_permissions_can_be_private(tmp_path: Path) -> None:
    atomic_write(tmp_path / "key", b"secret", permissions=0o600)
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
