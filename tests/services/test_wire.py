"""The bodies, byte for byte (`golden/` holds what clients have been promised), and requests."""

from __future__ import annotations

import json
import platform
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from jupyter_modelarts.compute.schemas import Flavor, State, UsageSample
from jupyter_modelarts.core.errors import InvalidInput
from jupyter_modelarts.services import bodies, wire
from jupyter_modelarts.services.drafts import InvalidService
from jupyter_modelarts.services.latency import BUCKETS, bucket_of, percentile
from jupyter_modelarts.services.schemas import (
    Calls,
    Details,
    EventType,
    Load,
    Result,
    ServiceEvent,
    ServiceView,
)
from jupyter_modelarts.services.specifications import specifications

from .samples import CREATED, FAILURE, NEW, NOW, OLD, revision, service, sight, view

GOLDEN = Path(__file__).parent / "golden"
ADDRESS = "http://127.0.0.1:18080"
DONE = revision(1, OLD, result=Result.SUCCESS)
EVENTS = [
    ServiceEvent(type=EventType.ABNORMAL, message="Replica 1 of digits 0.0.1 ended.", at=NOW),
    ServiceEvent(type=EventType.NORMAL, message="Deploying digits 0.0.1 (100 %).", at=CREATED),
]


@pytest.fixture(autouse=True)
def _one_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")


def details(seen: ServiceView) -> Details:
    """As the manager tells it."""
    called = ServiceView(seen.service, seen.revisions, seen.sights, Calls(calls=50, failures=1))
    return Details(called, ADDRESS, {OLD.model_id: Calls(calls=50, failures=1)})


def running() -> Details:
    """One version, one replica, stopping in two hours."""
    hours = service(serving=1, auto_stop_ms=7_200_000, stop_at=CREATED + 7_200_000)
    return details(view(hours, [DONE], sight(1)))


def load(at: int, calls: int, latency_ms: float) -> Load:
    """Calls that all took as long."""
    latency = [0] * BUCKETS
    latency[bucket_of(latency_ms)] = calls
    total = calls * latency_ms
    return Load(
        model_id=OLD.model_id, at=at, calls=calls, failures=1, total_ms=total, latency=latency
    )


def golden_bodies() -> dict[str, BaseModel]:
    """What is compared with the files of these names."""
    failed = sight(1, state=State.FAILED, health="", outcome=FAILURE, failure="torn")
    broken = revision(1, OLD, result=Result.FAIL).model_copy(update={"reason": "It is torn."})
    updating = service(target=2, serving=1)
    loading = sight(2, NEW, State.STARTING, "starting")
    usage = {"w1": [UsageSample(at=NOW, cpu_percent=25, memory_bytes=200 * 2**20)]}
    flavor = Flavor(id="big", pool_id="local", name="2 CPU", cpu=2, memory_mb=4096, gpus=1)
    loads = [load(NOW - 20_000, 10, 2.0), load(NOW - 10_000, 30, 3.5)]
    return {
        "running": wire.service_body(running()),
        "failed": wire.service_body(details(view(service(), [broken], failed))),
        "updating": wire.service_body(
            details(view(updating, [revision(2, NEW), DONE], sight(1), loading))
        ),
        "list": wire.list_body([running()], bodies.ServiceListQuery()),
        "events": wire.event_list_body(running(), EVENTS, bodies.ServiceEventQuery(limit=1)),
        "logs": wire.update_log_body(running()),
        "monitor": wire.monitor_body(running(), loads, usage, 900, NOW),
        "specifications": wire.specification_list_body(specifications([flavor])),
    }


@pytest.mark.parametrize("name", sorted(path.stem for path in GOLDEN.glob("*.json")))
def test_a_body_is_what_was_promised(name: str) -> None:
    promised = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    assert json.loads(golden_bodies()[name].model_dump_json()) == promised


def test_every_body_has_its_golden_file() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(golden_bodies())


def test_the_references_own_request_is_understood() -> None:
    body = bodies.DeployRequest.model_validate(
        {
            "service_name": "mnist",
            "infer_type": "real-time",
            "config": [
                {
                    "model_id": "m1",
                    "weight": "70",
                    "specification": "custom",
                    "custom_spec": {"cpu": 1.5, "memory": 7500},
                    "instance_count": 1,
                    "envs": {"load_epoch": "0"},
                },
                {"model_id": "m2", "weight": "30", "specification": "x", "instance_count": 1},
            ],
            "schedule": [{"type": "stop", "time_unit": "HOURS", "duration": 1}],
        }
    )

    draft = wire.draft(body)

    assert [(one.model_id, one.weight) for one in draft.models] == [("m1", 70), ("m2", 30)]
    assert draft.models[0].custom is not None
    assert draft.models[0].custom.memory_mb == 7500
    assert draft.auto_stop_ms == 3_600_000


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"infer_type": "batch"}, "infer_type"),
        ({"vpc_id": "v"}, "vpc_id"),
        ({"load_balancer_policy": "SOURCE_IP"}, "load_balancer_policy"),
        ({"config": [{"model_id": "m", "cluster_id": "c"}]}, "config.0.cluster_id"),
        ({"config": [{"model_id": "m", "src_path": "s"}]}, "config.0.src_path"),
        ({"schedule": [{"time_unit": "WEEKS", "duration": 1}]}, "schedule.0.time_unit"),
        ({"schedule": [{"time_unit": "DAYS", "duration": 0}]}, "schedule.0.duration"),
    ],
)
def test_what_cannot_be_honoured_is_refused_by_its_field(
    changes: dict[str, Any], field: str
) -> None:
    body = bodies.DeployRequest.model_validate({"config": [{"model_id": "m"}], **changes})

    with pytest.raises(InvalidService) as refused:
        wire.draft(body)

    assert refused.value.field == field


def test_a_list_is_filtered_by_state_and_name() -> None:
    other = details(view(service(id="s2", name="iris"), [revision(1, OLD)]))
    found = [running(), other]

    def names(**query: str) -> list[str]:
        wanted = bodies.ServiceListQuery.model_validate(query)
        return [one.service_name for one in wire.list_body(found, wanted).services]

    assert names(status="running") == ["digits"]
    assert names(service_name="RI") == ["iris"]
    assert names(sort_by="service_name", order="asc") == ["digits", "iris"]
    with pytest.raises(InvalidInput, match="sort_by is"):
        names(sort_by="colour")


def test_an_empty_schedule_means_never() -> None:
    body = bodies.ServiceUpdateRequest.model_validate({"schedule": []})

    assert wire.change(body).auto_stop_ms == 0
    assert wire.change(bodies.ServiceUpdateRequest()).auto_stop_ms is None


def test_a_percentile_lies_in_its_bucket() -> None:
    counts = [0] * BUCKETS
    counts[bucket_of(2.0)] = 99
    counts[bucket_of(100.0)] = 1

    median, worst = percentile(counts, 0.5), percentile(counts, 1.0)

    assert median is not None
    assert 1.5 < median <= 2
    assert worst == 128
    assert percentile([0] * BUCKETS, 0.5) is None
