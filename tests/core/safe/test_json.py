"""Robustness row: JSON: depth, NaN and infinity, huge integers."""

from __future__ import annotations

import pytest

from jupyter_modelarts.core.errors import InvalidInput, TooLarge
from jupyter_modelarts.core.safe.json import parse


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": -Infinity}',
        b'{"a": 1e999}',
        b'{"a": 123456789012345678901234567890}',
        b"[18446744073709551616]",
        b"[-9223372036854775809]",
        b"[" + b"9" * 10_000 + b"]",
        b'"\xff"',
        b'"\\ud800"',
        b"\xef\xbb\xbf{}",
        b"[" * 65 + b"]" * 65,
        b"[" * 100_000,
        b'{"a":' * 65 + b"1" + b"}" * 65,
    ],
)
def test_hostile_bodies_are_refused_with_a_sentence(body: bytes) -> None:
    with pytest.raises(InvalidInput, match=r"\.$"):
        parse(body)


def test_a_huge_body_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooLarge):
        parse(b"[" * 101, max_bytes=100)


def test_good_bodies_are_read() -> None:
    assert parse(b'{"a": [1, 2.5, "\xe7\x8c\xab", null, true]}') == {
        "a": [1, 2.5, "猫", None, True]
    }
    assert parse(b"18446744073709551615") == 2**64 - 1
    assert parse(b"1e300") == 1e300
    assert parse(b"[" * 64 + b"]" * 64) is not None
