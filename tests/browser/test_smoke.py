"""Both halves of the extension are there, and its Chinese arrives in the browser."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from scripts.translations import catalogues, used

from .conftest import CHINESE, Lab, OpenPage

pytestmark = pytest.mark.browser


def commands(page: Page) -> list[str]:
    """What the command palette lists under our name; a person would type it, too."""
    page.keyboard.press("Control+Shift+c")
    page.locator(".lm-CommandPalette-input").fill("ModelArts")
    labels = page.locator(".lm-CommandPalette-item .lm-CommandPalette-itemLabel")
    expect(labels.first).to_be_visible()
    return labels.all_inner_texts()


def test_the_extension_is_active(open_page: OpenPage) -> None:
    page = open_page(path="lab/workspaces/smoke")

    config = json.loads(page.locator("#jupyter-config-data").inner_text(timeout=5_000) or "{}")

    assert "jupyter_modelarts" in [one["name"] for one in config["federated_extensions"]]
    assert commands(page) != []


def test_the_catalogue_reaches_the_browser(lab: Lab, open_page: OpenPage) -> None:
    plurals = {text.key for text in used() if text.is_plural}
    ours = {key: text for texts in catalogues().values() for key, text in texts.items()}
    page = open_page(settings=CHINESE, path="lab/workspaces/smoke-zh")

    answer = page.request.get(lab.url("lab/api/translations/zh_CN"))
    served = answer.json()["data"]["jupyter_modelarts"]

    assert served[""]["language"] == "zh-CN"
    assert served["Running"] == [ours["Running"]]
    assert {key for key in plurals if len(served[key]) < 2} == set()
    expect(page.get_by_role("button", name=ours["Get the sample data"])).to_be_visible()
