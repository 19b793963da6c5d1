"""What changed between two versions' configurations, field by field of the request."""

from __future__ import annotations

from .schemas import Change, JobConfig, JobInput


def difference(old: JobConfig, new: JobConfig) -> list[Change]:
    """The fields that differ, in the request's order; locations compare by what they mean."""
    before, after = _fields(old), _fields(new)
    names = [*after, *(name for name in before if name not in after)]
    return [
        Change(field=name, old=before.get(name), new=after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    ]


def _fields(config: JobConfig) -> dict[str, str]:
    algorithm = {
        "code_dir": config.code_dir.uri,
        "boot_file": config.boot_file,
        "engine": config.engine.engine_id,
        **{f"inputs.{item.name}": _source(item) for item in config.inputs},
        **{f"outputs.{item.name}": item.place.uri for item in config.outputs},
        **{f"parameters.{item.name}": item.value for item in config.parameters},
        **{f"environments.{name}": value for name, value in config.environments.items()},
        **({"requirements": ", ".join(config.packages)} if config.packages else {}),
        **{f"metrics.{rule.name}": rule.regex for rule in config.metrics},
    }
    spec = {"resource.flavor_id": config.flavor.flavor_id}
    if config.log_export is not None:
        spec["log_export_path"] = config.log_export.uri
    return {
        **{f"algorithm.{name}": value for name, value in algorithm.items()},
        **{f"spec.{name}": value for name, value in spec.items()},
    }


def _source(item: JobInput) -> str:
    if item.dataset is None:
        return item.uri
    named = f"{item.dataset.dataset_name} {item.dataset.version_name}".strip()
    return f"{named} ({item.dataset.dataset_id}, {item.dataset.version_id})"
