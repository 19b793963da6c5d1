from __future__ import annotations

from pathlib import Path

import pytest

import jupyter_modelarts
from scripts.check_safe_calls import ALLOWED, problems
from scripts.safe_calls import Finding, findings, in_source


def _rules(source: str, path: str = "datasets/voc.py") -> list[str]:
    return [finding.rule for finding in in_source(source, path)]


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("import re\nre.compile(text)", "re"),
        ("re.search(pattern=text, string=line)", "re"),
        ("re.sub(f'{text}x', '', line)", "re"),
        ("re.compile('a' + text)", "re"),
        ("import pickle", "pickle"),
        ("from pickle import loads", "pickle"),
        ("import xml.etree.ElementTree as ET", "xml"),
        ("from xml.etree import ElementTree", "xml"),
        ("from zipfile import ZipFile", "zipfile"),
        ("archive.extractall(folder)", "extractall"),
        ("import tarfile", "tarfile"),
        ("from PIL import Image", "PIL"),
        ("import PIL.Image", "PIL"),
        ("from urllib import request", "urllib.request"),
        ("from urllib.request import urlopen", "urllib.request"),
        ("import requests", "requests"),
        ("import httpx as h", "httpx"),
        ("yaml.load(text)", "yaml"),
        ("import subprocess", "subprocess"),
        ("run(command, shell=True)", "shell"),
        ("run(command, shell=flag)", "shell"),
        ("os.system(command)", "shell"),
        ("eval(text)", "eval"),
        ("open(name)", "open"),
        ("os.open(name, 0)", "open"),
        ("(folder / name).open('rb')", "open"),
        ("path.open()", "open"),
        ("Path(name).read_text()", "open"),
        ("path.write_bytes(data)", "open"),
        ("def f():\n    def g():\n        import pickle", "pickle"),
    ],
)
def test_raw_calls_are_found(source: str, rule: str) -> None:
    assert _rules(source) == [rule]


@pytest.mark.parametrize(
    "source",
    [
        "re.compile(r'[a-z]+')",
        "re.compile(rf'[{LETTERS}]+', re.ASCII)",
        "re.search(re.escape(text) + '$', line)",
        "re.fullmatch(names.PATTERN, text)",
        "from urllib.parse import quote",
        "objects.open(uri)",
        "run(command, shell=False)",
        "expression.search(line)",
        "compiled.match(text)",
        "from .xml import parse",
        "yaml.safe_load(text)",
        "import xmlschema_like",
    ],
)
def test_harmless_calls_pass(source: str) -> None:
    assert _rules(source) == []


def test_run_directories_and_stores_may_open() -> None:
    assert _rules("open(name)", "compute/runlog.py") == []
    assert _rules("open(name)", "obs/stores/local.py") == []
    assert _rules("import pickle", "compute/runlog.py") == ["pickle"]


def test_helpers_and_what_user_code_runs_are_exempt(tmp_path: Path) -> None:
    for folder in ("core/safe", "compute/supervisor", "runtime", "core"):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / "x.py").write_text("import pickle\n")
    assert [finding.path for finding in findings(tmp_path)] == ["core/x.py"]


def test_a_finding_needs_a_reason_and_a_reason_a_finding() -> None:
    finding = Finding("a.py", 3, "open", "say why")
    assert problems([finding], {}) == ["jupyter_modelarts/a.py:3: open: say why"]
    assert problems([finding], {("a.py", "open"): "because"}) == []
    assert problems([], {("a.py", "open"): "because"}) == [
        "a.py: open: no longer needed on the list"
    ]


def test_the_tree_has_no_raw_call_without_a_reason() -> None:
    package = Path(jupyter_modelarts.__file__).parent
    assert problems(findings(package), ALLOWED) == []
