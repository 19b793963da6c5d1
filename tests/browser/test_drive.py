"""The object store in JupyterLab's file browser, as a person uses it."""

from __future__ import annotations

import json
import urllib.parse
import urllib.request

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import SMALL, TOKEN, Lab, OpenPage, Settings, screenshot

pytestmark = pytest.mark.browser

PANEL = "#modelarts-obs-browser"
BUCKET = "modelarts"
NOTEBOOK = {
    "cells": [
        {
            "cell_type": "code",
            "id": "c0",
            "metadata": {"trusted": True},
            "source": ["import os\n", "os.getcwd()"],
            "outputs": [],
            "execution_count": None,
        }
    ],
    "metadata": {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
    },
    "nbformat": 4,
    "nbformat_minor": 5,
}


def put(lab: Lab, key: str, data: bytes) -> None:
    """Write an object behind the browser's back."""
    _content(lab, "PUT", key, data)


def read(lab: Lab, key: str) -> bytes:
    """What the store has."""
    return _content(lab, "GET", key)


def _content(lab: Lab, method: str, key: str, data: bytes | None = None) -> bytes:
    query = urllib.parse.urlencode({"uri": f"obs://{BUCKET}/{key}"})
    url = f"http://localhost:{lab.port}/modelarts/v1/default/objects/content?{query}"
    headers = {"Authorization": f"token {TOKEN}"}
    request = urllib.request.Request(url, data, headers, method=method)
    with urllib.request.urlopen(request) as answer:
        return bytes(answer.read())


def keys(lab: Lab, folder: str = "") -> list[str]:
    """All keys below a folder."""
    start = f"obs://{BUCKET}/"
    query = urllib.parse.urlencode({"uri": start + folder, "recursive": "true", "limit": 1000})
    return [one["uri"][len(start) :] for one in lab.rest(f"v1/default/objects?{query}")["objects"]]


def open_drive(
    open_page: OpenPage,
    settings: Settings | None = None,
    size: tuple[int, int] = SMALL,
    refusals: str = "",
    workspace: str = "drive",
) -> Page:
    """A page of JupyterLab with the file browser "OBS" open at the top."""
    path = f"lab/workspaces/{workspace}"
    page = open_page(settings=settings, size=size, path=path, refusals=refusals)
    if not page.locator(PANEL).is_visible():
        page.locator(f'.lm-TabBar-tab[data-id="{PANEL[1:]}"]').click()
    expect(page.locator(PANEL)).to_be_visible()
    return page


def row(page: Page, name: str) -> Locator:
    """One row of the list."""
    return page.locator(f"{PANEL} .jp-DirListing-item").filter(
        has=page.get_by_text(name, exact=True)
    )


def go_into(page: Page, *names: str) -> None:
    """Open folders, one after another."""
    for name in names:
        row(page, name).dblclick()
        expect(page.locator(f"{PANEL} .jp-BreadCrumbs")).to_contain_text(name)


def test_explore(lab: Lab, open_page: OpenPage) -> None:
    put(lab, "explore/a.txt", b"hello\n")
    put(lab, "explore/nb.ipynb", json.dumps(NOTEBOOK).encode())
    put(lab, "explore/x/../y", b"odd")
    put(lab, "explore/same", b"file")
    put(lab, "explore/same/below", b"file")
    page = open_drive(open_page)
    screenshot(page, "drive-top")
    go_into(page, BUCKET, "explore")
    page.wait_for_timeout(500)
    screenshot(page, "drive-folder")
    row(page, "a.txt").dblclick()
    page.wait_for_timeout(3000)
    screenshot(page, "drive-text")
    row(page, "nb.ipynb").dblclick()
    page.wait_for_timeout(6000)
    screenshot(page, "drive-notebook")
