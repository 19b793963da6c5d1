"""The bodies, byte for byte: `golden/` holds what clients have been promised."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import BaseModel

from jupyter_modelarts.compute.schemas import State
from jupyter_modelarts.core.errors import InvalidInput
from jupyter_modelarts.datasets import bodies, label_wire, sample_bodies, sample_wire, wire
from jupyter_modelarts.datasets.annotating import LOST
from jupyter_modelarts.datasets.schemas import (
    Added,
    Annotation,
    Dataset,
    DatasetType,
    DescribedDataset,
    ImportResult,
    Label,
    LabelingOutcome,
    LabelingResult,
    Sample,
    SampleState,
    SkippedItem,
    Stats,
    Task,
    TaskKind,
    Usage,
    Version,
    VersionState,
)

GOLDEN = Path(__file__).parent / "golden"
NOW = 1_605_690_600_000

LABELS = [
    Label(id="l1", name="Rabbits", color="#3399ff", shortcut="R", sample_count=6),
    Label(id="l2", name="Bees", color="#e69138", shortcut=None, sample_count=4),
]
DATASET = Dataset(
    id="gfghHSokody6AJigS5A",
    name="dataset-f9e8",
    type=DatasetType.IMAGE_CLASSIFICATION,
    description="",
    input_path="/test-obs/classify/input/animals/",
    work_path="/test-obs/classify/output/",
    folder="dataset-f9e8-gfghHSokody6AJigS5A",
    next_version=4,
    current_version_id="54IXbeJhfttGpL46lbv",
    total=10,
    labeled=8,
    hard=1,
    revision=12,
    created_at=1605690595404,
    updated_at=1605690595404,
    deleted_at=None,
)
VERSION = Version(
    id="54IXbeJhfttGpL46lbv",
    dataset_id=DATASET.id,
    name="V003",
    description="",
    state=VersionState.READY,
    manifest_path=f"{DATASET.home.as_spelled()}annotation/V003/V003.manifest",
    previous_id="eSOKEQaXhKzxN00WKoV",
    task_id="t3",
    train_ratio=0.8,
    clear_hard=True,
    remove_usage=False,
    total=10,
    labeled=8,
    label_stats=LABELS,
    message="",
    created_at=1605930512183,
    updated_at=1605930512999,
)
TASK = Task(
    id="RHJ1zOkIoI3Nzwxj8nh",
    dataset_id=DATASET.id,
    kind=TaskKind.IMPORT,
    state=State.SUCCEEDED,
    workload_id="w1",
    request={"path": "obs://test-obs/daoLu_images/animals/", "kind": "dir"},
    done=21,
    total=21,
    result=ImportResult(
        imported=20,
        labeled=20,
        skipped=1,
        named=[SkippedItem(name="obs://test-obs/x.png", reason="The image file is empty.")],
        notes=["labels that stand twice on an image are kept once (2 times)"],
        summary="20 images imported, 20 of them with labels; 1 skipped.",
    ),
    message="",
    created_at=1606114833874,
    started_at=1606114834000,
    ended_at=1606114836100,
    updated_at=1606114836100,
)
SAMPLE = Sample(
    id="012f99f3cf405860130b6ed2350c2228",
    dataset_id=DATASET.id,
    source="obs://test-obs/image/冰激凌/36502.jpg",
    size=4711,
    etag="1-2-3",
    width=640,
    height=480,
    state=SampleState.LABELED,
    hard=True,
    usage=Usage.TRAIN,
    revision=3,
    annotations=[
        Annotation(name="car", hard=True, properties={"color": "white"}, created_at=1589190552106),
        Annotation(name="old", annotated_by="auto", confidence=0.75, created_at=1589190552107),
    ],
    created_at=1589190552106,
    deleted_at=None,
)
STATS = Stats(labels=LABELS, total=10, labeled=8, hard=1, deleted=2)
OUTCOME = LabelingOutcome(
    results=[
        LabelingResult(sample_id=SAMPLE.id, sample=SAMPLE, previous=[Annotation(name="car")]),
        LabelingResult(sample_id="b5fe", sample=SAMPLE, error=LOST),
        LabelingResult(sample_id="gone", error="The dataset has no such image.", missing=True),
    ],
    stats=STATS,
)

ANSWERS: dict[str, BaseModel] = {
    "dataset": wire.dataset_body(
        DescribedDataset(dataset=DATASET, versions=3, current=VERSION, running=TASK), LABELS
    ),
    "sample": sample_wire.sample_body(SAMPLE),
    "labeling": sample_wire.labeling_answer(OUTCOME),
    "stats": label_wire.stats_body(STATS),
    "import_task": wire.import_task_body(TASK, NOW),
    "failed_import": wire.import_task_body(
        TASK.model_copy(update={"state": State.FAILED, "message": "The disk is full."}), NOW
    ),
    "sync": wire.sync_body(DATASET.id, TASK, NOW),
    "no_sync": wire.sync_body(DATASET.id, None, NOW),
    "version": wire.version_body(VERSION, DATASET),
    "added": sample_wire.added_answer(
        [
            Added(name="obs://test-obs/2.jpg", sample_id="9605"),
            Added(name="x.gif", error="This is a GIF file.", code="ModelArts.0104"),
        ]
    ),
    "batch": label_wire.batch_answer([None, "It is not in the trash."]),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_are_as_promised(name: str) -> None:
    text = json.dumps(ANSWERS[name].model_dump(mode="json", by_alias=True), indent=1)

    promised = (GOLDEN / f"{name}.json").read_text(encoding="utf-8")

    assert json.loads(text) == json.loads(promised)


def test_the_example_of_creating_a_dataset_is_understood() -> None:
    body = bodies.CreateDatasetRequest.model_validate(
        {
            "workspace_id": "0",
            "dataset_name": "dataset-457f",
            "dataset_type": 0,
            "data_sources": [{"data_type": 0, "data_path": "/test-obs/classify/input/"}],
            "description": "",
            "work_path": "/test-obs/classify/output/",
            "work_path_type": 0,
            "unknown_field": {"is": "ignored"},
            "labels": [{"name": "Rabbits", "type": 0, "property": {"@modelarts:color": "#3399ff"}}],
        }
    )

    wanted = wire.new_dataset(body)

    assert (wanted.name, wanted.input_path) == ("dataset-457f", "/test-obs/classify/input/")
    assert wanted.labels[0].color == "#3399ff"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("dataset_type", 1),
        ("dataset_type", 600),
        ("dataset_type", 7),
        ("data_format", "CarbonData"),
        ("work_path_type", 1),
        ("managed", True),
        ("import_data", True),
        ("data_sources", []),
        ("data_sources", [{"data_path": "/a/"}, {"data_path": "/b/"}]),
        ("data_sources", [{"data_type": 2, "data_path": "/a/"}]),
        ("labels", [{"name": "a", "type": 1}]),
    ],
)
def test_what_cannot_be_honoured_is_refused(field: str, value: object) -> None:
    request = {
        "dataset_name": "x",
        "data_sources": [{"data_path": "/bucket/in/"}],
        "work_path": "/bucket/out/",
        field: value,
    }
    body = bodies.CreateDatasetRequest.model_validate(request)

    with pytest.raises(InvalidInput):
        wire.new_dataset(body)


def test_labels_go_out_and_come_back_the_same() -> None:
    sent = [sample_wire.sample_label(one) for one in SAMPLE.annotations]
    received = [
        sample_bodies.SampleLabel.model_validate(one.model_dump(by_alias=True)) for one in sent
    ]

    assert sample_wire.given_annotations(received) == SAMPLE.annotations


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ({"import_path": "/a/b", "final_annotation": False}, "final_annotation"),
        ({"import_path": "/a/b", "import_samples": False}, "import_samples"),
    ],
)
def test_imports_that_cannot_be_honoured(body: dict[str, object], word: str) -> None:
    with pytest.raises(InvalidInput, match=word):
        wire.import_spec(bodies.ImportRequest.model_validate(body))


def test_data_that_is_no_base64_is_refused() -> None:
    body = sample_bodies.AddSamplesRequest.model_validate(
        {"samples": [{"name": "a.png", "data": "%%"}]}
    )

    with pytest.raises(InvalidInput, match="base64"):
        sample_wire.uploads(body)
