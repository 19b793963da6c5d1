"""Keys that are no file names, clashes, and what is not there."""

from __future__ import annotations

import importlib
import logging
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from jupyter_modelarts.runtime.modelarts.session import Session

from .conftest import LOCAL, REMOTE, new_folder

KEYS = [
    "../up",
    "a/../../b",
    "a/./b",
    "a//b",
    "back\\slash",
    "a b+c&d=e?f#g%20h%2F.txt",
    "UPPER",
    "upper",
    unicodedata.normalize("NFC", "é.txt"),
    unicodedata.normalize("NFD", "é.txt"),
    "line\nbreak",
    "~",
    ".hidden",
    "con",
    "x" * 900,
]
CLASH = ["folder/a", "folder"]


@pytest.fixture(params=[LOCAL, REMOTE])
def base(request: pytest.FixtureRequest) -> str:
    """A folder of each sort of store."""
    return new_folder(request.param)


@pytest.mark.parametrize("key", KEYS)
def test_robustness_every_key_is_only_a_name(mox: Any, base: str, key: str) -> None:
    if "\n" in key and REMOTE in base:
        pytest.skip("the S3 server of the tests loses line breaks in keys")
    url = f"{base}/{key}"
    mox.file.write(url, key)
    mox.file.append(url, "!")

    assert mox.file.read(url) == f"{key}!"
    assert mox.file.exists(url)
    assert mox.file.get_size(url) == len(key.encode()) + 1
    assert mox.file.list_directory(base, recursive=True, skip_dir=True) == [key]
    mox.file.rename(url, f"{base}/plain")
    mox.file.copy(f"{base}/plain", url)
    assert mox.file.read(url) == f"{key}!"
    mox.file.remove(url)
    assert not mox.file.exists(url)


@pytest.mark.parametrize("key", ["../up", "a/../../b", "a/./b", "a//b", "back\\slash"])
def test_robustness_no_key_leads_out_of_a_local_folder(
    mox: Any, base: str, tmp_path: Path, key: str
) -> None:
    mox.file.write(f"{base}/{key}", "x")
    mox.file.write(f"{base}/zz", "y")
    target = tmp_path / "one" / "two"

    with pytest.raises(OSError, match="leads elsewhere"):
        mox.file.copy_parallel(base, str(target))

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_robustness_a_file_and_a_folder_of_one_name_are_refused_before_anything_is_copied(
    mox: Any, base: str, session: Session, tmp_path: Path
) -> None:
    for key in CLASH:
        session.obs.put(b"x", f"{base}/{key}")

    with pytest.raises(mox.file.MoxFileNameDuplicateException, match="cannot hold both"):
        mox.file.copy_parallel(base, str(tmp_path / "target"))

    assert not (tmp_path / "target").exists()
    assert mox.file.list_directory(base, recursive=True) == ["folder", "folder/a"]


def test_robustness_links_in_a_local_folder_lead_nowhere(
    mox: Any, base: str, tmp_path: Path
) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "a").write_text("a")
    source = tmp_path / "source"
    source.mkdir()
    (source / "folder").symlink_to(tmp_path / "secret")
    (source / "loop").symlink_to(source)
    (source / "b").write_text("b")

    mox.file.copy_parallel(str(source), f"{base}/up")

    assert mox.file.list_directory(f"{base}/up", recursive=True) == ["b"]


def test_impossible_urls_are_refused_with_a_sentence(mox: Any) -> None:
    for url in (
        "obs://user@host:80/a",
        "obs://modelarts/a\0b",
        "obs://modelarts/" + "x" * 1025,
    ):
        with pytest.raises(mox.file.MoxFileRespException) as caught:
            mox.file.write(url, "x")
        assert caught.value.resp.status == 400
        assert len(str(caught.value)) > 20


def test_threads_share_a_connection(mox: Any, base: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: mox.file.write(f"{base}/{n % 10}", str(n)), range(80)))
        read = list(pool.map(lambda n: mox.file.read(f"{base}/{n}"), range(10)))

    assert all(int(text) % 10 == number for number, text in enumerate(read))


def test_what_set_auth_cannot_do_is_said(
    mox: Any, base: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "moxing"):
        mox.file.set_auth(is_secure=False, path_style=True, retry=3, retry_wait=0.1)
        silent = caplog.text
        mox.file.set_auth(ak="a", sk="s", server="obs.cn-north-4.myhuaweicloud.com")

    assert silent == ""
    assert "ak, sk and server are not used" in caplog.text
    mox.file.write(f"{base}/a", "still")
    with pytest.raises(TypeError):
        mox.file.set_auth(password="p")


def test_other_names_of_the_same(mox: Any, base: str) -> None:
    from_framework = importlib.import_module("moxing.framework.file")
    file_io: Any = importlib.import_module("moxing.framework.file.file_io")
    tensorflow = importlib.import_module("moxing.tensorflow")
    mox.file.write(f"{base}/a", "a")

    assert from_framework is mox.file is tensorflow.file
    assert importlib.import_module("moxing.file") is mox.file
    assert file_io.exists(f"{base}/a")
    file_io._NUMBER_OF_PROCESSES = 1
    assert file_io._LARGE_FILE_METHOD == 2


def test_what_is_not_here_says_so(mox: Any) -> None:
    tensorflow = importlib.import_module("moxing.tensorflow")

    for module, name in ((mox, "run"), (tensorflow, "get_flag"), (mox.file, "nothing")):
        with pytest.raises(AttributeError, match="not its way of training"):
            getattr(module, name)
    with pytest.raises(ModuleNotFoundError, match=r"moxing\.tensorflow\.datasets"):
        importlib.import_module("moxing.tensorflow.datasets")
    with pytest.raises(ModuleNotFoundError, match="No module named"):
        importlib.import_module("no_such_module")
