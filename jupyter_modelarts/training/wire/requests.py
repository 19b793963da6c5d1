"""From what was sent to what is meant; known fields that cannot be honoured are refused."""

from __future__ import annotations

from ...compute.schemas import State
from ...core.errors import InvalidInput, NotFound
from ...core.safe.names import shown
from ..bodies import SearchFilterBody, TrainingJobRequest, TrainingSearchRequest
from ..drafts import InputDraft, InvalidJob, JobDraft, OutputDraft
from ..schemas import TASK, JobFilter
from ..spec_bodies import TrainingAlgorithmBody, TrainingInputBody, TrainingResourceRequest
from .answers import PHASES

_STATES = {phase.lower(): state for state, (phase, _) in PHASES.items()}
_TRUE = "true"


def draft(body: TrainingJobRequest) -> JobDraft:
    """What a request asks for. Raises InvalidJob for what this release does not do."""
    _refuse(body)
    metadata, algorithm, resource = body.metadata, body.algorithm, body.spec.resource
    return JobDraft(
        name=metadata.name,
        description=metadata.description,
        pre_version_id=metadata.pre_version_id,
        code_dir=algorithm.code_dir,
        boot_file=algorithm.boot_file,
        engine_id=algorithm.engine.engine_id,
        engine_name=algorithm.engine.engine_name,
        engine_version=algorithm.engine.engine_version,
        parameters=algorithm.parameters,
        inputs=[_input(number, item) for number, item in enumerate(algorithm.inputs)],
        outputs=[
            OutputDraft(name=item.name, url=item.remote.obs.obs_url) for item in algorithm.outputs
        ],
        environments=algorithm.environments,
        requirements=algorithm.requirements,
        metrics=algorithm.metrics,
        flavor_id=resource.flavor_id,
        pool_id=resource.pool_id,
        log_url=body.spec.log_export_path.obs_url,
    )


def job_filter(body: TrainingSearchRequest) -> JobFilter:
    """Which jobs a search means. Raises InvalidInput for a condition that is not known."""
    if body.sort_by not in ("", "create_time"):
        raise InvalidJob("sort_by", "Jobs can be sorted by create_time only.")
    if body.order not in ("asc", "desc"):
        raise InvalidJob("order", "The order is asc or desc.")
    if body.group_by not in ("", "name"):
        raise InvalidJob("group_by", "Jobs can be grouped by name only.")
    values: dict[str, object] = {}
    for number, condition in enumerate(body.filters):
        try:
            values.update(_condition(condition))
        except InvalidInput as error:
            raise InvalidJob(f"filters.{number}", str(error)) from None
    return JobFilter.model_validate(
        {**values, "latest_only": body.group_by == "name", "ascending": body.order == "asc"}
    )


def check_task(task_id: str) -> None:
    """Raises NotFound for a task that no job has."""
    if task_id != TASK:
        raise NotFound(f"There is no task {shown(task_id)}: a job has {TASK}.")


def _refuse(body: TrainingJobRequest) -> None:
    if body.kind != "job":
        sentence = f'Jobs of kind {shown(body.kind)} are not made here: send "job".'
        raise InvalidJob("kind", sentence)
    _refuse_algorithm(body.algorithm)
    _refuse_resource(body.spec.resource)


def _refuse_algorithm(algorithm: TrainingAlgorithmBody) -> None:
    if algorithm.policies.auto_search is not None:
        sentence = "Hyperparameter search comes with the search slice, which is not there yet."
        raise InvalidJob("algorithm.policies.auto_search", sentence)
    if algorithm.id or algorithm.subscription_id:
        sentence = "Saved and subscribed algorithms are not there yet: name code_dir and boot_file."
        raise InvalidJob("algorithm.id", sentence)
    if algorithm.command:
        sentence = "A command belongs to a custom image: name a boot_file and an engine instead."
        raise InvalidJob("algorithm.command", sentence)
    if algorithm.engine.image_url:
        sentence = "Custom images are not supported here: choose an engine by its engine_id."
        raise InvalidJob("algorithm.engine.image_url", sentence)


def _refuse_resource(resource: TrainingResourceRequest) -> None:
    if resource.node_count != 1:
        sentence = f"{resource.node_count} nodes were asked for: jobs run on 1 node here."
        raise InvalidJob("spec.resource.node_count", sentence)


def _input(number: int, item: TrainingInputBody) -> InputDraft:
    obs, dataset = item.remote.obs, item.remote.dataset
    if (obs is None) == (dataset is None):
        sentence = "An input's remote is either obs or dataset."
        raise InvalidJob(f"algorithm.inputs.{number}.remote", sentence)
    if obs is not None:
        return InputDraft(name=item.name, url=obs.obs_url)
    assert dataset is not None
    return InputDraft(name=item.name, dataset_id=dataset.id, version_id=dataset.version_id)


def _condition(condition: SearchFilterBody) -> dict[str, object]:
    values = [value for value in condition.value if value]
    if not values:  # ModelArts' own example sends empty conditions
        return {}
    match (condition.key, condition.operator):
        case ("name", "like"):
            return {"name_contains": values[0]}
        case ("name", "in"):
            return {"name": _only(values)}
        case ("phase", "in" | "not"):
            return {"states": _states(values, inverted=condition.operator == "not")}
        case ("create_time", "between"):
            return _between(condition.value)
        case ("deleted", "in"):
            return {"deleted": _only(values).lower() == _TRUE}
        case ("kind", "in") if values == ["job"]:
            return {}
    raise InvalidInput(
        f"{shown(condition.key)} {shown(condition.operator)} is not a condition here: use name "
        "(like, in), phase (in, not), create_time (between), kind (in) or deleted (in)."
    )


def _only(values: list[str]) -> str:
    if len(values) > 1:
        raise InvalidInput("Give one value.")
    return values[0]


def _states(values: list[str], *, inverted: bool) -> list[State]:
    unknown = [value for value in values if value.lower() not in _STATES]
    if unknown:
        raise InvalidInput(f"There is no phase {shown(unknown[0])}.")
    named = [_STATES[value.lower()] for value in values]
    return [state for state in State if state not in named] if inverted else named


def _between(values: list[str]) -> dict[str, object]:
    if len(values) != 2 or not all(value.isdecimal() or not value for value in values):
        raise InvalidInput("Give two times in milliseconds; an empty one is open.")
    first, last = (int(value) if value else None for value in values)
    return {"created_from": first, "created_to": last}
