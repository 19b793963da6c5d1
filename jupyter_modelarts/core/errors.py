"""Errors that a domain raises and the base handler turns into a status.

Raise them where you know what is wrong, with a sentence that says what happened and what to do;
the sentence reaches the user, so it names no path of the server.
"""

from __future__ import annotations


class DomainError(Exception):
    """A failure with a sentence for the user; `code` becomes ModelArts' `error_code`."""

    status = 500
    code = "ModelArts.0500"


class InvalidInput(DomainError):
    """400: what was sent is malformed, out of range, or cannot be honoured."""

    status = 400
    code = "ModelArts.0104"


class Unauthenticated(DomainError):
    """401: nobody is logged in."""

    status = 401
    code = "ModelArts.0401"


class Forbidden(DomainError):
    """403: known, but not allowed."""

    status = 403
    code = "ModelArts.0403"


class NotFound(DomainError):
    """404: no such thing, or not visible to this user."""

    status = 404
    code = "ModelArts.0404"


class Conflict(DomainError):
    """409: the thing changed meanwhile, exists already, or is in a state that forbids this."""

    status = 409
    code = "ModelArts.0409"


class PreconditionFailed(DomainError):
    """412: the thing is not the one that `If-Match` or `If-None-Match` speaks of."""

    status = 412
    code = "ModelArts.0412"


class TooLarge(DomainError):
    """413: over a limit that the sentence names."""

    status = 413
    code = "ModelArts.0413"


class RangeNotSatisfiable(DomainError):
    """416: the range begins after the end."""

    status = 416
    code = "ModelArts.0416"


class Unavailable(DomainError):
    """503: not now (disk full, database locked, engine not ready); trying again may help."""

    status = 503
    code = "ModelArts.0503"
