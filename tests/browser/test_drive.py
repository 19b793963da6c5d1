"""The object store in JupyterLab's file browser, as a person uses it."""

from __future__ import annotations

import json
import random
import time
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from .conftest import (
    CHINESE,
    DARK,
    LARGE,
    SMALL,
    TOKEN,
    Lab,
    OpenPage,
    Settings,
    screenshot,
    wait_for_lab,
)
from .steps import press_in_notice

pytestmark = pytest.mark.browser

PANEL = "#modelarts-obs-browser"
BUCKET = "modelarts"
NOTEBOOK = {
    "cells": [
        {
            "cell_type": "code",
            "id": "c0",
            "metadata": {"trusted": True},
            "source": ["import os\n", "os.getcwd()"],
            "outputs": [],
            "execution_count": None,
        }
    ],
    "metadata": {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
    },
    "nbformat": 4,
    "nbformat_minor": 5,
}


def put(lab: Lab, key: str, data: bytes) -> None:
    """Write an object behind the browser's back."""
    _content(lab, "PUT", key, data)


def read(lab: Lab, key: str) -> bytes:
    """What the store has."""
    return _content(lab, "GET", key)


def _content(lab: Lab, method: str, key: str, data: bytes | None = None) -> bytes:
    query = urllib.parse.urlencode({"uri": f"obs://{BUCKET}/{key}"})
    url = f"http://localhost:{lab.port}/modelarts/v1/default/objects/content?{query}"
    headers = {"Authorization": f"token {TOKEN}", "Content-Type": "application/octet-stream"}
    request = urllib.request.Request(url, data, headers, method=method)
    with urllib.request.urlopen(request) as answer:
        return bytes(answer.read())


def keys(lab: Lab, folder: str = "") -> list[str]:
    """All keys below a folder."""
    start = f"obs://{BUCKET}/"
    query = urllib.parse.urlencode({"uri": start + folder, "recursive": "true", "limit": 1000})
    return [one["uri"][len(start) :] for one in lab.rest(f"v1/default/objects?{query}")["objects"]]


def open_drive(
    open_page: OpenPage,
    settings: Settings | None = None,
    size: tuple[int, int] = SMALL,
    refusals: str = "",
    workspace: str = "drive",
) -> Page:
    """A page of JupyterLab with the file browser "OBS" open at the top."""
    path = f"lab/workspaces/{workspace}"
    page = open_page(settings=settings, size=size, path=path, refusals=refusals)
    if not page.locator(PANEL).is_visible():
        page.locator(f'.lm-TabBar-tab[data-id="{PANEL[1:]}"]').click()
    expect(page.locator(PANEL)).to_be_visible()
    return page


def row(page: Page, name: str) -> Locator:
    """One row of the list."""
    return page.locator(f"{PANEL} .jp-DirListing-item").filter(
        has=page.get_by_text(name, exact=True)
    )


def go_into(page: Page, *names: str) -> None:
    """Open folders, one after another."""
    for name in names:
        row(page, name).dblclick()
        expect(page.locator(f"{PANEL} .jp-BreadCrumbs")).to_contain_text(name)


def choose(page: Page, name: str, words: str) -> None:
    """Choose from a row's menu."""
    row(page, name).click(button="right")
    page.locator(".lm-Menu-item").filter(has=page.get_by_text(words, exact=True)).click()


def press(page: Page, name: str) -> None:
    """Press a button of the browser's toolbar."""
    page.locator(f"{PANEL} .jp-FileBrowser-toolbar").get_by_role("button", name=name).click()


def rename_to(page: Page, name: str) -> None:
    """Write the name that the list now asks for."""
    field = page.locator(f"{PANEL} .jp-DirListing-editor")
    expect(field).to_be_visible()
    field.fill(name)
    field.press("Enter")


def drop(page: Page, files: dict[str, str]) -> None:
    """Drop files on the list."""
    transfer = page.evaluate_handle(
        """files => {
          const transfer = new DataTransfer();
          for (const [name, text] of Object.entries(files)) {
            transfer.items.add(new File([text], name, { lastModified: 1 }));
          }
          return transfer;
        }""",
        files,
    )
    page.dispatch_event(f"{PANEL} .jp-DirListing-content", "drop", {"dataTransfer": transfer})


def upload(page: Page, path: Path) -> None:
    """Choose a file of this machine."""
    with page.expect_file_chooser() as chosen:
        press(page, "Upload Files")
    chosen.value.set_files(path)


def stored(lab: Lab, key: str, data: bytes) -> None:
    """Wait until the store has it, whole."""
    deadline = time.monotonic() + 300
    while key not in keys(lab) or read(lab, key) != data:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_text_is_edited_in_place_and_a_conflict_is_shown(lab: Lab, open_page: OpenPage) -> None:
    put(lab, "text/note.txt", b"first\n")
    page = open_drive(open_page, workspace="text")
    go_into(page, BUCKET, "text")
    row(page, "note.txt").dblclick()
    editor = page.locator(".jp-FileEditor .cm-content")
    expect(editor).to_contain_text("first")

    editor.press("Control+End")
    page.keyboard.type("second")
    expect(page.locator(".jp-mod-dirty")).not_to_have_count(0)
    page.keyboard.press("Control+S")
    expect(page.locator(".jp-mod-dirty")).to_have_count(0)
    assert read(lab, "text/note.txt") == b"first\nsecond"

    put(lab, "text/note.txt", b"theirs\n")
    page.keyboard.type(" third")
    page.keyboard.press("Control+S")
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("changed")
    screenshot(page, "drive-conflict")
    dialog.get_by_role("button", name="Cancel").click()
    assert read(lab, "text/note.txt") == b"theirs\n"

    page.keyboard.press("Control+S")
    page.locator(".jp-Dialog").get_by_role("button", name="Overwrite").click()
    expect(page.locator(".jp-mod-dirty")).to_have_count(0)
    assert read(lab, "text/note.txt") == b"first\nsecond third"


def test_a_notebook_runs_in_the_work_directory_and_is_saved(lab: Lab, open_page: OpenPage) -> None:
    put(lab, "work/story.ipynb", json.dumps(NOTEBOOK).encode())
    page = open_drive(open_page, workspace="notebook")
    go_into(page, BUCKET, "work")
    row(page, "story.ipynb").dblclick()
    notebook = page.locator(".jp-NotebookPanel")
    expect(notebook.locator(".jp-KernelName")).to_contain_text("Python 3")
    expect(page.locator("#jp-main-statusbar")).to_contain_text("Idle")
    notebook.locator(".jp-Cell .cm-content").first.click()
    page.keyboard.press("Shift+Enter")
    expect(notebook.locator(".jp-OutputArea-output").first).to_contain_text(str(lab.work))
    expect(page.locator(".jp-mod-dirty")).not_to_have_count(0)
    page.keyboard.press("Control+S")
    expect(page.locator(".jp-mod-dirty")).to_have_count(0)

    saved = json.loads(read(lab, "work/story.ipynb"))
    assert saved["cells"][0]["source"] == ["import os\n", "os.getcwd()"]
    assert saved["cells"][0]["outputs"][0]["data"]["text/plain"] == [repr(str(lab.work))]
    assert "trusted" not in saved["cells"][0]["metadata"]

    page.reload()
    wait_for_lab(page)
    expect(page.locator(".jp-NotebookPanel .jp-OutputArea-output").first).to_be_visible()
    expect(page.locator(f"{PANEL} .jp-BreadCrumbs")).to_contain_text("work")
    expect(row(page, "story.ipynb")).to_be_visible()
    screenshot(page, "drive-notebook")


def test_things_are_made_renamed_moved_and_copied(lab: Lab, open_page: OpenPage) -> None:
    put(lab, "things/a.txt", b"a")
    page = open_drive(open_page, workspace="things")
    press(page, "New folder or bucket")
    page.locator(".jp-Dialog input").fill("made-here")
    page.locator(".jp-Dialog").get_by_role("button", name="Create").click()
    expect(row(page, "made-here")).to_be_visible()
    go_into(page, BUCKET, "things")

    press(page, "New folder or bucket")
    rename_to(page, "folder")
    expect(row(page, "folder")).to_be_visible()
    choose(page, "a.txt", "Rename")
    rename_to(page, "b.txt")
    expect(row(page, "b.txt")).to_be_visible()
    choose(page, "b.txt", "Duplicate")
    expect(row(page, "b-Copy1.txt")).to_be_visible()
    choose(page, "b.txt", "Cut")
    go_into(page, "folder")
    page.locator(f"{PANEL} .jp-DirListing-content").click(button="right")
    page.locator(".lm-Menu-item", has_text="Paste").click()
    expect(row(page, "b.txt")).to_be_visible()

    assert keys(lab, "things/") == ["things/b-Copy1.txt", "things/folder/", "things/folder/b.txt"]


def test_what_is_deleted_comes_back(lab: Lab, open_page: OpenPage) -> None:
    for name in ("one.txt", "two.txt", "sub/three.txt"):
        put(lab, f"gone/{name}", name.encode())
    page = open_drive(open_page, workspace="gone")
    go_into(page, BUCKET, "gone")

    row(page, "sub").click()
    row(page, "two.txt").click(modifiers=["Shift"])
    page.keyboard.press("Delete")
    page.locator(".jp-Dialog").get_by_role("button", name="Move to trash").click()
    expect(row(page, "two.txt")).to_have_count(0)  # the last
    assert keys(lab, "gone/") == []
    press_in_notice(page, "Undo")
    expect(row(page, "two.txt")).to_be_visible()
    assert keys(lab, "gone/") == ["gone/one.txt", "gone/sub/three.txt", "gone/two.txt"]

    choose(page, "sub", "Move to Trash")
    page.locator(".jp-Dialog").get_by_role("button", name="Move to trash").click()
    expect(row(page, "sub")).to_have_count(0)
    press(page, "Trash of the object store")
    trash = page.locator(".jp-ma-page")
    entry = trash.locator(".jp-ma-row", has_text=f"obs://{BUCKET}/gone/sub/three.txt")
    expect(entry).to_be_visible()
    screenshot(page, "drive-trash")
    entry.get_by_role("button", name="Restore").click()
    expect(entry).to_have_count(0)
    assert "gone/sub/three.txt" in keys(lab, "gone/")


def test_a_folder_that_was_half_moved_is_shown_and_gone_on_with(
    lab: Lab, open_page: OpenPage
) -> None:
    for name in ("half/1.txt", "half/2.txt", "whole/0.txt"):
        put(lab, f"moving/{name}", b"x")
    broke_off(lab, source=f"obs://{BUCKET}/moving/half/", target=f"obs://{BUCKET}/moving/whole/")
    page = open_drive(open_page, workspace="moving")
    go_into(page, BUCKET, "moving")

    work = page.locator(PANEL).get_by_role("region", name="Work on folders")
    expect(work).to_contain_text("The store is away. 1 of 3 objects are done")
    screenshot(page, "drive-moving")
    work.get_by_role("button", name="Go on").click()

    expect(work).to_have_count(0)
    expect(row(page, "half")).to_have_count(0)
    assert keys(lab, "moving/") == [f"moving/whole/{number}.txt" for number in range(3)]


def broke_off(lab: Lab, source: str, target: str) -> None:
    """Leave the record of a move that has failed."""
    record = {
        "id": "1" * 32,
        "action": "move",
        "source": source,
        "target": target,
        "created_at": int(time.time() * 1000),
        "state": "failed",
        "done": 1,
        "total": 3,
        "reason": "The store is away.",
    }
    folder = lab.state / "folder-tasks"
    folder.mkdir(exist_ok=True)
    (folder / f"{record['id']}.json").write_text(json.dumps(record))


def test_dropped_files_arrive_and_replace_only_if_asked(lab: Lab, open_page: OpenPage) -> None:
    put(lab, "dropped/old.txt", b"old")
    page = open_drive(open_page, workspace="dropped")
    go_into(page, BUCKET, "dropped")

    drop(page, {"new.txt": "new", "old.txt": "newer"})
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("old.txt is there already")
    dialog.get_by_role("button", name="Keep the old one").click()
    expect(row(page, "new.txt")).to_be_visible()
    assert (read(lab, "dropped/new.txt"), read(lab, "dropped/old.txt")) == (b"new", b"old")

    drop(page, {"old.txt": "newer"})
    dialog.get_by_role("button", name="Replace").click()
    stored(lab, "dropped/old.txt", b"newer")


def test_an_upload_that_was_interrupted_goes_on_where_it_was(
    lab: Lab, open_page: OpenPage, tmp_path: Path
) -> None:
    data = random.Random(4).randbytes(40 * 2**20)
    large = tmp_path / "large.bin"
    large.write_bytes(data)
    put(lab, "large/readme.txt", b"")
    page = open_drive(open_page, workspace="large", refusals="503")
    page.on("dialog", lambda dialog: dialog.accept())  # the page warns of what is under way
    go_into(page, BUCKET, "large")
    sent: list[str] = []

    def hold(route: Route) -> None:
        number = route.request.url.rsplit("/", 1)[1]
        sent.append(number)
        if number == "1":
            route.continue_()
        elif number == "2" and sent.count("2") == 1:
            route.fulfill(status=503, json={"error_code": "x", "error_msg": "Busy."})
        elif number == "2":
            route.continue_()  # tried again by itself

    page.route("**/parts/*", hold)
    upload(page, large)
    item = page.locator(f"{PANEL} .jp-ma-upload")
    expect(item).to_contain_text("40%")
    screenshot(page, "drive-upload")
    page.reload()
    page.unroute("**/parts/*")
    wait_for_lab(page)
    expect(item).to_contain_text("Interrupted")
    screenshot(page, "drive-upload-interrupted")
    again: list[str] = []
    page.on("request", lambda request: again.append(request.url.rpartition("/parts/")[2]))
    upload(page, large)
    expect(row(page, "large.bin")).to_be_visible()
    expect(item).to_have_count(0)

    assert sorted(number for number in again if number.isdigit()) == ["3", "4", "5"]
    stored(lab, "large/large.bin", data)


def test_an_upload_is_given_up(lab: Lab, open_page: OpenPage, tmp_path: Path) -> None:
    large = tmp_path / "unwanted.bin"
    large.write_bytes(bytes(20 * 2**20))
    put(lab, "given-up/readme.txt", b"")
    page = open_drive(open_page, workspace="given-up")
    go_into(page, BUCKET, "given-up")
    page.route("**/parts/2", lambda _route: None)
    upload(page, large)
    item = page.locator(f"{PANEL} .jp-ma-upload")
    expect(item).to_contain_text("60%")
    page.get_by_role("button", name="Give up unwanted.bin").click()
    expect(item).to_have_count(0)

    deadline = time.monotonic() + 300
    while any(
        one["uri"].endswith("unwanted.bin") for one in lab.rest("v1/default/uploads")["uploads"]
    ):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert keys(lab, "given-up/") == ["given-up/readme.txt"]


def test_an_object_is_downloaded_in_pieces(lab: Lab, open_page: OpenPage) -> None:
    data = random.Random(5).randbytes(9 * 2**20)
    put(lab, "down/model.bin", data)
    page = open_drive(open_page, workspace="down")
    go_into(page, BUCKET, "down")
    with page.expect_download() as started:
        choose(page, "model.bin", "Download")
    assert started.value.suggested_filename == "model.bin"
    assert Path(started.value.path()).read_bytes() == data


def test_a_large_folder_comes_in_pages_and_is_searched_by_prefix(
    lab: Lab, open_page: OpenPage
) -> None:
    folder = lab.state / "objects" / BUCKET / "many"
    folder.mkdir(parents=True)
    for number in range(2500):
        (folder / f"{number:05}.png").write_bytes(b"x")
    page = open_drive(open_page, workspace="many")
    go_into(page, BUCKET, "many")
    rows = page.locator(f"{PANEL} .jp-DirListing-item")
    expect(rows).to_have_count(1000)
    screenshot(page, "drive-many")
    page.locator(PANEL).get_by_role("button", name="Load more").click()
    expect(rows).to_have_count(2000)

    page.get_by_placeholder("Names that begin with…").fill("0240")
    expect(rows).to_have_count(10)
    screenshot(page, "drive-prefix")
    page.get_by_placeholder("Names that begin with…").fill("none")
    expect(page.locator(PANEL)).to_contain_text("Nothing here begins with “none”.")


def test_odd_keys_break_nothing(lab: Lab, open_page: OpenPage) -> None:
    for key in (
        "odd/../x.txt",
        "odd//y.txt",
        "odd/\u202egpj.exe",
        "odd/a\nb",
        "odd/é",
        "odd/e\u0301",
    ):
        put(lab, key, b"odd")
    put(lab, "odd/twin", b"file")
    put(lab, "odd/twin/below.txt", b"below")
    page = open_drive(open_page, workspace="odd", settings=DARK)
    go_into(page, BUCKET, "odd")
    for name in ("%-%2E%2E", "%-", "%-a%0Ab", "%=twin", "twin", "%-%E2%80%AEgpj.exe"):
        expect(row(page, name)).to_be_visible()
    screenshot(page, "drive-odd")
    go_into(page, "%-%2E%2E")
    row(page, "x.txt").dblclick()
    expect(page.locator(".jp-FileEditor .cm-content")).to_contain_text("odd")
    choose(page, "x.txt", "Move to Trash")
    page.locator(".jp-Dialog").get_by_role("button", name="Move to trash").click()
    expect(page.locator(PANEL)).to_contain_text("Nothing is in here")
    assert "odd/../x.txt" not in keys(lab)


def test_a_store_that_fails_is_said_and_asked_again(lab: Lab, open_page: OpenPage) -> None:
    put(lab, "failing/a.txt", b"")
    page = open_drive(open_page, workspace="failing", refusals="503")
    expect(row(page, BUCKET)).to_be_visible()
    said = {"error_code": "ModelArts.0503", "error_msg": "The server obs.example is unreachable."}
    page.route("**/v1/default/objects?*", lambda route: route.fulfill(status=503, json=said))
    row(page, BUCKET).dblclick()
    alert = page.locator(f"{PANEL} [role=alert]")
    expect(alert).to_contain_text("The server obs.example is unreachable.")
    screenshot(page, "drive-failing")
    page.unroute("**/v1/default/objects?*")
    row(page, BUCKET).dblclick()
    expect(row(page, "failing")).to_be_visible()
    expect(alert).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "settings", "size"),
    [
        ("light", {}, SMALL),
        ("light-large", {}, LARGE),
        ("zh", CHINESE, SMALL),
        ("zh-dark-large", CHINESE | DARK, LARGE),
    ],
)
def test_it_looks_right(
    lab: Lab, open_page: OpenPage, name: str, settings: Settings, size: tuple[int, int]
) -> None:
    put(lab, "looks/train.csv", b"1,2\n")
    put(lab, "looks/images/1.png", b"x")
    put(lab, "looks/digits.ipynb", json.dumps(NOTEBOOK).encode())
    page = open_drive(open_page, workspace=f"looks-{name}", settings=settings, size=size)
    go_into(page, BUCKET, "looks")
    expect(row(page, "train.csv")).to_be_visible()
    row(page, "train.csv").click(button="right")
    screenshot(page, f"drive-{name}")
