"""The example of MoXing in a notebook, and what it leaves in the drive."""

from __future__ import annotations

import shutil

import pytest
from playwright.sync_api import Page, expect

from tests.notebooks.notebooks import code, notebook

from .conftest import ROOT, Lab, OpenPage, screenshot

pytestmark = pytest.mark.browser

CELLS = [
    ("%load_ext jupyter_modelarts", "import moxing as mox"),
    (
        'mox.file.copy_parallel("data", "obs://modelarts/leaves/data")',
        'mox.file.list_directory("obs://modelarts/leaves", recursive=True)',
    ),
    (
        "%run train.py --data_url obs://modelarts/leaves/data "
        "--train_url obs://modelarts/leaves/model",
    ),
    (
        'with mox.file.File("obs://modelarts/leaves/notes.txt", "a") as file:',
        '    file.write("three centres, as expected\\n")',
        'mox.file.read("obs://modelarts/leaves/notes.txt")',
    ),
    (
        "mox.file.shift('os', 'mox')",
        "import glob, json",
        '[found] = glob.glob("obs://modelarts/leaves/*/centres.json")',
        "json.load(open(found))",
    ),
]


@pytest.fixture
def opened(lab: Lab, open_page: OpenPage) -> Page:
    """The example's folder, with a notebook in it."""
    folder = lab.work / "leaves"
    shutil.copytree(ROOT / "examples" / "moxing", folder)
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [{**code(*lines), "id": f"cell-{at}"} for at, lines in enumerate(CELLS)]
    (folder / "leaves.ipynb").write_bytes(notebook(cells, kernelspec=kernel))
    return open_page(path="lab/tree/leaves/leaves.ipynb")


def test_a_script_of_the_cloud_runs_in_a_notebook(opened: Page, lab: Lab) -> None:
    page = opened
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible()

    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).first.click()

    output = page.locator(".jp-Notebook .jp-OutputArea-output")
    expect(output.nth(0)).to_contain_text("data/leaves.csv")
    expect(output.nth(1)).to_contain_text("Wrote centres.json")
    expect(output.nth(2)).to_contain_text("three centres, as expected")
    expect(output.nth(3)).to_contain_text("'medium'")
    page.get_by_role("tab", name="OBS").click()
    page.locator(".ma-ObsBrowser").get_by_text("modelarts").dblclick()
    page.locator(".ma-ObsBrowser").get_by_text("leaves", exact=True).dblclick()
    expect(page.locator(".ma-ObsBrowser")).to_contain_text("notes.txt")
    page.locator(".jp-Notebook .jp-Cell").first.scroll_into_view_if_needed()
    screenshot(page, "moxing")
