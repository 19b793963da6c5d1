"""A published version of a dataset as a job's input."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image

from jupyter_modelarts.compute import WorkloadManager
from jupyter_modelarts.compute.schemas import State
from jupyter_modelarts.core.db import Database
from jupyter_modelarts.core.ids import urn
from jupyter_modelarts.core.store import linked_to
from jupyter_modelarts.datasets.manager import DatasetManager
from jupyter_modelarts.datasets.schemas import NewDataset, NewLabel, PublishSpec, Version
from jupyter_modelarts.obs import Objects
from jupyter_modelarts.training import TrainingManager
from jupyter_modelarts.training.drafts import InputDraft, InvalidJob, JobDraft
from jupyter_modelarts.training.schemas import JobView

IMAGES = "obs://modelarts/images/"
SCRIPT = """
import json, pathlib, sys
data = pathlib.Path(sys.argv[1].split("=")[1])
for line in next(data.glob("*.manifest")).read_text().splitlines():
    sample = json.loads(line)
    size = (data / sample["source"]).stat().st_size
    print(sample["annotation"][0]["name"], size > 0)
"""


@pytest.fixture
def version(
    datasets: DatasetManager,
    objects: Objects,
    workloads: WorkloadManager,
    monkeypatch: pytest.MonkeyPatch,
) -> Version:
    """Two cats and a dog, imported and published in this process."""
    monkeypatch.setattr(workloads, "kick", lambda: None)
    for name in ("Cat/1.png", "Cat/2.png", "Dog/1.png"):
        stream = io.BytesIO()
        Image.new("RGB", (8, 8), (len(name), 2, 3)).save(stream, "PNG")
        objects.put(IMAGES + name, stream.getvalue())
    wanted = NewDataset(
        name="animals",
        input_path=IMAGES,
        work_path="obs://modelarts/annotations/",
        labels=[NewLabel(name="Cat"), NewLabel(name="Dog")],
    )
    dataset, task = datasets.create(wanted)
    datasets.run_import(task.id)
    made = datasets.versions.publish(dataset.id, PublishSpec())
    assert made.task_id is not None
    published = datasets.run_publish(made.task_id)
    monkeypatch.undo()
    return published


def test_a_version_arrives_as_files_and_a_manifest_of_them(
    version: Version,
    draft: Callable[..., JobDraft],
    run: Callable[[JobDraft], JobView],
    training: TrainingManager,
    db: Database,
) -> None:
    chosen = InputDraft(dataset_id=version.dataset_id, version_id=version.id)

    view = run(draft(SCRIPT, inputs=[chosen]))

    assert view.workload.state is State.SUCCEEDED
    printed = training.log(view.job.id, 0, 10_000).text.splitlines()
    assert sorted(printed) == ["Cat True", "Cat True", "Dog True"]
    assert view.job.config.inputs[0].uri.endswith("/V001/V001.manifest")
    with db.read() as tx:
        links = linked_to(tx, version.urn)
    assert (urn("training-job", view.job.id), "trained-on") in links


def test_the_files_are_not_in_the_record(
    version: Version,
    draft: Callable[..., JobDraft],
    training: TrainingManager,
    workloads: WorkloadManager,
) -> None:
    """Every pass of the queue reads the record; a dataset may have 100,000 images."""
    workloads.kick = lambda: None
    chosen = InputDraft(dataset_id=version.dataset_id, version_id=version.id)
    view = training.create(draft(inputs=[chosen]))
    assert "Cat" not in view.workload.spec.model_dump_json()


def test_a_version_that_is_not_published_yet_is_refused(
    version: Version,
    datasets: DatasetManager,
    draft: Callable[..., JobDraft],
    training: TrainingManager,
    workloads: WorkloadManager,
) -> None:
    workloads.kick = lambda: None
    queued = datasets.versions.publish(version.dataset_id, PublishSpec())
    chosen = InputDraft(dataset_id=version.dataset_id, version_id=queued.id)
    with pytest.raises(InvalidJob, match="publishing"):
        training.create(draft(inputs=[chosen]))


def test_a_dataset_without_a_version_is_refused_with_what_to_do(
    version: Version, draft: Callable[..., JobDraft], training: TrainingManager
) -> None:
    chosen = InputDraft(dataset_id=version.dataset_id, version_id="")
    with pytest.raises(InvalidJob, match=r"Choose a version of .*: a job trains on one"):
        training.create(draft(inputs=[chosen]))
