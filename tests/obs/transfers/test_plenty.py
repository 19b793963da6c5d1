"""Lists that are longer than the memory should hold."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jupyter_modelarts.core.errors import Unavailable
from jupyter_modelarts.obs.transfers.plenty import (
    HELD,
    Plenty,
    plenty_of_bases,
    plenty_of_items,
    plenty_of_names,
)
from jupyter_modelarts.obs.transfers.shapes import Action, Base, Direction, Item, Local, Remote

MANY = 2 * HELD + 1


def test_items_come_back_in_their_order_as_often_as_one_likes(tmp_path: Path) -> None:
    made = [
        Item(
            f"{number}-\udcff.bin",
            Action.CHANGED,
            Direction.DOWN,
            Remote(f"in/{number}", number, "etag", number * 10**9),
            Local(number, number) if number % 2 else None,
            "because",
        )
        for number in range(MANY)
    ]
    items = plenty_of_items(tmp_path)

    for one in made:
        items.append(one)

    assert (len(items), list(items), list(items)) == (MANY, made, made)


def test_bases_and_names_come_back(tmp_path: Path) -> None:
    bases, names = plenty_of_bases(tmp_path), plenty_of_names(tmp_path)

    for number in range(MANY):
        bases.append((str(number), Base(number, number, "etag")))
        names.append(str(number))

    assert list(names) == [str(number) for number in range(MANY)]
    assert [name for name, _ in bases] == list(names)
    assert list(bases)[-1] == (str(MANY - 1), Base(MANY - 1, MANY - 1, "etag"))


def test_only_a_block_is_in_memory_and_no_file_is_left_behind(tmp_path: Path) -> None:
    names = plenty_of_names(tmp_path)

    for number in range(MANY):
        names.append(str(number))

    assert (len(names._last), list(tmp_path.iterdir())) == (1, [])


def test_what_the_disk_has_lost_is_said(tmp_path: Path) -> None:
    names: Plenty[str] = plenty_of_names(tmp_path)
    for number in range(MANY):
        names.append(str(number))
    assert names._file is not None
    os.ftruncate(names._file.fileno(), 10)

    with pytest.raises(Unavailable):
        list(names)
