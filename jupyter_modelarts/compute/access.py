"""Lets the code of an attempt call the platform for as long as the attempt lives.

Its token stands in a file of the run directory that only the owner can read, never in the
environment or on a command line. It becomes valid in the transaction that claims the attempt, and
worthless in the one that ends it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from ..core.db import Tx
from ..core.ids import urn
from ..core.safe.writing import atomic_write
from ..core.state import PROJECT
from ..iam import Draft, Scope, TokenManager
from .schemas import Workload

FILE = "modelarts.json"
_NAME_LENGTH = 64


@dataclass(frozen=True)
class AttemptAccess:
    """Makes and revokes the tokens of attempts.

    `server_file` says where the newest server is: a job may outlive the one that started it.
    """

    tokens: TokenManager
    server_file: Path

    def draft(self, workload: Workload, attempt: int) -> Draft | None:
        """A token for an attempt that is about to begin; None where its code needs none."""
        if not workload.spec.calls_platform:
            return None
        run = f"{workload.id}/{attempt}"
        name = workload.name[:_NAME_LENGTH]
        return self.tokens.draft(name, Scope(workload=run), owner_urn=_owner(run))

    def write(self, run_dir: Path, draft: Draft) -> None:
        """Put the token where the code finds it."""
        config = {
            "token": draft.issued.secret,
            "project_id": PROJECT,
            "endpoint_file": str(self.server_file),
        }
        atomic_write(run_dir / FILE, json.dumps(config).encode(), permissions=0o600)

    def keep(self, tx: Tx, draft: Draft | None) -> None:
        """From this transaction on the token is valid."""
        if draft is not None:
            self.tokens.keep(tx, draft)

    def end(self, tx: Tx, workload: Workload) -> None:
        """From this transaction on the attempt's token is worth nothing."""
        if workload.spec.calls_platform:
            self.tokens.revoke_owned(_owner(f"{workload.id}/{workload.attempt}"), tx)


def _owner(run: str) -> str:
    return urn("attempt", run)
