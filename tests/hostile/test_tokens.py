"""robustness.md, hostile input: tokens in URLs, logs, process lists, job environments, exports."""

from __future__ import annotations

import io
import json
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from PIL import Image

from jupyter_modelarts.compute import WorkloadManager
from jupyter_modelarts.core.db import Database
from tests.compute.harness import until
from tests.compute.test_workloads import run, script

from .conftest import SECRET, Target
from .requests import imported

NAMES = ("JUPYTER_TOKEN", "JUPYTERHUB_API_TOKEN", "AWS_SECRET_ACCESS_KEY", "MY_PASSWORD")


def _picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(stream, "PNG")
    return stream.getvalue()


def test_robustness_a_job_sees_no_secret_of_the_server(
    db: Database, workloads: WorkloadManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    """robustness.md: job environments: by allow-list, without the server's tokens."""
    for name in NAMES:
        monkeypatch.setenv(name, SECRET)
    look = "import json, os; print(json.dumps([dict(os.environ), open('/proc/%d/environ' % "
    look += "os.getppid()).read()]))"

    ended = run(db, workloads, script(look))

    own, supervisors = json.loads(workloads.log(ended.id, 0, 1_000_000).text)
    assert "MODELARTS_RUN" in own
    assert not set(NAMES) & set(own)
    assert SECRET not in json.dumps(own) + supervisors


def test_robustness_nothing_that_is_kept_holds_a_token(target: Target) -> None:
    """robustness.md: logs, run directories, the database."""
    _, task = imported(target, "tokens", {"a.png": _picture()})
    assert task["status"] == "COMPLETED"

    for path in _files(target.folder):
        data = _content(path)
        assert SECRET.encode() not in data, path.name
        assert target.server.token.encode() not in data, path.name


def test_robustness_a_token_in_a_url_is_not_logged(target: Target) -> None:
    """robustness.md: tokens in URLs and logs."""
    url = f"{target.server.url}modelarts/v9/nothing?token={target.server.token}"

    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(url)

    log = target.folder / "server.log"
    until(lambda: "v9/nothing" in log.read_text(), "the request to be logged")
    assert target.server.token not in log.read_text()


def test_robustness_the_kernels_token_is_in_files_of_their_owner_alone(target: Target) -> None:
    """robustness.md: logs, process lists, environments: only files of mode 0600 hold it."""
    shared = target.folder / "home" / "config.json"
    token = json.loads(shared.read_text())["token"]
    assert target.ask("GET", "/v1/default/buckets").status == 200

    everything = [path for path in target.folder.rglob("*") if path.is_file()]
    holding = [path for path in everything if token.encode() in _content(path)]

    assert sorted(path.parent.name for path in holding) == ["home", "runtime"]
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in holding)
    for name in ("cmdline", "environ"):
        process = Path(f"/proc/{target.server.pid}/{name}")
        assert not process.exists() or token.encode() not in process.read_bytes()


@pytest.mark.parametrize("guess", ["mat-guess", "", "\u00fc", "x" * 10_000])
def test_robustness_a_wrong_token_of_ours_is_refused_with_a_sentence(
    target: Target, guess: str
) -> None:
    """robustness.md: missing authentication."""
    headers = {"X-Auth-Token": guess}

    answer = target.ask("GET", "/v1/default/access-tokens", headers=headers)

    target.assert_refused(answer)
    target.assert_well()


@pytest.mark.parametrize(
    "authorization",
    [
        "SDK-HMAC-SHA256",
        "SDK-HMAC-SHA256 Access=A, SignedHeaders=host;x-sdk-date, Signature=" + "0" * 64,
        "SDK-HMAC-SHA256 Access=A, SignedHeaders=host, Signature=" + "0" * 64,
        "SDK-HMAC-SHA256 Access=" + "A" * 5000 + ", SignedHeaders=host, Signature=0",
    ],
)
def test_robustness_a_wrong_signature_is_refused_with_a_sentence(
    target: Target, authorization: str
) -> None:
    """robustness.md: missing authentication."""
    headers = {"Authorization": authorization, "X-Sdk-Date": "20260101T000000Z"}

    answer = target.ask("GET", "/v1/default/access-keys", headers=headers)

    assert answer.status == 401
    target.assert_refused(answer)


def _files(folder: Path) -> list[Path]:
    """Everything but the files that tell of running servers, which their owner alone may read."""
    kept = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    outside = {folder / "runtime", folder / "home"}
    return [path for path in kept if not outside & set(path.parents)]


def _content(path: Path) -> bytes:
    """Nothing of one that was renamed since it was listed."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
