"""ModelArts' numbers and spellings of datasets, in both directions."""

from __future__ import annotations

from collections.abc import Sequence

from ..compute.schemas import State
from ..core.errors import DomainError, InvalidInput
from ..core.safe.names import shown
from . import bodies, label_bodies
from .label_wire import label_body, label_change, label_stats, new_labels
from .schemas import (
    Dataset,
    DatasetChange,
    DatasetType,
    DescribedDataset,
    ImportKind,
    ImportSpec,
    Label,
    NewDataset,
    PublishSpec,
    Task,
    TaskKind,
    Version,
    VersionState,
)

DATASET_TYPES = {DatasetType.IMAGE_CLASSIFICATION: 0}
NAMED_TYPES = {
    1: "object detection",
    3: "image segmentation",
    100: "text classification",
    101: "named entities",
    102: "text triplets",
    200: "sound classification",
    201: "speech content",
    202: "speech segmentation",
    400: "tables",
    600: "video",
    900: "free format",
}
TASK_STATUS = {
    State.QUEUED: "QUEUING",
    State.STARTING: "STARTING",
    State.RUNNING: "RUNNING",
    State.STOPPING: "RUNNING",
    State.SUCCEEDED: "COMPLETED",
    State.FAILED: "FAILED",
    State.LOST: "FAILED",
    State.STOPPED: "STOPPED",
}
VERSION_STATUS = {
    VersionState.PUBLISHING: 0,
    VersionState.READY: 1,
    VersionState.DELETED: 3,
    VersionState.FAILED: 4,
}
RUNNING_STATUS = {TaskKind.SYNC: 5, TaskKind.PUBLISH: 6, TaskKind.IMPORT: 8}
NORMAL, DELETED = 1, 3
IMPORT_TYPES = {ImportKind.DIRECTORY: 0, ImportKind.MANIFEST: 1}


# what comes in


def new_dataset(body: bodies.CreateDatasetRequest) -> NewDataset:
    """Raises InvalidInput for what ModelArts knows and this platform does not have yet."""
    if body.dataset_type != 0:
        kind = NAMED_TYPES.get(body.dataset_type, "unknown")
        raise InvalidInput(
            f"dataset_type {body.dataset_type} ({kind}) is not supported: only 0, image "
            "classification, is."
        )
    if body.data_format != "Default":
        raise InvalidInput(f"data_format {shown(body.data_format)}: only Default is supported.")
    if body.work_path_type != 0 or any(source.data_type != 0 for source in body.data_sources):
        raise InvalidInput("Only object storage is supported: data_type and work_path_type 0.")
    if body.managed or body.import_data:
        raise InvalidInput("managed and import_data are for table datasets, which are not here.")
    if len(body.data_sources) != 1:
        raise InvalidInput("data_sources: give exactly one input location.")
    return NewDataset(
        name=body.dataset_name,
        input_path=body.data_sources[0].data_path,
        work_path=body.work_path,
        description=body.description,
        labels=new_labels(body.labels),
        import_annotations=body.import_annotations,
    )


def dataset_change(body: bodies.UpdateDatasetRequest) -> DatasetChange:
    return DatasetChange(
        name=body.dataset_name,
        description=body.description,
        current_version_id=body.current_version_id,
        add_labels=new_labels(body.add_labels),
        update_labels=[label_change(label.name, label.property) for label in body.update_labels],
        delete_labels=[label.name for label in body.delete_labels],
    )


def import_spec(body: bodies.ImportRequest) -> ImportSpec:
    if not body.final_annotation:
        raise InvalidInput("final_annotation false (labels to be confirmed) is not supported.")
    if not body.import_samples:
        raise InvalidInput("import_samples false (labels without images) is not supported.")
    return ImportSpec(
        path=body.import_path,
        kind=ImportKind(body.import_type),
        annotations=body.import_annotations,
        hard_only=body.difficult_only,
        included=_names(body.included_labels),
        excluded=_names(body.excluded_labels),
    )


def publish_spec(body: bodies.PublishRequest) -> PublishSpec:
    if body.export_images:
        raise InvalidInput("export_images is not supported: the manifest names the images.")
    return PublishSpec(
        name=body.version_name,
        description=body.description,
        train_ratio=body.train_evaluate_sample_ratio,
        clear_hard=body.clear_hard_property,
        remove_usage=body.remove_sample_usage,
    )


# what goes out


def dataset_body(
    described: DescribedDataset, label_set: Sequence[Label] | None = None
) -> bodies.DatasetBody:
    dataset, current, running = described.dataset, described.current, described.running
    home = dataset.home
    return bodies.DatasetBody(
        dataset_id=dataset.id,
        dataset_name=dataset.name,
        dataset_type=DATASET_TYPES[dataset.type],
        next_version_num=dataset.next_version,
        status=_dataset_status(dataset, running),
        data_sources=[bodies.DataSource(data_path=dataset.input_path)],
        create_time=dataset.created_at,
        update_time=dataset.updated_at,
        description=dataset.description,
        current_version_id=None if current is None else current.id,
        current_version_name=None if current is None else current.name,
        total_sample_count=dataset.total,
        annotated_sample_count=dataset.labeled,
        unlabeled_sample_count=dataset.total - dataset.labeled,
        hard_sample_count=dataset.hard,
        work_path=dataset.work_path,
        inner_work_path=home.as_spelled(),
        inner_annotation_path=home.join("annotation/").as_spelled(),
        dataset_version_count=described.versions,
        labels=None if label_set is None else [label_body(label) for label in label_set],
        revision=dataset.revision,
        delete_time=dataset.deleted_at,
        running_task_id=None if running is None else running.id,
    )


def import_task_body(task: Task, now: int) -> bodies.ImportTaskBody:
    result = task.result
    failed = task.state in (State.FAILED, State.LOST)
    began = task.started_at or task.created_at
    return bodies.ImportTaskBody(
        task_id=task.id,
        dataset_id=task.dataset_id,
        status=TASK_STATUS[task.state],
        import_path=task.spec.path,
        import_type=IMPORT_TYPES[task.spec.kind],
        total_sample_count=task.total,
        finished_sample_count=task.done,
        imported_sample_count=result.imported,
        annotated_sample_count=result.labeled,
        existing_sample_count=result.existing,
        skipped_sample_count=result.skipped,
        skipped=[bodies.Skipped(name=one.name, reason=one.reason) for one in result.named],
        summary=" ".join([result.summary, *result.notes]).strip(),
        error_code=DomainError.code if failed else None,
        error_msg=task.message if failed else None,
        create_time=task.created_at,
        update_ms=task.updated_at,
        elapsed_time=max(0, ((task.ended_at or now) - began) // 1000),
        workload_id=task.workload_id,
    )


def sync_body(dataset_id: str, task: Task | None, now: int) -> bodies.SyncStatusAnswer:
    if task is None:
        return bodies.SyncStatusAnswer(dataset_id=dataset_id, status="NOT_EXIST")
    body = import_task_body(task, now)
    return bodies.SyncStatusAnswer(
        dataset_id=dataset_id,
        status=body.status,
        task_id=task.id,
        add_sample_count=body.imported_sample_count,
        total_sample_count=body.total_sample_count,
        create_time=body.create_time,
        duration_time=body.elapsed_time,
        error_code=body.error_code,
        error_msg=body.error_msg,
    )


def version_body(
    version: Version, dataset: Dataset, task: Task | None = None
) -> bodies.VersionBody:
    ready = version.state is VersionState.READY
    return bodies.VersionBody(
        version_id=version.id,
        version_name=version.name,
        previous_version_id=version.previous_id,
        status=VERSION_STATUS[version.state],
        create_time=version.created_at,
        update_time=version.updated_at,
        total_sample_count=version.total if ready or task is None else task.total,
        annotated_sample_count=version.labeled,
        finished_sample_count=version.total if ready or task is None else task.done,
        manifest_path=version.manifest_path,
        data_path=dataset.input_path,
        is_current=dataset.current_version_id == version.id,
        train_evaluate_sample_ratio=None
        if version.train_ratio is None
        else f"{version.train_ratio:g}",
        remove_sample_usage=version.remove_usage,
        clear_hard_property=version.clear_hard,
        description=version.description,
        message=version.message,
        label_stats=label_stats(version.label_stats),
        workload_id=None if task is None else task.workload_id,
        urn=version.urn,
    )


def _names(given: Sequence[str | label_bodies.LabelBody]) -> list[str]:
    return [one if isinstance(one, str) else one.name for one in given]


def _dataset_status(dataset: Dataset, running: Task | None) -> int:
    if dataset.deleted_at is not None:
        return DELETED
    return NORMAL if running is None else RUNNING_STATUS[running.kind]
