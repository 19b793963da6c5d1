"""Tokens and key pairs: made, recognised, revoked, and never kept in the clear."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest

from jupyter_modelarts.compose import Foundation
from jupyter_modelarts.core.auth import Presented
from jupyter_modelarts.core.errors import NotFound, Unauthenticated, Unavailable
from jupyter_modelarts.core.ids import now_ms, urn
from jupyter_modelarts.iam import Principal, Scope, TokenManager
from jupyter_modelarts.iam import store as iam_store
from jupyter_modelarts.iam.manager import KEY_FILE

from .signer import sign

JOB = urn("attempt", "w/1")
URL = "http://127.0.0.1:8888/modelarts/v1/default/models"


@pytest.fixture
def tokens(foundation: Foundation) -> TokenManager:
    return foundation.tokens


def _shown(token: str) -> Presented:
    return Presented("GET", "/", "", {"x-auth-token": token}, b"")


def test_a_token_is_recognised_until_it_is_revoked(tokens: TokenManager) -> None:
    issued = tokens.issue("my laptop")

    principal = tokens.verify_token(issued.secret)
    assert principal is not None
    assert (principal.name, principal.credential_id) == ("my laptop", issued.id)

    tokens.revoke(issued.id)
    assert tokens.verify_token(issued.secret) is None
    with pytest.raises(Unauthenticated, match="was revoked"):
        tokens.authenticate(_shown(issued.secret))
    with pytest.raises(NotFound):
        tokens.revoke(issued.id)


@pytest.mark.parametrize("guess", ["", "mat-", "mat-" + "A" * 43, "\u00fc", "\ud800"])
def test_a_guess_is_nobody(tokens: TokenManager, guess: str) -> None:
    tokens.issue("a")

    assert tokens.verify_token(guess) is None


def test_an_access_key_is_no_token(tokens: TokenManager) -> None:
    pair = tokens.create_key_pair("a")

    assert tokens.verify_token(pair.access_key) is None
    assert tokens.verify_token(pair.secret_key) is None


def test_a_token_expires_and_says_so(tokens: TokenManager) -> None:
    issued = tokens.issue("short", ttl_s=0)

    assert tokens.verify_token(issued.secret) is None
    with pytest.raises(Unauthenticated, match="expired on 20"):
        tokens.authenticate(_shown(issued.secret))

    tokens.prolong(issued.id, 3600)
    assert tokens.verify_token(issued.secret) is not None


def test_what_has_long_expired_is_forgotten(tokens: TokenManager) -> None:
    tokens.issue("old", ttl_s=-3600)
    kept = tokens.issue("kept", ttl_s=3600)

    tokens.forget_expired(older_than_ms=1000)

    assert [one.id for one in tokens.list()] == [kept.id]


def test_what_was_made_for_a_record_goes_with_it(tokens: TokenManager) -> None:
    job = tokens.issue("job", Scope(workload="w/1"), owner_urn=JOB)
    own = tokens.issue("own")

    tokens.revoke_owned(JOB)

    assert tokens.verify_token(job.secret) is None
    assert tokens.verify_token(own.secret) is not None


def test_a_draft_is_valid_with_its_transaction(
    tokens: TokenManager, foundation: Foundation
) -> None:
    draft = tokens.draft("job", owner_urn=JOB)
    assert tokens.verify_token(draft.issued.secret) is None

    with pytest.raises(RuntimeError), foundation.db.write() as tx:
        tokens.keep(tx, draft)
        raise RuntimeError
    assert tokens.verify_token(draft.issued.secret) is None

    with foundation.db.write() as tx:
        tokens.keep(tx, draft)
    assert tokens.verify_token(draft.issued.secret) is not None


def test_the_last_use_is_noted_but_not_each_time(tokens: TokenManager) -> None:
    issued = tokens.issue("a")
    assert tokens.list()[0].used_at is None

    tokens.authenticate(_shown(issued.secret))
    first = tokens.list()[0].used_at
    tokens.authenticate(_shown(issued.secret))

    assert first is not None
    assert tokens.list()[0].used_at == first


def test_a_token_is_verified_while_the_database_is_written(
    tokens: TokenManager, foundation: Foundation
) -> None:
    """The gateway verifies in its one thread: a long write must not hold up its callers."""
    issued = tokens.issue("a")

    with foundation.db.write():
        assert tokens.verify_token(issued.secret) is not None
    tokens.note_uses()

    assert tokens.list()[0].used_at is not None


def test_the_scope_of_a_service_reaches_only_its_predictions() -> None:
    principal = Principal("curl", "1", Scope(services=["s1"]))

    assert principal.may("execute", "infer")
    assert principal.may_infer("s1")
    assert not principal.may_infer("s2")
    for resource in ("services", "models", "iam", "events", "compute"):
        assert not principal.may("read", resource)


def test_a_jobs_token_makes_no_tokens() -> None:
    principal = Principal("job", "1", Scope(workload="w/1"))

    assert principal.may("write", "models")
    assert principal.may_infer("s1")
    assert not principal.may("read", "iam")
    assert not principal.may("write", "iam")


def test_a_signature_is_recognised(tokens: TokenManager) -> None:
    pair = tokens.create_key_pair("ci")
    headers = {"Host": "127.0.0.1:8888", **sign(pair.access_key, pair.secret_key, "GET", URL)}

    principal = tokens.verify_signature("GET", "/modelarts/v1/default/models", "", headers, b"")

    assert principal is not None
    assert principal.credential_id == pair.id
    assert tokens.verify_signature("POST", "/modelarts/v1/default/models", "", headers, b"") is None
    tokens.revoke(pair.id)
    assert tokens.verify_signature("GET", "/modelarts/v1/default/models", "", headers, b"") is None


@pytest.mark.parametrize("minutes", [-16, 16])
def test_robustness_an_old_signature_is_refused_with_both_times(
    tokens: TokenManager, minutes: int
) -> None:
    """robustness.md: a captured request can be sent again for minutes, not for days."""
    pair = tokens.create_key_pair("ci")
    ago = timedelta(minutes=minutes)
    signed = sign(pair.access_key, pair.secret_key, "GET", URL, ago=ago)
    lower = {"host": "127.0.0.1:8888", **{name.lower(): text for name, text in signed.items()}}

    with pytest.raises(Unauthenticated, match="may differ by 15 minutes"):
        tokens.authenticate(Presented("GET", "/modelarts/v1/default/models", "", lower, b""))


def test_robustness_no_secret_is_kept_in_the_clear(
    tokens: TokenManager, foundation: Foundation
) -> None:
    """robustness.md: tokens are stored hashed; secret keys are not stored at all."""
    issued, pair = tokens.issue("a"), tokens.create_key_pair("b")
    tokens.verify_token(issued.secret)

    kept = [path.read_bytes() for path in foundation.state_dir.rglob("*") if path.is_file()]

    for secret in (issued.secret, pair.secret_key):
        assert not any(secret.encode() in data for data in kept)


def test_the_key_file_is_the_owners_alone_and_made_once(
    tokens: TokenManager, foundation: Foundation
) -> None:
    others = [TokenManager(foundation.db, foundation.state_dir) for _ in range(8)]
    made: list[str] = []

    def ask(manager: TokenManager) -> None:
        made.append(manager._keys.secret_key("A" * 20))

    threads = [threading.Thread(target=ask, args=(one,)) for one in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(made)) == 1
    assert (foundation.state_dir / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert list(foundation.state_dir.glob(".*.key")) == []


def test_a_damaged_key_file_is_said(foundation: Foundation) -> None:
    (foundation.state_dir / KEY_FILE).write_bytes(b"short")

    with pytest.raises(Unavailable, match="is damaged"):
        TokenManager(foundation.db, foundation.state_dir).create_key_pair("a")


def test_a_restored_key_file_is_closed_again(foundation: Foundation) -> None:
    foundation.tokens.create_key_pair("a")
    path: Path = foundation.state_dir / KEY_FILE
    path.chmod(0o644)

    TokenManager(foundation.db, foundation.state_dir).create_key_pair("b")

    assert path.stat().st_mode & 0o777 == 0o600


def test_a_locked_database_does_not_refuse_who_is_known(
    tokens: TokenManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued = tokens.issue("a")

    def fail(*_: object, **__: object) -> None:
        raise Unavailable("The disk is full.")

    monkeypatch.setattr(iam_store, "change", fail)

    assert tokens.verify_token(issued.secret) is not None


def test_the_list_tells_all_newest_first(tokens: TokenManager) -> None:
    before = now_ms()
    tokens.issue("first")
    tokens.issue("second", Scope(services=["s"]))

    listed = tokens.list()

    assert [one.name for one in listed] == ["second", "first"]
    assert all(one.created_at >= before for one in listed)
