"""What the SDK raises."""

from __future__ import annotations


class ModelArtsError(Exception):
    """A request that did not work, in a sentence: `error_code` and `error_msg` as ModelArts names
    them, `field` where one field of the request was wrong.

    A notebook shows the sentence alone, without the stack of the SDK.
    """

    def __init__(
        self, error_msg: str, error_code: str = "", status: int = 0, field: str | None = None
    ) -> None:
        super().__init__(error_msg)
        self.error_msg = error_msg
        self.error_code = error_code
        self.status = status
        self.field = field

    def _render_traceback_(self) -> list[str]:
        """What IPython prints instead of a stack."""
        return [self.error_msg]


class TryAgain(ModelArtsError):
    """What may work in a moment: the answer broke off, took too long, or the server is busy."""


class BrokenOff(TryAgain):
    """An answer ended before its end."""


class ServerUnreachable(TryAgain):
    """Nothing answers at the server's address."""


class NotAccepted(ModelArtsError):
    """The server does not accept the credentials."""


class JobFailed(ModelArtsError):
    """A training job that was waited for did not succeed."""
