"""Training over HTTP, through the extension."""

from __future__ import annotations

import asyncio

import pytest
from tornado.httpclient import HTTPClientError

from jupyter_modelarts.compute import WorkloadManager
from jupyter_modelarts.core.managers import Managers
from jupyter_modelarts.training import TrainingManager

from .conftest import JOB_S, Ask, Fetch, request


async def ended(ask: Ask, managers: Managers) -> str:
    """A job that has run; its id."""
    code, body = await ask("POST", "training-jobs", request())
    assert code == 201
    workload = body["status"]["workload_id"]
    wait = managers.get(WorkloadManager).wait
    await asyncio.get_running_loop().run_in_executor(None, wait, workload, JOB_S)
    return str(body["metadata"]["id"])


async def test_a_job_is_created_and_read(ask: Ask, managers: Managers) -> None:
    job_id = await ended(ask, managers)
    code, body = await ask("GET", f"training-jobs/{job_id}")
    assert code == 200
    assert body["metadata"]["user_name"]
    assert body["metadata"]["version"] == "V0001"
    assert body["status"]["phase"] == "Failed"
    assert body["status"]["failure"]["exit_code"] == 1


async def test_what_a_job_printed_can_be_read_in_every_way(
    ask: Ask, managers: Managers, jp_fetch: Fetch
) -> None:
    job_id = await ended(ask, managers)
    job = f"training-jobs/{job_id}"

    _, chunk = await ask("GET", f"{job}/logs?offset=0&limit=10")
    _, preview = await ask("GET", f"{job}/tasks/worker-0/logs/preview")
    _, link = await ask("GET", f"{job}/tasks/worker-0/logs/url")
    _, metrics = await ask("GET", f"{job}/metrics")
    download = await jp_fetch(f"modelarts/v2/p/{job}/logs/download")

    text = "epoch 1 loss=0.5\nthe end\n"
    assert (chunk["text"], chunk["next_offset"]) == (text[:10], 10)
    assert (preview["content"], preview["full_size"]) == (text, len(text))
    assert link["obs_url"].endswith(f"/modelarts/v2/p/{job}/logs/download")
    assert download.body.decode() == text
    assert download.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in download.headers["Content-Security-Policy"]
    assert metrics["series"][0]["points"] == [{"step": 1, "value": 0.5}]


async def test_every_look_at_a_job_answers(ask: Ask, managers: Managers) -> None:
    job = f"training-jobs/{await ended(ask, managers)}"
    for path in ("versions", "difference", "events", "usage", "metrics/worker-0"):
        code, _ = await ask("GET", f"{job}/{path}")
        assert code == 200, path


async def test_lists_flavors_rules_and_the_summary_answer(ask: Ask, managers: Managers) -> None:
    await ended(ask, managers)
    _, found = await ask("POST", "training-job-searches", {"limit": 10})
    _, flavors = await ask("GET", "training-job-flavors?flavor_type=CPU")
    _, rules = await ask("GET", "training-job-metric-rules")
    _, summary = await ask("GET", "training-job-summary")
    _, engines = await ask("GET", "training-job-engines")
    assert (found["total"], found["count"], len(found["items"])) == (1, 1, 1)
    assert flavors["flavors"][0]["fits"]
    assert "loss" in [rule["name"] for rule in rules["rules"]]
    assert len(summary["failed"]) == 1
    assert engines["items"][0]["engine_id"] == "scikit-learn"


async def test_what_is_wrong_comes_with_its_field(ask: Ask) -> None:
    code, body = await ask("POST", "training-jobs", request(boot_file="none.py"))
    assert code == 400
    assert body["field"] == "algorithm.boot_file"
    assert body["error_code"].startswith("ModelArts.")


async def test_a_preview_lists_all_problems(ask: Ask) -> None:
    code, body = await ask("POST", "training-job-previews", request(boot_file="none.py"))
    assert code == 200
    assert [problem["field"] for problem in body["problems"]] == ["algorithm.boot_file"]


async def test_a_retry_makes_one_job(ask: Ask, managers: Managers) -> None:
    key = {"Idempotency-Key": "once"}
    _, first = await ask("POST", "training-jobs", request(), **key)
    _, second = await ask("POST", "training-jobs", request(), **key)
    assert first["metadata"]["id"] == second["metadata"]["id"]
    assert managers.get(TrainingManager).count() == 1


async def test_a_job_goes_to_the_trash_and_comes_back(ask: Ask, managers: Managers) -> None:
    job = f"training-jobs/{await ended(ask, managers)}"
    deleted = {"key": "deleted", "operator": "in", "value": ["true"]}

    code, body = await ask("DELETE", job)
    _, trash = await ask("POST", "training-job-searches", {"filters": [deleted]})
    again, _ = await ask("DELETE", job)
    _, restored = await ask("POST", f"{job}/actions", {"action_type": "restore"})

    assert (code, trash["count"], again) == (202, 1, 404)
    assert body["metadata"]["delete_time"] > 0
    assert restored["metadata"]["delete_time"] is None


async def test_actions_are_named(ask: Ask, managers: Managers) -> None:
    job = f"training-jobs/{await ended(ask, managers)}"
    stopped, sentence = await ask("POST", f"{job}/actions", {"action_type": "terminate"})
    nothing, _ = await ask("POST", f"{job}/actions", {"action_type": "resume_outputs"})
    unknown, _ = await ask("POST", f"{job}/actions", {"action_type": "dance"})
    described, body = await ask("PUT", job, {"description": "hahaha"})
    assert (stopped, nothing, unknown, described) == (409, 409, 400, 200)
    assert "has ended" in sentence["error_msg"]
    assert body["metadata"]["description"] == "hahaha"


async def test_unknown_jobs_and_tasks_are_not_found(ask: Ask, managers: Managers) -> None:
    job = f"training-jobs/{await ended(ask, managers)}"
    for path in ("training-jobs/none", "training-jobs/none/logs", f"{job}/metrics/worker-9"):
        code, body = await ask("GET", path)
        assert (code, body["error_code"]) == (404, "ModelArts.0404")


@pytest.mark.parametrize("body", [b"{", b'{"a": NaN}', b"[" * 100 + b"]" * 100])
async def test_broken_json_is_a_400(jp_fetch: Fetch, managers: Managers, body: bytes) -> None:
    """Robustness, JSON: depth, NaN."""
    with pytest.raises(HTTPClientError) as raised:
        await jp_fetch("modelarts/v2/p/training-jobs", method="POST", body=body)
    assert raised.value.code == 400
