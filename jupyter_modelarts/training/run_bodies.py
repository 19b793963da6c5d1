"""The bodies of what a run tells: log, usage, metrics and events; see `bodies.py`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..compute.schemas import UsageSample
from ..core.schemas import Schema
from .schemas import MetricRule, MetricTrial, Series


class LogPreviewBody(Schema):
    """The end of the log, at most 5 MB."""

    content: str
    current_size: int
    full_size: int


class LogUrlBody(Schema):
    """Where the whole log can be downloaded."""

    obs_url: str


class LogQuery(Schema):
    """Which part of the log, in bytes; a negative offset counts from the end."""

    offset: int = 0
    limit: Annotated[int, Field(ge=1, le=4 * 1024 * 1024)] = 256 * 1024


class UsageMetricBody(Schema):
    """A measure of the machine's use, an average per minute; -1 where nothing was measured."""

    metric: str
    value: list[float]


class UsageMetricListBody(Schema):
    """CPU and memory in percent of the flavor, as ModelArts answers them."""

    metrics: list[UsageMetricBody]


class TrainingUsageBody(Schema):
    """Every sample, for drawing; memory in bytes, CPU in percent of one core."""

    cpu: float
    memory_mb: int
    samples: list[UsageSample]


class MetricsQuery(Schema):
    """At most so many points in each series."""

    points: Annotated[int, Field(ge=2, le=10_000)] = 1000


class TrainingMetricsBody(Schema):
    """The values that the script printed.

    `complete`: the whole log of a finished job has been read; `truncated`: later points of a very
    long run are only in `last`, `smallest` and `largest`.
    """

    series: list[Series]
    complete: bool
    truncated: bool


class MetricRuleListBody(Schema):
    """The expressions used where a job names none."""

    rules: list[MetricRule]


class MetricTestRequest(Schema):
    """Expressions to try on a text; null means the default ones."""

    rules: Annotated[list[MetricRule], Field(max_length=50)] | None = None
    text: Annotated[str, Field(max_length=20_000)] = ""


class MetricTestBody(Schema):
    """What each expression found; of the default ones only those that found something."""

    results: list[MetricTrial]


class EventQuery(Schema):
    """ModelArts' paging of events: a job has few."""

    offset: Annotated[int, Field(ge=0)] = 0
    limit: Annotated[int, Field(ge=1, le=100)] = 50
    order: str = "desc"
    level: str = ""
    pattern: str = ""


class TrainingEventBody(Schema):
    """An event; `time` is ISO 8601."""

    time: str
    level: str
    message: str
    source: str


class TrainingEventListBody(Schema):
    """The events of a job."""

    total: int
    limit: int
    offset: int
    order: str
    events: list[TrainingEventBody]
