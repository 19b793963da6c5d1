"""Services as a person meets them: deployed with a click, tried, called by curl, stopped."""

from __future__ import annotations

import json
import struct
import subprocess
import time
import zlib
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.models.packages import config

from .conftest import CHINESE, DARK, LARGE, SMALL, Lab, OpenPage, Settings, screenshot
from .steps import CURRENT, open_by_palette, press_in_notice
from .test_models import imported

pytestmark = pytest.mark.browser

SERVICES = "v1/default/services"
PATIENCE_S = 300.0

SEES = b"""
from model_service.model_service import SingleNodeService


class Sees(SingleNodeService):
    def _preprocess(self, data):
        (file,) = data["images"].values()
        return len(file.read())

    def _inference(self, data):
        return {
            "predicted_label": "seven",
            "scores": [["seven", "0.912"], ["one", "0.071"], ["nine", "0.017"]],
            "bytes": data,
        }
"""
COUNTS = b"""
from model_service.model_service import SingleNodeService


class Counts(SingleNodeService):
    def _inference(self, data):
        rows = data["data"]["req_data"]
        answer = [{**row, "predictresult": "setosa"} for row in rows]
        return {"data": {"resp_data": answer}}
"""
BREAKS = b"""
from model_service.model_service import SingleNodeService


class Breaks(SingleNodeService):
    pass


print("reading the weights", flush=True)
raise ValueError("weights.bin is not what it should be")
"""
TABLE_API = {
    "protocol": "http",
    "url": "/",
    "method": "post",
    "request": {
        "Content-type": "application/json",
        "data": {
            "type": "object",
            "properties": {
                "data": {
                    "type": "object",
                    "properties": {
                        "req_data": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "properties": {
                                    "sepal_length": {"type": "number", "minimum": 4},
                                    "petal_width": {"type": "number"},
                                },
                            },
                        }
                    },
                }
            },
        },
    },
    "response": {"Content-type": "application/json", "data": {"type": "object"}},
}


@pytest.fixture(scope="module")
def models(lab: Lab) -> dict[str, str]:
    """The ids of three models: of images, of a table, and one that breaks."""
    table = json.dumps(config(apis=[TABLE_API])).encode()
    return {
        "digits": model(lab, "digits", SEES),
        "iris": model(lab, "iris", COUNTS, table),
        "broken": model(lab, "broken", BREAKS),
    }


@pytest.fixture(scope="module")
def digits(lab: Lab, models: dict[str, str]) -> str:
    """A service that has answered a few times; its id."""
    made = lab.rest(SERVICES, {"config": [{"model_id": models["digits"]}], "service_name": "looks"})
    until_state(lab, made["service_id"], {"running"})
    return str(made["service_id"])


def model(lab: Lab, name: str, code: bytes, description: bytes | None = None) -> str:
    """A model of this code; its id."""
    place = lab.state / "objects" / "modelarts" / f"packages-{name}" / "model"
    place.mkdir(parents=True)
    (place / "config.json").write_bytes(description or json.dumps(config()).encode())
    (place / "customize_service.py").write_bytes(code)
    location = f"obs://modelarts/packages-{name}/"
    return imported(lab, model_name=name, source_location=location)


def until_state(lab: Lab, service_id: str, wanted: set[str]) -> dict[str, Any]:
    """The service, once it is in one of these states."""
    deadline = time.monotonic() + PATIENCE_S
    while (service := lab.rest(f"{SERVICES}/{service_id}"))["status"] not in wanted:
        assert time.monotonic() < deadline, service
        time.sleep(0.3)
    found: dict[str, Any] = service
    return found


def picture(folder: Path) -> Path:
    """A grey PNG with a bright square."""
    rows = b"".join(
        b"\0" + bytes(255 if 16 < x < 48 and 16 < y < 48 else 40 for x in range(64))
        for y in range(64)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 64, 64, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    path = folder / "seven.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts))
    return path


def open_service(page: Page, name: str, tab: str = "") -> None:
    open_by_palette(page, "Services")
    page.locator(".jp-ma-service-row", has_text=name).locator(".jp-ma-link").first.click()
    expect(page.locator(CURRENT).get_by_role("heading", name=name)).to_be_visible()
    if tab:
        page.locator(CURRENT).get_by_role("tab", name=tab).click()


def expect_state(page: Page, word: str) -> None:
    pill = page.locator(CURRENT).locator("h1 .jp-ma-state")
    expect(pill).to_have_text(word, timeout=PATIENCE_S * 1000)


def test_one_click_deploys_and_an_image_is_answered(
    lab: Lab, models: dict[str, str], open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page()
    open_by_palette(page, "Models")
    page.locator(".jp-ma-model-row", has_text="digits").locator(".jp-ma-link").first.click()
    current = page.locator(CURRENT)
    current.get_by_role("button", name="Deploy", exact=True).click()
    expect(current.get_by_role("tab", name="Predict")).to_be_visible()
    expect_state(page, "Running")

    current.locator("input[type=file]").set_input_files(picture(tmp_path))
    current.get_by_role("button", name="Predict").click()

    expect(current.locator(".jp-ma-answer-label")).to_have_text("seven")
    expect(current.get_by_label("Scores").get_by_role("listitem")).to_have_count(3)
    screenshot(page, "services-predict-image")

    current.get_by_role("button", name="Copy curl").click()
    command = current.locator(".jp-ma-curl-text").text_content() or ""
    screenshot(page, "services-copy-curl")
    current.get_by_role("button", name="Close").click()
    there = command.replace("image.png", str(tmp_path / "seven.png"))
    said = subprocess.run(["bash", "-c", there], capture_output=True, text=True, check=True)
    assert json.loads(said.stdout)["predicted_label"] == "seven"

    current.get_by_role("button", name="Stop").click()
    page.get_by_role("dialog").get_by_role("button", name="Stop").click()
    expect_state(page, "Stopped")
    current.get_by_role("button", name="Start").click()
    expect_state(page, "Running")

    open_by_palette(page, "Services")
    row = page.locator(".jp-ma-service-row", has_text="digits")
    row.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Move to the trash").click()
    expect(row).to_have_count(0)
    press_in_notice(page, "Undo")
    expect(row).to_be_visible()


def test_the_form_deploys_and_json_is_answered_with_a_table(
    lab: Lab, models: dict[str, str], open_page: OpenPage
) -> None:
    page = open_page(refusals="500")
    open_by_palette(page, "Deploy a model")
    current = page.locator(CURRENT)
    current.get_by_label("Model and version").select_option(label="iris 0.0.1")
    current.get_by_label("Name", exact=True).fill("flowers")
    current.get_by_label("Stop by itself").select_option(label="After 2 hours")
    screenshot(page, "services-deploy-form")
    current.get_by_role("button", name="Deploy", exact=True).click()
    expect(current.get_by_role("heading", name="flowers")).to_be_visible()
    expect_state(page, "Running")

    current.get_by_role("button", name="Predict").click()

    expect(current.get_by_role("cell", name="setosa")).to_be_visible()
    screenshot(page, "services-predict-json")
    current.get_by_label("Request in JSON").fill('{"data": {}}')
    current.get_by_role("button", name="Predict").click()
    expect(current.get_by_text("The service refused the request.")).to_be_visible()
    screenshot(page, "services-predict-error")


def test_a_model_that_breaks_shows_why(
    lab: Lab, models: dict[str, str], open_page: OpenPage
) -> None:
    made = lab.rest(SERVICES, {"config": [{"model_id": models["broken"]}]})
    until_state(lab, made["service_id"], {"failed"})
    page = open_page()
    open_service(page, "broken")
    current = page.locator(CURRENT)

    expect(current.get_by_role("alert")).to_contain_text("weights.bin is not what it should be")
    screenshot(page, "services-failed")
    current.get_by_role("button", name="Show the log").click()
    expect(current.locator(".jp-ma-log")).to_contain_text("reading the weights")
    screenshot(page, "services-failed-log")


@pytest.mark.parametrize(
    ("name", "settings", "size"),
    [
        ("light", {}, SMALL),
        ("dark", DARK, LARGE),
        ("chinese", CHINESE, SMALL),
    ],
)
def test_looks(
    lab: Lab, digits: str, open_page: OpenPage, name: str, settings: Settings, size: tuple[int, int]
) -> None:
    page = open_page(settings=settings, size=size)
    open_by_palette(page, "在线服务" if settings is CHINESE else "Services")
    current = page.locator(CURRENT)
    row = current.locator(".jp-ma-service-row", has_text="looks")
    expect(row).to_be_visible()
    screenshot(page, f"services-list-{name}")
    row.locator(".jp-ma-link").first.click()
    tabs = current.get_by_role("tab")
    expect(tabs).to_have_count(6)
    for at, tab in enumerate(("predict", "guide", "configuration", "monitor", "events", "log")):
        tabs.nth(at).click()
        page.wait_for_timeout(700)
        screenshot(page, f"services-{tab}-{name}")
    tabs.nth(2).click()
    current.locator(".jp-ma-section-head button").first.click()
    page.wait_for_timeout(700)
    screenshot(page, f"services-update-{name}")


def test_the_page_of_a_model_lists_who_uses_it(
    lab: Lab, models: dict[str, str], digits: str, open_page: OpenPage
) -> None:
    page = open_page(path=f"lab/workspaces/users?modelarts=model/{models['digits']}")
    page.get_by_role("tab", name="Services").click()
    panel = page.locator(".jp-ma-service-row", has_text="looks")
    expect(panel).to_be_visible()
    screenshot(page, "model-services")
    panel.locator(".jp-ma-link").first.click()
    expect(page.get_by_role("heading", name="looks")).to_be_visible()


def test_it_is_on_the_home_page_and_among_what_runs(
    lab: Lab, digits: str, open_page: OpenPage
) -> None:
    page = open_page(path="lab/workspaces/services-home")
    open_by_palette(page, "ModelArts Home")
    page.get_by_role("tab", name="ModelArts", exact=True).first.click()
    current = page.locator(CURRENT)
    item = current.locator(".jp-ma-item", has_text="looks")
    expect(item).to_contain_text("Running")
    screenshot(page, "services-home")

    page.get_by_role("tab", name="Running Terminals and Kernels").click()
    running = page.locator(".jp-RunningSessions-item", has_text="looks")
    expect(running).to_be_visible()
    screenshot(page, "services-running-panel")
