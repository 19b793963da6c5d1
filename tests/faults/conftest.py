"""What the tests with a bad S3 server share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ..s3_servers import S3Server, rclone_server


@pytest.fixture
def s3_server(tmp_path: Path) -> Iterator[S3Server]:
    """rclone's server, quick with many objects: what is written beside it comes before the first
    request."""
    with rclone_server(tmp_path / "s3", cached=True) as server:
        yield server
