"""A notebook in JupyterLab whose cell becomes a training job."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from jupyter_modelarts.compose import lay_foundation
from jupyter_modelarts.engines.catalog import SCIKIT_LEARN
from tests.notebooks.notebooks import code, notebook
from tests.training.conftest import stand_in

from .conftest import DARK, Lab, OpenPage, screenshot

pytestmark = pytest.mark.browser

NAME = "digits.ipynb"
LOAD = ("%load_ext jupyter_modelarts",)
TRAIN = """\
%%modelarts train --name digits --as job --epochs 12
import argparse, math, time

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int)
arguments, _ = parser.parse_known_args()
print("1150 images to train on, 288 to evaluate on")
for epoch in range(1, arguments.epochs + 1):
    time.sleep(0.5)
    loss = 2.1 * math.exp(-epoch / 4)
    print(f"epoch={epoch} loss={loss:.4f} accuracy={1 - loss / 2.4:.4f}", flush=True)
"""


@pytest.fixture(scope="module", autouse=True)
def engine(lab: Lab) -> None:
    """An interpreter without packages passes for the engine."""
    foundation = lay_foundation(lab.state)
    stand_in(foundation, SCIKIT_LEARN)
    foundation.close()


@pytest.fixture
def file(lab: Lab) -> Path:
    """A notebook for the platform's own kernel."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = lab.work / NAME
    cells = [code(*LOAD), code(*TRAIN.splitlines()), code("job.curves()"), code("%modelarts jobs")]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    path.write_bytes(notebook(cells, kernelspec=kernel))
    return path


def test_a_cell_becomes_a_job_and_leads_to_its_page(file: Path, open_page: OpenPage) -> None:
    page = open_page(path=f"lab/tree/{NAME}")
    run_all(page)
    output = page.locator(".jp-Notebook .jp-OutputArea")
    expect(output.nth(1)).to_contain_text("epoch=4 loss")
    screenshot(page, "sdk-streaming")
    expect(output.nth(1)).to_contain_text("[digits V0001] succeeded")
    show_charts(page)
    screenshot(page, "sdk-result")

    output.nth(1).get_by_role("link", name="open").click()

    expect(page.locator(".jp-ma-page:visible")).to_contain_text("digits")
    assert len(page.context.pages) == 1


def test_results_are_readable_in_the_dark(file: Path, open_page: OpenPage) -> None:
    page = open_page(path=f"lab/tree/{NAME}", settings=DARK)
    run_all(page)

    expect(page.locator(".jp-Notebook")).to_contain_text("[digits V0002] succeeded")
    show_charts(page)
    screenshot(page, "sdk-result-dark")


def show_charts(page: Page) -> None:
    """The charts and the table below them, in sight."""
    expect(page.locator(".jp-RenderedHTMLCommon svg")).to_have_count(2)
    page.locator(".jp-RenderedHTMLCommon table").last.scroll_into_view_if_needed()


def run_all(page: Page) -> None:
    """Once the kernel is there."""
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).first.click()
