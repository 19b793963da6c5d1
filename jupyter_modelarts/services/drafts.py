"""What somebody asks for when deploying or updating a service."""

from __future__ import annotations

from ..compute.schemas import Resources
from ..core.errors import InvalidInput
from ..core.schemas import Schema


class InvalidService(InvalidInput):
    """400 with the field of the request that is wrong."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(f"{field}: {sentence}")
        self.field = field


class ModelDraft(Schema):
    """One model version. Without `weight` it shares what the others leave; without
    `specification` it is small."""

    model_id: str
    weight: int | None = None
    specification: str = ""
    custom: Resources | None = None
    instances: int = 1
    envs: dict[str, str] = {}
    load_s: float | None = None


class ServiceDraft(Schema):
    """A service. Without a name it is called after its model."""

    name: str = ""
    description: str = ""
    models: list[ModelDraft] = []
    auto_stop_ms: int | None = None


class ServiceChange(Schema):
    """What is to be changed; what is left out stays. `auto_stop_ms` 0 means never."""

    description: str | None = None
    models: list[ModelDraft] | None = None
    auto_stop_ms: int | None = None
