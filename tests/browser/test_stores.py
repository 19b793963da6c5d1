"""The page "Object stores": a server is tested, entered, used and forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from jupyter_modelarts.obs.stores.s3 import from_settings

from ..s3_servers import ACCESS_KEY, SECRET_KEY, S3Server, rclone_server
from .conftest import CHINESE, DARK, LARGE, OpenPage, screenshot

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    with rclone_server(tmp_path_factory.mktemp("servers") / "s3") as made:
        with closing(from_settings(made.settings)) as store:
            for bucket in ("team-images", "team-models"):
                store.create_bucket(bucket)
        yield made


def _open(page: Page, name: str = "Object stores") -> None:
    tab = page.locator('li[data-id="modelarts-sidebar"]')
    if "lm-mod-current" not in (tab.get_attribute("class") or ""):
        tab.click()
    page.get_by_role("button", name=name, exact=True).click()


def _fill(page: Page, server: S3Server, secret: str) -> None:
    form = page.get_by_role("form", name="New store")
    form.get_by_label("Name").fill("team")
    form.get_by_label("Endpoint").fill(server.endpoint)
    form.get_by_label("Access key (AK)").fill(ACCESS_KEY)
    form.get_by_label("Secret key (SK)").fill(secret)


def test_a_store_is_tested_entered_and_forgotten(open_page: OpenPage, server: S3Server) -> None:
    page = open_page()
    _open(page)
    expect(page.get_by_text("No S3 server yet")).to_be_visible()
    screenshot(page, "stores-empty")

    page.get_by_role("button", name="Add a store").click()
    _fill(page, server, "a wrong secret, typed by mistake")
    page.get_by_role("button", name="Test the connection").click()
    expect(page.get_by_text("The store cannot be used yet.")).to_be_visible()
    expect(page.get_by_text("does not accept the access key")).to_be_visible()
    screenshot(page, "stores-wrong-secret")

    _fill(page, server, SECRET_KEY)
    page.get_by_role("button", name="Test the connection").click()
    expect(page.get_by_text("The store can be used.")).to_be_visible()
    screenshot(page, "stores-form")
    page.get_by_role("button", name="Save").click()
    team = page.get_by_role("group", name="team")
    expect(team.get_by_text("team-images")).to_be_visible()
    assert SECRET_KEY not in page.content()
    screenshot(page, "stores")

    team.get_by_role("button", name="Test team").click()
    expect(team.get_by_text("The store can be used.")).to_be_visible()
    team.get_by_role("button", name="Change team").click()
    expect(page.get_by_role("form", name="Change the store team")).to_be_visible()
    screenshot(page, "stores-change")
    page.get_by_role("button", name="Cancel").click()
    team.get_by_role("button", name="Forget team").click()
    page.get_by_role("dialog").get_by_role("button", name="Forget").click()
    expect(page.get_by_text("No S3 server yet")).to_be_visible()


def test_it_reads_well_in_the_dark_and_in_chinese(open_page: OpenPage, server: S3Server) -> None:
    page = open_page(settings={**DARK, **CHINESE}, size=LARGE)
    _open(page, "对象存储")
    page.get_by_role("button", name="添加存储").click()
    expect(page.get_by_role("form", name="新建存储")).to_be_visible()
    screenshot(page, "stores-dark-chinese")
