"""The checks of imports and of locks find what they are for."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import check_imports, check_locks
from scripts.setup import requirement


def test_packages_of_the_outside_stay_in_their_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_imports, "PACKAGE", tmp_path)
    files = {
        "datasets/store.py": "import sqlalchemy",
        "datasets/manager.py": "def late():\n    from sqlalchemy import select",
        "datasets/handlers.py": "from tornado.web import HTTPError",
        "datasets/voc.py": "import tornado.web",
        "compute/supervisor/pump.py": "import os\nfrom .files import x\nfrom ..store import y",
        "runtime/tf.py": "import tensorflow\nimport requests",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)

    found = [problem.partition(": ")[0] for problem in check_imports.problems()]

    assert found == [
        "compute/supervisor/pump.py:3",
        "datasets/manager.py:2",
        "datasets/voc.py:1",
        "runtime/tf.py:2",
    ]


@pytest.mark.parametrize(
    "line",
    [
        'resolution: "x@https://registry.example/x.tgz"',
        "--extra-index-url something",
        "x @ file:///home/me/x.whl",
        "x @ git+ssh://example/x",
    ],
)
def test_a_lock_names_no_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    make_project(tmp_path, monkeypatch)
    assert list(check_locks.problems()) == []

    (tmp_path / "yarn.lock").write_text(f"fine:\n  {line}\n")

    assert [problem[:12] for problem in check_locks.problems()] == ["yarn.lock:2:"]


def test_a_lock_has_what_the_project_asks_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_project(tmp_path, monkeypatch)

    (tmp_path / "requirements" / "run.txt").write_text("uv==1\n")

    assert list(check_locks.problems()) == [
        "requirements/run.txt: Some_Package of pyproject.toml is missing; run `make lock`."
    ]


def make_project(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_locks, "ROOT", root)
    (root / "requirements").mkdir()
    (root / "requirements" / "run.txt").write_text("some-package==1.2 ; x\nuv==1\n")
    (root / "requirements" / "test.txt").write_text("pytest==9\n")
    (root / "yarn.lock").write_text("fine:\n")
    (root / "pyproject.toml").write_text(
        '[build-system]\nrequires = [\n  "uv>=0.5",\n]\n'
        '[project]\ndependencies = [\n  "Some_Package[all]>=1",  # why\n]\n'
        'test = [\n  "pytest>=8",\n]\n'
    )


def test_one_requirement_keeps_its_hashes(tmp_path: Path) -> None:
    lock = tmp_path / "run.txt"
    lock.write_text("a==1 \\\n    --hash=sha256:aa\nuv==2 \\\n    --hash=x:b \\\n    --hash=x:c\n")

    assert requirement("uv", lock) == "uv==2 \\\n    --hash=x:b \\\n    --hash=x:c\n"
