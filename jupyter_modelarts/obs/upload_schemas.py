"""Chunked uploads as they are kept."""

from __future__ import annotations

from enum import Enum

from pydantic import BaseModel, ConfigDict


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class UploadState(str, Enum):
    """Where a chunked upload is."""

    RECEIVING = "receiving"
    STORING = "storing"
    STORED = "stored"
    FAILED = "failed"


class UploadRecord(_Frozen):
    """A chunked upload as it is kept; what has arrived is kept beside it."""

    id: str
    uri: str
    size: int
    part_size: int
    overwrite: bool
    sha256: str | None = None
    created_at: int
    state: UploadState = UploadState.RECEIVING
    reason: str = ""

    @property
    def part_count(self) -> int:
        return -(-self.size // self.part_size)

    def length_of(self, number: int) -> int:
        """The bytes that part `number`, from 1 on, must have."""
        return min(self.part_size, self.size - (number - 1) * self.part_size)


class Upload(_Frozen):
    """A chunked upload with the numbers of the parts that have arrived."""

    record: UploadRecord
    parts: tuple[int, ...]
