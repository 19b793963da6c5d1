"""Endpoints that somebody typed: where they may lead, and what may come back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from jupyter_modelarts.core.errors import Conflict, DomainError, Forbidden, InvalidInput
from jupyter_modelarts.core.safe.hosts import refuse_forbidden_host
from jupyter_modelarts.obs.connection import try_connection
from jupyter_modelarts.obs.stores.s3 import S3Store, from_settings
from jupyter_modelarts.obs.stores.s3_client import settings_of
from jupyter_modelarts.obs.stores.s3_errors import StoreTrouble
from jupyter_modelarts.obs.transfers import Action, Sync, SyncSpec
from jupyter_modelarts.obs.transfers.journal import Journal, journal_path
from jupyter_modelarts.obs.transfers.lanes import DisorderedListing
from jupyter_modelarts.obs.transfers.s3_lane import S3Lane
from jupyter_modelarts.obs.transfers.shapes import Base, Remote
from tests.obs.pages import page_server

KEYS = {"access_key": "a", "secret_key": "s", "name": "it"}


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
        "fe80::1",
        "fd00:ec2::254",
        "0.0.0.0",
        "224.0.0.1",
        "100.100.100.200",
    ],
)
def test_robustness_an_endpoint_never_leads_to_a_clouds_metadata(address: str) -> None:
    for resolve in (lambda host, port: [address], lambda host, port: ["1.1.1.1", address]):
        with pytest.raises(Forbidden):
            refuse_forbidden_host("a.example", 443, allow_private=True, resolve=resolve)


@pytest.mark.parametrize("host", ["2852039166", "0xa9fea9fe", "169.254.169.254"])
def test_robustness_numeric_spellings_are_looked_through(host: str) -> None:
    store = S3Store(settings_of({"endpoint": f"http://{host}", **KEYS}))
    for action in (store.buckets, lambda: store.read("there", "a"), lambda: store.client("there")):
        with pytest.raises(Forbidden):
            action()
    assert try_connection({"endpoint": f"http://{host}", **KEYS}).findings[-1].cause == "name"


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "::1", "fd12::1", "192.168.1.1"])
def test_robustness_private_addresses_are_the_administrators_to_allow(address: str) -> None:
    refuse_forbidden_host("a", 80, allow_private=True, resolve=lambda host, port: [address])
    with pytest.raises(Forbidden):
        refuse_forbidden_host("a", 80, allow_private=False, resolve=lambda host, port: [address])


@pytest.mark.parametrize(
    "endpoint",
    [
        "file:///etc/passwd",
        "ftp://host",
        "//host",
        "host",
        "https://user:secret@host",
        "https://host/bucket",
        "https://host?x=1",
        "https://host#x",
        "https://host:0",
        "https://host:99999",
        "https://",
        "https://a b",
        "http://host\\@other",
    ],
)
def test_robustness_an_endpoint_is_a_host_and_nothing_else(endpoint: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        settings_of({"endpoint": endpoint, **KEYS})
    assert "secret" not in str(refusal.value)


def test_robustness_boto3_follows_no_redirect_to_another_host() -> None:
    with page_server("html") as other, page_server("redirect", f"{other.endpoint}/x") as server:
        with closing(from_settings({"endpoint": server.endpoint, **KEYS})) as store:
            actions: list[Callable[[], object]] = [
                store.buckets,
                lambda: store.head("there", "a"),
                lambda: store.read("there", "a"),
                lambda: store.list("there"),
                lambda: store.put("there", "a", b"1"),
            ]
            for action in actions:
                with pytest.raises(DomainError):
                    action()
        try_connection({"endpoint": server.endpoint, **KEYS}, "there")

    assert server.asked
    assert other.asked == []


def test_robustness_obstore_is_not_for_servers_of_others() -> None:
    """It follows redirects, and cannot be told not to."""
    settings = settings_of({"endpoint": "https://store.example", **KEYS})
    with closing(S3Store(replace(settings, allow_private=False))) as store:
        assert store.needs_care("plain/key.txt")
        with pytest.raises(Forbidden):
            store.client("there")


def test_robustness_obstore_follows_a_redirect_without_key_or_data() -> None:
    """That it follows at all is a risk that robustness.md names; this is what limits it."""
    with (
        page_server("html") as other,
        page_server("redirect", f"{other.endpoint}/x") as server,
        closing(S3Store(settings_of({"endpoint": server.endpoint, **KEYS}))) as store,
    ):
        lane = S3Lane(store, "there")
        with pytest.raises(Conflict):
            lane.read(Remote("a", 25, hashlib.md5(b"a").hexdigest(), 0))
        with pytest.raises(StoreTrouble, match="another region"):
            lane.confirm_end("", "")
        assert list(lane.listing("")) == []
        followed = len(other.asked)
        with pytest.raises(StoreTrouble):
            lane.write("a", b"what is sent")

    assert 0 < followed == len(other.asked)
    assert not any("Authorization" in headers for headers in other.asked)


def test_robustness_a_page_is_no_empty_listing_nor_the_end_of_one() -> None:
    """A sync that follows deletions would delete what is not listed: it asks for the end first."""
    with (
        page_server("html") as page,
        page_server("half_listed") as half,
        closing(S3Store(settings_of({"endpoint": page.endpoint, **KEYS}))) as of_page,
        closing(S3Store(settings_of({"endpoint": half.endpoint, **KEYS}))) as of_half,
    ):
        with pytest.raises(StoreTrouble, match="not as an S3 server does"):
            S3Lane(of_page, "there").confirm_end("", "")
        with pytest.raises(StoreTrouble):
            S3Lane(of_page, "there").write("a", b"x")
        with pytest.raises(DisorderedListing):
            S3Lane(of_half, "there").confirm_end("", "a")
        careful = S3Lane(of_half, "there")
        careful.careful = True

        assert [one.key for one in careful.listing("")] == ["a", "b"]


@pytest.mark.parametrize("known", ["b", "c"])
def test_robustness_what_a_page_leaves_out_is_not_deleted_here(tmp_path: Path, known: str) -> None:
    """`b` is on the second page of the listing, `c` is really gone."""
    spec = SyncSpec("there", "", tmp_path / "work", delete=True)
    spec.root.mkdir()
    (spec.root / known).write_bytes(b"x")
    status = (spec.root / known).stat()
    with closing(Journal(journal_path(tmp_path, spec))) as journal:
        journal.settle([(known, Base(1, status.st_mtime_ns, "e"))])
    with (
        page_server("half_listed") as server,
        closing(S3Store(settings_of({"endpoint": server.endpoint, **KEYS}))) as store,
    ):
        plan = Sync(spec, store, tmp_path).preview()

    assert [one.name for one in plan.items if one.action is Action.DELETE] == (
        ["c"] if known == "c" else []
    )


def test_robustness_what_a_page_says_is_in_no_error() -> None:
    with (
        page_server("html") as server,
        closing(from_settings({"endpoint": server.endpoint, **KEYS})) as store,
    ):
        actions: list[Callable[[], object]] = [
            store.buckets,
            lambda: store.list("there"),
            lambda: store.head("there", "a"),
        ]
        told = []
        for action in actions:
            try:
                action()
            except DomainError as error:
                told.append(str(error))
    assert len(told) >= 2
    assert "secret-page" not in " ".join(told)
    assert "not as an S3 server does" in told[0]
