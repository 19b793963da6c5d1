"""Robustness row: stored script: user files served with sandbox, nosniff and an allowed type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_modelarts.core.safe.files import UNKNOWN, serving_headers


@pytest.mark.parametrize(
    "name", ["a.html", "a.svg", "a.xml", "a.xhtml", "a.js", "a.ipynb", "a.pdf", "a", "a.png.html"]
)
def test_what_can_carry_a_script_is_downloaded(name: str) -> None:
    headers = serving_headers(name)
    assert headers["Content-Type"] == UNKNOWN
    assert headers["Content-Disposition"].startswith("attachment;")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("sandbox")


def test_pictures_and_text_show_inert() -> None:
    assert serving_headers("A.PNG")["Content-Type"] == "image/png"
    assert serving_headers("a.png")["Content-Disposition"].startswith("inline;")
    assert serving_headers("a.md")["Content-Type"].startswith("text/plain")
    assert serving_headers("a.png", download=True)["Content-Disposition"].startswith("attachment;")


def test_a_caller_cannot_ask_for_a_type_off_the_list() -> None:
    assert serving_headers("a", as_type="text/html")["Content-Type"] == UNKNOWN
    assert serving_headers("a", as_type="image/webp")["Content-Type"] == "image/webp"


def test_names_are_kept_for_readers_of_utf8() -> None:
    value = serving_headers("dir/猫 1.png")["Content-Disposition"]
    assert value == "inline; filename=\"_ 1.png\"; filename*=UTF-8''%E7%8C%AB%201.png"


@given(st.text())
def test_no_name_breaks_out_of_its_header(name: str) -> None:
    value = serving_headers(name)["Content-Disposition"]
    assert value.isascii()
    assert value.isprintable()
    assert value.count('"') == 2
    assert "\\" not in value
    assert len(value) < 3000


def test_reversed_text_does_not_disguise_a_suffix() -> None:
    assert "%E2%80%AE" not in serving_headers("a\u202egnp.exe")["Content-Disposition"]
