"""From the server's answers to the shapes that the published SDK documents for training jobs."""

from __future__ import annotations

from typing import Any

STATUS = {
    "queued": 7,
    "starting": 4,
    "running": 8,
    "stopping": 9,
    "succeeded": 10,
    "failed": 11,
    "stopped": 12,
    "lost": 14,
}
_PHASES = {
    0: [],
    1: ["Creating"],
    4: ["Creating"],
    7: ["Pending"],
    8: ["Running"],
    9: ["Terminating"],
    10: ["Completed"],
    11: ["Failed"],
    12: ["Terminated"],
    13: ["Terminated"],
    14: ["Abnormal"],
}
_FAILED_EARLIER = (2, 3, 5, 6)
FINAL = ("succeeded", "failed", "stopped", "lost")


def job_info(body: dict[str, Any]) -> dict[str, Any]:
    """What `get_job_info` answers; what has no meaning here is None."""
    metadata = body["metadata"]
    return {
        "is_success": True,
        "job_id": metadata["id"],
        "job_name": metadata["name"],
        "job_desc": metadata["description"],
        "version_count": metadata["version_count"],
        **_version(body),
    }


def job_row(body: dict[str, Any]) -> dict[str, Any]:
    """A job of `get_job_list`."""
    metadata, status = body["metadata"], body["status"]
    return {
        "job_id": metadata["id"],
        "job_name": metadata["name"],
        "version_id": metadata["id"],
        "status": STATUS[status["state"]],
        "create_time": metadata["create_time"],
        "duration": status["duration"],
        "job_desc": metadata["description"],
        "version_count": metadata["version_count"],
    }


def version_info(bodies: list[dict[str, Any]]) -> dict[str, Any]:
    """What `get_job_version_info` answers: every version, the newest first."""
    metadata = bodies[0]["metadata"]
    return {
        "is_success": True,
        "job_id": metadata["id"],
        "job_name": metadata["name"],
        "job_desc": metadata["description"],
        "version_count": len(bodies),
        "versions": [_version(body) for body in bodies],
    }


def phases(status: int) -> list[str] | None:
    """The phases that a status number means; None where nothing here ever has it."""
    return None if status in _FAILED_EARLIER else _PHASES.get(status)


def log_part(part: dict[str, Any]) -> dict[str, Any]:
    """What `get_job_log` answers; lines are counted in the part, positions are bytes."""
    text = str(part["text"])
    return {
        "content": text,
        "lines": text.count("\n"),
        "start_line": str(part["offset"]),
        "end_line": str(part["next_offset"]),
        "is_success": True,
    }


def _version(body: dict[str, Any]) -> dict[str, Any]:
    metadata, status, algorithm = body["metadata"], body["status"], body["algorithm"]
    resource = body["spec"]["resource"]
    flavor = resource["flavor_detail"]["flavor_info"]
    gpu = flavor["gpu"] or {}
    outputs = [item["remote"]["obs"]["obs_url"] for item in algorithm["outputs"]]
    return {
        "version_id": metadata["id"],
        "version_name": metadata["version"],
        "pre_version_id": metadata["pre_version_id"],
        "engine_type": None,
        "engine_name": algorithm["engine"]["engine_name"],
        "engine_id": algorithm["engine"]["engine_id"],
        "engine_version": algorithm["engine"]["engine_version"],
        "status": STATUS[status["state"]],
        "app_url": algorithm["code_dir"],
        "boot_file_url": algorithm["boot_file"],
        "create_time": metadata["create_time"],
        "parameter": [
            {"label": item["name"], "value": item["value"]} for item in algorithm["parameters"]
        ],
        "duration": status["duration"],
        "spec_id": resource["flavor_id"],
        "core": str(flavor["cpu"]["core_num"]),
        "cpu": f"{flavor['memory']['size']}{flavor['memory']['unit']}",
        "gpu_num": gpu.get("unit_num", 0),
        "gpu_type": gpu.get("product_name", ""),
        "worker_server_num": resource["node_count"],
        "train_url": outputs[0] if outputs else "",
        "log_url": body["spec"]["log_export_path"]["obs_url"],
        **_data(algorithm["inputs"]),
        "model_id": None,
        "model_metric_list": [],
        "system_metric_list": [],
        "user_image_url": "",
        "user_command": "",
    }


def _data(inputs: list[dict[str, Any]]) -> dict[str, Any]:
    sources = [_source(item["remote"]) for item in inputs]
    first = sources[0] if sources else {}
    return {
        "data_url": first.get("data_url", ""),
        "dataset_id": first.get("dataset_id", ""),
        "dataset_version_id": first.get("dataset_version", ""),
        "data_source": sources,
    }


def _source(remote: dict[str, Any]) -> dict[str, Any]:
    if remote["dataset"]:
        dataset = remote["dataset"]
        return {
            "type": "dataset",
            "dataset_id": dataset["id"],
            "dataset_version": dataset["version_id"],
        }
    return {"type": "obs", "data_url": remote["obs"]["obs_url"]}
