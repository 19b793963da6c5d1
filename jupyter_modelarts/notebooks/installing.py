"""`pip install` of notebooks as the line that ModelArts documents for scripts.

A training job runs in an environment of its own, so its script begins with
`os.system('pip install x')`. The words of a notebook's line are read, checked and quoted anew: what
is no requirement and no option that is known never comes into a command.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass

from .remarks import Remark, remark
from .schemas import NoteKind

PIP = re.compile(
    r"(?:sudo\s+)?(?:(?:\{sys\.executable\}|[\w./-]*python[\d.]*)\s+-m\s+)?(?:uv\s+)?"
    r"pip[\d.]*\s+install(?=\s)"
)
_FLAGS = frozenset(
    """
    -q -qq -qqq --quiet -v -vv --verbose -U --upgrade -I --ignore-installed --force-reinstall
    --pre --no-deps --no-cache-dir --no-build-isolation --no-input --no-warn-script-location
    --prefer-binary --use-pep517 --disable-pip-version-check
    """.split()  # noqa: SIM905  # a list of words
)
_OF_PLACES = frozenset(["-r", "--requirement", "-e", "--editable"])
_VALUED = _OF_PLACES | frozenset(
    """
    -i --index-url --extra-index-url -f --find-links --trusted-host -c --constraint --timeout
    --default-timeout --retries --only-binary --no-binary --upgrade-strategy --progress-bar
    """.split()  # noqa: SIM905
)
_OF_NO_JOB = frozenset(["--user", "--system", "--break-system-packages"])
"""Options of where to install: a job has one place."""

_TOKEN = re.compile(
    r"""
    (?P<space> \s+)
  | (?P<comment> \# .*)
  | (?P<rest> (?:\d*|&) >>? (?: &\d | \s* [^\s;|&]+ )  |  \| (?!\|) (?: [^|;&] | >&\d )*  )
  | (?P<next> && | ; )
  | (?P<word> (?: [^\s'"\\;|&`$()] | \\. | '[^']*' | "(?:[^"\\]|\\.)*" )+ )
    """,
    re.VERBOSE,
)
"""Of a shell line; `rest` is where output goes: a redirection or a pipe."""

_VALUES = re.compile(r"[$`{]")
_IN_SINGLE_QUOTES = re.compile(r"'[^']*'")
_COMPARED = re.compile(r"[<>=!~]")
_VERSION = r"(?:===?|~=|!=|>=|<=|<|>)\s*v?\d[\w.*+!-]*"
_REQUIREMENT = re.compile(
    rf"[A-Za-z0-9][\w.-]*\s*(?:\[[\w.,\s-]*\])?\s*(?:{_VERSION}(?:\s*,\s*{_VERSION})*)?\s*(?:;.*)?"
)


@dataclass(frozen=True)
class Installation:
    """What is run before the imports; none, where the remark says why."""

    commands: tuple[str, ...] = ()
    remark: Remark | None = None


class _Unsafe(Exception):
    """The line holds more than an installation that can be said again."""


def installation(line: str) -> Installation | None:
    """What a shell line or `%pip` line installs; None where it is no `pip install`."""
    if not PIP.match(line):
        return None
    bare = line.replace("{sys.executable}", "python", 1)
    if _VALUES.search(_IN_SINGLE_QUOTES.sub("", bare)) or "{" in bare:
        return Installation((), remark(NoteKind.INSTALL_VALUE, line))
    try:
        commands, changed = _commands(bare)
    except (_Unsafe, ValueError):  # the latter is shlex's
        return Installation((), remark(NoteKind.INSTALL_UNSAFE, line))
    return Installation(commands, remark(NoteKind.INSTALL_PART, line) if changed else None)


def call(command: str) -> str:
    """The documented line."""
    return f"os.system({command!r})"


def _commands(line: str) -> tuple[tuple[str, ...], bool]:
    """The commands joined by `&&` or `;`, and whether anything of the line is not in them."""
    pieces: list[list[str]] = [[]]
    changed, start = False, 0
    while start < len(line):
        found = _TOKEN.match(line, start)
        if found is None or (found.lastgroup == "comment" and line[start - 1] not in " \t"):
            raise _Unsafe
        start = found.end()
        if found.lastgroup == "next":
            pieces.append([])
        elif found.lastgroup == "word":
            pieces[-1].append(found[0])
        changed = changed or found.lastgroup == "rest"
    made = [_command(words) for words in pieces if words]
    return tuple(command for command, _ in made), changed or any(one for _, one in made)


def _command(raw: list[str]) -> tuple[str, bool]:
    line = " ".join(raw)
    found = PIP.match(f"{line} ")
    if found is None:
        raise _Unsafe
    words = _words(line[found.end() :])
    kept = _checked(words)
    return " ".join(["pip install", *map(shlex.quote, kept)]), len(kept) < len(words)


def _words(text: str) -> list[str]:
    """Unquoted, and `--option=value` as two words."""
    words: list[str] = []
    for word in shlex.split(text):
        option, equals, value = word.partition("=")
        words += [option, value] if equals and option in _VALUED else [word]
    return words


def _checked(words: list[str]) -> list[str]:
    """Known options and requirements. Raises _Unsafe over others, or where there are none."""
    kept: list[str] = []
    named = False
    rest = iter(words)
    for word in rest:
        if word in _VALUED:
            kept += [word, _plain(next(rest, ""))]
            named = named or word in _OF_PLACES
        elif word in _FLAGS:
            kept.append(word)
        elif word not in _OF_NO_JOB:
            kept.append(_required(word))
            named = True
    if not named:
        raise _Unsafe
    return kept


def _required(word: str) -> str:
    """A package with its version, or a place; not a redirection such as `x>log.txt`."""
    compares = _COMPARED.search(word) and "://" not in word
    if compares and not _REQUIREMENT.fullmatch(word):
        raise _Unsafe
    return _plain(word)


def _plain(word: str) -> str:
    if not word or word.startswith("-") or not word.isprintable():
        raise _Unsafe
    return word
