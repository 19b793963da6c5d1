"""The base of every shape that crosses a wire or a process."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field


class Schema(BaseModel):
    """Frozen; unknown fields are ignored, as ModelArts does; NaN and infinity are refused."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


Item = TypeVar("Item")


class Page(Schema, Generic[Item]):
    """One page of a keyset-paged list; `next_marker` asks for the one after, None at the end."""

    items: list[Item]
    total: int
    next_marker: str | None = None


class PageQuery(Schema):
    """How a list is asked for."""

    limit: Annotated[int, Field(ge=1, le=1000)] = 100
    marker: str | None = None


class Event(Schema):
    """A hint to look again, never data: `change` is a word such as created, updated, deleted."""

    topic: str
    urn: str
    change: str


class ErrorBody(Schema):
    """What every failed request answers."""

    error_code: str
    error_msg: str
    field: str | None = None
