"""Importing from folders and manifests."""

from __future__ import annotations

import time
from types import SimpleNamespace

import orjson
import pytest

from jupyter_modelarts.compute.schemas import State
from jupyter_modelarts.core.db import Database
from jupyter_modelarts.core.errors import InvalidInput, NotFound
from jupyter_modelarts.core.safe.images import ImageDecoders
from jupyter_modelarts.core.schemas import PageQuery
from jupyter_modelarts.datasets import DatasetManager, label_set
from jupyter_modelarts.datasets.manager import IMPORTS
from jupyter_modelarts.datasets.schemas import (
    Dataset,
    ImportKind,
    ImportResult,
    ImportSpec,
    SampleState,
    Task,
)
from jupyter_modelarts.obs import Objects

from .conftest import INPUT, give, imported, labels_by_name, picture, put_images, samples

MANIFEST = "obs://modelarts/lists/animals.manifest"


def newest(datasets: DatasetManager, dataset: Dataset) -> Task:
    return datasets.tasks.page(dataset.id, IMPORTS, PageQuery(limit=1)).items[0]


def sync(datasets: DatasetManager, dataset: Dataset) -> ImportResult:
    return datasets.run_import(datasets.sync(dataset.id).id)


def import_manifest(
    datasets: DatasetManager, dataset: Dataset, lines: list[object], **spec: object
) -> ImportResult:
    text = b"\n".join(one if isinstance(one, bytes) else orjson.dumps(one) for one in lines)
    datasets._objects.put(MANIFEST, text)
    wanted = ImportSpec.model_validate({"path": MANIFEST, "kind": ImportKind.MANIFEST, **spec})
    return datasets.run_import(datasets.import_data(dataset.id, wanted).id)


def line(name: str, *labels: str, **fields: object) -> dict[str, object]:
    annotations = [
        {"type": "modelarts/image_classification", "name": label, **fields} for label in labels
    ]
    return {"source": INPUT.replace("obs:", "s3:") + name, "annotation": annotations}


def test_the_folder_of_an_image_is_its_label(datasets: DatasetManager, animals: Dataset) -> None:
    found = labels_by_name(datasets, animals.id)

    assert found["Cat/1.png"] == ["Cat"]
    assert found["Dog/2.png"] == ["Dog"]
    assert found["a.png"] == []
    assert (animals.total, animals.labeled) == (9, 5)


def test_labels_that_the_set_lacks_are_added(datasets: DatasetManager, objects: Objects) -> None:
    put_images(objects, ["owl/1.png", "deep/er/owl/2.png"])

    dataset = imported(datasets, ["Cat"])

    counts = {label.name: label.sample_count for label in datasets.labels.all(dataset.id)}
    assert counts == {"Cat": 0, "owl": 2}


def test_samples_come_in_the_order_of_their_names(
    datasets: DatasetManager, objects: Objects
) -> None:
    put_images(objects, [f"{number:03d}.png" for number in range(250)])

    dataset = imported(datasets)

    names = [sample.name for sample in samples(datasets, dataset.id)]
    assert names == sorted(names)
    assert len(names) == 250


def test_an_unreadable_image_is_named_skipped_and_counted(
    datasets: DatasetManager, objects: Objects
) -> None:
    put_images(objects, ["Cat/1.png", "Cat/2.png"])
    objects.put(INPUT + "Cat/broken.png", b"no image at all")
    objects.put(INPUT + "Cat/cut.png", picture(size=(200, 200))[:90])
    objects.put(INPUT + "Cat/notes.txt", b"text")
    objects.put(INPUT + "Cat/empty.jpg", b"")

    dataset = imported(datasets)

    task = newest(datasets, dataset)
    assert task.state is State.SUCCEEDED
    assert (task.result.imported, task.result.skipped) == (2, 4)
    names = [item.name.rpartition("/")[2] for item in task.result.named]
    assert sorted(names) == ["broken.png", "cut.png", "empty.jpg", "notes.txt"]
    assert all(item.reason for item in task.result.named)
    assert (task.done, task.total) == (6, 6)


def test_an_empty_folder_gives_a_sentence(datasets: DatasetManager) -> None:
    dataset = imported(datasets)
    spec = ImportSpec(path="obs://modelarts/nothing/")
    task = datasets.import_data(dataset.id, spec)

    with pytest.raises(InvalidInput, match="has no images yet"):
        datasets.run_import(task.id)

    assert "has no images yet" in newest(datasets, dataset).message
    assert newest(datasets, dataset).state is State.FAILED
    first = datasets.tasks.page(dataset.id, IMPORTS, PageQuery()).items[-1]
    assert first.state is State.SUCCEEDED
    assert "has no images yet" in first.result.summary


def test_a_second_import_changes_nothing(datasets: DatasetManager, animals: Dataset) -> None:
    before = samples(datasets, animals.id)

    result = sync(datasets, animals)

    assert (result.imported, result.existing) == (0, 9)
    assert samples(datasets, animals.id) == before


def test_what_is_new_is_added(datasets: DatasetManager, objects: Objects, animals: Dataset) -> None:
    put_images(objects, ["Cat/9.png"])

    result = sync(datasets, animals)

    assert (result.imported, result.labeled, result.existing) == (1, 1, 9)


def test_an_import_never_touches_what_a_person_labeled(
    datasets: DatasetManager, animals: Dataset
) -> None:
    cat = next(one for one in samples(datasets, animals.id) if one.source.endswith("Cat/1.png"))
    dog = next(one for one in samples(datasets, animals.id) if one.source.endswith("Dog/1.png"))
    datasets.samples.label(animals.id, [give(cat, "Dog"), give(dog)])

    sync(datasets, animals)

    found = labels_by_name(datasets, animals.id)
    assert found["Cat/1.png"] == ["Dog"]
    assert found["Dog/1.png"] == []


def test_labels_reach_images_that_were_imported_without(
    datasets: DatasetManager, objects: Objects
) -> None:
    put_images(objects, ["Cat/1.png", "Dog/1.png"])
    dataset = imported(datasets)
    datasets.labels.delete(dataset.id, ["Cat"], with_samples=False)
    objects.put(INPUT + "new.png", picture(77))
    sync(datasets, dataset)

    import_manifest(datasets, dataset, [line("new.png", "fox"), line("Cat/1.png", "fox")])

    found = labels_by_name(datasets, dataset.id)
    assert found["new.png"] == ["fox"]
    assert found["Cat/1.png"] == []  # a person took its label away


def test_a_changed_object_is_measured_again(
    datasets: DatasetManager, objects: Objects, animals: Dataset
) -> None:
    objects.put(INPUT + "a.png", picture(5, size=(30, 20)))

    sync(datasets, animals)

    sample = next(one for one in samples(datasets, animals.id) if one.name == "a.png")
    assert (sample.width, sample.height) == (30, 20)
    assert sample.etag == objects.head(INPUT + "a.png").etag


def test_what_lies_in_the_trash_is_not_imported_again(
    datasets: DatasetManager, objects: Objects, animals: Dataset
) -> None:
    sample = next(one for one in samples(datasets, animals.id) if one.name == "a.png")
    datasets.samples.delete(animals.id, [sample.id], delete_source=False)

    result = sync(datasets, animals)

    assert (result.imported, result.skipped) == (0, 1)
    assert "in the trash" in result.named[0].reason
    objects.put(INPUT + "a.png", picture(200))
    assert sync(datasets, animals).imported == 1


def test_a_folder_that_is_no_label_gives_images_without_one(
    datasets: DatasetManager, objects: Objects
) -> None:
    put_images(objects, ["<img src=x onerror=alert(1)>/1.png", f"{'x' * 40}/2.png"])

    dataset = imported(datasets)

    assert all(not names for names in labels_by_name(datasets, dataset.id).values())
    notes = newest(datasets, dataset).result.notes
    assert len(notes) == 2
    assert all("Images without a label" in note for note in notes)


def test_more_labels_than_a_set_may_have(
    datasets: DatasetManager, objects: Objects, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jupyter_modelarts.datasets.label_set.MAX_LABELS", 2)
    monkeypatch.setattr("jupyter_modelarts.datasets.import_writer.MAX_LABELS", 2)
    put_images(objects, ["a/1.png", "b/1.png", "c/1.png", "c/2.png"])

    dataset = imported(datasets)

    assert [label.name for label in datasets.labels.all(dataset.id)] == ["a", "b"]
    assert (dataset.total, dataset.labeled) == (4, 2)
    assert label_set.MAX_LABELS == 2


def test_without_annotations_all_are_unlabeled(
    datasets: DatasetManager, objects: Objects, animals: Dataset
) -> None:
    put_images(objects, ["Cat/1.png"], "obs://modelarts/more/")
    spec = ImportSpec(path="/modelarts/more/", annotations=False)

    result = datasets.run_import(datasets.import_data(animals.id, spec).id)

    assert (result.imported, result.labeled) == (1, 0)


def test_a_manifest_brings_labels_hard_flags_and_usage(
    datasets: DatasetManager, objects: Objects
) -> None:
    dataset = imported(datasets)
    put_images(objects, ["1.png", "2.png", "3.png"])
    lines: list[object] = [
        {**line("1.png", "cat", "white", hard="true"), "usage": "TRAIN"},
        line("2.png", "cat", confidence=0.5, **{"annotated-by": "modelarts/auto"}),
        line("3.png"),
    ]

    result = import_manifest(datasets, dataset, lines)

    assert (result.imported, result.labeled) == (3, 2)
    first, second, third = samples(datasets, dataset.id)
    assert [one.name for one in first.annotations] == ["cat", "white"]
    assert first.hard
    assert first.usage == "TRAIN"
    assert second.annotations[0].confidence == 0.5
    assert second.annotations[0].annotated_by == "modelarts/auto"
    assert third.state is SampleState.UNLABELED
    assert datasets.get(dataset.id).hard == 1


def test_only_hard_ones_and_only_some_labels(datasets: DatasetManager, objects: Objects) -> None:
    dataset = imported(datasets)
    put_images(objects, ["1.png", "2.png", "3.png"])
    lines: list[object] = [
        line("1.png", "cat", hard="True"),
        line("2.png", "cat"),
        line("3.png", "dog"),
    ]

    assert import_manifest(datasets, dataset, lines, hard_only=True).imported == 1
    assert import_manifest(datasets, dataset, lines, included=["dog"]).imported == 1
    assert import_manifest(datasets, dataset, lines, excluded=["dog"]).imported == 1
    assert datasets.get(dataset.id).total == 3


def test_bad_lines_of_a_manifest_are_named_by_their_number(
    datasets: DatasetManager, objects: Objects
) -> None:
    dataset = imported(datasets)
    put_images(objects, ["1.png"])
    lines: list[object] = [
        b"{not json",
        line("1.png", "cat"),
        {"source": "content://text"},
        {"source": "file:///etc/passwd"},
        {"source": "../../secret.png"},
        line("gone.png", "cat"),
        line("1.png", "dog"),
    ]

    result = import_manifest(datasets, dataset, lines)

    assert (result.imported, result.skipped) == (1, 6)
    assert [item.name for item in result.named[:4]] == ["line 1", "line 3", "line 4", "line 5"]
    reasons = [item.reason for item in result.named]
    assert any("gone.png" in reason for reason in reasons)
    assert any("named twice" in reason for reason in reasons)


def test_relative_sources_lie_beside_the_manifest(
    datasets: DatasetManager, objects: Objects
) -> None:
    dataset = imported(datasets)
    objects.put("obs://modelarts/lists/data/1.png", picture(1))

    result = import_manifest(datasets, dataset, [{"source": "data/1.png"}])

    assert result.imported == 1
    assert samples(datasets, dataset.id)[0].source == "obs://modelarts/lists/data/1.png"


def test_an_attempt_that_was_killed_is_finished_by_the_next(
    datasets: DatasetManager,
    objects: Objects,
    db: Database,
    decoders: ImageDecoders,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dataset = imported(datasets)
    put_images(objects, [f"Cat/{number:03d}.png" for number in range(100)])
    task = datasets.sync(dataset.id)
    monkeypatch.setattr("jupyter_modelarts.datasets.importing._FIRST_BATCH", 20)
    pauses: list[float] = []

    def interrupted(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        clock = SimpleNamespace(monotonic=time.monotonic, sleep=interrupted)
        patch.setattr("jupyter_modelarts.datasets.importing.time", clock)
        with pytest.raises(KeyboardInterrupt):
            datasets.run_import(task.id)
    half = datasets.get(dataset.id)
    assert 20 <= half.total <= 60  # a second batch is at most twice the first
    assert half.total == half.labeled == datasets.labels.all(dataset.id)[0].sample_count

    result = datasets.run_import(task.id)

    assert (result.imported, result.labeled, result.existing) == (100, 100, 0)
    assert datasets.get(dataset.id).total == 100


def test_an_import_of_what_the_dataset_writes_is_refused(
    datasets: DatasetManager, animals: Dataset
) -> None:
    with pytest.raises(InvalidInput, match="choose"):
        datasets.import_data(animals.id, ImportSpec(path="s3://modelarts/output/deeper"))


def test_a_missing_manifest_is_refused_at_once(datasets: DatasetManager, animals: Dataset) -> None:
    spec = ImportSpec(path="obs://modelarts/no.manifest", kind=ImportKind.MANIFEST)

    with pytest.raises(NotFound):
        datasets.import_data(animals.id, spec)
