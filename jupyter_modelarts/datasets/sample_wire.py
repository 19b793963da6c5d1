"""Samples and their labels in ModelArts' words, and back."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from ..core.errors import Conflict, InvalidInput, NotFound
from ..core.safe.names import shown
from . import sample_bodies
from .label_wire import stats_body
from .schemas import (
    HUMAN,
    Added,
    Annotation,
    Labeling,
    LabelingOutcome,
    LabelingResult,
    Sample,
    SampleFilter,
    SampleState,
    Upload,
    Usage,
)

SAMPLE_STATUS = {
    SampleState.UNLABELED: "UN_ANNOTATION",
    SampleState.LABELED: "MANUAL_ANNOTATION",
    SampleState.DELETED: "DELETED",
}
SAMPLE_STATES = {
    "__ALL__": SampleState.LABELED,
    "__NONE__": SampleState.UNLABELED,
    "__DELETED__": SampleState.DELETED,
}
HARD = "@modelarts:hard"
MAX_PROPERTIES = 64


# what comes in


def sample_filter(query: sample_bodies.SampleListQuery) -> SampleFilter:
    return SampleFilter(
        state=SAMPLE_STATES[query.sample_state] if query.sample_state else None,
        label=query.label_name,
        hard=query.hard,
        descending=query.order == "desc",
    )


def labeling(body: sample_bodies.SampleUpdate) -> Labeling:
    return Labeling(
        sample_id=body.sample_id,
        annotations=given_annotations(body.labels),
        revision=body.revision,
        usage=Usage(body.sample_usage) if body.sample_usage else None,
    )


def given_annotations(given: Sequence[sample_bodies.SampleLabel]) -> list[Annotation]:
    """Raises InvalidInput for another type of label, or a word that is neither true nor false."""
    return [_annotation(one) for one in given]


def uploads(body: sample_bodies.AddSamplesRequest) -> list[Upload]:
    """Raises InvalidInput for what is no base64."""
    if not body.final_annotation:
        raise InvalidInput("final_annotation false (labels to be confirmed) is not supported.")
    return [
        Upload(name=one.name, data=_decoded(one), annotations=given_annotations(one.labels))
        for one in body.samples
    ]


# what goes out


def sample_body(sample: Sample) -> sample_bodies.SampleBody:
    return sample_bodies.SampleBody(
        sample_id=sample.id,
        sample_name=sample.name,
        sample_size=sample.size,
        source=sample.source,
        labels=[sample_label(one) for one in sample.annotations],
        metadata=sample_bodies.SampleMetadata(
            hard=float(sample.hard), size=[sample.width, sample.height]
        ),
        sample_time=sample.created_at,
        sample_status=SAMPLE_STATUS[sample.state],
        sample_usage=sample.usage.value if sample.usage else None,
        revision=sample.revision,
        etag=sample.etag,
        delete_time=sample.deleted_at,
    )


def sample_label(annotation: Annotation) -> sample_bodies.SampleLabel:
    properties = dict(annotation.properties)
    if annotation.hard:
        properties[HARD] = "true"
    return sample_bodies.SampleLabel(
        name=annotation.name,
        property=sample_bodies.SampleLabelProperty.model_validate(properties),
        annotated_by=annotation.annotated_by,
        score=annotation.confidence,
        create_time=annotation.created_at,
    )


def labeling_answer(outcome: LabelingOutcome) -> sample_bodies.UpdateSamplesAnswer:
    """Has an `error_code` where at least one image was refused."""
    results = [_labeling_result(result) for result in outcome.results]
    lost = [result for result in results if not result.success]
    message = f"{len(lost)} of {len(results)} images were not saved: see results."
    return sample_bodies.UpdateSamplesAnswer(
        success=not lost,
        error_code=lost[0].error_code if lost else None,
        error_msg=message if lost else None,
        results=results,
        stats=stats_body(outcome.stats),
    )


def added_answer(added: Sequence[Added]) -> sample_bodies.AddSamplesAnswer:
    results = [
        sample_bodies.AddedSample(
            success=one.error is None,
            name=one.name,
            info=one.sample_id,
            error_code=one.code,
            error_msg=one.error,
        )
        for one in added
    ]
    return sample_bodies.AddSamplesAnswer(
        success=all(one.success for one in results), results=results
    )


def _annotation(body: sample_bodies.SampleLabel) -> Annotation:
    if body.type != 0:
        raise InvalidInput(f"The label {shown(body.name)} has type {body.type}: 0 is meant.")
    properties: Mapping[str, Any] = body.property.model_extra or {}
    if len(properties) > MAX_PROPERTIES:
        raise InvalidInput(f"A label on an image has at most {MAX_PROPERTIES} properties.")
    return Annotation(
        name=body.name,
        hard=_truth(body.property.hard),
        annotated_by=body.annotated_by or HUMAN,
        confidence=body.score,
        properties=dict(properties),
        created_at=body.create_time or 0,
    )


def _decoded(sample: sample_bodies.NewSample) -> bytes:
    try:
        return base64.b64decode(sample.data, validate=True)
    except ValueError:
        raise InvalidInput(f"The data of {shown(sample.name)} is no base64.") from None


def _labeling_result(result: LabelingResult) -> sample_bodies.SampleResult:
    sample = None if result.sample is None else sample_body(result.sample)
    if result.error is None:
        previous = [sample_label(one) for one in result.previous]
        return sample_bodies.SampleResult(
            sample_id=result.sample_id, success=True, sample=sample, previous_labels=previous
        )
    return sample_bodies.SampleResult(
        sample_id=result.sample_id,
        success=False,
        error_code=NotFound.code if result.missing else Conflict.code,
        error_msg=result.error,
        sample=sample,
    )


def _truth(word: str | None) -> bool:
    if word is not None and word.lower() not in ("true", "false", "1", "0", ""):
        raise InvalidInput(f"{HARD} is {shown(word)}: true or false is meant.")
    return word is not None and word.lower() in ("true", "1")
