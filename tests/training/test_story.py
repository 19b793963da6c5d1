"""Training over HTTP from request to outputs, with real processes."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from urllib.parse import unquote

import pytest

from jupyter_modelarts.compute import WorkloadManager
from jupyter_modelarts.compute.schemas import Flavor
from jupyter_modelarts.core.managers import Managers
from jupyter_modelarts.obs import Objects

from .conftest import CODE, JOB_S, OUTPUT, Ask, Fetch, request

TRAIN = """
import pathlib, sys
given = dict(word[2:].split("=", 1) for word in sys.argv[1:])
for epoch in range(1, int(given["epochs"]) + 1):
    print(f"epoch {epoch} loss={1 / epoch} accuracy={1 - 1 / epoch}")
out = pathlib.Path(given["train_url"])
(out / "model.bin").write_bytes(b"x" * int(given["epochs"]))
print("written")
"""
HOSTILE = {
    "quoted": "a 'b' \"c\" $(touch x) `id` ; rm -rf ~ && echo",
    "lines": "one\ntwo\ttabs",
    "json": '{"a": {"b": [1, 2]}}',
    "chinese": "学习率",
    "dashes": "--boot_file=/etc/passwd",
    "empty": "",
}


def code(managers: Managers, text: str) -> None:
    """Put the script that the jobs of a test run."""
    managers.get(Objects).put(f"{CODE}train.py", text.encode())


def parameters(**values: str) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in values.items()]


async def create(ask: Ask, body: dict[str, Any]) -> str:
    """Make a job; its path."""
    status, made = await ask("POST", "training-jobs", body)
    assert status == 201, made
    return f"training-jobs/{made['metadata']['id']}"


async def finish(ask: Ask, managers: Managers, job: str) -> Any:
    """The job's answer once it has ended."""
    _, body = await ask("GET", job)
    wait = managers.get(WorkloadManager).wait
    workload_id = body["status"]["workload_id"]
    await asyncio.get_running_loop().run_in_executor(None, wait, workload_id, JOB_S)
    _, body = await ask("GET", job)
    return body


async def log_of(ask: Ask, job: str) -> str:
    _, preview = await ask("GET", f"{job}/tasks/worker-0/logs/preview")
    return str(preview["content"])


async def test_a_job_and_its_next_version(ask: Ask, managers: Managers) -> None:
    code(managers, TRAIN)
    first = await create(ask, request(parameters=parameters(epochs="4")))
    before = await finish(ask, managers, first)
    again = request(parameters=parameters(epochs="5"))
    again["metadata"] = {"pre_version_id": before["metadata"]["id"]}

    second = await create(ask, again)
    after = await finish(ask, managers, second)

    _, metrics = await ask("GET", f"{second}/metrics")
    _, difference = await ask("GET", f"{second}/difference")
    _, versions = await ask("GET", f"{second}/versions")
    assert (before["status"]["phase"], after["status"]["phase"]) == ("Completed", "Completed")
    assert (after["metadata"]["version"], after["metadata"]["pre_version"]) == ("V0002", "V0001")
    url = f"{OUTPUT}V0002/model.bin"
    assert after["status"]["output_count"] == 1
    assert after["status"]["output_files"] == [{"name": "train_url", "url": url, "size": 5}]
    objects = managers.get(Objects)
    assert (len(objects.read(f"{OUTPUT}V0001/model.bin")), len(objects.read(url))) == (4, 5)
    loss = next(series for series in metrics["series"] if series["name"] == "loss")
    assert [point["step"] for point in loss["points"]] == [1, 2, 3, 4, 5]
    assert (metrics["complete"], loss["last"]) == (True, 0.2)
    assert difference["changes"] == [
        {"field": "algorithm.parameters.epochs", "old": "4", "new": "5"}
    ]
    best = {one["name"]: one["best"] for one in versions["versions"][0]["metrics"]}
    assert best == {"loss": 0.2, "accuracy": 0.8}


async def test_a_finished_job_can_be_sent_again_as_it_was_answered(
    ask: Ask, managers: Managers
) -> None:
    """What an SDK does: take the body, say which version it follows, post it."""
    code(managers, "print('ran')")
    job = await create(ask, request(parameters=parameters(a="1"), environments={"SEED": "7"}))
    body = await finish(ask, managers, job)
    body["metadata"] = {"pre_version_id": body["metadata"]["id"]}

    second = await create(ask, body)

    _, difference = await ask("GET", f"{second}/difference")
    assert difference["changes"] == []


async def test_lists_leave_out_the_output_files(ask: Ask, managers: Managers) -> None:
    code(managers, TRAIN)
    await finish(ask, managers, await create(ask, request(parameters=parameters(epochs="1"))))

    _, found = await ask("POST", "training-job-searches", {})

    (row,) = found["items"]
    assert (row["status"]["output_count"], row["status"]["output_files"]) == (1, [])


async def test_robustness_values_reach_the_script_as_they_were_sent(
    ask: Ask, managers: Managers
) -> None:
    """robustness.md, hostile input: shell."""
    code(managers, "import json, sys, os; print(json.dumps([sys.argv[3:], os.environ['ODD']]))")
    body = request(parameters=parameters(**HOSTILE), environments={"ODD": HOSTILE["quoted"]})

    job = await create(ask, body)
    ended = await finish(ask, managers, job)

    assert ended["status"]["phase"] == "Completed"
    arguments, odd = json.loads(await log_of(ask, job))
    assert arguments == [f"--{name}={value}" for name, value in HOSTILE.items()]
    assert odd == HOSTILE["quoted"]


async def test_a_job_with_a_chinese_name_in_a_chinese_folder(
    ask: Ask, managers: Managers, jp_fetch: Fetch
) -> None:
    folder = "obs://modelarts/代码/"
    managers.get(Objects).put(f"{folder}训练.py", "print('你好')\nraise ValueError('坏')".encode())
    body = request(code_dir=folder, boot_file="训练.py")
    body["metadata"]["name"] = "数字识别"

    job = await create(ask, body)
    ended = await finish(ask, managers, job)

    download = await jp_fetch(f"modelarts/v2/p/{job}/logs/download")
    assert ended["metadata"]["name"] == "数字识别"
    assert ended["status"]["failure"]["last_line"] == "ValueError: 坏"
    assert ended["status"]["failure"]["source"] == f"{folder}训练.py"
    assert ended["status"]["failure"]["line"] == 2
    assert download.body.decode().startswith("你好\n")
    assert "数字识别-V0001.log" in unquote(download.headers["Content-Disposition"])


async def test_a_job_killed_for_memory_says_so(
    ask: Ask, managers: Managers, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = Flavor(id="small", pool_id="local", name="small", cpu=1, memory_mb=100, gpus=0)
    monkeypatch.setattr(managers.get(WorkloadManager), "flavors", lambda: [small])
    code(managers, "import time; x = bytearray(300_000_000); time.sleep(600)")

    ended = await finish(ask, managers, await create(ask, request()))

    failure = ended["status"]["failure"]
    assert (ended["status"]["phase"], failure["phase"]) == ("Failed", "code")
    assert failure["out_of_memory"]
    assert "memory" in failure["message"]


async def test_a_running_job_is_stopped_and_keeps_what_it_wrote(
    ask: Ask, managers: Managers
) -> None:
    code(
        managers,
        "import pathlib, sys, time\n"
        "out = dict(word[2:].split('=', 1) for word in sys.argv[1:])['train_url']\n"
        "pathlib.Path(out, 'checkpoint').touch()\nprint('begun')\ntime.sleep(600)\n",
    )
    job = await create(ask, request())
    while "begun" not in await log_of(ask, job):
        await asyncio.sleep(0.05)

    status, stopping = await ask("POST", f"{job}/actions", {"action_type": "terminate"})
    ended = await finish(ask, managers, job)

    assert status == 202
    assert stopping["status"]["stopping"] or stopping["status"]["phase"] == "Terminated"
    assert (ended["status"]["phase"], ended["status"]["failure"]) == ("Terminated", None)
    assert managers.get(Objects).exists(f"{OUTPUT}V0001/checkpoint")


async def test_a_failing_engine_fails_the_job_and_shows_its_log(
    ask: Ask, managers: Managers, jp_fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    await jp_fetch("modelarts/v1/p/engines/scikit-learn", method="DELETE")

    job = await create(ask, request())
    ended = await finish(ask, managers, job)

    failure = ended["status"]["failure"]
    assert ended["status"]["secondary_phase"] == "CreateFailed"
    assert (failure["phase"], failure["engine_id"]) == ("environment", "scikit-learn")
    assert "scikit-learn" in failure["message"]
    log = await jp_fetch("modelarts/v1/p/engines/scikit-learn/logs")
    assert "No solution found" in json.loads(log.body)["text"]


async def test_what_this_release_does_not_do_is_refused_by_its_field(ask: Ask) -> None:
    two = {**request(), "spec": {"resource": {"node_count": 2}}}
    flavor = {**request(), "spec": {"resource": {"flavor_id": "huge"}}}
    number = request(parameters=[{"name": "epochs", "value": 3}])
    refused = {
        "kind": {**request(), "kind": "hetero_job"},
        "spec.resource.node_count": two,
        "spec.resource.flavor_id": flavor,
        "algorithm.policies.auto_search": request(policies={"auto_search": {"a": 1}}),
        "algorithm.environments": request(environments={"LD_PRELOAD": "x", "1BAD": "y"}),
        "algorithm.inputs.0": request(inputs=[{"remote": {"obs": {"obs_url": "obs://../x/"}}}]),
        "algorithm.parameters.0.value": number,
        "metadata": {"algorithm": {}},
    }
    for field, body in refused.items():
        status, answer = await ask("POST", "training-jobs", body)
        assert (status, answer["field"]) == (400, field), answer
        assert len(answer["error_msg"]) > 20, answer
