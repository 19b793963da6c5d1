"""Datasets over HTTP, through the extension, with real workloads."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qsl

import pytest
from jupyter_server.serverapp import ServerApp
from tornado.httpclient import HTTPClientError, HTTPResponse

from jupyter_modelarts.compute import WorkloadManager
from jupyter_modelarts.core.managers import Managers
from jupyter_modelarts.datasets import DatasetManager
from jupyter_modelarts.datasets.uploads import store_upload
from jupyter_modelarts.obs import Objects
from tests.conftest import stop_everything

from .conftest import INPUT, OUTPUT, picture, put_images

Fetch = Callable[..., Awaitable[HTTPResponse]]
Rest = Callable[..., Awaitable[Any]]
WAIT_S = 60.0


@pytest.fixture
def jp_server_config(state_dir: Path) -> dict[str, object]:
    """A server with the extension."""
    return {"ServerApp": {"jpserver_extensions": {"jupyter_modelarts": True}}}


@pytest.fixture
def managers(
    jp_serverapp: ServerApp, jp_fetch: Fetch, jp_asyncio_loop: asyncio.AbstractEventLoop
) -> Iterator[Managers]:
    """The platform, which is built when it is first asked."""
    jp_asyncio_loop.run_until_complete(jp_fetch("modelarts/v2/default/datasets"))
    found: Managers = jp_serverapp.web_app.settings["modelarts_managers"]
    yield found
    stop_everything(found.get(WorkloadManager))


@pytest.fixture
def rest(jp_fetch: Fetch, managers: Managers) -> Rest:
    """Ask for a path of the datasets' API; the JSON of the answer, or the error's."""

    async def ask(method: str, path: str, body: object = None, **options: Any) -> Any:
        sent = None if body is None and method in ("GET", "DELETE") else json.dumps(body or {})
        path, _, query = path.partition("?")
        url, options["params"] = f"modelarts/v2/default/datasets{path}", dict(parse_qsl(query))
        try:
            answer = await jp_fetch(url, method=method, body=sent, **options)
        except HTTPClientError as error:
            answer = cast(HTTPResponse, error.response)
        found = json.loads(answer.body) if answer.body else {}
        return {
            **found,
            "status": found.get("status", answer.code),
            "code": answer.code,
            "headers": answer.headers,
        }

    return ask


@pytest.fixture
def dataset_id(rest: Rest, managers: Managers, jp_asyncio_loop: asyncio.AbstractEventLoop) -> str:
    """Two cats, one dog, two images without label; imported by a real workload."""
    names = ["Cat/1.png", "Cat/2.png", "Dog/1.png", "x.png", "y.png"]
    put_images(managers.get(Objects), names)
    return jp_asyncio_loop.run_until_complete(created(rest))


async def created(rest: Rest) -> str:
    request = {
        "dataset_name": "animals",
        "data_sources": [{"data_path": INPUT}],
        "work_path": OUTPUT,
        "labels": [{"name": "Cat", "property": {"@modelarts:color": "#112233"}}],
    }
    answer = await rest("POST", "", request)
    assert answer["status"] == 201
    await ended(rest, answer["dataset_id"], answer["import_task_id"])
    return str(answer["dataset_id"])


async def ended(rest: Rest, dataset_id: str, task_id: str) -> Any:
    for _ in range(int(WAIT_S / 0.1)):
        task = await rest("GET", f"/{dataset_id}/import-tasks/{task_id}")
        if task["status"] not in ("QUEUING", "STARTING", "RUNNING"):
            return task
        await asyncio.sleep(0.1)
    raise AssertionError("the import did not end")


async def unlabeled(rest: Rest, dataset_id: str) -> list[Any]:
    query = "sample_state=__NONE__&order=asc&limit=100"
    found = await rest("GET", f"/{dataset_id}/data-annotations/samples?{query}")
    return list(found["samples"])


async def test_the_story_of_a_dataset(rest: Rest, dataset_id: str, managers: Managers) -> None:
    one = await rest("GET", f"/{dataset_id}")
    assert (one["total_sample_count"], one["annotated_sample_count"]) == (5, 3)
    assert [label["name"] for label in one["labels"]] == ["Cat", "Dog"]
    first, second = await unlabeled(rest, dataset_id)

    saved = await rest(
        "PUT",
        f"/{dataset_id}/data-annotations/samples",
        {
            "samples": [
                {"sample_id": first["sample_id"], "labels": [{"name": "Cat"}], "revision": 1},
                {"sample_id": second["sample_id"], "labels": [{"name": "Owl"}]},
            ]
        },
    )
    assert (saved["status"], saved["success"]) == (200, True)
    assert saved["stats"]["sample_stats"]["un_annotation"] == 0

    published = await rest("POST", f"/{dataset_id}/versions", {"description": "all"})
    assert published["status"] == 201
    path = f"/{dataset_id}/versions/{published['version_id']}"
    while not await is_ready(rest, dataset_id):
        await asyncio.sleep(0.1)
    version = await rest("GET", path)
    assert version["version_name"] == "V001"
    assert version["is_current"] is True
    manifest = managers.get(Objects).read(version["manifest_path"])
    assert len(manifest.splitlines()) == 5


async def is_ready(rest: Rest, dataset_id: str) -> bool:
    listed = await rest("GET", f"/{dataset_id}/versions")
    (version,) = listed["versions"]
    assert version["status"] != 4, version["message"]
    return bool(version["status"] == 1)


async def test_a_conflict_answers_409_with_what_was_saved(rest: Rest, dataset_id: str) -> None:
    first, second = await unlabeled(rest, dataset_id)
    path = f"/{dataset_id}/data-annotations/samples"
    cat = {"sample_id": first["sample_id"], "labels": [{"name": "Cat"}], "revision": 1}
    await rest("PUT", path, {"samples": [cat]})

    dog = {"sample_id": first["sample_id"], "labels": [{"name": "Dog"}], "revision": 1}
    other = {"sample_id": second["sample_id"], "labels": [{"name": "Dog"}], "revision": 1}
    answer = await rest("PUT", path, {"samples": [dog, other]})

    assert answer["status"] == 409
    assert answer["error_code"] == "ModelArts.0409"
    lost, won = answer["results"]
    assert [label["name"] for label in lost["sample"]["labels"]] == ["Cat"]
    assert lost["sample"]["revision"] == 2
    assert won["success"] is True


async def test_a_retry_gets_the_first_answer(rest: Rest, dataset_id: str) -> None:
    first, _ = await unlabeled(rest, dataset_id)
    path = f"/{dataset_id}/data-annotations/samples"
    body = {
        "samples": [{"sample_id": first["sample_id"], "labels": [{"name": "Cat"}], "revision": 1}]
    }

    once = await rest("PUT", path, body, headers={"Idempotency-Key": "abc"})
    again = await rest("PUT", path, body, headers={"Idempotency-Key": "abc"})

    assert (again["status"], again["results"]) == (200, once["results"])


async def test_uploaded_images_join_the_input(
    rest: Rest, dataset_id: str, managers: Managers
) -> None:
    def image(name: str, data: bytes) -> dict[str, object]:
        return {"name": name, "data": base64.b64encode(data).decode()}

    new = [
        image("x.png", picture(90)),
        image("new.jpg", picture(91, "JPEG")),
        image("bad.png", b"<svg onload=alert(1)>"),
        image("../up.png", picture(92)),
        image("page.html", picture(93)),
    ]
    answer = await rest("POST", f"/{dataset_id}/data-annotations/samples", {"samples": new})

    assert answer["status"] == 200
    assert [one["success"] for one in answer["results"]] == [True, True, False, False, False]
    assert answer["results"][0]["name"] == f"{INPUT}x-2.png"
    assert managers.get(Objects).exists(f"{INPUT}new.jpg")
    assert not managers.get(Objects).exists(f"{INPUT}bad.png")
    assert len(await unlabeled(rest, dataset_id)) == 4


async def test_a_retried_upload_adds_its_images_once(rest: Rest, dataset_id: str) -> None:
    before = len(await unlabeled(rest, dataset_id))
    data = base64.b64encode(picture(94)).decode()
    path = f"/{dataset_id}/data-annotations/samples"
    body = {"samples": [{"name": "once.png", "data": data}]}

    once = await rest("POST", path, body, headers={"Idempotency-Key": "upload"})
    again = await rest("POST", path, body, headers={"Idempotency-Key": "upload"})

    assert again["results"] == once["results"]
    assert len(await unlabeled(rest, dataset_id)) == before + 1


async def test_an_import_that_sees_an_upload_first_is_no_conflict(
    rest: Rest, dataset_id: str, managers: Managers, monkeypatch: pytest.MonkeyPatch
) -> None:
    datasets = managers.get(DatasetManager)

    def store_then_import(*arguments: Any) -> Any:
        stored = store_upload(*arguments)
        datasets.run_import(datasets.sync(dataset_id).id)
        return stored

    monkeypatch.setattr("jupyter_modelarts.datasets.samples.store_upload", store_then_import)
    data = base64.b64encode(picture(95)).decode()
    body = {"samples": [{"name": "race.png", "data": data}]}

    answer = await rest("POST", f"/{dataset_id}/data-annotations/samples", body)

    (added,) = answer["results"]
    assert added["success"]
    sources = [one["source"] for one in await unlabeled(rest, dataset_id)]
    assert sources.count(f"{INPUT}race.png") == 1


async def test_more_than_8_mb_of_images_are_refused(rest: Rest, dataset_id: str) -> None:
    data = base64.b64encode(b"\x89PNG" + bytes(9 * 2**20 - 600_000)).decode()

    answer = await rest(
        "POST", f"/{dataset_id}/data-annotations/samples", {"samples": [{"data": data}]}
    )

    assert answer["status"] == 413
    assert "8 MB" in answer["error_msg"]


async def test_thumbnails_are_rasters_that_may_be_kept(
    rest: Rest, jp_fetch: Fetch, dataset_id: str
) -> None:
    sample = (await unlabeled(rest, dataset_id))[0]
    url = f"modelarts/v2/default/datasets/{dataset_id}/data-annotations/samples"
    url = f"{url}/{sample['sample_id']}/thumbnail"

    answer = await jp_fetch(url, params={"size": 64, "v": sample["etag"]})

    assert answer.headers["Content-Type"] in ("image/webp", "image/png")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers.get_list("Cache-Control") == [answer.headers["Cache-Control"]]
    headers = {"If-None-Match": answer.headers["ETag"]}
    with pytest.raises(HTTPClientError, match="304"):
        await jp_fetch(url, params={"size": 64}, headers=headers)


async def test_robustness_stored_script_is_served_inert(
    rest: Rest, jp_fetch: Fetch, dataset_id: str, managers: Managers
) -> None:
    """An image that was replaced by a page after its import is not shown as one."""
    sample = (await unlabeled(rest, dataset_id))[0]
    managers.get(Objects).put(sample["source"], b"<html><script>alert(1)</script>")
    url = f"modelarts/v2/default/datasets/{dataset_id}/data-annotations/samples"

    answer = await jp_fetch(f"{url}/{sample['sample_id']}/preview")
    thumbnail = await rest(
        "GET", f"/{dataset_id}/data-annotations/samples/{sample['sample_id']}/thumbnail?size=200"
    )

    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert thumbnail["status"] == 400


async def test_labels_have_their_own_addresses(rest: Rest, dataset_id: str) -> None:
    path = f"/{dataset_id}/data-annotations/labels"
    added = await rest("POST", path, {"labels": [{"name": "草莓"}]})
    renamed = await rest("PUT", f"{path}/草莓", {"@modelarts:rename_to": "Berry"})
    batch = await rest(
        "PUT", path, {"labels": [{"name": "Cat", "property": {"@modelarts:color": "#00ff00"}}]}
    )
    dropped = await rest("POST", f"{path}/delete?delete_policy=0", {"labels": [{"name": "Dog"}]})
    removed = await rest("DELETE", f"{path}/Berry")

    assert [one["status"] for one in (added, renamed, batch, dropped, removed)] == [
        200,
        204,
        200,
        200,
        204,
    ]
    found = await rest("GET", path)
    assert [(one["name"], one["property"]["@modelarts:color"]) for one in found["labels"]] == [
        ("Cat", "#00ff00")
    ]
    stats = await rest("GET", f"/{dataset_id}/data-annotations/stats")
    assert stats["sample_stats"]["manual_annotation"] == 2


async def test_deleted_images_come_back(rest: Rest, dataset_id: str) -> None:
    sample = (await unlabeled(rest, dataset_id))[0]
    path = f"/{dataset_id}/data-annotations/samples"

    deleted = await rest(
        "POST", f"{path}/delete", {"samples": [sample["sample_id"]], "delete_source": True}
    )
    trash = await rest("GET", f"{path}?sample_state=__DELETED__")
    restored = await rest("POST", f"{path}/restore", {"samples": [sample["sample_id"]]})

    assert deleted["success"] is True
    assert [one["sample_status"] for one in trash["samples"]] == ["DELETED"]
    assert restored["success"] is True
    assert len(await unlabeled(rest, dataset_id)) == 2


async def test_a_dataset_is_changed_deleted_and_restored(rest: Rest, dataset_id: str) -> None:
    one = await rest("GET", f"/{dataset_id}")
    headers = {"If-Match": one["headers"]["ETag"]}
    changed = await rest("PUT", f"/{dataset_id}", {"description": "new"}, headers=headers)
    late = await rest("PUT", f"/{dataset_id}", {"description": "late"}, headers=headers)
    deleted = await rest("DELETE", f"/{dataset_id}")
    gone = await rest("GET", f"/{dataset_id}")
    trash = await rest("GET", "?deleted=true")
    restored = await rest("POST", f"/{dataset_id}/restore")

    assert (changed["status"], late["status"]) == (200, 409)
    assert (deleted["status"], gone["status"]) == (204, 404)
    assert [one["dataset_id"] for one in trash["datasets"]] == [dataset_id]
    assert restored["status"] == 200
    assert (await rest("GET", f"/{dataset_id}"))["description"] == "new"


async def test_an_import_tells_what_it_skipped(
    rest: Rest, dataset_id: str, managers: Managers
) -> None:
    managers.get(Objects).put("obs://modelarts/more/bad.png", b"nothing")
    put_images(managers.get(Objects), ["good.png"], "obs://modelarts/more/")

    begun = await rest("POST", f"/{dataset_id}/import-tasks", {"import_path": "/modelarts/more"})
    task = await ended(rest, dataset_id, begun["task_id"])

    assert task["status"] == "COMPLETED"
    assert (task["imported_sample_count"], task["skipped_sample_count"]) == (1, 1)
    assert task["skipped"][0]["name"].endswith("more/bad.png")
    listed = await rest("GET", f"/{dataset_id}/import-tasks")
    assert listed["total_count"] == 2
    sync = await rest("GET", f"/{dataset_id}/sync-data/status")
    assert (sync["add_sample_count"], sync["task_id"]) == (5, listed["import_tasks"][1]["task_id"])


async def test_an_import_is_stopped_and_another_finishes_it(
    rest: Rest, dataset_id: str, managers: Managers
) -> None:
    folder = managers.get(Objects).local_directory(f"{INPUT}many/", create=True)
    assert folder is not None
    for number in range(5000):
        (folder / f"{number}.png").write_bytes(picture(number))
    begun = await rest("POST", f"/{dataset_id}/sync-data")
    path = f"/{dataset_id}/import-tasks/{begun['task_id']}"
    while not (await rest("GET", path))["finished_sample_count"]:
        await asyncio.sleep(0.02)

    await rest("POST", f"{path}/stop")
    stopped = await ended(rest, dataset_id, begun["task_id"])
    half = await rest("GET", f"/{dataset_id}")
    again = await rest("POST", f"/{dataset_id}/sync-data")
    finished = await ended(rest, dataset_id, again["task_id"])

    assert stopped["status"] == "STOPPED"
    assert half["total_sample_count"] < 5005
    assert half["status"] == 1
    assert finished["status"] == "COMPLETED"
    assert finished["imported_sample_count"] == 5005 - half["total_sample_count"]
    assert (await rest("GET", path + "/stop"))["code"] == 405


async def test_an_import_that_finds_nothing_fails_with_a_sentence(
    rest: Rest, dataset_id: str, managers: Managers
) -> None:
    begun = await rest("POST", f"/{dataset_id}/import-tasks", {"import_path": "/modelarts/void/"})

    task = await ended(rest, dataset_id, begun["task_id"])

    assert task["status"] == "FAILED"
    assert "has no images yet" in task["error_msg"]
    workload = managers.get(WorkloadManager).wait(task["workload_id"], WAIT_S)
    assert workload.state == "failed"


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "", {"dataset_name": "x"}, 400),
        ("GET", "?limit=0", None, 400),
        ("GET", "?offset=3", None, 400),
        ("GET", "/unknown", None, 404),
        ("GET", "/unknown/data-annotations/samples", None, 404),
        ("PUT", "/unknown/data-annotations/samples", {"samples": []}, 404),
        ("POST", "/unknown/sync-data", None, 404),
        ("POST", "/unknown/import-tasks/x/stop", None, 404),
        ("GET", "/unknown/versions/x", None, 404),
        ("POST", "/unknown/versions/x/stop", None, 404),
        ("DELETE", "/unknown/data-annotations/labels/x", None, 404),
    ],
)
async def test_what_is_wrong_is_said(
    rest: Rest, method: str, path: str, body: object, status: int
) -> None:
    answer = await rest(method, path, body)

    assert answer["status"] == status
    assert answer["error_code"].startswith("ModelArts.")
    assert answer["error_msg"]
