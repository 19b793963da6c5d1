"""robustness.md, hostile input: JSON, at every verb that takes a body."""

from __future__ import annotations

import re

import pytest

from jupyter_modelarts.routes import ROUTES

from .conftest import Target

BODIES = {
    "depth": b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    "brackets": b"[" * 1_000_000,
    "NaN": b'{"a": NaN}',
    "infinity": b'{"a": -Infinity}',
    "overflow": b'{"a": ' + b"9" * 5_000 + b"}",
    "cut": b'{"a": "',
    "no UTF-8": b'{"a": "\xff\xfe"}',
    "null": b"null",
    "list": b"[1, 2]",
    "text": b'"text"',
    "YAML": b"a: !!python/object/apply:os.system [id]",
    "form": b"a=1&b=2",
}


def _verbs() -> list[tuple[str, str]]:
    return [
        (verb.upper(), re.sub(r"\{\w+(\.\.\.)?\}", "x", route.path))
        for routes in ROUTES.values()
        for route in routes
        for verb, needs in route.verbs.items()
        if needs.body is not None
    ]


@pytest.mark.parametrize(("verb", "path"), _verbs())
def test_robustness_hostile_json_is_refused_everywhere(
    target: Target, verb: str, path: str
) -> None:
    """robustness.md: JSON: depth, NaN and infinity, huge integers: 400 with a sentence."""
    for name, body in BODIES.items():
        answer = target.ask(verb, path, raw=body)
        assert answer.status == 400, (name, answer.status, answer.body[:300])
        target.assert_refused(answer)
    target.assert_well()


def test_robustness_a_huge_body_is_refused(target: Target) -> None:
    """robustness.md: byte caps."""
    raw = b'{"a": "' + b"x" * (13 * 1024 * 1024) + b'"}'

    answer = target.ask("POST", "/v2/default/datasets", raw=raw)

    assert answer.status == 413
    target.assert_refused(answer)
