"""What a user asks for, before it is checked: the request in our words."""

from __future__ import annotations

from ..core.errors import InvalidInput
from ..core.schemas import Schema
from .schemas import MetricRule, Parameter


class InvalidJob(InvalidInput):
    """400 with the path of the request's field that is wrong."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class InputDraft(Schema):
    """A location or a dataset's version."""

    name: str = ""
    url: str = ""
    dataset_id: str = ""
    version_id: str = ""


class OutputDraft(Schema):
    """A location."""

    name: str = ""
    url: str = ""


class JobDraft(Schema):
    """A training job as it was asked for."""

    name: str = ""
    description: str | None = ""
    pre_version_id: str | None = None
    code_dir: str = ""
    boot_file: str = ""
    engine_id: str = ""
    engine_name: str = ""
    engine_version: str = ""
    parameters: list[Parameter] = []
    inputs: list[InputDraft] = []
    outputs: list[OutputDraft] = []
    environments: dict[str, str] = {}
    metrics: list[MetricRule] | None = None
    flavor_id: str = ""
    pool_id: str = ""
    log_url: str = ""
    requirements: list[str] = []
