"""The bodies of samples and of what is done with them; see `bodies.py`."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from ..core.schemas import Schema
from .bodies import LATEST, Limit, Marker
from .label_bodies import StatsAnswer


class SampleLabelProperty(Schema):
    """Attributes of one label on one sample; others than these are kept as they came."""

    model_config = ConfigDict(populate_by_name=True, extra="allow")

    hard: str | None = Field(None, alias="@modelarts:hard")


class SampleLabel(Schema):
    """A label on a sample. `score` is a machine's confidence; `create_time` (ours) is answered."""

    name: str
    type: int = 0
    property: SampleLabelProperty = SampleLabelProperty()
    annotated_by: Annotated[str, Field(max_length=100)] | None = None
    score: Annotated[float, Field(ge=0, le=1)] | None = None
    create_time: Annotated[int, Field(ge=0, le=LATEST)] | None = None


class SampleMetadata(Schema):
    model_config = ConfigDict(populate_by_name=True)

    import_origin: int = Field(0, alias="@modelarts:import_origin")
    hard: float = Field(0, alias="@modelarts:hard")
    size: list[int] = Field([], alias="@modelarts:size")


class SampleBody(Schema):
    """A sample. `sample_status` is UN_ANNOTATION, MANUAL_ANNOTATION or DELETED.

    Ours: `revision` (send it back with an update), `etag` (of the bytes: put it into the address
    of a thumbnail as `v`, so that it may be cached for ever), `delete_time`.
    """

    sample_id: str
    sample_type: int = 0
    sample_name: str
    sample_size: int
    source: str
    labels: list[SampleLabel]
    metadata: SampleMetadata
    sample_time: int
    sample_status: str
    sample_usage: str | None = None
    revision: int
    etag: str
    delete_time: int | None = None


class SampleListQuery(Schema):
    """`sample_state`: `__ALL__` labeled, `__NONE__` unlabeled, and ours: `__DELETED__`, the trash;
    left out: all but the trash. `label_name` narrows to one label, `hard` (ours) to hard ones."""

    limit: Limit = 10
    marker: Marker | None = None
    offset: Annotated[int, Field(ge=0, le=0)] = 0
    order: Annotated[str, Field(pattern="^(asc|desc)$")] = "desc"
    sample_state: Annotated[str, Field(pattern="^__(ALL|NONE|DELETED)__$")] | None = None
    label_name: Annotated[str, Field(max_length=100)] | None = None
    hard: bool | None = None
    sample_type: Annotated[int, Field(ge=0, le=0)] = 0


class SampleListAnswer(Schema):
    """`sample_count` counts the whole list, not the page."""

    sample_count: int
    samples: list[SampleBody]
    next_marker: str | None = None


class SampleUpdate(Schema):
    """The labels that a sample shall have from now on; none: unlabeled.

    With `revision` (ours) the update loses with 409 where somebody was faster.
    """

    sample_id: str
    labels: Annotated[list[SampleLabel], Field(max_length=100)] = []
    revision: int | None = None
    sample_type: Annotated[int, Field(ge=0, le=0)] = 0
    sample_usage: Annotated[str, Field(pattern="^(TRAIN|EVAL|TEST|INFERENCE)$")] | None = None


class UpdateSamplesRequest(Schema):
    samples: Annotated[list[SampleUpdate], Field(max_length=1000)] = []


class SampleResult(Schema):
    """One sample's result.

    Ours, all but `success`, `error_code` and `error_msg`: after a success `sample` is the new
    state and `previous_labels` what undo puts back (with the new revision); after a 409 `sample`
    is what somebody else saved.
    """

    sample_id: str
    success: bool
    error_code: str | None = None
    error_msg: str | None = None
    sample: SampleBody | None = None
    previous_labels: list[SampleLabel] | None = None


class UpdateSamplesAnswer(Schema):
    """Status 200 where all were saved; 409 where at least one was refused, with the same body.

    `stats` (ours) is the state after the update, so that counts need no second request.
    """

    success: bool
    error_code: str | None = None
    error_msg: str | None = None
    results: list[SampleResult]
    stats: StatsAnswer


class NewSample(Schema):
    """An image to add: `data` in base64, or `data_source` naming an object."""

    name: Annotated[str, Field(max_length=1024)] = ""
    data: str
    labels: list[SampleLabel] = []
    sample_type: Annotated[int, Field(ge=0, le=0)] = 0


class AddSamplesRequest(Schema):
    samples: Annotated[list[NewSample], Field(min_length=1, max_length=1000)]
    final_annotation: bool = True


class AddedSample(Schema):
    """`name` is the object's path, `info` the sample's id."""

    success: bool
    name: str
    info: str | None = None
    error_code: str | None = None
    error_msg: str | None = None


class AddSamplesAnswer(Schema):
    success: bool
    results: list[AddedSample]


class DeleteSamplesRequest(Schema):
    """`delete_source` moves the objects to the trash, too."""

    samples: Annotated[list[str], Field(min_length=1, max_length=1000)]
    delete_source: bool = False


class RestoreSamplesRequest(Schema):
    samples: Annotated[list[str], Field(min_length=1, max_length=1000)]


class ThumbnailQuery(Schema):
    """`size`: the longer side in pixels; `v`: the sample's etag (only makes the address new)."""

    size: Annotated[int, Field(ge=16, le=1024)] = 256
    v: Annotated[str, Field(max_length=200)] = ""


class PreviewQuery(Schema):
    v: Annotated[str, Field(max_length=200)] = ""


UpdateSamplesAnswer.model_rebuild()
