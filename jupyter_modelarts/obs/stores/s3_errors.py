"""What goes wrong between us and an S3 server, as domain errors with a sentence.

Nothing that a server sent back is part of a sentence, apart from its own short error code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ...core.errors import (
    Conflict,
    DomainError,
    Forbidden,
    InvalidInput,
    NotFound,
    TooLarge,
    Unavailable,
)
from ...core.safe.names import shown

_NO_BUCKET = {"NoSuchBucket"}
_NO_KEY = {"NoSuchKey", "NoSuchVersion", "404", "NotFound"}
_CHANGED = {"PreconditionFailed", "ConditionalRequestConflict", "412", "409"}
_BAD_KEYS = {
    "InvalidAccessKeyId",
    "SignatureDoesNotMatch",
    "ExpiredToken",
    "InvalidToken",
    "TokenRefreshRequired",
    "AuthFailure",
    "UnrecognizedClientException",
}
_REGION = {
    "PermanentRedirect",
    "AuthorizationHeaderMalformed",
    "IllegalLocationConstraintException",
    "TemporaryRedirect",
    "IncorrectEndpoint",
    "301",
    "307",
}
_ODD_KEY = {"InvalidArgument", "KeyTooLongError", "InvalidURI", "XMinioInvalidObjectName"}
_CODE = re.compile(r"[A-Za-z0-9_.-]{1,60}")


class Cause:
    """The kinds of trouble that a connection test tells apart."""

    NAME = "name"
    NETWORK = "network"
    TLS = "tls"
    CLOCK = "clock"
    CREDENTIAL = "credential"
    PERMISSION = "permission"
    BUCKET = "bucket"
    REGION = "region"
    NO_S3 = "no_s3"
    SERVER = "server"


class StoreTrouble(Unavailable):
    """An S3 server cannot be used as asked; `cause` is one of `Cause`."""

    def __init__(self, message: str, cause: str) -> None:
        super().__init__(message)
        self.cause = cause


class StoreRefusal(Forbidden):
    """An S3 server refuses the credential or the action."""

    def __init__(self, message: str, cause: str) -> None:
        super().__init__(message)
        self.cause = cause


class BeyondEnd(InvalidInput):
    """A range begins behind the object's end."""


@contextmanager
def translated(store: str, bucket: str = "", key: str = "") -> Iterator[None]:
    """Raise what either library raises as a domain error that names the object."""
    try:
        yield
    except DomainError:
        raise
    except Exception as error:
        found = as_domain_error(error, store, bucket, key)
        if found is None:
            raise
        raise found from None


def as_domain_error(error: Exception, store: str, bucket: str, key: str) -> DomainError | None:
    """The same as a domain error; None for what is none of a store's troubles."""
    if (code := code_of(error)) is not None:
        return _from_code(code, status_of(error), store, bucket, key)
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if name.startswith("obstore."):
        return _from_obstore(error, store, bucket, key)
    if isinstance(error, FileNotFoundError) and "Error performing" in str(error):
        return missing(bucket, key)  # obstore's NotFoundError is one
    if name.startswith(("botocore.", "urllib3.", "s3transfer.", "boto3.")):
        return _from_connection(error, store)
    if isinstance(error, (ValueError, TypeError, LookupError)) and _is_of_parsing(error):
        return no_s3(store)
    return None


def _is_of_parsing(error: Exception) -> bool:
    """Whether boto3 stumbled over what an answer says: a date with 94 hours, or a page that sends
    one to its login, which boto3 takes for another region of a bucket without a name."""
    trace = error.__traceback__
    while trace is not None:
        frame = trace.tb_frame
        if frame.f_globals.get("__name__") == "botocore.parsers":
            return True
        if frame.f_code.co_name == "redirect_from_error":
            return True
        trace = trace.tb_next
    return False


def code_of(error: BaseException) -> str | None:
    """The server's error code, where boto3 read one."""
    response = getattr(error, "response", None)
    if not isinstance(response, dict) or "Error" not in response:
        return None
    return str(response["Error"].get("Code", "")) or "Unknown"


def status_of(error: BaseException) -> int:
    """The HTTP status of boto3's error; 0 where there is none."""
    response: Any = getattr(error, "response", None) or {}
    return int(response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


def missing(bucket: str, key: str) -> NotFound:
    """No such object."""
    if not key:
        return no_bucket(bucket)
    return NotFound(f"There is no object {shown(key)} in the bucket {bucket}.")


def no_bucket(bucket: str) -> NotFound:
    """No such bucket."""
    return NotFound(f"There is no bucket {bucket}: create it first.")


def changed(bucket: str, key: str) -> Conflict:
    """The object is another one by now."""
    return Conflict(
        f"The object {shown(key)} in the bucket {bucket} was changed meanwhile: read it again."
    )


def _from_code(code: str, status: int, store: str, bucket: str, key: str) -> DomainError:
    if code == "InvalidRange" or status == 416:
        return BeyondEnd(f"The object {shown(key)} is shorter than the range asked for.")
    if code in _NO_BUCKET:
        return no_bucket(bucket)
    if code == "NoSuchUpload":
        return NotFound(
            f"{store} does not know the upload of the object {shown(key)} any more: send it again."
        )
    if code in _NO_KEY or (status == 404 and key):
        return missing(bucket, key)
    if code in _CHANGED or status == 412:
        return changed(bucket, key)
    if code in ("BucketAlreadyExists", "BucketAlreadyOwnedByYou"):
        return Conflict(f"The bucket {bucket} exists already: choose another name.")
    if code == "BucketNotEmpty":
        return Conflict(f"The bucket {bucket} is not empty: delete its objects first.")
    if code == "EntityTooLarge":
        return TooLarge(f"The object {shown(key)} is larger than {store} takes.")
    if code == "RequestTimeTooSkewed":
        return StoreTrouble(
            f"The clock of this machine differs too much from that of {store}: set it right "
            "(on Linux: timedatectl set-ntp true).",
            Cause.CLOCK,
        )
    return _from_refusal(code, status, store, bucket, key)


def _from_refusal(code: str, status: int, store: str, bucket: str, key: str) -> DomainError:
    if code in _BAD_KEYS:
        return StoreRefusal(
            f"{store} does not accept the access key ({code}): enter the key and its secret "
            "again in Object stores.",
            Cause.CREDENTIAL,
        )
    if code in _REGION or status in (301, 307):
        what = f"The bucket {bucket}" if bucket else "What is asked for"
        return StoreTrouble(
            f"{what} is in another region than {store} is set to: set its region and endpoint.",
            Cause.REGION,
        )
    if status in (302, 303):  # to a login, say
        return no_s3(store)
    if status in (401, 403):
        what = f"the object {shown(key)}" if key else f"the bucket {bucket}" if bucket else "this"
        return StoreRefusal(
            f"{store} does not allow the access key to use {what}: ask for that permission, or "
            "use another key.",
            Cause.PERMISSION,
        )
    if code in _ODD_KEY and key:
        return InvalidInput(f"{store} cannot hold an object under the key {shown(key)}: rename it.")
    word = code if _CODE.fullmatch(code) else "an unknown error"
    if status >= 500 or code in ("SlowDown", "ServiceUnavailable", "InternalError"):
        return StoreTrouble(
            f"{store} is not able to answer now ({word}): try again in a while.", Cause.SERVER
        )
    return StoreTrouble(f"{store} refused the request ({word}).", Cause.SERVER)


def _from_obstore(error: Exception, store: str, bucket: str, key: str) -> DomainError:
    name = type(error).__name__
    text = str(error)
    if name == "NotFoundError":
        return missing(bucket, key)
    if name in ("AlreadyExistsError", "PreconditionError"):
        return changed(bucket, key)
    if name in ("PermissionDeniedError", "UnauthenticatedError"):
        code = re.search(r"<Code>([A-Za-z0-9]{1,60})</Code>", text)
        return _from_refusal(code[1] if code else "AccessDenied", 403, store, bucket, key)
    code = re.search(r"<Code>([A-Za-z0-9]{1,60})</Code>", text)
    if code is not None:
        status = re.search(r"status code: (\d{3})", text)
        return _from_code(code[1], int(status[1]) if status else 500, store, bucket, key)
    if "redirect without LOCATION" in text:
        return _from_refusal("PermanentRedirect", 301, store, bucket, key)
    if "status code: 5" in text:
        return _from_code("InternalError", 500, store, bucket, key)
    return _connection_lost(store)


def _from_connection(error: Exception, store: str) -> DomainError:
    name, text = type(error).__name__, str(error)
    if name in ("NoCredentialsError", "PartialCredentialsError", "CredentialRetrievalError"):
        return StoreRefusal(
            f"No access key was found for {store}: enter one in Object stores, or set "
            "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
            Cause.CREDENTIAL,
        )
    if name == "SSLError":
        return StoreTrouble(
            f"No secure connection to {store}: its certificate is not trusted here, or the "
            "endpoint speaks http only.",
            Cause.TLS,
        )
    if name == "ResponseParserError":
        return no_s3(store)
    if "Name or service not known" in text or "NameResolution" in text or "resolve" in text:
        return StoreTrouble(
            f"The host of {store} has no address: check the endpoint's spelling and the DNS.",
            Cause.NAME,
        )
    return _connection_lost(store)


def no_s3(store: str) -> StoreTrouble:
    """What answers is a web page or some such."""
    return StoreTrouble(
        f"The endpoint of {store} answers, but not as an S3 server does: give the endpoint of the "
        "object storage service, not that of a console or a web page.",
        Cause.NO_S3,
    )


def _connection_lost(store: str) -> StoreTrouble:
    return StoreTrouble(
        f"{store} cannot be reached, or broke off: check the network and the endpoint, then try "
        "again.",
        Cause.NETWORK,
    )
