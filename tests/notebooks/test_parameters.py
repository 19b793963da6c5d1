"""Cells of parameters as arguments, and the scripts with them run for real."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyter_modelarts.notebooks.converting import convert
from jupyter_modelarts.notebooks.parameters import parameters
from jupyter_modelarts.notebooks.reading import read
from jupyter_modelarts.notebooks.schemas import Argument, ArgumentKind, NoteKind
from tests.notebooks.notebooks import code, notebook, parsed, tagged

CELL = """\
# How it learns
learning_rate = 0.1  # step size, 10% of the usual
epochs: int = 3
name = 'a "b"'
shuffle = True  # every epoch
layers = [
    64,  # first
    32,
]  # sizes
shares = [0.5, 1]
marks = ["x", "y z"]
flags: list[bool] = []
depth: int | None = None
low = -1e-3
steps = epochs * 2
if shuffle:
    low = low
other = {"a": 1}
a, b = 1, 2
c = 1; d = 2
nothing = None
help = 1
_given = 2
"""
NAMES = [
    "learning_rate",
    "epochs",
    "name",
    "shuffle",
    "layers",
    "shares",
    "marks",
    "flags",
    "depth",
]
SHOWN = f"\nimport json\nprint(json.dumps([{', '.join(NAMES)}, steps]))"
USUAL = [0.1, 3, 'a "b"', True, [64, 32], [0.5, 1], ["x", "y z"], [], None, 6]


def outcome(folder: Path, *arguments: str, cells: list[object] | None = None) -> Any:
    """What the script of the cell prints with these arguments, and its complaint."""
    usual = [tagged(code(*CELL.splitlines()), "parameters"), code(*SHOWN.splitlines())]
    script = folder / "script.py"
    script.write_text(convert(read("a.ipynb", notebook(cells or usual))).text)
    argv = [sys.executable, str(script), *arguments]
    run = subprocess.run(argv, capture_output=True, text=True)
    return json.loads(run.stdout) if run.returncode == 0 else run.stderr


def test_without_arguments_the_values_are_the_notebooks(tmp_path: Path) -> None:
    assert outcome(tmp_path) == USUAL


def test_a_job_reaches_its_parameters_and_others_are_left_alone(tmp_path: Path) -> None:
    """As training jobs hand them over: `--name=value`, beside what ModelArts adds."""
    given = ["--data_url=/cache/data", "--train_url=/out", "--learning_rate=0.5", "--epochs=7"]
    given += ["--name=c d", "--shuffle=false", "--layers=8,16", "--shares=[0.25, 0.75]"]
    given += ["--marks='p','q r'", "--flags=yes,no", "--depth=4", "--unknown", "5"]

    found = outcome(tmp_path, *given)

    lists = [[8, 16], [0.25, 0.75], ["p", "q r"], [True, False]]
    assert found == [0.5, 7, "c d", False, *lists, 4, 14]


def test_a_person_may_write_them_with_blanks(tmp_path: Path) -> None:
    given = ["--data", "x", "--learning_rate", "2e-3", "--layers", "1", "2", "--shuffle"]

    found = outcome(tmp_path, *given)

    assert found[:5] == [0.002, 3, 'a "b"', True, [1, 2]]


@pytest.mark.parametrize(
    ("argument", "complaint"),
    [
        ("--epochs=many", "argument --epochs: invalid int value: 'many'"),
        ("--shuffle=perhaps", "'perhaps' is neither true nor false"),
        ("--layers=1,x", "argument --layers: invalid list of int value: '1,x'"),
    ],
)
def test_a_value_that_cannot_be_read_is_refused_by_the_script(
    tmp_path: Path, argument: str, complaint: str
) -> None:
    assert complaint in outcome(tmp_path, argument)


def test_help_comes_from_the_comments(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(parsed_script())

    run = subprocess.run(
        [sys.executable, "script.py", "--help"], cwd=tmp_path, capture_output=True, text=True
    )

    assert "step size, 10% of the usual" in " ".join(run.stdout.split())


def parsed_script() -> str:
    """The script of the cell."""
    cells = [tagged(code(*CELL.splitlines()), "parameters")]
    return convert(read("a.ipynb", notebook(cells))).text


def test_what_can_be_no_argument_stays_and_is_named() -> None:
    made = parameters(CELL)

    assert {found.kind for found in made.remarks} == {NoteKind.PARAMETER}
    named = [found.detail for found in made.remarks]
    assert named == ["low", "steps", "other", "a, b", "c", "d", "nothing", "help", "_given"]
    for line in ("low = -1e-3", "a, b = 1, 2", "c = 1; d = 2", "    low = low"):
        assert f"\n{line}\n" in made.text


def test_arguments_are_told_of() -> None:
    found = {argument.name: argument for argument in parameters(CELL).arguments}

    assert list(found) == NAMES
    assert found["shuffle"] == Argument(
        name="shuffle", kind=ArgumentKind.BOOL, is_list=False, default="true", help="every epoch"
    )
    assert found["shares"] == Argument(
        name="shares", kind=ArgumentKind.FLOAT, is_list=True, default="0.5,1", help=""
    )


def test_types_may_stand_beside_the_value_or_in_its_comment() -> None:
    source = (
        "a: float = 1\nb = 2  # type: float the bound\nc: 'Optional[str]' = None\nd: Path = 'x'"
    )

    found = [(one.kind.value, one.default, one.help) for one in parameters(source).arguments]

    assert found == [
        ("float", "1", ""),
        ("float", "2", "the bound"),
        ("str", "", ""),
        ("str", "x", ""),
    ]


def test_what_papermill_injected_is_the_default_and_a_job_still_decides(tmp_path: Path) -> None:
    cells: list[object] = [
        tagged(code("epochs = 3"), "parameters"),
        tagged(code("epochs = 5"), "injected-parameters"),
        code("print(epochs)"),
    ]

    assert outcome(tmp_path, cells=cells) == 5
    assert outcome(tmp_path, "--epochs=9", cells=cells) == 9


def test_a_cell_without_a_value_stays_as_it_is() -> None:
    assert parameters("import os\nprint(os)").text == "import os\nprint(os)"


VALUES = st.recursive(
    st.one_of(st.integers(), st.floats(), st.text(), st.booleans(), st.none(), st.binary()),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)
NAMED = st.sampled_from(["lr", "help", "_given", "argparse", "学习率", "ﬁ", "type", "list", "_x"])
LINE = st.one_of(
    st.builds("{} = {!r}  # {!r}".format, NAMED, VALUES, st.text(max_size=5)),
    st.builds("{}: {} = {!r}".format, NAMED, st.sampled_from(["int", "List[str]", "x"]), VALUES),
    st.sampled_from(
        ["if 1:", "    lr = 2", "lr = (", "1)", "lr += 1", "'''", "a = b = 3", "\\", "#"]
    ),
)


@settings(deadline=None)
@given(st.lists(LINE, max_size=6))
def test_whatever_a_cell_of_parameters_holds_the_file_parses(lines: list[str]) -> None:
    cell = tagged(code("x = 1"), "parameters")
    script = convert(read("a.ipynb", notebook([{**cell, "source": "\n".join(lines)}, code("y")])))

    parsed(script.text)
    assert [one.name for one in script.arguments] == list(
        dict.fromkeys(one.name for one in script.arguments)
    )
