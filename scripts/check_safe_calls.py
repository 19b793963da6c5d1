"""Fails on a raw call outside `core/safe` that is not on the list below, with its reason.

An entry that nothing needs any more fails too.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from scripts.safe_calls import PACKAGE, Finding, findings

ALLOWED: dict[tuple[str, str], str] = {
    ("compose.py", "open"): "the state directory's own note of its database",
    ("compute/runners/local.py", "subprocess"): "the one place where supervisors are started",
    ("compute/runners/scope.py", "subprocess"): "asks systemd what it offers, argument lists only",
    ("core/db.py", "open"): "a lock file beside the database",
    ("datasets/thumbnails.py", "open"): "the cache, by digest; no part of the name is a user's",
    ("engines/deriving.py", "subprocess"): "runs an engine's pip, in the workload that adds to it",
    ("engines/environment.py", "open"): "what a build left, at fixed names",
    ("engines/java.py", "subprocess"): "asks Java for its version, in the work that builds Spark",
    ("engines/kernels.py", "open"): "a kernel's own description, by the id of its engine",
    ("engines/commands.py", "open"): "a requirements file that the user names in a terminal",
    ("engines/libraries.py", "open"): "the recipe that the platform gave to its own workload",
    ("engines/manager.py", "open"): "the recipe that the platform gave to the build's workload",
    ("models/commands.py", "open"): "the text that the platform gave to the import's workload",
    ("iam/handover.py", "open"): "the configuration that kernels read, at paths of the server",
    ("iam/secrets.py", "open"): "the key file, at a fixed name of the state directory",
    ("obs/configured.py", "open"): "the list of stores and its lock, at fixed names",
    ("obs/staging.py", "open"): "parts of uploads at fixed names, below a checked identifier",
    ("obs/task_records.py", "open"): "records of work at fixed names of a checked identifier",
    ("services/predicting.py", "open"): "a file that the user names in a terminal",
    ("training/commands.py", "open"): "a request that the user names in a terminal",
    ("engines/packages.py", "subprocess"): "asks a new environment what is in it, in the same work",
    ("engines/uv_calls.py", "subprocess"): "runs uv, inside the workload that builds an engine",
    ("core/examples.py", "open"): "files that come with the package",
}


def problems(found: Iterable[Finding], allowed: dict[tuple[str, str], str]) -> list[str]:
    found = list(found)
    used = {(finding.path, finding.rule) for finding in found}
    lines = [str(finding) for finding in found if (finding.path, finding.rule) not in allowed]
    idle = [f"{path}: {rule}: no longer needed on the list" for path, rule in set(allowed) - used]
    return lines + sorted(idle)


if __name__ == "__main__":
    failures = problems(findings(Path(__file__).parent.parent / PACKAGE), ALLOWED)
    if failures:
        sys.exit("\n".join(failures))
