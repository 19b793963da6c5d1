"""Identifiers sort as they were made, and URNs read back."""

from __future__ import annotations

import uuid

import pytest

from jupyter_modelarts.core.ids import new_id, parse_urn, urn


def test_ids_sort_in_the_order_in_which_they_were_made() -> None:
    made = [new_id() for _ in range(10_000)]

    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_an_id_is_a_uuid_of_version_7() -> None:
    read = uuid.UUID(new_id())

    assert read.variant == uuid.RFC_4122
    assert read.bytes[6] >> 4 == 7


def test_a_urn_reads_back() -> None:
    assert parse_urn(urn("training-job", "a:b")) == ("training-job", "a:b")


def test_what_is_no_urn_of_ours_is_refused() -> None:
    with pytest.raises(ValueError, match="not a ModelArts URN"):
        parse_urn("urn:isbn:dataset:1")
