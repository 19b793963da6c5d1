"""Files to the object store and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_modelarts.runtime.modelarts.errors import ModelArtsError
from jupyter_modelarts.runtime.modelarts.session import Session


def test_a_file_goes_up_and_comes_down(session: Session, tmp_path: Path) -> None:
    source = tmp_path / "a b.bin"
    source.write_bytes(bytes(range(256)))

    session.obs.upload_file(src_local_file=source, dst_obs_dir="obs://modelarts/files/")
    session.obs.download_file(
        src_obs_file="obs://modelarts/files/a b.bin", dst_local_dir=tmp_path / "back"
    )

    assert (tmp_path / "back" / "a b.bin").read_bytes() == source.read_bytes()


def test_a_folder_goes_up_and_comes_down(session: Session, tmp_path: Path) -> None:
    source = tmp_path / "images"
    (source / "cats").mkdir(parents=True)
    (source / "one.txt").write_text("1")
    (source / "cats" / "two.txt").write_text("2")
    (source / "link.txt").symlink_to(source / "one.txt")

    session.obs.upload_dir(src_local_dir=source, dst_obs_dir="obs://modelarts/folders/")
    session.obs.download_dir("obs://modelarts/folders/images/", tmp_path / "back")

    back = tmp_path / "back" / "images"
    files = sorted(path.relative_to(back).as_posix() for path in back.rglob("*") if path.is_file())
    assert files == ["cats/two.txt", "one.txt"]


def test_the_older_names_work_too(session: Session, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)

    session.upload_data("/modelarts/older/", [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    session.download_data(bucket_path="/modelarts/older/b.txt", path=str(tmp_path / "c.txt"))
    session.download_data("modelarts/older/a.txt", f"{tmp_path}/folder/")

    assert (tmp_path / "c.txt").read_text() == "b.txt"
    assert (tmp_path / "folder" / "a.txt").read_text() == "a.txt"


def test_a_bucket_is_made(session: Session) -> None:
    assert session.create_bucket("sdk-made") == "sdk-made"

    with pytest.raises(ModelArtsError, match="sdk-made"):
        session.create_bucket(bucket="sdk-made")


def test_a_key_that_leads_out_stays_where_it_is(session: Session, tmp_path: Path) -> None:
    session.obs.put(b"x", "obs://modelarts/keys/../../out.txt")

    with pytest.raises(ModelArtsError, match="leads elsewhere"):
        session.obs.download_dir("obs://modelarts/keys/", tmp_path / "back")

    assert not (tmp_path / "out.txt").exists()


def test_what_is_missing_is_named(session: Session, tmp_path: Path) -> None:
    with pytest.raises(ModelArtsError, match="There is no file"):
        session.obs.upload_file(tmp_path / "none", "obs://modelarts/")
    with pytest.raises(ModelArtsError, match=r"gone\.txt"):
        session.obs.download_file("obs://modelarts/gone.txt", tmp_path)
    with pytest.raises(ModelArtsError, match="is no object"):
        session.obs.read("somewhere/else.txt")
