"""From services as they stand to what the gateway routes by. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from ..compute.schemas import Wanted
from .gateway import Group, Routes, Service, Target
from .replicas import ANSWER_S, MAX_BODY
from .schemas import ServedModel, ServiceView


def routes_of(views: Iterable[ServiceView]) -> Routes:
    """All services that are wanted, with the replicas that answer. One that is being deployed has
    none yet, which is not the same as not being there."""
    wanted = [view for view in views if view.service.wanted is Wanted.RUNNING]
    return {view.service.id: _service(view) for view in wanted}


def version_of(view: ServiceView, model: ServedModel) -> str:
    """What a version is called in answers and counts: its number, where that says which one."""
    models = [one for revision in view.revisions[:2] for one in revision.models]
    others = {one.model_name for one in models if one.model_version == model.model_version}
    return model.model_version if len(others) == 1 else model.model_id


def _service(view: ServiceView) -> Service:
    serving = view.serving
    groups = [] if serving is None else [_group(view, model) for model in serving.models]
    return Service(
        id=view.service.id,
        name=view.service.name,
        groups=tuple(groups),
        timeout_s=ANSWER_S,
        max_body=MAX_BODY,
    )


def _group(view: ServiceView, model: ServedModel) -> Group:
    version = version_of(view, model)
    targets = [
        Target(socket=sight.address, replica=sight.replica.workload_id, version=version)
        for sight in view.of(model)
        if sight.ready
    ]
    return Group(weight=model.weight, targets=tuple(targets))
