"""robustness.md, hostile input: stored script in names, descriptions, files and errors."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from .conftest import Answer, Target
from .requests import DATASETS, JOBS, dataset, job

SCRIPT = "<img src=x onerror=alert(1)><script>alert(2)</script>"
FILES = {
    "page.html": SCRIPT.encode(),
    "picture.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "fake.png": SCRIPT.encode(),
    "notebook.ipynb": b'{"cells": []}',
    "README.md": SCRIPT.encode(),
    "run.log": SCRIPT.encode(),
    "nothing": SCRIPT.encode(),
}
INERT = {"image/png", "text/plain; charset=utf-8", "application/octet-stream"}


def _assert_inert(answer: Answer) -> None:
    """Whatever the bytes are, a browser neither runs nor guesses."""
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Type"] in INERT
    if answer.headers["Content-Type"] == "application/octet-stream":
        assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("name", sorted(FILES))
def test_robustness_user_files_are_served_inert(target: Target, name: str) -> None:
    """robustness.md: user files with `sandbox`, `nosniff`, and a type from an allow-list."""
    folder = target.folder / "state" / "objects" / "modelarts" / "files"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(FILES[name])

    answer = target.ask("GET", f"/v1/default/objects/content?uri=obs://modelarts/files/{name}")

    assert answer.status == 200
    _assert_inert(answer)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (DATASETS, dataset(SCRIPT)),
        (DATASETS, dataset("labels", labels=[{"name": SCRIPT}])),
        (
            DATASETS,
            dataset("colors", labels=[{"name": "a", "property": {"@modelarts:color": SCRIPT}}]),
        ),
        (JOBS, {**job(), "metadata": {"name": SCRIPT}}),
        (JOBS, job(environments={SCRIPT: "x"})),
        (JOBS, job(parameters=[{"name": SCRIPT, "value": "x"}])),
        ("/v1/default/buckets", {"name": SCRIPT}),
    ],
)
def test_robustness_names_cannot_be_markup(target: Target, path: str, body: object) -> None:
    """robustness.md: labels, names."""
    target.assert_refused(target.ask("POST", path, body))


def test_robustness_free_text_stays_text(target: Target) -> None:
    """robustness.md: descriptions are data in JSON that no browser shows as a page."""
    made = target.ask("POST", DATASETS, dataset("described", description=SCRIPT)).json

    answer = target.ask("GET", f"{DATASETS}/{made['dataset_id']}")

    assert answer.json["description"] == SCRIPT
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_robustness_an_error_is_never_a_page(target: Target) -> None:
    """robustness.md: what was sent comes back in a sentence only as JSON."""
    for path in (f"{DATASETS}/{quote(SCRIPT, safe='')}", f"/{quote(SCRIPT, safe='')}"):
        answer = target.ask("GET", path)
        target.assert_refused(answer)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
