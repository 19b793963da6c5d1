"""What a bucket keeps of an object: looked at, and brought back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import expect

from jupyter_modelarts.obs.stores.s3 import from_settings

from ..s3_servers import ACCESS_KEY, SECRET_KEY, S3Server, moto_server
from .conftest import CHINESE, DARK, LARGE, Lab, OpenPage, screenshot
from .test_drive import choose, go_into, open_drive, put

pytestmark = pytest.mark.browser

KEPT = "kept-versions"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, lab: Lab) -> Iterator[S3Server]:
    """A store of the lab with a bucket that keeps versions of `notes.txt`: two, and a deletion."""
    with moto_server(tmp_path_factory.mktemp("servers") / "s3") as made:
        with closing(from_settings(made.settings)) as store:
            store.create_bucket(KEPT)
            kept = {"Status": "Enabled"}
            store.boto().put_bucket_versioning(Bucket=KEPT, VersioningConfiguration=kept)
            for text in (b"first", b"second one"):
                store.put(KEPT, "notes.txt", text)
        entered = {"name": "far", "endpoint": made.endpoint}
        entered |= {"access_key": ACCESS_KEY, "secret_key": SECRET_KEY}
        lab.rest("v1/default/stores", entered)
        yield made
        lab.rest("v1/default/stores/far", method="DELETE")


def test_an_earlier_version_is_restored(open_page: OpenPage, server: S3Server) -> None:
    page = open_drive(open_page, workspace="versions")
    go_into(page, KEPT)

    choose(page, "notes.txt", "Versions")
    rows = page.locator(".jp-ma-page .jp-ma-obs-version-row:not(.jp-ma-row-head)")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("now")
    screenshot(page, "versions")
    rows.last.get_by_role("button", name="Restore").click()

    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("5 B")
    with closing(from_settings(server.settings)) as store:
        assert store.read(KEPT, "notes.txt") == b"first"


def test_a_bucket_that_keeps_none_says_so_in_chinese(open_page: OpenPage, lab: Lab) -> None:
    put(lab, "plain.txt", b"text")
    page = open_drive(open_page, settings={**DARK, **CHINESE}, size=LARGE, workspace="versions-zh")
    go_into(page, "modelarts")

    choose(page, "plain.txt", "版本")

    expect(page.get_by_text("该桶不保留版本。")).to_be_visible()
    screenshot(page, "versions-none-zh-dark")
