"""Manifest lines: what the guide writes, what hostile files hold."""

from __future__ import annotations

import io
import tracemalloc
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_modelarts.core.errors import InvalidInput
from jupyter_modelarts.datasets import manifest
from jupyter_modelarts.datasets.manifest import BadLine, Entry, Line
from jupyter_modelarts.datasets.schemas import Annotation, Usage

GUIDE = {
    "source": "s3://path/to/image1.jpg",
    "usage": "TRAIN",
    "id": "0162005993f8065ef47eefb59d1e4970",
    "annotation": [
        {
            "type": "modelarts/image_classification",
            "name": "cat",
            "property": {"color": "white", "kind": "Persian cat"},
            "hard": "true",
            "annotated-by": "human",
            "creation-time": "2019-01-23 11:30:30",
        },
        {
            "type": "modelarts/image_classification",
            "name": "animal",
            "annotated-by": "modelarts/active-learning",
            "confidence": 0.8,
            "creation-time": "2019-01-23 11:30:30",
        },
    ],
}
"""The example of the guide's chapter 2.3.2.2."""

NAMES = st.text("abcXYZ019_-\u4e2d\u6587", min_size=1, max_size=32)
ANNOTATIONS = st.builds(
    Annotation,
    name=NAMES,
    hard=st.booleans(),
    annotated_by=st.text(
        st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=40
    ),
    confidence=st.none() | st.floats(0, 1),
    properties=st.dictionaries(
        st.text(max_size=8), st.text(max_size=8) | st.integers(0, 9), max_size=3
    ),
    created_at=st.integers(0, 4_000_000_000).map(lambda seconds: seconds * 1000),
)
ENTRIES = st.builds(
    Entry,
    source=st.text(st.characters(codec="utf-8"), min_size=1, max_size=60),
    annotations=st.lists(ANNOTATIONS, max_size=4, unique_by=lambda one: one.name),
    usage=st.none() | st.sampled_from(Usage),
    id=st.none() | st.text(st.characters(codec="utf-8"), min_size=1, max_size=40),
)


def read(*lines: bytes) -> list[Line | BadLine]:
    return list(manifest.read(io.BytesIO(b"\n".join(lines))))


def reasons(*lines: bytes) -> list[str]:
    return [one.reason for one in read(*lines) if isinstance(one, BadLine)]


def test_the_example_of_the_guide_is_read() -> None:
    entry = manifest.parse_line(orjson.dumps(GUIDE))

    cat, animal = entry.annotations
    assert entry.source == "s3://path/to/image1.jpg"
    assert entry.usage is Usage.TRAIN
    assert (cat.name, cat.hard, cat.properties["kind"]) == ("cat", True, "Persian cat")
    assert (animal.confidence, animal.annotated_by) == (0.8, "modelarts/active-learning")
    assert cat.created_at == 1548243030000
    assert entry.notes == ()


def test_a_written_line_is_the_example_of_the_guide() -> None:
    entry = manifest.parse_line(orjson.dumps(GUIDE))

    (line,) = manifest.write([entry])

    assert line.endswith(b"}\n")
    assert orjson.loads(line) == GUIDE


@given(st.lists(ENTRIES, max_size=5))
def test_what_is_written_is_read_again(entries: list[Entry]) -> None:
    text = b"".join(manifest.write(entries))

    found = list(manifest.read(io.BytesIO(text)))

    assert found == [Line(number, entry) for number, entry in enumerate(entries, 1)]


@pytest.mark.parametrize("word", ["true", "True", True, "1", 1])
def test_spellings_of_hard(word: object) -> None:
    annotation = {"type": "image_classification", "name": "a", "hard": word}
    entry = manifest.parse_line(orjson.dumps({"source": "s3://b/k", "annotation": [annotation]}))

    assert entry.annotations[0].hard


def test_empty_lines_and_a_missing_end_are_fine() -> None:
    found = read(b'{"source": "s3://b/1"}\r', b"", b"  ", b'{"source": "s3://b/2"}')

    assert [one.number for one in found] == [1, 4]


def test_unknown_things_are_noted_and_the_image_is_kept() -> None:
    line = {
        "source": "s3://b/1",
        "usage": "LATER",
        "inference-loc": "/x",
        "annotation": [
            {"type": "modelarts/object_detection", "annotation-loc": "s3://b/1.xml"},
            {"type": "modelarts/image_classification", "name": "cat", "shape": 1},
            {"type": "modelarts/image_classification", "name": "cat"},
        ],
    }

    entry = manifest.parse_line(orjson.dumps(line))

    assert [one.name for one in entry.annotations] == ["cat"]
    assert len(entry.notes) == 5


@pytest.mark.parametrize(
    "line",
    [
        b"not json",
        b"[]",
        b'"text"',
        b"{}",
        b'{"source": 5}',
        b'{"source": ""}',
        b'{"source": "s3://b/k", "annotation": {}}',
        b'{"source": "s3://b/k", "annotation": [5]}',
        b'{"source": "s3://b/k", "annotation": [{"type": "image_classification"}]}',
        b'{"source": "s3://b/k", "annotation": [{"type": "image_classification", "name": "a b"}]}',
        b'{"source": "s3://b/k", "annotation": ['
        b'{"type": "image_classification", "name": "a", "confidence": 2}]}',
        b'{"source": "s3://b/k", "annotation": ['
        b'{"type": "image_classification", "name": "a", "confidence": NaN}]}',
        b'{"source": "s3://b/k", "annotation": ['
        b'{"type": "image_classification", "name": "a", "confidence": 1e999}]}',
        b'{"source": "s3://b/k", "annotation": ['
        b'{"type": "image_classification", "name": "a", "creation-time": "yesterday"}]}',
        b'{"source": "s3://b/k", "annotation": ['
        b'{"type": "image_classification", "name": "a", "hard": "perhaps"}]}',
        b'{"source": "s3://b/k", "x": ' + b"[" * 100 + b"]" * 100 + b"}",
        b'{"source": "s3://b/k", "x": ' + b"9" * 400 + b"}",
        b'{"source": "\xff\xfe"}',
        b'{"source": "' + b"a" * 3000 + b'"}',
    ],
)
def test_robustness_hostile_json_is_refused_by_its_line(line: bytes) -> None:
    found = read(b'{"source": "s3://b/1"}', line, b'{"source": "s3://b/3"}')

    assert [one.number for one in found if isinstance(one, BadLine)] == [2]
    assert [one.number for one in found if isinstance(one, Line)] == [1, 3]
    with pytest.raises(InvalidInput):
        manifest.parse_line(line)


def test_a_line_without_end_is_passed_over_and_numbers_stay_right() -> None:
    long = b'{"source": "' + b"x" * (3 * manifest.MAX_LINE) + b'"}'

    found = read(b'{"source": "s3://b/1"}', long, b"bad", b'{"source": "s3://b/4"}')

    assert [one.number for one in found] == [1, 2, 3, 4]
    assert "longer" in reasons(long)[0]


def test_memory_stays_flat(tmp_path: Path) -> None:
    path = tmp_path / "large.manifest"
    path.write_bytes((orjson.dumps(GUIDE) + b"\n") * 20_000)

    tracemalloc.start()
    with path.open("rb") as stream:
        count = sum(1 for _ in manifest.read(stream))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 20_000
    assert peak < 2_000_000
