"""One cell as Python: magics, shell lines, help, what does not parse, and anything at all."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyter_modelarts.notebooks.cells import convert
from jupyter_modelarts.notebooks.schemas import NoteKind
from tests.notebooks.notebooks import parsed

PYTHON = [
    "x = 1",
    "print('what?')  # really?",
    "x = '''\n!ls\n%magic\n?\n'''",
    "y = (1,\n     2 % 3,\n)",
    "z = a \\\n % b",
    "d['a = !b'] = 1",
    "'\\d'",
    "s = 'it''s'  # it's",
    "if x:\n\ty = 1",
    "def f():\n    # %matplotlib inline\n    return f'{x!r}'",
    "class A: pass",
    "async def f():\n    await g()",
]

MAGICS = [
    ("%matplotlib inline", "# %matplotlib inline"),
    ("if x:\n    %matplotlib inline", "if x:\n    pass  # %matplotlib inline"),
    ("x = 1\n!ls -l", "x = 1\nsubprocess.run('ls -l', shell=True)"),
    ("!!ls", "subprocess.run('ls', shell=True)"),
    ("!ls {a}/{b['c']}", "subprocess.run(f\"ls {a}/{b['c']}\", shell=True)"),
    ("!awk '{print $1}' x", "subprocess.run(\"awk '{print $1}' x\", shell=True)"),
    ("!ls \\\n  -l", "subprocess.run('ls    -l', shell=True)"),
    (
        'for x in y:\n  !echo "it\'s"',
        "for x in y:\n  subprocess.run('echo \"it\\'s\"', shell=True)",
    ),
    ("!pip install x", "# !pip install x"),
    ("!{sys.executable} -m pip install -q x", "# !{sys.executable} -m pip install -q x"),
    ("%pip install x", "# %pip install x"),
    ("%env A=1", "os.environ.update({'A': '1'})"),
    ("%cd {x}/y", 'os.chdir(os.path.expanduser(f"{x}/y"))'),
    ("here = %pwd", "here = os.getcwd()"),
    ("%time x = f()", "x = f()"),
    ("if x:\n    %time !ls", "if x:\n    subprocess.run('ls', shell=True)"),
    ("%timeit f()", "# %timeit f()"),
    ("x, y = %who_ls", "# x, y = %who_ls"),
    ("def f():\n    x = %sql a \\\n      b", "def f():\n    pass  # x = %sql a \\\n    # b"),
    ("x?", "# x?"),
    ("?x", "# ?x"),
    ("if x:\n    x.y??", "if x:\n    pass  # x.y??"),
    ("%%time\nx = 1", "# %%time\nx = 1"),
    (
        "\n\n%%time\n%%capture out\n!ls",
        "# %%time\n# %%capture out\nsubprocess.run('ls', shell=True)",
    ),
    ("%%modelarts train --wait\nx = 1", "# %%modelarts train --wait\nx = 1"),
    ("%%bash\nls", "# %%bash\nsubprocess.run(['bash'], text=True, check=True, input='ls\\n')"),
    (
        "%%capture\n%%sh\ncd 'a\\b'\nls\n",
        "# %%capture\n# %%sh\nsubprocess.run(['sh'], text=True, check=True, input=(\n"
        "    \"cd 'a\\\\b'\\n\"\n    'ls\\n'\n))",
    ),
    (
        "%%python3\nx = 1",
        "# %%python3\n"
        "subprocess.run([sys.executable, '-'], text=True, check=True, input='x = 1\\n')",
    ),
    (
        "%%writefile a/b.py\nx = 1\n",
        "# %%writefile a/b.py\npathlib.Path('a/b.py').write_text('x = 1\\n', encoding='utf-8')",
    ),
    ("%%bash --out x\nls", "# %%bash --out x\n# ls"),
    ("%%writefile -a b.py\nx = 1", "# %%writefile -a b.py\n# x = 1"),
    ("%%script false\nx = 1", "# %%script false\n# x = 1"),
    ("%mkdir -p {a}", 'subprocess.run(f"mkdir -p {a}", shell=True)'),
    ("%run a", "globals().update(runpy.run_path('a.py', run_name='__main__'))"),
    ("%run a.py --x 'b c'", "subprocess.run([sys.executable, 'a.py', '--x', 'b c'], check=True)"),
    ("%run a.ipynb", "# %run a.ipynb"),
    ("%run -i a.py", "# %run -i a.py"),
    ("%run 'a", "# %run 'a"),
    ("if x:\n    !pip install y", "if x:\n    os.system('pip install y')"),
    ("pip install x", "# pip install x"),
    ("%%html\n<b>", "# %%html\n# <b>"),
    ("%%time?", "# %%time?"),
    ("/f a", "# /f a"),
    ("  x = 1\n  y = 2", "x = 1\ny = 2"),
    ("get_ipython().run_line_magic('x', '')", "# get_ipython().run_line_magic('x', '')"),
    ("from __future__ import annotations", "# from __future__ import annotations"),
]

LEFT_OUT = ["%modelarts deploy digits", "%%modelarts train --epochs 3\nx = 1"]

BROKEN = [
    ("def f(:\n  pass", "does not parse: line 1, invalid syntax (Python 3."),
    ("x = (1,\n%s)\nprint(1", "does not parse: line 2, invalid syntax"),
    ("return 1", "outside function"),
    ("async with x: pass\nfrom y import *", "awaits outside of a function"),
    ("x = 1\n" * 200_000, "longer than 1 MiB"),
    ("-" * 100_000 + "1", "nested too deeply"),
    ("a" + ".b" * 100_000, "nested too deeply"),
    (">>> x = 1", "does not parse"),
]

LINES = st.sampled_from(
    [
        *PYTHON,
        *(source for source, _ in MAGICS),
        "if x:",
        "    ",
        "    y = 1",
        "\t!ls",
        "  %%time",
        "    %magic \\",
        "'''",
        '"',
        "(",
        "]",
        "\\",
        "# comment \\",
        "x = !ls 'a {b}",
        "x = %",
        "else:",
        "return",
        "?",
        "!",
        "%",
        "%%",
        "%%x y",
        "%time",
        "%time %time !ls",
        "%env {x}={y}",
        "%cd 'a",
        "await x",
        "from __future__ import braces",
        "\u2028x\x0c",
        "\ud800\0",
    ]
)
CELLS = st.lists(st.one_of(LINES, st.text(max_size=20)), max_size=8).map("\n".join)


@pytest.mark.parametrize("source", PYTHON)
def test_python_stays_as_it_is(source: str) -> None:
    made = convert(source)

    assert (made.text, made.remarks) == (source, ())


@pytest.mark.parametrize(("source", "text"), MAGICS)
def test_magics_become_python_or_comments(source: str, text: str) -> None:
    assert convert(source).text == text


@pytest.mark.parametrize(("source", "why"), BROKEN)
def test_a_cell_that_does_not_parse_is_kept_as_comments(source: str, why: str) -> None:
    made = convert(source)

    assert why in made.text.split("\n")[0]
    assert why in made.remarks[0].sentence
    assert [line[:1] for line in made.text.split("\n")] == ["#"] * made.text.count("\n") + ["#"]
    assert source.split("\n")[-1] in made.text


def test_what_only_a_notebook_needs_is_left_out_without_a_word() -> None:
    assert convert("%matplotlib inline\n%load_ext autoreload\nx?").remarks == ()


@pytest.mark.parametrize(
    ("source", "remark"),
    [
        ("!conda install x", "only pip install installs packages"),
        ("%pip uninstall -y x", "only pip install installs packages"),
        ("x = !pip install y", "Nothing is put into x"),
        ("%run a.py b", "in a process of its own"),
        ("x = %foo", "%foo is left out."),
        ("%foo", "%foo is left out."),
        ("%%perl\nls", "%%perl and what it does are left out"),
        ("!echo $HOME", "variables of the shell"),
        ("get_ipython().system('ls')", "only in a notebook"),
    ],
)
def test_what_differs_from_the_notebook_is_said(source: str, remark: str) -> None:
    assert remark in convert(source).remarks[0].sentence


def test_what_is_not_set_is_said_too() -> None:
    *_, unset = convert("a, b = %foo").remarks

    assert (unset.kind, unset.detail) == (NoteKind.UNSET, "a, b")


def test_a_cell_that_awaits_gets_an_event_loop_and_binds_its_names() -> None:
    source = (
        'import asyncio as a\nawait a.sleep(0)\ntext = """\none\n"""\nfor n in range(2):\n    m = n'
    )

    made = convert(source)
    program = f"import asyncio\n{made.text}\nprint(repr(text), m)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert made.modules == {"asyncio"}
    assert [found.kind for found in made.remarks] == [NoteKind.AWAIT]
    assert run.stdout == "'\\none\\n' 1\n"


def test_modules_and_futures_are_asked_for() -> None:
    made = convert("from __future__ import annotations  # here\nx = !ls\n%cd y")

    assert made.modules == {"subprocess", "os"}
    assert made.futures == {"from __future__ import annotations"}


def test_line_ends_and_signs_that_no_file_can_hold_are_repaired() -> None:
    assert convert("x = 1\r\ny = 2\rz = '\ud800\0'").text == "x = 1\ny = 2\nz = '?'"


@settings(deadline=None)
@given(CELLS)
def test_whatever_a_cell_holds_the_result_parses(source: str) -> None:
    made = convert(source)

    tree = parsed(made.text)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert not any(ast.unparse(call.func).startswith("get_ipython().") for call in calls)
    assert convert(made.text).text == made.text  # nothing of IPython's is left
    made.text.encode()


def test_a_long_cell_takes_no_long_time() -> None:
    """Not timed: what is not linear here would take minutes."""
    pieces = ["%env A" + " " * 100_000 + "b", "from __future__ import" + " " * 100_000 + "!"]
    pieces += ["x = 1 " + " " * 100_000, "y = '''" + "a\\'" * 100_000 + "'''", "!ls {a}" * 10_000]
    lines = [
        "%%time\n" * 10_000,
        *pieces,
        *(f"%magic{number}" for number in range(2_000)),
        "a" * 200_000 + "?",
    ]

    made = convert("\n".join(lines))

    assert "does not parse" in made.remarks[0].sentence
    assert made.text.count("\n") > len(lines)


@pytest.mark.parametrize("source", LEFT_OUT)
def test_what_a_magic_of_ours_would_do_is_missed_and_said(source: str) -> None:
    (left,) = convert(source).remarks

    assert left.kind is NoteKind.MAGIC
    assert "modelarts" in left.detail
