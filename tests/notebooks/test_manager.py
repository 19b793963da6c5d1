"""Where Python files are written, and where not."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_modelarts.core.errors import Conflict, DomainError, Forbidden, InvalidInput, NotFound
from jupyter_modelarts.notebooks import NotebookManager
from jupyter_modelarts.obs import Objects
from tests.notebooks.notebooks import code, notebook


@pytest.fixture
def work_dir(tmp_path: Path) -> Path:
    """A folder with a notebook in it, and one beside it."""
    folder = tmp_path / "work"
    (folder / "sub").mkdir(parents=True)
    for path in (folder / "sub" / "digits.ipynb", tmp_path / "outside.ipynb"):
        path.write_bytes(notebook([code("print('数字')")]))
    return folder


@pytest.fixture
def notebooks(work_dir: Path, objects: Objects) -> NotebookManager:
    """Of that folder."""
    return NotebookManager(work_dir, objects)


def test_the_file_is_written_beside_the_notebook(
    notebooks: NotebookManager, work_dir: Path
) -> None:
    made = notebooks.convert("sub/digits.ipynb", "digits.py")

    assert made.path == "sub/digits.py"
    assert "print('数字')" in (work_dir / made.path).read_text("utf-8")
    assert sorted(path.name for path in (work_dir / "sub").iterdir()) == [
        "digits.ipynb",
        "digits.py",
    ]


@pytest.mark.parametrize("name", ["train", "train.py", "train.PY", " train.py "])
def test_the_name_ends_with_py(notebooks: NotebookManager, name: str) -> None:
    assert notebooks.convert("sub/digits.ipynb", name).path == "sub/train.py"


def test_a_file_is_replaced_only_when_asked(notebooks: NotebookManager, work_dir: Path) -> None:
    mine = work_dir / "sub" / "digits.py"
    mine.write_text("mine")

    with pytest.raises(Conflict, match="already: choose another name, or overwrite it"):
        notebooks.convert("sub/digits.ipynb", "digits.py")
    before = mine.read_text()
    notebooks.convert("sub/digits.ipynb", "digits.py", overwrite=True)

    assert before == "mine"
    assert "print" in mine.read_text()


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_folder_is_never_replaced(
    notebooks: NotebookManager, work_dir: Path, overwrite: bool
) -> None:
    (work_dir / "sub" / "digits.py").mkdir()

    with pytest.raises(Conflict, match="is a folder"):
        notebooks.convert("sub/digits.ipynb", "digits.py", overwrite=overwrite)


def test_robustness_links_are_not_followed(notebooks: NotebookManager, work_dir: Path) -> None:
    """robustness.md: symlink out."""
    mine = work_dir.parent / "mine.py"
    mine.write_text("mine")
    (work_dir / "sub" / "digits.py").symlink_to(mine)
    (work_dir / "away").symlink_to(work_dir.parent)
    (work_dir / "link.ipynb").symlink_to(work_dir.parent / "outside.ipynb")

    for source in ("sub/digits.ipynb", "away/outside.ipynb", "link.ipynb"):
        with pytest.raises(InvalidInput, match=r"link|regular"):
            notebooks.convert(source, "digits.py", overwrite=True)

    assert mine.read_text() == "mine"


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".py",
        ".PY",
        "..",
        ".hidden.py",
        "../digits.py",
        "/etc/x.py",
        "a/b.py",
        "..\\x.py",
        "a\\b.py",
        "a\0.py",
        "a\n.py",
        "%2e%2e%2fx.py",
        "x" * 253,
        "数" * 90,
    ],
)
def test_robustness_names_stay_in_the_folder(
    notebooks: NotebookManager, work_dir: Path, name: str
) -> None:
    """robustness.md: path traversal, absolute, backslash, NUL, double encoding."""
    with pytest.raises(InvalidInput) as refused:
        notebooks.convert("sub/digits.ipynb", name, overwrite=True)

    assert str(work_dir) not in str(refused.value)
    assert not list(work_dir.parent.rglob("*.py"))


@pytest.mark.parametrize(
    "source", ["../outside.ipynb", "/etc/passwd", "sub/../../outside.ipynb", "a\0", "sub", "~/x"]
)
def test_robustness_notebooks_lie_in_the_work_directory(
    notebooks: NotebookManager, source: str
) -> None:
    """robustness.md: path traversal, absolute, NUL."""
    with pytest.raises(InvalidInput):
        notebooks.convert(source, "x.py")


def test_what_is_not_there_is_said(notebooks: NotebookManager, objects: Objects) -> None:
    with pytest.raises(NotFound, match=r"no file \"sub/none\.ipynb\""):
        notebooks.convert("sub/none.ipynb", "x.py")
    with pytest.raises(InvalidInput, match="no work directory"):
        NotebookManager(None, objects).convert("x.ipynb", "x.py")
    with pytest.raises(NotFound):
        notebooks.convert("obs://modelarts/study/none.ipynb", "x.py")


@pytest.mark.parametrize("uri", ["obs://modelarts/study/a b.ipynb", "s3://modelarts/a.ipynb"])
def test_a_notebook_in_a_bucket_gets_its_file_beside_it(
    notebooks: NotebookManager, objects: Objects, uri: str
) -> None:
    objects.put(uri, notebook([code("x = 1")]))

    made = notebooks.convert(uri, "b")
    with pytest.raises(Conflict, match="already: choose another name, or overwrite it"):
        notebooks.convert(uri, "b.py")
    notebooks.convert(uri, "b.py", overwrite=True)

    assert made.path == f"{uri.rpartition('/')[0]}/b.py".replace("s3:", "obs:")
    assert b"x = 1" in objects.read(made.path)


@pytest.mark.parametrize(
    "uri", ["obs://modelarts/", "obs://modelarts/study/", "obs://", "s3://a:b@modelarts/x.ipynb"]
)
def test_robustness_what_names_no_object_is_no_notebook(
    notebooks: NotebookManager, uri: str
) -> None:
    """robustness.md: URI confusion."""
    with pytest.raises(InvalidInput):
        notebooks.convert(uri, "x.py")


def test_nothing_is_written_of_a_broken_notebook(
    notebooks: NotebookManager, work_dir: Path
) -> None:
    (work_dir / "broken.ipynb").write_text('{"cells": [')

    with pytest.raises(DomainError, match="damaged"):
        notebooks.convert("broken.ipynb", "broken.py")

    assert not (work_dir / "broken.py").exists()


def test_a_folder_that_cannot_be_written(notebooks: NotebookManager, work_dir: Path) -> None:
    folder = work_dir / "sub"
    folder.chmod(0o500)
    try:
        (folder / "probe").touch()
        pytest.skip("the system lets this user write everywhere")
    except PermissionError:
        with pytest.raises(Forbidden, match="does not permit"):
            notebooks.convert("sub/digits.ipynb", "digits.py")
    finally:
        folder.chmod(0o700)
