"""The page of access keys: a secret is shown once, works in a terminal, and can be revoked."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from .conftest import CHINESE, DARK, LARGE, Lab, OpenPage, screenshot

pytestmark = pytest.mark.browser


def _open_from_sidebar(page: Page, name: str = "Access keys") -> None:
    tab = page.locator('li[data-id="modelarts-sidebar"]')
    if "lm-mod-current" not in (tab.get_attribute("class") or ""):
        tab.click()
    page.get_by_role("button", name=name, exact=True).click()


def _status(lab: Lab, token: str) -> int:
    url = f"http://localhost:{lab.port}/modelarts/v1/default/buckets"
    request = urllib.request.Request(url, headers={"X-Auth-Token": token})
    try:
        with urllib.request.urlopen(request) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_a_token_is_made_used_and_revoked(lab: Lab, open_page: OpenPage) -> None:
    page = open_page()
    _open_from_sidebar(page)
    expect(page.get_by_text("No token yet")).to_be_visible()
    screenshot(page, "iam-empty")

    form = page.get_by_role("form", name="New token")
    form.get_by_label("Name").fill("nightly report")
    form.get_by_role("button", name="Make a token").click()
    secret = page.get_by_role("group", name="Your new token").locator("code")
    expect(secret).to_be_visible()
    token = secret.inner_text()
    screenshot(page, "iam-token")
    assert _status(lab, token) == 200

    page.get_by_role("button", name="I have it").click()
    expect(page.get_by_text(token)).to_have_count(0)
    keys = page.get_by_role("form", name="New key pair")
    keys.get_by_label("Name").fill("official client")
    keys.get_by_role("button", name="Make a key pair").click()
    expect(page.get_by_role("group", name="Your new key pair")).to_be_visible()
    screenshot(page, "iam-pair")
    page.get_by_role("button", name="I have it").click()

    page.get_by_role("button", name="Revoke nightly report").click()
    expect(page.get_by_text("Revoke nightly report?")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    expect(page.get_by_text("No token yet")).to_be_visible()
    assert _status(lab, token) == 401


def test_the_page_in_chinese_dark_and_large(lab: Lab, open_page: OpenPage) -> None:
    for name, days in (("每日报表", 30), ("a laptop with a rather long name for a token", 1)):
        body = {"name": name, "lifetime_s": days * 24 * 3600}
        lab.rest("v1/default/access-tokens", body)
    lab.rest("v1/default/access-keys", {"name": "ci"})
    page = open_page(settings={**CHINESE, **DARK}, size=LARGE, path="lab/workspaces/zh")
    _open_from_sidebar(page, "访问密钥")
    expect(page.get_by_text("每日报表")).to_be_visible()
    page.locator(".jp-ma-ours summary").click()

    screenshot(page, "iam-zh-dark")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.wait_for_timeout(300)
    screenshot(page, "iam-zh-dark-small")
