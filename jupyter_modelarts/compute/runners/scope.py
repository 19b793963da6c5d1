"""Whether a process that we detach outlives the server, and what it takes.

A new session is enough for a terminal, not for systemd, which ends everything in a unit's control
group, nor for a container, which ends with its first process.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

from .attempt import Survival

SCOPE_VARIABLES = ("XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS")
MOST_TASKS = 4096
"""Processes and threads of an attempt: a fork bomb must leave numbers to the rest of the machine,
also where the system's own limit for a scope is high."""
_PROBE_S = 5.0
_INITS = ("systemd", "init", "launchd")


@functools.cache
def scope_command() -> tuple[str, ...]:
    """What to put before a command so that systemd keeps it; empty where that does not work."""
    tool = shutil.which("systemd-run")
    if tool is None or not Path("/run/systemd/system").is_dir():
        return ()
    limit = f"--property=TasksMax={MOST_TASKS}"
    command = (tool, "--user", "--scope", "--quiet", "--collect", limit, "--")
    variables = ("PATH", *SCOPE_VARIABLES)
    env = {key: os.environ[key] for key in variables if key in os.environ}
    try:
        probe = [*command, "true"]
        done = subprocess.run(probe, env=env, capture_output=True, timeout=_PROBE_S, check=False)
    except (OSError, subprocess.SubprocessError):
        return ()
    return command if done.returncode == 0 else ()


@functools.cache
def survival() -> Survival:
    """Looked up once: it cannot change while the server runs."""
    if _first_process() not in _INITS:
        return Survival(
            survives=False,
            reason="This server runs in a container: jobs end when the container does.",
        )
    if scope_command():
        return Survival(survives=True, reason=_scope_reason())
    if service := _service():
        return Survival(
            survives=False,
            reason=f"This server belongs to the system service {service}: "
            "jobs end when that service stops.",
        )
    return Survival(survives=True, reason="Jobs run in a session of their own.")


def _scope_reason() -> str:
    user = os.environ.get("USER", "")
    if user and Path("/var/lib/systemd/linger", user).exists():
        return "Jobs run in a systemd scope of their own."
    return (
        "Jobs run in a systemd scope of their own, until you log out from this machine "
        "(loginctl enable-linger keeps them)."
    )


def _first_process() -> str:
    if sys.platform == "darwin":
        return "launchd"
    try:
        return Path("/proc/1/comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:  # hidden from us by an administrator, who has a real init
        return "init"


def _service() -> str:
    """The systemd service in whose control group we are."""
    try:
        groups = Path("/proc/self/cgroup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    names = [line.rpartition("/")[2] for line in groups]
    return next((one for one in names if one.endswith(".service")), "")
