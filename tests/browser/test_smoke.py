"""Both halves of the extension are there, and its Chinese arrives in the browser."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from scripts.translations import catalogues, used

from .conftest import CHINESE, Lab, OpenPage, Settings, screenshot

pytestmark = pytest.mark.browser

# WCAG's contrast for text, of every element of ours that has text of its own and is in use.
FAINT = """
() => {
  const parse = color => (color.match(/[\\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
  const over = ([r, g, b, a = 1], below) =>
    [r, g, b].map((one, at) => one * a + below[at] * (1 - a));
  const behind = element => {
    if (!element) return [255, 255, 255];
    const color = parse(getComputedStyle(element).backgroundColor);
    return (color[3] ?? 1) === 1 ? color : over(color, behind(element.parentElement));
  };
  const light = color => {
    const [r, g, b] = color
      .map(one => one / 255)
      .map(one => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = [];
  for (const element of document.querySelectorAll('.jp-ma-widget *')) {
    const texts = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE);
    const text = texts.map(node => node.data).join('').trim();
    if (!text || !element.checkVisibility() || element.closest(':disabled, option')) continue;
    const back = behind(element);
    const [a, b] = [light(over(parse(getComputedStyle(element).color), back)), light(back)];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) found.push(`${contrast.toFixed(2)} ${text.slice(0, 60)}`);
  }
  return found;
}
"""
THEMES = ("JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast")


def test_the_extension_is_active(open_page: OpenPage) -> None:
    page = open_page(path="lab/workspaces/smoke")

    config = json.loads(page.locator("#jupyter-config-data").inner_text() or "{}")

    assert "jupyter_modelarts" in [one["name"] for one in config["federated_extensions"]]
    expect(page.locator('li[data-id="modelarts-sidebar"]')).to_be_visible()
    expect(page.locator(".jp-ma-page")).to_be_visible()


def test_a_closed_page_opens_again(open_page: OpenPage) -> None:
    page = open_page(path="lab/workspaces/smoke-closed")
    page.locator('li[data-id="modelarts-sidebar"]').click()
    tab = page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab", has_text="Datasets")

    for _ in range(2):
        page.get_by_role("treeitem", name="Datasets").click()
        expect(tab).to_be_visible()
        tab.locator(".lm-TabBar-tabCloseIcon").click()
        expect(tab).to_have_count(0)


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


@pytest.mark.parametrize("theme", THEMES)
def test_our_text_can_be_read_in_every_theme(open_page: OpenPage, theme: str) -> None:
    settings: Settings = {"@jupyterlab/apputils-extension/themes": {"theme": theme}}
    page = open_page(settings=settings, path=f"lab/workspaces/{theme.split()[-1].lower()}")
    page.locator('li[data-id="modelarts-sidebar"]').click()
    expect(page.locator('.jp-ma-tree [role="treeitem"]').first).to_be_visible()
    expect(page.locator("body")).to_have_attribute("data-jp-theme-name", theme)

    faint = page.evaluate(FAINT)

    screenshot(page, f"theme-{theme.split()[-1].lower()}")
    assert page.locator(".jp-ma-widget").count() >= 2
    assert faint == []
