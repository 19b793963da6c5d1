"""What the routes of object stores take and answer (our addition)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, SecretStr

from ..core.schemas import Schema
from .configured import Addressing, Credentials

Text = Annotated[str, Field(max_length=512)]
Secret = Annotated[SecretStr, Field(max_length=4096)]


class StoreRequest(Schema):
    """An S3 server; without `endpoint` AWS's own of the region. Secrets are never answered."""

    name: Text
    endpoint: Text = ""
    region: Text = ""
    addressing: Addressing = Addressing.AUTO
    credentials: Credentials = Credentials.KEPT
    access_key: Text = ""
    secret_key: Secret = SecretStr("")
    session_token: Secret = SecretStr("")
    prefix: Text = ""


class StoreTestRequest(Schema):
    """What to look at beside the connection: a bucket, if one is named."""

    bucket: Text = ""


class NewStoreTestRequest(StoreTestRequest):
    """A store that is not saved yet."""

    store: StoreRequest


class StoreBody(Schema):
    """A store. `hidden` buckets are those whose name an earlier store has too; `trouble` says why
    the server did not list its buckets; `editable` is false for what was not entered here."""

    name: str
    kind: str
    endpoint: str
    region: str
    addressing: str
    credentials: str
    access_key: str
    prefix: str
    buckets: list[str]
    hidden: list[str]
    trouble: str | None
    editable: bool


class StoreListBody(Schema):
    """All stores, in the order in which buckets are looked for."""

    total_count: int
    stores: list[StoreBody]


class StoreStepBody(Schema):
    """One step of a test; `cause` says what is wrong: name, network, tls, no_s3, clock,
    credential, permission, bucket, region, server; empty where it went well."""

    step: str
    message: str
    cause: str


class StoreTestBody(Schema):
    """How far a test came; `buckets` are those that the access key may see."""

    ok: bool
    steps: list[StoreStepBody]
    buckets: list[str]
