"""The gallery as a person uses it: looked through, previewed without danger, and copied."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.notebooks.notebooks import code, markdown, notebook, png

from .conftest import CHINESE, DARK, LARGE, SMALL, Lab, OpenPage, Settings, screenshot
from .steps import open_by_palette

pytestmark = pytest.mark.browser

PAGE = ".jp-ma-main:not(.lm-mod-hidden)"
DIABETES = "sklearn_diabetes_predicton_logistic_regression.ipynb"
ATTACK = "<script>window.hacked = 1</script><img src='/nothing' onerror='window.hacked = 2'>"


def open_gallery(open_page: OpenPage, name: str, **options: object) -> Page:
    """The page of examples, opened by its card in the launcher."""
    page = open_page(path=f"lab/workspaces/{name}", **options)
    expect(page.locator(PAGE).first).to_be_visible()
    page.locator("[data-command='launcher:create'], [title^='New Launcher']").first.click()
    page.locator(".jp-LauncherCard", has_text="ModelArts Examples").click()
    expect(page.locator(".jp-ma-example").first).to_be_visible()
    return page


def test_examples_are_found(open_page: OpenPage) -> None:
    page = open_gallery(open_page, "found")

    expect(page.get_by_role("heading", name="Machine Learning Introduction")).to_be_visible()
    pictures = page.locator(".jp-ma-example img")
    expect(pictures).not_to_have_count(0)
    for place in range(4):
        pictures.nth(place).evaluate("image => image.decode()")
    screenshot(page, "gallery")
    page.get_by_role("searchbox", name="Search in examples").fill("logistic diabetes")

    expect(page.locator(".jp-ma-example")).to_have_count(1)
    expect(page.locator(".jp-ma-example")).to_contain_text("Diabetes and logistic regression")
    expect(page.locator(".jp-ma-example")).to_contain_text("about 10 s")
    page.get_by_role("searchbox", name="Search in examples").fill("nothing of the kind")
    expect(page.get_by_text("No example fits")).to_be_visible()


def test_a_preview_shows_text_code_and_pictures(open_page: OpenPage) -> None:
    page = open_gallery(open_page, "preview")

    page.get_by_role("button", name="Preview Diabetes and logistic regression").click()

    view = page.locator(".jp-ma-notebook")
    expect(view.get_by_role("heading", name="1. The data")).to_be_visible()
    expect(view.locator(".jp-ma-notebook-code").first).to_contain_text("load_diabetes")
    expect(view.locator(".jp-RenderedImage img").first).to_be_visible()
    expect(view.locator("mjx-container, .MathJax").first).to_be_attached()
    assert view.locator(".cm-editor, [contenteditable=true]").count() == 0
    screenshot(page, "gallery-preview")


def test_robustness_a_hostile_notebook_acts_neither_in_its_card_nor_in_its_preview(
    lab: Lab, open_page: OpenPage
) -> None:
    write_hostile(lab.work / "hostile")
    page = open_page(path="lab/workspaces/hostile", refusals="404")
    page.evaluate("window.hacked = 0")
    open_by_palette(page, "ModelArts Examples")
    page.get_by_role("button", name="Add a gallery").click()
    form = page.get_by_role("form", name="Add a gallery")
    form.get_by_role("textbox", name="Name").fill("Hostile")
    form.get_by_role("textbox", name="Place").fill("hostile")
    screenshot(page, "gallery-add")
    form.get_by_role("button", name="Add").click()
    card = page.locator(".jp-ma-example")
    expect(card).to_have_count(1)
    expect(card).to_contain_text("<script>window.hacked = 1</script>")
    screenshot(page, "gallery-hostile-card")

    card.get_by_role("button", name=re.compile("^Preview")).click()
    view = page.locator(".jp-ma-notebook")
    expect(view).to_contain_text("The end")
    expect(view.locator("img[alt=attached]")).to_have_attribute(
        "src", re.compile("^data:image/png")
    )
    expect(view.locator("img[alt=attached]")).to_have_js_property("naturalWidth", 32)

    assert page.evaluate("window.hacked") == 0
    assert view.locator("script, iframe, svg, object, [onerror], [onclick]").count() == 0
    assert view.locator("[data-commandlinker-command]").count() == 0
    box = view.locator(".overlay").bounding_box()
    head = page.locator(f"{PAGE} .jp-ma-page-head").last.bounding_box()
    assert head is not None
    assert box is None or box["y"] >= head["y"] + head["height"] - 1
    screenshot(page, "gallery-hostile")


def test_a_copy_is_made_opened_with_its_kernel_and_nothing_overwritten(
    lab: Lab, open_page: OpenPage
) -> None:
    (lab.work / DIABETES).write_text("mine")
    page = open_gallery(open_page, "use", refusals="409")

    page.get_by_role("button", name="Use Diabetes and logistic regression").click()
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("Create a copy in your home directory")
    name = dialog.get_by_role("textbox", name="File name")
    expect(name).to_have_value(DIABETES)
    expect(dialog).to_contain_text("Its engine scikit-learn is not on this computer yet")
    expect(dialog).to_contain_text(re.compile(r"\d+ packages, .* to download"))
    screenshot(page, "gallery-use")
    dialog.get_by_role("button", name="Create copy").click()
    expect(dialog.get_by_role("alert")).to_contain_text("already: choose another name")
    assert (lab.work / DIABETES).read_text() == "mine"

    name.fill("mine.ipynb")
    dialog.get_by_role("button", name="Create copy").click()
    expect(page.get_by_text("It opens by itself when its engine scikit-learn")).to_be_visible()
    screenshot(page, "gallery-building")

    opened = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    expect(opened.locator(".jp-KernelName")).to_have_text(
        "ModelArts: scikit-learn", timeout=300_000
    )
    expect(opened.get_by_role("heading", name="1. The data")).to_be_visible()
    screenshot(page, "gallery-opened")
    assert json.loads((lab.work / "mine.ipynb").read_text())["cells"]


@pytest.mark.parametrize(
    ("look", "settings", "size"),
    [
        ("dark", DARK, LARGE),
        ("chinese", CHINESE, SMALL),
        ("chinese-dark", {**CHINESE, **DARK}, LARGE),
    ],
)
def test_looks(open_page: OpenPage, look: str, settings: Settings, size: tuple[int, int]) -> None:
    page = open_page(path=f"lab/workspaces/{look}", settings=settings, size=size)
    open_by_palette(page, "ModelArts 示例" if "chinese" in look else "ModelArts Examples")
    expect(page.locator(".jp-ma-example").first).to_be_visible()
    page.locator(".jp-ma-example img").first.evaluate("image => image.decode()")
    screenshot(page, f"gallery-{look}")
    page.locator(f"[data-modelarts-example$='{DIABETES}'] .jp-mod-reject").click()
    expect(page.locator(".jp-ma-notebook h1").first).to_be_visible()
    screenshot(page, f"gallery-preview-{look}")
    page.locator(f"{PAGE}:has(.jp-ma-notebook) .jp-mod-accept").click()
    expect(page.locator(".jp-Dialog")).to_be_visible()
    screenshot(page, f"gallery-use-{look}")


def write_hostile(folder: Path) -> None:
    """A notebook that tries to act wherever it is shown."""
    folder.mkdir()
    overlay = "<div class='overlay' style='position:fixed;top:0;left:0;z-index:9999'>x</div>"
    linker = "<button data-commandlinker-command='application:close-all'>click</button>"
    cell = code("draw()")
    cell["metadata"] = {"trusted": True}
    cell["outputs"] = [
        output("text/html", f"{ATTACK}{linker}<b onclick='window.hacked = 3'>bold</b>"),
        output("application/javascript", "window.hacked = 4"),
        output("image/svg+xml", "<svg onload='window.hacked = 5'></svg>"),
        output("text/markdown", ATTACK),
    ]
    said = {"title": ATTACK, "description": ATTACK, "category": ATTACK, "engine": "../x"}
    whole = notebook(
        [
            markdown(f"# Hello {ATTACK}\n\n[link](javascript:window.hacked=6) {overlay}"),
            markdown("<iframe srcdoc='<script>parent.hacked = 7</script>'></iframe>"),
            cell,
            attached(),
            markdown("The end"),
        ],
        modelarts_example=said,
    )
    (folder / "hostile.ipynb").write_bytes(whole)


def attached() -> dict[str, object]:
    """A cell that brings a picture, and a picture that would act."""
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='window.hacked = 8'/>"
    cell = markdown("![attached](attachment:one%20picture.png) ![acting](attachment:two.svg)")
    cell["attachments"] = {
        "one picture.png": {"image/png": base64.b64encode(png()).decode()},
        "two.svg": {"image/svg+xml": base64.b64encode(svg).decode()},
    }
    return cell


def output(kind: str, data: str) -> dict[str, object]:
    """An output of one type."""
    return {"output_type": "display_data", "data": {kind: data}, "metadata": {}}
