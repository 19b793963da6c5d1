"""Sync OBS as a person uses it: from the drive, back, stopped, and watching."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from jupyter_modelarts.obs.transfers.locks import locked

from .conftest import CHINESE, DARK, LARGE, Lab, OpenPage, Settings, screenshot
from .steps import open_by_palette
from .test_drive import go_into, keys, open_drive, put, read, row

pytestmark = pytest.mark.browser

PAGE = ".jp-ma-page:visible"


def form(page: Page) -> Locator:
    return page.locator(PAGE).get_by_role("form", name="Sync OBS")


def first(page: Page) -> Locator:
    """The newest sync."""
    return page.locator(f"{PAGE} article.jp-ma-task").first


def open_sync(page: Page, *names: str) -> None:
    """Select in the drive, and press the button of its toolbar."""
    for number, name in enumerate(names):
        row(page, name).click(modifiers=["Control"] if number else [])
    page.locator("#modelarts-obs-browser .jp-Toolbar").get_by_role(
        "button", name="Sync OBS"
    ).click()
    expect(form(page)).to_be_visible()


def test_what_is_selected_arrives_in_the_work_directory(lab: Lab, open_page: OpenPage) -> None:
    for name in ("one.ipynb", "module.py", "left.txt", "sub/deep.txt"):
        put(lab, f"notes/{name}", name.encode())
    page = open_drive(open_page, workspace="sync")
    go_into(page, "modelarts", "notes")

    open_sync(page, "one.ipynb", "module.py", "sub")
    expect(page.locator(PAGE)).to_contain_text("3 new")
    screenshot(page, "sync-preview")
    form(page).get_by_role("button", name="Sync").click()

    expect(first(page)).to_contain_text("Succeeded")
    expect(first(page)).to_contain_text("3 new")
    screenshot(page, "sync-done")
    assert (lab.work / "one.ipynb").read_bytes() == b"one.ipynb"
    assert (lab.work / "sub/deep.txt").read_bytes() == b"sub/deep.txt"
    assert not (lab.work / "left.txt").exists()


def test_a_limit_is_said_before_anything_moves(lab: Lab, open_page: OpenPage) -> None:
    for number in range(3):
        put(lab, f"many/{number}.txt", b"x")
    settings: Settings = {"jupyter_modelarts/sync": {"maxFiles": 2}}
    page = open_drive(open_page, settings=settings, workspace="sync-limits")
    go_into(page, "modelarts")

    open_sync(page, "many")
    expect(page.locator(PAGE)).to_contain_text("3 files would move, and 2 are the most at once")
    expect(form(page).get_by_role("button", name="Sync")).to_be_disabled()
    expect(page.locator(PAGE)).to_contain_text("--max-files 2")
    screenshot(page, "sync-limit")
    page.get_by_label("Without the limits this time").check()
    form(page).get_by_role("button", name="Sync").click()

    expect(first(page)).to_contain_text("3 new")


def test_a_sync_is_cancelled_and_goes_on_the_next_time(lab: Lab, open_page: OpenPage) -> None:
    put(lab, "later/a.txt", b"a")
    page = open_drive(open_page, workspace="sync-cancel")
    go_into(page, "modelarts")
    open_sync(page, "later")
    expect(page.locator(PAGE)).to_contain_text("1 new")

    with locked(lab.state, lab.work, lambda: None):
        form(page).get_by_role("button", name="Sync").click()
        expect(first(page)).to_contain_text("Waiting for another sync of this folder")
        screenshot(page, "sync-waiting")
        first(page).get_by_role("button", name="Cancel").click()
        expect(first(page)).to_contain_text("Stopped")
    expect(first(page)).to_contain_text("the next sync goes on from there")
    assert not (lab.work / "later").exists()
    first(page).get_by_role("button", name="Sync again").click()
    form(page).get_by_role("button", name="Sync").click()

    expect(first(page)).to_contain_text("1 new")
    assert (lab.work / "later/a.txt").read_bytes() == b"a"


def test_the_way_back_and_a_conflict(lab: Lab, open_page: OpenPage) -> None:
    (lab.work / "mine").mkdir()
    (lab.work / "mine/new.txt").write_text("mine")
    put(lab, "back/mine/new.txt", b"theirs")
    page = open_page(path="lab/workspaces/sync-back")
    page.locator("#filebrowser .jp-DirListing-item").filter(has_text="mine").click(button="right")
    page.get_by_role("menuitem", name="Sync to OBS").click()

    form(page).get_by_role("combobox", name="Folder of a bucket").fill("obs://modelarts/back/")
    expect(page.locator(PAGE)).to_contain_text("1 in conflict")
    screenshot(page, "sync-conflict")
    form(page).get_by_role("button", name="Sync").click()

    expect(first(page)).to_contain_text("what was there is kept as mine/new (conflict")
    screenshot(page, "sync-conflict-done")
    assert read(lab, "back/mine/new.txt") == b"mine"
    assert all(key.startswith("back/mine/new") for key in keys(lab, "back/"))


def test_deletions_are_followed_where_that_is_chosen_and_named_before(
    lab: Lab, open_page: OpenPage
) -> None:
    for name in ("kept.txt", "gone.txt"):
        put(lab, f"fewer/{name}", b"1")
    page = open_page(path="lab/workspaces/sync-deletions")
    open_by_palette(page, "Sync OBS")
    form(page).get_by_role("combobox", name="Folder of a bucket").fill("obs://modelarts/fewer/")
    form(page).get_by_label("Folder here").fill("fewer")
    expect(page.locator(PAGE)).to_contain_text("2 new")
    form(page).get_by_role("button", name="Sync").click()
    expect(first(page)).to_contain_text("2 new")
    expect(first(page)).to_contain_text("Succeeded")
    lab.rest("v1/default/objects?uri=obs://modelarts/fewer/gone.txt", method="DELETE")

    first(page).get_by_role("button", name="Sync again").click()
    expect(page.locator(PAGE).get_by_text("1 the same", exact=True)).to_be_visible()
    form(page).get_by_label("Follow deletions too").check()
    expect(page.locator(PAGE)).to_contain_text("1 to delete · 1 the same")
    expect(page.locator(PAGE).get_by_role("listitem").filter(has_text="gone.txt")).to_be_visible()
    assert (lab.work / "fewer/gone.txt").exists()
    screenshot(page, "sync-deletion")
    form(page).get_by_role("button", name="Sync").click()

    expect(first(page)).to_contain_text("1 deleted")
    assert not (lab.work / "fewer/gone.txt").exists()
    assert (lab.work / "fewer/kept.txt").exists()


def test_watching_follows_both_sides_until_stopped(lab: Lab, open_page: OpenPage) -> None:
    put(lab, "watched/theirs.txt", b"1")
    (lab.work / "watched").mkdir()
    page = open_drive(open_page, workspace="sync-watch", settings=DARK, size=LARGE)
    go_into(page, "modelarts")
    open_sync(page, "watched")
    form(page).get_by_label("Watch").check()
    expect(page.locator(PAGE)).to_contain_text("1 new")
    form(page).get_by_role("button", name="Start watching").click()

    expect(first(page)).to_contain_text("1 new")
    (lab.work / "watched/mine.txt").write_text("2")
    expect(first(page)).to_contain_text("2 new")
    assert read(lab, "watched/mine.txt") == b"2"
    screenshot(page, "sync-watching-dark")
    first(page).get_by_role("button", name="Stop watching").click()

    expect(first(page)).to_contain_text("Stopped")


def test_in_chinese(lab: Lab, open_page: OpenPage) -> None:
    put(lab, "zh/a.txt", b"a")
    page = open_drive(open_page, workspace="sync-zh", settings=CHINESE)
    go_into(page, "modelarts")
    row(page, "zh").click(button="right")
    page.get_by_role("menuitem", name="Sync OBS").click()

    expect(page.locator(PAGE)).to_contain_text("1 个新增")
    screenshot(page, "sync-zh")
