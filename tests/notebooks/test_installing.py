"""`pip install` in notebooks, and what of it comes before the imports of a script."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyter_modelarts.notebooks.converting import convert
from jupyter_modelarts.notebooks.installing import installation
from jupyter_modelarts.notebooks.reading import read
from jupyter_modelarts.notebooks.schemas import NoteKind
from tests.notebooks.notebooks import code, notebook, parsed

KEPT = [
    ("pip install Shapely", "pip install Shapely"),
    ("pip3 install -q  x y", "pip install -q x y"),
    ("sudo pip install x", "pip install x"),
    ("{sys.executable} -m pip install x", "pip install x"),
    ("/opt/conda/bin/python3.6 -m pip install x", "pip install x"),
    ("uv pip install x", "pip install x"),
    ("pip install numpy>=1.2,<2 'scipy==1.*'", "pip install 'numpy>=1.2,<2' 'scipy==1.*'"),
    ("pip install x[all]~=2.0", "pip install 'x[all]~=2.0'"),
    (
        "pip install \"x; python_version<'3.9'\"",
        "pip install 'x; python_version<'\"'\"'3.9'\"'\"''",
    ),
    ("pip install -r requirements.txt  # ours", "pip install -r requirements.txt"),
    (
        "pip install --index-url=https://a.b/c?d=1 x",
        "pip install --index-url 'https://a.b/c?d=1' x",
    ),
    ("pip install git+https://a.b/c.git@v1#egg=c", "pip install 'git+https://a.b/c.git@v1#egg=c'"),
    ("pip install -e ./mine", "pip install -e ./mine"),
]

IN_PART = [
    ("pip install --user x", "pip install x"),
    ("pip install x > /dev/null 2>&1", "pip install x"),
    ("pip install x | tail -n 1", "pip install x"),
    ("pip install x 2>&1 | tee log &> y", "pip install x"),
]

NOT_KNOWN = ["pip install {name}", "pip install $NAME", "pip install x==`v`", 'pip install "$(ls)"']

UNSAFE = [
    "pip install x; rm -rf ~",
    "pip install x && ls",
    "pip install x || ls",
    "pip install x & ls",
    "pip install 'x",
    "pip install x>log.txt",
    "pip install --target / x",
    "pip install --config-settings=a x",
    "pip install -r",
    "pip install -q",
    "pip install -- -x",
    "pip install -i -x y",
    "pip install (x)",
    "pip install x\u202e",
]

LINES = st.lists(
    st.sampled_from([*"abc<>=!~;&|$`'\"\\(){}#/ \t", "pip install", "-r", "\u2028", "\x1b", "é"]),
    max_size=15,
).map("".join)


@pytest.mark.parametrize(("line", "command"), KEPT)
def test_packages_versions_and_known_options_are_kept(line: str, command: str) -> None:
    found = installation(line)

    assert found is not None
    assert (found.commands, found.remark) == ((command,), None)


@pytest.mark.parametrize(("line", "command"), IN_PART)
def test_where_output_goes_is_left_out_and_said(line: str, command: str) -> None:
    found = installation(line)

    assert found is not None
    assert found.remark is not None
    assert (found.commands, found.remark.kind) == ((command,), NoteKind.INSTALL_PART)


@pytest.mark.parametrize(
    ("lines", "kind"), [(NOT_KNOWN, NoteKind.INSTALL_VALUE), (UNSAFE, NoteKind.INSTALL_UNSAFE)]
)
def test_robustness_what_cannot_be_said_safely_is_no_command(
    lines: list[str], kind: NoteKind
) -> None:
    """robustness.md: shell injection in names."""
    for line in lines:
        found = installation(line)
        assert found is not None
        assert found.remark is not None
        assert (found.commands, found.remark.kind) == ((), kind), line


def test_several_installations_of_a_line_are_all_kept() -> None:
    found = installation("pip install a; pip install b==1 | tail && python -m pip install c")

    assert found is not None
    assert found.commands == ("pip install a", "pip install b==1", "pip install c")


@pytest.mark.parametrize(
    "line", ["pip list", "pip uninstall x", "conda install x", "pipx install x"]
)
def test_what_installs_nothing_by_pip_is_none(line: str) -> None:
    assert installation(line) is None


@settings(deadline=None, max_examples=300)
@given(LINES)
def test_robustness_whatever_the_line_holds_a_shell_sees_one_command(rest: str) -> None:
    """robustness.md: shell injection in names."""
    found = installation(f"pip install {rest}")

    for command in found.commands if found else ():
        assert shlex.split(command)[:2] == ["pip", "install"]
        assert command == " ".join(map(shlex.quote, shlex.split(command)))
        assert command.isprintable()


def test_the_documented_lines_stand_before_the_imports_and_run(tmp_path: Path) -> None:
    """With a pip of ours that only says what it was given."""
    hostile = "!pip install 'a; touch hacked' \"b$(touch hacked)\""
    cells = [
        code("from __future__ import annotations", "import os", "print('shapely')"),
        code("%pip install Shapely numpy>=1.2", "!pip install Shapely 'numpy>=1.2'"),
        code("!pip install 'x && touch hacked'", hostile, "!pip install x; touch hacked"),
    ]
    script = convert(read("a.ipynb", notebook(cells)))
    (tmp_path / "a.py").write_text(script.text)
    pip = tmp_path / "bin" / "pip"
    pip.parent.mkdir()
    pip.write_text(f"#!{sys.executable}\nimport sys\nprint(sys.argv[1:], flush=True)\n")
    pip.chmod(0o755)
    environment = {**os.environ, "PATH": f"{pip.parent}:{os.environ['PATH']}"}

    run = subprocess.run(
        [sys.executable, "a.py"], cwd=tmp_path, env=environment, capture_output=True, text=True
    )

    parsed(script.text)
    assert "os.system(\"pip install Shapely 'numpy>=1.2'\")" in script.text
    assert run.stdout.splitlines() == [
        "['install', 'Shapely', 'numpy>=1.2']",
        "['install', 'x && touch hacked']",
        "shapely",
    ]
    assert not (tmp_path / "hacked").exists()
