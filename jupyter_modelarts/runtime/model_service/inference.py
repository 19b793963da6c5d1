"""One request through a service class, and every way in which that fails."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from . import bodies, wire
from .errors import RequestError
from .model_service import SingleNodeService
from .package import Package
from .python_model_service import XgSklServingBaseService

_FAILED = "MR.0105"
_LONGEST = 2_000


class Inference:
    """Answers POST requests with one service."""

    def __init__(self, package: Package, service: SingleNodeService) -> None:
        self._schema = package.schema
        self._service = service
        self._is_table = isinstance(service, XgSklServingBaseService)

    def answer(self, request: wire.Request) -> bytes:
        """A whole HTTP response. Whatever the user's code raises becomes one."""
        try:
            if request.method != "POST":
                raise RequestError("Method Not Allowed: inference is a POST.", status=405)
            data = self._read(request)
            return wire.result(self._shape(self._service.inference(data), data))
        except RequestError as error:
            return wire.failure(error.status, error.code, error.sentence)
        except (Exception, SystemExit) as error:  # noqa: BLE001  # whatever user code raises
            return _explain(error)

    def _read(self, request: wire.Request) -> Any:
        content_type = request.headers.get(b"content-type", b"").decode("latin-1")
        if not request.body:
            raise RequestError("Empty request: send JSON or a form with files.")
        if bodies.is_form(content_type):
            form = bodies.parse_form(content_type, request.body)
            self._schema.check(form)
            return form
        bodies.check_type(content_type)
        text, parsed = bodies.parse_json(request.body)
        self._schema.check(parsed)
        return bodies.JsonText(text, parsed) if self._is_table else parsed

    def _shape(self, value: Any, data: Any) -> Any:
        """What ModelArts' servers put around the list that a table's class returns."""
        if not self._is_table or isinstance(value, (dict, bytes)):
            return value
        shaped: dict[str, Any] = {"data": {"resp_data": value}}
        asked = data.parsed if isinstance(data, bodies.JsonText) else data
        if isinstance(asked, Mapping) and "meta" in asked:
            shaped["meta"] = asked["meta"]
        return shaped


def _explain(error: BaseException) -> bytes:
    """The log gets the traceback, the caller the last line."""
    frames = list(_frames(error.__traceback__))
    in_preprocess = any(name == "_preprocess" for name, _ in frames)
    last = "".join(traceback.format_exception_only(type(error), error)).strip()
    if _is_about_an_image(error, frames, in_preprocess):
        sentence = f"A file of this request is not an image that can be read ({_reason(error)})."
        return wire.failure(400, RequestError.code, sentence)
    traceback.print_exception(type(error), error, error.__traceback__)
    sys.stderr.flush()
    if in_preprocess and isinstance(error, KeyError) and error.args:
        return wire.failure(400, RequestError.code, f"The request has no {error.args[0]!r}.")
    if isinstance(error, ValueError) and "JSON compliant" in str(error):
        last = "the answer holds NaN or infinity, which JSON cannot say"
    return wire.failure(500, _FAILED, f"The model's code failed: {last[:_LONGEST]}")


def _frames(step: TracebackType | None) -> Any:
    while step is not None:
        yield step.tb_frame.f_code.co_name, step.tb_frame.f_globals.get("__name__", "")
        step = step.tb_next


def _is_about_an_image(error: BaseException, frames: list[Any], in_preprocess: bool) -> bool:
    if type(error).__module__.partition(".")[0] == "PIL":
        return True
    raised_in = frames[-1][1] if frames else ""
    fitting = isinstance(error, (OSError, SyntaxError, ValueError, EOFError))
    return in_preprocess and fitting and str(raised_in).partition(".")[0] == "PIL"


def _reason(error: BaseException) -> str:
    """Without the address of an object in this process."""
    return str(error).partition(" <_io.")[0].replace("\n", " ")[:200] or type(error).__name__
