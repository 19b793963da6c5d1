"""What a name may contain, one function for each kind of name.

Where the guide and the REST reference differ, the union is accepted. Each function returns the
name unchanged, or raises `InvalidInput` with a sentence that says which rule was broken.
"""

from __future__ import annotations

import ipaddress
import re

from ..errors import InvalidInput

CHINESE = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
DATASET_NAME_LENGTH = 100  # the REST reference's; the guide names no limit
JOB_NAME_LENGTH = 64
LABEL_NAME_LENGTH = 32
MODEL_NAME_LENGTH = 64  # the REST reference's; the guide says 48
SERVICE_NAME_LENGTH = 64
VERSION_NAME_LENGTH = 32
ENVIRONMENT_KEY_LENGTH = 255

_WORD = re.compile(r"[A-Za-z0-9_-]")
_WORD_OR_CHINESE = re.compile(rf"[A-Za-z0-9_{CHINESE}-]")
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_ENVIRONMENT_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def dataset_name(value: str) -> str:
    return _word(value, "dataset", DATASET_NAME_LENGTH, chinese=True)


def job_name(value: str) -> str:
    return _word(value, "job", JOB_NAME_LENGTH, chinese=True)


def label_name(value: str) -> str:
    return _word(value, "label", LABEL_NAME_LENGTH, chinese=True)


def model_name(value: str) -> str:
    return _word(value, "model", MODEL_NAME_LENGTH, chinese=True)


def service_name(value: str) -> str:
    return _word(value, "service", SERVICE_NAME_LENGTH, chinese=True)


def version_name(value: str) -> str:
    return _word(value, "version", VERSION_NAME_LENGTH, chinese=False)


def bucket_name(value: str) -> str:
    """The rules of S3 and OBS: a bucket's name can be a host name, and is never an address."""
    if not _BUCKET.fullmatch(value) or any(pair in value for pair in ("..", ".-", "-.")):
        raise InvalidInput(
            f"{shown(value)} is no bucket name: use 3 to 63 lowercase letters, digits, hyphens and "
            "dots, with a letter or digit at both ends."
        )
    if _is_address(value):
        raise InvalidInput(f"The bucket name {shown(value)} looks like an IP address: use a word.")
    return value


def environment_key(value: str) -> str:
    if not _ENVIRONMENT_KEY.fullmatch(value) or len(value) > ENVIRONMENT_KEY_LENGTH:
        raise InvalidInput(
            f"The environment variable name {shown(value)} is not valid: use letters, digits and "
            f"underscores, not beginning with a digit, at most {ENVIRONMENT_KEY_LENGTH} characters."
        )
    return value


def shown(value: str) -> str:
    """The value as it may stand in a message: quoted, escaped and cut."""
    cut = value if len(value) <= 80 else value[:77] + "..."
    return '"' + "".join(c if c.isprintable() else _escaped(c) for c in cut) + '"'


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def _word(value: str, kind: str, length: int, *, chinese: bool) -> str:
    if not value:
        raise InvalidInput(f"The {kind} name is empty: give 1 to {length} characters.")
    if len(value) > length:
        raise InvalidInput(
            f"The {kind} name {shown(value)} has {len(value)} characters: {length} is the most."
        )
    allowed = _WORD_OR_CHINESE if chinese else _WORD
    wrong = next((c for c in value if not allowed.match(c)), None)
    if wrong is not None:
        also = ", hyphens and Chinese characters" if chinese else " and hyphens"
        raise InvalidInput(
            f"The {kind} name {shown(value)} contains {shown(wrong)}: "
            f"use letters, digits, underscores{also}."
        )
    return value


def _is_address(value: str) -> bool:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True
