"""Tokens and key pairs: made, recognised, revoked."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from ..core.auth import TOKEN_HEADER, Presented
from ..core.db import Database, Tx
from ..core.errors import DomainError, NotFound, Unauthenticated
from ..core.ids import new_id, now_ms, urn
from ..core.safe.names import shown
from ..core.store import emit
from . import store
from .schemas import Credential, Issued, KeyPair, Kind, Principal, Scope
from .secrets import KeyFile, digest, new_access_key, new_token
from .signing import ALGORITHM, Signature, is_right, read_signature, signed_at, signs_enough

TOPIC = "iam"
KEY_FILE = "access-keys.key"
CLOCK_SKEW_MS = 15 * 60 * 1000
USE_NOTED_EVERY_MS = 60 * 1000
EVERYTHING = Scope()


@dataclass(frozen=True)
class Draft:
    """A token that is not valid yet: `TokenManager.keep` makes it so, in a transaction."""

    issued: Issued
    credential: Credential


class TokenManager:
    """Makes and recognises credentials. Thread-safe."""

    def __init__(self, db: Database, state_dir: Path) -> None:
        self._db = db
        self._keys = KeyFile(state_dir / KEY_FILE)
        self._noted: dict[str, int] = {}
        self._to_note: dict[str, int] = {}

    # making

    def issue(
        self, name: str, scope: Scope = EVERYTHING, ttl_s: int | None = None, owner_urn: str = ""
    ) -> Issued:
        """Make a token; its secret is told now and never again."""
        draft = self.draft(name, scope, ttl_s, owner_urn)
        with self._db.write() as tx:
            self.keep(tx, draft)
        return draft.issued

    def draft(
        self, name: str, scope: Scope = EVERYTHING, ttl_s: int | None = None, owner_urn: str = ""
    ) -> Draft:
        """A token that becomes valid with the transaction that keeps it."""
        token, identifier, now = new_token(), new_id(), now_ms()
        expires_at = None if ttl_s is None else now + ttl_s * 1000
        credential = Credential(
            id=identifier,
            kind=Kind.TOKEN,
            name=name,
            lookup=digest(token),
            scope=scope,
            owner_urn=owner_urn,
            created_at=now,
            expires_at=expires_at,
            used_at=None,
        )
        return Draft(Issued(id=identifier, secret=token, expires_at=expires_at), credential)

    def keep(self, tx: Tx, draft: Draft) -> None:
        """Make a drafted token valid."""
        store.insert(tx, draft.credential)
        _announce(tx, draft.credential.id, "created")

    def create_key_pair(self, name: str) -> KeyPair:
        """Make a key pair for signing; its secret key is told now and never again."""
        access_key = new_access_key()
        secret_key = self._keys.secret_key(access_key)
        credential = Credential(
            id=access_key,
            kind=Kind.KEY,
            name=name,
            lookup=access_key,
            scope=Scope(),
            owner_urn="",
            created_at=now_ms(),
            expires_at=None,
            used_at=None,
        )
        with self._db.write() as tx:
            store.insert(tx, credential)
            _announce(tx, access_key, "created")
        return KeyPair(id=access_key, access_key=access_key, secret_key=secret_key)

    # recognising

    def authenticate(self, request: Presented) -> Principal | None:
        """See `core.auth.Authenticator`."""
        principal = self._recognise(request)
        self.note_uses()
        return principal

    def _recognise(self, request: Presented) -> Principal | None:
        token = request.headers.get(TOKEN_HEADER.lower())
        if token is not None:
            return self._principal(self._by_token(token))
        authorization = request.headers.get("authorization", "")
        if authorization.startswith(ALGORITHM):
            return self._principal(self._by_signature(request, authorization))
        return None

    def verify_token(self, secret: str) -> Principal | None:
        """Who has this token; None where it is not valid (any more). Only reads: whoever calls it
        calls `note_uses` where waiting for the database holds up nobody."""
        try:
            return self._principal(self._by_token(secret))
        except Unauthenticated:
            return None

    def verify_signature(
        self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes
    ) -> Principal | None:
        """Who has signed this request; None where the signature is not right. Only reads.

        `path` and `query` are as they came, percent-encoded.
        """
        lower = {name.lower(): value for name, value in headers.items()}
        request = Presented(method, path, query, lower, body)
        try:
            credential = self._by_signature(request, lower.get("authorization", ""))
        except Unauthenticated:
            return None
        return self._principal(credential)

    def _by_token(self, token: str) -> Credential:
        hashed = digest(token)
        with self._db.read() as tx:
            found = store.find(tx, hashed)
        if found is None or found.kind is not Kind.TOKEN:
            raise Unauthenticated("This token is not known, or was revoked: make a new one.")
        if not hmac.compare_digest(found.lookup, hashed):
            raise Unauthenticated("This token is not known, or was revoked: make a new one.")
        if found.expires_at is not None and found.expired(now_ms()):
            raise Unauthenticated(
                f"This token expired on {_day(found.expires_at)}: make a new one."
            )
        return found

    def _by_signature(self, request: Presented, authorization: str) -> Credential:
        signature = read_signature(authorization)
        if signature is None:
            raise Unauthenticated(f"The Authorization header is no {ALGORITHM} signature.")
        if not signs_enough(request, signature):
            raise Unauthenticated(
                "The signature must cover the headers Host and X-Sdk-Date, and "
                "X-Sdk-Content-Sha256 where it is sent."
            )
        _check_clock(request)
        with self._db.read() as tx:
            found = store.find(tx, signature.access_key)
        if found is None or found.kind is not Kind.KEY:
            raise Unauthenticated("This access key is not known, or was revoked: make a new one.")
        self._check(request, signature)
        return found

    def _check(self, request: Presented, signature: Signature) -> None:
        secret_key = self._keys.secret_key(signature.access_key)
        if not is_right(request, signature, secret_key):
            raise Unauthenticated(
                "The signature does not match the request: check the secret key, and that nothing "
                "on the way changes path, query, host or body."
            )

    def _principal(self, credential: Credential) -> Principal:
        self._note_use(credential)
        return Principal(credential.name, credential.id, credential.scope)

    def _note_use(self, credential: Credential) -> None:
        """At most once a minute; written by `note_uses`."""
        now = now_ms()
        noted = self._noted.get(credential.id, credential.used_at or 0)
        if now - noted >= USE_NOTED_EVERY_MS:
            self._noted[credential.id] = self._to_note[credential.id] = now

    def note_uses(self) -> None:
        """Write down when credentials were used last; what cannot be written is let go."""
        uses = {}
        while self._to_note:
            with suppress(KeyError):  # another thread was quicker
                identifier, at = self._to_note.popitem()
                uses[identifier] = at
        if not uses:
            return
        with suppress(DomainError), self._db.write() as tx:
            for identifier, at in uses.items():
                store.change(tx, identifier, used_at=at)

    # keeping in order

    def list(self) -> Sequence[Credential]:
        """All credentials, newest first; those with an `owner_urn` were not made by the user."""
        with self._db.read() as tx:
            return store.newest_first(tx)

    def revoke(self, credential_id: str) -> None:
        """From now on it is worth nothing. Raises NotFound."""
        with self._db.write() as tx:
            if not store.delete(tx, [credential_id]):
                raise NotFound(f"There is no credential {shown(credential_id)} (any more).")
            _announce(tx, credential_id, "deleted")
        self._noted.pop(credential_id, None)

    def revoke_owned(self, owner_urn: str, tx: Tx | None = None) -> None:
        """Revoke what was made for one record, in the caller's transaction where there is one."""
        if tx is not None:
            self._revoke_all(tx, store.owned(tx, owner_urn))
            return
        with self._db.write() as own:
            self._revoke_all(own, store.owned(own, owner_urn))

    def prolong(self, credential_id: str, ttl_s: int) -> None:
        """Let a token live for so long from now on."""
        with self._db.write() as tx:
            store.change(tx, credential_id, expires_at=now_ms() + ttl_s * 1000)

    def forget_expired(self, older_than_ms: int) -> None:
        """Remove those whose time was over so long ago that nobody asks for the reason any more."""
        with self._db.write() as tx:
            self._revoke_all(tx, store.expired(tx, now_ms() - older_than_ms))

    def _revoke_all(self, tx: Tx, ids: Sequence[str]) -> None:
        for identifier in ids:
            store.delete(tx, [identifier])
            _announce(tx, identifier, "deleted")
            self._noted.pop(identifier, None)


def _announce(tx: Tx, credential_id: str, change: str) -> None:
    emit(tx, TOPIC, urn("credential", credential_id), change)


def _check_clock(request: Presented) -> None:
    said, now = signed_at(request), now_ms()
    if said is None:
        raise Unauthenticated("The header X-Sdk-Date must say the time as 20060102T150405Z.")
    if abs(said - now) > CLOCK_SKEW_MS:
        raise Unauthenticated(
            f"The request was signed at {_second(said)}, and here it is {_second(now)}: they may "
            "differ by 15 minutes. Set the clock, or sign again."
        )


def _day(at: int) -> str:
    return f"{datetime.fromtimestamp(at / 1000, timezone.utc):%Y-%m-%d}"


def _second(at: int) -> str:
    return f"{datetime.fromtimestamp(at / 1000, timezone.utc):%Y-%m-%d %H:%M:%S} UTC"
