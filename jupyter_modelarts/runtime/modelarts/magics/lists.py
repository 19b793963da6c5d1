"""`%modelarts datasets|jobs|models|services`: tables."""

from __future__ import annotations

from typing import Any

from ..display import Table, badge, moment, seconds, size
from ..session import Session

LIMIT = 50


def datasets(session: Session) -> Table:
    """Datasets, the newest first."""
    found = session.client.call("GET", "/v2/{p}/datasets", query={"limit": LIMIT})["datasets"]
    rows = [
        (
            one["dataset_name"],
            f"{one['annotated_sample_count']} of {one['total_sample_count']}",
            one["current_version_name"],
            moment(one["update_time"]),
        )
        for one in found
    ]
    return Table(
        ("dataset", "labeled", "version", "changed"),
        rows,
        "There are no datasets yet: the home page makes one of sample data at a click.",
        found,
    )


def jobs(session: Session) -> Table:
    """The newest version of each training job."""
    asked = {"limit": LIMIT, "group_by": "name"}
    found = session.client.call("POST", "/v2/{p}/training-job-searches", asked)["items"]
    rows = [
        (
            one["metadata"]["name"],
            one["metadata"]["version"],
            badge(one["status"]["state"]),
            seconds(one["status"]["duration"]) if one["status"]["start_time"] else "",
            moment(one["metadata"]["create_time"]),
        )
        for one in found
    ]
    return Table(
        ("job", "version", "state", "ran for", "created"),
        rows,
        "There are no training jobs yet: %%modelarts train runs a cell as one.",
        found,
    )


def models(session: Session) -> Table:
    """Models, the newest first."""
    found = session.client.call("GET", "/v1/{p}/models", query={"limit": LIMIT})["models"]
    rows = [
        (
            one["model_name"],
            one["model_version"],
            badge(_state(one, "model_status")),
            one["model_type"],
            size(int(one["model_size"] or 0)),
            moment(one["create_at"]),
        )
        for one in found
    ]
    return Table(
        ("model", "version", "state", "type", "size", "created"),
        rows,
        "There are no models yet: a training job's create_model() imports its output.",
        found,
    )


def services(session: Session) -> Table:
    """Online services, the newest first."""
    found = session.client.call("GET", "/v1/{p}/services", query={"limit": LIMIT})["services"]
    rows = [
        (
            one["service_name"],
            badge(_state(one, "status")),
            one.get("access_address"),
            one.get("invocation_times"),
        )
        for one in found
    ]
    return Table(
        ("service", "state", "address", "calls"),
        rows,
        "There are no services yet: %modelarts deploy MODEL makes one.",
        found,
    )


def _state(one: dict[str, Any], name: str) -> str:
    return str(one.get(name) or "")
