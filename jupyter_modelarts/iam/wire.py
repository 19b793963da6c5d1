"""Credentials in the words of the REST API."""

from __future__ import annotations

from collections.abc import Iterable

from .schemas import (
    Credential,
    Issued,
    IssuedKeyBody,
    IssuedTokenBody,
    KeyBody,
    KeyListBody,
    KeyPair,
    Kind,
    TokenBody,
    TokenListBody,
)


def token_list_body(credentials: Iterable[Credential], now: int) -> TokenListBody:
    """The tokens among them."""
    tokens = [_token_body(one, now) for one in credentials if one.kind is Kind.TOKEN]
    return TokenListBody(total_count=len(tokens), tokens=tokens)


def _token_body(credential: Credential, now: int) -> TokenBody:
    return TokenBody(
        token_id=credential.id,
        name=credential.name,
        services=credential.scope.services,
        workload=credential.scope.workload,
        owner_urn=credential.owner_urn,
        create_time=credential.created_at,
        last_used_time=credential.used_at,
        expire_time=credential.expires_at,
        expired=credential.expired(now),
    )


def key_list_body(credentials: Iterable[Credential]) -> KeyListBody:
    """The key pairs among them."""
    keys = [
        KeyBody(
            access_key=one.id,
            name=one.name,
            create_time=one.created_at,
            last_used_time=one.used_at,
        )
        for one in credentials
        if one.kind is Kind.KEY
    ]
    return KeyListBody(total_count=len(keys), access_keys=keys)


def issued_token_body(issued: Issued) -> IssuedTokenBody:
    """A new token, told this once."""
    return IssuedTokenBody(token_id=issued.id, token=issued.secret, expire_time=issued.expires_at)


def issued_key_body(pair: KeyPair) -> IssuedKeyBody:
    """A new key pair, told this once."""
    return IssuedKeyBody(access_key=pair.access_key, secret_key=pair.secret_key)
