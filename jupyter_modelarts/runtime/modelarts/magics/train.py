"""`%%modelarts train`: the cell's body becomes the boot file of a training job.

With the files that go beside it, it goes to the object store under the digest of them all, so a
version always runs what it was made of, and the job's page shows where that is. Its lines have the
numbers of the cell's lines.
"""

from __future__ import annotations

import ast
import hashlib
import os
import re
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from ..dataset import Dataset
from ..errors import JobFailed, ModelArtsError
from ..estimator import submit
from ..following import say
from ..session import Session
from ..training import DETACHED, TrainingJob
from .shell import Shell, show
from .words import Parser, before_and_after, named_version, parameters

BOOT_FILE = "cell.py"
NOTEBOOK = "JPY_SESSION_NAME"
_HEAD = "# A notebook's cell, sent by %%modelarts train; line 1 there is this line.\n"
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_\u4e00-\u9fff-]+")
_DIGITS = 12
_MOST = 48


def train(shell: Shell, session: Session, words: list[str], body: str) -> TrainingJob:
    """Run the cell as a job, show its log, and give the job."""
    given, own = _read(words)
    _check(body)
    files = {BOOT_FILE: (_HEAD + body).encode(), **_files(given.file)}
    name = given.name or _notebook_name()
    bucket = _bucket(session, given.output)
    folder = f"obs://{bucket}/training/{name}"
    code = f"{folder}/code/{_digest(files)}/"
    request = {
        "metadata": _metadata(session, name),
        "algorithm": {
            "code_dir": code,
            "boot_file": BOOT_FILE,
            "engine": {"engine_id": given.engine or _engine(session)},
            "parameters": parameters(own),
            "inputs": _inputs(session, given),
            "outputs": [{"remote": {"obs": {"obs_url": given.output or f"{folder}/output/"}}}],
        },
        "spec": {"resource": {"flavor_id": given.flavor}},
    }
    for file_name, data in files.items():
        session.obs.put(data, code + file_name)
    job = submit(session, request)
    if given.name_as:
        shell.user_ns[given.name_as] = job
    if given.no_wait:
        return job
    return _watch(shell, job, given.name_as or "_")


def _watch(shell: Shell, job: TrainingJob, variable: str) -> TrainingJob:
    try:
        job.wait(write=lambda text: say(text.replace(DETACHED, _detached(variable))))
    except JobFailed:
        show(shell, job)
        raise
    return job


def _detached(variable: str) -> str:
    return (
        f"Detached: the job goes on. {variable}.stop() stops it, {variable}.wait() shows its log "
        "again."
    )


def _read(words: list[str]) -> tuple[Namespace, list[str]]:
    """The magic's own options, and the arguments of the script."""
    before, after = before_and_after(words)
    parser = Parser("%%modelarts train")
    parser.add_argument("--name", default="")
    parser.add_argument("--engine", default="")
    parser.add_argument("--dataset", action="append", default=[])
    parser.add_argument("--input", action="append", default=[])
    parser.add_argument("--file", action="append", default=[])
    parser.add_argument("--output", default="")
    parser.add_argument("--flavor", default="")
    parser.add_argument("--as", dest="name_as", default="")
    parser.add_argument("--no-wait", action="store_true")
    given, own = parser.parse_known_args(before)
    if given.name_as and not given.name_as.isidentifier():
        raise ModelArtsError(f"--as {given.name_as} is no name of a variable.")
    return given, own + after


def _check(body: str) -> None:
    """A cell that cannot run is not sent."""
    if not body.strip():
        raise ModelArtsError("The cell is empty: what stands below %%modelarts train is run.")
    try:
        ast.parse(_HEAD + body)
    except SyntaxError as error:
        raise ModelArtsError(
            f"Line {error.lineno} of the cell is not Python: {error.msg}. In a job there are no "
            "magics and no shell lines."
        ) from None


def _files(paths: list[str]) -> dict[str, bytes]:
    """Files that go beside the cell, by their names there."""
    found: dict[str, bytes] = {}
    for path in paths:
        file = Path(path).expanduser()
        if not file.is_file():
            raise ModelArtsError(f"--file {path}: there is no such file here.")
        if file.name in found or file.name == BOOT_FILE:
            raise ModelArtsError(f"--file {path}: there would be two files {file.name}.")
        found[file.name] = file.read_bytes()
    return found


def _digest(files: dict[str, bytes]) -> str:
    """Of all that runs, so that it lies where nothing else does."""
    found = hashlib.sha256()
    for name, data in sorted(files.items()):
        found.update(f"{name} {len(data)} ".encode() + data)
    return found.hexdigest()[:_DIGITS]


def _metadata(session: Session, name: str) -> dict[str, Any]:
    """A new name makes a job, one that is there its next version."""
    asked = {
        "limit": 1,
        "group_by": "name",
        "filters": [{"key": "name", "operator": "in", "value": [name]}],
    }
    found = session.client.call("POST", "/v2/{p}/training-job-searches", asked)["items"]
    return {"pre_version_id": found[0]["metadata"]["id"]} if found else {"name": name}


def _inputs(session: Session, given: Namespace) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for text in given.dataset:
        name, version_name = named_version(text)
        dataset = Dataset.by_name(session, name)
        version = dataset.version(version_name)
        chosen = {"id": dataset.dataset_id, "version_id": version["version_id"]}
        found.append({"remote": {"dataset": chosen}})
    found += [{"remote": {"obs": {"obs_url": url}}} for url in given.input]
    return found


def _engine(session: Session) -> str:
    """The engine whose kernel this is; elsewhere the only one that is ready."""
    items = session.client.call("GET", "/v2/{p}/training-job-engines")["items"]
    ids = [str(item["engine_id"]) for item in items]
    own = [one for one in ids if one in Path(sys.prefix).parts]
    if own:
        return own[0]
    ready = [str(item["engine_id"]) for item in items if item["state"] == "ready"]
    chosen = ready if len(ready) == 1 else ids if len(ids) == 1 else []
    if not chosen:
        raise ModelArtsError(f"Name the engine: --engine with one of {', '.join(ids)}.")
    return chosen[0]


def _bucket(session: Session, output: str) -> str:
    for prefix in ("obs://", "s3://", "/"):
        if output.startswith(prefix):
            return output[len(prefix) :].split("/")[0]
    if output:
        raise ModelArtsError(f"--output {output} is no folder of the object store: obs://….")
    return session.default_bucket()


def _notebook_name() -> str:
    """The notebook's name as a job's; its path is in the kernel's environment."""
    stem = Path(os.environ.get(NOTEBOOK, "")).stem
    return _NOT_IN_NAMES.sub("-", stem).strip("-")[:_MOST] or "cell"
