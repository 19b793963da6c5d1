"""robustness.md, faults: a newer or a corrupt database: the server says so, and how to go on."""

from __future__ import annotations

import json
import sqlite3
import urllib.error
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.server import Server, jupyter_server
from jupyter_modelarts.compose import lay_foundation

pytestmark = pytest.mark.faults

READS = ("v2/default/datasets", "v1/default/workloads", "v1/default/home", "v1/default/buckets")


def _refusals(server: Server) -> list[tuple[int, str]]:
    said = []
    for path in READS:
        with pytest.raises(urllib.error.HTTPError) as caught:
            server.call("GET", f"modelarts/{path}")
        said.append((caught.value.code, json.loads(caught.value.read())["error_msg"]))
    return said


def _newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")


def _corrupt(file: Path) -> None:
    for path in file.parent.glob(f"{file.name}-*"):
        path.unlink()
    file.write_bytes(b"this was a database once" * 1000)


@pytest.mark.parametrize(
    ("spoil", "way_out"), [(_newer, "Upgrade the package"), (_corrupt, "restore the newest backup")]
)
def test_robustness_a_database_that_cannot_be_used_is_refused_until_it_can(
    tmp_path: Path, spoil: object, way_out: str
) -> None:
    """robustness.md, faults: a newer or older database, a corrupt file: refused with a way out."""
    file = tmp_path / "state" / "modelarts.db"
    lay_foundation(tmp_path / "state").close()
    whole = file.read_bytes()
    assert callable(spoil)
    spoil(file)
    spoiled = file.read_bytes()

    with jupyter_server(tmp_path, alone=True) as server:
        refused = _refusals(server)
        assert server.call("GET", "api/status")  # Jupyter itself is well

    for status, sentence in refused:
        assert status == 503
        assert way_out in sentence
        assert str(tmp_path) not in sentence
    assert file.read_bytes() == spoiled  # refused, and left as it was
    file.write_bytes(whole)
    with jupyter_server(tmp_path, alone=True) as server:
        assert server.call("GET", "modelarts/v2/default/datasets")["total_number"] == 0
