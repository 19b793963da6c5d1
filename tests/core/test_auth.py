"""What goes no further than us."""

from __future__ import annotations

from jupyter_modelarts.core.auth import without_token


def test_jupyters_token_is_passed_on_in_no_spelling() -> None:
    assert without_token("a=1&token=s&%74oken=s&token&b=token&%5B=%20&b") == "a=1&b=token&%5B=%20&b"
    assert without_token("") == ""
