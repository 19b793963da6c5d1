"""Making, changing and deleting datasets."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_modelarts.compute import WorkloadManager
from jupyter_modelarts.core.db import Database
from jupyter_modelarts.core.errors import Conflict, InvalidInput, NotFound
from jupyter_modelarts.core.schemas import PageQuery
from jupyter_modelarts.core.store import last_event
from jupyter_modelarts.datasets import DatasetManager
from jupyter_modelarts.datasets.schemas import (
    Dataset,
    DatasetChange,
    LabelChange,
    NewDataset,
    NewLabel,
    PublishSpec,
)
from jupyter_modelarts.datasets.store import datasets as store
from jupyter_modelarts.obs import Objects

from .conftest import INPUT, OUTPUT, imported, put_images, samples


def new(name: str, input_path: str = INPUT, work_path: str = OUTPUT) -> NewDataset:
    return NewDataset(name=name, input_path=input_path, work_path=work_path)


def test_a_dataset_keeps_the_spelling_of_its_locations(datasets: DatasetManager) -> None:
    dataset, task = datasets.create(
        new("流行-flowers_1", "/modelarts/input/", "s3://modelarts/out")
    )

    found = datasets.get(dataset.id)
    assert found.input_path == "/modelarts/input/"
    assert found.home.as_spelled() == f"s3://modelarts/out/流行-flowers_1-{dataset.id}/"
    assert datasets.tasks.get(dataset.id, task.id).state == "queued"


@pytest.mark.parametrize(
    ("input_path", "work_path"),
    [
        ("obs://modelarts/a/", "obs://modelarts/a/"),
        ("obs://modelarts/a", "/modelarts/a/"),
        ("s3://modelarts/a/", "obs://modelarts/a/b/"),
        ("/modelarts/a/b", "s3://modelarts/a"),
        ("obs://modelarts", "obs://modelarts/out/"),
        ("obs://modelarts/a/", "obs://modelarts/"),
    ],
)
def test_an_output_that_is_or_lies_in_the_input_is_refused(
    datasets: DatasetManager, input_path: str, work_path: str
) -> None:
    with pytest.raises(InvalidInput, match="output"):
        datasets.create(new("x", input_path, work_path))


def test_folders_with_a_common_beginning_are_two_folders(datasets: DatasetManager) -> None:
    datasets.create(new("x", "obs://modelarts/images", "obs://modelarts/images-out"))

    assert datasets.page(PageQuery()).total == 1


@pytest.mark.parametrize(
    "path",
    [
        "file:///etc/",
        "http://169.254.169.254/",
        "//host/share",
        "obs://user@modelarts/x/",
        "relative/path",
        "obs://modelarts/a\0b/",
    ],
)
def test_robustness_uri_confusion_is_refused(datasets: DatasetManager, path: str) -> None:
    with pytest.raises(InvalidInput):
        datasets.create(new("x", path))


def test_a_location_on_a_bucket_that_does_not_exist_is_refused(datasets: DatasetManager) -> None:
    with pytest.raises(NotFound, match="bucket"):
        datasets.create(new("x", "obs://no-such-bucket/x/"))


@pytest.mark.parametrize("name", ["", "a b", "a/b", "../x", "<b>", "x" * 101, "a\nb"])
def test_names_outside_the_rules_are_refused(datasets: DatasetManager, name: str) -> None:
    with pytest.raises(InvalidInput, match="name"):
        datasets.create(new(name))


def test_a_name_is_used_once(datasets: DatasetManager) -> None:
    datasets.create(new("x"))

    with pytest.raises(Conflict, match="already"):
        datasets.create(new("x"))


def test_a_refused_dataset_leaves_nothing(datasets: DatasetManager, db: Database) -> None:
    with db.read() as tx:
        before = last_event(tx)

    with pytest.raises(InvalidInput, match="colour"):
        datasets.create(new("x").model_copy(update={"labels": [NewLabel(name="a", color="red")]}))

    with db.read() as tx:
        assert last_event(tx) == before
    assert datasets.page(PageQuery()).total == 0


def test_pages_follow_the_marker(datasets: DatasetManager) -> None:
    for number in range(5):
        datasets.create(new(f"set-{number}"))

    first = datasets.page(PageQuery(limit=2))
    second = datasets.page(PageQuery(limit=2, marker=first.next_marker))
    last = datasets.page(PageQuery(limit=2, marker=second.next_marker))

    names = [one.name for page in (first, second, last) for one in page.items]
    assert names == [f"set-{number}" for number in (4, 3, 2, 1, 0)]
    assert last.next_marker is None
    assert datasets.page(PageQuery(), search="ET-3").total == 1
    assert datasets.page(PageQuery(), search="%").total == 0


def test_a_change_with_an_old_revision_loses(datasets: DatasetManager) -> None:
    dataset, _ = datasets.create(new("x"))
    datasets.update(dataset.id, DatasetChange(description="first"), dataset.revision)

    with pytest.raises(Conflict, match="Somebody else"):
        datasets.update(dataset.id, DatasetChange(description="second"), dataset.revision)

    assert datasets.get(dataset.id).description == "first"


def test_a_refused_change_changes_nothing(datasets: DatasetManager) -> None:
    dataset, _ = datasets.create(new("x"))
    change = DatasetChange(
        name="y",
        add_labels=[NewLabel(name="a")],
        update_labels=[LabelChange(name="unknown", color="#ffffff")],
    )

    with pytest.raises(NotFound):
        datasets.update(dataset.id, change)

    assert datasets.get(dataset.id).name == "x"
    assert datasets.labels.all(dataset.id) == []


def test_a_renamed_dataset_keeps_its_folder(datasets: DatasetManager, animals: Dataset) -> None:
    datasets.update(animals.id, DatasetChange(name="beasts"))

    version = datasets.versions.publish(animals.id, PublishSpec())

    assert f"/animals-{animals.id}/" in version.manifest_path


def test_a_deleted_dataset_comes_back_with_everything(
    datasets: DatasetManager, objects: Objects, animals: Dataset
) -> None:
    before = samples(datasets, animals.id)
    datasets.delete(animals.id)

    with pytest.raises(NotFound, match="in the trash"):
        datasets.get(animals.id)
    assert [one.id for one in datasets.page(PageQuery(), deleted=True).items] == [animals.id]
    assert objects.exists(INPUT + "a.png")

    datasets.restore(animals.id)
    assert samples(datasets, animals.id) == before


def test_a_dataset_whose_name_is_used_again_stays_in_the_trash(datasets: DatasetManager) -> None:
    put = imported(datasets)
    datasets.delete(put.id)
    imported(datasets)

    with pytest.raises(Conflict, match="already"):
        datasets.restore(put.id)


def test_a_dataset_that_is_importing_is_not_deleted(
    datasets: DatasetManager, workloads: WorkloadManager
) -> None:
    dataset, task = datasets.create(new("x"))

    with pytest.raises(Conflict, match="importing"):
        datasets.delete(dataset.id)

    datasets.tasks.stop_import(dataset.id, task.id)
    workloads.reconcile()
    datasets.delete(dataset.id)
    assert datasets.page(PageQuery()).total == 0


def test_the_trash_ends_after_its_retention(
    datasets: DatasetManager, objects: Objects, animals: Dataset, db: Database
) -> None:
    kept = [one for one in samples(datasets, animals.id) if one.name != "a.png"]
    gone = next(one for one in samples(datasets, animals.id) if one.name == "a.png")
    datasets.samples.delete(animals.id, [gone.id], delete_source=False)

    assert datasets.purge_trash(60_000) == 0
    assert datasets.purge_trash(-1) == 1
    assert samples(datasets, animals.id) == kept

    datasets.delete(animals.id)
    assert datasets.purge_trash(-1) == 1
    with db.read() as tx:
        assert store.get(tx, animals.id) is None
    assert objects.exists(INPUT + "Cat/1.png")


def test_the_home_page_hears_what_is_unlabeled(
    datasets: DatasetManager, objects: Objects, animals: Dataset, tmp_path: Path
) -> None:
    put_images(objects, ["x.png"], "obs://modelarts/other/")
    datasets.create(new("empty", "obs://modelarts/other/"))

    recent = {one.name: one for one in datasets.recent()}

    assert recent["animals"].unlabeled == 4
    assert recent["animals"].total == 9
    assert recent["empty"].total == 0


def test_a_list_shows_versions_and_running_work(datasets: DatasetManager, animals: Dataset) -> None:
    version = datasets.versions.publish(animals.id, PublishSpec())
    described = datasets.describe([datasets.get(animals.id)])[0]
    assert described.running is not None
    assert described.running.id == version.task_id

    datasets.run_publish(version.task_id or "")
    described = datasets.describe([datasets.get(animals.id)])[0]
    assert (described.versions, described.running) == (1, None)
    assert described.current is not None
    assert described.current.name == "V001"
