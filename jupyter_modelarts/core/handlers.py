"""The base of every handler: authentication, authorization, body to schema, error to JSON.

A verb is declared once, with what it needs:

    class DatasetHandler(Handler):
        @endpoint("read", "datasets", answer=DatasetBody)
        async def get(self, project_id: str, dataset_id: str) -> None:
            dataset = await self.call(self.manager(DatasetManager).get, dataset_id)
            self.answer(wire.dataset_body(dataset))

The declaration is what the route table, its test and the OpenAPI document read.
"""

from __future__ import annotations

import functools
import inspect
import json
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from jupyter_server.auth import IdentityProvider, User
from jupyter_server.base.handlers import APIHandler, JupyterHandler
from pydantic import BaseModel, ValidationError
from tornado.web import HTTPError

from .auth import INFER, TOKEN_HEADER, Authenticator, Caller, Presented
from .errors import DomainError, Forbidden, InvalidInput, NotFound, TooLarge, Unauthenticated
from .managers import Managers
from .safe.json import parse
from .threads import Pools

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M")
H = TypeVar("H", bound="Access")

MAX_BODY_BYTES = 8 * 1024 * 1024
RESOURCE_PREFIX = "jupyter_modelarts:"


@dataclass(frozen=True)
class Endpoint:
    """What one verb needs and answers."""

    action: str
    resource: str
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    result: type[BaseModel] | None
    status: int


@dataclass(frozen=True)
class Route:
    """A path below `<jupyter>/modelarts`, `{name}` a segment, `{name...}` a tail."""

    path: str
    handler: type[Access]

    @property
    def pattern(self) -> str:
        """The path as a regular expression; arguments arrive by name, percent-decoded once."""
        parts = re.split(r"(\{\w+(?:\.\.\.)?\})", self.path)
        return "".join(_pattern_of(part) for part in parts) + "/?"

    @property
    def verbs(self) -> dict[str, Endpoint]:
        """The declared verbs, by lower-case HTTP method."""
        methods = ("get", "head", "post", "put", "patch", "delete")
        found = {verb: getattr(getattr(self.handler, verb), "endpoint", None) for verb in methods}
        return {verb: declared for verb, declared in found.items() if declared is not None}


def endpoint(
    action: str,
    resource: str,
    *,
    body: type[BaseModel] | None = None,
    query: type[BaseModel] | None = None,
    answer: type[BaseModel] | None = None,
    status: int = 200,
) -> Callable[
    [Callable[Concatenate[H, P], Awaitable[None]]], Callable[Concatenate[H, P], Awaitable[None]]
]:
    """Declare a verb: who may (`action` on `resource`), what comes in, what goes out.

    `body` and `query` arrive validated as keyword arguments of these names.
    """

    def declare(
        method: Callable[Concatenate[H, P], Awaitable[None]],
    ) -> Callable[Concatenate[H, P], Awaitable[None]]:
        @functools.wraps(method)
        async def guarded(self: H, *args: P.args, **kwargs: P.kwargs) -> None:
            await self.require(action, resource)
            if query is not None:
                kwargs["query"] = self.read_query(query)
            if body is not None:
                kwargs["body"] = self.read_body(body)
            self.set_status(status)
            await method(self, *args, **kwargs)

        declared = Endpoint(action, resource, body, query, answer, status)
        guarded.endpoint = declared  # type: ignore[attr-defined]  # read by Route.verbs
        return cast(Callable[Concatenate[H, P], Awaitable[None]], guarded)

    return declare


class Recognised:
    """Jupyter's identity provider for a request that has proved itself to us: no cookie, so no
    cross-site check, whichever provider is configured."""

    def __init__(self, provider: IdentityProvider, caller: Caller) -> None:
        self._provider = provider
        self._user = User(username=caller.name)

    def get_user(self, _handler: Any) -> User:
        """The program."""
        return self._user

    def is_token_authenticated(self, _handler: Any) -> bool:
        """It is."""
        return True

    def should_check_origin(self, _handler: Any) -> bool:
        """Another site cannot know the credential."""
        return False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._provider, name)


class Access(JupyterHandler):
    """What handlers and sockets share: who may, what comes in, and errors as JSON."""

    max_body_bytes = MAX_BODY_BYTES
    caller: Caller | None = None
    """The program that has proved itself by a credential of ours; None for Jupyter's own login."""

    async def prepare(self, **options: Any) -> None:
        """Recognise programs before Jupyter looks for its own cookie or token."""
        self.caller = await self._recognise()
        done: object = super().prepare(**options)
        while inspect.isawaitable(done):
            done = await done

    async def _recognise(self) -> Caller | None:
        authenticator = cast("Authenticator | None", self.settings.get("modelarts_authenticator"))
        headers = self.request.headers
        if authenticator is None or not (TOKEN_HEADER in headers or "X-Sdk-Date" in headers):
            return None
        request = Presented(
            self.request.method or "",
            self.request.path,
            self.request.query,
            {name.lower(): value for name, value in headers.items()},
            self.request.body,
        )
        pools = cast(Pools, self.settings["modelarts_pools"])
        return await pools.run(pools.quick, authenticator.authenticate, request)

    @property
    def identity_provider(self) -> IdentityProvider:
        """Jupyter's, unless we have recognised who asks."""
        provider = super().identity_provider
        if self.caller is None:
            return provider
        return cast(IdentityProvider, Recognised(provider, self.caller))

    async def require(self, action: str, resource: str) -> None:
        """Raise unless somebody is logged in who may do `action` on `resource`."""
        if self.current_user is None:
            raise Unauthenticated("Log in to Jupyter, or send its token.")
        if self.caller is not None:
            self._check_scope(self.caller, action, resource)
        allowed = self.authorizer.is_authorized(
            self, self.current_user, action, RESOURCE_PREFIX + resource
        )
        if isinstance(allowed, Awaitable):
            allowed = await allowed
        if allowed is not True:
            raise Forbidden(f"You may not {action} {resource} here.")

    def _check_scope(self, caller: Caller, action: str, resource: str) -> None:
        if not caller.may(action, resource):
            raise Forbidden(f"This credential may not {action} {resource}: it was made for less.")
        if resource == INFER and not caller.may_infer(self.path_kwargs.get("service_id", "")):
            raise Forbidden("This credential was made for another service.")

    def read_body(self, schema: type[M]) -> M:
        """The JSON body as `schema`. Raises InvalidInput with the path of the wrong field."""
        if len(self.request.body) > self.max_body_bytes:
            raise TooLarge(f"The request is larger than {self.max_body_bytes // 2**20} MB.")
        data = parse(self.request.body or b"{}", max_bytes=self.max_body_bytes)
        return validate(schema, data)

    def read_query(self, schema: type[M]) -> M:
        """The query string as `schema`; a repeated name arrives as a list."""
        arguments = {name: self.get_arguments(name) for name in self.request.query_arguments}
        flat = {
            name: values if len(values) > 1 else values[0] for name, values in arguments.items()
        }
        return validate(schema, flat)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """ModelArts' error body; the text of an unexpected error stays in the server's log."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        if isinstance(error, DomainError):
            self.set_status(error.status)
            code, sentence = error.code, str(error)
        else:
            code, sentence = f"ModelArts.{status_code:04d}", _plain_sentence(status_code, error)
        self.set_header("Content-Type", "application/json")
        body = {"error_code": code, "error_msg": sentence}
        field = getattr(error, "field", None)
        self.finish(json.dumps(body if field is None else {**body, "field": field}))

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """A domain error is an answer, not an incident."""
        if not isinstance(value, DomainError):
            super().log_exception(typ, value, tb)


class Handler(Access, APIHandler):
    """Reads a request, calls one manager method on a thread, writes the answer."""

    def manager(self, kind: type[M]) -> M:
        """The platform's manager of this class."""
        return cast(Managers, self.settings["modelarts_managers"]).get(kind)

    async def call(self, method: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a manager's method on the pool for records."""
        return await self._pools.run(self._pools.quick, method, *args, **kwargs)

    async def call_storage(self, method: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a manager's method that moves bytes on the pool for storage."""
        return await self._pools.run(self._pools.storage, method, *args, **kwargs)

    def answer(self, body: BaseModel | None = None, *, revision: int | None = None) -> None:
        """Write a body; `revision` becomes the ETag that an If-Match must repeat."""
        if revision is not None:
            self.set_header("ETag", f'"{revision}"')
        if body is None:
            self.finish("{}")
        else:
            self.finish(body.model_dump_json(by_alias=True))

    def answer_bytes(self, data: bytes, headers: Mapping[str, str]) -> None:
        """Write bytes with headers made by `core.safe.files`; of a known ETag only say so."""
        for name, value in headers.items():
            self.set_header(name, value)
        if "ETag" in headers and self.check_etag_header():
            self.set_status(304)
            self.finish()
            return
        self.finish(data, set_content_type=headers["Content-Type"])

    def if_match(self) -> int | None:
        """The revision that the caller read, from If-Match."""
        text = self.request.headers.get("If-Match")
        if text is None:
            return None
        try:
            return int(text.strip().removeprefix("W/").strip('"'))
        except ValueError:
            raise InvalidInput("If-Match must repeat the ETag that was answered.") from None

    def idempotency_key(self) -> str | None:
        """The caller's Idempotency-Key: the same key does the work once."""
        key = self.request.headers.get("Idempotency-Key")
        if key is not None and not 1 <= len(key) <= 200:
            raise InvalidInput("Idempotency-Key must have 1 to 200 characters.")
        return key

    @property
    def _pools(self) -> Pools:
        return cast(Pools, self.settings["modelarts_pools"])


class NowhereHandler(Handler):
    """Below our address, but no route."""

    async def prepare(self) -> None:  # type: ignore[override]  # as JupyterHandler's own
        """Say so, in our own way."""
        raise NotFound("There is nothing at this address.")


class RefusingHandler(Handler):
    """Answers every request with the reason why the platform cannot start."""

    def initialize(self, error: DomainError) -> None:
        """Remember the reason."""
        self._error = error

    async def prepare(self) -> None:  # type: ignore[override]  # as JupyterHandler's own
        """Tell those who are logged in; others learn nothing."""
        await super().prepare()
        if self.current_user is None:
            raise Unauthenticated("Log in to Jupyter, or send its token.")
        raise self._error


class InvalidField(InvalidInput):
    """400 with the path of the field that is wrong, as `metadata.name`."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(f"{field}: {sentence}" if field else sentence)
        self.field = field


def validate(schema: type[M], data: object) -> M:
    """`data` as `schema`. Raises InvalidField for the first thing that is wrong."""
    model = cast("type[BaseModel]", schema)
    try:
        return cast(M, model.model_validate(data))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        path = ".".join(str(part) for part in first["loc"])
        is_empty = first["type"] == "string_too_short" and first["ctx"]["min_length"] == 1
        sentence = "It is empty: fill it in." if is_empty else first["msg"]
        raise InvalidField(path, sentence.removeprefix("Value error, ")) from None


def tornado_rules(base_url: str, routes: Sequence[Route]) -> list[tuple[str, type[Access]]]:
    """The routes as tornado wants them, below Jupyter's base URL."""
    prefix = re.escape(base_url.rstrip("/") + "/modelarts")
    return [(prefix + route.pattern, route.handler) for route in routes]


def _pattern_of(part: str) -> str:
    if not part.startswith("{"):
        return re.escape(part)
    name = part.strip("{}")
    return f"(?P<{name[:-3]}>.*)" if name.endswith("...") else f"(?P<{name}>[^/]+)"


def _plain_sentence(status: int, error: BaseException | None) -> str:
    if isinstance(error, HTTPError) and error.log_message and status < 500:
        return str(error.log_message)
    if status == 404:
        return "There is nothing at this address."
    if status == 405:
        return "This address does not take this method."
    if status < 500:
        return HTTPStatus(status).phrase
    return "Something went wrong in the server; its log says what."
