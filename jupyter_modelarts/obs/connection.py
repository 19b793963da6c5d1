"""What is wrong between us and an S3 server, one step after another, the first failure telling.

Looks with plain sockets before it signs anything: a credential is sent only to what answers as an
S3 server does. Nothing that the server sent is part of the answer.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from enum import Enum
from urllib.parse import urlsplit

from ..core.errors import DomainError, NotFound
from ..core.safe.hosts import refuse_forbidden_host
from .stores.s3 import S3Store
from .stores.s3_client import S3Settings, settings_of
from .stores.s3_errors import Cause, StoreRefusal, StoreTrouble, no_s3, translated

TIMEOUT_S = 6.0
MAX_SKEW_S = 14 * 60.0  # S3 refuses at fifteen minutes
_LOOK_BYTES = 64 * 1024
# A folder that nobody has: the whole bucket may have keys that obstore cannot say.
_NOTHING = "jupyter-modelarts-looks-for-nothing"


class Step(str, Enum):
    """What is looked at, in this order."""

    NAME = "name"
    NETWORK = "network"
    SERVER = "server"
    CLOCK = "clock"
    CREDENTIAL = "credential"
    BUCKET = "bucket"


@dataclass(frozen=True)
class Finding:
    """One step: `cause` is empty where it went well, else one of `Cause`."""

    step: Step
    message: str
    cause: str = ""


@dataclass(frozen=True)
class Report:
    """The steps as far as they went, and the buckets that the credential may see."""

    findings: list[Finding]
    buckets: list[str]

    @property
    def ok(self) -> bool:
        """Everything went well."""
        return not any(finding.cause for finding in self.findings)


class _Stop(Exception):
    pass


def try_connection(settings: Mapping[str, str], bucket: str = "") -> Report:
    """Look at name, network, server, clock, credential, and the bucket if one is named."""
    return _Trial(settings_of(settings), bucket).run()


class _Trial:
    def __init__(self, settings: S3Settings, bucket: str) -> None:
        self._settings, self._bucket = settings, bucket
        self._findings: list[Finding] = []
        self._buckets: list[str] = []
        parts = urlsplit(settings.url)
        self._secure = parts.scheme == "https"
        self._host = parts.hostname or ""
        self._port = parts.port or (443 if self._secure else 80)
        self._date: datetime | None = None

    def run(self) -> Report:
        store = S3Store(self._settings)
        try:
            self._step(Step.NAME, self._find_name, Cause.NAME)
            self._step(Step.NETWORK, self._connect, Cause.NETWORK)
            self._step(Step.SERVER, self._look, Cause.NO_S3)
            self._step(Step.CLOCK, self._compare_clocks, Cause.CLOCK)
            self._step(Step.CREDENTIAL, lambda: self._log_in(store), Cause.CREDENTIAL)
            if self._bucket:
                self._step(Step.BUCKET, lambda: self._enter(store), Cause.BUCKET)
        except _Stop:
            pass
        finally:
            store.close()
        return Report(self._findings, self._buckets)

    def _step(self, step: Step, look: Callable[[], str], cause: str) -> None:
        try:
            self._findings.append(Finding(step, look()))
        except DomainError as error:
            found = getattr(error, "cause", cause)
            self._findings.append(Finding(step, str(error), found))
            raise _Stop from None

    def _find_name(self) -> str:
        allow = self._settings.allow_private
        refuse_forbidden_host(self._host, self._port, allow_private=allow)
        return f"{self._host} has an address."

    def _connect(self) -> str:
        try:
            socket.create_connection((self._host, self._port), TIMEOUT_S).close()
        except OSError:
            raise StoreTrouble(
                f"Nothing answers at {self._host}, port {self._port}: check the endpoint's port, "
                "the network and firewalls, and whether the server runs.",
                Cause.NETWORK,
            ) from None
        return f"{self._host} answers at port {self._port}."

    def _look(self) -> str:
        """Ask without a signature: an S3 server refuses that in XML, or lists public buckets."""
        status, kind, body = self._ask()
        text = body[:_LOOK_BYTES].lstrip()
        is_page = "html" in kind or text[:15].lower().startswith((b"<!doctype html", b"<html"))
        speaks = b"<Error" in text or b"<ListAllMyBucketsResult" in text
        if is_page or (not speaks and status < 500 and status not in (301, 302, 307, 308)):
            raise no_s3(self._settings.name)
        return "It answers as an S3 server does."

    def _ask(self) -> tuple[int, str, bytes]:
        connection: http.client.HTTPConnection = (
            http.client.HTTPSConnection(
                self._host, self._port, timeout=TIMEOUT_S, context=ssl.create_default_context()
            )
            if self._secure
            else http.client.HTTPConnection(self._host, self._port, timeout=TIMEOUT_S)
        )
        try:
            connection.request("GET", "/", headers={"Accept": "*/*"})
            answer = connection.getresponse()
            self._date = _date(answer.getheader("Date", ""))
            kind = answer.getheader("Content-Type", "").lower()
            return answer.status, kind, answer.read(_LOOK_BYTES)
        except ssl.SSLError:
            raise StoreTrouble(
                f"No secure connection to {self._host}: its certificate is not trusted here, or "
                "it speaks http only (then write http://).",
                Cause.TLS,
            ) from None
        except (OSError, http.client.HTTPException):
            raise no_s3(self._settings.name) from None
        finally:
            connection.close()

    def _compare_clocks(self) -> str:
        if self._date is None:
            return "The server does not tell its time."
        skew = (datetime.now(timezone.utc) - self._date).total_seconds()
        if abs(skew) > MAX_SKEW_S:
            minutes = round(abs(skew) / 60)
            word = "ahead of" if skew > 0 else "behind"
            raise StoreTrouble(
                f"The clock of this machine is {minutes} minutes {word} the server's: set it "
                "right, or every request is refused (on Linux: timedatectl set-ntp true).",
                Cause.CLOCK,
            )
        return "Both clocks agree."

    def _log_in(self, store: S3Store) -> str:
        try:
            self._buckets = [bucket.name for bucket in store.buckets()]
        except StoreRefusal as error:
            if error.cause != Cause.PERMISSION:
                raise
            return (
                "The access key is not allowed to list buckets: name the one that you want to "
                "use, and test it."
            )
        return f"The access key is accepted: it sees {len(self._buckets)} buckets."

    def _enter(self, store: S3Store) -> str:
        try:
            store.boto(self._bucket, quick=True)
            store.list(self._bucket, limit=1)
            self._list_as_a_sync_does(store)
        except NotFound:
            raise StoreTrouble(
                f"There is no bucket {self._bucket} here: check its name and the region.",
                Cause.BUCKET,
            ) from None
        return f"The bucket {self._bucket} can be listed."

    def _list_as_a_sync_does(self, store: S3Store) -> None:
        """boto3 goes on by itself in the region that a refusal names; obstore does not."""
        if store.needs_care(_NOTHING):
            return
        try:
            with translated(self._settings.name, self._bucket):
                next(iter(store.client(self._bucket).list(_NOTHING)), None)
        except StoreRefusal as error:
            if error.cause != Cause.PERMISSION:  # a policy may allow some prefixes only
                raise


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)
