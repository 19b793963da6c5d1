"""The bodies of the label set and its counts; see `bodies.py`."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from ..core.schemas import Schema


class LabelProperty(Schema):
    """What a label of the set looks like; `rename_to` only in updates."""

    model_config = ConfigDict(populate_by_name=True)

    color: str | None = Field(None, alias="@modelarts:color")
    shortcut: str | None = Field(None, alias="@modelarts:shortcut")
    rename_to: str | None = Field(None, alias="@modelarts:rename_to")


class LabelBody(Schema):
    """A label of a dataset; `sample_count` (ours) is answered, not read."""

    name: str
    type: int = 0
    property: LabelProperty = LabelProperty()
    sample_count: int | None = None


class BatchResult(Schema):
    success: bool
    error_code: str | None = None
    error_msg: str | None = None


class BatchAnswer(Schema):
    """What a batch did, in the order of the request."""

    success: bool
    results: list[BatchResult] = []


class LabelsRequest(Schema):
    labels: Annotated[list[LabelBody], Field(min_length=1, max_length=1000)]


class LabelListAnswer(Schema):
    labels: list[LabelBody]
    total_number: int


class DeleteLabelsQuery(Schema):
    """0: the label only; 1: also samples that have only it; 2: also those samples' objects."""

    delete_policy: Annotated[int, Field(ge=0, le=2)] = 0


class DeleteLabelQuery(Schema):
    """As ModelArts has it, this deletes the label and the samples that have only it."""

    delete_source: bool = False


class LabelStats(Schema):
    name: str
    type: int = 0
    property: LabelProperty
    count: int
    sample_count: int


class SampleStats(Schema):
    """Samples by state; `total` leaves out the deleted."""

    un_annotation: int
    manual_annotation: int
    auto_annotation: int = 0
    all: int
    total: int
    deleted: int


class KeySampleStats(Schema):
    """Hard examples and others."""

    total: int
    key_sample: int
    non_key_sample: int


class StatsAnswer(Schema):
    label_stats: list[LabelStats]
    sample_stats: SampleStats
    key_sample_stats: KeySampleStats
    data_spliting_enable: bool
