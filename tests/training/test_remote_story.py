"""A dataset, a version of it and a job, all in a bucket on an S3 server."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image

from jupyter_modelarts.compose import Foundation
from jupyter_modelarts.compute.schemas import State
from jupyter_modelarts.datasets.manager import DatasetManager
from jupyter_modelarts.datasets.schemas import NewDataset, NewLabel, PublishSpec, Version
from jupyter_modelarts.obs import Objects
from jupyter_modelarts.training.drafts import InputDraft, JobDraft, OutputDraft
from jupyter_modelarts.training.schemas import JobView

from ..s3_servers import S3Server, join

SCRIPT = """
import json, pathlib, sys
given = dict(word[2:].split("=", 1) for word in sys.argv[1:])
data, out = pathlib.Path(given["data_url"]), pathlib.Path(given["train_url"])
lines = next(data.glob("*.manifest")).read_text().splitlines()
names = sorted(json.loads(line)["annotation"][0]["name"] for line in lines)
assert all((data / json.loads(line)["source"]).stat().st_size for line in lines)
(out / "names.txt").write_text(",".join(names))
"""


@pytest.fixture
def remote(foundation: Foundation, s3_server: S3Server) -> Objects:
    join(foundation, s3_server, "there")
    return foundation.objects


@pytest.fixture
def version(
    remote: Objects,
    datasets: DatasetManager,
    foundation: Foundation,
    monkeypatch: pytest.MonkeyPatch,
) -> Version:
    monkeypatch.setattr(foundation.workloads, "kick", lambda: None)
    for number, name in enumerate(("Cat/1.png", "Cat/2.png", "Dog/1.png")):
        stream = io.BytesIO()
        Image.new("RGB", (8, 8), (number, 2, 3)).save(stream, "PNG")
        remote.put(f"obs://there/images/{name}", stream.getvalue())
    wanted = NewDataset(
        name="animals",
        input_path="obs://there/images/",
        work_path="obs://there/annotations/",
        labels=[NewLabel(name="Cat"), NewLabel(name="Dog")],
    )
    dataset, task = datasets.create(wanted)
    datasets.run_import(task.id)
    made = datasets.versions.publish(dataset.id, PublishSpec())
    assert made.task_id is not None
    published = datasets.run_publish(made.task_id)
    monkeypatch.undo()
    return published


def test_a_dataset_and_a_job_live_on_a_server(
    version: Version, remote: Objects, run: Callable[[JobDraft], JobView]
) -> None:
    remote.put("obs://there/code/train.py", SCRIPT.encode())
    draft = JobDraft(
        name="job",
        code_dir="obs://there/code/",
        boot_file="train.py",
        engine_id="tiny",
        inputs=[InputDraft(dataset_id=version.dataset_id, version_id=version.id)],
        outputs=[OutputDraft(url="obs://there/models/")],
    )

    view = run(draft)

    assert view.workload.state is State.SUCCEEDED, view.workload.outcome
    assert remote.read("obs://there/models/V0001/names.txt") == b"Cat,Cat,Dog"
