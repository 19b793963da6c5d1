"""The sizes that a replica can have: a small one for serving, then those of training jobs."""

from __future__ import annotations

from collections.abc import Sequence

from ..compute.schemas import LOCAL_POOL, Flavor, Resources
from ..core.errors import InvalidInput
from ..core.safe.names import shown

SMALL = Flavor(
    id=f"modelarts.{LOCAL_POOL}.small",
    pool_id=LOCAL_POOL,
    name="0.5 CPU, 1.0 GiB",
    cpu=0.5,
    memory_mb=1024,
    gpus=0,
)
"""The default: half a CPU is left beside a training job on a laptop with two."""

CUSTOM = "custom"


def specifications(flavors: Sequence[Flavor]) -> list[Flavor]:
    """What can be chosen, small ones first."""
    return [SMALL, *flavors]


def resources_of(flavors: Sequence[Flavor], name: str, custom: Resources | None) -> Resources:
    """What a replica of this specification reserves. Raises InvalidInput for an unknown one."""
    if name == CUSTOM:
        if custom is None:
            raise InvalidInput("The specification is custom: say cpu and memory in custom_spec.")
        return custom
    for flavor in specifications(flavors):
        if flavor.id == name:
            return flavor.resources
    known = ", ".join(flavor.id for flavor in specifications(flavors))
    raise InvalidInput(f"There is no specification {shown(name)}: choose {known} or {CUSTOM}.")
