"""Robustness row: URI confusion."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_modelarts.core.errors import InvalidInput
from jupyter_modelarts.core.safe.uris import MAX_KEY_BYTES, ObjectUri, Spelling, parse_uri

KEYS = st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=200
).filter(lambda key: len(key.encode()) <= MAX_KEY_BYTES)
BUCKETS = st.from_regex(r"[a-z0-9][a-z0-9-]{1,20}[a-z0-9]", fullmatch=True)


@pytest.mark.parametrize(
    ("text", "bucket", "key"),
    [
        ("obs://data/images/1.png", "data", "images/1.png"),
        ("s3://data/images/", "data", "images/"),
        ("/data/images", "data", "images"),
        ("obs://data", "data", ""),
        ("/data/", "data", ""),
        ("obs://data/a#b?c@d:80", "data", "a#b?c@d:80"),
        ("obs://data/../../etc/passwd", "data", "../../etc/passwd"),
        ("obs://data//a//", "data", "/a//"),
        ("obs://data/%2e%2e/x", "data", "%2e%2e/x"),
    ],
)
def test_spellings_are_read(text: str, bucket: str, key: str) -> None:
    uri = parse_uri(text)
    assert (uri.bucket, uri.key) == (bucket, key)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "data/images",
        "file:///etc/passwd",
        "file:/etc/passwd",
        "http://data/key",
        "OBS://data/key",
        "obs:/data/key",
        "obs:data",
        "obs://",
        "obs:///key",
        "//host/share",
        "/",
        "///data",
        "obs://user@data/key",
        "obs://user:secret@data/key",
        "obs://data:80/key",
        "obs://data#x/key",
        "obs://data?x/key",
        "obs://[::1]/key",
        "obs://127.0.0.1/key",
        "obs://../key",
        "obs://da ta/key",
        " obs://data/key",
        "obs://data/a\0b",
        "obs://data/\ud800",
        "obs://data/" + "k" * 1025,
        "obs://data/" + "é" * 513,
        "javascript:alert(1)",
        "s3a://data/key",
    ],
)
def test_everything_else_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"\.$"):
        parse_uri(text)


@given(BUCKETS, KEYS, st.sampled_from(list(Spelling)))
def test_a_uri_survives_writing_and_reading(bucket: str, key: str, spelling: Spelling) -> None:
    text = f"{spelling.value}{bucket}/{key}"
    uri = parse_uri(text)
    assert (uri.bucket, uri.key) == (bucket, key)
    assert uri.as_spelled() == text
    assert parse_uri(str(uri)) == uri


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        uri = parse_uri(text)
    except InvalidInput:
        return
    assert "/" not in uri.bucket


def test_spelling_does_not_change_identity() -> None:
    assert parse_uri("s3://data/a") == parse_uri("/data/a") == ObjectUri("data", "a")
    assert len({parse_uri("s3://data/a"), parse_uri("obs://data/a")}) == 1


def test_folders_contain_by_segment_not_by_prefix() -> None:
    folder = parse_uri("obs://data/images")
    assert folder.contains(parse_uri("obs://data/images/1.png"))
    assert folder.contains(folder)
    assert not folder.contains(parse_uri("obs://data/images-old/1.png"))
    assert not folder.contains(parse_uri("obs://other/images/1.png"))
    assert parse_uri("/data").contains(folder)


def test_join_keeps_the_spelling() -> None:
    joined = parse_uri("/data/images").join("1.png")
    assert joined.as_spelled() == "/data/images/1.png"
    assert joined.name == "1.png"
