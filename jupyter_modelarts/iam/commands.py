"""`jupyter modelarts tokens …`."""

from __future__ import annotations

import argparse
from typing import Any

from pydantic import ValidationError

from ..core.commands import Context, add_command, add_group
from ..core.errors import InvalidInput
from ..core.ids import now_ms, parse_urn
from . import wire
from .manager import TokenManager
from .schemas import Scope, TokenBody, TokenRequest

COLUMNS = ("token_id", "name", "expire_time", "last_used_time", "services", "made_for")
DAY_S = 24 * 3600


class _TokenRow(TokenBody):
    """A token for a person: what it was made for has the name that the token has."""

    made_for: str


def add_commands(commands: Any) -> None:
    """Add this slice's commands."""
    group = add_group(commands, "tokens", help="what programs log in with")
    add_command(group, "list", _list, help="all tokens", arguments={})
    made: dict[str, dict[str, Any]] = {
        "name": {"help": "what you will know it by"},
        "--days": {"type": int, "help": "how long it is valid (default: until it is revoked)"},
        "--service": {
            "action": "append",
            "default": [],
            "metavar": "ID",
            "help": "only for predictions of this service; may be repeated",
        },
    }
    add_command(group, "create", _create, help="make a token, and show it once", arguments=made)
    one: dict[str, dict[str, Any]] = {"token_id": {}}
    add_command(group, "revoke", _revoke, help="end a token at once", arguments=one)


def _list(context: Context, _arguments: argparse.Namespace) -> int:
    found = wire.token_list_body(context.manager(TokenManager).list(), now_ms())
    rows = found.tokens if context.as_json else [_row(token) for token in found.tokens]
    context.table(rows, COLUMNS)
    return 0


def _row(token: TokenBody) -> _TokenRow:
    kind = parse_urn(token.owner_urn)[0] if token.owner_urn else "you"
    return _TokenRow(**{**token.model_dump(), "made_for": kind.replace("-", " ")})


def _create(context: Context, arguments: argparse.Namespace) -> int:
    lifetime_s = None if arguments.days is None else arguments.days * DAY_S
    given = {"name": arguments.name, "lifetime_s": lifetime_s, "services": arguments.service}
    try:
        wanted = TokenRequest.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise InvalidInput(f"{first['loc'][0]}: {first['msg']}") from None
    issue, scope = context.manager(TokenManager).issue, Scope(services=wanted.services)
    issued = issue(wanted.name, scope, wanted.lifetime_s)
    context.show(wire.issued_token_body(issued))
    context.say("Keep it now: it is not shown again. Send it as the header X-Auth-Token.")
    return 0


def _revoke(context: Context, arguments: argparse.Namespace) -> int:
    context.manager(TokenManager).revoke(arguments.token_id)
    context.say("This token is worth nothing any more.")
    return 0
