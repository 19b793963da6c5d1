"""What a caller is told when a request cannot be answered."""

from __future__ import annotations


class RequestError(Exception):
    """A request that cannot be answered, with the status and the sentence that say why."""

    status = 400
    code = "MR.0101"

    def __init__(self, sentence: str, status: int = 0, code: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status or self.status
        self.code = code or self.code


class PackageError(Exception):
    """A model package that cannot be served; the sentence goes to the service's log."""
