"""Datasets by hand: made, filled, labeled by keys and mouse, undone, published."""

from __future__ import annotations

import io
import re
import time

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page, expect

from jupyter_modelarts.obs import Objects
from jupyter_modelarts.obs.stores.local import LocalStore

from .conftest import CHINESE, DARK, LARGE, SMALL, Lab, OpenPage, Settings, screenshot
from .steps import press_in_notice, until_saved

pytestmark = pytest.mark.browser

COLORS = {"circle": "#cc4125", "square": "#3399ff"}
EACH, UNLABELED = 30, 40
ROOT = "obs://modelarts/shapes/"
TILE = '.jp-ma-samples [role="option"]'


def picture(shape: str, number: int) -> bytes:
    """A shape on a grey ground, another place and size for each number."""
    image = Image.new("RGB", (96, 72), (225 - number % 20, 226, 230))
    draw = ImageDraw.Draw(image)
    left, top, size = 8 + number % 30, 6 + number % 17, 28 + number % 19
    box = (left, top, left + size, top + size)
    draw.ellipse(box, COLORS[shape]) if shape == "circle" else draw.rectangle(box, COLORS[shape])
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


@pytest.fixture(scope="module")
def shapes(lab: Lab) -> str:
    """Images in the object store: a folder for each label, one without, one file that is none."""
    objects = Objects(LocalStore(lab.state / "objects"))
    for number in range(EACH):
        for shape in COLORS:
            objects.put(f"{ROOT}labeled/{shape}/{number:03d}.png", picture(shape, number))
    for number in range(UNLABELED):
        shape = "circle" if number % 2 else "square"
        objects.put(f"{ROOT}more/{number:03d}.png", picture(shape, number + 7))
    objects.put(f"{ROOT}labeled/circle/broken.png", b"this is no picture")
    return ROOT


@pytest.fixture(scope="module")
def published(lab: Lab, shapes: str) -> str:
    """A dataset with imported images and one version, made by program; its id."""
    body = {
        "dataset_name": "shapes-done",
        "description": "Circles and squares in many places",
        "data_sources": [{"data_path": f"{shapes}labeled/"}],
        "work_path": "obs://modelarts/shapes-done/",
        "labels": [
            {"name": name, "property": {"@modelarts:color": color}}
            for name, color in COLORS.items()
        ],
    }
    dataset = lab.rest("v2/default/datasets", body)["dataset_id"]
    root = f"v2/default/datasets/{dataset}"
    wait_until_idle(lab, dataset)
    lab.rest(f"{root}/import-tasks", {"import_path": f"{shapes}more/"})
    wait_until_idle(lab, dataset)
    lab.rest(f"{root}/versions", {"train_evaluate_sample_ratio": 0.8, "description": "The first"})
    wait_until_idle(lab, dataset)
    return str(dataset)


def wait_until_idle(lab: Lab, dataset: str) -> None:
    deadline = time.monotonic() + 300
    while lab.rest(f"v2/default/datasets/{dataset}")["status"] != 1:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def open_datasets(page: Page) -> None:
    """By the sidebar."""
    tab = page.locator('li[data-id="modelarts-sidebar"]')
    if "lm-mod-current" not in (tab.get_attribute("class") or ""):
        tab.click()
    page.locator('.jp-ma-tree [role="treeitem"]', has_text=re.compile("Datasets|数据集")).click()
    expect(page.get_by_role("heading", name=re.compile("Datasets|数据集"))).to_be_visible()
    tab.click()


def open_dataset(page: Page, name: str) -> None:
    open_datasets(page)
    page.get_by_role("button", name=name).click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def counts(page: Page, tab: str) -> Locator:
    return page.get_by_role("tab", name=re.compile(rf"^{tab}"))


def test_the_story_from_an_empty_list_to_a_version(
    lab: Lab, open_page: OpenPage, shapes: str
) -> None:
    page = open_page(path="lab/workspaces/story")
    open_datasets(page)
    expect(page.get_by_text("No datasets yet")).to_be_visible()
    screenshot(page, "datasets-empty")

    create(page)
    import_by_hand(page, shapes)
    label_by_keys_and_mouse(page)
    publish(page)


def create(page: Page) -> None:
    page.get_by_role("button", name="Create a dataset").click()
    name = page.get_by_label(re.compile(r"^Name \*"))
    name.fill("shapes and more")
    expect(page.get_by_text(re.compile("Use letters, digits"))).to_be_visible()
    name.fill("shapes")
    expect(page.get_by_label(re.compile("^Input location"))).to_have_value(
        "obs://modelarts/datasets/shapes/images/"
    )
    page.get_by_role("button", name="Choose: Input location").click()
    chooser = page.get_by_role("group", name="Choose: Input location")
    chooser.get_by_role("button", name="Buckets").click()
    chooser.get_by_role("button", name="modelarts").click()
    expect(chooser.get_by_role("button", name="shapes")).to_be_visible()
    screenshot(page, "dataset-choose-folder")
    chooser.get_by_role("button", name="Close").click()
    page.get_by_label("Name of the label").fill("circle, square")
    expect(page.get_by_label("Name of the label")).to_have_count(2)
    screenshot(page, "dataset-new")
    page.get_by_role("button", name="Create", exact=True).click()
    expect(page.get_by_role("heading", name="shapes")).to_be_visible()


def import_by_hand(page: Page, shapes: str) -> None:
    page.get_by_role("toolbar", name="Dataset").get_by_role("button", name="Import…").click()
    path = page.get_by_label(re.compile(r"^Folder \*"))
    path.fill("obs://modelarts/nothing-here/")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text(re.compile("has no images yet"))).to_be_visible()

    page.get_by_role("button", name="Import…").first.click()
    path.fill(f"{shapes}labeled/circle/")
    screenshot(page, "dataset-import")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("30 imported")).to_be_visible()
    page.get_by_text("1 skipped: which, and why").click()
    expect(page.get_by_text("obs://modelarts/shapes/labeled/circle/broken.png")).to_be_visible()
    screenshot(page, "dataset-imports")
    expect(counts(page, "Unlabeled")).to_contain_text("30")


def label_by_keys_and_mouse(page: Page) -> None:
    counts(page, "Unlabeled").click()
    tiles = page.locator(TILE)
    expect(tiles.first).to_be_visible()
    tiles.nth(0).click()
    tiles.nth(4).click(modifiers=["Shift"])
    page.keyboard.press("1")
    expect(counts(page, "Labeled")).to_contain_text("5")
    expect(counts(page, "Unlabeled")).to_contain_text("25")
    screenshot(page, "dataset-labeling")

    page.keyboard.press("Control+z")
    expect(counts(page, "Unlabeled")).to_contain_text("30")
    page.keyboard.press("Control+Shift+z")
    expect(counts(page, "Labeled")).to_contain_text("5")

    tiles.nth(7).click()
    page.get_by_role("button", name=re.compile("square")).first.click()
    expect(counts(page, "Labeled")).to_contain_text("6")
    counts(page, "Labeled").click()
    expect(tiles).to_have_count(6)
    screenshot(page, "dataset-labeled")


def publish(page: Page) -> None:
    page.get_by_role("toolbar", name="Dataset").get_by_role("button", name="Publish…").click()
    expect(page.get_by_label(re.compile("^Name of the version"))).to_have_value("V001")
    page.get_by_label(re.compile("Mark each labeled image")).check()
    screenshot(page, "dataset-publish")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text(re.compile(r"annotation/V001/V001\.manifest"))).to_be_visible()
    expect(page.get_by_role("article", name="V001").get_by_text("current")).to_be_visible()
    screenshot(page, "dataset-versions")
    page.get_by_role("article", name="V001").get_by_role("button", name="Train").click()
    expect(page.get_by_role("heading", name="New training job")).to_be_visible()


def test_deleted_and_brought_back(lab: Lab, open_page: OpenPage, published: str) -> None:
    page = open_page(path="lab/workspaces/trash")
    open_datasets(page)
    row = page.locator(".jp-ma-dataset-row", has_text="shapes-done")
    expect(row).to_be_visible()
    row.click(button="right")
    expect(page.locator(".lm-Menu").get_by_text("Publish…")).to_be_visible()
    screenshot(page, "datasets-menu")
    page.locator(".lm-Menu").get_by_text("Delete").click()
    expect(row).to_have_count(0)

    press_in_notice(page, "Undo")

    expect(row).to_be_visible()
    assert lab.rest(f"v2/default/datasets/{published}")["delete_time"] is None


def test_the_tab_comes_back_after_a_reload(lab: Lab, open_page: OpenPage, published: str) -> None:
    page = open_page(path="lab/workspaces/reload")
    open_dataset(page, "shapes-done")
    counts(page, "Versions").click()
    expect(page.get_by_text("The first")).to_be_visible()
    page.get_by_role("article", name="V001").click(button="right")
    expect(page.locator(".lm-Menu").get_by_text("Copy the path of the manifest")).to_be_visible()
    page.keyboard.press("Escape")
    until_saved(lab, "reload", '"tab":"versions"')

    page.reload()

    expect(page.get_by_text("The first")).to_be_visible()


@pytest.mark.parametrize(
    ("look", "settings", "size"),
    [
        ("light-1280", {}, SMALL),
        ("light-1920", {}, LARGE),
        ("dark-1280", DARK, SMALL),
        ("dark-1920", DARK, LARGE),
        ("chinese-1280", CHINESE, SMALL),
        ("chinese-1920", CHINESE, LARGE),
    ],
)
def test_readable_everywhere(
    open_page: OpenPage, published: str, look: str, settings: Settings, size: tuple[int, int]
) -> None:
    page = open_page(settings=settings, size=size, path=f"lab/workspaces/{look}")
    open_datasets(page)
    expect(page.locator(".jp-ma-dataset-row", has_text="shapes-done")).to_be_visible()
    screenshot(page, f"datasets-{look}")
    page.get_by_role("button", name=re.compile("New dataset|创建数据集")).click()
    expect(page.get_by_role("form")).to_be_visible()
    screenshot(page, f"dataset-new-{look}")
    open_dataset(page, "shapes-done")
    for at, tab in enumerate(("unlabeled", "labeled", "versions", "imports", "settings")):
        page.get_by_role("tablist", name="shapes-done").get_by_role("tab").nth(at).click()
        page.wait_for_timeout(700)  # thumbnails
        screenshot(page, f"dataset-{tab}-{look}")
