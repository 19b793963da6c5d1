"""Texts are found in sources and schemas, and each must have its Chinese."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts import translations


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty front end that the functions look at instead of ours."""
    for name, folder in (("SOURCES", "src"), ("SCHEMAS", "schema"), ("CATALOGUES", "locale")):
        (tmp_path / folder).mkdir()
        monkeypatch.setattr(translations, name, tmp_path / folder)
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    return tmp_path


def write(tree: Path, path: str, content: object) -> None:
    file = tree / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")


def test_literals_of_every_kind_are_read(tree: Path) -> None:
    source = r"""
      this.trans.__('It\'s \u201chere\u201d');
      trans.__("double");
      trans.__(
        `two
lines`
      );
      trans._n('%1 image', '%1 images', n);
      trans._p('menu', 'Open');
      // transform.__('no') is something else
    """
    write(tree, "src/datasets/page.tsx", source)
    write(tree, "src/datasets/__tests__/page.spec.tsx", "trans.__('not shipped')")
    write(tree, "schema/plugin.json", {"title": "Settings", "properties": {"a": {"type": "null"}}})

    found = {text.key: text for text in translations.used()}

    assert set(found) == {
        "It's “here”",
        "double",
        "two\nlines",
        "%1 image",
        "menu|Open",
        "Settings",
    }
    assert [key for key, text in found.items() if text.is_plural] == ["%1 image"]
    assert found["double"].where == "src/datasets/page.tsx:3"
    assert found["double"].slice == "datasets"


def test_a_text_that_is_no_literal_is_refused(tree: Path) -> None:
    write(tree, "src/core/a.ts", "trans.__(name)")

    with pytest.raises(ValueError, match=r"src/core/a.ts:1: .* literal"):
        list(translations.used())


def test_what_is_missing_empty_unused_contradictory_or_without_placeholder_is_named(
    tree: Path,
) -> None:
    uses = ["Missing", "Empty", "Twice", "%1 left", "Good"]
    write(tree, "src/home/a.ts", "\n".join(f"trans.__('{key}')" for key in uses))
    write(tree, "locale/core.json", {"Twice": "一", "Empty": " ", "Good": "好"})
    write(tree, "locale/home.json", {"Twice": "二", "%1 left": "剩下", "Unused": "没有用"})

    problems = translations.problems()

    assert sorted(problems) == sorted(
        [
            "src/home/a.ts:1: 'Missing' is missing in home.json.",
            "core.json: 'Empty' has no Chinese.",
            "src/home/a.ts:2: 'Empty' is missing in home.json.",
            "home.json: 'Twice' is '一' in another file.",
            "home.json: '%1 left' must keep its placeholders.",
            "'Unused' is in a catalogue but not used.",
        ]
    )


def test_the_shipped_catalogue_is_as_jupyterlab_wants_it(tree: Path) -> None:
    calls = "trans._n('%1 image', '%1 images', n); trans._p('menu', 'Open'); trans.__('Run')"
    write(tree, "src/home/a.ts", calls)
    write(tree, "locale/home.json", {"%1 image": "%1 张", "menu|Open": "打开", "Run": "运行"})

    shipped = json.loads(translations.compiled())

    assert shipped.pop("")["language"] == "zh-CN"
    assert shipped == {"%1 image": ["%1 张", "%1 张"], "menu\x04Open": ["打开"], "Run": ["运行"]}
