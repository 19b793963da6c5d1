"""How an S3 server is reached: settings, addressing, credentials, and both libraries' clients.

boto3 speaks for single requests and for every key that S3 allows; obstore moves many or large
objects with keys that it can say (`needs_care` tells which it cannot).
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ...core.errors import InvalidInput, Unavailable
from ...core.safe.hosts import NoAddress, refuse_forbidden_host
from ...core.safe.names import shown

if TYPE_CHECKING:
    from obstore.store import S3Store as Bulk

DEFAULT_REGION = "us-east-1"
ADDRESSING = ("auto", "path", "virtual")
# Their servers expect the bucket in the host's name; all others are asked by path.
_VIRTUAL_HOSTS = (".amazonaws.com", ".amazonaws.com.cn", ".myhuaweicloud.com")
# With url-encoded or version 2 listings OBS repeats its first page for ever.
_PLAIN_LISTING_HOSTS = (".myhuaweicloud.com",)
_REGION_HEADER = "x-amz-bucket-region"
_CONNECTIONS = 32
_CONNECT_S, _READ_S, _ATTEMPTS = 10, 60, 5
_QUICK_CONNECT_S, _QUICK_READ_S = 3, 6  # for what a page waits for
_ODD_FOR_OBSTORE = re.compile(r"[\x00-\x1f\x7f]|^/|/\Z|//|(?:^|/)\.{1,2}(?:/|\Z)")


@dataclass(frozen=True)
class Keys:
    """An access key with its secret, which no message shows."""

    access_key: str
    secret_key: str = field(repr=False)
    session_token: str = field(default="", repr=False)


@dataclass(frozen=True)
class S3Settings:
    """Where a server is, and who asks; without `keys` the usual places of AWS are searched."""

    endpoint: str = ""
    region: str = DEFAULT_REGION
    addressing: str = "auto"
    keys: Keys | None = None
    name: str = "s3"
    allow_private: bool = True  # on a personal server the user is the administrator

    def __post_init__(self) -> None:
        if self.addressing not in ADDRESSING:
            raise InvalidInput(
                f"The addressing {shown(self.addressing)} is not known: choose auto, path or "
                "virtual."
            )
        check_endpoint(self.endpoint)

    @property
    def url(self) -> str:
        """The endpoint; AWS's own of the region where none was given."""
        suffix = ".cn" if self.region.startswith("cn-") else ""
        return self.endpoint or f"https://s3.{self.region}.amazonaws.com{suffix}"

    @property
    def lists_plainly(self) -> bool:
        """Whether the server is to be asked for listings of version 1, not encoded."""
        return (urlsplit(self.url).hostname or "").endswith(_PLAIN_LISTING_HOSTS)

    def is_virtual(self, bucket: str = "") -> bool:
        """Whether the bucket goes into the host's name; one with a dot breaks TLS there."""
        if self.addressing == "auto":
            host = urlsplit(self.url).hostname or ""
            return host.endswith(_VIRTUAL_HOSTS) and "." not in bucket
        return self.addressing == "virtual"


def settings_of(settings: Mapping[str, str]) -> S3Settings:
    """`endpoint`, `region`, `addressing`, `access_key`, `secret_key`, `session_token`, `name`."""
    access, secret = settings.get("access_key", ""), settings.get("secret_key", "")
    if bool(access) != bool(secret):
        raise InvalidInput("An access key and its secret key belong together: give both.")
    keys = Keys(access, secret, settings.get("session_token", "")) if access else None
    return S3Settings(
        endpoint=settings.get("endpoint", "").rstrip("/"),
        region=settings.get("region", "") or DEFAULT_REGION,
        addressing=settings.get("addressing", "") or "auto",
        keys=keys,
        name=settings.get("name", "") or "s3",
    )


def check_endpoint(endpoint: str) -> str:
    """Empty, or http(s) with a host and nothing that hides another one."""
    if not endpoint:
        return endpoint
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    plain = parts.scheme in ("http", "https") and parts.hostname and port != 0
    if not plain or parts.username or parts.query or parts.fragment or not endpoint.isascii():
        raise InvalidInput(
            "The endpoint is not valid: write https://host or https://host:port, without a user "
            "name, a query or a bucket."
        )
    if parts.path not in ("", "/") or re.search(r"[\s\\]", endpoint):
        raise InvalidInput(
            f"{shown(endpoint)} has a path: write the endpoint without a bucket's name or a path."
        )
    return endpoint


def needs_care(key: str) -> bool:
    """Whether obstore cannot say this key: it takes keys for paths, and normalises them."""
    return _ODD_FOR_OBSTORE.search(key) is not None


class Clients:
    """The clients of one server, made at their first use: importing boto3 alone takes 0.15 s."""

    def __init__(self, settings: S3Settings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._made: dict[tuple[bool, bool], Any] = {}
        self._bulk: dict[str, Bulk] = {}

    def boto(self, bucket: str = "", *, quick: bool = False) -> Any:
        """A thread-safe boto3 client that reaches this bucket; a quick one tries twice, for a few
        seconds."""
        wanted = (self.settings.is_virtual(bucket), quick)
        with self._lock:
            if wanted not in self._made:
                self._made[wanted] = _boto_client(self.settings, *wanted)
            return self._made[wanted]

    def bulk(self, bucket: str) -> Bulk:
        """obstore's store of a bucket: no key that `needs_care`; retries and time-outs set."""
        with self._lock:
            if bucket not in self._bulk:
                self._bulk[bucket] = _bulk_client(self.settings, bucket)
            return self._bulk[bucket]

    def close(self) -> None:
        """Close the connections; a later call makes new ones."""
        with self._lock:
            made, self._made = list(self._made.values()), {}
            self._bulk.clear()
        for client in made:
            client.close()


def _boto_client(settings: S3Settings, virtual: bool, quick: bool) -> Any:
    _need("boto3")
    from botocore.config import Config

    _refuse_host(settings)
    config = Config(
        connect_timeout=_QUICK_CONNECT_S if quick else _CONNECT_S,
        read_timeout=_QUICK_READ_S if quick else _READ_S,
        retries={"mode": "standard", "total_max_attempts": 2 if quick else _ATTEMPTS},
        max_pool_connections=_CONNECTIONS,
        request_checksum_calculation="when_required",  # OBS and others refuse the newer ones
        response_checksum_validation="when_required",
        s3={"addressing_style": "virtual" if virtual else "path"},
        user_agent_extra="jupyter-modelarts",
    )
    keys = settings.keys
    client = _session().client(
        "s3",
        endpoint_url=settings.url,
        region_name=settings.region,
        aws_access_key_id=keys.access_key if keys else None,
        aws_secret_access_key=keys.secret_key if keys else None,
        aws_session_token=(keys.session_token or None) if keys else None,
        config=config,
    )
    client.meta.events.register("needs-retry.s3.HeadBucket", _ask_once_where)
    if settings.lists_plainly:
        _list_plainly(client)
    return client


def _need(package: str) -> None:
    if find_spec(package) is None:
        raise Unavailable(
            "S3 servers need two more packages: pip install 'jupyter_modelarts[s3]', then restart."
        )


def _refuse_host(settings: S3Settings) -> None:
    """What was no forbidden address when it was entered may have become one."""
    parts = urlsplit(settings.url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        refuse_forbidden_host(parts.hostname or "", port, allow_private=settings.allow_private)
    except NoAddress:
        return  # behind a proxy there need be none; else the connection says so


def _session() -> Any:
    import boto3

    return boto3.session.Session()


def _ask_once_where(response: Any, request_dict: dict[str, Any], **_: Any) -> None:
    """boto3 asks with this HEAD in which region a bucket is that is not here; where the answer
    sends it on and names none, it would ask again without end."""
    if response is None:
        return
    if _REGION_HEADER not in response[1]["ResponseMetadata"]["HTTPHeaders"]:
        request_dict["context"]["s3_redirect"]["redirected"] = True


def _list_plainly(client: Any) -> None:
    from botocore.handlers import set_list_objects_encoding_type_url

    event = "before-parameter-build.s3.ListObjects"
    client.meta.events.unregister(event, set_list_objects_encoding_type_url)


def _bulk_client(settings: S3Settings, bucket: str) -> Bulk:
    _need("obstore")
    from datetime import timedelta

    from obstore.store import S3Store as Bulk

    _refuse_host(settings)
    virtual = settings.is_virtual(bucket)
    url = settings.url
    if virtual:
        scheme, _, host = url.partition("://")
        url = f"{scheme}://{bucket}.{host}"
    keys = settings.keys
    options: dict[str, Any] = (
        {"access_key_id": keys.access_key, "secret_access_key": keys.secret_key}
        if keys
        else {"credential_provider": _provider()}
    )
    if keys and keys.session_token:
        options["session_token"] = keys.session_token
    return Bulk(
        bucket,
        endpoint=url,
        region=settings.region,
        virtual_hosted_style_request=virtual,
        client_options={
            "allow_http": url.startswith("http://"),
            "connect_timeout": timedelta(seconds=_CONNECT_S),
            "timeout": timedelta(seconds=600),
        },
        retry_config={
            "max_retries": _ATTEMPTS,
            "retry_timeout": timedelta(seconds=120),
            "backoff": {
                "init_backoff": timedelta(milliseconds=100),
                "max_backoff": timedelta(seconds=5),
                "base": 2,
            },
        },
        **options,
    )


def _provider() -> Callable[[], Any]:
    """What boto3 finds in the environment, for obstore."""
    found = _session().get_credentials()
    if found is None:
        raise InvalidInput(
            "No access key was found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or "
            "OBS_ACCESS_KEY_ID and OBS_SECRET_ACCESS_KEY), or enter one in Object stores."
        )

    def current() -> dict[str, Any]:
        frozen = found.get_frozen_credentials()
        return {
            "access_key_id": frozen.access_key,
            "secret_access_key": frozen.secret_key,
            "token": frozen.token,
            "expires_at": getattr(found, "_expiry_time", None),
        }

    return current
