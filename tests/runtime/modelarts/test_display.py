"""What a notebook shows: nothing of others is markup, and a terminal can read it too."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_modelarts.runtime.modelarts.curves import Curves
from jupyter_modelarts.runtime.modelarts.display import Card, Table, badge, picture
from jupyter_modelarts.runtime.modelarts.errors import ModelArtsError

HOSTILE = '<img src=x onerror="alert(1)">'


def test_robustness_results_in_a_notebook_are_text() -> None:
    points = [{"step": 1, "value": 2.0}, {"step": 2, "value": 1.0}]
    series = {"name": HOSTILE, "last": 1.0, "count": 2, "smallest": 1, "largest": 2}

    shown = [
        Card(HOSTILE, HOSTILE, [(HOSTILE, HOSTILE)], HOSTILE, "javascript:alert(1)").html(),
        Card("a", "b", link=f'http://x/"{HOSTILE}').html(),
        Table([HOSTILE], [[HOSTILE], [badge(HOSTILE)]])._repr_html_(),
        Table(["a"], [], HOSTILE)._repr_html_(),
        Curves([{**series, "points": points}])._repr_html_(),
    ]

    for html in shown:
        assert "<img" not in html
        assert "javascript:" not in html


def test_a_table_is_readable_in_a_terminal() -> None:
    table = Table(("", "job", "state"), [("x", "digits", badge("running")), ("y", "a", "b")])

    assert repr(table).splitlines() == ["job     state", "digits  running", "a       b"]


def test_a_table_is_a_list_of_what_is_known() -> None:
    table = Table(("job",), [("digits",)], items=[{"job": "digits", "id": 7}])

    assert [item["id"] for item in table] == [7]
    assert len(table) == 1


def test_only_an_image_is_shown_as_one(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"png")
    (tmp_path / "a.svg").write_text("<svg onload='alert(1)'/>")

    assert picture(tmp_path / "a.png").text.startswith('<img src="data:image/png;base64,cG5n"')
    with pytest.raises(ModelArtsError, match=r"a\.svg is no PNG"):
        picture(tmp_path / "a.svg")


def test_curves_without_points_say_so() -> None:
    assert "no metrics" in repr(Curves([]))
    assert "no metrics" in Curves([])._repr_html_()
