"""Endpoints that somebody typed: where they may lead, and what may come back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest

from jupyter_modelarts.core.errors import DomainError, Forbidden, InvalidInput
from jupyter_modelarts.core.safe.hosts import refuse_forbidden_host
from jupyter_modelarts.obs.connection import try_connection
from jupyter_modelarts.obs.stores.s3 import S3Store, from_settings
from jupyter_modelarts.obs.stores.s3_client import settings_of
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


def test_robustness_redirects_to_other_hosts_are_not_followed() -> None:
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


def test_robustness_obstore_is_for_the_administrators_servers_only() -> None:
    """obstore follows them, and cannot be told not to."""
    settings = settings_of({"endpoint": "https://store.example", **KEYS})
    with closing(S3Store(replace(settings, allow_private=False))) as store:
        assert store.needs_care("plain/key.txt")
        with pytest.raises(Forbidden):
            store.client("there")


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
