"""`jupyter modelarts stores …`."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import Any

from pydantic import ValidationError

from ..core.commands import Context, add_command, add_group
from ..core.errors import InvalidInput
from . import store_wire as wire
from .store_bodies import StoreRequest
from .store_manager import StoreManager

COLUMNS = (
    "name",
    "endpoint",
    "region",
    "credentials",
    "access_key",
    "buckets",
    "hidden",
    "trouble",
)
STEPS = ("step", "cause", "message")


def add_commands(commands: Any) -> None:
    """Add this slice's commands."""
    group = add_group(commands, "stores", help="S3 servers that hold objects")
    add_command(group, "list", _list, help="all object stores and their buckets", arguments={})
    made: dict[str, dict[str, Any]] = {
        "name": {"help": "what you will know it by"},
        "--endpoint": {"default": "", "help": "as https://obs.cn-north-4.myhuaweicloud.com"},
        "--region": {"default": "", "help": "as cn-north-4 (default: us-east-1)"},
        "--addressing": {"default": "auto", "choices": ["auto", "path", "virtual"]},
        "--access-key": {
            "default": "",
            "help": "its secret is asked for, or read from standard input; without one the usual "
            "variables are used",
        },
        "--prefix": {"default": "", "help": "use only buckets whose names begin so"},
    }
    add_command(group, "add", _add, help="enter an S3 server", arguments=made)
    tried: dict[str, dict[str, Any]] = {"name": {}, "--bucket": {"default": ""}}
    add_command(group, "test", _test, help="say what is wrong with one", arguments=tried)
    one: dict[str, dict[str, Any]] = {"name": {}}
    add_command(group, "remove", _remove, help="forget one; its objects stay", arguments=one)


def _list(context: Context, _arguments: argparse.Namespace) -> int:
    found = wire.stores_body(context.manager(StoreManager).views())
    context.table(found.stores, COLUMNS)
    return 0


def _add(context: Context, arguments: argparse.Namespace) -> int:
    given = {
        "name": arguments.name,
        "endpoint": arguments.endpoint,
        "region": arguments.region,
        "addressing": arguments.addressing,
        "prefix": arguments.prefix,
        "credentials": "kept" if arguments.access_key else "environment",
        "access_key": arguments.access_key,
        "secret_key": _secret() if arguments.access_key else "",
    }
    try:
        wanted = StoreRequest.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise InvalidInput(f"{first['loc'][0]}: {first['msg']}") from None
    context.show(wire.record_body(context.manager(StoreManager).create(wanted)))
    context.say(f"Look whether it works: jupyter modelarts stores test {arguments.name}")
    return 0


def _secret() -> str:
    """Never an argument: others see those in the list of processes."""
    if sys.stdin.isatty():
        return getpass.getpass("Secret key: ")
    return sys.stdin.readline().rstrip("\n")


def _test(context: Context, arguments: argparse.Namespace) -> int:
    report = context.manager(StoreManager).test(arguments.name, arguments.bucket)
    context.table(wire.report_body(report).steps, STEPS)
    return 0 if report.ok else 1


def _remove(context: Context, arguments: argparse.Namespace) -> int:
    context.manager(StoreManager).delete(arguments.name)
    context.say("It is forgotten. Its objects are where they were.")
    return 0
