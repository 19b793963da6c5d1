from __future__ import annotations

from collections.abc import Callable

import pytest

from jupyter_modelarts.core.errors import InvalidInput
from jupyter_modelarts.core.safe.names import (
    bucket_name,
    dataset_name,
    environment_key,
    job_name,
    label_name,
    shown,
    version_name,
)


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (dataset_name, "dataset-9f3b"),
        (dataset_name, "猫狗_2019"),
        (dataset_name, "d" * 100),
        (job_name, "trainjob-1"),
        (label_name, "猫"),
        (label_name, "x" * 32),
        (version_name, "V001"),
        (bucket_name, "my.bucket-1"),
        (environment_key, "_PATH2"),
    ],
)
def test_legal_names_pass_unchanged(check: Callable[[str], str], value: str) -> None:
    assert check(value) == value


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (dataset_name, ""),
        (dataset_name, "a b"),
        (dataset_name, "a/b"),
        (dataset_name, "a\n"),
        (dataset_name, "<img src=x>"),
        (dataset_name, "d" * 101),
        (dataset_name, "café"),
        (job_name, "j" * 65),
        (job_name, "-x;rm"),
        (label_name, "x" * 33),
        (label_name, "=1+1"),
        (version_name, "版本"),
        (version_name, "../V001"),
        (bucket_name, "ab"),
        (bucket_name, "b" * 64),
        (bucket_name, "Upper"),
        (bucket_name, "a..b"),
        (bucket_name, "a.-b"),
        (bucket_name, ".ab"),
        (bucket_name, "192.168.0.1"),
        (bucket_name, "abc\n"),
        (environment_key, "1A"),
        (environment_key, "A-B"),
        (environment_key, "A=B"),
        (environment_key, ""),
        (environment_key, "A\n"),
    ],
)
def test_illegal_names_are_refused_with_a_sentence(check: Callable[[str], str], value: str) -> None:
    with pytest.raises(InvalidInput, match=r"\.$"):
        check(value)


def test_a_name_in_a_message_is_escaped_and_cut() -> None:
    assert shown("a\x1b[31m\n") == '"a\\x1b[31m\\n"'
    assert len(shown("x" * 1000)) == 82
