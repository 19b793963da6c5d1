"""Notebooks as a person uses them: converted, not overwritten, and submitted as a job."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import CHINESE, DARK, LARGE, SMALL, Lab, OpenPage, Settings, screenshot
from .steps import press_in_notice

pytestmark = pytest.mark.browser

CELLS = [
    ("markdown", "# Digits\n\nA small story."),
    ("code", "%matplotlib inline\nimport math"),
    ("code", "!conda install seaborn\nprint('pi is', round(math.pi, 2))"),
    ("code", "%%perl\nprint 'hello'"),
    ("code", "print('loss=0.25')\nprint('accuracy=0.75')"),
]
PARAMETERS = "learning_rate = 0.1  # step size\nepochs = 3\nstart = epochs * 2"
TAGGED = [
    ("code", "%pip install Shapely", []),
    ("code", PARAMETERS, ["parameters"]),
    ("code", "print('a slow picture')", ["skip", "picture"]),
]
NOTEBOOK = ".jp-NotebookPanel:not(.lm-mod-hidden)"
KERNEL = re.compile("Python 3|ModelArts: scikit-learn")


def write_notebook(
    folder: Path, name: str, kernel: str = "python3", *, tagged: bool = False
) -> Path:
    """A notebook with text, code, magics and shell lines; or one with parameters and tags."""
    chosen = TAGGED if tagged else [(kind, source, []) for kind, source in CELLS]
    cells: list[dict[str, object]] = [
        {"cell_type": kind, "id": f"c{number}", "metadata": {"tags": tags}, "source": source}
        | ({"outputs": [], "execution_count": None} if kind == "code" else {})
        for number, (kind, source, tags) in enumerate(chosen)
    ]
    spec = {"name": kernel, "display_name": kernel, "language": "python"}
    whole = {"cells": cells, "metadata": {"kernelspec": spec}, "nbformat": 4, "nbformat_minor": 5}
    path = folder / name
    path.write_text(json.dumps(whole))
    return path


def open_notebook(
    open_page: OpenPage,
    name: str,
    settings: Settings | None = None,
    size: tuple[int, int] = SMALL,
    refusals: str = "",
    cells: int = len(CELLS),
) -> Page:
    """A page of JupyterLab with the notebook open and its kernel ready."""
    workspace = name.removesuffix(".ipynb").replace("/", "-")
    path = f"lab/workspaces/{workspace}/tree/{name}"
    page = open_page(path=path, settings=settings, size=size, refusals=refusals)
    expect(page.locator(f"{NOTEBOOK} .jp-Cell")).to_have_count(cells)
    expect(page.locator(f"{NOTEBOOK} .jp-KernelName")).to_have_text(KERNEL)
    return page


def press(page: Page, name: str) -> Locator:
    """Press a button of the notebook's toolbar; the dialog that it opens."""
    page.locator(f"{NOTEBOOK} .jp-NotebookPanel-toolbar").get_by_role("button", name=name).click()
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_be_visible()
    return dialog


def select_cells(page: Page, first: int, last: int) -> None:
    """From the one to the other, and the context menu of the last."""
    cells = page.locator(f"{NOTEBOOK} .jp-Cell")
    cells.nth(first).locator(".jp-InputPrompt").click()
    cells.nth(last).locator(".jp-InputPrompt").click(modifiers=["Shift"])
    cells.nth(last).locator(".jp-InputPrompt").click(button="right")


def test_a_notebook_is_converted_and_nothing_is_overwritten_unasked(
    lab: Lab, open_page: OpenPage
) -> None:
    write_notebook(lab.work, "digits.ipynb")
    script = lab.work / "digits.py"
    script.write_text("mine")
    page = open_notebook(open_page, "digits.ipynb", refusals="409")
    page.locator(f"{NOTEBOOK} .jp-Cell").last.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("\nprint('not saved yet')")

    dialog = press(page, "Convert to Python File")
    name = dialog.get_by_role("textbox", name="File name")
    force = dialog.get_by_role("checkbox", name="Force overwrite if file already exists")
    expect(name).to_have_value("digits.py")
    expect(name).to_be_focused()
    expect(force).not_to_be_checked()
    screenshot(page, "notebooks-convert")
    dialog.get_by_role("button", name="Convert").click()
    expect(dialog.get_by_role("alert")).to_contain_text("There is a file of this name already")
    assert script.read_text() == "mine"
    screenshot(page, "notebooks-convert-conflict")

    force.check()
    dialog.get_by_role("button", name="Convert").click()

    expect(page.locator(".jp-Dialog")).to_contain_text("digits.py is written")
    expect(page.locator(".jp-Dialog li")).to_have_count(2)
    screenshot(page, "notebooks-notes")
    assert "print('not saved yet')" in script.read_text()
    assert "# %%perl" in script.read_text()
    page.locator(".jp-Dialog").get_by_role("button", name="Open the file").click()
    expect(page.locator(".jp-FileEditor .cm-content")).to_contain_text("# !conda install seaborn")


def test_a_note_leads_to_its_cell(lab: Lab, open_page: OpenPage) -> None:
    write_notebook(lab.work, "leads.ipynb")
    page = open_notebook(open_page, "leads.ipynb")

    press(page, "Convert to Python File").get_by_role("button", name="Convert").click()
    page.locator(".jp-Dialog").get_by_role("button", name="Cell 4").click()

    expect(page.locator(".jp-Dialog")).to_have_count(0)
    expect(page.locator(f"{NOTEBOOK} .jp-Cell").nth(3)).to_have_class(re.compile("jp-mod-active"))


def test_options_are_used_and_remembered(lab: Lab, open_page: OpenPage) -> None:
    write_notebook(lab.work, "options.ipynb", tagged=True)
    page = open_notebook(open_page, "options.ipynb", cells=len(TAGGED))

    dialog = press(page, "Convert to Python File")
    dialog.get_by_text("Options", exact=True).click()
    expect(dialog).to_contain_text("Tags in this notebook: parameters, picture, skip")
    dialog.get_by_role("textbox", name="Leave out cells tagged").fill("skip")
    screenshot(page, "notebooks-options")
    dialog.get_by_role("button", name="Convert").click()

    notes = page.locator(".jp-Dialog")
    expect(notes).to_contain_text("Its arguments: --learning_rate, --epochs")
    expect(notes).to_contain_text("start stays as it is")
    screenshot(page, "notebooks-arguments")
    notes.get_by_role("button", name="Close").click()
    text = (lab.work / "options.py").read_text()
    assert "\nos.system('pip install Shapely')\n" in text
    assert "'--learning_rate', type=float, default=0.1, help='step size'" in text
    assert "slow picture" not in text

    again = press(page, "Convert to Python File")
    expect(again.get_by_role("textbox", name="Leave out cells tagged")).to_have_value("skip")
    again.get_by_role("button", name="Cancel").click()


def test_notebooks_are_converted_where_files_are_listed(lab: Lab, open_page: OpenPage) -> None:
    folder = lab.work / "listed"
    folder.mkdir()
    write_notebook(folder, "one.ipynb")
    write_notebook(folder, "two.ipynb", tagged=True)
    (folder / "two.py").write_text("mine")
    page = open_page(path="lab/workspaces/listed/tree/listed", refusals="409")
    item = page.locator(".jp-DirListing-item")
    item.filter(has_text="one.ipynb").click()
    item.filter(has_text="two.ipynb").click(modifiers=["Control"])
    item.filter(has_text="two.ipynb").click(button="right")
    expect(page.get_by_role("menuitem", name="Convert to Python File")).to_be_visible()
    screenshot(page, "notebooks-files-menu")
    page.get_by_role("menuitem", name="Convert to Python File").click()
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("Convert 2 notebooks to Python files")
    screenshot(page, "notebooks-files")
    dialog.get_by_role("button", name="Convert").click()
    expect(dialog.get_by_role("alert")).to_contain_text("two.ipynb: There is a file")
    screenshot(page, "notebooks-files-conflict")
    assert (folder / "two.py").read_text() == "mine"

    dialog.get_by_role("checkbox", name="Force overwrite if file already exists").check()
    dialog.get_by_role("button", name="Convert").click()

    told = page.locator(".jp-Dialog")
    expect(told).to_contain_text("2 files are written")
    expect(told.locator("h3")).to_have_text(["listed/one.py", "listed/two.py"])
    screenshot(page, "notebooks-files-notes")
    told.get_by_role("button", name="Cell 4").click()
    expect(page.locator(f"{NOTEBOOK} .jp-Cell").nth(3)).to_have_class(re.compile("jp-mod-active"))
    assert "--learning_rate" in (folder / "two.py").read_text()


def test_a_notebook_on_the_drive_is_converted_in_its_bucket(lab: Lab, open_page: OpenPage) -> None:
    mine = write_notebook(lab.work, "ours.ipynb", tagged=True)
    uri = "obs%3A%2F%2Fmodelarts%2Fstudy%2Fours.ipynb"
    path = f"v1/default/objects/content?uri={uri}"
    lab.rest(path, json.loads(mine.read_text()), method="PUT")
    mine.unlink()
    page = open_page(path="lab/workspaces/on-the-drive")
    page.locator(".lm-TabBar-tab[data-id='modelarts-obs-browser']").click()
    item = page.locator(".ma-ObsBrowser .jp-DirListing-item")
    item.filter(has_text="modelarts").dblclick()
    item.filter(has_text="study").dblclick()
    item.filter(has_text="ours.ipynb").click(button="right")
    page.get_by_role("menuitem", name="Convert to Python File").click()
    screenshot(page, "notebooks-drive")
    page.locator(".jp-Dialog").get_by_role("button", name="Convert").click()
    expect(page.locator(".jp-Dialog")).to_contain_text("ours.py is written")
    page.locator(".jp-Dialog").get_by_role("button", name="Open the file").click()

    expect(page.locator(".jp-FileEditor .cm-content")).to_contain_text("Converted from ours.ipynb")
    expect(item.filter(has_text="ours.py")).to_be_visible()
    screenshot(page, "notebooks-drive-file")
    assert not (lab.work / "ours.py").exists()


def test_selected_cells_are_converted_from_their_menu(lab: Lab, open_page: OpenPage) -> None:
    write_notebook(lab.work, "parts.ipynb")
    page = open_notebook(open_page, "parts.ipynb")

    select_cells(page, 1, 1)
    screenshot(page, "notebooks-cell-menu")
    page.get_by_role("menuitem", name="Convert Selected Cells to Python File").click()
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("Convert 1 cell to a Python file")
    dialog.get_by_role("textbox", name="File name").fill("one.py")
    page.keyboard.press("Enter")

    notice = page.locator(".jp-toastContainer, .Toastify").get_by_text("one.py is written")
    expect(notice).to_be_visible()
    press_in_notice(page, "Open")
    expect(page.locator(".jp-DirListing-item", has_text="one.py")).to_be_visible()
    expect(page.locator(".jp-FileEditor .cm-content")).to_contain_text("import math")
    assert "loss" not in (lab.work / "one.py").read_text()


def test_a_name_that_leads_elsewhere_is_refused_in_the_dialog(
    lab: Lab, open_page: OpenPage
) -> None:
    write_notebook(lab.work, "names.ipynb")
    page = open_notebook(open_page, "names.ipynb", refusals="400")

    dialog = press(page, "Convert to Python File")
    dialog.get_by_role("textbox", name="File name").fill("../names.py")
    dialog.get_by_role("button", name="Convert").click()

    expect(dialog.get_by_role("alert")).to_contain_text("a name without folders")
    dialog.get_by_role("textbox", name="File name").fill("mine.py")
    expect(dialog.get_by_role("button", name="Convert")).to_be_enabled()
    dialog.get_by_role("button", name="Cancel").click()
    assert not list(lab.root.rglob("*names.py"))


def test_the_home_page_trains_the_notebook_that_is_open(lab: Lab, open_page: OpenPage) -> None:
    write_notebook(lab.work, "home.ipynb")
    page = open_page(path="lab/workspaces/home-start")
    expect(page.get_by_role("button", name="Write a notebook")).to_be_visible()
    screenshot(page, "notebooks-home-none")
    page.locator(".jp-DirListing-item", has_text="home.ipynb").dblclick()
    expect(page.locator(f"{NOTEBOOK} .jp-Cell")).to_have_count(len(CELLS))
    page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab", has_text="ModelArts").click()
    expect(page.get_by_role("button", name="Train this notebook")).to_be_visible()
    screenshot(page, "notebooks-home")

    page.get_by_role("button", name="Train this notebook").click()

    expect(page.get_by_role("textbox", name="File name")).to_have_value("home.train.py")


@pytest.fixture(scope="module")
def engine(lab: Lab) -> str:
    """The engine that is made with the sample data; its kernel's name."""
    lab.rest("v1/default/engines/scikit-learn/actions", {"action_type": "build"})
    deadline = time.monotonic() + 300
    while (found := lab.rest("v1/default/engines/scikit-learn"))["state"] != "ready":
        assert time.monotonic() < deadline, found
        time.sleep(0.3)
    return str(found["kernel_name"])


def test_a_notebook_is_submitted_and_runs(lab: Lab, engine: str, open_page: OpenPage) -> None:
    folder = lab.work / "study"
    folder.mkdir()
    write_notebook(folder, "train.ipynb", engine)
    page = open_notebook(open_page, "study/train.ipynb")

    dialog = press(page, "Submit as Training Job")
    expect(dialog.get_by_role("textbox", name="File name")).to_have_value("train.train.py")
    screenshot(page, "notebooks-submit")
    dialog.get_by_role("button", name="Go on").click()
    expect(page.locator(".jp-Dialog")).to_contain_text("study/train.train.py is written")
    page.locator(".jp-Dialog").get_by_role("button", name="Go on").click()

    form = page.get_by_role("form", name="Training job")
    expect(form.get_by_role("textbox", name="Code directory")).to_have_value("study")
    expect(form.get_by_role("textbox", name="Boot file")).to_have_value("train.train.py")
    expect(form.get_by_role("combobox", name="Engine")).to_have_value("scikit-learn")
    expect(page.get_by_text("What will run: V0001")).to_be_visible()
    screenshot(page, "notebooks-form")
    form.get_by_role("button", name="Create and run").click()
    rows = page.locator(".jp-ma-log-row")
    expect(rows.filter(has_text="pi is 3.14")).to_be_visible()
    expect(page.locator(".jp-ma-state", has_text="Succeeded").first).to_be_visible()


def test_parameters_stand_in_the_form_of_the_job(lab: Lab, open_page: OpenPage) -> None:
    write_notebook(lab.work, "given.ipynb", tagged=True)
    page = open_notebook(open_page, "given.ipynb", cells=len(TAGGED))

    press(page, "Submit as Training Job").get_by_role("button", name="Go on").click()
    expect(page.locator(".jp-Dialog")).to_contain_text("given.train.py is written")
    page.locator(".jp-Dialog").get_by_role("button", name="Go on").click()

    form = page.get_by_role("form", name="Training job")
    names = form.get_by_role("textbox", name="Name of the argument")
    values = form.get_by_role("textbox", name="Value of the argument")
    expect(names).to_have_count(2)
    assert [names.nth(at).input_value() for at in range(2)] == ["learning_rate", "epochs"]
    assert [values.nth(at).input_value() for at in range(2)] == ["0.1", "3"]
    names.first.scroll_into_view_if_needed()
    screenshot(page, "notebooks-form-arguments")


def test_selected_cells_are_submitted(lab: Lab, engine: str, open_page: OpenPage) -> None:
    write_notebook(lab.work, "some.ipynb", engine)
    page = open_notebook(open_page, "some.ipynb")

    select_cells(page, 1, 2)
    page.get_by_role("menuitem", name="Submit Selected Cells as Training Job").click()
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("Submit 2 cells as a training job")
    dialog.get_by_role("button", name="Go on").click()
    expect(page.locator(".jp-Dialog")).to_contain_text("some.train.py is written")
    page.locator(".jp-Dialog").get_by_role("button", name="Go on").click()

    expect(page.get_by_role("textbox", name="Boot file")).to_have_value("some.train.py")
    assert "loss" not in (lab.work / "some.train.py").read_text()


@pytest.mark.parametrize(
    ("look", "settings", "size"),
    [
        ("dark", DARK, LARGE),
        ("chinese", CHINESE, SMALL),
        ("chinese-dark", {**CHINESE, **DARK}, LARGE),
    ],
)
def test_looks(
    lab: Lab, open_page: OpenPage, look: str, settings: Settings, size: tuple[int, int]
) -> None:
    name = f"looks-{look}.ipynb"
    write_notebook(lab.work, name)
    page = open_notebook(open_page, name, settings, size)
    toolbar = page.locator(f"{NOTEBOOK} .jp-NotebookPanel-toolbar")
    expect(toolbar.locator(".jp-Toolbar-responsive-opener")).to_be_hidden()
    toolbar.locator("[data-command='modelarts:convert-notebook']").click()
    page.locator(".jp-Dialog summary").click()
    screenshot(page, f"notebooks-convert-{look}")
    page.locator(".jp-Dialog .jp-mod-accept").click()
    expect(page.locator(".jp-Dialog li")).to_have_count(2)
    screenshot(page, f"notebooks-notes-{look}")
    page.locator(".jp-Dialog .jp-mod-reject").click()
    toolbar.locator("[data-command='modelarts:submit-notebook']").click()
    screenshot(page, f"notebooks-submit-{look}")
