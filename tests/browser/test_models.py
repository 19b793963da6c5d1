"""Models as a person meets them: a job's output imported, looked at, deleted; what is refused."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.models.packages import FILES, config

from .conftest import CHINESE, DARK, LARGE, SMALL, Lab, OpenPage, Settings, screenshot
from .steps import CURRENT, open_by_palette

pytestmark = pytest.mark.browser

JOBS = "v2/default/training-jobs"
MODELS = "v1/default/models"
PATIENCE_S = 300.0


@pytest.fixture(scope="module")
def job(lab: Lab) -> str:
    """A job that has trained on a version of the sample data; its id."""
    lab.rest("v1/default/sample-data", {})
    sample = until(lambda: lab.rest("v1/default/sample-data"), "state", {"ready"})
    dataset = sample["dataset_id"]
    made = lab.rest(
        f"v2/default/datasets/{dataset}/versions", {"train_evaluate_sample_ratio": "0.8"}
    )
    version = made["version_id"]
    address = f"v2/default/datasets/{dataset}/versions/{version}"
    until(lambda: lab.rest(address), "status", {1})
    algorithm = {
        "code_dir": "digits",
        "boot_file": "train.py",
        "engine": {"engine_id": "scikit-learn"},
        "parameters": [{"name": "epochs", "value": "5"}],
        "inputs": [{"remote": {"dataset": {"id": dataset, "version_id": version}}}],
        "outputs": [{"remote": {"obs": {"obs_url": "obs://modelarts/jobs/digits-train/"}}}],
    }
    job = lab.rest(JOBS, {"metadata": {"name": "digits-train"}, "algorithm": algorithm})
    job_id = str(job["metadata"]["id"])
    until(lambda: lab.rest(f"{JOBS}/{job_id}")["status"], "state", {"succeeded"})
    return job_id


@pytest.fixture(scope="module")
def two_versions(lab: Lab, job: str) -> str:
    """A model with two versions; the id of the second."""
    return [imported(lab, model_name="looks", source_job_id=job) for _ in range(2)][1]


def until(look: Any, field: str, wanted: set[Any]) -> Any:
    """The answer, once its field is one of these."""
    deadline = time.monotonic() + PATIENCE_S
    while (answer := look())[field] not in wanted:
        assert answer[field] not in ("failed", "lost"), answer
        assert time.monotonic() < deadline, answer
        time.sleep(0.3)
    return answer


def imported(lab: Lab, **request: str) -> str:
    """Import by REST and wait for the end; the model's id."""
    model_id = str(lab.rest(MODELS, request)["model_id"])
    until(lambda: lab.rest(f"{MODELS}/{model_id}"), "model_status", {"published"})
    return model_id


def put_package(lab: Lab, folder: str, **changes: bytes) -> str:
    """A package in the store's own directory; its location."""
    place = lab.state / "objects" / "modelarts" / folder / "model"
    place.mkdir(parents=True)
    for name, data in {**FILES, **changes}.items():
        Path(place, name).write_bytes(data)
    return f"obs://modelarts/{folder}/"


def open_model(page: Page, name: str, tab: str = "") -> None:
    open_by_palette(page, "Models")
    page.locator(".jp-ma-model-row", has_text=name).locator(".jp-ma-link").first.click()
    expect(page.locator(CURRENT).get_by_role("heading", name=name)).to_be_visible()
    if tab:
        page.locator(CURRENT).get_by_role("tab", name=tab).click()


def test_a_jobs_output_becomes_a_model_that_can_be_looked_at(
    lab: Lab, job: str, open_page: OpenPage
) -> None:
    page = open_page(path="lab/workspaces/models-import")
    open_by_palette(page, "Models")
    expect(page.get_by_text("How a package looks")).to_be_visible()
    screenshot(page, "models-empty")

    open_by_palette(page, "Training jobs")
    page.locator(".jp-ma-job-row", has_text="digits-train").locator(".jp-ma-link").click()
    page.locator(CURRENT).get_by_role("button", name="Import as model").click()
    form = page.get_by_role("form", name="Import a model")
    expect(page.get_by_text("What will be imported: digits 0.0.1")).to_be_visible()
    expect(form.get_by_role("combobox", name="Name")).to_have_value("digits")
    expect(page.locator(".jp-ma-preview")).to_contain_text("customize_service.py")
    screenshot(page, "models-form")
    form.get_by_role("button", name="Import").click()

    shown = page.locator(CURRENT)
    expect(shown.get_by_role("heading", name="digits 0.0.1")).to_be_visible()
    expect(shown.locator(".jp-ma-state").first).to_have_text("Ready")
    expect(shown.get_by_text("Accuracy")).to_be_visible()
    screenshot(page, "models-page")
    shown.get_by_role("tab", name="Parameters").click()
    expect(shown.get_by_role("table", name="In")).to_contain_text("images")
    screenshot(page, "models-parameters")
    shown.get_by_role("tab", name="Files").click()
    expect(shown.locator(".jp-ma-file-text")).to_contain_text("image_classification")
    shown.get_by_role("button", name="customize_service.py").click()
    expect(shown.locator(".jp-ma-file-text")).to_contain_text("class DigitsService")
    screenshot(page, "models-files")
    shown.get_by_role("button", name="model.pkl").click()
    expect(shown.get_by_text("model.pkl is no text")).to_be_visible()
    shown.get_by_role("tab", name="Overview").click()
    shown.get_by_role("button", name="digits V001").click()
    expect(page.locator(CURRENT).get_by_role("heading", name="digits")).to_be_visible()


def test_what_is_wrong_with_a_package_is_said_field_by_field(lab: Lab, open_page: OpenPage) -> None:
    wrong = config(model_type="XGBoost", metrics={"f1": "good"})
    del wrong["apis"][0]["request"]["Content-type"]
    location = put_package(lab, "wrong", **{"config.json": json.dumps(wrong).encode()})
    right = put_package(lab, "right")
    page = open_page(path="lab/workspaces/models-errors")
    open_by_palette(page, "Import a model")
    form = page.get_by_role("form", name="Import a model")
    form.get_by_label("A folder in the object store").check()
    folder = form.get_by_role("combobox", name="Folder")

    folder.fill("obs://modelarts/nothing/")
    expect(form.locator(".jp-ma-field-error")).to_contain_text("There is nothing in")
    folder.fill(location)
    preview = page.locator(".jp-ma-preview")
    expect(preview).to_contain_text("config.json apis.0.request.Content-type")
    expect(preview).to_contain_text("What is there")
    expect(preview).to_contain_text("config.json metrics.f1")
    screenshot(page, "models-wrong")
    form.get_by_role("button", name="Import").click()
    expect(form.get_by_text("2 things are wrong")).to_be_visible()

    folder.fill(right)
    expect(page.get_by_text("What will be imported: right 0.0.1")).to_be_visible()
    form.get_by_role("button", name="Import").click()
    expect(page.locator(CURRENT).get_by_role("heading", name="right 0.0.1")).to_be_visible()
    expect(page.locator(CURRENT).get_by_text("A folder, whose data")).to_be_visible()


def test_a_right_click_imports_a_job_and_deletes_a_model(
    lab: Lab, two_versions: str, open_page: OpenPage
) -> None:
    page = open_page(path="lab/workspaces/models-menus")
    open_by_palette(page, "Training jobs")
    page.locator(".jp-ma-job-row", has_text="digits-train").click(button="right")
    page.locator(".lm-Menu-item", has_text="Import as model").click()
    expect(page.get_by_role("form", name="Import a model")).to_be_visible()

    open_by_palette(page, "Models")
    row = page.locator(".jp-ma-model-row", has_text="looks")
    expect(row).to_contain_text("0.0.2")
    expect(row).to_contain_text("and 1 more")
    row.click(button="right")
    page.locator(".lm-Menu-item", has_text="Delete").click()
    page.locator(".jp-Dialog .jp-mod-warn").click()
    expect(row).to_contain_text("0.0.1")
    page.locator(CURRENT).get_by_label("State").select_option("trash")
    trashed = page.locator(CURRENT).locator(".jp-ma-model-row", has_text="looks")
    trashed.get_by_role("button", name="Restore").click()
    page.locator(CURRENT).get_by_label("State").select_option("all")
    expect(row).to_contain_text("0.0.2")


LOOKS = {
    "light": ({}, SMALL),
    "dark": (DARK, LARGE),
    "chinese": (CHINESE, SMALL),
    "chinese-dark": ({**CHINESE, **DARK}, LARGE),
}


@pytest.mark.parametrize(("settings", "size"), LOOKS.values(), ids=LOOKS)
def test_it_is_readable_in_every_look(
    lab: Lab,
    two_versions: str,
    open_page: OpenPage,
    settings: Settings,
    size: tuple[int, int],
    request: pytest.FixtureRequest,
) -> None:
    look = request.node.callspec.id
    page = open_page(settings=settings, size=size, path=f"lab/workspaces/models-{look}")
    chinese = "chinese" in look
    open_by_palette(page, "模型" if chinese else "Models")
    row = page.locator(".jp-ma-model-row", has_text="looks")
    expect(row).to_be_visible()
    screenshot(page, f"models-list-{look}")
    row.locator(".jp-ma-link").first.click()
    shown = page.locator(CURRENT)
    expect(shown.get_by_role("heading", name="looks 0.0.2")).to_be_visible()
    expect(shown.locator(".jp-ma-version")).to_have_count(2)
    screenshot(page, f"models-page-{look}")
    shown.get_by_role("tab", name="参数配置" if chinese else "Parameters").click()
    screenshot(page, f"models-parameters-{look}")
    shown.get_by_role("tab", name="文件" if chinese else "Files").click()
    expect(shown.locator(".jp-ma-file-text pre")).to_be_visible()
    screenshot(page, f"models-files-{look}")
    shown.get_by_role("button", name="创建新版本" if chinese else "New version").click()
    expect(page.locator(CURRENT).locator("form")).to_be_visible()
    page.wait_for_timeout(1000)
    screenshot(page, f"models-form-{look}")
