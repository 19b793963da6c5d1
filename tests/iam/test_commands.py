"""`jupyter modelarts tokens …`, as a script calls it."""

from __future__ import annotations

import json
import re

import pytest

from jupyter_modelarts.cli import REFUSED, main
from jupyter_modelarts.compose import Foundation
from jupyter_modelarts.core.ids import new_id, urn
from jupyter_modelarts.iam.schemas import Scope


def test_a_token_is_made_listed_and_revoked(
    foundation: Foundation, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--json", "tokens", "create", "nightly", "--days", "1", "--service", "s1"]) == 0
    made = json.loads(capsys.readouterr().out)
    principal = foundation.tokens.verify_token(made["token"])
    assert principal is not None
    assert principal.scope.services == ["s1"]

    assert main(["--json", "tokens", "list"]) == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert (listed["name"], listed["token_id"]) == ("nightly", made["token_id"])

    assert main(["tokens", "revoke", made["token_id"]]) == 0
    assert foundation.tokens.verify_token(made["token"]) is None
    assert main(["tokens", "revoke", made["token_id"]]) == REFUSED


def test_a_person_reads_times_and_names(
    foundation: Foundation, capsys: pytest.CaptureFixture[str]
) -> None:
    foundation.tokens.issue("nightly", Scope(services=["s1", "s2"]), 3600)
    foundation.tokens.issue("job a V0001", owner_urn=urn("training-job", new_id()))

    assert main(["tokens", "list"]) == 0

    said = capsys.readouterr().out
    assert re.search(r"nightly +20\d\d-\d\d-\d\d \d\d:\d\d:\d\d  -  +s1, s2 +you", said)
    assert re.search(r"job a V0001 .* training job\n", said)
    assert "urn:" not in said


@pytest.mark.parametrize("words", [[""], ["a", "--days", "0"], ["a", "--days", "99999"]])
def test_a_wrong_wish_is_refused_with_a_sentence(
    foundation: Foundation, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert main(["tokens", "create", *words]) == REFUSED

    assert capsys.readouterr().err.strip()
    assert foundation.tokens.list() == []
