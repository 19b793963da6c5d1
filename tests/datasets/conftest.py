"""A dataset manager on real parts. Work is queued, and begun by hand to see each step."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from jupyter_modelarts.compute import WorkloadManager
from jupyter_modelarts.core.db import Database
from jupyter_modelarts.core.safe.images import ImageDecoders
from jupyter_modelarts.core.schemas import PageQuery
from jupyter_modelarts.datasets import DatasetManager
from jupyter_modelarts.datasets.schemas import (
    Annotation,
    Dataset,
    Labeling,
    NewDataset,
    NewLabel,
    Sample,
    SampleFilter,
    SampleState,
)
from jupyter_modelarts.obs import Objects

INPUT = "obs://modelarts/input/"
OUTPUT = "obs://modelarts/output/"


@pytest.fixture(scope="session")
def decoders() -> Iterator[ImageDecoders]:
    made = ImageDecoders(seconds=120.0)
    yield made
    made.close()


@pytest.fixture
def datasets(
    db: Database,
    objects: Objects,
    workloads: WorkloadManager,
    decoders: ImageDecoders,
    state_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> DatasetManager:
    monkeypatch.setattr(workloads, "kick", lambda: None)
    return DatasetManager(db, objects, workloads, decoders, state_dir / "cache")


@pytest.fixture
def animals(datasets: DatasetManager, objects: Objects) -> Dataset:
    """Three cats and two dogs with labels, four images without."""
    put_images(objects, ["Cat/1.png", "Cat/2.png", "Cat/3.png", "Dog/1.png", "Dog/2.png"])
    put_images(objects, ["a.png", "b.png", "c.png", "d.png"])
    return imported(datasets, ["Cat", "Dog"])


def imported(datasets: DatasetManager, labels: Iterable[str] = ()) -> Dataset:
    """A dataset on the standard locations, its input imported."""
    wanted = NewDataset(
        name="animals",
        input_path=INPUT,
        work_path=OUTPUT,
        labels=[NewLabel(name=name) for name in labels],
    )
    dataset, task = datasets.create(wanted)
    datasets.run_import(task.id)
    return datasets.get(dataset.id)


def picture(seed: int = 0, kind: str = "PNG", size: tuple[int, int] = (9, 7)) -> bytes:
    """A small image; another for every seed."""
    stream = io.BytesIO()
    color = (seed * 37 % 256, seed * 101 % 256, seed // 256 % 256)
    Image.new("RGB", size, color).save(stream, kind)
    return stream.getvalue()


def put_images(objects: Objects, names: Iterable[str], folder: str = INPUT) -> None:
    for seed, name in enumerate(names):
        objects.put(folder + name, picture(seed))


def samples(
    datasets: DatasetManager, dataset_id: str, state: SampleState | None = None
) -> list[Sample]:
    """All samples outside the trash, or those of a state."""
    wanted = SampleFilter(state=state)
    return datasets.samples.page(dataset_id, wanted, PageQuery(limit=1000)).items


def labels_by_name(datasets: DatasetManager, dataset_id: str) -> dict[str, list[str]]:
    """The labels of each sample by the sample's path below the input."""
    return {
        sample.source.removeprefix(INPUT): [one.name for one in sample.annotations]
        for sample in samples(datasets, dataset_id)
    }


def give(sample: Sample, *names: str, revision: int | None = None) -> Labeling:
    """A labeling with these labels."""
    annotations = [Annotation(name=name) for name in names]
    return Labeling(sample_id=sample.id, annotations=annotations, revision=revision)
