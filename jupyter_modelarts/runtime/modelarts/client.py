"""Requests to the server, and what their failures mean."""

from __future__ import annotations

import http.client
import json
import socket
import urllib.error
import urllib.request
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Callable, Mapping, TypeVar
from urllib.parse import quote, urlencode, urlsplit

from .errors import BrokenOff, ModelArtsError, NotAccepted, ServerUnreachable, TryAgain
from .settings import Settings
from .signing import signed_headers

TIMEOUT_S = 60.0
_JSON = "application/json"
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_FOR_A_MOMENT = (429, 502, 503, 504)
_T = TypeVar("_T")


@dataclass(frozen=True)
class Answer:
    """What came back."""

    body: bytes
    content_type: str

    def json(self) -> Any:
        """The body as JSON; None where there is none."""
        return json.loads(self.body) if self.body.strip() else None


class Stream:
    """The body of an answer as it comes. Raises TryAgain where it breaks off."""

    def __init__(self, answer: http.client.HTTPResponse, settings: Settings) -> None:
        self._answer = answer
        self._settings = settings
        self.headers = answer.headers
        length = self.headers.get("Content-Length")
        if length is None:
            raise ModelArtsError(f"{settings.endpoint} does not say how long its answer is.")
        self.left = int(length)
        """The bytes that are still to come."""

    @property
    def etag(self) -> str:
        """Which writing of the object this is."""
        return (self.headers.get("ETag") or "").strip('"')

    def read(self, size: int) -> bytes:
        """At most `size` bytes; none at the end."""
        try:
            data = self._answer.read(min(size, self.left)) if self.left else b""
        except (OSError, http.client.HTTPException) as error:
            raise _broken(error, self._settings) from None
        if not data and self.left:
            raise _broken(EOFError(f"{self.left} bytes are missing"), self._settings)
        self.left -= len(data)
        return data

    def close(self) -> None:
        """Read no further."""
        self._answer.close()

    def __enter__(self) -> Stream:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


@dataclass(frozen=True)
class _Request:
    """What is asked; a server that says nothing for `timeout_s` is given up."""

    method: str
    path: str
    data: bytes | None
    query: Mapping[str, Any] | None
    headers: Mapping[str, str] | None
    timeout_s: float = TIMEOUT_S


class Client:
    """Sends requests below `<endpoint>modelarts`, with the credentials of `settings`.

    `settings` is asked again where the server is gone or does not know the token any more: a
    server that was started anew has another address and another token.
    """

    def __init__(self, settings: Callable[[], Settings]) -> None:
        self._read = settings
        self._settings = settings()

    @property
    def settings(self) -> Settings:
        """What is used now."""
        return self._settings

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        query: Mapping[str, Any] | None = None,
        key: str = "",
    ) -> Any:
        """One request with JSON; `path` has `{p}` for the project, `key` makes a retry harmless."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": _JSON}
        if key:
            headers["Idempotency-Key"] = key
        return self.send(method, path, data, query, headers).json()

    def send(
        self,
        method: str,
        path: str,
        data: bytes | None = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        timeout_s: float = TIMEOUT_S,
    ) -> Answer:
        """One request with bytes. Raises ModelArtsError with a sentence."""
        asked = _Request(method, path, data, query, headers, timeout_s)
        return self._asked(lambda: self._once(asked))

    def stream(
        self,
        path: str,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Stream:
        """GET a body of any size, which the caller reads and closes."""
        asked = _Request("GET", path, None, query, headers)
        return self._asked(lambda: Stream(self._opened(asked), self._settings))

    def _asked(self, ask: Callable[[], _T]) -> _T:
        try:
            return ask()
        except (ServerUnreachable, NotAccepted):
            before = self._settings
            self._settings = self._read()
            if self._settings == before:
                raise
            return ask()

    def _once(self, asked: _Request) -> Answer:
        settings = self._settings
        with self._opened(asked) as answer:
            try:
                return Answer(answer.read(), answer.headers.get("Content-Type", ""))
            except (OSError, http.client.HTTPException) as error:
                raise _unreachable(error, settings, asked.timeout_s) from None

    def _opened(self, asked: _Request) -> http.client.HTTPResponse:
        settings, method, data = self._settings, asked.method, asked.data
        url = _url(settings, asked.path, asked.query)
        own = _credentials(settings, method, url, data)
        headers = {"Accept": "*/*", **(asked.headers or {}), **own}
        request = urllib.request.Request(url, data, headers, method=method)
        try:
            answer: http.client.HTTPResponse = _opener(url).open(request, timeout=asked.timeout_s)
        except urllib.error.HTTPError as error:
            with error:
                raise _refused(error, settings) from None
        except (OSError, http.client.HTTPException) as error:
            raise _unreachable(error, settings, asked.timeout_s) from None
        return answer


def segment(value: object) -> str:
    """A value as one segment of a path."""
    return quote(str(value), safe="")


def _url(settings: Settings, path: str, query: Mapping[str, Any] | None) -> str:
    url = settings.endpoint.rstrip("/") + "/modelarts"
    url += path.replace("{p}", segment(settings.project_id))
    given = {name: _text(value) for name, value in (query or {}).items() if value is not None}
    return f"{url}?{urlencode(given, quote_via=quote)}" if given else url


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _credentials(settings: Settings, method: str, url: str, data: bytes | None) -> dict[str, str]:
    if settings.access_key:
        return signed_headers(method, url, data or b"", settings.access_key, settings.secret_key)
    return {"X-Auth-Token": settings.token}


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect leads to a login page, and would take the token along."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def _opener(url: str) -> urllib.request.OpenerDirector:
    """Proxies of the environment are for other machines."""
    handlers: list = [_NoRedirects()]  # type: ignore[type-arg]  # Python 3.8
    if urlsplit(url).hostname in _LOOPBACK:
        handlers.append(urllib.request.ProxyHandler({}))
    return urllib.request.build_opener(*handlers)


def _refused(error: urllib.error.HTTPError, settings: Settings) -> ModelArtsError:
    if 300 <= error.code < 400:
        return NotAccepted(
            f"{settings.endpoint} asks to log in: is that a JupyterLab with ModelArts?",
            status=error.code,
        )
    said = _said(error)
    code = str(said.get("error_code") or f"ModelArts.{error.code:04d}")
    if error.code == 401:
        return NotAccepted(
            f"{settings.endpoint} does not accept this token: it has expired or was revoked. "
            "Restart the kernel, or make a new one on the access keys page.",
            code,
            error.code,
        )
    sentence = str(said.get("error_msg") or f"The server answered {error.code} {error.reason}.")
    field = said.get("field")
    kind = TryAgain if error.code in _FOR_A_MOMENT else ModelArtsError
    return kind(sentence, code, error.code, field if isinstance(field, str) else None)


def _said(error: urllib.error.HTTPError) -> dict[str, Any]:
    try:
        found = json.loads(error.read())
    except (OSError, ValueError, http.client.HTTPException):
        return {}
    return found if isinstance(found, dict) else {}


def _unreachable(error: Exception, settings: Settings, timeout_s: float) -> ModelArtsError:
    reason = getattr(error, "reason", error)
    if isinstance(reason, socket.timeout):
        return TryAgain(f"{settings.endpoint} did not answer within {timeout_s:.0f} s: try again.")
    return ServerUnreachable(
        f"Nothing answers at {settings.endpoint} ({reason}): is JupyterLab running? What it "
        "started goes on without it."
    )


def _broken(error: Exception, settings: Settings) -> BrokenOff:
    return BrokenOff(f"The answer of {settings.endpoint} broke off ({error}): try again.")
