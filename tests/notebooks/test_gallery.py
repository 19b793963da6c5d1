"""Galleries: what they show, what becomes of a copy, and what hostile notebooks cannot do."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from jupyter_modelarts.compose import Platform, compose
from jupyter_modelarts.core.errors import Conflict, DomainError, InvalidInput, NotFound
from jupyter_modelarts.notebooks import GalleryManager
from jupyter_modelarts.notebooks import gallery_wire as wire
from jupyter_modelarts.notebooks.gallery_schemas import BUILT_IN
from tests.notebooks.notebooks import code, markdown, notebook, png


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """The work directory."""
    path = tmp_path / "work"
    path.mkdir()
    return path


@pytest.fixture
def platform(state_dir: Path, work: Path) -> Iterator[Platform]:
    """Everything, with a work directory."""
    with closing(compose(state_dir, work_dir=work)) as made:
        yield made


@pytest.fixture
def manager(platform: Platform) -> GalleryManager:
    """Galleries on it."""
    return platform.managers.get(GalleryManager)


def example(**said: object) -> bytes:
    """A notebook that says this of itself, with a picture among its outputs."""
    cell = code("draw()")
    shown = {"image/png": base64.b64encode(png()).decode(), "text/plain": "a picture"}
    cell["outputs"] = [{"output_type": "display_data", "data": shown, "metadata": {}}]
    return notebook([markdown("# Hello"), cell], modelarts_example=said)


def shared(work: Path, manager: GalleryManager, **files: bytes) -> str:
    """The id of a gallery with these notebooks, and `data.csv` beside them."""
    folder = work / "shared"
    folder.mkdir()
    (folder / "data.csv").write_bytes(b"1,2\n")
    for name, data in files.items():
        (folder / f"{name}.ipynb").write_bytes(data)
    return manager.add("Shared", "shared").id


def test_the_package_shows_its_examples_in_two_languages(manager: GalleryManager) -> None:
    shelf = manager.shelf()

    assert shelf.unreadable == ()
    assert {one.engine_id for one in shelf.examples} <= set(manager.engines())
    for one in shelf.examples:
        assert one.words.title
        assert one.words.description
        assert one.words.category
        assert one.zh.title
        assert one.zh.description
        assert one.zh.category
        assert one.duration_s
        assert manager.preview(BUILT_IN, one.path).cells


def test_a_folder_is_a_gallery(work: Path, manager: GalleryManager) -> None:
    said = {"title": "First", "category": "Ours", "engine": "scikit-learn", "duration_s": 30}
    gallery = shared(work, manager, first=example(**said), second=notebook([code("x")]))
    (work / "shared" / ".ipynb_checkpoints").mkdir()
    (work / "shared" / ".ipynb_checkpoints" / "first-checkpoint.ipynb").write_bytes(example())

    body = wire.example_list_body(manager.shelf(gallery), manager.engines())

    first, second = sorted(body.examples, key=lambda one: one.path)
    assert (first.words.title, first.engine_id, first.engine_state) == (
        "First",
        "scikit-learn",
        "absent",
    )
    assert (first.duration_s, first.has_thumbnail) == (30, True)
    assert (second.words.title, second.engine_id, second.has_thumbnail) == ("second", "", False)


def test_objects_below_a_prefix_are_a_gallery(
    work: Path, platform: Platform, manager: GalleryManager
) -> None:
    said = {"title": "Far", "files": ["data.csv"]}
    platform.objects.put("obs://modelarts/team/a/far.ipynb", example(**said))
    platform.objects.put("obs://modelarts/team/a/data.csv", b"1")
    platform.objects.put("obs://modelarts/team/../odd.ipynb", example())
    gallery = manager.add("Team", "s3://modelarts/team").id

    (found,) = manager.shelf(gallery).examples
    made = manager.copy(gallery, found.path)

    assert (found.path, found.words.title, found.words.category) == ("a/far.ipynb", "Far", "a")
    assert manager.thumbnail(gallery, found.path)[1].startswith("image/")
    assert (made.path, made.files) == ("far.ipynb", ("data.csv",))
    assert (work / "data.csv").read_bytes() == b"1"


def test_a_changed_notebook_is_read_again(work: Path, manager: GalleryManager) -> None:
    gallery = shared(work, manager, one=example(title="Before"))
    before = manager.shelf(gallery).examples[0].words.title
    (work / "shared" / "one.ipynb").write_bytes(example(title="Afterwards"))

    assert (before, manager.shelf(gallery).examples[0].words.title) == ("Before", "Afterwards")


def test_a_gallery_is_added_once_and_removed(work: Path, manager: GalleryManager) -> None:
    gallery = shared(work, manager)

    with pytest.raises(Conflict, match="Shared"):
        manager.add("Again", "shared")
    with pytest.raises(NotFound, match="no folder"):
        manager.add("Nowhere", "nowhere")
    with pytest.raises(Conflict, match="comes with the package"):
        manager.remove(BUILT_IN)
    manager.remove(gallery)

    assert [one.id for one in manager.galleries()] == [BUILT_IN]
    assert (work / "shared" / "data.csv").is_file()


def test_a_gallery_whose_folder_is_gone_says_so(work: Path, manager: GalleryManager) -> None:
    gallery = shared(work, manager)
    (work / "shared").rename(work / "elsewhere")

    with pytest.raises(NotFound, match="put it back"):
        manager.shelf(gallery)


def test_what_is_no_notebook_is_named(work: Path, manager: GalleryManager) -> None:
    gallery = shared(work, manager, fine=example(), broken=b"{", old=b'{"nbformat": 3}')

    shelf = manager.shelf(gallery)

    assert [one.path for one in shelf.examples] == ["fine.ipynb"]
    assert shelf.unreadable == ("broken.ipynb", "old.ipynb")


def test_a_copy_is_the_notebook_and_what_it_needs(work: Path, manager: GalleryManager) -> None:
    data = example(files=["data.csv"])
    gallery = shared(work, manager, one=data)
    (work / "mine").mkdir()

    made = manager.copy(gallery, "one.ipynb", folder="mine", file_name="first")

    assert (made.path, made.files) == ("mine/first.ipynb", ("mine/data.csv",))
    assert (work / "mine" / "first.ipynb").read_bytes() == data
    assert (work / "mine" / "data.csv").read_bytes() == b"1,2\n"


def test_nothing_is_replaced_unasked(work: Path, manager: GalleryManager) -> None:
    gallery = shared(work, manager, one=example(files=["data.csv"]))
    (work / "data.csv").write_text("mine")

    with pytest.raises(Conflict, match=r"data\.csv"):
        manager.copy(gallery, "one.ipynb")
    nothing = not (work / "one.ipynb").exists()
    made = manager.copy(gallery, "one.ipynb", overwrite=True)

    assert nothing
    assert made.files == ("data.csv",)
    with pytest.raises(Conflict, match=r"one\.ipynb"):
        manager.copy(gallery, "one.ipynb")


def test_a_file_that_is_the_same_already_is_no_conflict(
    work: Path, manager: GalleryManager
) -> None:
    gallery = shared(work, manager, one=example(files=["data.csv"]))
    manager.copy(gallery, "one.ipynb")

    made = manager.copy(gallery, "one.ipynb", file_name="two.ipynb")

    assert (made.path, made.files) == ("two.ipynb", ())


@pytest.mark.parametrize(
    "name", ["../one", "a/b", ".one", "a\\b", "x\0y", "/etc/one", "%2e%2e%2fone"]
)
def test_robustness_a_copy_stays_in_its_folder(
    work: Path, manager: GalleryManager, name: str
) -> None:
    gallery = shared(work, manager, one=example())

    with pytest.raises(InvalidInput):
        manager.copy(gallery, "one.ipynb", file_name=name)
    with pytest.raises(DomainError):
        manager.copy(gallery, "one.ipynb", folder=name)
    with pytest.raises(DomainError):
        manager.preview(gallery, f"{name}.ipynb")
    assert not list(work.glob("*.ipynb"))


def test_robustness_links_in_a_gallery_are_not_followed(
    work: Path, manager: GalleryManager, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.ipynb"
    secret.write_bytes(example(title="Secret"))
    gallery = shared(work, manager, one=example(files=["link.csv"], thumbnail="link.png"))
    (work / "shared" / "link.ipynb").symlink_to(secret)
    (work / "shared" / "link.csv").symlink_to(secret)
    (work / "shared" / "link.png").symlink_to(secret)

    assert [one.path for one in manager.shelf(gallery).examples] == ["one.ipynb"]
    for ask in (manager.preview, manager.thumbnail):
        with pytest.raises(InvalidInput, match=r"not a regular file|symbolic link"):
            ask(gallery, "link.ipynb")
    with pytest.raises(InvalidInput, match=r"not a regular file|symbolic link"):
        manager.copy(gallery, "one.ipynb")
    with pytest.raises(InvalidInput, match=r"not a regular file|symbolic link"):
        manager.thumbnail(gallery, "one.ipynb")
    assert not list(work.glob("*.*"))


def test_robustness_metadata_of_others_is_data(work: Path, manager: GalleryManager) -> None:
    said: dict[str, object] = {
        "title": "a\nb\x1b[31m" + "x" * 500,
        "description": {"not": "text"},
        "category": ["no"],
        "engine": "scikit-learn; rm -rf ~",
        "duration_s": 1e300,
        "rank": "first",
        "thumbnail": "../../secret.png",
        "files": ["../outside", "/etc/passwd", "a/b", "", 7, "one.ipynb", "data.csv"],
        "zh": "no mapping",
        "env": {"PATH": "/tmp"},
        "command": "rm -rf ~",
    }
    gallery = shared(work, manager, one=example(**said))

    (found,) = manager.shelf(gallery).examples
    body = wire.example_body(found, manager.engines())

    assert body.words.title == ("a b [31m" + "x" * 500)[:120]
    assert (body.words.description, body.engine_id, body.engine_state) == ("", "", "")
    assert found.files == ["data.csv"]
    assert (found.thumbnail, found.rank) == ("", 1000)
    assert "rm -rf" not in body.model_dump_json()
    assert "env" not in body.model_dump()


def test_robustness_a_preview_holds_nothing_that_can_act(
    work: Path, manager: GalleryManager
) -> None:
    cell = code("x")
    cell["metadata"] = {"trusted": True}
    bundle: dict[str, Any] = {
        "application/javascript": "alert(1)",
        "application/vnd.jupyter.widget-view+json": {"model_id": "x"},
        "image/svg+xml": "<svg onload=alert(1)>",
        "text/html": ["<b>", "fine</b>"],
        "text/plain": {"no": "text"},
    }
    cell["outputs"] = [
        {"output_type": "display_data", "data": bundle, "metadata": {"text/html": {"isolated": 1}}},
        {"output_type": "stream", "name": "stderr", "text": ["a\n", 7, "b\n"]},
        {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["t"]},
        {"output_type": "display_data", "data": {"text/html": "x" * 3_000_000}},
        "no output",
    ]
    gallery = shared(work, manager, one=notebook([cell, "no cell", {"cell_type": "?"}]))

    preview = manager.preview(gallery, "one.ipynb")

    outputs = preview.cells[0].outputs
    assert [output.data for output in outputs] == [
        {"text/html": "<b>fine</b>", "text/plain": ""},
        {"text/plain": "a\nb\n"},
        {"text/plain": "t"},
    ]
    assert [output.is_error for output in outputs] == [False, True, True]
    assert preview.left_out == 1
    assert "trusted" not in wire.preview_body(preview, {}).model_dump_json()


def test_robustness_of_attachments_only_raster_images_are_shown(
    work: Path, manager: GalleryManager
) -> None:
    packed = base64.b64encode(png()).decode()
    script = base64.b64encode(b"<svg onload=alert(1)>").decode()
    cell = markdown("![one](attachment:one.png) ![two](attachment:two.svg)")
    cell["attachments"] = {
        "one.png": {"image/png": [packed[:9] + "\n", packed[9:]]},
        "two.svg": {"image/svg+xml": script},
        "three.png": {"image/png": "no, this is not base64"},
        "four.webp": {"text/html": "<script>", "image/webp": packed},
        "five.png": {"image/png": "A" * 3_000_000},
        "six": "no bundle",
    }
    gallery = shared(work, manager, one=notebook([cell]))

    preview = manager.preview(gallery, "one.ipynb")

    assert preview.cells[0].attachments == {
        "one.png": f"data:image/png;base64,{packed}",
        "four.webp": f"data:image/webp;base64,{packed}",
    }
    assert preview.left_out == 1


def test_robustness_a_picture_that_is_none_is_refused(work: Path, manager: GalleryManager) -> None:
    cell = code("x")
    svg = base64.b64encode(b"<svg onload=alert(1)>").decode()
    cell["outputs"] = [{"output_type": "display_data", "data": {"image/png": svg}}]
    gallery = shared(work, manager, one=notebook([cell]), none=notebook([code("x")]))

    with pytest.raises(InvalidInput):
        manager.thumbnail(gallery, "one.ipynb")
    with pytest.raises(NotFound, match="no picture"):
        manager.thumbnail(gallery, "none.ipynb")


def test_robustness_a_deep_or_huge_notebook_is_named(work: Path, manager: GalleryManager) -> None:
    deep = b'{"cells": ' + b"[" * 500 + b"]" * 500 + b"}"
    numbers = json.dumps({"cells": [], "metadata": {"x": 2**200}}).encode()
    gallery = shared(work, manager, deep=deep, numbers=numbers)

    shelf = manager.shelf(gallery)

    assert shelf.examples == ()
    assert shelf.unreadable == ("deep.ipynb", "numbers.ipynb")
