"""robustness.md, hostile input: paths and addresses in every place where a request names one."""

from __future__ import annotations

import time
from pathlib import Path
from urllib.parse import quote

import pytest

from .conftest import Target
from .requests import DATASETS, JOBS, dataset, job

ADDRESSES = [
    "obs://modelarts/../../../../etc/passwd",
    "obs://modelarts/a/../../secret",
    "obs://../objects/modelarts/x",
    "obs://modelarts/%2e%2e/%2e%2e/etc/passwd",
    "obs://modelarts/..%2f..%2fetc/passwd",
    "obs://modelarts/..\\..\\etc\\passwd",
    "obs://modelarts/a\0b",
    "obs://modelarts-sibling/x",
    "obs://user:pass@modelarts/x",
    "obs://modelarts/x#fragment/../../y",
    "file:///etc/passwd",
    "//etc/passwd",
    "/etc/passwd",
    "http://127.0.0.1:1/x",
    "gopher://modelarts/x",
    "obs://",
    "",
]

FOLDERS = [
    "..",
    "../",
    "code/../..",
    "code/../../../etc",
    "/etc",
    "file:///etc",
    "file:///",
    "file://host/etc",
    "code\\..\\..",
    "code\0/x",
    "%2e%2e/%2e%2e",
    "obs://modelarts/../x/",
    "http://127.0.0.1/x",
]

SCRIPTS = ["../train.py", "/etc/passwd", "..\\train.py", "sub/../../train.py", "-c", "a\0.py", ""]


@pytest.fixture
def outside(target: Target) -> Path:
    """A file beside the store, and links to it from inside."""
    secret = target.folder / "state" / "secret.txt"
    secret.write_text("root: this is outside of every bucket")
    bucket = target.folder / "state" / "objects" / "modelarts"
    for link, leads_to in (("link", secret), ("folder-link", secret.parent)):
        if not (bucket / link).is_symlink():
            (bucket / link).symlink_to(leads_to)
    return secret


@pytest.mark.parametrize("address", ADDRESSES)
def test_robustness_no_address_leads_out_of_a_bucket(target: Target, address: str) -> None:
    """robustness.md: path traversal, double encoding, backslash, sibling, absolute, NUL; URIs."""
    for path in ("objects/content", "objects"):
        answer = target.ask("GET", f"/v1/default/{path}?uri={quote(address, safe='')}")
        if path == "objects" and answer.status == 200:  # an odd key: a folder that is empty
            assert answer.json == {"folders": [], "objects": [], "next_marker": None}
            continue
        target.assert_refused(answer)
    target.assert_well()


@pytest.mark.parametrize("name", ["link", "folder-link/secret.txt", "folder-link/modelarts.db"])
def test_robustness_links_in_a_bucket_are_not_followed(
    target: Target, outside: Path, name: str
) -> None:
    """robustness.md: symlink out."""
    answer = target.ask("GET", f"/v1/default/objects/content?uri=obs://modelarts/{name}")

    target.assert_refused(answer)


@pytest.mark.parametrize("folder", FOLDERS)
def test_robustness_code_comes_from_the_work_directory_or_a_bucket(
    target: Target, folder: str
) -> None:
    """robustness.md: path traversal; URI confusion."""
    target.assert_refused(target.ask("POST", JOBS, job(code_dir=folder)), "algorithm.code_dir")


@pytest.mark.parametrize("script", SCRIPTS)
def test_robustness_the_boot_file_lies_in_the_code(target: Target, script: str) -> None:
    """robustness.md: path traversal."""
    target.assert_refused(target.ask("POST", JOBS, job(boot_file=script)), "algorithm.boot_file")


@pytest.mark.parametrize("address", ADDRESSES)
def test_robustness_a_dataset_lies_in_buckets(target: Target, address: str) -> None:
    """robustness.md: path traversal; URI confusion; SSRF through import addresses."""
    before = target.ask("GET", DATASETS).json["total_number"]
    for fields in ({"data_sources": [{"data_path": address}]}, {"work_path": address}):
        answer = target.ask("POST", DATASETS, dataset("walker", **fields))
        if answer.status == 201:
            # S3 has keys with dots and backslashes: it stays a key, of which there is nothing.
            assert address.startswith("obs://modelarts/")
            made = target.ask("GET", f"{DATASETS}/{answer.json['dataset_id']}").json
            assert made["total_sample_count"] == 0
            _forget(target, made["dataset_id"])
        else:
            target.assert_refused(answer)
    assert target.ask("GET", DATASETS).json["total_number"] == before


@pytest.mark.parametrize("name", ["..", "%2e%2e", "..%2f..%2fetc", "%00", "%5c..%5c", "x'%22<>"])
def test_robustness_identifiers_in_paths_are_only_looked_up(target: Target, name: str) -> None:
    """robustness.md: path traversal, double encoding, NUL."""
    for root in (f"{DATASETS}/", f"{JOBS}/", "/v1/default/workloads/", "/v1/default/engines/"):
        answer = target.ask("GET", root + name)
        assert answer.status in (400, 404), (root, answer.status, answer.body[:200])
        assert str(target.folder).encode() not in answer.body
    target.assert_well()


def test_robustness_uploads_stay_in_their_folder(target: Target) -> None:
    """robustness.md: path traversal in names of uploaded files."""
    made = target.ask("POST", DATASETS, dataset("uploads")).json["dataset_id"]
    names = ["../x.png", "a/b.png", "/etc/x.png", "..\\x.png", "a\0.png", "..", "CON/../x.png"]
    samples = [{"name": name, "data": "aGVsbG8="} for name in names]
    path = f"{DATASETS}/{made}/data-annotations/samples"

    answer = target.ask("POST", path, {"samples": samples})

    assert answer.status in (200, 400, 409)
    if answer.status == 200:
        assert [one["success"] for one in answer.json["results"]] == [False] * len(names)
    assert not list(target.folder.rglob("x.png"))
    assert not list(target.folder.rglob("b.png"))


def _forget(target: Target, dataset_id: str) -> None:
    for _ in range(600):
        if target.ask("DELETE", f"{DATASETS}/{dataset_id}").status == 204:
            return
        time.sleep(0.1)
    raise AssertionError("The dataset cannot be deleted.")
