"""Datasets, samples and labels, imports and versions, as the rest of the platform sees them."""

from __future__ import annotations

from enum import Enum
from typing import Any

from ..compute.schemas import InputFile, State
from ..core.ids import urn
from ..core.safe.uris import ObjectUri, parse_uri
from ..core.schemas import Schema

TOPIC = "datasets"
VERSION_OF = "version-of"
"""The relation from a version's URN to its dataset's."""


class DatasetType(str, Enum):
    """What is labeled, and how; one type so far."""

    IMAGE_CLASSIFICATION = "image_classification"


class Dataset(Schema):
    """A dataset; `input_path` and `work_path` stay in the spelling that they came in."""

    id: str
    name: str
    type: DatasetType
    description: str
    input_path: str
    work_path: str
    folder: str
    next_version: int
    current_version_id: str | None
    total: int
    labeled: int
    hard: int
    revision: int
    created_at: int
    updated_at: int
    deleted_at: int | None

    @property
    def urn(self) -> str:
        return dataset_urn(self.id)

    @property
    def input(self) -> ObjectUri:
        """The folder that samples come from."""
        return parse_uri(self.input_path).folder()

    @property
    def home(self) -> ObjectUri:
        """The dataset's own folder in the output location; a renamed dataset keeps it."""
        return parse_uri(self.work_path).join(f"{self.folder}/")


class Label(Schema):
    """A label of a dataset's set; `color` is `#rrggbb`."""

    id: str
    name: str
    color: str
    shortcut: str | None
    sample_count: int


class NewLabel(Schema):
    """A label to be made; without a colour it gets one of the palette."""

    name: str
    color: str | None = None
    shortcut: str | None = None


class LabelChange(Schema):
    """Another colour, shortcut or name; None leaves it, an empty shortcut removes it."""

    name: str
    color: str | None = None
    shortcut: str | None = None
    rename_to: str | None = None


class NewDataset(Schema):
    """What a user says of a dataset to be made."""

    name: str
    input_path: str
    work_path: str
    description: str = ""
    labels: list[NewLabel] = []
    import_annotations: bool = True


class DatasetChange(Schema):
    """What shall be different; None stays as it is."""

    name: str | None = None
    description: str | None = None
    current_version_id: str | None = None
    add_labels: list[NewLabel] = []
    update_labels: list[LabelChange] = []
    delete_labels: list[str] = []


class SampleState(str, Enum):
    """Deleted samples lie in the trash with their labels."""

    UNLABELED = "unlabeled"
    LABELED = "labeled"
    DELETED = "deleted"


class Usage(str, Enum):
    """What a sample is meant for; a manifest's words."""

    TRAIN = "TRAIN"
    EVAL = "EVAL"
    TEST = "TEST"
    INFERENCE = "INFERENCE"


HUMAN = "human"


class Annotation(Schema):
    """A label on a sample: who gave it, when, and how sure a machine was."""

    name: str
    hard: bool = False
    annotated_by: str = HUMAN
    confidence: float | None = None
    properties: dict[str, Any] = {}
    created_at: int = 0


class Sample(Schema):
    """An image at `source`, with its labels. `etag` changes with the bytes; `origin` is the task
    that brought it."""

    id: str
    dataset_id: str
    source: str
    size: int
    etag: str
    width: int
    height: int
    state: SampleState
    hard: bool
    usage: Usage | None
    revision: int
    annotations: list[Annotation]
    origin: str | None = None
    created_at: int
    deleted_at: int | None

    @property
    def name(self) -> str:
        """The last segment of the source."""
        return parse_uri(self.source).name


class SampleFilter(Schema):
    """Which samples to list; without a state all but the deleted."""

    state: SampleState | None = None
    label: str | None = None
    hard: bool | None = None
    descending: bool = False


class Labeling(Schema):
    """The labels that a sample shall have; `revision` is the one that the caller saw."""

    sample_id: str
    annotations: list[Annotation] = []
    revision: int | None = None
    usage: Usage | None = None


class LabelingResult(Schema):
    """`sample` as it stands now; `error` where somebody else was faster or it is gone."""

    sample_id: str
    sample: Sample | None = None
    previous: list[Annotation] = []
    error: str | None = None
    missing: bool = False


class Upload(Schema):
    """An image to add to a dataset."""

    name: str
    data: bytes
    annotations: list[Annotation] = []


class Added(Schema):
    """What became of an upload: the object and the sample, or what is wrong and ModelArts' code."""

    name: str
    sample_id: str | None = None
    error: str | None = None
    code: str | None = None


class Stats(Schema):
    """Counts of one dataset."""

    labels: list[Label]
    total: int
    labeled: int
    hard: int
    deleted: int

    @property
    def unlabeled(self) -> int:
        return self.total - self.labeled


class LabelingOutcome(Schema):
    """What a batch of labelings did; kept for retries, so that they hear the same."""

    results: list[LabelingResult]
    stats: Stats


class TaskKind(str, Enum):
    """Long work on a dataset; each is a workload of the platform."""

    IMPORT = "import"
    SYNC = "sync"
    PUBLISH = "publish"


class ImportKind(str, Enum):
    DIRECTORY = "dir"
    MANIFEST = "manifest"


class ImportSpec(Schema):
    """What to import. `path` keeps its spelling; `included` and `excluded` are label names."""

    path: str
    kind: ImportKind = ImportKind.DIRECTORY
    annotations: bool = True
    hard_only: bool = False
    included: list[str] = []
    excluded: list[str] = []


class SkippedItem(Schema):
    """What was left out, and why."""

    name: str
    reason: str


class ImportResult(Schema):
    """What an import did. Only the first 1,000 skipped things are named, all are counted; `notes`
    say what was not understood of things that were imported."""

    imported: int = 0
    labeled: int = 0
    existing: int = 0
    skipped: int = 0
    named: list[SkippedItem] = []
    notes: list[str] = []
    summary: str = ""


class Task(Schema):
    """An import, a synchronization or a publication. `state` never outlives its workload's."""

    id: str
    dataset_id: str
    kind: TaskKind
    state: State
    workload_id: str | None
    request: dict[str, Any]
    done: int
    total: int
    result: ImportResult
    message: str
    created_at: int
    started_at: int | None
    ended_at: int | None
    updated_at: int

    @property
    def spec(self) -> ImportSpec:
        return ImportSpec.model_validate(self.request)


class VersionState(str, Enum):
    PUBLISHING = "publishing"
    READY = "ready"
    FAILED = "failed"
    DELETED = "deleted"


class PublishSpec(Schema):
    """How a version is made. `train_ratio`: the share of labeled samples marked TRAIN."""

    name: str | None = None
    description: str = ""
    train_ratio: float | None = None
    clear_hard: bool = True
    remove_usage: bool = True


class Version(Schema):
    """An immutable snapshot: a manifest at `manifest_path`."""

    id: str
    dataset_id: str
    name: str
    description: str
    state: VersionState
    manifest_path: str
    previous_id: str | None
    task_id: str | None
    train_ratio: float | None
    clear_hard: bool
    remove_usage: bool
    total: int
    labeled: int
    label_stats: list[Label]
    message: str
    created_at: int
    updated_at: int

    @property
    def urn(self) -> str:
        return version_urn(self.id)


class MaterializedVersion(Schema):
    """A version as a job gets it: every object with its place below the input's target, and the
    manifest, to be written as `manifest_name` beside them, whose sources are those places."""

    files: list[InputFile]
    manifest: str
    manifest_name: str


class DescribedDataset(Schema):
    """A dataset with what a list shows beside it."""

    dataset: Dataset
    versions: int
    current: Version | None
    running: Task | None


class DatasetSummary(Schema):
    """What the home page shows of a dataset."""

    id: str
    name: str
    total: int
    unlabeled: int
    updated_at: int


def dataset_urn(dataset_id: str) -> str:
    return urn("dataset", dataset_id)


def version_urn(version_id: str) -> str:
    return urn("dataset-version", version_id)
