"""The home page, the sidebar and the launcher as a newcomer meets them."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

from jupyter_modelarts.home.digits import PICTURES, SCRIPTS

from .conftest import CHINESE, DARK, LARGE, Lab, OpenPage, Settings, screenshot, wait_for_lab
from .steps import until_saved

pytestmark = pytest.mark.browser

SIDEBAR = 'li[data-id="modelarts-sidebar"]'
ROW = '.jp-ma-tree [role="treeitem"]'


@pytest.fixture(scope="module")
def digits(lab: Lab) -> str:
    """The sample data, made as the button of the home page makes it; its dataset's id."""
    lab.rest("v1/default/sample-data", {})
    deadline = time.monotonic() + 600
    while (sample := lab.rest("v1/default/sample-data"))["state"] == "running":
        assert time.monotonic() < deadline, sample
        time.sleep(0.3)
    assert sample["state"] == "ready", sample
    return str(sample["dataset_id"])


def show_sidebar(page: Page) -> None:
    tab = page.locator(SIDEBAR)
    if "lm-mod-current" not in (tab.get_attribute("class") or ""):
        tab.click()
    expect(page.locator(ROW).first).to_be_visible()


def test_a_newcomer_is_greeted_once_and_gets_the_sample_data(lab: Lab, open_page: OpenPage) -> None:
    page = open_page(path="lab/workspaces/newcomer")
    expect(page.get_by_text("From images to a trained model, in this window")).to_be_visible()
    show_sidebar(page)
    screenshot(page, "home-new")

    page.get_by_role("button", name="Get the sample data").click()
    expect(page.get_by_role("progressbar").first).to_be_visible()
    screenshot(page, "home-making-sample-data")
    expect(page.get_by_text("359 images have no label")).to_be_visible(timeout=600_000)
    expect(page.locator(ROW, has_text="digits")).to_contain_text("1,438 / 1,797")
    expect(page.get_by_role("progressbar")).to_have_count(0)

    assert {path.name for path in (lab.work / "digits").iterdir()} == {*SCRIPTS, *PICTURES.values()}
    screenshot(page, "home")

    again = open_page(path="lab/workspaces/newcomer")
    again.get_by_role("tab", name="ModelArts").locator(".lm-TabBar-tabCloseIcon").click()
    again.wait_for_timeout(5_000)  # the layout is saved a second after it has changed
    again.reload()
    wait_for_lab(again)
    again.wait_for_selector(".jp-Launcher")
    expect(again.locator(".jp-ma-page")).to_have_count(0)


def test_the_tree_is_used_by_keyboard_and_keeps_what_was_closed(
    lab: Lab, digits: str, open_page: OpenPage
) -> None:
    page = open_page(path="lab/workspaces/keyboard")
    show_sidebar(page)
    expect(page.locator(ROW, has_text="digits")).to_be_visible()

    page.locator(ROW, has_text="Datasets").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"{ROW}:focus")).to_contain_text("digits")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(ROW, has_text="Datasets")).to_have_attribute("aria-expanded", "false")

    until_saved(lab, "keyboard", '"modelarts:closed-branches":["datasets"]')
    page.reload()
    wait_for_lab(page)
    show_sidebar(page)
    expect(page.locator(ROW, has_text="Datasets")).to_have_attribute("aria-expanded", "false")


def test_a_right_click_shows_what_can_be_done(digits: str, open_page: OpenPage) -> None:
    page = open_page(path="lab/workspaces/menu")
    show_sidebar(page)

    page.locator(ROW, has_text="digits").click(button="right")

    menu = page.locator(".lm-Menu")
    expect(menu.get_by_text(re.compile("Open dataset", re.IGNORECASE))).to_be_visible()
    screenshot(page, "home-menu")
    page.keyboard.press("Escape")
    expect(menu).to_have_count(0)


def test_what_was_seen_is_not_shown_again(digits: str, open_page: OpenPage) -> None:
    page = open_page(path="lab/workspaces/seen")
    expect(page.get_by_text("359 images have no label")).to_be_visible()

    page.get_by_role("button", name=re.compile("Seen: do not show digits")).click()

    expect(page.get_by_text("359 images have no label")).to_have_count(0)
    expect(page.get_by_text("Nothing is running")).to_be_visible()


def test_the_launcher_has_our_cards(digits: str, open_page: OpenPage) -> None:
    page = open_page(path="lab/workspaces/launcher")
    page.wait_for_selector(".jp-ma-home")
    page.keyboard.press("Control+Shift+L")

    heading = page.get_by_role("heading", name="ModelArts", exact=True)
    section = page.locator(".jp-Launcher-section").filter(has=heading)
    for card in ("ModelArts home", "New dataset", "New training job"):
        expect(section.get_by_text(re.compile(card, re.IGNORECASE))).to_be_visible()
    screenshot(page, "home-launcher")


@pytest.mark.parametrize(
    ("name", "settings", "size"),
    [
        ("home-dark", DARK, LARGE),
        ("home-zh", CHINESE, LARGE),
        ("home-zh-dark", {**DARK, **CHINESE}, (1280, 800)),
    ],
)
def test_it_is_readable_in_the_dark_and_in_chinese(
    digits: str,
    open_page: OpenPage,
    name: str,
    settings: Settings,
    size: tuple[int, int],
) -> None:
    page = open_page(settings=settings, size=size, path=f"lab/workspaces/{name}")
    page.wait_for_selector(".jp-ma-home")
    show_sidebar(page)

    heading = "继续上次的工作" if "zh" in name else "Continue where you left off"
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    screenshot(page, name)
