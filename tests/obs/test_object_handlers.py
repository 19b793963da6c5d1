"""Objects over HTTP: content of any size, conditions, and what users do to objects and folders."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tornado.httpclient import HTTPResponse

from jupyter_modelarts.obs import Objects

from .conftest import Ask

CONTENT = "objects/content"


def _json(answer: HTTPResponse) -> Any:
    return json.loads(answer.body)


async def _act(ask: Ask, action: str, **fields: object) -> HTTPResponse:
    body = json.dumps({"action": action, **fields}).encode()
    return await ask("POST", "objects/actions", body=body)


async def test_a_page_may_be_of_all_below_or_of_a_prefix(ask: Ask, objects: Objects) -> None:
    for key in ("a.txt", "ab/1", "ab/2", "b/3"):
        objects.put(f"obs://modelarts/{key}", b"")

    level = _json(await ask("GET", "objects", {"uri": "obs://modelarts/"}))
    deep = _json(await ask("GET", "objects", {"uri": "obs://modelarts", "recursive": "true"}))
    some = _json(await ask("GET", "objects", {"uri": "obs://modelarts/", "prefix": "a"}))

    assert level["folders"] == ["obs://modelarts/ab/", "obs://modelarts/b/"]
    assert deep["folders"] == []
    assert [one["uri"][16:] for one in deep["objects"]] == ["a.txt", "ab/1", "ab/2", "b/3"]
    assert some["folders"] == ["obs://modelarts/ab/"]
    assert [one["name"] for one in some["objects"]] == ["a.txt"]


async def test_information_is_of_an_object_and_not_of_a_folder(ask: Ask, objects: Objects) -> None:
    made = objects.put("obs://modelarts/a/b", b"12345")

    found = await ask("GET", "objects/info", {"uri": "s3://modelarts/a/b"})
    folder = await ask("GET", "objects/info", {"uri": "obs://modelarts/a/"})

    assert (_json(found)["size"], _json(found)["etag"]) == (5, made.etag)
    assert found.headers["ETag"] == f'"{made.etag}"'
    assert folder.code == 404


@pytest.mark.parametrize(
    ("asked", "code", "body", "said"),
    [
        (None, 200, b"0123456789", None),
        ("bytes=2-4", 206, b"234", "bytes 2-4/10"),
        ("bytes=7-", 206, b"789", "bytes 7-9/10"),
        ("bytes=-2", 206, b"89", "bytes 8-9/10"),
        ("bytes=0-99", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=4-2", 200, b"0123456789", None),
        ("bytes=0-1,3-4", 200, b"0123456789", None),
        ("lines=1-2", 200, b"0123456789", None),
    ],
)
async def test_a_range_is_answered(
    ask: Ask, objects: Objects, asked: str | None, code: int, body: bytes, said: str | None
) -> None:
    objects.put("obs://modelarts/x.bin", b"0123456789")

    headers = {} if asked is None else {"Range": asked}
    answer = await ask("GET", CONTENT, {"uri": "obs://modelarts/x.bin"}, headers=headers)

    assert (answer.code, answer.body) == (code, body)
    assert answer.headers.get("Content-Range") == said
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=99-100", "bytes=-0"])
async def test_a_range_past_the_end_is_refused(ask: Ask, objects: Objects, asked: str) -> None:
    objects.put("obs://modelarts/x.bin", b"0123456789")
    query = {"uri": "obs://modelarts/x.bin"}
    assert (await ask("GET", CONTENT, query, headers={"Range": asked})).code == 416


async def test_content_is_not_sent_again_and_a_range_of_an_old_version_is_all(
    ask: Ask, objects: Objects
) -> None:
    query = {"uri": "obs://modelarts/a"}
    old = objects.put(query["uri"], b"old").etag
    objects.put(query["uri"], b"newer")
    etag = (await ask("GET", CONTENT, query)).headers["ETag"]

    same = await ask("GET", CONTENT, query, headers={"If-None-Match": etag})
    stale = {"If-Range": f'"{old}"', "Range": "bytes=1-"}

    assert (same.code, same.body) == (304, b"")
    assert (await ask("GET", CONTENT, query, headers=stale)).body == b"newer"


async def test_an_empty_object_is_sent(ask: Ask, objects: Objects) -> None:
    objects.put("obs://modelarts/empty", b"")
    answer = await ask("GET", CONTENT, {"uri": "obs://modelarts/empty"})
    assert (answer.code, answer.body) == (200, b"")


async def test_a_save_loses_to_one_that_came_between(ask: Ask, objects: Objects) -> None:
    query = {"uri": "obs://modelarts/note.txt"}
    first = await ask("PUT", CONTENT, query, b"mine", {"If-None-Match": "*"})
    etag = first.headers["ETag"]
    objects.put(query["uri"], b"theirs")

    again = await ask("PUT", CONTENT, query, b"mine", {"If-None-Match": "*"})
    stale = await ask("PUT", CONTENT, query, b"mine", {"If-Match": etag})

    assert (first.code, again.code, stale.code) == (200, 412, 412)
    assert "read it again" in _json(stale)["error_msg"]
    assert objects.read(query["uri"]) == b"theirs"


async def test_a_folder_is_copied_moved_and_made(ask: Ask, objects: Objects) -> None:
    for key in ("a/1", "a/b/2", "ab/3"):
        objects.put(f"obs://modelarts/{key}", key.encode())
    objects.create_bucket("other")

    a, copied, moved = "obs://modelarts/a/", "obs://modelarts/copy/", "obs://other/moved/"
    assert _json(await _act(ask, "copy", source=a, target=copied)) == {"count": 2}
    assert _json(await _act(ask, "move", source=copied, target=moved)) == {"count": 2}
    assert _json(await _act(ask, "create_folder", target="obs://other/new")) == {"count": 1}

    assert [info.key for info in objects.walk("obs://other")] == ["moved/1", "moved/b/2", "new/"]
    assert [info.key for info in objects.walk("obs://modelarts")] == ["a/1", "a/b/2", "ab/3"]
    assert objects.read("obs://other/moved/b/2") == b"a/b/2"


async def test_nothing_is_replaced_unless_said(ask: Ask, objects: Objects) -> None:
    for key in ("a", "b", "f/x", "g/y"):
        objects.put(f"obs://modelarts/{key}", key.encode())

    for action in ("copy", "move"):
        for source, target in (("a", "b"), ("f/", "g/")):
            fields = {"source": f"obs://modelarts/{source}", "target": f"obs://modelarts/{target}"}
            assert (await _act(ask, action, **fields)).code == 409
    assert (await _act(ask, "create_folder", target="obs://modelarts/g/")).code == 409
    assert objects.read("obs://modelarts/b") == b"b"

    fields = {"source": "obs://modelarts/a", "target": "obs://modelarts/b"}
    assert (await _act(ask, "move", **fields, overwrite=True)).code == 200
    assert objects.read("obs://modelarts/b") == b"a"
    assert not objects.exists("obs://modelarts/a")


@pytest.mark.parametrize(
    ("source", "target", "code"),
    [
        ("obs://modelarts/a/", "obs://modelarts/a/b/", 400),
        ("obs://modelarts/a/", "obs://modelarts/a/", 400),
        ("obs://modelarts/a/", "obs://modelarts/b", 400),
        ("obs://modelarts/", "obs://modelarts/b/", 400),
        ("obs://modelarts/none", "obs://modelarts/b", 404),
        ("obs://modelarts/none/", "obs://modelarts/b/", 404),
        ("obs://modelarts/a/1", "obs://nowhere/b", 404),
        ("obs://modelarts/a/1", "obs://modelarts/.trash/x", 404),
        ("obs://modelarts/a/", "obs://modelarts/" + "x" * 1022 + "/", 400),
    ],
)
async def test_robustness_what_cannot_be_moved_is_refused_and_stays(
    ask: Ask, objects: Objects, source: str, target: str, code: int
) -> None:
    objects.put("obs://modelarts/a/1", b"1")
    objects.put("obs://modelarts/a/22", b"2")

    for action in ("copy", "move"):
        assert (await _act(ask, action, source=source, target=target)).code == code

    assert [info.key for info in objects.walk("obs://modelarts")] == ["a/1", "a/22"]


async def test_what_is_deleted_is_in_the_trash_and_comes_back(ask: Ask, objects: Objects) -> None:
    for key in ("a/1", "a/b/2", "c"):
        objects.put(f"obs://modelarts/{key}", key.encode())

    folder = _json(await ask("DELETE", "objects", {"uri": "obs://modelarts/a/"}))
    single = _json(await ask("DELETE", "objects", {"uri": "obs://modelarts/c"}))
    listed = _json(await ask("GET", "objects/trash", {"bucket": "modelarts"}))["items"]

    assert (folder["count"], single["count"]) == (2, 1)
    assert [(one["trash_id"], one["uri"], one["count"]) for one in listed] == [
        (single["trash_id"], "obs://modelarts/c", 1),
        (folder["trash_id"], "obs://modelarts/a/", 2),
    ]
    body = json.dumps({"bucket": "modelarts", "trash_id": folder["trash_id"]}).encode()
    assert _json(await ask("POST", "objects/trash", body=body)) == {"count": 2}
    assert objects.read("obs://modelarts/a/b/2") == b"a/b/2"
    assert _json(await ask("DELETE", "objects/trash", {"bucket": "modelarts"})) == {"count": 1}
    assert _json(await ask("GET", "objects/trash", {"bucket": "modelarts"}))["items"] == []


async def test_permanent_is_permanent(ask: Ask, objects: Objects) -> None:
    objects.put("obs://modelarts/a/1", b"")
    query = {"uri": "obs://modelarts/a/", "permanent": "true"}

    assert _json(await ask("DELETE", "objects", query)) == {"trash_id": None, "count": 1}
    assert (await ask("DELETE", "objects", query)).code == 404
    assert objects.trashed("modelarts") == []


async def test_only_an_empty_bucket_is_deleted(ask: Ask, objects: Objects) -> None:
    objects.create_bucket("other")
    objects.put("obs://other/a", b"")
    query = {"uri": "obs://other"}
    assert (await ask("DELETE", "objects", query)).code == 409

    objects.trash("obs://other/a")
    in_trash = await ask("DELETE", "objects", query)

    assert (in_trash.code, "trash" in _json(in_trash)["error_msg"]) == (409, True)
    assert (await ask("DELETE", "objects", {**query, "permanent": "true"})).code == 200
    assert [bucket.name for bucket in objects.buckets()] == ["modelarts"]


@pytest.mark.parametrize(
    "key",
    [
        "../../etc/passwd",
        "/leading",
        "a//b",
        "./a",
        "new\nline",
        "\u202egnp.exe",
        "k" * 1024,
        " a ",
        "tab\t\x01",
    ],
)
async def test_robustness_odd_keys_are_written_read_listed_and_deleted(
    ask: Ask, objects: Objects, key: str
) -> None:
    uri = f"obs://modelarts/{key}"
    assert (await ask("PUT", CONTENT, {"uri": uri}, b"odd")).code == 200
    answer = await ask("GET", CONTENT, {"uri": uri})
    assert answer.body == b"odd"
    assert "\n" not in answer.headers["Content-Disposition"]
    listed = _json(await ask("GET", "objects", {"uri": "obs://modelarts/", "recursive": "true"}))
    assert [one["uri"] for one in listed["objects"]] == [uri]
    assert (await ask("DELETE", "objects", {"uri": uri, "permanent": "true"})).code == 200


@pytest.mark.parametrize("key", ["nul\0", "k" * 1025, "", ".trash/x"])
async def test_robustness_what_is_no_key_is_refused_by_every_verb(ask: Ask, key: str) -> None:
    uri = {"uri": f"obs://modelarts/{key}"}
    body = json.dumps({"uri": uri["uri"], "size": 1}).encode()
    for answer in (
        await ask("GET", CONTENT, uri),
        await ask("PUT", CONTENT, uri, b"x"),
        await ask("GET", "objects/info", uri),
        await ask("POST", "uploads", body=body),
    ):
        assert answer.code in (400, 404)
        assert len(_json(answer)["error_msg"]) < 300
