"""`%modelarts VERB …` and `%%modelarts VERB …`: which verb it is, and help."""

from __future__ import annotations

from typing import Any

from ..errors import ModelArtsError
from ..session import Session
from . import actions, lists
from .shell import Shell
from .sync import sync
from .train import train
from .words import expanded, split

HELP = """\
%modelarts datasets | jobs | models | services
    Tables of what is there.
%modelarts convert [NAME] [--force] [--notebook PATH] [--no-markdown] [--drop-tag TAG]
                   [--no-arguments]
    Write this notebook, as it was saved last, as a Python file; --force overwrites. PATH may be
    obs://bucket/a.ipynb. Cells tagged TAG are left out; values in a cell tagged parameters become
    the file's arguments.
%modelarts sync obs://BUCKET/FOLDER/ [--to FOLDER] [--name NAME] [--up | --watch] [--delete]
                [--on-conflict copy|overwrite|skip] [--max-files N] [--max-mb N] [--no-wait]
    Bring a folder of a bucket here (or --up: back), or obs://BUCKET/FOLDER/FILE alone; only what
    changed moves. At most 1024 files move at once, and the work directory holds at most 500 MB
    afterwards; 0 is no limit.
%modelarts deploy MODEL[:VERSION] [--name SERVICE] [--flavor FLAVOR] [--no-wait]
    Make an online service of a model, or let a service that is there run it.
%modelarts predict SERVICE FILE | JSON | VARIABLE
    Ask a service.
%%modelarts train [--name JOB] [--engine ENGINE] [--dataset NAME[:VERSION]] [--input obs://…]
                  [--output obs://…] [--flavor FLAVOR] [--file FILE] [--as VARIABLE] [--no-wait]
                  [ARGUMENTS]
    Run the cell as a training job, with each --file beside it. It finds its data in --data_url and
    leaves what it makes in --train_url; ARGUMENTS (--epochs 30) are handed on. The log shows below
    the cell; interrupting detaches from the job, which goes on. {variable} is replaced by the
    notebook's variable.
"""
_TABLES = {
    "datasets": lists.datasets,
    "jobs": lists.jobs,
    "models": lists.models,
    "services": lists.services,
}
_OPTIONS = {
    "convert": ("--force", "--notebook", "--no-markdown", "--drop-tag", "--no-arguments"),
    "deploy": ("--name", "--flavor", "--no-wait"),
    "predict": (),
    "sync": (
        *("--to", "--name", "--up", "--watch", "--delete", "--on-conflict"),
        *("--max-files", "--max-mb", "--no-wait"),
    ),
    "train": (
        *("--name", "--engine", "--dataset", "--input", "--output", "--flavor", "--file"),
        *("--as", "--no-wait"),
    ),
}


class Help(str):
    """Text that a notebook shows as it stands."""

    def __repr__(self) -> str:
        return str(self)


class Entry:
    """What both magics call."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def run(self, line: str, cell: str | None) -> Any:
        """Do what the line says. Raises ModelArtsError, which shows as its sentence."""
        try:
            return self._run(line, cell)
        except KeyboardInterrupt:
            raise ModelArtsError(
                "Interrupted. What was begun goes on: %modelarts jobs and services list it."
            ) from None

    def _run(self, line: str, cell: str | None) -> Any:
        verb, _, rest = line.strip().partition(" ")
        if cell is not None:
            if verb != "train":
                raise ModelArtsError("The only cell magic is %%modelarts train.")
            return train(self._shell, Session(), self._words(rest), cell)
        if verb in ("", "help"):
            return Help(HELP)
        if verb == "train":
            raise ModelArtsError("Write %%modelarts train in a cell's first line, the code below.")
        if verb not in (*_TABLES, *_OPTIONS):
            raise ModelArtsError(f"There is no {verb}: %modelarts alone shows what there is.")
        return self._line(verb, rest)

    def complete(self, _: object, event: Any) -> list[str]:
        """What IPython offers after Tab: verbs, then the options of the verb."""
        words = str(event.line).split()[1:]
        symbol = str(event.symbol)
        if len(words) <= (1 if symbol else 0):
            cell = str(event.line).startswith("%%")
            return ["train"] if cell else [*_TABLES, *(one for one in _OPTIONS if one != "train")]
        return list(_OPTIONS.get(words[0], ()))

    def _line(self, verb: str, rest: str) -> Any:
        session = Session()
        if verb in _TABLES:
            if rest.strip():
                raise ModelArtsError(f"%modelarts {verb} takes no more words.")
            return _TABLES[verb](session)
        if verb == "predict":
            return actions.predict(self._shell, session, rest)
        if verb == "convert":
            return Help(actions.convert(session, self._words(rest)))
        if verb == "sync":
            return Help(sync(session, self._words(rest)))
        return actions.deploy(session, self._words(rest))

    def _words(self, text: str) -> list[str]:
        return split(expanded(text, self._shell.user_ns))
