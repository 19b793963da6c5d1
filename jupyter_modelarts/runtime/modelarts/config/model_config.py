"""How a model is described and how a service runs it: the published SDK's small classes.

Each becomes JSON through `body()`.
"""

from __future__ import annotations

from typing import Any, Mapping, Sequence


class Params:
    """A parameter of a model's interface."""

    def __init__(
        self,
        url: str,
        param_name: str,
        param_type: str,
        min: float | None = None,
        max: float | None = None,
        param_desc: str | None = None,
    ) -> None:
        self.url = url
        self.param_name = param_name
        self.param_type = param_type
        self.min = min
        self.max = max
        self.param_desc = param_desc

    def body(self) -> dict[str, Any]:
        return _given(vars(self))


class Packages:
    """A package that a model needs; `restraint` is EXACT, ATLEAST or ATMOST."""

    def __init__(
        self, package_name: str, package_version: str | None = None, restraint: str | None = None
    ) -> None:
        self.package_name = package_name
        self.package_version = package_version
        self.restraint = restraint

    def body(self) -> dict[str, Any]:
        return _given(vars(self))


class Dependencies:
    """Packages that one installer brings; the installer is pip."""

    def __init__(self, installer: str, packages: Sequence[Packages]) -> None:
        self.installer = installer
        self.packages = packages

    def body(self) -> dict[str, Any]:
        return {"installer": self.installer, "packages": [one.body() for one in self.packages]}


class ServiceConfig:
    """A model in an online service: its share of the requests and its replicas.

    `specification` is a flavor; left out, or `local`, it is the smallest.
    """

    def __init__(
        self,
        model_id: str,
        weight: int | str = 100,
        specification: str | None = None,
        instance_count: int = 1,
        envs: Mapping[str, str] | None = None,
    ) -> None:
        self.model_id = model_id
        self.weight = weight
        self.specification = specification
        self.instance_count = instance_count
        self.envs = envs

    def body(self) -> dict[str, Any]:
        flavor = None if self.specification == "local" else self.specification
        return {
            **_given(vars(self)),
            "weight": int(self.weight),
            "specification": flavor or "",
            "envs": {name: str(value) for name, value in (self.envs or {}).items()},
        }


class TransformerConfig:
    """A model in a batch service. Batch services are not here yet: `deploy_transformer` says so."""

    def __init__(
        self,
        model_id: str,
        specification: str | None = None,
        instance_count: int = 1,
        src_path: str | None = None,
        dest_path: str | None = None,
        req_uri: str | None = None,
        mapping_type: str | None = None,
        mapping_rule: Mapping[str, Any] | None = None,
        envs: Mapping[str, str] | None = None,
    ) -> None:
        self.model_id = model_id
        self.specification = specification
        self.instance_count = instance_count
        self.src_path = src_path
        self.dest_path = dest_path
        self.req_uri = req_uri
        self.mapping_type = mapping_type
        self.mapping_rule = mapping_rule
        self.envs = envs


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
