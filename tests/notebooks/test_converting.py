"""Notebook files of all kinds as Python files."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyter_modelarts.core.errors import InvalidInput, TooLarge
from jupyter_modelarts.notebooks import reading
from jupyter_modelarts.notebooks.converting import convert
from jupyter_modelarts.notebooks.reading import read
from jupyter_modelarts.notebooks.schemas import ConversionOptions, Note, NoteKind
from tests.notebooks.notebooks import code, markdown, notebook, parsed, tagged

WHOLE = """\
#!/usr/bin/env python
# coding: utf-8

# Converted from digits.ipynb: what is changed here is lost when it is converted again.
from __future__ import annotations
import subprocess

# # Digits 手写数字
#
# by hand

# Cell 2
# %matplotlib inline
# from __future__ import annotations
subprocess.run('ls', shell=True)

# Cell 4
# {reason}
# print(

# Cell 5
text = '''

a

'''
"""


def test_a_notebook_becomes_one_file() -> None:
    cells = [
        markdown("# Digits 手写数字\r\n\r\nby hand"),
        code("%matplotlib inline", "from __future__ import annotations", "!ls"),
        code(),
        code("print("),
        code("text = '''", "", "a", "", "'''"),
    ]

    script = convert(read("digits.ipynb", notebook(cells)))

    lines = [line.rstrip() for line in script.text.split("\n")]
    assert "\n".join(lines) == WHOLE.format(reason=script.notes[0].message)
    assert [note.cell for note in script.notes] == [3]
    assert script.cells == 3


def test_chosen_cells_come_in_the_order_of_the_notebook() -> None:
    read_notebook = read("a.ipynb", notebook([code(f"x = {number}") for number in range(4)]))

    script = convert(read_notebook, [3, 1, 3])

    assert [line for line in script.text.split("\n") if line.startswith("x")] == ["x = 1", "x = 3"]
    assert "# Cell 4" in script.text


def test_notes_name_their_cells() -> None:
    script = convert(read("a.ipynb", notebook([code("x = 1"), code("%foo", "%foo")])))

    assert script.notes == (
        Note(cell=1, message="%foo is left out.", kind=NoteKind.MAGIC, detail="%foo"),
    )


def test_a_notebook_of_format_3() -> None:
    cells = [
        {"cell_type": "heading", "level": 1, "source": "Title"},
        {"cell_type": "code", "input": ["x = 1\n", "%pylab"], "language": "python", "outputs": []},
    ]
    old = {"metadata": {"name": ""}, "nbformat": 3, "worksheets": [{"cells": cells}]}

    script = convert(read("a.ipynb", json.dumps(old).encode()))

    assert "# Title" in script.text
    assert "x = 1\n# %pylab" in script.text


def test_damaged_outputs_and_a_byte_order_mark_do_not_matter() -> None:
    cell = {**code("x = 1"), "outputs": [{"data": math.nan}, 3], "metadata": "?"}

    script = convert(read("a.ipynb", b"\xef\xbb\xbf" + notebook([cell, {}])))

    assert "x = 1" in script.text


def test_cells_are_dropped_by_tag_and_text_by_wish() -> None:
    cells = [
        tagged(markdown("# Draft"), "skip"),
        markdown("# Story"),
        tagged(code("x = 1"), "skip", "plots"),
        tagged(code("y = 2"), "Skip", 3, None),
        {**code("z = 3"), "metadata": {"tags": "skip"}},
    ]
    read_notebook = read("a.ipynb", notebook(cells))

    with_text = convert(read_notebook, None, ConversionOptions(drop_tags=["skip"]))
    without = convert(read_notebook, None, ConversionOptions(markdown=False))

    assert "Draft" not in with_text.text
    assert "# # Story" in with_text.text
    assert "x = 1" not in with_text.text
    assert "y = 2\n\n# Cell 5\nz = 3" in with_text.text
    assert (with_text.cells, without.cells) == (2, 3)
    assert "Story" not in without.text
    with pytest.raises(InvalidInput, match="left out by their tags"):
        convert(read_notebook, [2], ConversionOptions(drop_tags=["plots"]))


def test_installations_stand_once_before_every_import_of_the_notebook() -> None:
    cells = [code("import shapely"), code("!pip install Shapely"), code("%pip install Shapely")]

    text = convert(read("a.ipynb", notebook(cells))).text

    assert text.count("os.system('pip install Shapely')") == 1
    assert text.index("os.system(") < text.index("import shapely")


@pytest.mark.parametrize(
    "source",
    [
        "print(f'{x!r} {y!s:>{z}}')",
        "x = '!ls'; y = \"%time\"",
        "print('''\n%%bash\n!rm -rf /\n''')",
        "x = [\n    '%a' % b,\n    c\n    !=d,\n]",
        "text = '\\U0001f600'  # 😀",
        "def f(x):\n\tif x != 1:\n\t\treturn x\n\treturn f'{x!a}'",
    ],
)
def test_what_only_looks_like_a_magic_stays(source: str) -> None:
    script = convert(read("a.ipynb", notebook([code(*source.split("\n"))])))

    assert script.notes == ()
    assert f"# Cell 1\n{source}\n" in script.text
    parsed(script.text)


def test_a_name_cannot_leave_its_comment() -> None:
    script = convert(read("a\nimport os\u2028#.ipynb", notebook([code("x = 1")])))

    assert len(parsed(script.text).body) == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"\xff\xfe", "UTF-8"),
        (b"[]", "no list of cells"),
        (b"{}", "no list of cells"),
        (b'{"cells": 3}', "no list of cells"),
        (b'{"worksheets": {"cells": []}}', "no list of cells"),
        (b'{"worksheets": [3]}', "no list of cells"),
        (b'{"cells": [3]}', "cell 1 is no cell"),
        (b'{"cells": [{"cell_type": "code", "source": [3]}]}', "cell 1 has no text"),
        (b'{"cells": []}', "no code"),
        (notebook([markdown("text"), code("", " ")]), "no code"),
        (notebook([code("x <- 1")], language_info={"name": "R"}), '"R"'),
        (notebook([code("x")], kernelspec={"language": "julia", "name": "j"}), '"julia"'),
    ],
)
def test_what_is_no_python_notebook_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        convert(read("a.ipynb", data))


def test_a_cell_that_is_not_there_is_refused() -> None:
    with pytest.raises(InvalidInput, match="has 1 cells, and none at 7"):
        convert(read("a.ipynb", notebook([code("x = 1")])), [0, 7])


def test_a_huge_notebook_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = notebook([code("x = 1")])
    with monkeypatch.context() as patch, pytest.raises(TooLarge, match="clear its outputs"):
        patch.setattr(reading, "MAX_BYTES", len(data) - 1)
        read("a.ipynb", data)
    monkeypatch.setattr(reading, "MAX_SOURCE", 4)
    with pytest.raises(TooLarge, match="divide it"):
        read("a.ipynb", data)


SOURCES = st.text(alphabet=st.sampled_from("x=1 \n\r\t!%?#'\"\\(){}:\x0c\u2028é"), max_size=40)
ANY_CELLS = st.lists(
    st.one_of(st.builds(code, SOURCES), st.builds(markdown, SOURCES)), min_size=1, max_size=5
)


@settings(deadline=None)
@given(ANY_CELLS)
def test_whatever_the_cells_hold_the_file_parses(cells: list[object]) -> None:
    script = convert(read("a.ipynb", notebook([code("x = 1"), *cells])))

    parsed(script.text)
