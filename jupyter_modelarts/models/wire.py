"""Models in ModelArts' words: pure functions, tested against golden files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ..core.errors import InvalidInput
from ..core.schemas import Page
from .bodies import (
    ImportModelRequest,
    ModelBody,
    ModelDatasetBody,
    ModelDependencyBody,
    ModelDetailBody,
    ModelFileBody,
    ModelListBody,
    ModelListQuery,
    ModelPackageBody,
    ModelParameterBody,
    ModelPreviewBody,
    ModelProgressBody,
    ModelSourceFileBody,
    ModelTextBody,
)
from .checking import InvalidModel
from .package import CODE, PackageApi, PackageConfig
from .schemas import ImportDraft, Model, ModelFilter, ModelState, Origin, PackageProblem, Preview

_FROM_CONFIG = ("input_params", "output_params", "dependencies", "apis", "model_metrics")
_REAL_TIME = ("real-time", "realtime")
_SHOWN_FILES = 200


def draft(body: ImportModelRequest) -> ImportDraft:
    """What a request asks for. Raises InvalidModel for what this release does not do."""
    _refuse(body)
    return ImportDraft(
        name=body.model_name,
        version=body.model_version,
        description=body.description,
        job_id=body.source_job_id,
        location=body.source_location,
        config=body.initial_config,
        model_type=body.model_type,
    )


def model_filter(query: ModelListQuery) -> ModelFilter:
    """Which models a query means. Raises InvalidInput where it contradicts itself."""
    if query.model_type and query.not_model_type:
        raise InvalidInput("Give model_type or not_model_type, not both.")
    if query.marker and query.sort_by.value != "create_at":
        raise InvalidInput("A marker continues lists by create_at only: use offset.")
    name = query.model_name or None
    return ModelFilter(
        name=name if query.exact_match else None,
        name_contains=None if query.exact_match else name,
        version=query.model_version,
        description_contains=query.description,
        state=query.model_status,
        model_type=query.model_type,
        not_model_type=query.not_model_type,
        job_id=query.source_job_id,
        deleted=query.deleted,
        latest_only=query.latest_only,
        sort_by=query.sort_by,
        ascending=query.order == "asc",
    )


def model_body(model: Model, versions: int, owner: str, project: str) -> ModelBody:
    """A model in a list."""
    return ModelBody(**_common(model, versions, owner, project))


def list_body(
    page: Page[Model], total: int, versions: Mapping[str, int], owner: str, project: str
) -> ModelListBody:
    """A page of models."""
    rows = [model_body(one, versions.get(one.name, 0), owner, project) for one in page.items]
    return ModelListBody(
        total_count=total, count=page.total, models=rows, next_marker=page.next_marker
    )


def detail_body(
    model: Model,
    versions: int,
    owner: str,
    project: str,
    *,
    origin: Origin | None,
    unmet: Sequence[str],
) -> ModelDetailBody:
    """A model with everything."""
    config = model.config
    names = {file.name for file in model.files}
    return ModelDetailBody(
        **_common(model, versions, owner, project),
        runtime=config.runtime,
        execution_code=model.location + CODE if CODE in names else "",
        input_params=[one for api in config.apis for one in _parameters(api, api.request.data)],
        output_params=[one for api in config.apis for one in _parameters(api, api.response.data)],
        dependencies=_dependencies(config),
        model_metrics=_text(config.metrics.model_dump(exclude_none=True)),
        apis=_text([_api(api) for api in config.apis]),
        config=_text(config.model_dump(mode="json", by_alias=True)),
        package=config,
        location=model.location,
        files=[
            ModelFileBody(**file.model_dump(), url=model.location + file.name)
            for file in model.files
        ],
        unmet=list(unmet),
        source_job_exists=origin is not None,
        trained_on=[
            ModelDatasetBody(**one.model_dump()) for one in (origin.datasets if origin else [])
        ],
    )


def preview_body(preview: Preview) -> ModelPreviewBody:
    """What would be imported; of very many files the first are named."""
    return ModelPreviewBody(
        model_version=preview.version,
        location=preview.location,
        files=[
            ModelSourceFileBody(name=file.name, size=file.size)
            for file in preview.files[:_SHOWN_FILES]
        ],
        file_count=len(preview.files),
        total_size=sum(file.size for file in preview.files),
        package=preview.config,
        engine_id=preview.engine_id,
        notes=preview.notes,
        unmet=preview.unmet,
        problems=preview.problems,
    )


def text_body(name: str, size: int, data: bytes) -> ModelTextBody:
    """The beginning of a file, if it is text."""
    truncated = size > len(data)
    try:
        text: str | None = data.decode("utf-8", "ignore" if truncated else "strict")
    except UnicodeDecodeError:
        text = None
    if b"\0" in data:
        text = None
    return ModelTextBody(name=name, size=size, text=text, truncated=truncated)


def _common(model: Model, versions: int, owner: str, project: str) -> dict[str, Any]:
    source, publishing = model.source, model.state is ModelState.PUBLISHING
    job_name, _, job_version = source.job_name.rpartition(" ")
    progress = ModelProgressBody(done=model.copied, total=model.size) if publishing else None
    return {
        "model_id": model.id,
        "model_name": model.name,
        "model_version": model.version,
        "model_type": model.config.model_type,
        "model_size": model.size,
        "model_status": model.state,
        "description": model.description,
        "owner": owner,
        "project": project,
        "create_at": model.created_at,
        "source_location": source.location,
        "source_job_id": source.job_id,
        "source_job_name": job_name,
        "source_job_version": job_version,
        "model_algorithm": model.config.model_algorithm,
        "reason": model.reason,
        "engine_id": model.engine_id,
        "file_count": model.file_count,
        "version_count": versions,
        "progress": progress,
        "workload_id": model.workload_id,
        "delete_at": model.deleted_at,
    }


def _parameters(api: PackageApi, schema: Mapping[str, Any]) -> list[ModelParameterBody]:
    """One for each property; where there are none, one for the whole."""
    properties = schema.get("properties")
    named = properties if isinstance(properties, dict) and properties else {"data": schema}
    return [_parameter(api, str(name), value) for name, value in named.items()]


def _parameter(api: PackageApi, name: str, schema: object) -> ModelParameterBody:
    read = schema if isinstance(schema, dict) else {}
    has_parts = any(part in read for part in ("properties", "items"))
    described = read.get("description")
    return ModelParameterBody(
        url=api.url,
        protocol=api.protocol,
        method=api.method,
        param_name=name,
        param_type=str(read.get("type", "")),
        min=_number(read.get("minimum")),
        max=_number(read.get("maximum")),
        param_desc=_text(read) if has_parts else str(described or ""),
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _api(api: PackageApi) -> dict[str, Any]:
    return {
        "protocol": api.protocol,
        "method": api.method,
        "url": api.url,
        "input_params": api.request.data,
        "output_params": api.response.data,
    }


def _dependencies(config: PackageConfig) -> list[ModelDependencyBody]:
    return [
        ModelDependencyBody(
            installer=group.installer,
            packages=[
                ModelPackageBody(
                    package_name=one.package_name,
                    package_version=one.package_version,
                    restraint=one.restraint.value if one.restraint else "",
                )
                for one in group.packages
            ],
        )
        for group in config.dependencies
    ]


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _refuse(body: ImportModelRequest) -> None:
    for name in _FROM_CONFIG:
        if getattr(body, name):
            _say(name, "It is read from config.json: leave it out, or send initial_config.")
    if body.template is not None or body.model_type.lower() == "template":
        _say("template", "Templates are not there yet: import a package of your own.")
    if body.model_docs:
        _say("model_docs", "Documents of a model are not kept here: use the description.")
    if body.source_type:
        _say("source_type", "Models of automatic learning are not there yet: leave it out.")
    if body.install_type and not any(one.lower() in _REAL_TIME for one in body.install_type):
        _say("install_type", "Models are deployed as real-time services here.")
    if body.execution_code and not body.execution_code.endswith(f"/{CODE}"):
        _say("execution_code", f"The code of a model is {CODE} in its folder model/.")


def _say(field: str, sentence: str) -> None:
    raise InvalidModel(PackageProblem(field=field, message=sentence))
