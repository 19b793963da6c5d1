"""The bodies of ModelArts' data management API (v2), and what we add in its style: datasets,
imports and versions.

Fields that ModelArts does not have are marked "ours". `wire.py` translates between these and
`schemas.py`.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..core.schemas import Schema
from .label_bodies import LabelBody, LabelStats

Marker = Annotated[str, Field(min_length=1, max_length=100)]
LATEST = 253_402_300_799_000
"""The last millisecond that a manifest can spell: the year 9999."""
Limit = Annotated[int, Field(ge=1, le=1000)]


class DataSource(Schema):
    """Where a dataset's input lies; only object storage (`data_type` 0) is supported."""

    data_type: int = 0
    data_path: str


class CreateDatasetRequest(Schema):
    dataset_name: str
    dataset_type: int = 0
    description: str = ""
    data_sources: list[DataSource]
    work_path: str
    work_path_type: int = 0
    labels: list[LabelBody] = []
    import_annotations: bool = True
    data_format: str = "Default"
    import_data: bool = False
    managed: bool = False
    workspace_id: str = "0"


class CreateDatasetAnswer(Schema):
    """`import_task_id` is that of the first synchronization with the input."""

    dataset_id: str
    import_task_id: str | None = None


class UpdateDatasetRequest(Schema):
    """What is left out stays. Labels are renamed with `@modelarts:rename_to`."""

    dataset_name: str | None = None
    description: str | None = None
    current_version_id: str | None = None
    add_labels: list[LabelBody] = []
    update_labels: list[LabelBody] = []
    delete_labels: list[LabelBody] = []


class DatasetIdAnswer(Schema):
    dataset_id: str


class DatasetBody(Schema):
    """A dataset. `status`: 1 normal, 3 deleted (in the trash), 5 synchronizing, 6 publishing,
    8 importing. Ours: `unlabeled_sample_count`, `hard_sample_count`, `revision`, `delete_time`,
    `running_task_id`."""

    dataset_id: str
    dataset_name: str
    dataset_type: int
    data_format: str = "Default"
    next_version_num: int
    status: int
    data_sources: list[DataSource]
    create_time: int
    update_time: int
    description: str
    current_version_id: str | None
    current_version_name: str | None
    total_sample_count: int
    annotated_sample_count: int
    unlabeled_sample_count: int
    hard_sample_count: int
    unconfirmed_sample_count: int = 0
    work_path: str
    inner_work_path: str
    inner_annotation_path: str
    work_path_type: int = 0
    workspace_id: str = "0"
    dataset_format: int = 0
    managed: bool = False
    import_data: bool = False
    dataset_version_count: int
    labels: list[LabelBody] | None = None
    revision: int
    delete_time: int | None = None
    running_task_id: str | None = None


class DatasetListQuery(Schema):
    """`marker` and `deleted` (the trash) are ours; lists are paged by marker, not by offset."""

    limit: Limit = 10
    marker: Marker | None = None
    offset: Annotated[int, Field(ge=0, le=0)] = 0
    order: Annotated[str, Field(pattern="^(asc|desc)$")] = "desc"
    sort_by: Annotated[str, Field(pattern="^create_time$")] = "create_time"
    search_content: Annotated[str, Field(max_length=100)] = ""
    dataset_type: int | None = None
    deleted: bool = False


class DatasetListAnswer(Schema):
    total_number: int
    datasets: list[DatasetBody]
    next_marker: str | None = None


class ImportRequest(Schema):
    """`import_type` `dir`: one sub-folder per label, or a flat folder of unlabeled images;
    `manifest`: a Manifest file. `included_labels`: import only samples with one of these."""

    import_path: Annotated[str, Field(min_length=1)]
    import_type: Annotated[str, Field(pattern="^(dir|manifest)$")] = "dir"
    import_annotations: bool = True
    difficult_only: bool = False
    included_labels: Annotated[list[str | LabelBody], Field(max_length=1000)] = []
    excluded_labels: Annotated[list[str | LabelBody], Field(max_length=1000)] = []
    import_origin: Annotated[str, Field(pattern="^obs$")] = "obs"
    final_annotation: bool = True
    import_samples: bool = True


class TaskIdAnswer(Schema):
    task_id: str


class Skipped(Schema):
    """Something that an import left out: which object or line, and why."""

    name: str
    reason: str


class ImportTaskBody(Schema):
    """`status`: QUEUING, STARTING, RUNNING, COMPLETED, FAILED, and ours STOPPED.

    Ours: `workload_id` (its log), `existing_sample_count` (were there already),
    `skipped_sample_count` with `skipped` naming the first 1,000, `summary` in a sentence.
    """

    task_id: str
    dataset_id: str
    status: str
    import_path: str
    import_type: int
    total_sample_count: int
    finished_sample_count: int
    imported_sample_count: int
    annotated_sample_count: int
    existing_sample_count: int
    skipped_sample_count: int
    skipped: list[Skipped]
    summary: str
    error_code: str | None = None
    error_msg: str | None = None
    create_time: int
    update_ms: int
    elapsed_time: int
    workload_id: str | None


class TaskListQuery(Schema):
    limit: Limit = 10
    marker: Marker | None = None
    offset: Annotated[int, Field(ge=0, le=0)] = 0


class ImportTaskListAnswer(Schema):
    total_count: int
    import_tasks: list[ImportTaskBody]
    next_marker: str | None = None


class SyncStatusAnswer(Schema):
    """How the newest synchronization stands; `status` NOT_EXIST where there was none."""

    dataset_id: str
    status: str
    task_id: str | None = None
    add_sample_count: int = 0
    deleted_sample_count: int = 0
    total_sample_count: int = 0
    create_time: int | None = None
    duration_time: int | None = None
    error_code: str | None = None
    error_msg: str | None = None


class PublishRequest(Schema):
    """Without `version_name` the next of V001, V002, … is taken. `train_evaluate_sample_ratio`
    (0 to 1): the share of labeled samples per label set marked TRAIN, the rest EVAL; left out,
    nothing is marked."""

    version_name: str | None = None
    description: Annotated[str, Field(max_length=256)] = ""
    version_format: Annotated[str, Field(pattern="^Default$")] = "Default"
    train_evaluate_sample_ratio: Annotated[float, Field(ge=0, le=1)] | None = None
    clear_hard_property: bool = True
    remove_sample_usage: bool = True
    export_images: bool = False


class PublishAnswer(Schema):
    version_id: str


class VersionBody(Schema):
    """A version. `status`: 0 publishing, 1 ready, 3 deleted, 4 failed (`message` says why).

    Ours: `finished_sample_count` while publishing, `workload_id`, `urn`.
    """

    version_id: str
    version_name: str
    version_format: str = "Default"
    previous_version_id: str | None
    status: int
    create_time: int
    update_time: int
    total_sample_count: int
    annotated_sample_count: int
    finished_sample_count: int
    manifest_path: str
    data_path: str
    is_current: bool
    train_evaluate_sample_ratio: str | None
    remove_sample_usage: bool
    clear_hard_property: bool
    export_images: bool = False
    description: str
    message: str
    task_type: int = 0
    label_stats: list[LabelStats]
    workload_id: str | None
    urn: str


class VersionListAnswer(Schema):
    total_number: int
    versions: list[VersionBody]
    next_marker: str | None = None
