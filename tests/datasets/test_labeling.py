"""Labels put on by hand: revisions, retries, counts."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from jupyter_modelarts.core.db import Database
from jupyter_modelarts.core.errors import InvalidInput
from jupyter_modelarts.core.schemas import PageQuery
from jupyter_modelarts.datasets import DatasetManager
from jupyter_modelarts.datasets.annotating import GONE, LOST, MISSING
from jupyter_modelarts.datasets.schemas import (
    Annotation,
    Dataset,
    Labeling,
    Sample,
    SampleFilter,
    SampleState,
)
from jupyter_modelarts.datasets.store import labels as label_store
from jupyter_modelarts.datasets.store import samples as sample_store

from .conftest import give, labels_by_name, samples


@pytest.fixture
def plain(datasets: DatasetManager, animals: Dataset) -> list[Sample]:
    """The images without a label."""
    return samples(datasets, animals.id, SampleState.UNLABELED)


def assert_counts_are_right(db: Database, datasets: DatasetManager, dataset_id: str) -> None:
    """The kept counts equal what counting one by one gives."""
    dataset = datasets.get(dataset_id)
    with db.read() as tx:
        assert sample_store.recount(tx, dataset_id) == (
            dataset.total,
            dataset.labeled,
            dataset.hard,
        )
        for label in label_store.of_dataset(tx, dataset_id):
            assert label_store.recount(tx, label.id) == label.sample_count, label.name


def test_a_labeled_image_moves_and_is_counted(
    datasets: DatasetManager, animals: Dataset, plain: list[Sample]
) -> None:
    outcome = datasets.samples.label(animals.id, [give(plain[0], "Cat", "Dog", revision=1)])

    result = outcome.results[0]
    assert result.error is None
    assert result.sample is not None
    assert (result.sample.revision, result.previous) == (2, [])
    assert outcome.stats.labeled == 6
    counts = {label.name: label.sample_count for label in outcome.stats.labels}
    assert counts == {"Cat": 4, "Dog": 3}
    assert datasets.samples.get(animals.id, plain[0].id) == result.sample


def test_undo_puts_back_what_was_there(
    datasets: DatasetManager, animals: Dataset, plain: list[Sample]
) -> None:
    first = datasets.samples.label(animals.id, [give(plain[0], "Cat")]).results[0]
    assert first.sample is not None
    second = datasets.samples.label(
        animals.id, [give(plain[0], "Dog", revision=first.sample.revision)]
    ).results[0]
    assert second.sample is not None

    undo = Labeling(
        sample_id=plain[0].id, annotations=second.previous, revision=second.sample.revision
    )
    third = datasets.samples.label(animals.id, [undo]).results[0]

    assert third.sample is not None
    assert third.sample.annotations == first.sample.annotations


def test_robustness_two_browsers_on_one_sample(
    datasets: DatasetManager, animals: Dataset, plain: list[Sample]
) -> None:
    datasets.samples.label(animals.id, [give(plain[0], "Cat", revision=1)])

    batch = [give(plain[0], "Dog", revision=1), give(plain[1], "Dog", revision=1)]
    lost, saved = datasets.samples.label(animals.id, batch).results

    assert lost.error == LOST
    assert lost.sample is not None
    assert [one.name for one in lost.sample.annotations] == ["Cat"]
    assert saved.error is None
    assert labels_by_name(datasets, animals.id)["a.png"] == ["Cat"]


def test_robustness_a_reply_that_was_lost_after_the_commit(
    datasets: DatasetManager, animals: Dataset, plain: list[Sample]
) -> None:
    batch = [give(plain[0], "Cat", revision=1)]

    first = datasets.samples.label(animals.id, batch, key="k1")
    again = datasets.samples.label(animals.id, batch, key="k1")

    assert again == first
    assert datasets.samples.get(animals.id, plain[0].id).revision == 2


def test_the_same_labels_again_change_nothing(
    datasets: DatasetManager, animals: Dataset, plain: list[Sample]
) -> None:
    datasets.samples.label(animals.id, [give(plain[0], "Cat", "Dog")])

    again = datasets.samples.label(animals.id, [give(plain[0], "Dog", "Cat")]).results[0]

    assert again.sample is not None
    assert again.sample.revision == 2


def test_a_kept_label_keeps_its_time(
    datasets: DatasetManager, animals: Dataset, plain: list[Sample]
) -> None:
    old = Annotation(name="Cat", created_at=1_500_000_000_000)
    datasets.samples.label(animals.id, [Labeling(sample_id=plain[0].id, annotations=[old])])

    result = datasets.samples.label(animals.id, [give(plain[0], "Cat", "Dog")]).results[0]

    assert result.sample is not None
    times = {one.name: one.created_at for one in result.sample.annotations}
    assert times["Cat"] == 1_500_000_000_000
    assert times["Dog"] > times["Cat"]


def test_a_typed_label_joins_the_set(
    datasets: DatasetManager, animals: Dataset, plain: list[Sample]
) -> None:
    datasets.samples.label(animals.id, [give(plain[0], "Owl")])

    assert [label.name for label in datasets.labels.all(animals.id)] == ["Cat", "Dog", "Owl"]


@pytest.mark.parametrize("name", ["", "a b", "<script>", "x" * 33, "=1+1"])
def test_a_label_outside_the_rules_saves_nothing(
    datasets: DatasetManager, animals: Dataset, plain: list[Sample], name: str
) -> None:
    with pytest.raises(InvalidInput):
        datasets.samples.label(animals.id, [give(plain[0], "Cat"), give(plain[1], name)])

    assert datasets.get(animals.id).labeled == 5


def test_an_image_named_twice_is_refused(
    datasets: DatasetManager, animals: Dataset, plain: list[Sample]
) -> None:
    with pytest.raises(InvalidInput, match="twice"):
        datasets.samples.label(animals.id, [give(plain[0], "Cat"), give(plain[0], "Dog")])


def test_images_that_are_gone_are_said(
    datasets: DatasetManager, animals: Dataset, plain: list[Sample]
) -> None:
    datasets.samples.delete(animals.id, [plain[0].id], delete_source=False)
    stranger = Labeling(sample_id="0" * 32, annotations=[Annotation(name="Cat")])

    gone, unknown = datasets.samples.label(animals.id, [give(plain[0], "Cat"), stranger]).results

    assert gone.error == GONE
    assert (unknown.error, unknown.missing) == (MISSING, True)


def test_lists_by_state_label_and_hardness(
    datasets: DatasetManager, animals: Dataset, plain: list[Sample]
) -> None:
    hard = Labeling(sample_id=plain[0].id, annotations=[Annotation(name="Cat", hard=True)])
    datasets.samples.label(animals.id, [hard])

    def names(**wanted: object) -> list[str]:
        filter = SampleFilter.model_validate(wanted)
        page = datasets.samples.page(animals.id, filter, PageQuery(limit=100))
        assert page.total == len(page.items)
        return [one.source.rpartition("input/")[2] for one in page.items]

    cats = ["Cat/1.png", "Cat/2.png", "Cat/3.png"]
    assert names(state="unlabeled") == ["b.png", "c.png", "d.png"]
    assert names(label="Cat") == [*cats, "a.png"]
    assert names(label="Cat", descending=True) == [*cats, "a.png"][::-1]
    assert names(label="Cat", state="unlabeled") == []
    assert names(label="unknown") == []
    assert names(hard=True) == ["a.png"]
    assert names(hard=False, label="Cat") == cats
    assert len(names(descending=True)) == 9


def test_pages_are_stable_while_labels_are_saved(
    datasets: DatasetManager, animals: Dataset
) -> None:
    wanted = SampleFilter(state=SampleState.UNLABELED)
    first = datasets.samples.page(animals.id, wanted, PageQuery(limit=2))
    datasets.samples.label(animals.id, [give(first.items[0], "Cat")])

    second = datasets.samples.page(animals.id, wanted, PageQuery(limit=2, marker=first.next_marker))

    assert [one.name for one in first.items + second.items] == [
        "a.png",
        "b.png",
        "c.png",
        "d.png",
    ]
    assert second.next_marker is None


def test_counts_stay_right_whatever_is_done(
    datasets: DatasetManager, animals: Dataset, db: Database
) -> None:
    chance = random.Random(7)
    everyone = [sample.id for sample in samples(datasets, animals.id)]

    for _ in range(120):
        chosen = chance.sample(everyone, chance.randint(1, 4))
        action = chance.choice(["label", "label", "label", "delete", "restore"])
        if action == "label":
            names = chance.sample(["Cat", "Dog", "Owl", "Fox"], chance.randint(0, 3))
            annotations = [Annotation(name=n, hard=chance.random() < 0.3) for n in names]
            batch = [Labeling(sample_id=one, annotations=annotations) for one in chosen]
            datasets.samples.label(animals.id, batch)
        elif action == "delete":
            datasets.samples.delete(animals.id, chosen, delete_source=False)
        else:
            datasets.samples.restore(animals.id, chosen)
        assert_counts_are_right(db, datasets, animals.id)


def test_robustness_32_writers(datasets: DatasetManager, animals: Dataset, db: Database) -> None:
    """Each adds one label of its own to one image, reading again when it loses: none is lost."""
    target = samples(datasets, animals.id)[0]

    def write(number: int) -> int:
        lost = 0
        while True:
            seen = datasets.samples.get(animals.id, target.id)
            wanted = [*seen.annotations, Annotation(name=f"w{number}")]
            labeling = Labeling(sample_id=target.id, annotations=wanted, revision=seen.revision)
            if datasets.samples.label(animals.id, [labeling]).results[0].error is None:
                return lost
            lost += 1

    with ThreadPoolExecutor(32) as pool:
        list(pool.map(write, range(32)))

    names = {one.name for one in datasets.samples.get(animals.id, target.id).annotations}
    assert names == {"Cat", *(f"w{number}" for number in range(32))}
    assert_counts_are_right(db, datasets, animals.id)
