"""Several stores: which bucket is where, what is kept, and what a test of one says."""

from __future__ import annotations

import hashlib
import io
import json
import stat
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from jupyter_modelarts.core.errors import Conflict, InvalidInput, NotFound, Unavailable
from jupyter_modelarts.obs import Objects, StoreManager, StoreRecords, Stores, open_store
from jupyter_modelarts.obs import store_wire as wire
from jupyter_modelarts.obs.connection import Report, try_connection
from jupyter_modelarts.obs.store_bodies import StoreRequest
from jupyter_modelarts.obs.stores import s3_writing
from jupyter_modelarts.obs.stores.s3 import S3Store
from jupyter_modelarts.obs.stores.s3_client import settings_of
from jupyter_modelarts.obs.stores.s3_errors import StoreTrouble, as_domain_error, translated
from jupyter_modelarts.obs.stores.s3_proof import MIB

from ..s3_servers import ACCESS_KEY, SECRET_KEY, S3Server
from .pages import OTHER_REGION, page_server


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy this machine is, no server is too late."""
    monkeypatch.setattr("jupyter_modelarts.obs.connection.TIMEOUT_S", 60.0)


@pytest.fixture
def records(tmp_path: Path) -> StoreRecords:
    (tmp_path / "state").mkdir()
    return StoreRecords(tmp_path / "state", {})


@pytest.fixture
def objects(tmp_path: Path, records: StoreRecords) -> Iterator[Objects]:
    local = open_store("local", {"root": str(tmp_path / "state" / "objects")})
    local.create_bucket("here")
    with closing(Objects(Stores(local, records))) as made:
        yield made


@pytest.fixture
def manager(objects: Objects, records: StoreRecords) -> StoreManager:
    return StoreManager(objects, records)


@pytest.fixture
def remote(s3_server: S3Server) -> Iterator[S3Store]:
    """The server's store, with a bucket `there` and another that is named as a local one."""
    with closing(S3Store(_settings(s3_server))) as store:
        store.create_bucket("there")
        store.create_bucket("here")
        yield store


def _settings(server: S3Server) -> Any:
    return settings_of(server.settings)


def _keys(endpoint: str) -> dict[str, str]:
    return {"endpoint": endpoint, "access_key": "a", "secret_key": "s"}


def _request(server: S3Server, **changes: str) -> StoreRequest:
    given = {
        "name": "team",
        "endpoint": server.endpoint,
        "access_key": ACCESS_KEY,
        "secret_key": SECRET_KEY,
    }
    return StoreRequest.model_validate({**given, **changes})


def test_a_bucket_is_found_in_the_store_that_has_it(
    manager: StoreManager, objects: Objects, remote: S3Store, s3_server: S3Server
) -> None:
    manager.create(_request(s3_server))
    objects.put("obs://there/a/b", b"far")
    objects.put("obs://here/a", b"near")

    assert remote.read("there", "a/b") == b"far"
    assert objects.read("obs://here/a") == b"near"
    assert [bucket.name for bucket in objects.buckets()] == ["here", "there"]
    with pytest.raises(NotFound):
        objects.read("obs://nowhere/a")


def test_the_parts_of_a_large_object_grow_and_it_arrives_as_it_is(
    remote: S3Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(s3_writing, "PART_BYTES", 5 * MIB)
    monkeypatch.setattr(s3_writing, "_LARGE_FROM", 2)
    monkeypatch.setattr(s3_writing, "_LARGE_PART", 8 * MIB)
    data = bytes(range(251)) * (27 * MIB // 251)
    sent: dict[int, int] = {}

    def note(params: dict[str, Any], **_: Any) -> None:
        sent[params["PartNumber"]] = len(params["Body"])

    remote.boto("there").meta.events.register("before-parameter-build.s3.UploadPart", note)
    made = remote.put("there", "large", io.BytesIO(data))

    assert [sent[number] // MIB for number in sorted(sent)] == [5, 5, 8, 8, 0]
    assert sum(sent.values()) == made.size == len(data)
    assert hashlib.sha256(remote.read("there", "large")).digest() == hashlib.sha256(data).digest()


def test_ten_gib_and_much_more_have_parts_that_s3_takes() -> None:
    """From 5 MiB to 5 GiB each, and 10,000 at most."""
    sizes = [s3_writing.part_bytes(number) for number in range(1, 10_001)]

    assert 5 * MIB <= min(sizes) <= max(sizes) <= 5 * 1024 * MIB
    assert sum(sizes[:1280]) == 10 * 1024 * MIB
    assert sum(sizes) > 500 * 1024 * MIB


def test_objects_are_copied_and_moved_between_stores(
    manager: StoreManager, objects: Objects, remote: S3Store, s3_server: S3Server
) -> None:
    manager.create(_request(s3_server))
    objects.put("obs://here/a", b"one")

    objects.copy("obs://here/a", "obs://there/copied")
    objects.move("obs://there/copied", "obs://here/moved")

    assert objects.read("obs://here/moved") == b"one"
    assert remote.list("there").objects == ()


def test_what_is_deleted_goes_to_the_trash_of_its_own_bucket(
    manager: StoreManager, objects: Objects, remote: S3Store, s3_server: S3Server
) -> None:
    manager.create(_request(s3_server))
    for name in ("x/1", "x/2", "y"):
        objects.put(f"obs://there/{name}", b"")

    entry = objects.trash("obs://there/x/")
    left = [info.key for info in objects.walk("obs://there/")]
    objects.restore("there", entry.id)

    assert left == ["y"]
    assert [info.key for info in objects.walk("obs://there/")] == ["x/1", "x/2", "y"]


def test_a_bucket_of_a_name_in_use_is_reported(
    manager: StoreManager, remote: S3Store, s3_server: S3Server
) -> None:
    manager.create(_request(s3_server))

    local, team = manager.views()

    assert (local.buckets, local.hidden) == (["here"], [])
    assert (team.buckets, team.hidden) == (["here", "there"], ["here"])


def test_a_prefix_narrows_a_store(
    manager: StoreManager, objects: Objects, remote: S3Store, s3_server: S3Server
) -> None:
    manager.create(_request(s3_server, prefix="th"))

    assert manager.views()[1].buckets == ["there"]
    assert [bucket.name for bucket in objects.buckets()] == ["here", "there"]


def test_a_store_that_does_not_answer_leaves_the_others_alone(
    manager: StoreManager, objects: Objects, s3_server: S3Server
) -> None:
    manager.create(_request(s3_server, endpoint="http://127.0.0.1:9"))

    assert [bucket.name for bucket in objects.buckets()] == ["here"]
    assert "cannot be reached" in (manager.views()[1].trouble or "")
    with pytest.raises(Unavailable):
        objects.read("obs://elsewhere/a")


def test_secrets_are_for_the_owner_and_in_no_answer(
    manager: StoreManager, records: StoreRecords, s3_server: S3Server, tmp_path: Path
) -> None:
    made = manager.create(_request(s3_server))
    file = tmp_path / "state" / "stores.json"

    told = wire.stores_body(manager.views()).model_dump_json() + repr(made) + repr(records.all())

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text())["stores"][0]["secret_key"] == SECRET_KEY
    assert SECRET_KEY not in told
    assert ACCESS_KEY not in wire.stores_body(manager.views()).model_dump_json()


def test_robustness_a_kept_secret_goes_to_no_other_server(
    manager: StoreManager, s3_server: S3Server
) -> None:
    manager.create(_request(s3_server))

    kept = manager.update("team", _request(s3_server, region="eu", secret_key="", access_key=""))
    assert kept.secret_key == SECRET_KEY
    elsewhere = _request(s3_server, endpoint="http://127.0.0.1:9", secret_key="")
    for action in (partial(manager.update, "team"), manager.test_request):
        with pytest.raises(InvalidInput, match="again"):
            action(elsewhere)


def test_names_are_unique_and_valid(manager: StoreManager, s3_server: S3Server) -> None:
    manager.create(_request(s3_server))
    for name in ("team", "local", "environment"):
        with pytest.raises(Conflict):
            manager.create(_request(s3_server, name=name))
    for name in ("", "a b", "../x", "x" * 41):
        with pytest.raises(InvalidInput):
            manager.create(_request(s3_server, name=name))
    with pytest.raises(NotFound):
        manager.delete("nobody")
    manager.delete("team")
    assert len(manager.views()) == 1


def test_the_environment_is_a_store_which_the_platforms_work_finds(
    tmp_path: Path, remote: S3Store, s3_server: S3Server
) -> None:
    server = StoreRecords(tmp_path / "state", s3_server.environment)
    work = StoreRecords(tmp_path / "state", {})
    (tmp_path / "state").mkdir(exist_ok=True)

    server.note_environment()
    seen = work.get("environment")
    StoreRecords(tmp_path / "state", {}).note_environment()

    assert seen.settings() == server.get("environment").settings()
    assert seen.endpoint == s3_server.endpoint
    assert work.all() == []


@pytest.mark.parametrize(
    ("env", "endpoint", "region"),
    [
        (
            {
                "OBS_ACCESS_KEY_ID": "a",
                "OBS_SECRET_ACCESS_KEY": "s",
                "OBS_ENDPOINT": "obs.cn-north-4.myhuaweicloud.com",
                "OBS_REGION": "cn-north-4",
            },
            "https://obs.cn-north-4.myhuaweicloud.com",
            "cn-north-4",
        ),
        ({"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "s"}, "", ""),
    ],
)
def test_the_usual_variables_are_read(
    tmp_path: Path, env: dict[str, str], endpoint: str, region: str
) -> None:
    (found,) = StoreRecords(tmp_path, env).all()

    assert (found.endpoint, found.region, found.access_key) == (endpoint, region, "a")


def test_a_damaged_file_is_said(records: StoreRecords, tmp_path: Path) -> None:
    (tmp_path / "state" / "stores.json").write_text("{")

    with pytest.raises(Unavailable, match=r"stores\.json"):
        records.all()


def _cause(report: Report) -> str:
    return report.findings[-1].cause


def test_a_test_goes_well(remote: S3Store, s3_server: S3Server) -> None:
    report = try_connection(s3_server.settings, "there")

    assert report.ok, report.findings
    assert report.buckets == ["here", "there"]


@pytest.mark.parametrize(
    ("changes", "bucket", "cause"),
    [
        ({"endpoint": "http://no-such-host.invalid"}, "", "name"),
        ({"endpoint": "http://127.0.0.1:9"}, "", "network"),
        ({"access_key": "AKOTHEROTHEROTHER000"}, "", "credential"),
        ({"secret_key": "anothersecretanothersecretanothersecret0"}, "", "credential"),
        ({}, "no-such-bucket", "bucket"),
    ],
)
def test_a_test_says_what_is_wrong(
    remote: S3Store, s3_server: S3Server, changes: dict[str, str], bucket: str, cause: str
) -> None:
    report = try_connection({**s3_server.settings, **changes}, bucket)

    assert _cause(report) == cause, report.findings
    assert not report.ok


def test_a_page_that_sends_to_its_login_is_named_and_hides_no_other_store(
    manager: StoreManager, objects: Objects
) -> None:
    with page_server("login", location="/login") as server:
        given = {"name": "page", "endpoint": server.endpoint, "access_key": "a", "secret_key": "s"}
        manager.create(StoreRequest.model_validate(given))
        found = [bucket.name for bucket in objects.buckets()]
        trouble = objects.stores.views()[-1].trouble

    assert found == ["here"]
    assert "not as an S3 server does" in str(trouble)


def test_an_endpoint_may_be_written_as_the_documents_of_obs_do(manager: StoreManager) -> None:
    given = {"name": "obs", "endpoint": "obs.example.invalid/", "access_key": "a"}
    made = manager.create(StoreRequest.model_validate({**given, "secret_key": "s"}))

    assert made.endpoint == "https://obs.example.invalid"


@pytest.mark.parametrize(
    ("answer", "cause"),
    [("html", "no_s3"), ("forbidden_html", "no_s3"), ("json", "no_s3"), ("late", "clock")],
)
def test_a_test_knows_what_is_no_s3_server(answer: str, cause: str) -> None:
    with page_server(answer) as server:
        report = try_connection(_keys(server.endpoint))

    assert _cause(report) == cause, report.findings
    assert "<html" not in report.findings[-1].message
    assert not any("Authorization" in headers for headers in server.asked)


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        ("denied", "permission"),
        ("moved", "region"),
        ("signed_elsewhere", "region"),  # which boto3 would overcome, and a sync would not
    ],
)
def test_a_test_says_why_a_bucket_cannot_be_used(answer: str, cause: str) -> None:
    with page_server(answer) as server:
        report = try_connection(_keys(server.endpoint), "there")

    assert (report.findings[-1].step, _cause(report)) == ("bucket", cause), report.findings
    assert "The bucket there is" in report.findings[-1].message or cause == "permission"


def test_a_test_goes_well_in_the_region_that_is_set() -> None:
    with page_server("signed_elsewhere") as server:
        report = try_connection({**_keys(server.endpoint), "region": OTHER_REGION}, "there")

    assert report.ok, report.findings


@pytest.mark.parametrize(
    ("answer", "location", "cause"), [("moved", "", "region"), ("login", "/login", "no_s3")]
)
def test_robustness_who_is_sent_on_without_end_is_told_why(
    answer: str, location: str, cause: str
) -> None:
    with (
        page_server(answer, location) as server,
        closing(open_store("s3", _keys(server.endpoint))) as store,
    ):
        for action in (
            partial(store.list, "there"),
            partial(store.head, "there", "a"),
            partial(store.put, "there", "a", b"1"),
        ):
            with pytest.raises(StoreTrouble) as trouble:
                action()
            assert trouble.value.cause == cause

    assert len(server.asked) < 20


def test_both_libraries_are_told_of_another_region_in_the_same_words() -> None:
    with (
        page_server("moved") as server,
        closing(S3Store(settings_of(_keys(server.endpoint)))) as store,
        pytest.raises(StoreTrouble) as trouble,
        translated("it", "there"),
    ):
        list(store.client("there").list())
    moved = {
        "Error": {"Code": "PermanentRedirect"},
        "ResponseMetadata": {"HTTPStatusCode": 301},
    }
    of_no_bucket = as_domain_error(ClientError(moved, "ListBuckets"), "it", "", "")

    assert trouble.value.cause == "region"
    assert "The bucket there is in another region than it is set to" in str(trouble.value)
    assert "  " not in str(of_no_bucket)
