"""Tokens and key pairs over HTTP."""

from __future__ import annotations

from ..core.handlers import Handler, Route, endpoint
from ..core.ids import now_ms
from . import wire
from .manager import TokenManager
from .schemas import (
    IAM,
    IssuedKeyBody,
    IssuedTokenBody,
    KeyListBody,
    KeyRequest,
    Scope,
    TokenListBody,
    TokenRequest,
)


class TokensHandler(Handler):
    """All tokens, and making one."""

    @endpoint("read", IAM, answer=TokenListBody)
    async def get(self, project_id: str) -> None:
        credentials = await self.call(self.manager(TokenManager).list)
        self.answer(wire.token_list_body(credentials, now_ms()))

    @endpoint("write", IAM, body=TokenRequest, answer=IssuedTokenBody, status=201)
    async def post(self, project_id: str, body: TokenRequest) -> None:
        issue, scope = self.manager(TokenManager).issue, Scope(services=body.services)
        issued = await self.call(issue, body.name, scope, body.lifetime_s)
        self.answer(wire.issued_token_body(issued))


class TokenHandler(Handler):
    """One token."""

    @endpoint("write", IAM)
    async def delete(self, project_id: str, token_id: str) -> None:
        await self.call(self.manager(TokenManager).revoke, token_id)
        self.answer()


class KeysHandler(Handler):
    """All key pairs, and making one."""

    @endpoint("read", IAM, answer=KeyListBody)
    async def get(self, project_id: str) -> None:
        credentials = await self.call(self.manager(TokenManager).list)
        self.answer(wire.key_list_body(credentials))

    @endpoint("write", IAM, body=KeyRequest, answer=IssuedKeyBody, status=201)
    async def post(self, project_id: str, body: KeyRequest) -> None:
        pair = await self.call(self.manager(TokenManager).create_key_pair, body.name)
        self.answer(wire.issued_key_body(pair))


class KeyHandler(Handler):
    """One key pair."""

    @endpoint("write", IAM)
    async def delete(self, project_id: str, access_key: str) -> None:
        await self.call(self.manager(TokenManager).revoke, access_key)
        self.answer()


ROUTES: list[Route] = [
    Route("/v1/{project_id}/access-tokens", TokensHandler),
    Route("/v1/{project_id}/access-tokens/{token_id}", TokenHandler),
    Route("/v1/{project_id}/access-keys", KeysHandler),
    Route("/v1/{project_id}/access-keys/{access_key}", KeyHandler),
]
