"""What commands are told the name of, and what they show."""

from __future__ import annotations

import pytest

from jupyter_modelarts.core.commands import Named, every, only_named
from jupyter_modelarts.core.errors import Conflict
from jupyter_modelarts.core.schemas import Page, PageQuery

FOUND = [Named("1", "a", "V2"), Named("2", "a", "V1"), Named("3", "b", "V1"), Named("4", "c")]


@pytest.mark.parametrize(
    ("text", "meant"), [("b", "3"), ("a:V1", "2"), ("c", "4"), ("1", "1"), ("none:V1", "none:V1")]
)
def test_a_name_means_the_only_one_that_has_it(text: str, meant: str) -> None:
    assert only_named("job", text, FOUND) == meant


def test_a_name_of_several_is_refused_with_what_to_say() -> None:
    with pytest.raises(Conflict, match="say a:V2, a:V1, or an id"):
        only_named("job", "a", FOUND)
    with pytest.raises(Conflict, match=r"There are 9 of this name.* 0, 1, 2, 3, 4 and 4 more"):
        only_named("job", "x", [Named(str(number), "x") for number in range(9)])


def test_every_page_is_read() -> None:
    def page(query: PageQuery) -> Page[int]:
        start = int(query.marker or 0)
        return Page(items=[start], total=3, next_marker=str(start + 1) if start < 2 else None)

    assert list(every(page)) == [0, 1, 2]
