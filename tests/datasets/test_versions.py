"""Publishing, versions, and what a training job gets of one."""

from __future__ import annotations

from typing import Any, BinaryIO

import orjson
import pytest

from jupyter_modelarts.compute.schemas import State
from jupyter_modelarts.core.db import Database
from jupyter_modelarts.core.errors import Conflict, InvalidInput, NotFound, Unavailable
from jupyter_modelarts.core.safe.uris import parse_uri
from jupyter_modelarts.core.schemas import PageQuery
from jupyter_modelarts.core.store import linked_to
from jupyter_modelarts.datasets import DatasetManager, manifest
from jupyter_modelarts.datasets.materialize import Places
from jupyter_modelarts.datasets.schemas import (
    Annotation,
    Dataset,
    DatasetChange,
    ImportSpec,
    Labeling,
    NewDataset,
    PublishSpec,
    TaskKind,
    Version,
    VersionState,
)
from jupyter_modelarts.obs import Objects

from .conftest import INPUT, OUTPUT, give, imported, put_images, samples


def publish(datasets: DatasetManager, dataset: Dataset, **spec: object) -> Version:
    version = datasets.versions.publish(dataset.id, PublishSpec.model_validate(spec))
    return datasets.run_publish(version.task_id or "")


def lines(objects: Objects, version: Version) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in objects.read(version.manifest_path).splitlines()]


def test_a_version_has_the_documented_layout(
    datasets: DatasetManager, objects: Objects, animals: Dataset, db: Database
) -> None:
    version = publish(datasets, animals, description="first")

    folder = f"{OUTPUT}animals-{animals.id}/annotation/V001/"
    assert version.manifest_path == f"{folder}V001.manifest"
    assert version.state is VersionState.READY
    assert (version.total, version.labeled) == (9, 5)
    assert {label.name: label.sample_count for label in version.label_stats} == {"Cat": 3, "Dog": 2}
    with db.read() as tx:
        assert linked_to(tx, animals.urn) == [(version.urn, "version-of")]
    assert datasets.get(animals.id).current_version_id == version.id


def test_a_cancelled_publication_leaves_nothing(
    datasets: DatasetManager, objects: Objects, animals: Dataset
) -> None:
    """Also where it had written its manifest and was killed before it could count."""
    begun = datasets.versions.publish(animals.id, PublishSpec())
    objects.put(begun.manifest_path, b"{}")

    datasets.versions.cancel(animals.id, begun.id)

    (task,) = datasets.tasks.page(animals.id, [TaskKind.PUBLISH], PageQuery()).items
    assert datasets.versions.page(animals.id, PageQuery()).items == []
    assert not objects.exists(parse_uri(begun.manifest_path))
    assert (task.state, task.message) == (State.STOPPED, "Cancelled.")
    assert publish(datasets, datasets.get(animals.id)).name == "V001"


def test_what_is_published_cannot_be_cancelled_any_more(
    datasets: DatasetManager, objects: Objects, animals: Dataset
) -> None:
    version = publish(datasets, animals)
    with pytest.raises(Conflict, match="V001 is ready"):
        datasets.versions.cancel(animals.id, version.id)
    assert objects.exists(parse_uri(version.manifest_path))


def test_all_that_is_under_way_is_cancelled_at_once(
    datasets: DatasetManager, animals: Dataset
) -> None:
    datasets.sync(animals.id)
    datasets.versions.publish(animals.id, PublishSpec())

    kinds = datasets.cancel(animals.id)

    assert kinds == [TaskKind.SYNC, TaskKind.PUBLISH]
    assert datasets.cancel(animals.id) == []


def test_its_lines_are_as_the_guide_writes_them(
    datasets: DatasetManager, objects: Objects, animals: Dataset
) -> None:
    cat = samples(datasets, animals.id)[0]

    found = {str(line["source"]): line for line in lines(objects, publish(datasets, animals))}

    line = found["s3://modelarts/input/Cat/1.png"]
    assert line["id"] == cat.id
    (annotation,) = line["annotation"]
    time = annotation.pop("creation-time")
    assert annotation == {
        "type": "modelarts/image_classification",
        "name": "Cat",
        "annotated-by": "human",
    }
    assert len(time) == len("2019-01-23 11:30:30")
    assert "annotation" not in found["s3://modelarts/input/a.png"]
    assert "usage" not in line


def test_a_split_is_exact_within_each_label_and_the_same_every_time(
    datasets: DatasetManager, objects: Objects
) -> None:
    put_images(objects, [f"Cat/{n}.png" for n in range(10)] + [f"Dog/{n}.png" for n in range(5)])
    put_images(objects, ["x.png"])
    dataset = imported(datasets)

    first = lines(objects, publish(datasets, dataset, train_ratio=0.8))
    second = lines(objects, publish(datasets, dataset, train_ratio=0.8))

    assert first == second
    train = [str(line["source"]) for line in first if line.get("usage") == "TRAIN"]
    assert sum("Cat" in source for source in train) == 8
    assert sum("Dog" in source for source in train) == 4
    assert sum(line.get("usage") == "EVAL" for line in first) == 3
    assert "usage" not in next(line for line in first if "x.png" in str(line["source"]))


def test_hard_flags_and_usage_are_cleared_or_kept(
    datasets: DatasetManager, objects: Objects, animals: Dataset
) -> None:
    cat = samples(datasets, animals.id)[0]
    hard = Labeling.model_validate(
        {"sample_id": cat.id, "annotations": [Annotation(name="Cat", hard=True)], "usage": "TEST"}
    )
    datasets.samples.label(animals.id, [hard])

    cleared = lines(objects, publish(datasets, animals))[0]
    kept = lines(objects, publish(datasets, animals, clear_hard=False, remove_usage=False))[0]

    assert "usage" not in cleared
    assert "hard" not in cleared["annotation"][0]
    assert kept["usage"] == "TEST"
    assert kept["annotation"][0]["hard"] == "true"


def test_a_version_never_changes(
    datasets: DatasetManager, objects: Objects, animals: Dataset
) -> None:
    version = publish(datasets, animals)
    before = objects.read(version.manifest_path)

    datasets.samples.label(animals.id, [give(samples(datasets, animals.id)[0], "Dog")])
    assert datasets.run_publish(version.task_id or "") == version

    assert objects.read(version.manifest_path) == before


def test_default_names_count_on_and_pass_over_used_ones(
    datasets: DatasetManager, animals: Dataset
) -> None:
    names = [publish(datasets, animals, name=name).name for name in (None, "V002", None, "fit_1")]

    assert names == ["V001", "V002", "V003", "fit_1"]
    page = datasets.versions.page(animals.id, PageQuery(limit=2))
    assert [one.name for one in page.items] == ["fit_1", "V003"]
    assert page.items[0].previous_id == page.items[1].id


@pytest.mark.parametrize("name", ["", "a b", "../x", "中文", "x" * 33])
def test_version_names_outside_the_rules(
    datasets: DatasetManager, animals: Dataset, name: str
) -> None:
    with pytest.raises(InvalidInput):
        publish(datasets, animals, name=name)


def test_a_name_stays_used_after_its_version_is_deleted(
    datasets: DatasetManager, objects: Objects, animals: Dataset
) -> None:
    first, second = publish(datasets, animals), publish(datasets, animals)

    datasets.versions.delete(animals.id, second.id)

    assert objects.exists(second.manifest_path)
    assert datasets.get(animals.id).current_version_id == first.id
    with pytest.raises(NotFound):
        datasets.versions.get(animals.id, second.id)
    with pytest.raises(Conflict, match="used already"):
        publish(datasets, animals, name=second.name)


def test_the_current_version_is_chosen_among_the_ready(
    datasets: DatasetManager, animals: Dataset
) -> None:
    first = publish(datasets, animals)
    publish(datasets, animals)
    waiting = datasets.versions.publish(animals.id, PublishSpec())

    datasets.update(animals.id, DatasetChange(current_version_id=first.id))
    with pytest.raises(InvalidInput, match="ready"):
        datasets.update(animals.id, DatasetChange(current_version_id=waiting.id))

    assert datasets.get(animals.id).current_version_id == first.id


def test_a_dataset_without_images_is_not_published(datasets: DatasetManager) -> None:
    with pytest.raises(InvalidInput, match="no images"):
        publish(datasets, imported(datasets))


def test_robustness_a_full_disk_while_publishing(
    datasets: DatasetManager,
    objects: Objects,
    animals: Dataset,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object, **__: object) -> None:
        raise Unavailable("The disk is full: free some space and try again.")

    with monkeypatch.context() as patch:
        patch.setattr(objects.store, "put", full)
        version = datasets.versions.publish(animals.id, PublishSpec())
        with pytest.raises(Unavailable):
            datasets.run_publish(version.task_id or "")

    failed = datasets.versions.get(animals.id, version.id)
    assert failed.state is VersionState.FAILED
    assert "disk is full" in failed.message
    assert datasets.get(animals.id).current_version_id is None
    assert publish(datasets, animals, name=version.name).state is VersionState.READY


def test_an_output_on_a_bucket_that_was_deleted(datasets: DatasetManager, objects: Objects) -> None:
    objects.create_bucket("short-lived")
    put_images(objects, ["a.png"])
    wanted = NewDataset(name="other", input_path=INPUT, work_path="obs://short-lived/out/")
    dataset, task = datasets.create(wanted)
    datasets.run_import(task.id)
    objects.delete_bucket("short-lived")

    with pytest.raises(NotFound, match="bucket"):
        publish(datasets, dataset)

    newest = datasets.versions.page(dataset.id, PageQuery()).items[0]
    assert newest.state is VersionState.FAILED
    assert "bucket" in newest.message


def test_an_interrupted_publication_is_done_by_the_next_attempt(
    datasets: DatasetManager, objects: Objects, animals: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = datasets.versions.publish(animals.id, PublishSpec())

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("jupyter_modelarts.datasets.publishing.Publication._finish", killed)
        with pytest.raises(KeyboardInterrupt):
            datasets.run_publish(version.task_id or "")
    assert datasets.versions.get(animals.id, version.id).state is VersionState.PUBLISHING

    assert datasets.run_publish(version.task_id or "").state is VersionState.READY
    assert len(lines(objects, version)) == 9


def test_a_job_gets_files_and_a_manifest_of_them(
    datasets: DatasetManager, objects: Objects, animals: Dataset
) -> None:
    put_images(objects, ["1.png"], "obs://modelarts/else/Cat/")
    datasets.run_import(
        datasets.import_data(animals.id, ImportSpec(path="obs://modelarts/else/")).id
    )
    version = publish(datasets, animals, train_ratio=1.0)

    found = datasets.materialize(animals.id, version.id)

    targets = {file.source: file.target for file in found.files}
    assert targets["obs://modelarts/input/Cat/1.png"] == "data/Cat/1.png"
    assert targets["obs://modelarts/else/Cat/1.png"] == "data/_/1.png"
    assert found.manifest_name == "V001.manifest"
    sources = [orjson.loads(line)["source"] for line in found.manifest.splitlines()]
    assert sources == [file.target for file in found.files]
    assert len(set(sources)) == 10


def test_places_never_clash() -> None:
    places = Places(parse_uri("obs://bucket/in/"))
    keys = ["a", "a/b", "A", "../../x", "a//b", "_", "ü/é.png", "b/c", "b", "c%2e%2e/x", "x" * 300]

    given = [places.place(parse_uri(f"obs://bucket/in/{key}")) for key in keys]
    given += [places.place(parse_uri(f"obs://other/deep/{name}")) for name in ("x", "x", "..", "")]

    folded = [target.casefold() for target in given]
    assert len(set(folded)) == len(folded)
    assert all(target.startswith("data/") for target in given)
    assert all(".." not in target.split("/") for target in given)
    assert not any(
        one != other and one.startswith(f"{other}/") for one in folded for other in folded
    )


def test_only_a_ready_version_is_materialized(
    datasets: DatasetManager, objects: Objects, animals: Dataset
) -> None:
    waiting = datasets.versions.publish(animals.id, PublishSpec())
    with pytest.raises(Conflict, match="publishing"):
        datasets.materialize(animals.id, waiting.id)

    version = publish(datasets, animals)
    objects.put(version.manifest_path, b"spoiled\n")
    with pytest.raises(Conflict, match="line 1"):
        datasets.materialize(animals.id, version.id)


def test_a_published_manifest_is_imported_elsewhere(
    datasets: DatasetManager, objects: Objects, animals: Dataset
) -> None:
    version = publish(datasets, animals)
    stream: BinaryIO = objects.open(version.manifest_path)
    with stream:
        found = list(manifest.read(stream))

    assert all(isinstance(line, manifest.Line) and not line.entry.notes for line in found)
