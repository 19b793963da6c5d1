"""The label set: adding, renaming, colours, deleting with and without images."""

from __future__ import annotations

import pytest

from jupyter_modelarts.core.db import Database
from jupyter_modelarts.core.errors import Conflict, InvalidInput, NotFound
from jupyter_modelarts.datasets import DatasetManager
from jupyter_modelarts.datasets.label_set import PALETTE
from jupyter_modelarts.datasets.schemas import Dataset, LabelChange, NewLabel, SampleState
from jupyter_modelarts.obs import Objects

from .conftest import INPUT, give, labels_by_name, samples
from .test_labeling import assert_counts_are_right


def test_colours_are_given_or_taken_from_the_palette(
    datasets: DatasetManager, animals: Dataset
) -> None:
    added = [NewLabel(name="Owl", color="#ABCDEF", shortcut="o"), NewLabel(name="Fox")]

    datasets.labels.add(animals.id, added)

    found = {label.name: label for label in datasets.labels.all(animals.id)}
    assert (found["Owl"].color, found["Owl"].shortcut) == ("#abcdef", "O")
    assert found["Fox"].color == PALETTE[3]


@pytest.mark.parametrize(
    "label",
    [
        NewLabel(name="Owl", color="red"),
        NewLabel(name="Owl", color="#12345"),
        NewLabel(name="Owl", shortcut="Enter"),
        NewLabel(name="a b"),
        NewLabel(name="<b>"),
    ],
)
def test_a_label_outside_the_rules_is_refused(
    datasets: DatasetManager, animals: Dataset, label: NewLabel
) -> None:
    with pytest.raises(InvalidInput):
        datasets.labels.add(animals.id, [NewLabel(name="fine"), label])

    assert len(datasets.labels.all(animals.id)) == 2


def test_a_label_is_there_once(datasets: DatasetManager, animals: Dataset) -> None:
    with pytest.raises(Conflict):
        datasets.labels.add(animals.id, [NewLabel(name="Cat")])
    with pytest.raises(Conflict):
        datasets.labels.change(animals.id, [LabelChange(name="Cat", rename_to="Dog")])


def test_a_new_name_shows_on_all_images(datasets: DatasetManager, animals: Dataset) -> None:
    datasets.labels.change(animals.id, [LabelChange(name="Cat", rename_to="Tiger")])

    found = labels_by_name(datasets, animals.id)
    assert [found[f"Cat/{number}.png"] for number in (1, 2, 3)] == [["Tiger"]] * 3
    assert [label.name for label in datasets.labels.all(animals.id)] == ["Tiger", "Dog"]


def test_deleting_only_the_label_leaves_the_images(
    datasets: DatasetManager, animals: Dataset, db: Database
) -> None:
    datasets.labels.delete(animals.id, ["Cat"], with_samples=False)

    assert labels_by_name(datasets, animals.id)["Cat/1.png"] == []
    assert datasets.get(animals.id).total == 9
    assert_counts_are_right(db, datasets, animals.id)


def test_deleting_a_label_with_the_images_that_have_only_it(
    datasets: DatasetManager, objects: Objects, animals: Dataset, db: Database
) -> None:
    cat = next(one for one in samples(datasets, animals.id) if one.source.endswith("Cat/1.png"))
    datasets.samples.label(animals.id, [give(cat, "Cat", "Dog")])

    datasets.labels.delete(animals.id, ["Cat"], with_samples=True)

    found = labels_by_name(datasets, animals.id)
    assert found["Cat/1.png"] == ["Dog"]
    assert "Cat/2.png" not in found
    assert len(samples(datasets, animals.id, SampleState.DELETED)) == 2
    assert objects.exists(INPUT + "Cat/2.png")
    assert_counts_are_right(db, datasets, animals.id)


def test_deleting_with_objects_moves_them_to_the_trash_and_back(
    datasets: DatasetManager, objects: Objects, animals: Dataset, db: Database
) -> None:
    datasets.labels.delete(animals.id, ["Dog"], with_samples=True, with_objects=True)
    assert not objects.exists(INPUT + "Dog/1.png")
    gone = [one.id for one in samples(datasets, animals.id, SampleState.DELETED)]

    result = datasets.samples.restore(animals.id, gone)

    assert set(result.values()) == {None}
    assert objects.exists(INPUT + "Dog/1.png")
    assert_counts_are_right(db, datasets, animals.id)


def test_an_unknown_label_stops_a_deletion_before_it_begins(
    datasets: DatasetManager, animals: Dataset
) -> None:
    with pytest.raises(NotFound):
        datasets.labels.delete(animals.id, ["Cat", "Yeti"], with_samples=True)

    assert datasets.get(animals.id).total == 9


def test_an_image_that_was_imported_again_is_not_restored_over_it(
    datasets: DatasetManager, objects: Objects, animals: Dataset
) -> None:
    sample = next(one for one in samples(datasets, animals.id) if one.name == "a.png")
    datasets.samples.delete(animals.id, [sample.id], delete_source=True)
    objects.put(INPUT + "a.png", b"\x89PNG another")

    result = datasets.samples.restore(animals.id, [sample.id, "unknown"])

    assert "exists again" in str(result[sample.id])
    assert datasets.samples.get(animals.id, sample.id).state is SampleState.DELETED
    assert result["unknown"] == "It is not in the trash."
    assert objects.read(INPUT + "a.png") == b"\x89PNG another"
