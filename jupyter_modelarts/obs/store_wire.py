"""Object stores in the words of the REST API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .configured import ENVIRONMENT, LOCAL, ConfiguredStore
from .routing import StoreView
from .store_bodies import StoreBody, StoreListBody, StoreStepBody, StoreTestBody

if TYPE_CHECKING:
    from .connection import Report

_SHOWN = 4


def stores_body(views: Sequence[StoreView]) -> StoreListBody:
    """All stores."""
    return StoreListBody(total_count=len(views), stores=[store_body(view) for view in views])


def store_body(view: StoreView) -> StoreBody:
    """One store."""
    if view.record is None:
        return StoreBody(
            name=LOCAL,
            kind=LOCAL,
            endpoint="",
            region="",
            addressing="",
            credentials="",
            access_key="",
            prefix="",
            buckets=view.buckets,
            hidden=[],
            trouble=None,
            editable=False,
        )
    return record_body(view.record, view)


def record_body(record: ConfiguredStore, view: StoreView | None = None) -> StoreBody:
    """A configured store; of its access key the beginning, of its secret nothing."""
    return StoreBody(
        name=record.name,
        kind="s3",
        endpoint=record.endpoint,
        region=record.region,
        addressing=record.addressing.value,
        credentials=record.credentials.value,
        access_key=record.access_key[:_SHOWN] + "…" if record.access_key else "",
        prefix=record.prefix,
        buckets=view.buckets if view else [],
        hidden=view.hidden if view else [],
        trouble=view.trouble if view else None,
        editable=record.name != ENVIRONMENT,
    )


def report_body(report: Report) -> StoreTestBody:
    """A test's steps."""
    steps = [
        StoreStepBody(step=one.step.value, message=one.message, cause=one.cause)
        for one in report.findings
    ]
    return StoreTestBody(ok=report.ok, steps=steps, buckets=report.buckets)
