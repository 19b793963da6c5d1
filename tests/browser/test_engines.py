"""Engines as a person meets them: one's own made, a library put into it, and both taken away."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .conftest import CHINESE, DARK, LARGE, SMALL, OpenPage, Settings, screenshot
from .steps import CURRENT, open_by_palette

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BUILD_MS = 240_000


def press(page: Page, name: str) -> None:
    """A button of the page in front."""
    page.locator(CURRENT).get_by_role("button", name=name, exact=True).first.click()


def test_an_engine_of_ones_own_is_made_added_to_and_deleted(open_page: OpenPage) -> None:
    page = open_page()
    here = page.locator(CURRENT)
    open_by_palette(page, "Engines")
    expect(here.locator("[data-modelarts-engine]")).to_have_count(8)
    screenshot(page, "engines")
    press(page, "New engine")
    here.get_by_label("Name").fill("mine")
    here.get_by_label("Description").fill("What my notebooks need.")
    here.get_by_label("Requirements").fill("# from my requirements.txt\nidna>=3\n")
    screenshot(page, "engine-new")
    press(page, "Create")

    press(page, "Build")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("to download", timeout=BUILD_MS)
    screenshot(page, "engine-download")
    dialog.get_by_role("button", name="Build").click()
    expect(here.get_by_label("Packages")).to_be_visible(timeout=BUILD_MS)

    expect(here.get_by_text("gets them only if it asks for them")).to_be_visible()
    here.get_by_label("Packages").fill("humanize>=4")
    press(page, "See the size")
    expect(here.get_by_text("to download").first).to_be_visible(timeout=BUILD_MS)
    press(page, "Install")
    expect(here.get_by_text("Installed later: humanize>=4")).to_be_visible(timeout=BUILD_MS)
    screenshot(page, "engine")
    press(page, "Ask for them in a job")
    expect(here.get_by_label("Libraries")).to_have_value("humanize>=4")


@pytest.mark.parametrize(
    ("settings", "size", "name"),
    [(DARK, LARGE, "dark-large"), (CHINESE, SMALL, "chinese"), (CHINESE | DARK, LARGE, "both")],
)
def test_the_pages_in_other_looks(
    settings: Settings, size: tuple[int, int], name: str, open_page: OpenPage
) -> None:
    page = open_page(settings=settings, size=size, path=f"lab/workspaces/{name}")
    here = page.locator(CURRENT)
    open_by_palette(page, "AI 引擎" if "chinese" in name or name == "both" else "Engines")
    expect(here.locator("[data-modelarts-engine]").first).to_be_visible()
    screenshot(page, f"engines-{name}")
    here.locator("[data-modelarts-engine=mine] h2 button").click()
    expect(here.locator("textarea")).to_be_visible()
    screenshot(page, f"engine-{name}")


def test_its_kernel_has_a_card_in_the_launcher(open_page: OpenPage) -> None:
    page = open_page(path="lab/workspaces/launcher")
    expect(page.locator(CURRENT).first).to_be_visible()

    page.keyboard.press("Control+Shift+L")

    card = page.locator(".jp-LauncherCard", has_text="ModelArts: mine").first
    expect(card).to_be_visible()
    screenshot(page, "engine-launcher")


def test_an_engine_of_ones_own_is_deleted(open_page: OpenPage) -> None:
    page = open_page(path="lab/workspaces/end")
    open_by_palette(page, "Engines")
    page.locator(CURRENT).locator("[data-modelarts-engine=mine]").get_by_role(
        "button", name="Delete"
    ).click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.locator(CURRENT).locator("[data-modelarts-engine=mine]")).to_have_count(0)
