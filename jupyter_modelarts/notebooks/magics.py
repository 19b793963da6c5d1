"""What becomes of IPython's own syntax in a script: Python where there is an equal, else nothing.

Shell lines run in the shell as they do in the notebook, except for installations: those of pip
come before the imports, those of others stay away, for an engine has its packages.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass

from .checking import is_expression
from .installing import installation
from .remarks import Remark, remark
from .schemas import NoteKind

OF_NOTEBOOKS = frozenset(
    """
    alias_magic autoreload autosave colors config connect_info dirs doctest_mode gui history
    load_ext lsmagic magic matplotlib notebook page pdef pdoc pfile pinfo pinfo2 popd pprint
    precision psearch psource pycat quickref recall reload_ext tb tensorboard unload_ext who
    who_ls whos xmode
    """.split()  # noqa: SIM905  # a list of words
)
"""Line magics that mean nothing outside of a notebook: nobody misses them in a script."""

DISPLAYS = frozenset(["html", "javascript", "js", "latex", "markdown", "svg"])
"""Cell magics that only show something."""

RUNNING = frozenset(["capture", "debug", "memit", "modelarts", "prun", "time"])
"""Cell magics that run their body as it stands."""

_OF_THE_SHELL = frozenset(["cat", "cp", "ls", "mkdir", "mv", "rm", "rmdir"])
"""Line magics that are the shell's own commands."""

_INSTALLS = re.compile(
    r"\s*(?:sudo\s+)?(?:(?:\{sys\.executable\}|[\w./-]*python[\d.]*)\s+-m\s+)?"
    r"(?:uv\s+)?(?:pip[\d.]*|conda|mamba|micromamba|apt|apt-get|brew)\s+"
    r"(?:-\S+\s+)*(?:install|uninstall|remove|update|upgrade|add)\b"
)
_SUBPROCESS = ("subprocess",)
_BRACES = re.compile(r"\{([^{}]+)\}")
_QUOTES = ('"', "'", '"""', "'''", "\n")  # the last is in no command, and never parses
_VARIABLE = re.compile(r"\$(?:\w|\{)")


@dataclass(frozen=True)
class Replacement:
    """Python instead of a magic; None: nothing, and it stays as a comment.

    `installs` are commands that run before the imports.
    """

    expression: str | None
    remark: Remark | None = None
    modules: tuple[str, ...] = ()
    installs: tuple[str, ...] = ()


def means_more(head: str) -> bool:
    """Whether a cell magic that runs its body also gives it arguments, which a script gets
    elsewhere."""
    name, _, rest = head.removeprefix("%%").partition(" ")
    return name == "modelarts" and bool(rest.strip())


def shell(command: str, *, captured: bool) -> Replacement:
    """A shell line; with `captured` the list of lines that it prints."""
    if installed := installation(command):
        return Replacement(None, installed.remark, ("os",), installed.commands)
    if _INSTALLS.match(command):
        return Replacement(None, remark(NoteKind.INSTALL, command))
    text = interpolated(command) or interpolated(f"{command} ")  # room before a closing quote
    if text is None:
        return Replacement(None, remark(NoteKind.COMMAND, command))
    note = remark(NoteKind.VARIABLE, command) if _VARIABLE.search(command) else None
    if not captured:
        return Replacement(f"subprocess.run({text}, shell=True)", note, _SUBPROCESS)
    run = f"subprocess.run({text}, shell=True, stdout=subprocess.PIPE, text=True)"
    return Replacement(f"{run}.stdout.splitlines()", note, _SUBPROCESS)


def magic(line: str) -> Replacement:
    """A line magic without its `%`; `%time x = f()` is what it times."""
    name, _, rest = line.partition(" ")
    rest = rest.strip()
    if name in OF_NOTEBOOKS:
        return Replacement(None)
    if name in ("sx", "system"):
        return shell(rest, captured=True)
    if name in _OF_THE_SHELL:
        return shell(line, captured=False)
    if name == "pip" and (installed := installation(line)):
        return Replacement(None, installed.remark, ("os",), installed.commands)
    if name in ("pip", "conda", "mamba", "micromamba", "uv"):
        return Replacement(None, remark(NoteKind.INSTALL, f"%{line}"))
    if name == "time":
        return Replacement(rest or None)
    known = _EQUALS.get(name)
    found = known(rest) if known else None
    return found or Replacement(None, remark(NoteKind.MAGIC, f"%{name}"))


def interpolated(command: str) -> str | None:
    """A literal of a command in which IPython would put Python's `{values}`; None: there is none.

    As in IPython, braces that hold no expression stay as they are.
    """
    if not any(is_expression(f'f"""{{{inner}}}"""') for inner in _BRACES.findall(command)):
        return repr(command)
    escaped = command.replace("\\", "\\\\")
    text = next(f"f{quote}{escaped}{quote}" for quote in _QUOTES if quote not in escaped)
    return text if is_expression(text) else None


def _script(rest: str) -> Replacement | None:
    """`%run` of a Python file; with arguments it gets a process of its own."""
    if any(c in rest for c in "$`{\\"):
        return None
    try:
        first, *arguments = shlex.split(rest)
    except ValueError:
        return None
    path = first if first.endswith(".py") else f"{first}.py"
    if first.startswith(("-", "~")) or first.endswith((".ipynb", ".ipy")):
        return None
    if not arguments:
        run = f"globals().update(runpy.run_path({path!r}, run_name='__main__'))"
        return Replacement(run, None, ("runpy",))
    argv = ", ".join(["sys.executable", *map(repr, [path, *arguments])])
    note = remark(NoteKind.RUN, f"%run {rest}")
    return Replacement(f"subprocess.run([{argv}], check=True)", note, ("subprocess", "sys"))


def _environment(rest: str) -> Replacement | None:
    name, _, given = rest.partition("=") if "=" in rest else rest.partition(" ")
    value = interpolated(given.strip())
    if not name.strip().isidentifier() or not given or value is None or _VARIABLE.search(given):
        return None
    return Replacement(f"os.environ.update({{{name.strip()!r}: {value}}})", None, ("os",))


def _directory(rest: str) -> Replacement | None:
    if not rest or rest.startswith("-") or any(c in rest for c in "$'\"\\"):
        return None
    path = interpolated(rest)
    return Replacement(f"os.chdir(os.path.expanduser({path}))", None, ("os",))


def _here(rest: str) -> Replacement | None:
    return None if rest else Replacement("os.getcwd()", None, ("os",))


_EQUALS: dict[str, Callable[[str], Replacement | None]] = {
    "cd": _directory,
    "env": _environment,
    "pwd": _here,
    "run": _script,
    "set_env": _environment,
}
