"""`%modelarts convert|deploy|predict`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from ..config.model_config import ServiceConfig
from ..errors import ModelArtsError
from ..model import Model, Predictor
from ..session import Session
from .shell import Shell
from .train import NOTEBOOK
from .words import Parser, expanded, named_version, split

_MOST = 1000


def convert(session: Session, words: list[str]) -> str:
    """Write the notebook, as it was saved last, as a Python file beside it."""
    parser = Parser("%modelarts convert")
    parser.add_argument("name", nargs="?", default="")
    parser.add_argument("--force", action="store_true")
    parser.add_argument("--notebook", default="")
    parser.add_argument("--no-markdown", action="store_true")
    parser.add_argument("--drop-tag", action="append", default=[])
    parser.add_argument("--no-arguments", action="store_true")
    given = parser.parse_args(words)
    notebook = given.notebook or _own_notebook()
    if not notebook:
        raise ModelArtsError("Which notebook is this? Name it: %modelarts convert --notebook PATH.")
    name = given.name or Path(notebook).stem
    body = {
        "notebook": notebook,
        "file_name": name if name.endswith(".py") else f"{name}.py",
        "overwrite": given.force,
        "options": {
            "markdown": not given.no_markdown,
            "drop_tags": given.drop_tag,
            "arguments": not given.no_arguments,
        },
    }
    made = session.client.call("POST", "/v1/{p}/notebook-conversions", body)
    names = ", ".join(f"--{argument['name']}" for argument in made["arguments"])
    takes = f" It takes {names}." if names else ""
    notes = [f"  cell {note['cell'] + 1}: {note['message']}" for note in made["notes"]]
    return "\n".join([f"The notebook, as it was saved last, is now {made['path']}.{takes}", *notes])


def deploy(session: Session, words: list[str]) -> Predictor:
    """Make a service of a model, or let the one of this name run it; waits until it answers."""
    parser = Parser("%modelarts deploy")
    parser.add_argument("model")
    parser.add_argument("--name", default="")
    parser.add_argument("--flavor", default="")
    parser.add_argument("--no-wait", action="store_true")
    given = parser.parse_args(words)
    model = find_model(session, given.model)
    name = given.name or model.get_model_info()["model_name"]
    config = ServiceConfig(model.model_id, specification=given.flavor)
    service = find_service(session, name)
    if service is None:
        return model.deploy_predictor(name, configs=[config], wait=not given.no_wait)
    service.update_service_config(configs=[config], wait=False)
    if service.state == "stopped":
        return service.start(wait=not given.no_wait)
    return service if given.no_wait else service.wait()


def predict(shell: Shell, session: Session, line: str) -> Any:
    """Ask a service, with a file, with JSON, or with a variable of the notebook."""
    name, _, rest = line.strip().partition(" ")
    service = find_service(session, expanded(name, shell.user_ns)) if name else None
    if service is None:
        raise ModelArtsError(
            f"There is no service {name}: %modelarts services lists them."
            if name
            else "Name a service and what to ask it: %modelarts predict SERVICE FILE_OR_JSON."
        )
    return service.predict(_asked(shell, rest.strip()))


def _own_notebook() -> str:
    """The absolute path that the server gave the kernel, its folder without links."""
    path = Path(os.environ.get(NOTEBOOK, ""))
    return str(path.parent.resolve() / path.name) if path.is_absolute() else str(path.name)


def find_model(session: Session, text: str) -> Model:
    """`NAME` (its newest version that is published) or `NAME:VERSION`."""
    name, version = named_version(text)
    rows = Model.get_model_list(session, model_name=name, limit=_MOST)["models"]
    for row in rows:
        fits = version is None or row["model_version"] == version
        if row["model_name"] == name and fits and row["model_status"] == "published":
            return Model(session, model_id=row["model_id"])
    raise ModelArtsError(f"There is no published model {text}: %modelarts models lists them.")


def find_service(session: Session, text: str) -> Predictor | None:
    """A service by its name or its id."""
    rows = Predictor.get_service_list(session, limit=_MOST)["services"]
    for row in rows:
        if text in (row["service_name"], row["service_id"]):
            return Predictor(session, row["service_id"])
    return None


def _asked(shell: Shell, text: str) -> Any:
    if not text:
        raise ModelArtsError("What is asked is missing: a file, JSON, or a variable's name.")
    if text in shell.user_ns:
        return shell.user_ns[text]
    if text.startswith(("{", "[")) and text[-1:] in "}]":
        try:
            return json.loads(text)
        except ValueError as error:
            named = expanded(text, shell.user_ns)
            if named == text:
                raise ModelArtsError(f"This is not JSON: {error}.") from None
            text = named
    path = Path(expanded(split(text)[0], shell.user_ns)).expanduser()
    if not path.is_file():
        raise ModelArtsError(f"{text} is no file, no JSON and no variable.")
    return path
