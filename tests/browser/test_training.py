"""Training as a person does it: a job from a form, its log, curves and failure, and again."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import (
    CHINESE,
    DARK,
    LARGE,
    SMALL,
    Lab,
    OpenPage,
    Settings,
    screenshot,
    wait_for_lab,
)
from .steps import CURRENT, open_by_palette, press_in_notice, until_saved

pytestmark = pytest.mark.browser

JOBS = "v2/default/training-jobs"
FINAL = ("succeeded", "failed", "stopped", "lost")
LINES = 100_000

SCRIPTS = {
    "good.py": """\
        import argparse, pathlib, sys, time
        parser = argparse.ArgumentParser()
        parser.add_argument("--data_url")
        parser.add_argument("--train_url")
        parser.add_argument("--epochs", type=int, default=4)
        given = parser.parse_args()
        print("\\x1b[32mgreen\\x1b[0m <b>text, not markup</b>")
        for epoch in range(1, given.epochs + 1):
            for done in range(0, 101, 10):
                sys.stdout.write(f"\\rEpoch {epoch} {done}%")
                sys.stdout.flush()
                time.sleep(0.01)
            print()
            print(f"epoch {epoch}: loss={1 / epoch:.4f} accuracy={1 - 0.5 / epoch:.4f}")
        pathlib.Path(given.train_url, "model.txt").write_text("a model")
        """,
    "broken.py": """\
        def main():
            values = {"a": 1}
            print("reading")
            print(values["missing"])


        main()
        """,
    "flood.py": f"""\
        import pathlib, time
        for number in range({LINES}):
            print(f"line {{number}} of many, as long as the lines of a log usually are, or so")
            if number % 2000 == 1999:
                time.sleep(0.15)
            while number == {LINES - 2000} and not pathlib.Path("FOLDER/gate").exists():
                time.sleep(0.05)
        """,
    "slow.py": """\
        import time
        for step in range(1, 6000):
            print(f"step {step}: loss={1 / step:.5f}", flush=True)
            time.sleep(0.1)
        """,
}


@pytest.fixture(scope="module")
def scripts(lab: Lab) -> Path:
    """The sample data with its engine, and a folder of scripts in the work directory."""
    folder = lab.work / "scripts"
    folder.mkdir()
    for name, text in SCRIPTS.items():
        lines = text.splitlines()
        indent = len(lines[0]) - len(lines[0].lstrip())
        (folder / name).write_text(
            "\n".join(line[indent:] for line in lines).replace("FOLDER", str(folder)) + "\n"
        )
    lab.rest("v1/default/sample-data", {})
    deadline = time.monotonic() + 300
    while (sample := lab.rest("v1/default/sample-data"))["state"] == "running":
        assert time.monotonic() < deadline, sample
        time.sleep(0.3)
    assert sample["state"] == "ready", sample
    publish(lab, sample["dataset_id"])
    return folder


@pytest.fixture(scope="module")
def two_versions(lab: Lab, scripts: Path) -> str:
    """The name of a job with two versions, the second with another argument."""
    first = start(lab, "looks", "good.py", epochs=6)
    ended(lab, first)
    ended(lab, start(lab, "looks", "good.py", parent=first, epochs=8))
    return "looks"


def publish(lab: Lab, dataset_id: str) -> None:
    lab.rest(f"v2/default/datasets/{dataset_id}/versions", {})
    deadline = time.monotonic() + 240
    while lab.rest(f"v2/default/datasets/{dataset_id}")["current_version_id"] is None:
        assert time.monotonic() < deadline
        time.sleep(0.2)


def start(lab: Lab, name: str, script: str, parent: str | None = None, **parameters: object) -> str:
    """Queue a job by REST, with `parent` the next version of that one; its id."""
    algorithm = {
        "code_dir": "scripts",
        "boot_file": script,
        "engine": {"engine_id": "scikit-learn"},
        "parameters": [{"name": key, "value": str(value)} for key, value in parameters.items()],
        "outputs": [{"remote": {"obs": {"obs_url": f"obs://modelarts/jobs/{name}/"}}}],
    }
    made = lab.rest(
        JOBS, {"metadata": {"name": name, "pre_version_id": parent}, "algorithm": algorithm}
    )
    return str(made["metadata"]["id"])


def ended(lab: Lab, job_id: str) -> dict[str, Any]:
    """The job, once it is over."""
    deadline = time.monotonic() + 300
    while True:
        job: dict[str, Any] = lab.rest(f"{JOBS}/{job_id}")
        if job["status"]["state"] in FINAL:
            return job
        assert time.monotonic() < deadline, job["status"]
        time.sleep(0.2)


def open_job(page: Page, name: str, tab: str = "") -> None:
    open_by_palette(page, "Training jobs")
    page.locator(".jp-ma-job-row", has_text=name).locator(".jp-ma-link").click()
    expect(page.locator(CURRENT).get_by_role("heading", name=name)).to_be_visible()
    if tab:
        page.locator(CURRENT).get_by_role("tab", name=tab).click()


def test_a_job_is_made_from_the_form_and_watched_to_its_end(
    lab: Lab, scripts: Path, open_page: OpenPage
) -> None:
    page = open_page(path="lab/workspaces/training-form")
    open_by_palette(page, "Training jobs")
    expect(page.get_by_text("No training jobs yet")).to_be_visible()
    screenshot(page, "training-empty")

    page.locator(CURRENT).get_by_role("button", name="New training job").first.click()
    form = page.get_by_role("form", name="Training job")
    expect(page.get_by_text("No code directory is given")).to_be_visible()
    form.get_by_role("button", name="Create and run").click()
    expect(form.locator(".jp-ma-field-error").first).to_contain_text("No code directory")

    form.get_by_role("button", name="Choose the boot file").click()
    dialog = page.locator(".jp-Dialog")
    dialog.get_by_text("scripts").dblclick()
    dialog.get_by_text("good.py").click()
    dialog.locator(".jp-mod-accept").click()
    expect(form.get_by_role("textbox", name="Code directory")).to_have_value("scripts")
    expect(form.get_by_role("textbox", name="Boot file")).to_have_value("good.py")
    expect(page.get_by_text("What will run: V0001")).to_be_visible()

    form.get_by_role("textbox", name="Name", exact=True).fill("digits-net")
    form.get_by_role("button", name="Add an argument").click()
    form.get_by_role("textbox", name="Name of the argument").fill("epochs")
    form.get_by_role("textbox", name="Value of the argument").fill("6")
    expect(page.locator(".jp-ma-preview")).to_contain_text("--epochs=6")
    screenshot(page, "training-form")
    form.get_by_role("button", name="Create and run").click()

    expect(page.locator(CURRENT).get_by_role("heading", name="digits-net V0001")).to_be_visible()
    rows = page.locator(CURRENT).locator(".jp-ma-log-row")
    expect(rows.filter(has_text="epoch 6: loss=0.1667")).to_be_visible()
    expect(rows.filter(has_text=re.compile("^Epoch 3"))).to_have_text(["Epoch 3 100%"])
    expect(rows.filter(has_text="<b>text, not markup</b>")).to_be_visible()
    expect(page.locator(CURRENT).locator(".jp-ma-state").first).to_have_text("Succeeded")
    screenshot(page, "training-log")

    page.get_by_role("tab", name="Metrics").click()
    expect(page.locator(".jp-ma-chart canvas").first).to_be_visible()
    expect(page.locator(".jp-ma-table").get_by_role("row", name="loss")).to_contain_text("0.1667")
    screenshot(page, "training-metrics")
    page.get_by_role("tab", name="Resources").click()
    expect(page.get_by_role("heading", name="Memory")).to_be_visible()
    screenshot(page, "training-resources")


def test_a_failed_job_says_first_why_and_opens_the_file_at_the_line(
    lab: Lab, scripts: Path, open_page: OpenPage
) -> None:
    ended(lab, start(lab, "broken", "broken.py"))
    page = open_page(path="lab/workspaces/training-failed")
    open_job(page, "broken")

    card = page.get_by_role("alert", name="Why it failed")
    expect(card).to_contain_text("Failed in the code")
    expect(card).to_contain_text("KeyError: 'missing'")
    screenshot(page, "training-failed")
    card.get_by_role("button", name="Open broken.py at line 4").click()

    expect(page.locator(".jp-FileEditor")).to_contain_text('print(values["missing"])')
    expect(page.get_by_role("button", name="Ln 4, Col 1")).to_be_visible()
    screenshot(page, "training-file-at-line")


def test_outputs_that_could_not_be_saved_are_uploaded_again(
    lab: Lab, scripts: Path, open_page: OpenPage
) -> None:
    in_the_way = lab.state / "objects/modelarts/jobs/unsaved/V0001/model"
    lines = [
        "import os, pathlib, sys",
        "out = pathlib.Path(sys.argv[1].partition('=')[2], 'model')",
        "out.mkdir()",
        "(out / 'weights.txt').write_text('a model')",
        f"pathlib.Path({str(in_the_way)!r}).write_text('where the folder should be')",
    ]
    (scripts / "unsaved.py").write_text("\n".join(lines))
    job_id = start(lab, "unsaved", "unsaved.py")
    assert ended(lab, job_id)["status"]["state"] == "failed"

    page = open_page(path="lab/workspaces/unsaved")
    open_job(page, "unsaved")
    expect(page.get_by_text("its outputs could not be saved")).to_be_visible()
    screenshot(page, "training-upload-again")
    in_the_way.unlink()
    page.get_by_role("button", name="Upload again").click()

    expect(page.locator(CURRENT).locator(".jp-ma-failure")).to_have_count(0)
    assert ended(lab, job_id)["status"]["state"] == "succeeded"
    assert (in_the_way / "weights.txt").read_text() == "a model"


def test_run_again_marks_the_difference_and_makes_the_next_version(
    lab: Lab, scripts: Path, open_page: OpenPage
) -> None:
    ended(lab, start(lab, "again", "good.py", epochs=2))
    page = open_page(path="lab/workspaces/training-again")
    open_job(page, "again")
    page.get_by_role("button", name="Run again").last.click()

    form = page.get_by_role("form", name="Training job")
    expect(page.get_by_text("What will run: V0002")).to_be_visible()
    form.get_by_role("textbox", name="Value of the argument").fill("3")
    expect(form.get_by_label("Changed")).to_have_text("Argument epochs: 2 3")
    screenshot(page, "training-run-again")
    form.get_by_role("button", name="Run the new version").click()

    expect(page.locator(CURRENT).get_by_role("heading", name="again V0002")).to_be_visible()
    expect(page.locator(CURRENT).locator(".jp-ma-state").first).to_have_text("Succeeded")
    page.get_by_role("tab", name="Configuration").click()
    expect(page.locator(".jp-ma-config .jp-ma-changed")).to_contain_text("was 2")
    screenshot(page, "training-difference")
    page.get_by_role("tab", name="Versions").click()
    expect(page.get_by_role("columnheader", name="--epochs")).to_be_visible()
    screenshot(page, "training-versions")
    page.get_by_role("navigation", name="Versions").get_by_role("button", name="V0001").click()
    expect(page.locator(CURRENT).get_by_role("heading", name="again V0001")).to_be_visible()


def test_a_flood_is_followed_searched_and_left_alone_while_one_reads(
    lab: Lab, scripts: Path, open_page: OpenPage
) -> None:
    job_id = start(lab, "flood", "flood.py")
    page = open_page(path="lab/workspaces/training-flood")
    open_job(page, "flood", tab="Log")
    rows = page.locator(".jp-ma-log-row")
    expect(page.get_by_text("Following the end")).to_be_visible()

    place = page.get_by_role("region", name="Log lines")
    expect(rows.nth(20)).to_be_visible()
    place.hover()
    page.mouse.wheel(0, -2_000)
    expect(page.get_by_text("Not following")).to_be_visible()
    there = "e => e.scrollTop < 1 || e.scrollHeight - e.scrollTop - e.clientHeight > 1_900"
    page.wait_for_function(there, arg=place.element_handle())
    page.wait_for_timeout(1_000)  # what it draws there
    seen = rows.nth(25).inner_text()
    (scripts / "gate").touch()
    ended(lab, job_id)
    page.wait_for_timeout(1_500)  # two looks at the log, which must not move what is read
    assert rows.nth(25).inner_text() == seen

    page.get_by_role("button", name="End", exact=True).click()
    expect(rows.filter(has_text=f"line {LINES - 1} of")).to_be_visible()
    assert rows.count() < 200
    page.get_by_role("searchbox", name="Search in the log").fill(f"line {LINES - 7} ")
    expect(page.get_by_text("1 of 1")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".jp-ma-log-row.jp-mod-current mark")).to_be_visible()
    screenshot(page, "training-log-search")
    page.get_by_role("button", name="Beginning").click()
    expect(rows.filter(has_text="line 0 of")).to_be_visible()


def test_a_running_job_is_seen_everywhere_and_stopped_from_the_running_panel(
    lab: Lab, scripts: Path, open_page: OpenPage
) -> None:
    job_id = start(lab, "slow", "slow.py")
    page = open_page(path="lab/workspaces/training-running")
    open_job(page, "slow", tab="Metrics")
    expect(page.locator(".jp-ma-chart canvas").first).to_be_visible()

    page.locator(".jp-ma-status", has_text="1 running").click()
    item = page.locator('[data-context="modelarts-workload"]', has_text="slow V0001")
    expect(item).to_be_visible()
    screenshot(page, "training-running")
    item.hover()
    item.locator(".jp-RunningSessions-itemShutdown").click()

    expect(page.locator(CURRENT).locator(".jp-ma-state").first).to_have_text("Stopped")
    expect(page.locator(".jp-ma-status")).to_have_count(0)
    assert ended(lab, job_id)["status"]["state"] == "stopped"


def test_a_deleted_job_comes_back_from_the_notice_and_from_the_trash(
    lab: Lab, scripts: Path, open_page: OpenPage
) -> None:
    ended(lab, start(lab, "waste", "broken.py"))
    page = open_page(path="lab/workspaces/training-trash")
    open_by_palette(page, "Training jobs")
    row = page.locator(".jp-ma-job-row", has_text="waste")

    row.click(button="right")
    page.locator(".lm-Menu-item", has_text="Delete").click()
    expect(page.locator(".jp-Dialog")).to_contain_text("can be restored from there for 30 days")
    screenshot(page, "training-delete")
    page.get_by_role("button", name="Move to the trash").click()
    expect(row).to_have_count(0)
    press_in_notice(page, "Undo")
    expect(row).to_be_visible()

    row.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Move to the trash").click()
    expect(row).to_have_count(0)
    page.get_by_label("State").select_option("trash")
    expect(row).to_be_visible()
    screenshot(page, "training-trash")
    row.get_by_role("button", name="Restore").click()
    expect(row).to_have_count(0)


def test_a_script_of_the_file_browser_opens_the_form_which_survives_a_reload(
    lab: Lab, scripts: Path, open_page: OpenPage
) -> None:
    page = open_page(path="lab/workspaces/training-script")
    page.locator(".jp-DirListing-item", has_text="scripts").dblclick()
    page.locator(".jp-DirListing-item", has_text="good.py").click(button="right")
    page.locator(".lm-Menu-item", has_text="Train with this script").click()

    form = page.get_by_role("form", name="Training job")
    expect(form.get_by_role("textbox", name="Boot file")).to_have_value("good.py")
    form.get_by_role("textbox", name="Description").fill("half done")
    until_saved(lab, "training-script", "half done")
    page.reload()
    wait_for_lab(page)

    expect(form.get_by_role("textbox", name="Description")).to_have_value("half done")
    expect(form.get_by_role("textbox", name="Code directory")).to_have_value("scripts")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
@pytest.mark.parametrize(
    ("settings", "name"), [({}, "light"), (DARK, "dark"), (CHINESE, "chinese")]
)
def test_the_pages_look_right(
    two_versions: str,
    open_page: OpenPage,
    settings: Settings,
    name: str,
    size: tuple[int, int],
) -> None:
    page = open_page(path=f"lab/workspaces/training-{name}-{size[0]}", settings=settings, size=size)
    tail = f"{name}-{size[0]}"
    words = "训练作业" if name == "chinese" else "Training jobs"
    open_by_palette(page, words)
    expect(page.locator(".jp-ma-job-row").first).to_be_visible()
    screenshot(page, f"training-jobs-{tail}")

    page.locator(".jp-ma-job-row", has_text=two_versions).locator(".jp-ma-link").first.click()
    expect(page.locator(".jp-ma-config")).to_be_visible()
    screenshot(page, f"training-job-{tail}")
    page.locator(CURRENT).get_by_role("tab").nth(2).click()
    expect(page.locator(".jp-ma-chart canvas").first).to_be_visible()
    screenshot(page, f"training-curves-{tail}")

    open_by_palette(page, "AI 引擎" if name == "chinese" else "Engines")
    expect(page.locator(".jp-ma-card").first).to_be_visible()
    screenshot(page, f"engines-{tail}")
