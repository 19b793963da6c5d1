"""What `mox.file` raises: the published names, which are kinds of OSError too.

So a script that was written for local files (`except FileNotFoundError`) goes on working after
`mox.file.shift('os', 'mox')`.
"""

from __future__ import annotations

import errno
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Iterator

from ...sdk import BrokenOff, Changed, ModelArtsError

_MISSING = 404
_READ_FAILED = 200


@dataclass(frozen=True)
class Response:
    """The server's answer, with the names that OBS' own SDK gives its parts."""

    status: int
    errorCode: str
    errorMessage: str


class MoxFileNotExistsException(FileNotFoundError):
    """There is no such object, folder or bucket."""

    def __init__(self, url: str, sentence: str = "") -> None:
        super().__init__(errno.ENOENT, sentence or "There is no such object or folder", url)


class MoxFileNameDuplicateException(OSError):
    """An object's name and a folder's are the same, which a local folder cannot hold."""


class _MoxFileBaseRespException(OSError):
    """Has the answer as `resp`."""

    def __init__(self, resp: Response, sentence: str = "") -> None:
        super().__init__(sentence or resp.errorMessage)
        self.resp = resp


class MoxFileReadException(_MoxFileBaseRespException):
    """An object could not be read to its end."""


class MoxFileRespException(_MoxFileBaseRespException):
    """The server refused, or did not answer (then the status of `resp` is 0)."""


@contextmanager
def about(url: str) -> Iterator[None]:
    """What the SDK raises inside becomes what MoXing raises."""
    try:
        yield
    except ModelArtsError as error:
        raise as_mox_error(url, error) from None


def as_mox_error(url: str, error: ModelArtsError) -> OSError:
    """The same, as MoXing says it."""
    if error.status == _MISSING:
        return MoxFileNotExistsException(url, error.error_msg)
    if isinstance(error, (BrokenOff, Changed)):
        return MoxFileReadException(Response(_READ_FAILED, "", error.error_msg))
    return MoxFileRespException(Response(error.status, error.error_code, error.error_msg))
