"""Workloads whose inputs and outputs lie on an S3 server: the courier moves them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from jupyter_modelarts.compose import Foundation
from jupyter_modelarts.compute.schemas import (
    Input,
    InputFile,
    Outcome,
    Output,
    Phase,
    State,
    Workload,
)
from jupyter_modelarts.obs import Objects

from ..s3_servers import SECRET_KEY, S3Server, join, rclone_server
from .test_workloads import run, script

COPY = """
import pathlib, shutil
out = pathlib.Path("out")
out.mkdir(exist_ok=True)
for path in pathlib.Path("in").rglob("*"):
    if path.is_file():
        target = out / path.relative_to("in")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
"""


@pytest.fixture
def remote(foundation: Foundation, s3_server: S3Server) -> Objects:
    """Objects with a bucket `there` on the server."""
    join(foundation, s3_server, "there")
    return foundation.objects


def _spec(code: str = COPY, **fields: Any) -> Any:
    output = Output(name="result", directory="work/out", target="obs://there/result/")
    given: dict[str, Any] = {"outputs": [output], "cwd": "work"}
    return script(code, **{**given, **fields})


def _outcome(ended: Workload) -> Outcome:
    assert ended.outcome is not None
    return ended.outcome


def test_inputs_come_from_a_server_and_outputs_go_there(
    foundation: Foundation, remote: Objects
) -> None:
    for name in ("a.txt", "deep/b.txt", "猫.txt"):
        remote.put(f"obs://there/data/{name}", name.encode())
    remote.put("obs://modelarts/near.txt", b"near")
    files = [
        InputFile(source="obs://there/data/a.txt", target="listed.txt", size=5),
        InputFile(source="obs://modelarts/near.txt", target="near.txt"),
    ]
    inputs = [
        Input(name="tree", source="obs://there/data/", target="work/in/tree"),
        Input(name="file", source="obs://there/data/a.txt", target="work/in/one.txt"),
        Input(name="files", target="work/in/files", files=files),
    ]

    ended = run(foundation.db, foundation.workloads, _spec(inputs=inputs))

    assert ended.state is State.SUCCEEDED, _outcome(ended).message
    assert {info.key: remote.read(info.uri) for info in remote.walk("obs://there/result/")} == {
        "result/tree/a.txt": b"a.txt",
        "result/tree/deep/b.txt": b"deep/b.txt",
        "result/tree/猫.txt": "猫.txt".encode(),
        "result/one.txt": b"a.txt",
        "result/files/listed.txt": b"a.txt",
        "result/files/near.txt": b"near",
    }
    outputs = _outcome(ended).outputs
    assert sorted(one.key for one in outputs)[:2] == ["files/listed.txt", "files/near.txt"]
    assert all(len(one.sha256) == 64 for one in outputs)


def test_robustness_a_job_sees_no_credential_of_a_store(
    foundation: Foundation, remote: Objects
) -> None:
    remote.put("obs://there/data/a.txt", b"")
    inputs = [Input(name="tree", source="obs://there/data/", target="work/in")]
    code = "import os, pathlib\npathlib.Path('out').mkdir()\n"
    code += "pathlib.Path('out/env').write_text(repr(dict(os.environ)))"

    ended = run(foundation.db, foundation.workloads, _spec(code, inputs=inputs))

    assert ended.state is State.SUCCEEDED, _outcome(ended).message
    assert SECRET_KEY.encode() not in remote.read("obs://there/result/env")
    runs = (foundation.state_dir / "runs").rglob("*")
    told = [path for path in runs if path.is_file() and SECRET_KEY.encode() in path.read_bytes()]
    assert told == []


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        (Input(name="a", source="obs://there/none.txt", target="work/in/a"), "There is no object"),
        (Input(name="a", source="obs://nowhere/a/", target="work/in/a"), "There is no bucket"),
        (
            Input(
                name="a",
                target="work/in",
                files=[InputFile(source="obs://there/data/a", target="a", size=7)],
            ),
            "has 3 bytes instead of 7",
        ),
    ],
)
def test_an_input_that_cannot_be_brought_is_named(
    foundation: Foundation, remote: Objects, item: Input, sentence: str
) -> None:
    remote.put("obs://there/data/a", b"123")

    ended = run(foundation.db, foundation.workloads, _spec(inputs=[item]))

    assert (ended.state, _outcome(ended).phase) == (State.FAILED, Phase.INPUTS)
    assert sentence in _outcome(ended).message


@pytest.fixture
def fleeting(foundation: Foundation, tmp_path: Path) -> Iterator[tuple[S3Server, ExitStack]]:
    """A server that the test may end; with a bucket `there`."""
    with ExitStack() as stack:
        server = stack.enter_context(rclone_server(tmp_path / "fleeting"))
        join(foundation, server, "there")
        yield server, stack


def test_outputs_that_found_no_server_can_be_sent_later(
    foundation: Foundation, fleeting: tuple[S3Server, ExitStack], tmp_path: Path
) -> None:
    server, stack = fleeting
    stack.close()
    code = "import pathlib\npathlib.Path('out').mkdir()\n"
    code += "pathlib.Path('out/model').write_text('weights')"

    ended = run(foundation.db, foundation.workloads, _spec(code))
    port = int(server.endpoint.rpartition(":")[2])
    with rclone_server(tmp_path / "fleeting", port):
        foundation.workloads.resume_outputs(ended.id)
        resumed = foundation.workloads.wait(ended.id, 300)
        sent = foundation.objects.read("obs://there/result/model")

    assert (ended.state, _outcome(ended).phase) == (State.FAILED, Phase.OUTPUTS)
    assert "cannot be reached" in _outcome(ended).message
    assert resumed.state is State.SUCCEEDED, _outcome(resumed).message
    assert sent == b"weights"


def test_the_courier_ends_with_its_supervisor() -> None:
    program = (
        "import threading\n"
        "from jupyter_modelarts.compute import courier\n"
        "courier._end_with_our_parent(); print('up', flush=True); threading.Event().wait()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    assert child.stdin is not None
    child.stdout.readline()

    child.stdin.close()

    assert child.wait(30) == 1
    child.stdout.close()
