from __future__ import annotations

import pytest

from jupyter_modelarts.core.errors import InvalidInput
from jupyter_modelarts.engines.requirements import read_requirements, requirements, unmet
from jupyter_modelarts.engines.schemas import Package, Receipt

RECEIPT = Receipt(
    python_version="3.11",
    size_bytes=1,
    packages=[
        Package(name="Tensorflow_CPU", version="2.21.0"),
        Package(name="numpy", version="2.1"),
    ],
    built_at=1,
)
TEXT = b"""\xef\xbb\xbf# what it needs
numpy >= 1.26 , <3  # arrays

shapely==2.0 \\
  ; python_version >= "3.8"
requests[socks]
tool @ https://example.com/tool-1.0.tar.gz
"""


def test_a_file_is_read_as_pip_reads_it() -> None:
    assert read_requirements(TEXT, "requirements.txt") == [
        "numpy<3,>=1.26",
        'shapely==2.0; python_version >= "3.8"',
        "requests[socks]",
        "tool @ https://example.com/tool-1.0.tar.gz",
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"numpy\n-r other.txt", "line 2: .* option of pip"),
        (b"git+ssh://x/y", "line 1: .* is no package"),
        (b"x @ file:///etc/passwd", "https or http"),
        (b"\xff\xfe", "not UTF-8"),
        (b"x\n" * 40_000, "larger than 64 KiB"),
        (b"\n".join(b"a%d" % number for number in range(201)), "200 at most"),
    ],
)
def test_what_cannot_be_installed_is_refused_by_its_line(data: bytes, sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        read_requirements(data, "requirements.txt")


def test_the_same_line_counts_once() -> None:
    assert requirements(["numpy", " numpy "]) == ["numpy"]


def test_only_what_an_environment_lacks_is_put_on_top() -> None:
    wanted = ["numpy>=2", "tensorflow>=2", "tensorflow<2", "six", "numpy[extra]"]
    assert unmet(wanted, RECEIPT) == ["tensorflow<2", "six", "numpy[extra]"]
