"""What a script does differently from its notebook: kinds for programs, sentences for people."""

from __future__ import annotations

from dataclasses import dataclass

from .schemas import NoteKind

_SENTENCES = {
    NoteKind.INSTALL: "{0} is left out: in a job, only pip install installs packages.",
    NoteKind.INSTALL_PART: "Only the installation itself is kept of {0}.",
    NoteKind.INSTALL_VALUE: "Nothing is installed, for what {0} names is known only in the "
    "notebook: write the package's name there.",
    NoteKind.INSTALL_UNSAFE: "Nothing is installed, for {0} holds more than packages and options "
    "that are known: give it a line of its own.",
    NoteKind.VARIABLE: "In the script, $ names variables of the shell, not of Python: {0}.",
    NoteKind.COMMAND: "The shell command {0} cannot be put into Python, and is left out.",
    NoteKind.MAGIC: "{0} is left out.",
    NoteKind.CELL_MAGIC: "{0} and what it does are left out: the cell is kept as comments.",
    NoteKind.UNSET: "Nothing is put into {0}: what was is left out.",
    NoteKind.SHORTHAND: "{0} at the start of a line is a shorthand of notebooks: the line is left "
    "out.",
    NoteKind.IPYTHON: "get_ipython() is there only in a notebook: the line is left out.",
    NoteKind.AWAIT: "What awaits outside of a function runs in an event loop of the cell's own.",
    NoteKind.SYNTAX: "The cell is kept as comments, for it does not parse: {0}.",
    NoteKind.OUTSIDE: "The cell is kept as comments, for it awaits outside of a function: {0}.",
    NoteKind.DEPTH: "The cell is kept as comments, for it is nested too deeply to be read.",
    NoteKind.LENGTH: "The cell is kept as comments, for it is longer than 1 MiB.",
    NoteKind.RUN: "{0} runs in a process of its own: what it defines is not there afterwards.",
    NoteKind.PARAMETER: "{0} stays as it is: only a number, text, True or False, or a list of one "
    "of these, given once, becomes an argument.",
}
_MOST = 60


@dataclass(frozen=True)
class Remark:
    """One thing that differs; `detail` is what the sentence names."""

    kind: NoteKind
    detail: str = ""

    @property
    def sentence(self) -> str:
        """For a person."""
        return _SENTENCES[self.kind].format(self.detail)


def remark(kind: NoteKind, detail: str = "") -> Remark:
    """A remark whose detail is one short line."""
    words = " ".join(detail.split())
    return Remark(kind, words if len(words) <= _MOST else words[: _MOST - 3] + "...")
